//! What a change between two plans is called, whom it breaks, and that its payloads prove it.

use letter_schema::compare::{Audience, Change, compare};
use letter_schema::json::Json;
use letter_schema::plan::Plan;
use letter_schema::validate::Validator;
use serde_json::{Value, json};

fn plan(schema: &Value) -> Plan {
    Plan::read(vec![("event.json".to_owned(), schema.to_string())], &mut |_| None)
}

/// The changes between two schemas of one event, each as "rule whom"; "-" breaks nobody.
fn changes(old: &Value, new: &Value) -> Vec<String> {
    let (old, new) = (plan(old), plan(new));
    let changes = compare(&old, &new);
    for change in &changes {
        assert!(letter_schema::rules::find(change.rule).is_some(), "{}", change.rule);
        proves(&old, &new, change);
    }
    changes
        .iter()
        .map(|change| {
            let breaks = (change.breaks(Audience::Producers), change.breaks(Audience::Consumers));
            let whom = match breaks {
                (true, true) => "both",
                (true, false) => "producers",
                (false, true) => "consumers",
                (false, false) => "-",
            };
            format!("{} {whom}", change.rule)
        })
        .collect()
}

/// Every payload is valid under one version and refused by the other.
fn proves(old: &Plan, new: &Plan, change: &Change) {
    let valid =
        |plan: &Plan, payload: &Json| Validator::new(&plan.schemas).is_valid(plan.events[0].schema, payload);
    if let Some(payload) = change.producers.witness() {
        assert!(valid(old, payload) && !valid(new, payload), "{}: {payload}", change.message);
    }
    if let Some(payload) = change.consumers.witness() {
        assert!(valid(new, payload) && !valid(old, payload), "{}: {payload}", change.message);
    }
}

/// An event with one property.
fn with(property: &Value) -> Value {
    json!({ "title": "Paid", "type": "object", "properties": { "p": property } })
}

/// Asserts what is said in one direction and in the other, and that all of it is proven.
#[track_caller]
fn both_ways(old: &Value, new: &Value, forth: &[&str], back: &[&str]) {
    assert_eq!(changes(old, new), forth, "{old} to {new}");
    assert_eq!(changes(new, old), back, "{new} to {old}");
    for (old, new) in [(old, new), (new, old)] {
        for change in compare(&plan(old), &plan(new)) {
            assert!(!change.told(Audience::Both).contains("not proven"), "{}", change.told(Audience::Both));
        }
    }
}

#[track_caller]
fn property(old: &Value, new: &Value, forth: &[&str], back: &[&str]) {
    both_ways(&with(old), &with(new), forth, back);
}

#[test]
fn types() {
    let (text, number, whole) =
        (json!({"type": "string"}), json!({"type": "number"}), json!({"type": "integer"}));
    property(&text, &whole, &["type-changed both"], &["type-changed both"]);
    property(&whole, &number, &["type-widened consumers"], &["type-narrowed producers"]);
    property(
        &text,
        &json!({"type": ["string", "null"]}),
        &["became-nullable consumers"],
        &["became-not-nullable producers"],
    );
    let optional = json!({"anyOf": [{"type": "string"}, {"type": "null"}]});
    property(&text, &optional, &["became-nullable consumers"], &["became-not-nullable producers"]);
    property(&json!({"type": ["string", "null"]}), &optional, &[], &[]);
    property(&text, &json!(true), &["type-widened consumers"], &["type-narrowed producers"]);
    // A list of values is no other type.
    property(&json!({"enum": [1, 2]}), &whole, &["enum-removed consumers"], &["enum-added producers"]);
    property(&json!({"enum": ["a"]}), &whole, &["type-changed both"], &["type-changed both"]);
}

#[test]
fn lists_of_values() {
    let few = json!({"type": "string", "enum": ["a", "b"]});
    let more = json!({"type": "string", "enum": ["a", "b", "c"]});
    property(&few, &more, &["enum-value-added consumers"], &["enum-value-removed producers"]);
    property(&few, &json!({"type": "string"}), &["enum-removed consumers"], &["enum-added producers"]);
    property(&json!({"const": 1}), &json!({"const": 2}), &["const-changed both"], &["const-changed both"]);
    // Otherwise written.
    property(&few, &json!({"oneOf": [{"const": "b"}, {"const": "a"}]}), &[], &[]);
    property(&json!({"enum": [true, false]}), &json!({"type": "boolean"}), &[], &[]);
}

