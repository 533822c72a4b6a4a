//! Tests as straight code: an expression over the look `v` at a value.

use letter_schema::json::{Json, Value};
use letter_schema::lower::{Check, Evaluation, Mark, Test};
use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};

use super::emit::Patterns;
use super::types::{full_constant, ident, number};

/// The expression of a test; `v` is in scope.
pub(super) fn expression(test: &Test, patterns: &mut Patterns) -> TokenStream {
    match test {
        Test::Always(value) => quote!(#value),
        Test::All(tests) => {
            let tests = list(tests, patterns);
            quote!((#((#tests))&&*))
        }
        Test::Any(tests) => {
            let tests = list(tests, patterns);
            quote!((#((#tests))||*))
        }
        Test::One(tests) => {
            let tests = list(tests, patterns);
            quote!([#(#tests),*].into_iter().filter(|passes| *passes).count() == 1)
        }
        Test::Not(inner) => {
            let inner = expression(inner, patterns);
            quote!(!(#inner))
        }
        Test::If(parts) => {
            let [condition, then, otherwise] = &**parts;
            let condition = expression(condition, patterns);
            let then = expression(then, patterns);
            let otherwise = expression(otherwise, patterns);
            quote!((if #condition { #then } else { #otherwise }))
        }
        Test::Call(at) => {
            let function = function(*at);
            quote!(#function(v))
        }
        Test::Types(types) => {
            let bits = types.bits();
            quote!(v.is(#bits))
        }
        Test::Is(values) => is(values),
        Test::Number(check) => {
            let condition = number_condition(check);
            quote!(v.if_number(|n| #condition))
        }
        Test::Text(check) => {
            let condition = text_condition(check, patterns);
            quote!(v.if_text(|t| #condition))
        }
        Test::Items(min, max) => {
            let (min, max) = (least(*min), most(*max));
            quote!(v.items(#min, #max))
        }
        Test::Unique => quote!(v.unique()),
        Test::Item(at, inner) => {
            let inner = expression(inner, patterns);
            quote!(v.item(#at, |v| #inner))
        }
        Test::ItemsFrom(at, inner) => {
            let inner = expression(inner, patterns);
            quote!(v.items_from(#at, |v| #inner))
        }
        Test::Contains(inner, min, max) => {
            let (min, max) = (least(Some(*min)), most(*max));
            let inner = expression(inner, patterns);
            quote!(v.contains(#min, #max, |v| #inner))
        }
        Test::Properties(min, max) => {
            let (min, max) = (least(*min), most(*max));
            quote!(v.properties(#min, #max))
        }
        Test::Required(names) => quote!(v.required(&[#(#names),*])),
        Test::Has(name) => quote!(v.has(#name)),
        Test::Property(name, inner) => {
            let inner = expression(inner, patterns);
            quote!(v.property(#name, |v| #inner))
        }
        Test::Names(inner) => {
            let inner = expression(inner, patterns);
            quote!(v.entries(|k, _| { let v = __letter::View::Text(k); #inner }))
        }
        Test::Entries { known, patterns: keyed, others } => {
            let others = expression(others, patterns);
            let mut conditions = Vec::new();
            let mut named = Vec::new();
            if !known.is_empty() {
                named.push(quote!(::core::matches!(k, #(#known)|*)));
            }
            for (pattern, inner) in keyed {
                let pattern = patterns.of(pattern);
                if !inner.is_always() {
                    let inner = expression(inner, patterns);
                    conditions.push(quote!((!#pattern.matches(k) || #inner)));
                }
                named.push(quote!(#pattern.matches(k)));
            }
            conditions.push(quote!((#(#named ||)* #others)));
            quote!(v.entries(|k, v| #(#conditions)&&*))
        }
        Test::Unevaluated { object, marks, others } => {
            let others = expression(others, patterns);
            let marks: Vec<TokenStream> =
                marks.iter().map(|mark| self::mark(mark, *object, patterns)).collect();
            if *object {
                quote!(v.entries(|k, inner| #(#marks ||)* { let v = inner; #others }))
            } else {
                quote!(v.all_items(|at, inner| #(#marks ||)* { let v = inner; #others }))
            }
        }
    }
}

/// The function of a test that references lead to.
pub(super) fn function(at: usize) -> Ident {
    format_ident!("test_{at}", span = Span::call_site())
}

/// The function of an evaluation, which marks call.
pub(super) fn evaluation(at: usize, evaluation: &Evaluation, patterns: &mut Patterns) -> TokenStream {
    let name = evaluates(at);
    let object = evaluation.object;
    let marks = evaluation.marks.iter().map(|mark| self::mark(mark, object, patterns));
    let marks: Vec<TokenStream> = marks.collect();
    let part = if object {
        quote!(k: &::core::primitive::str)
    } else {
        quote!(at: ::core::primitive::usize, inner: __letter::View<'_>)
    };
    quote!(fn #name(v: __letter::View<'_>, #part) -> ::core::primitive::bool { #(#marks ||)* false })
}

fn evaluates(at: usize) -> Ident {
    format_ident!("evaluates_{at}", span = Span::call_site())
}

fn list(tests: &[Test], patterns: &mut Patterns) -> Vec<TokenStream> {
    tests.iter().map(|test| expression(test, patterns)).collect()
}

fn is(values: &[Json]) -> TokenStream {
    let texts: Option<Vec<&str>> = values.iter().map(Json::as_str).collect();
    if let Some(texts) = texts {
        return quote!(::core::matches!(v.text(), ::core::option::Option::Some(#(#texts)|*)));
    }
    let each = values.iter().map(|value| match &value.value {
        Value::Null => quote!(v.is(1)),
        _ => {
            let constant = full_constant(value);
            quote!(v.equals(__letter::Inspect::view(&#constant)))
        }
    });
    quote!((#(#each)||*))
}

fn number_condition(check: &Check) -> TokenStream {
    let compare = |operator: TokenStream, bound| {
        let bound = number(bound);
        quote!(n #operator __letter::Number::from(#bound))
    };
    match check {
        Check::Minimum(bound) => compare(quote!(>=), *bound),
        Check::Maximum(bound) => compare(quote!(<=), *bound),
        Check::ExclusiveMinimum(bound) => compare(quote!(>), *bound),
        Check::ExclusiveMaximum(bound) => compare(quote!(<), *bound),
        Check::MultipleOf(divisor) => {
            let divisor = number(*divisor);
            quote!(n.is_multiple_of(__letter::Number::from(#divisor)))
        }
        _ => quote!(true),
    }
}

fn text_condition(check: &Check, patterns: &mut Patterns) -> TokenStream {
    match check {
        Check::MinLength(min) => {
            let min = least(Some(*min));
            quote!(t.chars().count() >= #min)
        }
        Check::MaxLength(max) => {
            let max = most(Some(*max));
            quote!(t.chars().count() <= #max)
        }
        Check::Pattern(pattern) => {
            let pattern = patterns.of(pattern);
            quote!(#pattern.matches(t))
        }
        Check::Format(format) => {
            let format = ident(&format!("{format:?}"));
            quote!(__letter::Format::#format.matches(t))
        }
        _ => quote!(true),
    }
}

fn mark(mark: &Mark, object: bool, patterns: &mut Patterns) -> TokenStream {
    match mark {
        Mark::Everything => quote!(true),
        Mark::Names(names) => quote!(::core::matches!(k, #(#names)|*)),
        Mark::Pattern(pattern) => {
            let pattern = patterns.of(pattern);
            quote!(#pattern.matches(k))
        }
        Mark::Prefix(count) => quote!(at < #count),
        Mark::Matching(test) => {
            let test = expression(test, patterns);
            quote!({ let v = inner; #test })
        }
        Mark::When(test, marks) => {
            let test = expression(test, patterns);
            let marks = marks.iter().map(|inner| self::mark(inner, object, patterns));
            let marks: Vec<TokenStream> = marks.collect();
            quote!((#test && (#(#marks)||*)))
        }
        Mark::Call(at) => {
            let function = evaluates(*at);
            if object { quote!(#function(v, k)) } else { quote!(#function(v, at, inner)) }
        }
    }
}

/// A number of things, as an argument.
pub(super) fn least(min: Option<u64>) -> TokenStream {
    match usize::try_from(min.unwrap_or(0)) {
        Ok(min) if u32::try_from(min).is_ok() => {
            let min = proc_macro2::Literal::usize_unsuffixed(min);
            quote!(#min)
        }
        // More than a target's memory may hold.
        _ => quote!(::core::primitive::usize::MAX),
    }
}

/// As [`least`], for the other end.
pub(super) fn most(max: Option<u64>) -> TokenStream {
    least(Some(max.unwrap_or(u64::MAX)))
}
