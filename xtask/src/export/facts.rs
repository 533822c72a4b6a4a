//! What attributes say of fields, and schemars does not know.

use std::collections::BTreeSet;

use serde_json::Value;

use super::report::{Fact, Report};
use super::subschemas::LISTS;
use super::tree::Tree;

/// What a type says of its fields, and those whose fields stand among them.
pub(super) fn facts(report: &Report, values: &[&Report]) -> Vec<Fact> {
    let (mut facts, mut seen) = (report.facts.clone(), BTreeSet::new());
    let mut next: Vec<&str> = report.flattened.iter().map(String::as_str).collect();
    while let Some(name) = next.pop() {
        let found = values.iter().find(|value| value.type_name == name).filter(|_| seen.insert(name));
        if let Some(value) = found {
            facts.extend(value.facts.iter().cloned());
            next.extend(value.flattened.iter().map(String::as_str));
        }
    }
    facts
}

/// Whether a type's own schema is this definition: references go by other names, and the root has a head.
pub(super) fn is_alike(own: &Tree, definition: &Tree, is_root: bool) -> bool {
    let said = |tree: &Tree| {
        let head = |key: &str| is_root && matches!(key, "$schema" | "title" | "$defs");
        tree.members().iter().filter(|(key, _)| !head(key)).count()
    };
    match (own, definition) {
        (Tree::Object(members), Tree::Object(_)) => {
            said(own) == said(definition)
                && members.iter().all(|(key, value)| match (key.as_str(), definition.get(key)) {
                    ("$schema" | "title" | "$defs", _) if is_root => true,
                    ("$ref", Some(_)) => true,
                    (_, Some(other)) => is_alike(value, other, false),
                    (_, None) => false,
                })
        }
        (Tree::Array(own), Tree::Array(other)) => {
            own.len() == other.len() && own.iter().zip(other).all(|(own, other)| is_alike(own, other, false))
        }
        (own, other) => own == other,
    }
}

/// Adds what attributes say of fields. The fields of an enum stand inside of its branches: beside the tag, or below
/// the variant's name or `content`.
pub(super) fn tell(schema: &mut Tree, facts: &[Fact], depth: usize) {
    let is_union = LISTS.iter().any(|list| schema.has(list));
    if let Some(Tree::Object(properties)) = schema.get_mut("properties") {
        for (key, property) in properties {
            match facts.iter().find(|fact| fact.0 == *key) {
                Some(fact) => add(property, fact),
                None if depth > 0 && depth < 3 => tell(property, facts, depth + 1),
                None => {}
            }
        }
    }
    if is_union && depth < 3 {
        for list in LISTS {
            if let Some(Tree::Array(branches)) = schema.get_mut(list) {
                branches.iter_mut().for_each(|branch| tell(branch, facts, depth + 1));
            }
        }
    }
}

fn add(property: &mut Tree, Fact(_, pii, lift, never_null): &Fact) {
    if *never_null {
        not_null(property);
    }
    let mut extension = Tree::Object(Vec::new());
    if !lift.is_empty() {
        extension.set(lift, Tree::Scalar(Value::Bool(true)));
    }
    if !pii.is_empty() {
        extension.set("pii", Tree::text(pii));
    }
    if !extension.members().is_empty() {
        property.set("x-letter", extension);
    }
}

/// Takes `null` out of what a property may be.
fn not_null(property: &mut Tree) {
    let null = Tree::Scalar(Value::Null);
    let is_null = |branch: &Tree| branch.get("type").and_then(Tree::as_str) == Some("null");
    if let Some(types) = property.get_mut("type")
        && let Tree::Array(names) = types
    {
        names.retain(|name| name.as_str() != Some("null"));
        if let [one] = &names[..] {
            *types = one.clone();
        }
    }
    if let Some(Tree::Array(values)) = property.get_mut("enum") {
        values.retain(|value| *value != null);
    }
    let Some(Tree::Array(branches)) = property.get_mut("anyOf") else { return };
    branches.retain(|branch| !is_null(branch));
    if let [one] = &branches[..] {
        let one = one.clone();
        property.remove("anyOf");
        for (key, value) in one.members() {
            if !property.has(key) {
                property.set(key, value.clone());
            }
        }
    }
}
