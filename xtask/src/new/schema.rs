//! The text of the new file.

use serde_json::{Value, json};

use super::conventions::Conventions;
use super::property::{Form, NewProperty};
use super::{NewEvent, NewKind};

/// The keys stand in the order in which people read them, which a sorted map does not keep.
pub(super) fn text(event: &NewEvent, conventions: &Conventions) -> String {
    let title = conventions.title(&event.name);
    let mut x_letter = match event.kind {
        NewKind::Track => vec![("track", json!(event.name))],
        NewKind::Identify => vec![("identify", json!(true))],
        NewKind::Group => vec![("group", json!(true))],
    };
    x_letter.extend(event.owner.iter().map(|owner| ("owner", json!(owner))));
    if !event.tags.is_empty() {
        x_letter.push(("tags", json!(event.tags)));
    }
    x_letter.push(("status", json!("draft")));
    let required: Vec<&str> =
        event.properties.iter().filter(|one| one.required).map(|one| one.name.as_str()).collect();
    let properties =
        event.properties.iter().map(|one| (one.name.as_str(), object(property(one), 2))).collect();
    let mut members = vec![
        ("$schema", json!(conventions.dialect).to_string()),
        ("title", json!(title).to_string()),
        ("description", json!(event.description).to_string()),
        ("x-letter", object(x_letter.into_iter().map(|(key, value)| (key, line(&value))).collect(), 1)),
        ("type", json!("object").to_string()),
    ];
    if conventions.closed {
        members.push(("additionalProperties", json!(false).to_string()));
    }
    if !required.is_empty() {
        members.push(("required", line(&json!(required))));
    }
    members.push(("properties", object(properties, 1)));
    format!("{}\n", object(members, 0))
}

fn property(property: &NewProperty) -> Vec<(&'static str, String)> {
    let mut members: Vec<(&str, Value)> = match &property.form {
        Form::Type(name) => vec![("type", json!(name))],
        Form::Format(format) => vec![("type", json!("string")), ("format", json!(format))],
        Form::Values(values) => vec![("type", json!("string")), ("enum", json!(values))],
    };
    members.extend(property.description.iter().map(|text| ("description", json!(text))));
    members.into_iter().map(|(key, value)| (key, line(&value))).collect()
}

/// A value on one line, with a space behind each comma of a list.
fn line(value: &Value) -> String {
    match value {
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(line).collect();
            format!("[{}]", items.join(", "))
        }
        _ => value.to_string(),
    }
}

/// An object of texts that are JSON already, a key on each line.
fn object(members: Vec<(&str, String)>, depth: usize) -> String {
    if members.is_empty() {
        return "{}".to_owned();
    }
    let indent = "  ".repeat(depth + 1);
    let lines: Vec<String> =
        members.into_iter().map(|(key, value)| format!("{indent}{}: {value}", json!(key))).collect();
    format!("{{\n{}\n{}}}", lines.join(",\n"), "  ".repeat(depth))
}
