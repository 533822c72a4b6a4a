//! What `cargo xtask export` asks types with, in the export's own build: what attributes say of fields, and beside an
//! event's implementations a macro call that finds it.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use proc_macro2::{Span, TokenStream};
use quote::{format_ident, quote};
use syn::ext::IdentExt as _;
use syn::{GenericArgument, GenericParam, Ident, LitStr, Path, PathArguments, Type};

use super::generics::{header, telling};
use super::nesting::is_in_function;
use crate::input::{Data, Field, Fields, Input, Style, Variant};

/// For an event. Tests are collected in modules only: the call must not stand inside of the constant that holds the
/// implementations.
pub(super) fn event(input: &Input<'_>, private: &TokenStream) -> TokenStream {
    let Some(test) = test(input) else { return TokenStream::new() };
    let ident = input.ident;
    // The file that a type is held to is kept by people.
    if input.attrs.schema.is_some() {
        return quote!(#[cfg(test)] #private::export! { held #ident #test });
    }
    match arguments(input) {
        Some(arguments) => quote! {
            #[cfg(test)]
            #private::export! { event #ident #test [#ident #arguments] }
        },
        None => quote!(#[cfg(test)] #private::export! { generic #ident #test }),
    }
}

/// The name of the test that reports the type, where there is to be one.
fn test(input: &Input<'_>) -> Option<Ident> {
    let span = Span::call_site();
    let wanted = cfg!(feature = "export") && !is_in_function(span);
    wanted.then(|| {
        // In small letters, since a crate may forbid others; names that differ in nothing else stay apart.
        let name = input.ident.unraw().to_string();
        let mut hasher = DefaultHasher::new();
        name.hash(&mut hasher);
        let small = name.replace('_', "").to_lowercase();
        format_ident!("__letter_export_{small}_{:x}", hasher.finish(), span = span)
    })
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

/// For a struct with a field `order_id`:
///
/// ```text
/// impl export::Tell for OrderCompleted {
///     fn tell(__table: &mut export::Table) -> export::Content {
///         use export::Untold as _;
///         let parts = [Part("", None, None, Style::Named, &[Field { key: "order_id", content: Ask::<String>::tell, … }])];
///         __table.add::<Self>(Form::Struct, &parts)
///     }
/// }
/// ```
pub(super) fn tell(input: &Input<'_>) -> TokenStream {
    if !cfg!(feature = "export") {
        return TokenStream::new();
    }
    let header = header(input, &telling(input), &quote!(__letter::export::Tell));
    let (form, parts) = match &input.data {
        Data::Struct(fields) if input.serde.transparent => {
            (quote!(Transparent), vec![part("", None, None, fields, true)])
        }
        Data::Struct(fields) => (quote!(Struct), vec![part("", None, None, fields, false)]),
        Data::Enum(variants) => {
            let written = variants.iter().filter(|variant| !variant.serde.skip);
            (quote!(Enum), written.map(|variant| of_variant(input, variant)).collect())
        }
        Data::Union => return TokenStream::new(),
    };
    quote! {
        #[automatically_derived]
        #header {
            fn tell(__table: &mut __letter::export::Table) -> __letter::export::Content {
                #[allow(unused_imports, reason = "types that tell do not need it")]
                use __letter::export::Untold as _;
                __table.add::<Self>(__letter::export::Form::#form, &[#(#parts),*])
            }
        }
    }
}

fn of_variant(input: &Input<'_>, variant: &Variant<'_>) -> TokenStream {
    let (tag, content) = (input.serde.tag.as_ref(), input.serde.content.as_ref());
    let nothing = Fields { style: Style::Unit, fields: Vec::new() };
    let fields = if variant.serde.with { &nothing } else { &variant.fields };
    if input.serde.untagged || variant.serde.untagged {
        part("", None, None, fields, false)
    } else {
        part(&variant.wire_name, tag, content, fields, false)
    }
}

fn part(
    name: &str,
    tag: Option<&LitStr>,
    content: Option<&LitStr>,
    fields: &Fields<'_>,
    transparent: bool,
) -> TokenStream {
    let style = match fields.style {
        Style::Tuple if fields.fields.len() > 1 && !transparent => quote!(Tuple),
        Style::Named if !transparent => quote!(Named),
        _ => quote!(Alone),
    };
    let option = |key: Option<&LitStr>| match key {
        Some(key) => quote!(__letter::Option::Some(#key)),
        None => quote!(__letter::Option::None),
    };
    let (tag, content) = (option(tag), option(content));
    let named = fields.style == Style::Named && !transparent;
    // serde counts the fields of a tuple that it writes.
    let sent = fields.fields.iter().filter(|field| field.serde.skip.is_none());
    let fields = sent.map(|field| of_field(field, named));
    quote!(__letter::export::Part(#name, #tag, #content, __letter::export::Style::#style, &[#(#fields),*]))
}

fn of_field(field: &Field<'_>, named: bool) -> TokenStream {
    let key = if named { field.wire_name.as_str() } else { "" };
    let pii = field.attrs.pii.as_ref().map(LitStr::value).unwrap_or_default();
    let lift = field.attrs.lift.as_ref().map_or("", |(lift, _)| lift.key());
    let never_null = named && is_left_out(field);
    let flatten = field.serde.flatten.is_some();
    // Of what something else writes, the type says nothing.
    let own = field.serde.with.is_none() && field.constraints.replaced.is_none();
    let content = if own {
        let ty = field.ty();
        quote!(__letter::export::Ask::<#ty>::tell)
    } else {
        quote!(__letter::export::nothing)
    };
    quote! {
        __letter::export::Field {
            key: #key,
            pii: #pii,
            lift: #lift,
            never_null: #never_null,
            flatten: #flatten,
            content: #content,
        }
    }
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