#[test]
fn bounds() {
    let number = |more: Value| {
        let mut schema = json!({"type": "number"});
        schema.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        schema
    };
    property(
        &number(json!({})),
        &number(json!({"minimum": 3})),
        &["minimum-tightened producers"],
        &["minimum-loosened consumers"],
    );
    property(
        &number(json!({"maximum": 5})),
        &number(json!({"maximum": 3})),
        &["maximum-tightened producers"],
        &["maximum-loosened consumers"],
    );
    property(
        &number(json!({"maximum": 5})),
        &number(json!({"exclusiveMaximum": 5})),
        &["maximum-tightened producers"],
        &["maximum-loosened consumers"],
    );
    property(
        &number(json!({"multipleOf": 2})),
        &number(json!({"multipleOf": 4})),
        &["multiple-of-tightened producers"],
        &["multiple-of-loosened consumers"],
    );
    // The same whole numbers.
    property(
        &json!({"type": "integer", "minimum": 1}),
        &json!({"type": "integer", "exclusiveMinimum": 0}),
        &[],
        &[],
    );
    property(
        &json!({"type": "integer", "maximum": 2.5}),
        &json!({"type": "integer", "maximum": 2}),
        &[],
        &[],
    );
}

#[test]
fn texts() {
    let text = |keyword: &str, value: Value| json!({"type": "string", keyword: value});
    let plain = json!({"type": "string"});
    property(
        &plain,
        &text("maxLength", json!(4)),
        &["length-tightened producers"],
        &["length-loosened consumers"],
    );
    property(
        &text("minLength", json!(1)),
        &text("minLength", json!(3)),
        &["length-tightened producers"],
        &["length-loosened consumers"],
    );
    property(&plain, &text("minLength", json!(0)), &[], &[]);
    property(
        &plain,
        &text("pattern", json!("^[A-Z]{3}$")),
        &["pattern-added producers"],
        &["pattern-removed consumers"],
    );
    property(
        &text("pattern", json!("^[A-Z]{3}$")),
        &text("pattern", json!("^[a-z]+$")),
        &["pattern-changed both"],
        &["pattern-changed both"],
    );
    property(
        &plain,
        &text("format", json!("email")),
        &["format-added producers"],
        &["format-removed consumers"],
    );
    property(
        &text("format", json!("date")),
        &text("format", json!("date-time")),
        &["format-changed both"],
        &["format-changed both"],
    );
}

#[test]
fn arrays() {
    let list =
        |keyword: &str, value: Value| json!({"type": "array", "items": {"type": "integer"}, keyword: value});
    let plain = json!({"type": "array", "items": {"type": "integer"}});
    property(
        &plain,
        &list("minItems", json!(2)),
        &["items-tightened producers"],
        &["items-loosened consumers"],
    );
    property(
        &list("maxItems", json!(3)),
        &list("maxItems", json!(2)),
        &["items-tightened producers"],
        &["items-loosened consumers"],
    );
    property(
        &plain,
        &list("uniqueItems", json!(true)),
        &["unique-items-added producers"],
        &["unique-items-removed consumers"],
    );
    property(
        &plain,
        &list("items", json!({"type": "string"})),
        &["type-changed both"],
        &["type-changed both"],
    );
}

#[test]
fn properties() {
    let object = |properties: Value, required: Value| json!({"title": "Paid", "type": "object", "properties": properties, "required": required});
    let closed = |properties: Value, required: Value| json!({"title": "Paid", "type": "object", "properties": properties, "required": required, "additionalProperties": false});
    let text = json!({"type": "string"});
    let (a, ab) = (json!({"a": text}), json!({"a": text, "b": text}));
    both_ways(
        &object(a.clone(), json!([])),
        &object(ab.clone(), json!([])),
        &["property-added-optional -"],
        &["property-removed -"],
    );
    both_ways(
        &closed(a.clone(), json!([])),
        &closed(ab.clone(), json!([])),
        &["property-added-optional -"],
        &["property-removed producers"],
    );
    both_ways(
        &object(a.clone(), json!([])),
        &object(ab.clone(), json!(["b"])),
        &["property-added-required producers"],
        &["property-removed consumers"],
    );
    both_ways(
        &object(ab.clone(), json!([])),
        &object(ab.clone(), json!(["b"])),
        &["property-became-required producers"],
        &["property-became-optional consumers"],
    );
    both_ways(
        &object(a.clone(), json!([])),
        &closed(a.clone(), json!([])),
        &["object-closed producers"],
        &["object-opened -"],
    );
    // Two that are closed, each with its own names, take what both name.
    let referring = json!({"title": "Paid", "type": "object", "properties": a.clone(), "additionalProperties": false,
        "allOf": [{"additionalProperties": false}]});
    both_ways(
        &closed(a.clone(), json!([])),
        &referring,
        &["property-removed producers"],
        &["property-added-optional -"],
    );
    // Of an object that takes nothing, no property can have been of another kind.
    let nothing = json!({"title": "Paid", "type": "object", "maxProperties": 0});
    both_ways(
        &nothing,
        &closed(a.clone(), json!([])),
        &["property-added-optional -", "size-loosened consumers"],
        &["property-removed -", "size-tightened producers"],
    );
    // The same, otherwise written.
    let inlined = object(json!({"a": {"type": "object", "properties": {"x": text}}}), json!(["a"]));
    let referred = json!({"title": "Paid", "type": "object", "allOf": [{"required": ["a"]}],
        "properties": {"a": {"$ref": "#/$defs/A"}}, "$defs": {"A": {"properties": {"x": {"type": ["string"]}}, "type": "object"}}});
    both_ways(&inlined, &referred, &[], &[]);
}

