//! What is called compatible is held against a validator, and what was accepted against the ledger, on random
//! schemas and what became of them.

use letter_schema::compare::{Audience, compare};
use letter_schema::diagnostic::Level;
use letter_schema::json::Json;
use letter_schema::ledger::{Ledger, Since};
use letter_schema::plan::Plan;
use letter_schema::rules::Date;
use letter_schema::sample::Sampler;
use letter_schema::validate::Validator;
use proptest::prelude::*;
use serde_json::{Map, Value, json};

const KEYS: [&str; 4] = ["a", "b", "c", "kind"];

fn scalar() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        (-2..5_i64).prop_map(Value::from),
        prop::sample::select(vec![0.5, 2.5]).prop_map(Value::from),
        prop::sample::select(vec!["", "a", "ab", "abc", "a@b.de"]).prop_map(Value::from),
    ]
}

fn value() -> impl Strategy<Value = Value> {
    scalar().prop_recursive(3, 16, 4, |inner| {
        prop_oneof![prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from), object(inner)]
    })
}

fn object(inner: impl Strategy<Value = Value>) -> impl Strategy<Value = Value> {
    let key = prop::sample::select(KEYS.to_vec()).prop_map(str::to_owned);
    prop::collection::btree_map(key, inner, 0..5).prop_map(|map| Value::Object(map.into_iter().collect()))
}

/// A keyword that says something of a value alone.
fn assertion() -> impl Strategy<Value = (String, Value)> {
    let count = prop::sample::select(vec![
        "minLength",
        "maxLength",
        "minItems",
        "maxItems",
        "minProperties",
        "maxProperties",
    ]);
    let bound = prop::sample::select(vec!["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"]);
    let named = |name: &str, value: Value| (name.to_owned(), value);
    prop_oneof![
        2 => types().prop_map(move |types| named("type", types)),
        1 => (count, 0..4_u64).prop_map(move |(name, count)| named(name, json!(count))),
        1 => (bound, prop::sample::select(vec![json!(-1), json!(0), json!(1.5), json!(3)]))
            .prop_map(move |(name, bound)| named(name, bound)),
        1 => prop::sample::subsequence(vec![json!("a"), json!("ab"), json!(1), json!(true), json!(null), json!({"a": 1})], 1..4)
            .prop_map(move |list| named("enum", json!(list))),
        1 => scalar().prop_map(move |value| named("const", value)),
        1 => any::<bool>().prop_map(move |unique| named("uniqueItems", json!(unique))),
        1 => prop::sample::select(vec!["^a", "b$"]).prop_map(move |pattern| named("pattern", json!(pattern))),
        1 => prop::sample::select(vec!["email", "date"]).prop_map(move |format| named("format", json!(format))),
        1 => prop::sample::select(vec![json!(1), json!(0.5), json!(2)]).prop_map(move |step| named("multipleOf", step)),
        1 => prop::sample::subsequence(KEYS.to_vec(), 0..3).prop_map(move |list| named("required", json!(list))),
        1 => prop::sample::subsequence(KEYS.to_vec(), 2).prop_map(move |list| named("dependentRequired", json!({list[0]: [list[1]]}))),
        1 => prop::sample::select(vec!["#/$defs/x", "#/$defs/y"]).prop_map(move |to| named("$ref", json!(to))),
    ]
}

fn types() -> impl Strategy<Value = Value> {
    let names = ["null", "boolean", "integer", "number", "string", "array", "object"];
    prop_oneof![
        3 => prop::sample::select(names.to_vec()).prop_map(Value::from),
        1 => prop::sample::subsequence(names.to_vec(), 1..4).prop_map(Value::from),
    ]
}

fn properties(schema: BoxedStrategy<Value>) -> impl Strategy<Value = Value> {
    let key = prop::sample::select(KEYS.to_vec()).prop_map(str::to_owned);
    prop::collection::btree_map(key, schema, 1..4).prop_map(|map| Value::Object(map.into_iter().collect()))
}

