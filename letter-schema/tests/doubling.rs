//! Schemas of which each names the next one twice: the ways double with every level, and the work must not.

use letter_schema::compare::compare;
use letter_schema::diagnostic::Level;
use letter_schema::lower::{Module, lower};
use letter_schema::pattern::Pattern;
use letter_schema::plan::Plan;
use letter_schema::sample::Sampler;
use letter_schema::validate::Validator;
use serde_json::{Map, Value, json};

/// More ways than anything could go, and few enough levels to be compared to the end.
const LEVELS: usize = 32;

/// Levels that are made of references to the next one, and a root that has more to ask.
fn levels(last: Value, mut root: Value, level: impl Fn(Value) -> Value) -> Value {
    let next = |at: usize| json!({"$ref": format!("#/$defs/d{at}")});
    let mut definitions: Map<String, Value> =
        (0..LEVELS).map(|at| (format!("d{at}"), level(next(at + 1)))).collect();
    definitions.insert(format!("d{LEVELS}"), last);
    root["$defs"] = definitions.into();
    root
}

fn inside(last: Value, level: impl Fn(Value) -> Value) -> Value {
    levels(last, json!({"type": "object", "properties": {"a": {"$ref": "#/$defs/d0"}}}), level)
}

fn read(schema: &Value) -> Plan {
    let plan = Plan::read(vec![("a.json".to_owned(), schema.to_string())], &mut |_| None);
    assert!(plan.found.iter().all(|finding| finding.level != Level::Error), "{:?}", plan.found);
    plan
}

fn lowered(schema: &Value) -> Module {
    lower(&read(schema), &mut letter_schema::diagnostic::Diagnostics::default())
}

#[test]
fn what_they_become_does_not_double() {
    let text = || json!({"type": "string"});
    let shapes: [fn(Value) -> Value; 6] = [
        |next| json!({"type": "array", "prefixItems": [next, next], "items": false, "minItems": 2}),
        |next| json!({"type": "array", "items": next, "contains": next}),
        |next| json!({"type": "object", "properties": {"x": next, "y": next}}),
        |next| json!({"type": "object", "additionalProperties": next, "dependentSchemas": {"k": next}}),
        |next| json!({"anyOf": [next, {"type": "object", "properties": {"k": next}}]}),
        |next| json!({"if": next, "then": next, "else": next}),
    ];
    for shape in shapes {
        let types = lowered(&inside(text(), shape)).types.len();
        assert!(types < 50 * LEVELS, "{types} types of {}", shape(json!("next")));
    }
}

#[test]
fn what_is_left_over_is_asked_by_functions() {
    let last = json!({"type": "object", "properties": {"z": {"type": "string"}}});
    for choice in ["anyOf", "oneOf"] {
        let root = json!({"type": "object", "$ref": "#/$defs/d0", "unevaluatedProperties": false});
        let module = lowered(&levels(last.clone(), root, |next| json!({choice: [next, next]})));
        let functions = module.tests.len() + module.evaluations.len();
        assert!((LEVELS..10 * LEVELS).contains(&functions), "{functions} functions of {choice}");
    }
}

#[test]
fn the_depth_that_refuses_a_value_is_reached_once() {
    let mut deep = Value::Null;
    for _ in 0..400 {
        deep = json!([deep]);
    }
    let schema = json!({"properties": {"a": {"$ref": "#/$defs/a"}}, "$defs": {
        "a": {"oneOf": [{"items": {"$ref": "#/$defs/a"}}, {"items": {"$ref": "#/$defs/b"}}]},
        "b": {"anyOf": [{"items": {"$ref": "#/$defs/a"}}, {"items": {"$ref": "#/$defs/a"}, "minItems": 3}]}}});
    let plan = read(&schema);
    let payload = (&json!({ "a": deep })).into();
    assert!(!Validator::new(&plan.schemas).is_valid(plan.events[0].schema, &payload));
}

#[test]
fn comparing_them_ends() {
    let level = |next: Value| json!({"type": "object", "properties": {"x": next, "y": next}});
    let old = read(&inside(json!({"type": "string"}), level));
    assert!(compare(&old, &old).is_empty(), "nothing has changed");
    let new = read(&inside(json!({"type": "integer"}), level));
    assert!(!compare(&old, &new).is_empty());
}

#[test]
fn a_bound_at_the_end_of_all_numbers() {
    for (keyword, bound) in [("exclusiveMinimum", i128::MAX), ("exclusiveMaximum", i128::MIN)] {
        let text = format!(r#"{{"properties": {{"a": {{"type": "integer", "{keyword}": {bound}}}}}}}"#);
        let plan = Plan::read(vec![("a.json".to_owned(), text)], &mut |_| None);
        let validator = Validator::new(&plan.schemas);
        let root = plan.events[0].schema;
        // No whole number that can be written is beyond it, and the property is optional.
        assert!(Sampler::new(&plan.schemas, &validator).object(&[root]).is_some(), "{keyword}");
    }
}

#[test]
fn patterns_of_much_in_few_letters() {
    let many = (0..5000).map(|at| format!("x{at}")).collect::<Vec<_>>().join("|");
    let refused = Pattern::new(&many).expect_err("too many choices");
    assert!(refused.to_string().contains("`enum`"), "{refused}");
    // A hundred letters that nearly match: an engine that goes back would try all ways to repeat.
    for pattern in ["^(a*)*b$", "^(a|aa)+b$", "(x+x+)+y|(a+a+)+b"] {
        assert!(!Pattern::new(pattern).expect("it is one").matches(&"a".repeat(100)), "{pattern}");
    }
    for nothing in ["(?:){4294967295}", "(((?:){99999}){99999}){99999}b"] {
        assert!(Pattern::new(nothing).expect("it is one").matches("ab"), "{nothing}");
    }
}
