//! Values at the edges of a schema: the bounds and what lies just beside them, its constants, and parts left out.

use super::half::{Asked, Half};
use crate::format::Format;
use crate::json::{Json, Member, Value};
use crate::number::Number;

/// The longest text and array that are made.
const MAX_LENGTH: u64 = 5000;
/// Values of an `enum` that are tried.
const MAX_CONSTANTS: usize = 64;
/// Names that are added to objects.
const MAX_NAMES: usize = 16;
/// Properties that are left out, one at a time.
const MAX_LEFT_OUT: usize = 48;

/// Values that the schemas accept or just refuse. Nothing is promised of either.
pub(super) fn at_the_edges(half: &Half<'_>, asked: &Asked) -> Vec<Json> {
    let mut values: Vec<Json> = Vec::new();
    values.extend(half.sample(asked));
    values.extend(half.branches(asked).iter().take(MAX_CONSTANTS).filter_map(|one| half.sample(one)));
    values.extend(scalars(half, asked));
    for keywords in half.keywords(asked) {
        if let Some(not) = keywords.not {
            values.extend(scalars(half, &half.asked(&[not])));
        }
        for count in keywords.min_items.into_iter().chain(keywords.max_items) {
            for count in [count.saturating_sub(1), count, count.saturating_add(1)] {
                values.extend(array(half, asked, count));
            }
        }
        for count in keywords.min_properties.into_iter().chain(keywords.max_properties) {
            for count in [count.saturating_sub(1), count, count.saturating_add(1)] {
                values.extend(map(half, asked, count));
            }
        }
    }
    values.extend(array(half, asked, 2));
    half.validator.worked(values.iter().map(|value| value.members().len() * MAX_LEFT_OUT).sum());
    let objects: Vec<Json> = values.iter().flat_map(left_out).collect();
    values.extend(objects);
    let more: Vec<Json> = values.iter().filter_map(with_another).take(4).collect();
    values.extend(more);
    values.extend(with_names(half, asked, values.iter().find(|value| !value.members().is_empty())));
    values.extend(plain());
    values
}

/// The values that keywords name, and those at the bounds of numbers and texts.
fn scalars(half: &Half<'_>, asked: &Asked) -> Vec<Json> {
    let mut values: Vec<Json> = Vec::new();
    for keywords in half.keywords(asked) {
        values.extend(keywords.examples.iter().cloned());
        values.extend(keywords.default.clone());
        let constants = keywords.enumeration.iter().flatten().chain(&keywords.constant);
        values.extend(constants.take(MAX_CONSTANTS).cloned());
        let bounds =
            [keywords.minimum, keywords.maximum, keywords.exclusive_minimum, keywords.exclusive_maximum];
        for bound in bounds.into_iter().flatten() {
            values.extend(beside(bound).into_iter().map(number));
        }
        if let Some(divisor) = keywords.multiple_of {
            let divisor = divisor.to_f64();
            values.extend([1.0, 2.0, 3.0, -1.0, 0.5].map(|times| number(Number::of_f64(times * divisor))));
        }
        for length in keywords.min_length.into_iter().chain(keywords.max_length) {
            for length in [length.saturating_sub(1), length, length.saturating_add(1)] {
                values.extend(texts(half, asked, length));
            }
        }
        if let Some(pattern) = &keywords.pattern {
            values.extend((0..4).filter_map(|least| half.validator.sample_of(pattern, least * 5)).map(text));
        }
        let format = keywords.format.as_deref().and_then(Format::of);
        values.extend(format.map(|format| text(format.example().to_owned())));
    }
    values
}

/// The object with each of its members left out, and with only one of them.
pub(super) fn left_out(value: &Json) -> Vec<Json> {
    let Value::Object(members) = &value.value else { return Vec::new() };
    let without = |at: usize| {
        let mut members = members.clone();
        members.remove(at);
        Json { value: Value::Object(members), span: value.span }
    };
    (0..members.len().min(MAX_LEFT_OUT)).map(without).collect()
}

/// Objects with the names that keywords other than `properties` speak of.
fn with_names(half: &Half<'_>, asked: &Asked, base: Option<&Json>) -> Vec<Json> {
    let mut names: Vec<String> = Vec::new();
    for keywords in half.keywords(asked) {
        names.extend(keywords.dependent_required.iter().map(|(name, _)| name.clone()));
        names.extend(keywords.dependent_schemas.iter().map(|(name, _)| name.clone()));
        names.extend(
            keywords.pattern_properties.iter().filter_map(|(text, _)| half.validator.sample_of(text, 1)),
        );
        names.extend(keywords.required.iter().cloned());
        if let Some(id) = keywords.property_names {
            let edges = scalars(half, &half.asked(&[id])).into_iter();
            names.extend(edges.filter_map(|edge| edge.as_str().map(str::to_owned)).take(MAX_NAMES / 2));
        }
    }
    let bases = [Some(base.map(Json::members).unwrap_or_default()), base.map(|_| [].as_slice())];
    let mut made = Vec::new();
    for name in names.into_iter().take(MAX_NAMES) {
        let ids = half.property(asked, &name).unwrap_or_default();
        let own = half.sample(&half.asked(&ids));
        for value in own.into_iter().chain(plain().into_iter().skip(3).step_by(5)) {
            for members in bases.iter().flatten() {
                let mut members: Vec<Member> =
                    members.iter().filter(|member| member.key != name).cloned().collect();
                let span = value.span;
                members.push(Member { key: name.clone(), key_span: span, value: value.clone() });
                made.push(Json { value: Value::Object(members), span });
            }
        }
    }
    made
}

