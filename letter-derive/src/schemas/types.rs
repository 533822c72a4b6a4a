//! The tokens of types and names.

use letter_schema::json::{Json, Value};
use letter_schema::lower::{Module, Ty, Use};
use letter_schema::number::Number;
use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;

/// An identifier, raw where it is a keyword.
pub(super) fn ident(name: &str) -> Ident {
    // `gen` is a keyword since the edition of 2024, and syn does not know the edition.
    let plain = syn::parse_str::<Ident>(name).ok().filter(|_| name != "gen");
    plain.unwrap_or_else(|| Ident::new_raw(name, Span::call_site()))
}

/// Documentation. What rustdoc would compile as a test or read as HTML stays text.
pub(super) fn doc(text: &str) -> TokenStream {
    let text = text.trim();
    if text.is_empty() {
        return TokenStream::new();
    }
    let mut lines = Vec::new();
    for line in text.lines() {
        // Four spaces, or a fence without a language, are Rust to rustdoc.
        let line = line.trim();
        lines.push(
            if line == "```"
                && lines.iter().filter(|l: &&String| l.trim().starts_with("```")).count() % 2 == 0
            {
                " ```text".to_owned()
            } else {
                format!(" {line}")
            },
        );
    }
    let text = lines.join("\n");
    quote!(#[doc = #text])
}

/// A type of the prelude by its short name, as a person would write it, unless the plan has a type of
/// that name.
pub(super) fn standard(module: &Module, name: &str) -> TokenStream {
    let short = ident(name);
    if module.types.iter().any(|def| def.name == name) {
        quote!(::letter::__private::#short)
    } else {
        quote!(#short)
    }
}

/// The same, around another type.
pub(super) fn generic(module: &Module, name: &str, inner: &TokenStream) -> TokenStream {
    let outer = standard(module, name);
    quote!(#outer<#inner>)
}

/// The type of a place.
pub(super) fn ty(module: &Module, value: &Use) -> TokenStream {
    match &value.ty {
        Ty::Null => quote!(()),
        Ty::Bool => quote!(bool),
        Ty::I64 => quote!(i64),
        Ty::U64 => quote!(u64),
        Ty::F64 => quote!(f64),
        Ty::Number => quote!(::letter::Number),
        Ty::String => standard(module, "String"),
        Ty::Any => quote!(::letter::Value),
        Ty::Nullable(inner) => generic(module, "Option", &ty(module, inner)),
        Ty::List(item) => generic(module, "Vec", &ty(module, item)),
        Ty::Tuple(items) => {
            let items = items.iter().map(|item| ty(module, item));
            quote!((#(#items,)*))
        }
        Ty::Map(inner) => {
            let (key, inner) = (standard(module, "String"), ty(module, inner));
            quote!(::letter::__private::BTreeMap<#key, #inner>)
        }
        Ty::Named(id) => {
            let name = ident(&module.types[id.0].name);
            quote!(#name)
        }
    }
}

/// A number, as the argument of a check.
pub(super) fn number(number: Number) -> TokenStream {
    match number {
        Number::Integer(integer) => {
            // Of the smallest there is no positive twin to write a sign before.
            let small = i64::try_from(integer.unsigned_abs()).is_ok();
            let literal = if small {
                Literal::i128_unsuffixed(integer.abs())
            } else {
                Literal::i128_suffixed(integer.abs())
            };
            // An integer without a type is an `i32`.
            let literal = if small && i32::try_from(integer).is_err() {
                Literal::i64_suffixed(integer.unsigned_abs() as i64)
            } else {
                literal
            };
            if integer < 0 { quote!(-#literal) } else { quote!(#literal) }
        }
        Number::Float(float) => {
            let literal = Literal::f64_unsuffixed(float.abs());
            if float < 0.0 { quote!(-#literal) } else { quote!(#literal) }
        }
    }
}

/// A constant, without the path of its type.
pub(super) fn constant(json: &Json) -> TokenStream {
    match &json.value {
        Value::Null => quote!(Null),
        Value::Bool(value) => quote!(Bool(#value)),
        Value::Number(Number::Integer(integer)) => {
            let literal = Literal::i128_unsuffixed(integer.unsigned_abs() as i128);
            if *integer < 0 { quote!(Integer(-#literal)) } else { quote!(Integer(#literal)) }
        }
        Value::Number(Number::Float(float)) => {
            let literal = Literal::f64_unsuffixed(float.abs());
            if *float < 0.0 { quote!(Float(-#literal)) } else { quote!(Float(#literal)) }
        }
        Value::String(text) => quote!(Text(#text)),
        Value::Array(items) => {
            let items = items.iter().map(full_constant);
            quote!(Array(&[#(#items),*]))
        }
        Value::Object(members) => {
            let members = members.iter().map(|member| {
                let (key, value) = (&member.key, full_constant(&member.value));
                quote!((#key, #value))
            });
            quote!(Object(&[#(#members),*]))
        }
    }
}

/// A constant.
pub(super) fn full_constant(json: &Json) -> TokenStream {
    let value = constant(json);
    quote!(__letter::Constant::#value)
}