#[test]
fn a_payload_that_proves_something_has_each_key_once() {
    let object = |more: Value| json!({"title": "Paid", "properties": {"a": {"minProperties": 3, "maxProperties": 5, "patternProperties": {"^a": more}, "additionalProperties": false}}});
    let (old, new) =
        (files(&[("a.json", object(json!({})))]), files(&[("a.json", object(json!({"type": "null"})))]));
    let changes = compare(&old, &new);
    let witness = changes.iter().find_map(|change| change.producers.witness()).expect("a payload");
    let inner = witness.get("a").expect("the property");
    let names: std::collections::HashSet<_> = inner.members().iter().map(|member| &member.key).collect();
    assert_eq!(names.len(), inner.members().len(), "{witness}");
    assert!(names.len() >= 3, "{witness}");
}

#[test]
fn names_that_match_a_pattern() {
    let object = |more: Value| {
        let mut object = json!({"title": "Paid", "type": "object", "properties": {"a": {"type": "string"}}});
        object.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        object
    };
    let pattern = json!({"^y_": {"type": "string"}});
    // What was refused may come: readers pass over it.
    both_ways(
        &object(json!({"additionalProperties": false})),
        &object(json!({"additionalProperties": false, "patternProperties": pattern})),
        &["names-changed -"],
        &["names-changed producers"],
    );
    // Nobody sends what the plan does not name.
    both_ways(
        &object(json!({})),
        &object(json!({"patternProperties": pattern})),
        &["names-changed -"],
        &["names-changed -"],
    );
}

#[test]
fn maps_and_dependencies() {
    let map = |value: &str| json!({"type": "object", "additionalProperties": {"type": value}});
    property(&map("integer"), &map("number"), &["type-widened consumers"], &["type-narrowed producers"]);
    let pair = json!({"type": "object", "properties": {"a": {"type": "integer"}, "b": {"type": "integer"}}});
    let mut bound = pair.clone();
    bound["dependentRequired"] = json!({"a": ["b"]});
    property(&pair, &bound, &["dependency-added producers"], &["dependency-removed consumers"]);
}

#[test]
fn choices() {
    let kind = |name: &str, more: Value| json!({"type": "object", "required": ["kind"], "properties": {"kind": {"const": name}, "n": more}});
    let (card, cash) = (kind("card", json!({"type": "integer"})), kind("cash", json!({"type": "integer"})));
    let one_of = |branches: &[&Value]| json!({"oneOf": branches});
    property(&one_of(&[&card, &cash]), &one_of(&[&cash, &card]), &[], &[]);
    property(
        &one_of(&[&card]),
        &one_of(&[&cash, &card]),
        &["variant-added consumers"],
        &["variant-removed producers"],
    );
    let wire = kind("wire", json!({"type": "integer"}));
    property(
        &one_of(&[&card, &cash]),
        &one_of(&[&card, &cash, &wire]),
        &["variant-added consumers"],
        &["variant-removed producers"],
    );
    let wider = kind("cash", json!({"type": "number"}));
    property(
        &one_of(&[&card, &cash]),
        &one_of(&[&card, &wider]),
        &["type-widened consumers"],
        &["type-narrowed producers"],
    );
    let texts = json!({"anyOf": [{"type": "string"}, {"type": "integer"}]});
    property(&texts, &json!({"type": ["integer", "string"]}), &[], &[]);
}

fn files(files: &[(&str, Value)]) -> Plan {
    let files = files.iter().map(|(path, schema)| ((*path).to_owned(), schema.to_string()));
    Plan::read(files.collect(), &mut |_| None)
}

