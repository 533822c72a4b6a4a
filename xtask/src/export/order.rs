//! The order in which people read a schema.

use super::subschemas::each;
use super::tree::Tree;

/// The order in which people read a schema; what is not here stands before `examples`.
const HEAD: &[&str] = &["$schema", "$id", "title", "description", "x-letter", "deprecated"];
const BODY: &[&str] = &[
    "$ref",
    "type",
    "title",
    "description",
    "deprecated",
    "const",
    "enum",
    "format",
    "pattern",
    "minLength",
    "maxLength",
    "minimum",
    "exclusiveMinimum",
    "maximum",
    "exclusiveMaximum",
    "multipleOf",
    "items",
    "prefixItems",
    "minItems",
    "maxItems",
    "uniqueItems",
    "additionalProperties",
    "required",
    "properties",
    "patternProperties",
    "allOf",
    "anyOf",
    "oneOf",
];
const TAIL: &[&str] = &["default", "examples", "$comment", "$defs"];
const X_LETTER: &[&str] = &[
    "track",
    "identify",
    "group",
    "owner",
    "tags",
    "since",
    "status",
    "replaced_by",
    "sources",
    "pii",
    "unit",
    "email",
    "timezone",
    "name",
    "allow",
    "exported_from",
];

/// Puts the keys of every schema into the order of reading.
pub(super) fn order(root: &mut Tree) {
    each(root, &mut |schema| sort(schema, BODY));
    sort(root, HEAD);
    if let Some(Tree::Object(definitions)) = root.get_mut("$defs") {
        definitions.iter_mut().for_each(|(_, definition)| sort(definition, HEAD));
    }
    each(root, &mut |schema| {
        if let Some(extension) = schema.get_mut("x-letter") {
            sort(extension, X_LETTER);
        }
    });
}

/// `first` leads; everything else keeps its place, but for what stands at the end.
fn sort(object: &mut Tree, first: &[&str]) {
    let Tree::Object(members) = object else { return };
    let at = |list: &[&str], key: &str| list.iter().position(|known| *known == key);
    members.sort_by_key(|(key, _)| match (at(first, key), at(TAIL, key)) {
        (Some(at), _) => (0, at),
        (None, Some(at)) => (2, at),
        (None, None) if key == "x-letter" => (2, TAIL.len()),
        (None, None) => (1, 0),
    });
}
