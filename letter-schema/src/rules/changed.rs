//! The examples of the rules about changes: a file before and after, each of which falls under its rule alone.

/// A rule, and its file before and after; an empty text is a file that is not there.
type Example = (&'static str, &'static str, &'static str);

/// The example of a rule; `None` where nothing short shows it.
pub(super) fn example(rule: &str) -> Option<(&'static str, &'static str)> {
    let found = EXAMPLES.iter().find(|(id, ..)| *id == rule);
    let swapped = || SWAPPED.iter().find(|(_, back)| *back == rule).and_then(|(forth, _)| example(forth));
    found
        .map(|(_, before, after)| (*before, *after))
        .or_else(|| swapped().map(|(before, after)| (after, before)))
}

/// Rules that tell of the same change, the other way round.
const SWAPPED: &[(&str, &str)] = &[
    ("event-added", "event-removed"),
    ("became-nullable", "became-not-nullable"),
    ("type-widened", "type-narrowed"),
    ("enum-value-added", "enum-value-removed"),
    ("enum-added", "enum-removed"),
    ("minimum-tightened", "minimum-loosened"),
    ("maximum-tightened", "maximum-loosened"),
    ("multiple-of-tightened", "multiple-of-loosened"),
    ("length-tightened", "length-loosened"),
    ("pattern-added", "pattern-removed"),
    ("format-added", "format-removed"),
    ("items-tightened", "items-loosened"),
    ("unique-items-added", "unique-items-removed"),
    ("object-closed", "object-opened"),
    ("size-tightened", "size-loosened"),
    ("dependency-added", "dependency-removed"),
    ("variant-added", "variant-removed"),
    ("pii-raised", "pii-lowered"),
    ("deprecation-added", "deprecation-lifted"),
    ("property-became-required", "property-became-optional"),
];

const EXAMPLES: &[Example] = &[
    (
        "event-added",
        "",
        r#"{ "x-letter": { "track": "Order Paid" }, "properties": { "total": { "type": "integer" } } }"#,
    ),
    (
        "event-renamed",
        r#"{ "x-letter": { "track": "Order Paid" }, "properties": { "total": { "type": "integer" } } }"#,
        r#"{ "x-letter": { "track": "Order Completed" }, "properties": { "total": { "type": "integer" } } }"#,
    ),
    (
        "event-kind-changed",
        r#"{ "x-letter": { "identify": true }, "properties": { "plan": { "type": "string" } } }"#,
        r#"{ "x-letter": { "group": true }, "properties": { "plan": { "type": "string" } } }"#,
    ),
    (
        "property-added-optional",
        r#"{ "properties": { "total": { "type": "integer" } } }"#,
        r#"{ "properties": { "total": { "type": "integer" }, "coupon": { "type": "string" } } }"#,
    ),
    (
        "property-added-required",
        r#"{ "properties": { "total": { "type": "integer" } } }"#,
        r#"{ "required": ["coupon"], "properties": { "total": { "type": "integer" }, "coupon": { "type": "string" } } }"#,
    ),
    (
        "property-removed",
        r#"{ "additionalProperties": false, "properties": { "total": { "type": "integer" }, "coupon": { "type": "string" } } }"#,
        r#"{ "additionalProperties": false, "properties": { "total": { "type": "integer" } } }"#,
    ),
    (
        "property-renamed",
        r#"{ "required": ["orderid"], "properties": { "orderid": { "type": "string" } } }"#,
        r#"{ "required": ["order_id"], "properties": { "order_id": { "type": "string" } } }"#,
    ),
    (
        "property-became-required",
        r#"{ "properties": { "total": { "type": "integer" } } }"#,
        r#"{ "required": ["total"], "properties": { "total": { "type": "integer" } } }"#,
    ),
    (
        "became-nullable",
        r#"{ "properties": { "coupon": { "type": "string" } } }"#,
        r#"{ "properties": { "coupon": { "type": ["string", "null"] } } }"#,
    ),
    (
        "type-changed",
        r#"{ "properties": { "total": { "type": "integer" } } }"#,
        r#"{ "properties": { "total": { "type": "string" } } }"#,
    ),
    (
        "type-widened",
        r#"{ "properties": { "total": { "type": "integer" } } }"#,
        r#"{ "properties": { "total": { "type": "number" } } }"#,
    ),
    (
        "enum-value-added",
        r#"{ "properties": { "via": { "enum": ["card", "cash"] } } }"#,
        r#"{ "properties": { "via": { "enum": ["card", "cash", "wire"] } } }"#,
    ),
    (
        "enum-added",
        r#"{ "properties": { "via": { "type": "string" } } }"#,
        r#"{ "properties": { "via": { "type": "string", "enum": ["card", "cash"] } } }"#,
    ),
    (
        "const-changed",
        r#"{ "properties": { "version": { "const": 1 } } }"#,
        r#"{ "properties": { "version": { "const": 2 } } }"#,
    ),
    (
        "minimum-tightened",
        r#"{ "properties": { "total": { "type": "integer" } } }"#,
        r#"{ "properties": { "total": { "type": "integer", "minimum": 0 } } }"#,
    ),
    (
        "maximum-tightened",
        r#"{ "properties": { "total": { "type": "integer", "maximum": 100 } } }"#,
        r#"{ "properties": { "total": { "type": "integer", "maximum": 50 } } }"#,
    ),
    (
        "multiple-of-tightened",
        r#"{ "properties": { "total": { "type": "number", "multipleOf": 0.5 } } }"#,
        r#"{ "properties": { "total": { "type": "number", "multipleOf": 2.5 } } }"#,
    ),
    (
        "length-tightened",
        r#"{ "properties": { "coupon": { "type": "string", "maxLength": 20 } } }"#,
        r#"{ "properties": { "coupon": { "type": "string", "maxLength": 8 } } }"#,
    ),
    (
        "pattern-added",
        r#"{ "properties": { "coupon": { "type": "string" } } }"#,
        r#"{ "properties": { "coupon": { "type": "string", "pattern": "^[A-Z]{4}$" } } }"#,
    ),
    (
        "pattern-changed",
        r#"{ "properties": { "coupon": { "type": "string", "pattern": "^[A-Z]{4}$" } } }"#,
        r#"{ "properties": { "coupon": { "type": "string", "pattern": "^[0-9]{4}$" } } }"#,
    ),
    (
        "format-added",
        r#"{ "properties": { "on": { "type": "string" } } }"#,
        r#"{ "properties": { "on": { "type": "string", "format": "date" } } }"#,
    ),
    (
        "format-changed",
        r#"{ "properties": { "on": { "type": "string", "format": "date" } } }"#,
        r#"{ "properties": { "on": { "type": "string", "format": "date-time" } } }"#,
    ),
    (
        "items-tightened",
        r#"{ "properties": { "items": { "type": "array", "items": { "type": "string" } } } }"#,
        r#"{ "properties": { "items": { "type": "array", "items": { "type": "string" }, "minItems": 1 } } }"#,
    ),
    (
        "unique-items-added",
        r#"{ "properties": { "items": { "type": "array", "items": { "type": "string" } } } }"#,
        r#"{ "properties": { "items": { "type": "array", "items": { "type": "string" }, "uniqueItems": true } } }"#,
    ),
    (
        "contains-changed",
        r#"{ "properties": { "items": { "type": "array", "items": { "type": "string" } } } }"#,
        r#"{ "properties": { "items": { "type": "array", "items": { "type": "string" }, "contains": { "const": "gift" } } } }"#,
    ),
    (
        "object-closed",
        r#"{ "properties": { "total": { "type": "integer" } } }"#,
        r#"{ "additionalProperties": false, "properties": { "total": { "type": "integer" } } }"#,
    ),
    (
        "size-tightened",
        r#"{ "properties": { "labels": { "additionalProperties": { "type": "string" }, "type": "object" } } }"#,
        r#"{ "properties": { "labels": { "additionalProperties": { "type": "string" }, "type": "object", "maxProperties": 1 } } }"#,
    ),
    (
        "names-changed",
        r#"{ "properties": { "labels": { "additionalProperties": { "type": "string" }, "type": "object" } } }"#,
        r#"{ "properties": { "labels": { "additionalProperties": { "type": "string" }, "type": "object", "propertyNames": { "maxLength": 8 } } } }"#,
    ),
    (
        "dependency-added",
        r#"{ "properties": { "total": { "type": "integer" }, "currency": { "type": "string" } } }"#,
        r#"{ "properties": { "total": { "type": "integer" }, "currency": { "type": "string" } }, "dependentRequired": { "total": ["currency"] } }"#,
    ),
    (
        "variant-added",
        r#"{ "properties": { "from": { "oneOf": [{ "type": "string" }, { "type": "integer" }] } } }"#,
        r#"{ "properties": { "from": { "oneOf": [{ "type": "string" }, { "type": "integer" }, { "type": "boolean" }] } } }"#,
    ),
    (
        "combination-changed",
        r#"{ "properties": { "coupon": { "type": "string", "not": { "const": "none" } } } }"#,
        r#"{ "properties": { "coupon": { "type": "string", "not": { "const": "no" } } } }"#,
    ),
    (
        "unit-changed",
        r#"{ "properties": { "waited": { "type": "integer", "x-letter": { "unit": "seconds" } } } }"#,
        r#"{ "properties": { "waited": { "type": "integer", "x-letter": { "unit": "milliseconds" } } } }"#,
    ),
    (
        "unit-said",
        r#"{ "properties": { "waited": { "type": "integer" } } }"#,
        r#"{ "properties": { "waited": { "type": "integer", "x-letter": { "unit": "seconds" } } } }"#,
    ),
    (
        "default-changed",
        r#"{ "properties": { "via": { "type": "string", "default": "card" } } }"#,
        r#"{ "properties": { "via": { "type": "string", "default": "wire" } } }"#,
    ),
    (
        "pii-raised",
        r#"{ "properties": { "to": { "type": "string" } } }"#,
        r#"{ "properties": { "to": { "type": "string", "x-letter": { "pii": "contact" } } } }"#,
    ),
    (
        "pii-changed",
        r#"{ "properties": { "to": { "type": "string", "x-letter": { "pii": "contact" } } } }"#,
        r#"{ "properties": { "to": { "type": "string", "x-letter": { "pii": "health" } } } }"#,
    ),
    (
        "status-changed",
        r#"{ "x-letter": { "track": "Order Paid", "status": "draft" } }"#,
        r#"{ "x-letter": { "track": "Order Paid", "status": "active" } }"#,
    ),
    (
        "deprecation-added",
        r#"{ "x-letter": { "track": "Order Paid" } }"#,
        r#"{ "x-letter": { "track": "Order Paid", "status": "deprecated" } }"#,
    ),
    (
        "replacement-changed",
        r#"{ "x-letter": { "track": "Order Paid", "status": "deprecated", "replaced_by": "Order Settled" } }"#,
        r#"{ "x-letter": { "track": "Order Paid", "status": "deprecated", "replaced_by": "Order Completed" } }"#,
    ),
    (
        "facts-changed",
        r#"{ "x-letter": { "track": "Order Paid", "tags": ["funnel"] } }"#,
        r#"{ "x-letter": { "track": "Order Paid", "tags": ["funnel", "revenue"] } }"#,
    ),
    (
        "owner-changed",
        r#"{ "x-letter": { "track": "Order Paid", "owner": "checkout" } }"#,
        r#"{ "x-letter": { "track": "Order Paid", "owner": "billing" } }"#,
    ),
    (
        "description-changed",
        r#"{ "description": "A customer paid.", "x-letter": { "track": "Order Paid" } }"#,
        r#"{ "description": "The bank confirmed that a customer paid.", "x-letter": { "track": "Order Paid" } }"#,
    ),
];

#[cfg(test)]
mod tests {
    use super::example;
    use crate::rules::changes;
    use crate::rules::page::between;

    #[test]
    fn every_example_falls_under_its_rule_alone() {
        let mut without = Vec::new();
        for rule in changes::FAMILY.rules {
            let Some((before, after)) = example(rule.id) else {
                without.push(rule.id);
                continue;
            };
            let changes = between(before, after);
            let rules: Vec<_> = changes.iter().map(|change| change.rule).collect();
            assert_eq!(rules, [rule.id], "{before} {after}");
            let breaking = changes[0].breaks(crate::compare::Audience::Both);
            assert_eq!(breaking, rule.level == crate::rules::Setting::Error, "{}", rule.id);
            let sides = [&changes[0].producers, &changes[0].consumers];
            let proven = sides.iter().any(|side| side.witness().is_some());
            // No payload shows that the same number means something else.
            assert_eq!(proven, breaking && rule.id != "unit-changed", "{}", rule.id);
        }
        // What is not understood takes large or odd schemas to show.
        assert_eq!(without, ["instance-rejected", "undecided"]);
    }
}
