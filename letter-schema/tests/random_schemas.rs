//! Random schemas and values: reading, lowering and sampling never panic, and the validator agrees with an
//! independent one.

use letter_schema::diagnostic::Level;
use letter_schema::json::Json;
use letter_schema::lower::lower;
use letter_schema::plan::Plan;
use letter_schema::sample::Sampler;
use letter_schema::validate::Validator;
use proptest::prelude::*;
use serde_json::{Map, Value, json};

fn key() -> impl Strategy<Value = String> {
    prop::sample::select(vec!["a", "b", "ab", "é", "type", ""]).prop_map(str::to_owned)
}

fn scalar() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        (-3..6_i64).prop_map(Value::from),
        prop::sample::select(vec![0.5, 1.0, -1.5, 2.25]).prop_map(Value::from),
        key().prop_map(Value::from),
    ]
}

fn value() -> impl Strategy<Value = Value> {
    scalar().prop_recursive(3, 16, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map(key(), inner, 0..4)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

fn types() -> impl Strategy<Value = Value> {
    let names = ["null", "boolean", "integer", "number", "string", "array", "object"];
    prop_oneof![
        prop::sample::select(names.to_vec()).prop_map(Value::from),
        prop::sample::subsequence(names.to_vec(), 1..4).prop_map(Value::from),
    ]
}

/// A keyword without schemas inside.
fn assertion() -> impl Strategy<Value = (String, Value)> {
    let count = |name: &'static str| (0..4_u64).prop_map(move |count| (name.to_owned(), json!(count)));
    let bound = |name: &'static str| {
        prop::sample::select(vec![json!(-1), json!(0), json!(1.5), json!(3)])
            .prop_map(move |bound| (name.to_owned(), bound))
    };
    let named =
        |name: &'static str, value: BoxedStrategy<Value>| value.prop_map(move |v| (name.to_owned(), v));
    let patterns = prop::sample::select(vec!["^a", "b$", "^$", "^(a|é)+$"]).prop_map(Value::from);
    let unique = |list: Vec<Value>| {
        let mut kept: Vec<Value> = Vec::new();
        for one in list {
            if !kept.contains(&one) {
                kept.push(one);
            }
        }
        Value::from(kept)
    };
    let keys = || prop::collection::btree_set(key(), 0..3).prop_map(|set| json!(set));
    prop_oneof![
        4 => named("type", types().boxed()),
        1 => named("enum", prop::collection::vec(value(), 1..5).prop_map(unique).boxed()),
        1 => named("const", value().boxed()),
        2 => named("required", keys().boxed()),
        1 => named("dependentRequired", (key(), keys()).prop_map(|(key, keys)| json!({ key: keys })).boxed()),
        1 => named("uniqueItems", any::<bool>().prop_map(Value::from).boxed()),
        1 => named("pattern", patterns.boxed()),
        1 => named("multipleOf", prop::sample::select(vec![json!(1), json!(0.5), json!(2)]).boxed()),
        1 => prop_oneof![bound("minimum"), bound("maximum"), bound("exclusiveMinimum"), bound("exclusiveMaximum")],
        2 => prop_oneof![
            count("minLength"), count("maxLength"), count("minItems"), count("maxItems"),
            count("minProperties"), count("maxProperties"), count("minContains"), count("maxContains"),
        ],
        1 => named("$ref", prop::sample::select(vec!["#", "#/$defs/a", "#/$defs/b"]).prop_map(Value::from).boxed()),
    ]
}

/// A keyword with schemas inside.
fn applicator(schema: BoxedStrategy<Value>) -> impl Strategy<Value = (String, Value)> {
    let one = prop::sample::select(vec![
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
    ]);
    let many = prop::sample::select(vec!["allOf", "anyOf", "oneOf", "prefixItems"]);
    let named = prop::sample::select(vec!["properties", "properties", "dependentSchemas"]);
    let object = |map: std::collections::BTreeMap<String, Value>| Value::Object(map.into_iter().collect());
    prop_oneof![
        (one, schema.clone()).prop_map(|(name, schema)| (name.to_owned(), schema)),
        (many, prop::collection::vec(schema.clone(), 1..4))
            .prop_map(|(name, schemas)| (name.to_owned(), Value::from(schemas))),
        (named, prop::collection::btree_map(key(), schema.clone(), 0..4))
            .prop_map(move |(name, schemas)| (name.to_owned(), object(schemas))),
        schema.prop_map(|schema| ("patternProperties".to_owned(), json!({ "^a": schema }))),
    ]
}

fn keywords(list: Vec<(String, Value)>) -> Value {
    Value::Object(list.into_iter().collect::<Map<_, _>>())
}

fn schema() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        6 => prop::collection::vec(assertion(), 0..4).prop_map(keywords),
        1 => any::<bool>().prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 24, 4, |inner| {
        let inner = inner.boxed();
        (prop::collection::vec(assertion(), 0..3), prop::collection::vec(applicator(inner), 0..4))
            .prop_map(|(assertions, applicators)| keywords([assertions, applicators].concat()))
    })
}

fn file() -> impl Strategy<Value = Value> {
    (schema(), schema(), schema()).prop_map(|(root, a, b)| {
        let Value::Object(mut root) = root else { return root };
        root.insert("$defs".to_owned(), json!({ "a": a, "b": b }));
        Value::Object(root)
    })
}

fn read(schema: &Value) -> (Plan, bool) {
    let plan = Plan::read(vec![("random.json".to_owned(), schema.to_string())], &mut |_| None);
    let mut found = plan.found.clone();
    lower(&plan, &mut found);
    let validator = Validator::new(&plan.schemas);
    let sampler = Sampler::new(&plan.schemas, &validator);
    for event in &plan.events {
        let sample = sampler.sample(&[event.schema]);
        assert!(sample.is_none_or(|sample| validator.is_valid(event.schema, &sample)), "{schema}");
    }
    let sound = plan.found.sorted().iter().all(|diagnostic| diagnostic.level != Level::Error);
    (plan, sound)
}

/// As many cases as `PROPTEST_CASES` says, or few enough to run while working.
fn settings() -> ProptestConfig {
    let defaults = ProptestConfig::default();
    let cases = if std::env::var_os("PROPTEST_CASES").is_some() { defaults.cases } else { 400 };
    ProptestConfig { cases, max_global_rejects: cases * 4, failure_persistence: None, ..defaults }
}

proptest! {
    #![proptest_config(settings())]

    #[test]
    fn the_validator_agrees_with_an_independent_one(schema in file(), values in prop::collection::vec(value(), 12)) {
        let (plan, sound) = read(&schema);
        // What is refused, such as a schema that comes back to itself, is not judged.
        prop_assume!(sound);
        let Some(root) = plan.events.first().map(|event| event.schema) else { return Ok(()) };
        let independent = jsonschema::validator_for(&schema).expect("it is a schema");
        let own = Validator::new(&plan.schemas);
        for value in values {
            prop_assert_eq!(own.is_valid(root, &Json::from(&value)), independent.is_valid(&value), "{} under {}", value, schema);
        }
    }

    #[test]
    fn whatever_stands_under_a_keyword_is_read(mut schema in file(), keyword in assertion(), value in value()) {
        if let Value::Object(members) = &mut schema {
            members.insert(keyword.0, value.clone());
        }
        read(&schema);
        read(&value);
    }
}