/// A keyword with schemas inside.
fn applicator(schema: BoxedStrategy<Value>) -> impl Strategy<Value = (String, Value)> {
    let one = prop::sample::select(vec![
        "items",
        "contains",
        "additionalProperties",
        "propertyNames",
        "not",
        "if",
        "then",
        "else",
        "unevaluatedProperties",
        "unevaluatedItems",
    ]);
    let many = prop::sample::select(vec!["allOf", "anyOf", "anyOf", "oneOf", "prefixItems"]);
    prop_oneof![
        3 => properties(schema.clone()).prop_map(|map| ("properties".to_owned(), map)),
        1 => (one, schema.clone()).prop_map(|(name, schema)| (name.to_owned(), schema)),
        1 => (many, prop::collection::vec(schema.clone(), 1..4)).prop_map(|(name, list)| (name.to_owned(), json!(list))),
        1 => properties(schema.clone()).prop_map(|map| ("dependentSchemas".to_owned(), map)),
        1 => schema.prop_map(|schema| ("patternProperties".to_owned(), json!({"^a": schema}))),
        1 => Just(("additionalProperties".to_owned(), json!(false))),
    ]
}

fn schema() -> impl Strategy<Value = Value> {
    let of = |list: Vec<(String, Value)>| Value::Object(list.into_iter().collect::<Map<_, _>>());
    let leaf = prop::collection::vec(assertion(), 0..3).prop_map(of);
    leaf.prop_recursive(3, 20, 4, move |inner| {
        let inner = inner.boxed();
        (prop::collection::vec(assertion(), 0..2), prop::collection::vec(applicator(inner), 0..3))
            .prop_map(move |(own, inner)| of([own, inner].concat()))
    })
}

/// A schema, and what became of it: some of its keywords are gone, changed or new.
fn pair() -> impl Strategy<Value = (Value, Value)> {
    let edits = prop::collection::vec(
        (any::<prop::sample::Index>(), assertion(), applicator(schema().boxed()), 0..4_u8),
        1..3,
    );
    (properties(schema().boxed()), schema(), schema(), schema(), edits).prop_map(
        |(properties, more, x, y, edits)| {
            let mut old = more;
            old["properties"] = properties;
            old["$defs"] = json!({"x": x, "y": y});
            let mut new = old.clone();
            for (at, assertion, applicator, what) in edits {
                let places = pointers(&new);
                let place = &places[at.index(places.len())];
                let Some(Value::Object(schema)) = new.pointer_mut(place) else { continue };
                match what {
                    0 => drop(schema.insert(assertion.0, assertion.1)),
                    1 => drop(schema.insert(applicator.0, applicator.1)),
                    _ => {
                        let key = schema.keys().find(|key| *key != "$defs").cloned();
                        drop(key.and_then(|key| schema.remove(&key)));
                    }
                }
            }
            (old, new)
        },
    )
}

/// The pointers of all schemas in a schema.
fn pointers(schema: &Value) -> Vec<String> {
    let mut found = Vec::new();
    let mut waiting = vec![(String::new(), schema)];
    while let Some((at, schema)) = waiting.pop() {
        let Value::Object(keywords) = schema else { continue };
        found.push(at.clone());
        for (keyword, inner) in keywords {
            match (keyword.as_str(), inner) {
                ("properties" | "patternProperties" | "dependentSchemas" | "$defs", Value::Object(map)) => {
                    waiting.extend(map.iter().map(|(key, inner)| (format!("{at}/{keyword}/{key}"), inner)));
                }
                (_, Value::Array(list)) => {
                    waiting.extend(
                        list.iter().enumerate().map(|(i, inner)| (format!("{at}/{keyword}/{i}"), inner)),
                    );
                }
                ("enum" | "const" | "dependentRequired", _) => {}
                (_, inner) => waiting.push((format!("{at}/{keyword}"), inner)),
            }
        }
    }
    found
}

fn read(schema: &Value) -> Option<Plan> {
    let plan = Plan::read(vec![("event.json".to_owned(), schema.to_string())], &mut |_| None);
    let sound = plan.found.iter().all(|diagnostic| diagnostic.level != Level::Error);
    (sound && plan.events.len() == 1).then_some(plan)
}

