//! The checks of a place: what its type leaves over, called one after the other.

use letter_schema::lower::{Body, Check, Module, Ty, Use};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::emit::Patterns;
use super::test::{expression, least, most};
use super::types::{ident, number};

/// Emits checks; knows which types have some.
pub(super) struct Checks<'a> {
    pub(super) patterns: &'a mut Patterns,
    checked: &'a [bool],
}

impl<'a> Checks<'a> {
    pub(super) fn new(patterns: &'a mut Patterns, checked: &'a [bool]) -> Self {
        Self { patterns, checked }
    }

    /// The checks of a place, as a chain of calls on a checked value. `options` says how many `Option`s
    /// stand around the type.
    pub(super) fn of(&mut self, place: &Use, options: usize) -> TokenStream {
        let mut calls = TokenStream::new();
        for check in &place.checks {
            calls.extend(self.check(check, options));
        }
        match &place.ty {
            Ty::F64 => calls.extend(quote!(.value())),
            Ty::Named(id) if self.checked[id.0] => calls.extend(quote!(.value())),
            Ty::Nullable(inner) => calls.extend(self.of(inner, options + 1)),
            Ty::List(item) => {
                let checks = self.of(item, 0);
                if is_own(item) && !checks.is_empty() {
                    calls.extend(checks);
                } else if !checks.is_empty() {
                    calls.extend(quote!(.each(|item| { item #checks; })));
                }
            }
            Ty::Map(inner) => {
                let checks = self.of(inner, 0);
                if is_own(inner) && !checks.is_empty() {
                    calls.extend(checks);
                } else if !checks.is_empty() {
                    calls.extend(quote!(.entries(|item| { item #checks; })));
                }
            }
            Ty::Tuple(items) => {
                for (at, item) in items.iter().enumerate() {
                    let index = syn::Index::from(at);
                    let checks = self.of(item, 0);
                    if !checks.is_empty() {
                        let pattern = (0..options)
                            .fold(quote!(tuple), |inner, _| quote!(::core::option::Option::Some(#inner)));
                        let none = (options > 0).then(|| quote!(_ => ::core::option::Option::None,));
                        let found = quote!(match tuple {
                            #pattern => ::core::option::Option::Some(&tuple.#index), #none
                        });
                        calls.extend(quote!(.item(#at, |tuple| #found, |item| { item #checks; })));
                    }
                }
            }
            _ => {}
        }
        calls
    }

    fn check(&mut self, check: &Check, options: usize) -> TokenStream {
        let call = |function: &str, argument: TokenStream| {
            let function = format_ident!("{function}");
            quote!(.#function(#argument))
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
                let format = ident(&format!("{format:?}"));
                call("format", quote!(__letter::Format::#format))
            }
            Check::Test { keyword, rule, test } => {
                let test = expression(test, self.patterns);
                let function = format_ident!("{}", if options > 0 { "test_some" } else { "test" });
                quote!(.#function(#keyword, #rule, |v| #test))
            }
        }
    }
}

/// Whether only the type's own checks are called: those are called through lists and maps as well.
fn is_own(place: &Use) -> bool {
    place.checks.is_empty() && matches!(place.ty, Ty::Named(_) | Ty::F64)
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
