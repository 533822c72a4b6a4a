//! The checks of a place: what its type leaves over, called one after the other.

use letter_schema::lower::{Body, Check, Module, Ty, Use};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::emit::Patterns;
use super::test::{expression, least, most};
use super::types::number;

/// Emits checks; knows which types have some.
pub(super) struct Checks<'a> {
    pub(super) patterns: &'a mut Patterns,
    checked: &'a [bool],
}

impl<'a> Checks<'a> {
    pub(super) fn new(patterns: &'a mut Patterns, checked: &'a [bool]) -> Self {
        Self { patterns, checked }
    }

    /// The checks of `value`, a reference to the type or to an `Option` around it, `options` of them.
    /// `at` and `found` are in scope.
    pub(super) fn of(&mut self, value: &TokenStream, place: &Use, options: usize) -> Vec<TokenStream> {
        let mut calls = Vec::new();
        for check in &place.checks {
            calls.push(self.check(value, check, options));
        }
        match &place.ty {
            Ty::F64 => calls.push(quote!(__letter::PropertyValue::check(#value, at, found);)),
            Ty::Named(id) if self.checked[id.0] => {
                calls.push(quote!(__letter::PropertyValue::check(#value, at, found);));
            }
            Ty::Nullable(inner) => calls.extend(self.of(value, inner, options + 1)),
            Ty::List(item) => {
                let checks = self.of(&quote!(item), item, 0);
                if !checks.is_empty() {
                    calls.push(quote!(__letter::each(#value, at, found, |item, at, found| { #(#checks)* });));
                }
            }
            Ty::Map(inner) => {
                let checks = self.of(&quote!(item), inner, 0);
                if !checks.is_empty() {
                    let each = quote! {
                        for (key, item) in map.iter() { let at = &at.key(key); #(#checks)* }
                    };
                    calls.push(unwrapped(value, options, &quote!(map), &each));
                }
            }
            Ty::Tuple(items) => {
                let mut each = TokenStream::new();
                for (at, item) in items.iter().enumerate() {
                    let index = syn::Index::from(at);
                    let checks = self.of(&quote!(&tuple.#index), item, 0);
                    if !checks.is_empty() {
                        each.extend(quote!({ let at = &at.index(#at); #(#checks)* }));
                    }
                }
                if !each.is_empty() {
                    calls.push(unwrapped(value, options, &quote!(tuple), &each));
                }
            }
            _ => {}
        }
        calls
    }

    fn check(&mut self, value: &TokenStream, check: &Check, options: usize) -> TokenStream {
        let call = |function: &str, argument: TokenStream| {
            let function = format_ident!("{function}");
            quote!(__letter::#function(#value, #argument, at, found);)
        };
        match check {
            Check::MinLength(min) => call("min_length", least(Some(*min))),
            Check::MaxLength(max) => call("max_length", most(Some(*max))),
            Check::Minimum(bound) => call("minimum", number(*bound)),
            Check::Maximum(bound) => call("maximum", number(*bound)),
            Check::ExclusiveMinimum(bound) => call("exclusive_minimum", number(*bound)),
            Check::ExclusiveMaximum(bound) => call("exclusive_maximum", number(*bound)),
            Check::MultipleOf(divisor) => call("multiple_of", number(*divisor)),
            Check::Pattern(pattern) => {
                let pattern = self.patterns.of(pattern);
                call("pattern", quote!(&#pattern))
            }
            Check::Format(format) => {
                let format = format_ident!("{format:?}");
                call("format", quote!(__letter::Format::#format))
            }
            Check::Test { keyword, rule, test } => {
                let test = expression(test, self.patterns);
                let call = quote!(__letter::test(value, #keyword, #rule, at, found, |v| #test););
                unwrapped(value, options, &quote!(value), &call)
            }
        }
    }
}

/// `then`, with `name` bound to what stands inside of so many `Option`s.
fn unwrapped(value: &TokenStream, options: usize, name: &TokenStream, then: &TokenStream) -> TokenStream {
    if options == 0 {
        return quote!({ let #name = #value; #then });
    }
    let pattern = (0..options).fold(name.clone(), |inner, _| quote!(::core::option::Option::Some(#inner)));
    quote!(if let #pattern = #value { #then })
}

/// Which types have something to check, by themselves or inside.
pub(super) fn checked(module: &Module) -> Vec<bool> {
    let mut checked = vec![false; module.types.len()];
    loop {
        let mut changed = false;
        for (at, ty) in module.types.iter().enumerate() {
            let inside = |value: &Use| has_checks(value, &checked);
            let has = !ty.checks.is_empty()
                || match &ty.body {
                    Body::Struct { fields, rest, .. } => {
                        rest.is_some() || fields.iter().any(|field| inside(&field.value))
                    }
                    Body::Union { variants, .. } => variants.iter().any(|variant| inside(&variant.value)),
                    Body::Newtype(inner) => inside(inner),
                    Body::Constants(_) => false,
                };
            if has && !checked[at] {
                (checked[at], changed) = (true, true);
            }
        }
        if !changed {
            return checked;
        }
    }
}

fn has_checks(value: &Use, checked: &[bool]) -> bool {
    !value.checks.is_empty()
        || match &value.ty {
            Ty::F64 => true,
            Ty::Named(id) => checked[id.0],
            Ty::Nullable(inner) | Ty::List(inner) | Ty::Map(inner) => has_checks(inner, checked),
            Ty::Tuple(items) => items.iter().any(|item| has_checks(item, checked)),
            _ => false,
        }
}
