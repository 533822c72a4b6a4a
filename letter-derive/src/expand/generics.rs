//! Bounds for type parameters.

use proc_macro2::{TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::{GenericParam, Generics, Ident};

use crate::input::Input;

/// The type's generics, with `PropertyValue` for the parameters that stand in checked fields.
pub(super) fn checked(input: &Input<'_>) -> Generics {
    bounded(input, &quote!(__letter::PropertyValue))
}

/// The same with `Tell`.
pub(super) fn telling(input: &Input<'_>) -> Generics {
    bounded(input, &quote!(__letter::export::Tell))
}

/// The same with `Shaped`, and the parameter of that.
pub(super) fn shaped(input: &Input<'_>) -> Generics {
    let mut generics = bounded(input, &quote!(__letter::Shaped<__D>));
    generics.params.push(syn::parse_quote!(__D));
    generics
}

fn bounded(input: &Input<'_>, bound: &TokenStream) -> Generics {
    let mut generics = input.generics.clone();
    let fields: Vec<TokenStream> =
        input.fields().filter(|field| field.is_checked()).map(|field| field.ty().to_token_stream()).collect();
    for param in type_params(input.generics) {
        if fields.iter().any(|field| mentions(field.clone(), param)) {
            let bound = syn::parse_quote!(#param: #bound);
            generics.make_where_clause().predicates.push(bound);
        }
    }
    generics
}

/// As [`checked`], and serialisable. Without parameters the compiler sees for itself whether the type
/// is, and says so in serde's words.
pub(super) fn sendable(input: &Input<'_>) -> Generics {
    let mut generics = checked(input);
    if type_params(input.generics).next().is_some() {
        let ident = input.ident;
        let (_, arguments, _) = input.generics.split_for_impl();
        let bound = syn::parse_quote!(#ident #arguments: __letter::Serialize);
        generics.make_where_clause().predicates.push(bound);
    }
    generics
}

fn type_params(generics: &Generics) -> impl Iterator<Item = &Ident> {
    generics.params.iter().filter_map(|param| match param {
        GenericParam::Type(param) => Some(&param.ident),
        GenericParam::Lifetime(_) | GenericParam::Const(_) => None,
    })
}

fn mentions(tokens: TokenStream, name: &Ident) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Ident(ident) => ident == *name,
        TokenTree::Group(group) => mentions(group.stream(), name),
        TokenTree::Punct(_) | TokenTree::Literal(_) => false,
    })
}

/// `impl<…> Trait for Type<…> where …`.
pub(super) fn header(input: &Input<'_>, generics: &Generics, trait_path: &TokenStream) -> TokenStream {
    let ident = input.ident;
    let (parameters, _, bounds) = generics.split_for_impl();
    let (_, arguments, _) = input.generics.split_for_impl();
    quote!(impl #parameters #trait_path for #ident #arguments #bounds)
}
