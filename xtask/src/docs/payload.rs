//! Payloads that are valid: those that the plan's authors wrote, or one made from the schema's rules.

use letter_schema::json::{Json, Value};
use letter_schema::sample::Sampler;
use letter_schema::schema::SchemaId;
use letter_schema::schema::Schemas;
use letter_schema::validate::Validator;

use super::catalog::Row;
use super::part::Part;

/// Payloads of one event.
const MOST: usize = 3;
/// Characters of a list or object that stands on one line.
const SHORT: usize = 44;

/// Valid payloads for a schema, and whether they were made. The first is the fullest.
pub(super) fn payloads(
    schemas: &Schemas,
    validator: &Validator<'_>,
    sampler: &Sampler<'_>,
    schema: SchemaId,
) -> (Vec<Json>, bool) {
    let written = schemas.keywords(schema).map(|keywords| keywords.examples.as_slice()).unwrap_or_default();
    let mut valid: Vec<Json> =
        written.iter().filter(|example| validator.is_valid(schema, example)).take(MOST).cloned().collect();
    if valid.is_empty() {
        return (sampler.object(&[schema]).into_iter().collect(), true);
    }
    valid.sort_by_key(|example| std::cmp::Reverse(example.members().len()));
    (valid, false)
}

/// JSON over several lines, short lists and objects on one.
pub(super) fn pretty(json: &Json) -> String {
    let mut text = String::new();
    write(json, 0, 0, &mut text);
    text
}

fn write(json: &Json, indent: usize, used: usize, into: &mut String) {
    let spaced = |into: &mut String, indent: usize| {
        into.push('\n');
        into.extend(std::iter::repeat_n(' ', indent * 2));
    };
    match &json.value {
        Value::Object(members) if !members.is_empty() => {
            let flat = flat(json);
            if indent > 0 && used + flat.len() <= SHORT {
                into.push_str(&flat);
                return;
            }
            into.push('{');
            for (at, member) in members.iter().enumerate() {
                into.push_str(if at == 0 { "" } else { "," });
                spaced(into, indent + 1);
                let key = serde_json::Value::from(member.key.as_str()).to_string();
                into.push_str(&key);
                into.push_str(": ");
                write(&member.value, indent + 1, key.len() + indent * 2 + 4, into);
            }
            spaced(into, indent);
            into.push('}');
        }
        Value::Array(items) if !items.is_empty() => {
            let flat = flat(json);
            if used + flat.len() <= SHORT {
                into.push_str(&flat);
                return;
            }
            into.push('[');
            for (at, item) in items.iter().enumerate() {
                into.push_str(if at == 0 { "" } else { "," });
                spaced(into, indent + 1);
                write(item, indent + 1, indent * 2 + 2, into);
            }
            spaced(into, indent);
            into.push(']');
        }
        _ => into.push_str(&json.to_string()),
    }
}

fn flat(json: &Json) -> String {
    let list = |parts: Vec<String>| parts.join(", ");
    match &json.value {
        Value::Object(members) if !members.is_empty() => {
            let parts = members.iter().map(|member| {
                let key = serde_json::Value::from(member.key.as_str());
                format!("{key}: {}", flat(&member.value))
            });
            format!("{{ {} }}", list(parts.collect()))
        }
        Value::Array(items) => format!("[{}]", list(items.iter().map(flat).collect())),
        _ => json.to_string(),
    }
}

/// Gives rows without an example the value that a payload has there: the first of them that has it, in
/// the form that the row belongs to.
pub(super) fn fill_examples(rows: &mut [Row], validator: &Validator<'_>, payloads: &[Json]) {
    for row in rows.iter_mut().filter(|row| row.example.is_none()) {
        let value = payloads.iter().find_map(|payload| value_at(payload, row, 0, validator));
        row.example = value.filter(|value| value.members().is_empty()).map(super::facets::shown);
    }
}

/// The value that a row stands for; `done` parts of the way to it lead to `value`.
fn value_at<'j>(value: &'j Json, row: &Row, done: usize, validator: &Validator<'_>) -> Option<&'j Json> {
    let found = match (row.at.get(done), &value.value) {
        (None, _) => Some(value),
        (Some(Part::Name(name)), _) => value_at(value.get(name)?, row, done + 1, validator),
        (Some(Part::Item), Value::Array(items)) => {
            items.iter().find_map(|item| value_at(item, row, done + 1, validator))
        }
        (Some(Part::At(place)), Value::Array(items)) => {
            value_at(items.get(place.checked_sub(1)?)?, row, done + 1, validator)
        }
        _ => None,
    };
    // Last: to be valid takes more work than to be there.
    let mut forms = row.forms.iter().filter(|(at, _)| *at == done);
    found.filter(|_| forms.all(|(_, form)| validator.is_valid(*form, value)))
}
