//! Where schemas stand inside of schemas.

use super::tree::Tree;

/// Keywords whose value has a schema for each key; is a schema; is a list of schemas.
pub(super) const BY_KEY: &[&str] = &["properties", "patternProperties", "dependentSchemas", "$defs"];
pub(super) const ONE: &[&str] = &[
    "items",
    "contains",
    "additionalProperties",
    "propertyNames",
    "unevaluatedItems",
    "unevaluatedProperties",
    "not",
    "if",
    "then",
    "else",
];
pub(super) const LISTS: &[&str] = &["allOf", "anyOf", "oneOf", "prefixItems"];

/// Calls `change` with every schema in one, and then with itself.
pub(super) fn each(schema: &mut Tree, change: &mut dyn FnMut(&mut Tree)) {
    let Tree::Object(members) = schema else { return };
    for (key, value) in members {
        if BY_KEY.contains(&key.as_str()) {
            if let Tree::Object(schemas) = value {
                schemas.iter_mut().for_each(|(_, schema)| each(schema, change));
            }
        } else if ONE.contains(&key.as_str()) {
            each(value, change);
        } else if LISTS.contains(&key.as_str())
            && let Tree::Array(schemas) = value
        {
            schemas.iter_mut().for_each(|schema| each(schema, change));
        }
    }
    change(schema);
}
