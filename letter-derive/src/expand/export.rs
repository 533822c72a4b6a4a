//! What `cargo xtask export` finds a type by: a macro call beside the implementations, in the export's own build.

use proc_macro2::{Group, Span, TokenStream, TokenTree};
use quote::{ToTokens as _, format_ident, quote};
use syn::ext::IdentExt as _;
use syn::{GenericArgument, GenericParam, Ident, LitStr, Path, PathArguments, Type};

use super::nesting::is_in_function;
use crate::input::{Data, Field, Input};

/// For an event. Tests are collected in modules only: the call must not stand inside of the constant that holds the
/// implementations.
pub(super) fn event(input: &Input<'_>, private: &TokenStream) -> TokenStream {
    let Some(test) = test(input) else { return TokenStream::new() };
    let ident = input.ident;
    match arguments(input) {
        Some(arguments) => {
            let (facts, flattened) = (facts(input), flattened(input));
            quote! {
                #[cfg(test)]
                #private::export! { event #ident #test [#ident #arguments] [#(#facts)*] [#(#flattened),*] }
            }
        }
        None => quote!(#[cfg(test)] #private::export! { generic #ident #test }),
    }
}

/// For a value inside of events.
pub(super) fn value(input: &Input<'_>, private: &TokenStream) -> TokenStream {
    let (Some(test), Some(arguments)) = (test(input), arguments(input)) else { return TokenStream::new() };
    let ident = input.ident;
    let (facts, flattened) = (facts(input), flattened(input));
    if facts.is_empty() && flattened.is_empty() {
        return TokenStream::new();
    }
    quote! {
        #[cfg(test)]
        #private::export! { value #ident #test [#ident #arguments] [#(#facts)*] [#(#flattened),*] }
    }
}

/// The name of the test that reports the type, where there is to be one.
fn test(input: &Input<'_>) -> Option<Ident> {
    let span = Span::call_site();
    let wanted = cfg!(feature = "export") && !is_in_function(span);
    wanted.then(|| format_ident!("__letter_export_{}", input.ident.unraw(), span = span))
}

/// The type's arguments, if there is one right choice of them.
fn arguments(input: &Input<'_>) -> Option<TokenStream> {
    let params = &input.generics.params;
    let lifetimes = params.iter().map(|param| match param {
        GenericParam::Lifetime(_) => Some(quote!('static)),
        GenericParam::Type(_) | GenericParam::Const(_) => None,
    });
    let lifetimes: Vec<_> = lifetimes.collect::<Option<_>>()?;
    Some(if lifetimes.is_empty() { TokenStream::new() } else { quote!(<#(#lifetimes),*>) })
}

/// What attributes say of fields, and schemars does not know.
fn facts(input: &Input<'_>) -> Vec<TokenStream> {
    let named = input.fields().filter(|field| {
        field.original.ident.is_some() && field.serde.skip.is_none() && field.serde.flatten.is_none()
    });
    named
        .filter_map(|field| {
            let key = &field.wire_name;
            let pii = field.attrs.pii.as_ref().map(LitStr::value).unwrap_or_default();
            let lift = field.attrs.lift.as_ref().map_or("", |(lift, _)| lift.key());
            let never_null = is_left_out(field) && !is_nullable_elsewhere(input, field);
            let told = !pii.is_empty() || !lift.is_empty() || never_null;
            told.then(|| quote!((#key, #pii, #lift, #never_null),))
        })
        .collect()
}

/// The types whose fields stand among the type's own.
fn flattened(input: &Input<'_>) -> Vec<TokenStream> {
    let fields = input.fields().filter(|field| field.serde.flatten.is_some() && field.is_checked());
    fields.map(|field| anonymous(option(field.ty()).unwrap_or(field.ty()).to_token_stream())).collect()
}

/// A type without the names of its lifetimes, which stand in the declaration only.
fn anonymous(tokens: TokenStream) -> TokenStream {
    let mut in_lifetime = false;
    tokens
        .into_iter()
        .map(|token| match token {
            TokenTree::Ident(ident) if std::mem::take(&mut in_lifetime) && ident != "static" => {
                TokenTree::Ident(Ident::new("_", ident.span()))
            }
            TokenTree::Group(group) => {
                TokenTree::Group(Group::new(group.delimiter(), anonymous(group.stream())))
            }
            TokenTree::Punct(punct) => {
                in_lifetime = punct.as_char() == '\'';
                TokenTree::Punct(punct)
            }
            other => other,
        })
        .collect()
}

/// Variants may use one key for different fields.
fn is_nullable_elsewhere(input: &Input<'_>, field: &Field<'_>) -> bool {
    matches!(input.data, Data::Enum(_))
        && input.fields().any(|other| other.wire_name == field.wire_name && !is_left_out(other))
}

/// Whether `null` is never written: an `Option` that is left out if it is `None`.
fn is_left_out(field: &Field<'_>) -> bool {
    let is_none = |path: &Path| path.segments.last().is_some_and(|last| last.ident == "is_none");
    let own = field.serde.with.is_none() && field.constraints.replaced.is_none();
    own && field.serde.skip_if.as_ref().is_some_and(is_none)
        && option(field.ty()).is_some_and(|inner| option(inner).is_none())
}

/// What an `Option` is of, as far as its name tells.
fn option(ty: &Type) -> Option<&Type> {
    match ty {
        Type::Path(path) => {
            let last = path.path.segments.last().filter(|last| last.ident == "Option")?;
            let PathArguments::AngleBracketed(arguments) = &last.arguments else { return None };
            arguments.args.iter().find_map(|argument| match argument {
                GenericArgument::Type(ty) => Some(ty),
                _ => None,
            })
        }
        Type::Group(group) => option(&group.elem),
        Type::Paren(paren) => option(&paren.elem),
        _ => None,
    }
}