fn names(old: &Plan, new: &Plan) -> Vec<String> {
    compare(old, new)
        .iter()
        .map(|change| {
            assert!(letter_schema::rules::find(change.rule).is_some(), "{}", change.rule);
            let breaks = change.breaks(Audience::Both);
            format!(
                "{} {} {}",
                change.rule,
                if breaks { "breaking" } else { "compatible" },
                change.step.word()
            )
        })
        .collect()
}

fn event(name: &str, properties: Value) -> Value {
    json!({"x-letter": {"track": name}, "description": "It happened.", "properties": properties})
}

#[test]
fn events() {
    let paid = || event("Paid", json!({"amount": {"type": "integer"}}));
    let seen = || event("Seen", json!({"page": {"type": "string"}}));
    let (one, two) =
        (files(&[("paid.json", paid())]), files(&[("paid.json", paid()), ("seen.json", seen())]));
    assert_eq!(names(&one, &two), ["event-added compatible minor"]);
    assert_eq!(names(&two, &one), ["event-removed breaking major"]);
    let gone = compare(&two, &one);
    assert_eq!((gone[0].file.as_str(), gone[0].span), ("seen.json", None));
    assert_eq!(gone[0].producers.witness().map(ToString::to_string).as_deref(), Some(r#"{"page":"sample"}"#));

    // What nobody sends any more can go.
    let mut over = seen();
    over["x-letter"]["status"] = json!("removed");
    assert_eq!(
        names(&files(&[("seen.json", over), ("paid.json", paid())]), &one),
        ["event-removed compatible minor"]
    );

    // Under another name: in the same file, or with the same properties in another one.
    let renamed = event("Order Settled", json!({"amount": {"type": "integer"}}));
    assert_eq!(names(&one, &files(&[("paid.json", renamed.clone())])), ["event-renamed breaking major"]);
    assert_eq!(names(&one, &files(&[("settled.json", renamed)])), ["event-renamed breaking major"]);
    // The file alone may move.
    assert_eq!(names(&one, &files(&[("moved.json", paid())])), [""; 0]);

    let traits = json!({"x-letter": {"identify": true}, "title": "Paid", "description": "It happened.", "properties": {"amount": {"type": "integer"}}});
    assert_eq!(names(&one, &files(&[("paid.json", traits.clone())])), ["event-kind-changed breaking major"]);
    let mut called = traits.clone();
    called["title"] = json!("Somebody");
    // By another call and name: the file says that it is the same, and in another one nothing does.
    assert_eq!(names(&one, &files(&[("paid.json", called.clone())])), ["event-kind-changed breaking major"]);
    assert_eq!(
        names(&one, &files(&[("b.json", called.clone())])),
        ["event-added compatible minor", "event-removed breaking major"]
    );
    assert_eq!(names(&files(&[("a.json", traits)]), &files(&[("b.json", called)])), [""; 0]);
}

#[test]
fn words_are_small_steps() {
    let with = |key: &str, value: Value| {
        let mut event = event("Paid", json!({"amount": {"type": "integer"}}));
        event["x-letter"][key] = value;
        files(&[("paid.json", event)])
    };
    let plain = files(&[("paid.json", event("Paid", json!({"amount": {"type": "integer"}})))]);
    assert_eq!(names(&plain, &with("owner", json!("growth"))), ["owner-changed compatible patch"]);
    assert_eq!(names(&plain, &with("status", json!("deprecated"))), ["deprecation-added compatible minor"]);
    assert_eq!(
        names(&plain, &with("replaced_by", json!("Settled"))),
        ["replacement-changed compatible patch"]
    );
    let with = |amount: Value| files(&[("paid.json", event("Paid", json!({"amount": amount})))]);
    let said = |key: &str, value: &str| with(json!({"type": "integer", "x-letter": {key: value}}));
    assert_eq!(
        names(&plain, &with(json!({"type": "integer", "description": "Cents."}))),
        ["description-changed compatible patch"]
    );
    assert_eq!(
        names(&plain, &with(json!({"type": "integer", "deprecated": true}))),
        ["deprecation-added compatible minor"]
    );
    assert_eq!(names(&plain, &said("pii", "contact")), ["pii-raised compatible minor"]);
    assert_eq!(names(&said("pii", "contact"), &plain), ["pii-lowered compatible minor"]);
    assert_eq!(names(&said("unit", "ms"), &said("unit", "s")), ["unit-changed breaking major"]);
}

#[test]
fn a_renamed_property_is_one_change() {
    let closed = |name: &str, required: Value| {
        json!({"title": "Paid", "type": "object", "additionalProperties": false, "required": required,
        "properties": {name: {"type": "string", "maxLength": 40}, "n": {"type": "integer"}}})
    };
    let (old, new) =
        (closed("coupon_code", json!(["coupon_code"])), closed("couponCode", json!(["couponCode"])));
    both_ways(&old, &new, &["property-renamed both"], &["property-renamed both"]);
    // Another property that happens to be a text as well.
    let other = closed("channel", json!([]));
    both_ways(
        &closed("coupon_code", json!([])),
        &other,
        &["property-added-optional -", "property-removed producers"],
        &["property-added-optional -", "property-removed producers"],
    );
}

#[test]
fn a_shared_definition_is_reported_at_every_event() {
    let plan = |limit: u32| {
        let shared = json!({"$defs": {"Money": {"type": "object", "properties": {"amount": {"type": "integer", "maximum": limit}}}}});
        let one = |name: &str| json!({"x-letter": {"track": name}, "properties": {"price": {"$ref": "shared.json#/$defs/Money"}}});
        files(&[("shared.json", shared), ("paid.json", one("Paid")), ("sent.json", one("Sent"))])
    };
    let changes = compare(&plan(10), &plan(5));
    let places: Vec<(&str, &str, &str)> =
        changes.iter().map(|change| (change.rule, change.file.as_str(), change.pointer.as_str())).collect();
    let pointer = "/properties/price/properties/amount";
    assert_eq!(
        places,
        [("maximum-tightened", "paid.json", pointer), ("maximum-tightened", "sent.json", pointer)]
    );
    assert!(changes.iter().all(|change| change.producers.witness().is_some()), "{changes:?}");
}

#[test]
fn many_branches_are_told_apart_by_their_tags() {
    let branch = |kind: usize, count: &str| {
        json!({"type": "object", "required": ["kind"],
            "properties": {"kind": {"const": format!("kind {kind}")}, "count": {"type": count}}})
    };
    let choice = |branches: usize, of_seventeen: &str| {
        let count = |kind: usize| if kind == 17 { of_seventeen } else { "integer" };
        json!({"oneOf": (0..branches).map(|kind| branch(kind, count(kind))).collect::<Vec<Value>>()})
    };
    let all = choice(30, "integer");
    property(&all, &choice(30, "number"), &["type-widened consumers"], &["type-narrowed producers"]);
    property(&all, &choice(31, "integer"), &["variant-added consumers"], &["variant-removed producers"]);
}

#[test]
fn a_change_of_a_pattern_stands_at_the_pattern() {
    let patterns = |limit: u32| {
        with(&json!({"type": "object", "patternProperties": {"^a/b": {"type": "integer", "maximum": limit}}}))
    };
    let changes = compare(&plan(&patterns(9)), &plan(&patterns(5)));
    let [change] = &changes[..] else { panic!("{changes:?}") };
    assert_eq!(change.pointer, "/properties/p/patternProperties/^a~1b");
    assert_eq!(change.producers.witness().map(ToString::to_string).as_deref(), Some(r#"{"p":{"a/b":9}}"#));
}

#[test]
fn changes_of_a_large_event_are_proven() {
    let event = |limit: u32| {
        let fields = |prefix: &str, schema: Value, count: usize| -> Vec<(String, Value)> {
            (0..count).map(|at| (format!("{prefix}{at}"), schema.clone())).collect()
        };
        let object = json!({"type": "object",
            "properties": Value::Object(fields("text", json!({"type": "string"}), 50).into_iter().collect())});
        let mut properties = fields("object", object, 100);
        properties.extend(fields("count", json!({"type": "integer", "maximum": limit}), 20));
        json!({"title": "Large", "type": "object", "properties": Value::Object(properties.into_iter().collect())})
    };
    let changes = compare(&plan(&event(9)), &plan(&event(5)));
    assert_eq!(changes.len(), 20);
    assert!(changes.iter().all(|change| change.producers.witness().is_some()));
}

#[test]
fn schemas_that_come_back_to_themselves_end() {
    let tree = |leaf: Value| {
        json!({"title": "Tree", "$ref": "#/$defs/Node", "$defs": {"Node": {"type": "object",
        "properties": {"children": {"type": "array", "items": {"$ref": "#/$defs/Node"}}, "leaf": leaf}}}})
    };
    let found = changes(&tree(json!({"type": "integer"})), &tree(json!({"type": "number"})));
    // At the root and in the items, and no further.
    assert_eq!(found, ["type-widened consumers"; 2]);
}
