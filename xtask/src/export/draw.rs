//! From what a type reports to the text of its schema file.

use std::collections::BTreeSet;

use serde_json::Value;

use super::report::{Call, Event, Fact, Report};
use super::tree::Tree;

const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";
const DEFINITIONS: &str = "#/$defs/";

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

/// The schema file of an event, without what people have added to it. `values` are the types inside of events.
pub(super) fn file(report: &Report, event: &Event, values: &[&Report]) -> Option<Tree> {
    let mut root = report.schema.clone()?;
    if let Some(definitions) = root.get_mut("$defs")
        && let Tree::Object(members) = definitions
    {
        members.sort_by(|(one, _), (other, _)| one.cmp(other));
        for (name, definition) in members {
            // A second type of the same name has a number behind it.
            let stem = name.trim_end_matches(|digit: char| digit.is_ascii_digit());
            let named =
                |value: &&&Report| value.schema_name.as_deref().is_some_and(|own| own == name || own == stem);
            let mine =
                |value: &&Report| value.schema.as_ref().is_some_and(|own| is_alike(own, definition, true));
            if let Some(value) = values.iter().filter(named).find(|value| mine(value)) {
                tell(definition, &facts(value, values), 0);
            }
        }
    }
    tell(&mut root, &facts(report, values), 0);
    each(&mut root, &mut |schema| {
        whole_numbers(schema);
        one_value(schema);
        one_text(schema);
    });
    close_all(&mut root);
    let description =
        root.remove("description").filter(|text| text.as_str().is_some_and(|text| !text.is_empty()));
    root.set("$schema", Tree::text(DIALECT));
    root.set("title", Tree::text(report.ident()));
    if let Some(description) = description {
        root.set("description", description);
    }
    root.set("x-letter", extension(report, event));
    Some(root)
}

fn extension(report: &Report, event: &Event) -> Tree {
    let yes = || Tree::Scalar(Value::Bool(true));
    let mut members = vec![match event.kind {
        Call::Track => ("track".to_owned(), Tree::text(&event.name)),
        Call::Identify => ("identify".to_owned(), yes()),
        Call::Group => ("group".to_owned(), yes()),
    }];
    let mut text = |key: &str, text: &str| {
        if !text.is_empty() {
            members.push((key.to_owned(), Tree::text(text)));
        }
    };
    text("owner", &event.owner);
    text("since", &event.since);
    text("status", if event.deprecated { "deprecated" } else { "" });
    text("replaced_by", &event.replaced_by);
    text("exported_from", &report.path);
    if !event.tags.is_empty() {
        members.push(("tags".to_owned(), Tree::Array(event.tags.iter().map(Tree::text).collect())));
    }
    Tree::Object(members)
}

