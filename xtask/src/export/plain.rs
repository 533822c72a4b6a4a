//! What schemars says in a way of its own, in that of JSON Schema and of people.

use super::tree::Tree;

/// `"format": "uint32"` is a word of schemars, which nobody checks; the bounds are JSON Schema's.
pub(super) fn whole_numbers(schema: &mut Tree) {
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
pub(super) fn one_value(schema: &mut Tree) {
    if let Some([value]) = schema.get("enum").map(Tree::items)
        && !schema.has("const")
    {
        let value = value.clone();
        schema.remove("enum");
        schema.set("const", value);
    }
}

/// A description is text, and where the source breaks its lines says nothing.
pub(super) fn one_text(schema: &mut Tree) {
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
