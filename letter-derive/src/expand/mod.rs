//! From what was read to the implementations.

mod event;
mod generics;
mod shape;
mod walk;

use proc_macro2::TokenStream;
use quote::quote;
use syn::DeriveInput;

pub(crate) use self::shape::rules;
use crate::attr::Kind;
use crate::check;
use crate::errors::Errors;
use crate::input::{Data, Input};
use crate::schemas::{Held, hold};

/// `#[derive(PropertyValue)]`.
pub(crate) fn value(input: &DeriveInput) -> TokenStream {
    let errors = Errors::new();
    let input = Input::read(input, &errors);
    check::value(&input, &errors);
    check::no_event(&input, &errors);
    let errors = errors.finish();
    let walk = if errors.is_some() { walk::nothing(&input) } else { walk::expand(&input) };
    wrapped(&input, errors, &walk)
}

/// `#[derive(LetterEvent)]`.
pub(crate) fn event(input: &DeriveInput) -> TokenStream {
    let errors = Errors::new();
    let input = Input::read(input, &errors);
    check::value(&input, &errors);
    let kind = check::event(&input, &errors);
    let held = held(&input, kind, &errors);
    let errors = errors.finish();
    // Beside errors stands an implementation that does nothing, so that one mistake is one error and
    // not another one at every use of the type.
    if let (Data::Union, Some(errors)) = (&input.data, &errors) {
        // Nothing can be implemented for a union.
        return errors.clone();
    }
    let walk = if errors.is_some() { walk::nothing(&input) } else { walk::expand(&input) };
    let event = event::expand(&input, kind.unwrap_or(Kind::Track), errors.is_some(), &held.checks);
    let constants = held.constants;
    wrapped(&input, errors, &quote! { #walk #event #constants })
}

/// What a `schema` adds.
fn held(input: &Input<'_>, kind: Option<Kind>, errors: &Errors) -> Held {
    let (Some(path), Some(kind)) = (&input.attrs.schema, kind) else { return Held::default() };
    if !input.generics.params.is_empty() {
        errors.at(path, "a type with parameters is many types: only one without can be held to a schema");
        return Held::default();
    }
    hold(input, kind, &event::name(input, kind), path, errors)
}

/// Keeps the implementations out of the way of the names around them.
fn wrapped(input: &Input<'_>, errors: Option<TokenStream>, implementations: &TokenStream) -> TokenStream {
    let private = match &input.attrs.krate {
        Some(path) => quote!(#path::__private),
        None => quote!(::letter::__private),
    };
    quote! {
        #errors
        #[doc(hidden)]
        #[allow(
            deprecated,
            unused_qualifications,
            clippy::all,
            clippy::pedantic,
            clippy::nursery,
            clippy::restriction,
            reason = "generated code"
        )]
        const _: () = {
            use #private as __letter;
            #implementations
        };
    }
}
