//! `impl PropertyValue`: the walk over a value that checks every constraint.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote};
use syn::{Expr, ExprLit, Ident, Lit, UnOp};

use super::generics::{checked, header};
use crate::attr::Constraints;
use crate::input::{Data, Field, Fields, Input, Style, Variant};
use crate::schemas::compiled;

/// For a struct with a field `order_id`:
///
/// ```text
/// impl PropertyValue for OrderCompleted {
///     fn check(&self, __at: &Location<'_>, __found: &mut Violations) {
///         match self {
///             Self { order_id: __field0 } => {
///                 let __at = &__at.key("order_id");
///                 <String as PropertyValue>::check(__field0, __at, __found);
///                 min_length(__field0, 1, __at, __found);
///             }
///         }
///     }
/// }
/// ```
pub(super) fn expand(input: &Input<'_>) -> TokenStream {
    let arms = match &input.data {
        Data::Struct(fields) => {
            let (pattern, checks) = (pattern(fields), checks(fields, input.serde.transparent));
            quote!(Self #pattern => { #checks })
        }
        Data::Enum(variants) if variants.is_empty() => quote!(_ => {}),
        Data::Enum(variants) => variants.iter().map(|variant| arm(input, variant)).collect(),
        Data::Union => quote!(_ => {}),
    };
    implementation(input, &quote!(match self { #arms }))
}

/// An implementation that checks nothing, to stand beside errors.
pub(super) fn nothing(input: &Input<'_>) -> TokenStream {
    implementation(input, &TokenStream::new())
}

fn implementation(input: &Input<'_>, body: &TokenStream) -> TokenStream {
    let header = header(input, &checked(input), &quote!(__letter::PropertyValue));
    let shape = super::shape::expand(input);
    quote! {
        #shape
        #[automatically_derived]
        #header {
            fn check(&self, __at: &__letter::Location<'_>, __found: &mut __letter::Violations) {
                #body
            }
        }
    }
}

/// One variant, at the place where serde writes its content.
fn arm(input: &Input<'_>, variant: &Variant<'_>) -> TokenStream {
    let ident = &variant.original.ident;
    // serde refuses to write a skipped variant; what a `with` writes cannot be seen.
    if variant.serde.skip || variant.serde.with {
        return quote!(Self::#ident { .. } => {});
    }
    let pattern = pattern(&variant.fields);
    let checks = checks(&variant.fields, false);
    let key = if input.serde.untagged || variant.serde.untagged {
        None
    } else {
        match (&input.serde.tag, &input.serde.content) {
            (Some(_), Some(content)) => Some(content.value()),
            (Some(_), None) => None,
            (None, _) => Some(variant.wire_name.clone()),
        }
    };
    let place = key.filter(|_| !checks.is_empty()).map(|key| quote!(let __at = &__at.key(#key);));
    quote!(Self::#ident #pattern => { #place #checks })
}

/// Binds the fields that are looked at.
fn pattern(fields: &Fields<'_>) -> TokenStream {
    let bound = fields.fields.iter().filter(|field| is_looked_at(field)).map(|field| {
        let (member, binding) = (&field.member, &field.binding);
        quote!(#member: #binding)
    });
    quote!({ #(#bound,)* .. })
}

fn is_looked_at(field: &Field<'_>) -> bool {
    field.is_checked() || (field.serde.skip.is_none() && !field.constraints.is_empty())
}

fn checks(fields: &Fields<'_>, transparent: bool) -> TokenStream {
    let alone = transparent || (fields.style == Style::Tuple && fields.fields.len() == 1);
    fields
        .fields
        .iter()
        // serde counts the fields of a tuple that it writes.
        .filter(|field| field.serde.skip.is_none())
        .enumerate()
        .filter(|(_, field)| is_looked_at(field))
        .map(|(index, field)| {
            let place = if alone || field.serde.flatten.is_some() {
                TokenStream::new()
            } else if fields.style == Style::Named {
                let key = &field.wire_name;
                quote!(let __at = &__at.key(#key);)
            } else {
                quote!(let __at = &__at.index(#index);)
            };
            let binding = &field.binding;
            let ty = field.ty();
            let required = field
                .constraints
                .required
                .as_ref()
                .map(|_| quote!(__letter::required::<#ty>(#binding, __at, __found);));
            let constraints = constraints(&field.constraints, binding, &quote!(#ty));
            // The type's own tokens: an error about it is shown at the field's type.
            let walk = quote!(<#ty as __letter::PropertyValue>::check(#binding, __at, __found););
            let checks = match &field.serde.skip_if {
                Some(skip_if) => quote!(if !#skip_if(#binding) { #walk #constraints }),
                None => quote!(#walk #constraints),
            };
            quote!({ #place #required #checks })
        })
        .collect()
}

/// The calls that check `value`. Each names the type with its own tokens, so that an error about it is
/// shown at the field; all other tokens are the derive's own, since the attribute's may come out of a
/// macro and would not see the variables here.
fn constraints(constraints: &Constraints, value: &Ident, ty: &TokenStream) -> TokenStream {
    let mut calls = TokenStream::new();
    let mut call = |function: &str, argument: Option<TokenStream>| {
        let function = Ident::new(function, Span::call_site());
        let argument = argument.map(|argument| quote!(#argument,));
        calls.extend(quote!(__letter::#function::<#ty>(#value, #argument __at, __found);));
    };
    if let Some(min) = &constraints.min_length {
        call("min_length", Some(min.to_token_stream()));
    }
    if let Some(max) = &constraints.max_length {
        call("max_length", Some(max.to_token_stream()));
    }
    if let Some(min) = &constraints.minimum {
        call("minimum", Some(bound(min)));
    }
    if let Some(max) = &constraints.maximum {
        call("maximum", Some(bound(max)));
    }
    if let Some(pattern) = &constraints.pattern {
        let made = match pattern {
            // A text that can be read here becomes a table.
            Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => compiled(&text.value()),
            _ => quote!(__letter::Pattern::new(#pattern)),
        };
        let table = quote!({
            static __PATTERN: __letter::Pattern = #made;
            &__PATTERN
        });
        call("pattern", Some(table));
    }
    if let Some(part) = &constraints.contains {
        call("contains", Some(part.to_token_stream()));
    }
    if let Some((format, _)) = &constraints.format {
        let format = Ident::new(&format!("{format:?}"), Span::call_site());
        call("format", Some(quote!(__letter::Format::#format)));
    }
    if let Some(inner) = &constraints.inner {
        let item = Ident::new("__item", Span::call_site());
        let checks = self::constraints(inner, &item, &quote!(_));
        calls.extend(quote! {
            __letter::each::<#ty>(#value, __at, __found, |__item, __at, __found| { #checks });
        });
    }
    calls
}

/// A bound as a number that no type is too small for.
fn bound(expr: &Expr) -> TokenStream {
    match whole(expr) {
        Some(number) => quote!(__letter::Number::Integer(#number)),
        None => expr.to_token_stream(),
    }
}

/// A whole number that is written out, with a type that holds it whatever it is compared with.
pub(super) fn whole(expr: &Expr) -> Option<TokenStream> {
    let (negative, int) = match expr {
        Expr::Lit(ExprLit { lit: Lit::Int(int), .. }) => ("", int),
        Expr::Unary(unary) if matches!(unary.op, UnOp::Neg(_)) => match &*unary.expr {
            Expr::Lit(ExprLit { lit: Lit::Int(int), .. }) => ("-", int),
            _ => return None,
        },
        Expr::Group(group) => return whole(&group.expr),
        _ => return None,
    };
    if !int.suffix().is_empty() {
        return None;
    }
    let number: i128 = format!("{negative}{}", int.base10_digits()).parse().ok()?;
    let literal = proc_macro2::Literal::i128_suffixed(number);
    Some(quote!(#literal))
}
