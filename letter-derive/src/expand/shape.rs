//! `SHAPE`: how a type is written, as a constant that schemas can be compared with.

use proc_macro2::TokenStream;
use quote::quote;
use syn::Expr;

use super::walk;
use crate::attr::Constraints;
use crate::input::{Data, Field, Fields, Input, Style};

/// The shape of a type, as far as its attributes tell.
pub(super) fn shape(input: &Input<'_>) -> TokenStream {
    match &input.data {
        Data::Struct(fields) => of_fields(input, fields),
        Data::Enum(variants) => {
            let serde = &input.serde;
            let unit =
                variants.iter().all(|variant| variant.fields.style == Style::Unit && !variant.serde.with);
            if !unit || serde.untagged || serde.tag.is_some() || variants.is_empty() {
                return quote!(__letter::Shape::Other);
            }
            let names =
                variants.iter().filter(|variant| !variant.serde.skip).map(|variant| &variant.wire_name);
            quote!(__letter::Shape::Values(&[#(#names),*]))
        }
        Data::Union => quote!(__letter::Shape::Unknown),
    }
}

fn of_fields(input: &Input<'_>, fields: &Fields<'_>) -> TokenStream {
    match (fields.style, &fields.fields[..]) {
        (Style::Named, all) => {
            if input.serde.tag.is_some() || all.iter().any(|field| field.serde.flatten.is_some()) {
                return quote!(__letter::Shape::Unknown);
            }
            if let ([field], true) = (all, input.serde.transparent) {
                return alone(field, input);
            }
            let members = all.iter().filter(|field| field.serde.skip.is_none()).map(|field| {
                let (key, skipped) = (&field.wire_name, field.serde.skip_if.is_some());
                let (shape, rules) = (of(field, input), rules(&field.constraints));
                quote!(__letter::Member { key: #key, skipped: #skipped, shape: &#shape, rules: #rules })
            });
            quote!(__letter::Shape::Object(&[#(#members),*]))
        }
        (Style::Tuple, [field]) => alone(field, input),
        (Style::Tuple, _) => quote!(__letter::Shape::Other),
        (Style::Unit, _) => quote!(__letter::Shape::Null),
    }
}

/// A type that is written as its one field.
fn alone(field: &Field<'_>, input: &Input<'_>) -> TokenStream {
    let (shape, rules) = (of(field, input), rules(&field.constraints));
    quote!(__letter::Shape::Ruled(&#shape, #rules))
}

/// The shape of a field's type.
fn of(field: &Field<'_>, input: &Input<'_>) -> TokenStream {
    // A constant that depends on itself cannot be evaluated.
    if !field.is_checked() || mentions(field, input) {
        return quote!(__letter::Shape::Unknown);
    }
    let ty = field.ty();
    quote!(<#ty as __letter::PropertyValue>::SHAPE)
}

fn mentions(field: &Field<'_>, input: &Input<'_>) -> bool {
    fn inside(tokens: TokenStream, name: &syn::Ident) -> bool {
        tokens.into_iter().any(|token| match token {
            proc_macro2::TokenTree::Ident(ident) => ident == *name,
            proc_macro2::TokenTree::Group(group) => inside(group.stream(), name),
            _ => false,
        })
    }
    let ty = field.ty();
    inside(quote!(#ty), input.ident)
}

/// The constraints of a field.
pub(crate) fn rules(constraints: &Constraints) -> TokenStream {
    let own = list(constraints);
    let items = constraints.inner.as_deref().map(list).unwrap_or_default();
    quote!(__letter::Rules { own: &[#(#own),*], items: &[#(#items),*] })
}

fn list(constraints: &Constraints) -> Vec<TokenStream> {
    let mut rules = Vec::new();
    let number = |name: TokenStream, bound: &Expr| {
        let bound = walk::whole(bound).unwrap_or_else(|| quote!((#bound)));
        quote!(__letter::Rule::#name(#bound as ::core::primitive::f64))
    };
    if let Some(min) = &constraints.min_length {
        rules.push(quote!(__letter::Rule::MinLength(#min)));
    }
    if let Some(max) = &constraints.max_length {
        rules.push(quote!(__letter::Rule::MaxLength(#max)));
    }
    if let Some(min) = &constraints.minimum {
        rules.push(number(quote!(Minimum), min));
    }
    if let Some(max) = &constraints.maximum {
        rules.push(number(quote!(Maximum), max));
    }
    if let Some(pattern) = &constraints.pattern {
        rules.push(quote!(__letter::Rule::Pattern(#pattern)));
    }
    if constraints.contains.is_some() {
        rules.push(quote!(__letter::Rule::Other));
    }
    if let Some((format, _)) = &constraints.format {
        let name = format.name();
        rules.push(quote!(__letter::Rule::Format(#name)));
    }
    rules
}
