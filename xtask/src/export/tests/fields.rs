//! What attributes say of fields, brought to its place.

use serde_json::{Value, json};

use super::{but, export, field, named, paid, unnamed, written};

/// An event of this schema that tells this of its types; the first is its own.
fn telling(schema: &Value, types: &[(&str, &str, Value)]) -> Value {
    let told =
        types.iter().map(|(name, form, parts)| ((*name).to_owned(), json!({ "form": form, "parts": parts })));
    let told: serde_json::Map<String, Value> = told.collect();
    let mut event = but(paid(), &[("/schema", schema.clone()), ("/types", Value::Object(told))]);
    event["content"] = json!({ "type": types[0].0 });
    event
}

#[test]
fn what_attributes_say_of_fields_reaches_types_inside_of_events() {
    let schema = json!({
        "type": "object",
        "properties": {
            "buyer": { "anyOf": [{ "$ref": "#/$defs/Buyer" }, { "type": "null" }], "description": "Who." },
            "note": { "type": ["string", "null"] },
            "others": { "type": "object", "additionalProperties": { "type": "array", "items": { "$ref": "#/$defs/Buyer2" } } },
            "flat": { "type": "string" },
            "pair": { "type": "array", "prefixItems": [{ "type": "integer" }, {
                "type": "object", "properties": { "mail": { "type": "string" }, "again": { "$ref": "#/$defs/Buyer" } },
            }] },
        },
        "$defs": {
            "Buyer": { "type": "object", "properties": { "mail": { "type": ["string", "null"] } } },
            "Buyer2": { "type": "object", "properties": { "phone": { "type": "string" }, "mail": { "$ref": "#/$defs/Mail" } } },
            "Mail": { "type": "string" },
        },
    });
    let mut buyer = field("buyer", "", &json!({ "optional": { "type": "a::Buyer" } }));
    buyer["never_null"] = json!(true);
    let mut flat = field("", "", &json!({ "optional": { "type": "Flat" } }));
    flat["flatten"] = json!(true);
    let mut mail = field("mail", "email", &Value::Null);
    mail["never_null"] = json!(true);
    let others = json!({ "entries": { "items": { "type": "b::Buyer" } } });
    let again = field("again", "", &json!({ "type": "a::Buyer" }));
    let event = telling(
        &schema,
        &[
            (
                "E",
                "struct",
                json!([named(
                    "",
                    &[
                        buyer,
                        field("others", "", &others),
                        flat,
                        field("pair", "", &json!({ "tuple": [null, { "type": "Inline" }] })),
                    ]
                )]),
            ),
            ("Flat", "struct", json!([named("", &[field("flat", "name", &Value::Null)])])),
            ("a::Buyer", "struct", json!([named("", &[mail])])),
            // Of two types with one name, each knows its own fields only.
            (
                "b::Buyer",
                "struct",
                json!([named(
                    "",
                    &[field("phone", "phone", &Value::Null), field("mail", "", &json!({ "type": "Mail" })),]
                )]),
            ),
            ("Mail", "struct", json!([unnamed("", "alone", &[field("", "home", &Value::Null)])])),
            ("Inline", "struct", json!([named("", &[field("mail", "work", &Value::Null), again])])),
        ],
    );
    let whole = export(&[event], &[]);
    assert_eq!(whole.notes, [""; 0]);
    let written = written(&whole);
    assert_eq!(written["properties"]["buyer"], json!({ "$ref": "#/$defs/Buyer", "description": "Who." }));
    assert_eq!(written["properties"]["note"], json!({ "type": ["string", "null"] }));
    assert_eq!(written["properties"]["flat"]["x-letter"], json!({ "pii": "name" }));
    assert_eq!(
        written["$defs"]["Buyer"]["properties"]["mail"],
        json!({ "type": "string", "x-letter": { "pii": "email" } })
    );
    assert_eq!(written["$defs"]["Buyer2"]["properties"]["phone"]["x-letter"]["pii"], "phone");
    assert_eq!(written["$defs"]["Buyer2"]["properties"]["mail"], json!({ "$ref": "#/$defs/Mail" }));
    assert_eq!(written["$defs"]["Mail"], json!({ "type": "string", "x-letter": { "pii": "home" } }));
    assert_eq!(
        written["properties"]["pair"]["prefixItems"][1]["properties"]["mail"]["x-letter"]["pii"],
        "work"
    );
}