/// Whether every object in the value holds nothing but what its schemas name, or is a map: what is written is
/// closed.
fn is_written(value: &Value, schemas: &[&Value], root: &Value, depth: usize) -> bool {
    let mut all: Vec<&Value> = Vec::new();
    let mut waiting: Vec<&Value> = schemas.to_vec();
    while let Some(schema) = waiting.pop() {
        if all.iter().any(|known| std::ptr::eq(*known, schema)) {
            continue;
        }
        all.push(schema);
        for (keyword, inner) in schema.as_object().into_iter().flatten() {
            match (keyword.as_str(), inner) {
                ("$ref", Value::String(to)) => waiting.extend(root.pointer(&to[1..])),
                ("allOf" | "anyOf" | "oneOf", Value::Array(list)) => waiting.extend(list),
                ("dependentSchemas", Value::Object(map)) => waiting.extend(map.values()),
                ("not" | "if" | "then" | "else", inner) => waiting.push(inner),
                _ => {}
            }
        }
    }
    let under = |keyword: &str| all.iter().filter_map(|schema| schema.get(keyword)).collect::<Vec<_>>();
    match value {
        Value::Object(members) => {
            let named = under("properties");
            let is_map = depth > 0 && named.is_empty();
            members.iter().all(|(key, value)| {
                let mut inner: Vec<&Value> = named.iter().filter_map(|map| map.get(key)).collect();
                if key.starts_with('a') {
                    inner.extend(under("patternProperties").into_iter().filter_map(|map| map.get("^a")));
                }
                if inner.is_empty() {
                    inner
                        .extend(under("additionalProperties").into_iter().filter(|more| **more != json!({})));
                }
                (is_map || !inner.is_empty()) && is_written(value, &inner, root, depth + 1)
            })
        }
        Value::Array(items) => {
            let mut inner = under("items");
            inner.extend(under("prefixItems").into_iter().filter_map(Value::as_array).flatten());
            items.iter().all(|item| is_written(item, &inner, root, depth + 1))
        }
        _ => true,
    }
}

/// The schema without what closes objects: reading is open.
fn opened(mut schema: Value) -> Value {
    for place in pointers(&schema) {
        let Some(Value::Object(keywords)) = schema.pointer_mut(&place) else { continue };
        keywords.retain(|keyword, inner| {
            let closes = keyword == "additionalProperties" && *inner == json!(false);
            !closes && !keyword.starts_with("unevaluated")
        });
    }
    schema
}

/// Another judge of payloads than the one that the comparison uses itself.
fn judge(schema: &Value) -> Option<jsonschema::Validator> {
    let options =
        jsonschema::options().with_draft(jsonschema::Draft::Draft202012).should_validate_formats(true);
    options.build(schema).ok()
}

fn plain(payload: &Json) -> Value {
    payload.to_string().parse().expect("a payload is JSON")
}

/// As many cases as `PROPTEST_CASES` says, or few enough to run while working.
fn settings() -> ProptestConfig {
    let defaults = ProptestConfig::default();
    let cases = if std::env::var_os("PROPTEST_CASES").is_some() { defaults.cases } else { 250 };
    ProptestConfig { cases, failure_persistence: None, ..defaults }
}

