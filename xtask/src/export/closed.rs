//! Objects that hold nothing but what their type writes.

use std::collections::BTreeSet;

use serde_json::Value;

use super::subschemas::{LISTS, each};
use super::tree::Tree;

const DEFINITIONS: &str = "#/$defs/";

/// Says of objects that nothing else is in them, which is so of what serde writes. schemars leaves it open, since readers
/// may ignore what they do not know.
pub(super) fn close_all(root: &mut Tree) {
    let definitions = root.get("$defs").cloned().unwrap_or(Tree::Object(Vec::new()));
    each(root, &mut |schema| merge_reference(schema, &definitions));
    let mut shared = BTreeSet::new();
    each(root, &mut |schema| {
        if is_conjunction(schema) {
            references(schema, &definitions, &mut shared);
        }
    });
    // Merging may have been the only use.
    let used = used(root);
    if let Some(Tree::Object(members)) = root.get_mut("$defs") {
        members.retain(|(name, _)| used.contains(name));
        let members = members.iter_mut().filter(|(name, _)| !shared.contains(name));
        members.for_each(|(_, definition)| close(definition));
    }
    if root.get("$defs").is_some_and(|definitions| definitions.members().is_empty()) {
        root.remove("$defs");
    }
    let definitions = root.remove("$defs");
    close(root);
    if let Some(definitions) = definitions {
        root.set("$defs", definitions);
    }
}

/// The content of a variant beside its tag: a reference together with properties is brought into one object.
fn merge_reference(schema: &mut Tree, definitions: &Tree) {
    if !schema.has("properties") {
        return;
    }
    let Some(mut target) = target(schema).and_then(|name| definitions.get(name)) else { return };
    // A struct of one unnamed field is a reference to the field's type.
    let mut steps = definitions.members().len();
    while let Some(next) = one_reference(target).and_then(|name| definitions.get(name))
        && steps > 0
    {
        target = next;
        steps -= 1;
    }
    const PLAIN: &[&str] =
        &["type", "description", "title", "properties", "required", "additionalProperties"];
    if !target.members().iter().all(|(key, _)| PLAIN.contains(&key.as_str())) {
        return;
    }
    let target = target.clone();
    schema.remove("$ref");
    if let (Some(own), Some(more)) = (schema.get_mut("properties"), target.get("properties")) {
        for (key, property) in more.members() {
            if !own.has(key) {
                own.set(key, property.clone());
            }
        }
    }
    let mut required: Vec<Tree> = schema.get("required").map(Tree::items).unwrap_or_default().to_vec();
    for key in target.get("required").map(Tree::items).unwrap_or_default() {
        if !required.contains(key) {
            required.push(key.clone());
        }
    }
    if !required.is_empty() {
        schema.set("required", Tree::Array(required));
    }
    for key in ["additionalProperties", "description"] {
        if let Some(value) = target.get(key).filter(|_| !schema.has(key)) {
            schema.set(key, value.clone());
        }
    }
}

/// What a schema refers to that says nothing else.
fn one_reference(schema: &Tree) -> Option<&str> {
    let silent = |key: &str| matches!(key, "$ref" | "title" | "description");
    target(schema).filter(|_| schema.members().iter().all(|(key, _)| silent(key)))
}

/// Whether several schemas speak of the same object, so that none of them knows all its keys.
fn is_conjunction(schema: &Tree) -> bool {
    let speaking = ["properties", "$ref", "anyOf", "oneOf"].iter().filter(|key| schema.has(key)).count();
    schema.has("allOf") || speaking > 1
}

/// The definitions that a schema refers to for the object that it speaks of itself, and those that they refer to
/// for it in turn.
fn references(schema: &Tree, definitions: &Tree, found: &mut BTreeSet<String>) {
    if let Some(name) = target(schema)
        && found.insert(name.to_owned())
        && let Some(definition) = definitions.get(name)
    {
        references(definition, definitions, found);
    }
    for list in ["allOf", "anyOf", "oneOf"] {
        for branch in schema.get(list).map(Tree::items).unwrap_or_default() {
            references(branch, definitions, found);
        }
    }
}

/// The name of the definition that a schema refers to.
fn target(schema: &Tree) -> Option<&str> {
    schema.get("$ref").and_then(Tree::as_str).and_then(|path| path.strip_prefix(DEFINITIONS))
}

/// The definitions that are referred to from anywhere.
fn used(root: &Tree) -> BTreeSet<String> {
    fn walk(tree: &Tree, found: &mut BTreeSet<String>) {
        found.extend(target(tree).map(str::to_owned));
        tree.items().iter().for_each(|item| walk(item, found));
        tree.members().iter().for_each(|(_, value)| walk(value, found));
    }
    let mut found = BTreeSet::new();
    walk(root, &mut found);
    found
}

/// Closes the objects of a schema that are written by one type alone.
fn close(schema: &mut Tree) {
    if is_conjunction(schema) {
        // The properties' own values are still whole.
        if let Some(Tree::Object(properties)) = schema.get_mut("properties") {
            properties.iter_mut().for_each(|(_, property)| close(property));
        }
        return;
    }
    let is_object = schema.get("type").and_then(Tree::as_str) == Some("object");
    let told =
        ["additionalProperties", "unevaluatedProperties", "patternProperties", "$ref", "anyOf", "oneOf"];
    if is_object && !told.iter().any(|key| schema.has(key)) {
        schema.set("additionalProperties", Tree::Scalar(Value::Bool(false)));
    }
    let Tree::Object(members) = schema else { return };
    for (key, value) in members {
        match value {
            Tree::Object(schemas) if key == "properties" || key == "patternProperties" => {
                schemas.iter_mut().for_each(|(_, schema)| close(schema));
            }
            Tree::Array(schemas) if LISTS.contains(&key.as_str()) => schemas.iter_mut().for_each(close),
            Tree::Object(_) if key == "items" || key == "additionalProperties" => close(value),
            _ => {}
        }
    }
}
