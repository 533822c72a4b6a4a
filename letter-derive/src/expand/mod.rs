//! From what was read to the implementations.

mod event;
mod export;
mod generics;
mod nesting;
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
    let tell = if errors.is_some() { TokenStream::new() } else { export::tell(&input) };
    wrapped(&input, errors, &quote! { #walk #tell }, &TokenStream::new())
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
    let export = if errors.is_none() { export::event(&input, &private(&input)) } else { TokenStream::new() };
    let tell = if errors.is_some() { TokenStream::new() } else { export::tell(&input) };
    wrapped(&input, errors, &quote! { #walk #event #constants #tell }, &export)
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

/// The one module that generated code names.
fn private(input: &Input<'_>) -> TokenStream {
    match &input.attrs.krate {
        Some(path) => quote!(#path::__private),
        None => quote!(::letter::__private),
    }
}

/// Keeps the implementations out of the way of the names around them; `beside` stands for itself.
fn wrapped(
    input: &Input<'_>,
    errors: Option<TokenStream>,
    implementations: &TokenStream,
    beside: &TokenStream,
) -> TokenStream {
    let private = private(input);
    quote! {
        #errors
        #beside
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
