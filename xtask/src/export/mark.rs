//! What is said of a field, added to the schema of its property.

use serde_json::Value;

use super::told::Field;
use super::tree::Tree;

pub(super) fn add(property: &mut Tree, field: &Field) {
    if field.never_null {
        not_null(property);
    }
    let mut extension = property.get("x-letter").cloned().unwrap_or(Tree::Object(Vec::new()));
    if !field.lift.is_empty() {
        extension.set(&field.lift, Tree::Scalar(Value::Bool(true)));
    }
    if !field.pii.is_empty() {
        extension.set("pii", Tree::text(&field.pii));
    }
    if !extension.members().is_empty() {
        property.set("x-letter", extension);
    }
}

/// Takes `null` out of what a property may be.
fn not_null(property: &mut Tree) {
    let null = Tree::Scalar(Value::Null);
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
    branches.retain(|branch| !branch.is_null_type());
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