/// What a type says of its fields, and those whose fields stand among them.
fn facts(report: &Report, values: &[&Report]) -> Vec<Fact> {
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
fn is_alike(own: &Tree, definition: &Tree, is_root: bool) -> bool {
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
fn tell(schema: &mut Tree, facts: &[Fact], depth: usize) {
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

/// Calls `change` with every schema in one, and then with itself.
fn each(schema: &mut Tree, change: &mut dyn FnMut(&mut Tree)) {
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

/// `"format": "uint32"` is a word of schemars, which nobody checks; the bounds are JSON Schema's.
fn whole_numbers(schema: &mut Tree) {
    let Some(format) = schema.get("format").and_then(Tree::as_str) else { return };
    let bounds: (Option<i64>, Option<i64>) = match format {
        "int8" => (Some(i8::MIN.into()), Some(i8::MAX.into())),
        "int16" => (Some(i16::MIN.into()), Some(i16::MAX.into())),
        "int32" => (Some(i32::MIN.into()), Some(i32::MAX.into())),
        "uint8" => (Some(0), Some(u8::MAX.into())),
        "uint16" => (Some(0), Some(u16::MAX.into())),
        "uint32" => (Some(0), Some(u32::MAX.into())),
        "int64" | "int" | "int128" | "uint64" | "uint" | "uint128" | "float" | "double" => (None, None),
        _ => return,
    };
    // Whole numbers that are never negative may go beyond those of an `i64`.
    let not_negative = |key| match schema.get(key) {
        Some(Tree::Scalar(bound)) => bound.as_f64().is_some_and(|bound| bound >= 0.0),
        _ => false,
    };
    let signed = matches!(format, "int64" | "int");
    let bounds = match bounds {
        (None, None) if signed && not_negative("minimum") => (None, Some(i64::MAX)),
        bounds => bounds,
    };
    schema.remove("format");
    for (key, exclusive, bound) in
        [("minimum", "exclusiveMinimum", bounds.0), ("maximum", "exclusiveMaximum", bounds.1)]
    {
        if let Some(bound) = bound.filter(|_| !schema.has(key) && !schema.has(exclusive)) {
            schema.set(key, Tree::Scalar(bound.into()));
        }
    }
}

/// A list of one value is that value.
fn one_value(schema: &mut Tree) {
    if let Some([value]) = schema.get("enum").map(Tree::items)
        && !schema.has("const")
    {
        let value = value.clone();
        schema.remove("enum");
        schema.set("const", value);
    }
}

/// A description is text, and where the source breaks its lines says nothing.
fn one_text(schema: &mut Tree) {
    let Some(text) = schema.get("description").and_then(Tree::as_str).map(flowing) else { return };
    schema.set("description", Tree::text(text));
}

/// Joins the lines of paragraphs; lists, quotes, tables, headings and code keep theirs.
fn flowing(text: &str) -> String {
    let mut flowing = String::new();
    let (mut in_code, mut joins) = (false, false);
    for line in text.lines() {
        let trimmed = line.trim_start();
        let fence = trimmed.starts_with("```") || trimmed.starts_with("~~~");
        let numbered = trimmed.trim_start_matches(|digit: char| digit.is_ascii_digit());
        let item =
            numbered.len() < trimmed.len() && (numbered.starts_with(". ") || numbered.starts_with(") "));
        let special = in_code
            || fence
            || item
            || trimmed.is_empty()
            || line.starts_with("    ")
            || ["- ", "* ", "+ ", "> ", "|", "#"].iter().any(|mark| trimmed.starts_with(mark));
        if !flowing.is_empty() {
            flowing.push(if joins && !special { ' ' } else { '\n' });
        }
        flowing.push_str(if joins && !special { trimmed } else { line });
        in_code ^= fence;
        joins = !in_code && !fence && !trimmed.is_empty() && !trimmed.starts_with(['|', '#']);
    }
    flowing.trim().to_owned()
}

/// Says of objects that nothing else is in them, which is so of what serde writes. schemars leaves it open, since readers
/// may ignore what they do not know.
fn close_all(root: &mut Tree) {
    let definitions = root.get("$defs").cloned().unwrap_or(Tree::Object(Vec::new()));
    each(root, &mut |schema| merge_reference(schema, &definitions));
    let mut shared = BTreeSet::new();
    each(root, &mut |schema| {
        if is_conjunction(schema) {
            references(schema, &mut shared);
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
    let name = schema.get("$ref").and_then(Tree::as_str).and_then(|path| path.strip_prefix(DEFINITIONS));
    let Some(target) = name.and_then(|name| definitions.get(name)) else { return };
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

/// Whether several schemas speak of the same object, so that none of them knows all its keys.
fn is_conjunction(schema: &Tree) -> bool {
    schema.has("allOf")
        || schema.has("properties") && ["$ref", "anyOf", "oneOf"].iter().any(|key| schema.has(key))
}

/// The definitions that a schema refers to for the object that it speaks of itself.
fn references(schema: &Tree, found: &mut BTreeSet<String>) {
    if let Some(name) =
        schema.get("$ref").and_then(Tree::as_str).and_then(|path| path.strip_prefix(DEFINITIONS))
    {
        found.insert(name.to_owned());
    }
    for list in ["allOf", "anyOf", "oneOf"] {
        for branch in schema.get(list).map(Tree::items).unwrap_or_default() {
            references(branch, found);
        }
    }
}

/// The definitions that are referred to from anywhere.
fn used(root: &Tree) -> BTreeSet<String> {
    fn walk(tree: &Tree, found: &mut BTreeSet<String>) {
        if let Some(name) =
            tree.get("$ref").and_then(Tree::as_str).and_then(|path| path.strip_prefix(DEFINITIONS))
        {
            found.insert(name.to_owned());
        }
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
