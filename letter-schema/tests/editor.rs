//! The schemas in `editor/`, which editors complete and check a plan's files with, say what the crate says.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use letter_schema::case::Case;
use letter_schema::dialect::KEYWORDS;
use letter_schema::load::load;
use letter_schema::rules;
use serde_json::{Value, json};

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn read(path: &Path) -> Value {
    let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_str(&text).expect("it is JSON")
}

fn editor(name: &str) -> (Value, jsonschema::Validator) {
    let schema = read(&workspace().join("editor").join(name));
    let validator = jsonschema::validator_for(&schema).expect("it is a schema");
    (schema, validator)
}

fn keys(object: &Value) -> BTreeSet<&str> {
    object.as_object().expect("an object").keys().map(String::as_str).collect()
}

fn texts(list: &Value) -> BTreeSet<&str> {
    list.as_array().expect("an array").iter().map(|item| item.as_str().expect("a string")).collect()
}

#[test]
fn they_know_the_keywords_and_the_rules() {
    let (event, _) = editor("event.schema.json");
    let keywords: BTreeSet<&str> = KEYWORDS.iter().map(|(name, _, _)| *name).collect();
    assert_eq!(keys(&event["properties"]), keywords);
    assert_eq!(keys(&event["definitions"]["schema"]["anyOf"][1]["properties"]), keywords);
    let allowed: BTreeSet<&str> =
        rules::all().filter(|rule| rule.settable != rules::Settable::No).map(|rule| rule.id).collect();
    assert_eq!(texts(&event["definitions"]["allowance"]["properties"]["rule"]["enum"]), allowed);

    let (plan, _) = editor("plan.schema.json");
    assert_eq!(keys(&plan["properties"]["rules"]["properties"]), allowed);
    let cases: BTreeSet<&str> = Case::NAMES.iter().map(|(name, _)| *name).collect();
    for names in ["events", "properties"] {
        assert_eq!(texts(&plan["properties"]["naming"]["properties"][names]["enum"]), cases);
    }
}

#[test]
fn they_accept_the_reference_plan() {
    let (_, event) = editor("event.schema.json");
    let (_, plan) = editor("plan.schema.json");
    let folder = workspace().join("schemas");
    let files = load(&folder, &folder).files;
    assert!(files.len() > 10, "{files:?}");
    for file in files {
        let validator = if file.ends_with("plan.json") { &plan } else { &event };
        let errors: Vec<String> =
            validator.iter_errors(&read(&file)).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{}: {errors:?}", file.display());
    }
}

#[test]
fn they_refuse_what_reading_refuses() {
    let (_, event) = editor("event.schema.json");
    let (_, plan) = editor("plan.schema.json");
    for (validator, valid, invalid) in [
        (&event, json!({ "maxLength": 3 }), json!({ "mexLength": 3 })),
        (&event, json!({ "maxLength": 3 }), json!({ "maxLength": -3 })),
        (&event, json!({ "type": "string" }), json!({ "type": "text" })),
        (&event, json!({ "exclusiveMinimum": true }), json!({ "exclusiveMinimum": "0" })),
        (&event, json!({ "items": [{ "type": "null" }] }), json!({ "items": 3 })),
        (&event, json!({ "x-letter": { "track": "A" } }), json!({ "x-letter": { "trak": "A" } })),
        (&event, json!({ "x-letter": { "track": "A" } }), json!({ "x-letter": { "track": " " } })),
        (
            &event,
            json!({ "x-letter": { "track": true } }),
            json!({ "x-letter": { "track": "A", "identify": true } }),
        ),
        (
            &event,
            json!({ "properties": { "email": { "x-letter": { "pii": "email" } } } }),
            json!({ "properties": { "email": { "x-letter": { "track": "A" } } } }),
        ),
        (
            &event,
            json!({ "x-letter": { "allow": [{ "rule": "owner-missing", "reason": "not known yet" }] } }),
            json!({ "x-letter": { "allow": [{ "rule": "owner-missing" }] } }),
        ),
        (
            &plan,
            json!({ "rules": { "owner-missing": "error" } }),
            json!({ "rules": { "owner-missing": "on" } }),
        ),
        (&plan, json!({ "owners": { "a": { "name": "A" } } }), json!({ "owner": {} })),
        (&plan, json!({ "naming": { "events": "Title Case" } }), json!({ "naming": { "events": "Title" } })),
    ] {
        assert!(validator.is_valid(&valid), "{valid}");
        assert!(!validator.is_valid(&invalid), "{invalid}");
    }
}