#[test]
fn what_attributes_say_of_a_variant_stays_in_it() {
    let text = json!({ "type": "string" });
    let object = |properties: Value| json!({ "type": "object", "properties": properties });
    let schema = object(json!({
        "external": { "oneOf": [
            { "type": "string", "enum": ["None", "Both"] },
            object(json!({ "Mail": text })),
            object(json!({ "Form": object(json!({ "mail": text })) })),
        ] },
        "internal": { "oneOf": [
            object(json!({ "k": { "const": "one" }, "mail": text })), object(json!({ "k": { "const": "two" }, "mail": text })),
        ] },
        "adjacent": { "oneOf": [
            object(json!({ "k": { "const": "one" }, "c": { "type": "array", "prefixItems": [text, text] } })),
        ] },
        "untagged": { "anyOf": [object(json!({ "mail": text })), text, object(json!({ "mail": text }))] },
        "short": { "anyOf": [text] },
        "foreign": { "type": "array", "items": text },
        "number": { "type": "integer" },
    }));
    let nothing = Value::Null;
    let mail = || field("mail", "email", &nothing);
    let tagged = |mut part: Value, content: Option<&str>| {
        part["tag"] = json!("k");
        part["content"] = json!(content);
        part
    };
    let fields = ["external", "internal", "adjacent", "untagged", "short"]
        .map(|name| field(name, "", &json!({ "type": name })))
        .into_iter()
        .chain(["foreign", "number"].map(|name| field(name, "", &json!({ "untold": name }))));
    let event = telling(
        &schema,
        &[
            ("E", "struct", json!([named("", &fields.collect::<Vec<_>>())])),
            (
                "external",
                "enum",
                json!([
                    named("Form", &[mail()]),
                    unnamed("None", "alone", &[]),
                    unnamed("Mail", "alone", &[field("", "home", &nothing)]),
                ]),
            ),
            (
                "internal",
                "enum",
                json!([
                    tagged(named("one", &[field("mail", "", &nothing)]), None),
                    tagged(named("two", &[mail()]), None),
                ]),
            ),
            (
                "adjacent",
                "enum",
                json!([tagged(
                    unnamed("one", "tuple", &[field("", "", &nothing), field("", "work", &nothing)]),
                    Some("c"),
                )]),
            ),
            (
                "untagged",
                "enum",
                json!([
                    named("", &[mail()]),
                    unnamed("", "alone", &[field("", "any", &nothing)]),
                    named("", &[]),
                ]),
            ),
            ("short", "enum", json!([named("", &[mail()]), named("", &[mail()])])),
        ],
    );
    let whole = export(&[event], &[]);
    let written = written(&whole);
    let mut found = Vec::new();
    marked(&written["properties"], String::new(), &mut found);
    assert_eq!(
        found,
        [
            "/adjacent/oneOf/0/properties/c/prefixItems/1 work",
            "/external/oneOf/1/properties/Mail home",
            "/external/oneOf/2/properties/Form/properties/mail email",
            "/internal/oneOf/1/properties/mail email",
            "/untagged/anyOf/0/properties/mail email",
            "/untagged/anyOf/1 any",
        ]
    );
    // What cannot be brought to its place is named.
    let named = whole.notes.iter().map(|note| note.split('`').nth(3).unwrap()).collect::<Vec<_>>();
    assert_eq!(named, ["foreign", "short"]);
}

#[test]
fn what_attributes_say_reaches_unions_that_are_flattened_together() {
    let object = |key: &str| json!({ "type": "object", "properties": { key: { "type": "string" } } });
    let schema = json!({
        "type": "object",
        "allOf": [
            { "anyOf": [object("a"), {}] },
            { "anyOf": [{ "type": "string", "enum": ["One", "Two"] }, object("Named"), object("b")] },
        ],
    });
    let flat = |name: &str| {
        let mut field = field("", "", &json!({ "optional": { "type": name } }));
        field["flatten"] = json!(true);
        field
    };
    let marked = |key: &str| field(key, key, &Value::Null);
    let event = telling(
        &schema,
        &[
            ("E", "struct", json!([named("", &[flat("mixed"), flat("untagged")])])),
            ("untagged", "enum", json!([named("", &[marked("a")])])),
            (
                "mixed",
                "enum",
                json!([
                    unnamed("One", "alone", &[]),
                    unnamed("Two", "alone", &[]),
                    unnamed("Named", "alone", &[field("", "named", &Value::Null)]),
                    named("", &[marked("b")]),
                ]),
            ),
        ],
    );
    let whole = export(&[event], &[]);
    assert_eq!(whole.notes, [""; 0]);
    let mut found = Vec::new();
    self::marked(&written(&whole)["allOf"], String::new(), &mut found);
    assert_eq!(
        found,
        ["/0/anyOf/0/properties/a a", "/1/anyOf/1/properties/Named named", "/1/anyOf/2/properties/b b"]
    );
}

/// Every place that says which personal data it has.
fn marked(value: &Value, at: String, found: &mut Vec<String>) {
    if let Some(pii) = value.pointer("/x-letter/pii").and_then(Value::as_str) {
        found.push(format!("{at} {pii}"));
    }
    for (key, value) in value.as_object().into_iter().flatten() {
        marked(value, format!("{at}/{key}"), found);
    }
    for (key, value) in value.as_array().into_iter().flatten().enumerate() {
        marked(value, format!("{at}/{key}"), found);
    }
}
