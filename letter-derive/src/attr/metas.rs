//! What all attributes have in common: lists of keys with values.

use syn::punctuated::Punctuated;
use syn::{Attribute, Expr, ExprLit, Lit, LitStr, Meta, Token};

use crate::errors::Errors;

/// The keys inside all attributes of one name: `#[letter(a, b = 1)] #[letter(c)]` has a, b and c.
pub(crate) fn metas(attrs: &[Attribute], name: &str, errors: &Errors) -> Vec<Meta> {
    let mut found = Vec::new();
    for attr in attrs.iter().filter(|attr| attr.path().is_ident(name)) {
        match attr.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated) {
            Ok(metas) => found.extend(metas),
            Err(error) => errors.push(error),
        }
    }
    found
}

/// The keys inside one key: `range(min = 1, max = 2)` has min and max.
pub(crate) fn nested(meta: &Meta, errors: &Errors) -> Vec<Meta> {
    let nested = match meta {
        Meta::List(list) => list.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated),
        Meta::Path(_) | Meta::NameValue(_) => {
            Err(syn::Error::new_spanned(meta, format_args!("expected `{}(…)`", key(meta))))
        }
    };
    nested
        .map_err(|error| errors.push(error))
        .map_or_else(|()| Vec::new(), |nested| nested.into_iter().collect())
}

/// The key as it is written.
pub(crate) fn key(meta: &Meta) -> String {
    let segments: Vec<_> = meta.path().segments.iter().map(|segment| segment.ident.to_string()).collect();
    segments.join("::")
}

/// The string of `key = "string"`.
pub(crate) fn string(meta: &Meta, errors: &Errors) -> Option<LitStr> {
    if let Meta::NameValue(pair) = meta
        && let Some(string) = as_string(&pair.value)
    {
        return Some(string.clone());
    }
    errors.at(meta, format_args!("expected `{} = \"…\"`", key(meta)));
    None
}

/// The value of `key = value`.
pub(crate) fn value<'a>(meta: &'a Meta, errors: &Errors) -> Option<&'a Expr> {
    match meta {
        Meta::NameValue(pair) => Some(&pair.value),
        Meta::Path(_) | Meta::List(_) => {
            errors.at(meta, format_args!("expected `{} = …`", key(meta)));
            None
        }
    }
}

pub(crate) fn as_string(value: &Expr) -> Option<&LitStr> {
    match value {
        Expr::Lit(ExprLit { lit: Lit::Str(string), .. }) => Some(string),
        // Attributes that come out of a macro have their values in invisible groups.
        Expr::Group(group) => as_string(&group.expr),
        _ => None,
    }
}

/// Reports a value where none belongs: `key` stands alone.
pub(crate) fn bare(meta: &Meta, errors: &Errors) {
    if !matches!(meta, Meta::Path(_)) {
        errors.at(meta, format_args!("`{}` takes no value", key(meta)));
    }
}

/// Keeps the first of two values, and reports both places.
pub(crate) fn set<T: quote::ToTokens>(slot: &mut Option<T>, value: T, what: &str, errors: &Errors) {
    match slot {
        None => *slot = Some(value),
        Some(first) => {
            let mut error = syn::Error::new_spanned(value, format_args!("{what} is given twice"));
            error.combine(syn::Error::new_spanned(first, "it is given here first"));
            errors.push(error);
        }
    }
}

/// Reports an unknown key, with the one that was probably meant and all that there are.
pub(crate) fn unknown(meta: &Meta, place: &str, known: &[&str], errors: &Errors) {
    let key = key(meta);
    let meant = letter_schema::suggest::nearest(&key, known.iter().copied());
    let meant = meant.map_or_else(|| ".".to_owned(), |meant| format!("; did you mean `{meant}`?"));
    let known = known.iter().map(|key| format!("`{key}`")).collect::<Vec<_>>().join(", ");
    errors.at(meta.path(), format_args!("unknown key `{key}` for {place}{meant}\nThe keys are {known}."));
}

/// The documentation of an item: its `///` lines, with blank lines between paragraphs.
pub(crate) fn doc(attrs: &[Attribute]) -> String {
    let lines: Vec<String> = attrs
        .iter()
        .filter(|attr| attr.path().is_ident("doc"))
        .filter_map(|attr| match &attr.meta {
            Meta::NameValue(pair) => as_string(&pair.value).map(LitStr::value),
            Meta::Path(_) | Meta::List(_) => None,
        })
        .map(|line| line.strip_prefix(' ').unwrap_or(&line).trim_end().to_owned())
        .collect();
    lines.join("\n").trim().to_owned()
}
