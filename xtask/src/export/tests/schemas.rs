//! What becomes of schemas.

use letter_schema::diagnostic::Diagnostics;
use letter_schema::json::{self as text, Json};
use letter_schema::plan::Plan;
use letter_schema::source::Sources;
use letter_schema::validate::Validator;
use serde_json::{Value, json};

use super::{but, export, paid, problem, written};

/// Whether a schema file takes a value.
fn is_valid(file: &Value, value: &Value) -> bool {
    let plan = Plan::read(vec![("a.json".to_owned(), file.to_string())], &mut |_| None);
    Validator::new(&plan.schemas).is_valid(plan.events[0].schema, &json_of(value))
}

fn json_of(value: &Value) -> Json {
    let mut sources = Sources::default();
    let id = sources.add("value.json".to_owned(), value.to_string());
    text::parse(id, sources.file(id), &mut Diagnostics::default()).unwrap()
}

#[test]
fn objects_that_several_schemas_speak_of_stay_open() {
    let schema = json!({
        "type": "object",
        "properties": { "a": { "type": "string" }, "b": { "$ref": "#/$defs/Alone" } },
        "oneOf": [
            { "$ref": "#/$defs/Part" },
            { "type": "object", "properties": { "c": { "type": "string" } } },
        ],
        "$defs": {
            "Part": { "type": "object", "properties": { "d": { "type": "string" } } },
            "Alone": { "type": "object", "properties": { "e": { "type": "string" } } },
        },
    });
    let written = written(&export(&[but(paid(), &[("/schema", schema)])], &[]));
    let closed = |pointer: &str| written.pointer(pointer).unwrap().get("additionalProperties").is_some();
    assert!(!closed("") && !closed("/oneOf/1") && !closed("/$defs/Part") && closed("/$defs/Alone"));
}

#[test]
fn an_object_that_is_reached_by_way_of_other_definitions_stays_open() {
    let schema = |payload: &str| {
        json!({
            "type": "object",
            "properties": { "t": { "$ref": "#/$defs/Tagged" }, "alone": { "$ref": "#/$defs/Alone" } },
            "required": ["t"],
            "$defs": {
                "Tagged": { "oneOf": [{
                    "type": "object", "properties": { "k": { "type": "string", "const": "A" } }, "required": ["k"],
                    "$ref": format!("#/$defs/{payload}"),
                }] },
                "Wrapper": { "$ref": "#/$defs/Inner" },
                "Either": { "anyOf": [{ "$ref": "#/$defs/Wrapper" }, { "$ref": "#/$defs/Number" }] },
                "Number": { "type": "object", "properties": { "n": { "type": "integer" } }, "required": ["n"] },
                "Inner": { "type": "object", "properties": { "a": { "type": "integer" } }, "required": ["a"] },
                "Alone": { "type": "object", "properties": { "e": { "type": "string" } } },
            },
        })
    };
    let value = json!({ "t": { "a": 1, "k": "A" } });
    for payload in ["Wrapper", "Either"] {
        let schema = schema(payload);
        let inside = written(&export(&[but(paid(), &[("/schema", schema.clone())])], &[]));
        assert!(is_valid(&inside, &value), "{inside:#}");
        assert!(!is_valid(&inside, &json!({ "t": { "a": 1, "k": "A" }, "alone": { "f": 1 } })), "{inside:#}");

        let mut whole = schema["$defs"]["Tagged"].clone();
        whole["$defs"] = schema["$defs"].clone();
        let whole = written(&export(&[but(paid(), &[("/schema", whole)])], &[]));
        assert!(is_valid(&whole, &value["t"]), "{whole:#}");
    }
}

#[test]
fn a_schema_that_nothing_satisfies_is_refused() {
    let never = json!({ "type": "object", "properties": { "a": false }, "required": ["a"] });
    let never = export(&[but(paid(), &[("/schema", never)])], &[]);
    assert!(problem(&never).contains("no value of it can be valid"), "{:?}", never.problems);
    assert!(never.files.is_empty());
}

#[test]
fn descriptions_flow_but_for_lists_tables_and_code() {
    let text =
        "One\ntwo.\n\nThree:\n- four\n  five\n- six\n\n| a | b |\n|---|---|\n```\nx\n  y\n```\nend\nhere";
    let flowing =
        "One two.\n\nThree:\n- four five\n- six\n\n| a | b |\n|---|---|\n```\nx\n  y\n```\nend here";
    let described = but(paid(), &[("/schema/description", json!(text))]);
    assert_eq!(written(&export(&[described], &[]))["description"], flowing);
}