proptest! {
    #![proptest_config(settings())]

    #[test]
    fn what_is_compatible_accepts_what_was_valid(
        (old, new) in pair(),
        values in prop::collection::vec(object(value()), 24),
    ) {
        let (Some(before), Some(now)) = (read(&old), read(&new)) else { return Ok(()) };
        let (Some(old_judge), Some(new_judge)) = (judge(&old), judge(&new)) else { return Ok(()) };
        let changes = compare(&before, &now);
        for change in &changes {
            if let Some(payload) = change.producers.witness().map(plain) {
                prop_assert!(old_judge.is_valid(&payload) && !new_judge.is_valid(&payload), "{payload}\n{old}\n{new}");
            }
            if let Some(payload) = change.consumers.witness().map(plain) {
                prop_assert!(new_judge.is_valid(&payload) && !old_judge.is_valid(&payload), "{payload}\n{old}\n{new}");
            }
        }
        if changes.iter().any(|change| change.breaks(Audience::Producers)) {
            return Ok(());
        }
        for payload in payloads(&before, &old, values).filter(|payload| old_judge.is_valid(payload)) {
            prop_assert!(new_judge.is_valid(&payload), "{payload}\n{old}\n{new}\n{changes:?}");
        }
    }

    #[test]
    fn what_is_compatible_is_understood_by_who_read_before(
        (old, new) in pair(),
        values in prop::collection::vec(object(value()), 24),
    ) {
        let (old, new) = (opened(old), opened(new));
        let (Some(before), Some(now)) = (read(&old), read(&new)) else { return Ok(()) };
        let (Some(old_judge), Some(new_judge)) = (judge(&old), judge(&new)) else { return Ok(()) };
        let changes = compare(&before, &now);
        if changes.iter().any(|change| change.breaks(Audience::Consumers)) {
            return Ok(());
        }
        for payload in payloads(&now, &new, values).filter(|payload| new_judge.is_valid(payload)) {
            prop_assert!(old_judge.is_valid(&payload), "{payload}\n{old}\n{new}\n{changes:?}");
        }
    }

    #[test]
    fn the_ledger_knows_what_was_accepted((old, new) in pair()) {
        let (Some(before), Some(now)) = (read(&old), read(&new)) else { return Ok(()) };
        let (one, two) = (Date::parse("2026-03-01").expect("a day"), Date::parse("2026-04-01").expect("a day"));
        let again = |ledger: &Ledger, plan: &Plan| {
            let (read, problems) = Ledger::read(&ledger.to_string(), plan);
            prop_assert!(problems.is_empty(), "{problems:?}\n{ledger}");
            prop_assert_eq!(read.to_string(), ledger.to_string());
            Ok(read)
        };
        let ledger = again(&Ledger::begin(&before, Since::On(one)), &before)?;
        prop_assert!(ledger.drift(&before).unaccepted.is_empty(), "{ledger}");
        let same = compare(&before, &before);
        prop_assert!(same.is_empty(), "{old}\n{same:?}");
        let drift = ledger.drift(&now);
        let known = compare(&before, &now);
        let rules = |changes: &mut dyn Iterator<Item = &'static str>| changes.collect::<Vec<_>>();
        // What was written down is what was there.
        prop_assert_eq!(
            rules(&mut drift.unaccepted.iter().map(|one| one.change.rule)),
            rules(&mut known.iter().map(|change| change.rule)),
            "{}\n{}", old, new
        );
        let accepted = again(&ledger.clone().accept(&now, &drift, two, Some("why")), &now)?;
        prop_assert!(accepted.drift(&now).unaccepted.is_empty(), "{accepted}");
        // A property that leaves `properties` and is spoken of elsewhere has not gone: its line stays when lines are
        // merged.
        let names = |schema: &Value| schema["properties"].as_object().into_iter().flatten().map(|(name, _)| name.clone()).collect::<Vec<_>>();
        let mut left = names(&old).into_iter().filter(|name| !names(&new).contains(name));
        let gone = |name| {
            known.iter().any(|change| change.rule == "property-removed" && change.pointer == format!("/properties/{name}"))
        };
        if !left.all(gone) {
            return Ok(());
        }
        let (merged, _) = Ledger::read(&format!("{accepted}{ledger}"), &now);
        prop_assert!(merged.drift(&now).unaccepted.is_empty(), "{accepted}{ledger}");
    }
}

/// What may be sent by a schema: what was drawn, where it is written, and a sample.
fn payloads(plan: &Plan, schema: &Value, drawn: Vec<Value>) -> impl Iterator<Item = Value> {
    let validator = Validator::new(&plan.schemas);
    let sampled = Sampler::new(&plan.schemas, &validator).object(&[plan.events[0].schema]);
    let sampled = sampled.as_ref().map(plain).filter(Value::is_object);
    let drawn: Vec<Value> =
        drawn.into_iter().filter(|value| is_written(value, &[schema], schema, 0)).collect();
    drawn.into_iter().chain(sampled)
}