/// The object with a member that the plan does not name.
fn with_another(value: &Json) -> Option<Json> {
    let Value::Object(members) = &value.value else { return None };
    let mut members = members.clone();
    let another = Member { key: "another".to_owned(), key_span: value.span, value: text("text".to_owned()) };
    members.push(another);
    Some(Json { value: Value::Object(members), span: value.span })
}

/// A value of every type.
pub(super) fn plain() -> Vec<Json> {
    let list = serde_json::json!([
        null,
        true,
        false,
        0,
        1,
        -1,
        0.5,
        1_000_000,
        "",
        "text",
        "A",
        "1",
        [],
        [1, 1],
        ["a"],
        [null],
        {}
    ]);
    list.as_array().into_iter().flatten().map(Json::from).collect()
}

fn beside(bound: Number) -> Vec<Number> {
    let float = bound.to_f64();
    let near = |by: f64| Number::of_f64(float + by);
    let mut numbers = vec![bound, near(0.5), near(-0.5), near(0.001), near(-0.001)];
    if let Number::Integer(whole) = bound {
        numbers.extend([whole.saturating_add(1), whole.saturating_sub(1)].map(Number::Integer));
    }
    numbers.extend([near(1.0), near(-1.0)]);
    numbers
}

fn texts(half: &Half<'_>, asked: &Asked, length: u64) -> Vec<Json> {
    if length > MAX_LENGTH {
        return Vec::new();
    }
    let length = length as usize;
    let mut texts: Vec<String> = ["a", "A", "1"].map(|letter| letter.repeat(length)).to_vec();
    for pattern in half.keywords(asked).filter_map(|keywords| keywords.pattern.as_deref()) {
        texts.extend(half.validator.sample_of(pattern, length));
    }
    texts.into_iter().map(text).collect()
}

fn array(half: &Half<'_>, asked: &Asked, count: u64) -> Vec<Json> {
    let speaks = |keywords: &crate::schema::Keywords| {
        keywords.items.is_some()
            || !keywords.prefix_items.is_empty()
            || keywords.min_items.is_some()
            || keywords.max_items.is_some()
            || keywords.unique_items
    };
    if count > MAX_LENGTH / 10 || !half.keywords(asked).any(speaks) {
        return Vec::new();
    }
    let item = |at: usize| {
        let ids: Vec<_> = half
            .keywords(asked)
            .filter_map(|keywords| keywords.prefix_items.get(at).copied().or(keywords.items))
            .collect();
        half.sample(&half.asked(&ids))
    };
    let prefix = half.keywords(asked).map(|keywords| keywords.prefix_items.len()).max().unwrap_or(0);
    let mut samples: Vec<Option<Json>> = (0..=prefix.min(count as usize)).map(item).collect();
    let last = samples.pop().flatten();
    let items = |of: &dyn Fn(usize) -> Option<Json>| -> Option<Json> {
        let items: Option<Vec<Json>> = (0..count as usize).map(of).collect();
        items.map(|items| Json { value: Value::Array(items), span: plain()[0].span })
    };
    let same = items(&|at| samples.get(at).cloned().flatten().or_else(|| last.clone()));
    let numbers = items(&|at| Some(number(Number::Integer(at as i128))));
    let words = items(&|at| Some(text(format!("item {at}"))));
    [same, numbers, words].into_iter().flatten().collect()
}

/// An object with as many members, with names that mean nothing.
fn map(half: &Half<'_>, asked: &Asked, count: u64) -> Option<Json> {
    if count > MAX_LENGTH / 10 {
        return None;
    }
    let member = |at: u64| {
        let key = format!("key{at}");
        let ids = half.property(asked, &key).unwrap_or_default();
        let value = half.sample(&half.asked(&ids))?;
        Some(Member { key, key_span: value.span, value })
    };
    let members: Vec<Member> = (1..=count).map(member).collect::<Option<_>>()?;
    Some(Json { value: Value::Object(members), ..Json::from(&serde_json::Value::Null) })
}

fn number(number: Number) -> Json {
    Json { value: Value::Number(number), ..Json::from(&serde_json::Value::Null) }
}

fn text(text: String) -> Json {
    Json { value: Value::String(text), ..Json::from(&serde_json::Value::Null) }
}
