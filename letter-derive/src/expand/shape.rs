//! `SHAPE`: how a type is written, as a constant that schemas can be compared with.

use proc_macro2::TokenStream;
use quote::quote;
use syn::Expr;

use super::generics::{header, shaped};
use super::walk;
use crate::attr::Constraints;
use crate::input::{Data, Field, Fields, Input, Style, Variant};

/// For a struct with a field `order_id`:
///
/// ```text
/// impl<__D> Shaped<__D> for OrderCompleted {
///     const SHAPE: Shape = {
///         use Unshaped as _;
///         Shape::Object(&[Member { key: "order_id", shape: Of::<String, __D>::SHAPE, … }])
///     };
/// }
/// ```
pub(super) fn expand(input: &Input<'_>) -> TokenStream {
    let header = header(input, &shaped(input), &quote!(__letter::Shaped<__D>));
    let shape = shape(input);
    quote! {
        #[automatically_derived]
        #header {
            const SHAPE: __letter::Shape = {
                #[allow(unused_imports, reason = "types that tell their shape do not need it")]
                use __letter::Unshaped as _;
                #shape
            };
        }
    }
}

/// As far as the attributes tell.
fn shape(input: &Input<'_>) -> TokenStream {
    match &input.data {
        Data::Struct(fields) => of_fields(input, fields),
        Data::Enum(variants) => of_variants(input, variants),
        Data::Union => quote!(__letter::Shape::Unknown),
    }
}

fn of_variants(input: &Input<'_>, variants: &[Variant<'_>]) -> TokenStream {
    let serde = &input.serde;
    let written: Vec<&Variant<'_>> = variants.iter().filter(|variant| !variant.serde.skip).collect();
    let told = written.iter().all(|variant| !variant.serde.with && !variant.serde.untagged);
    if written.is_empty() || !told || serde.content.is_some() {
        return quote!(__letter::Shape::Other);
    }
    if serde.untagged {
        let shapes = written.iter().map(|variant| of_fields(input, &variant.fields));
        return quote!(__letter::Shape::Union(&[#(#shapes),*]));
    }
    let names = written.iter().map(|variant| &variant.wire_name);
    match &serde.tag {
        None if written.iter().all(|variant| variant.fields.style == Style::Unit) => {
            quote!(__letter::Shape::Values(&[#(#names),*]))
        }
        Some(tag) if written.iter().all(|variant| variant.fields.style != Style::Tuple) => {
            let shapes = written.iter().map(|variant| {
                let name = &variant.wire_name;
                let members = members(input, &variant.fields.fields);
                quote! {
                    __letter::Shape::Object(&[
                        __letter::Member {
                            key: #tag,
                            skipped: false,
                            shape: &__letter::Shape::Values(&[#name]),
                            rules: __letter::Rules::NONE,
                        },
                        #(#members),*
                    ])
                }
            });
            quote!(__letter::Shape::Union(&[#(#shapes),*]))
        }
        _ => quote!(__letter::Shape::Other),
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
            let members = members(input, all);
            quote!(__letter::Shape::Object(&[#(#members),*]))
        }
        (Style::Tuple, [field]) => alone(field, input),
        (Style::Tuple, _) => quote!(__letter::Shape::Other),
        (Style::Unit, _) => quote!(__letter::Shape::Null),
    }
}

fn members(input: &Input<'_>, fields: &[Field<'_>]) -> Vec<TokenStream> {
    let sent = fields.iter().filter(|field| field.serde.skip.is_none());
    let members = sent.map(|field| {
        let (key, skipped) = (&field.wire_name, field.serde.skip_if.is_some());
        let (shape, rules) = (of(field, input), rules(&field.constraints));
        quote!(__letter::Member { key: #key, skipped: #skipped, shape: #shape, rules: #rules })
    });
    members.collect()
}

/// A type that is written as its one field.
fn alone(field: &Field<'_>, input: &Input<'_>) -> TokenStream {
    let (shape, rules) = (of(field, input), rules(&field.constraints));
    quote!(__letter::Shape::Ruled(#shape, #rules))
}

/// The shape of a field's type.
fn of(field: &Field<'_>, input: &Input<'_>) -> TokenStream {
    // A constant that depends on itself cannot be evaluated.
    if !field.is_checked() || mentions(field, input) {
        return quote!(&__letter::Shape::Unknown);
    }
    let ty = field.ty();
    quote!(__letter::Of::<#ty, __D>::SHAPE)
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
