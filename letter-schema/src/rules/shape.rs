//! Rules about what values a schema takes.

use super::rule::{Family, Rule, Settable, Setting};
use super::survey::Survey;
use super::units;
use crate::diagnostic::Diagnostics;
use crate::schema::{Form, Keywords, SchemaId, Types};

pub(super) const FAMILY: Family = Family {
    title: "Values",
    about: "What a schema does not exclude will be sent one day.",
    rules: &[
        Rule {
            id: "object-open",
            level: Setting::Warn,
            settable: Settable::Yes,
            summary: "In a plan whose events are closed, every object says whether it takes further properties.",
            reason: "Written payloads are closed, so that a misspelt property is an error and not a new column. \
                     Where an object is meant to be open, `additionalProperties: true` says so.",
            invalid: &[(
                "order_completed.json",
                r#"{
  "description": "A customer paid for a cart.",
  "type": "object",
  "additionalProperties": false,
  "properties": {
    "address": {
      "description": "Where the order goes.",
      "type": "object",
      "properties": {
        "country": { "type": "string", "description": "The country's ISO 3166 code." }
      }
    }
  }
}"#,
            )],
            valid: &[(
                "order_completed.json",
                r#"{
  "description": "A customer paid for a cart.",
  "type": "object",
  "additionalProperties": false,
  "properties": {
    "address": {
      "description": "Where the order goes.",
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "country": { "type": "string", "description": "The country's ISO 3166 code." }
      }
    }
  }
}"#,
            )],
            check: Some(open),
        },
        Rule {
            id: "string-unbounded",
            level: Setting::Allow,
            settable: Settable::Yes,
            summary: "A string has a `maxLength`, a `pattern`, a `format` or a list of values.",
            reason: "A text without bounds takes a stack trace as well as a name, and whatever people paste into \
                     a form.",
            invalid: &[
                ("plan.json", r#"{ "rules": { "string-unbounded": "warn" } }"#),
                (
                    "order_completed.json",
                    r#"{
  "description": "A customer paid for a cart.",
  "properties": {
    "order_id": { "type": "string", "description": "The order in the shop's database." }
  }
}"#,
                ),
            ],
            valid: &[
                ("plan.json", r#"{ "rules": { "string-unbounded": "warn" } }"#),
                (
                    "order_completed.json",
                    r#"{
  "description": "A customer paid for a cart.",
  "properties": {
    "order_id": {
      "type": "string",
      "maxLength": 64,
      "description": "The order in the shop's database."
    }
  }
}"#,
                ),
            ],
            check: Some(unbounded),
        },
        Rule {
            id: "enum-of-one",
            level: Setting::Warn,
            settable: Settable::Yes,
            summary: "An `enum` has several values.",
            reason: "A list of one is a constant, or a list that was never finished. `const` says which.",
            invalid: &[(
                "order_completed.json",
                r#"{
  "description": "A customer paid for a cart.",
  "properties": {
    "channel": { "enum": ["web"], "description": "Where the order was made." }
  }
}"#,
            )],
            valid: &[(
                "order_completed.json",
                r#"{
  "description": "A customer paid for a cart.",
  "properties": {
    "channel": { "const": "web", "description": "Where the order was made." }
  }
}"#,
            )],
            check: Some(enum_of_one),
        },
        Rule {
            id: "number-without-unit",
            level: Setting::Warn,
            settable: Settable::Yes,
            summary: "A number says what it counts, in its name, its description or `x-letter.unit`.",
            reason: "`duration: 90` is a minute and a half, or an hour and a half, or a bug.",
            invalid: &[(
                "report_exported.json",
                r#"{
  "description": "A member downloaded a report.",
  "properties": {
    "duration": { "type": "integer", "description": "The time that the export took." }
  }
}"#,
            )],
            valid: &[(
                "report_exported.json",
                r#"{
  "description": "A member downloaded a report.",
  "properties": {
    "duration_ms": { "type": "integer", "description": "The time that the export took." }
  }
}"#,
            )],
            check: Some(without_unit),
        },
        Rule {
            id: "too-many-properties",
            level: Setting::Warn,
            settable: Settable::Yes,
            summary: "An object has at most 50 properties.",
            reason: "An event with more says several things at once. Nobody finds what they look for, and every \
                     place that sends it has to know everything.",
            invalid: &[],
            valid: &[],
            check: Some(too_many),
        },
    ],
};

/// Properties of one object.
const MAX_PROPERTIES: usize = 50;

fn says_whether_closed(keywords: &Keywords) -> bool {
    keywords.additional_properties.is_some() || keywords.unevaluated_properties.is_some()
}

fn open(survey: &Survey<'_>, found: &mut Diagnostics) {
    let plan = survey.plan;
    let closed = |id: SchemaId| {
        let keywords = plan.schemas.keywords(id)?;
        let further = keywords.additional_properties.or(keywords.unevaluated_properties)?;
        matches!(plan.schemas.get(further).form, Form::Boolean(false)).then_some(())
    };
    let count = plan.events.iter().filter(|event| closed(event.schema).is_some()).count();
    if count * 2 <= plan.events.len() {
        return;
    }
    for (id, keywords) in survey.keywords() {
        let combines =
            !keywords.all_of.is_empty() || !keywords.any_of.is_empty() || !keywords.one_of.is_empty();
        let object = keywords.types.is_none_or(|types| types.contains(Types::OBJECT));
        if keywords.properties.is_empty() || !object || combines || says_whether_closed(keywords) {
            continue;
        }
        // A branch cannot close itself: it does not know the properties of the others.
        if plan.schemas.get(id).pointer.split('/').rev().nth(1).is_some_and(|step| step.ends_with("Of")) {
            continue;
        }
        let message = "this object takes any further property, and most events of the plan take none";
        found.push(
            survey
                .at("object-open", id, "properties", message)
                .help("add `\"additionalProperties\": false`; or `true`, if it is meant to be open"),
        );
    }
}

fn unbounded(survey: &Survey<'_>, found: &mut Diagnostics) {
    for property in survey.properties.iter().filter(|property| !property.refines) {
        let bounded = property.is_listed()
            || property.said.iter().any(|keywords| {
                keywords.max_length.is_some() || keywords.pattern.is_some() || keywords.format.is_some()
            });
        if property.types() == Types::STRING && !bounded {
            let message = format!("the string `{}` has no bounds", property.name);
            found.push(property.finding("string-unbounded", message).help(
                "add a `maxLength`; or a `pattern`, a `format` or an `enum`, if its values have a form",
            ));
        }
    }
}

fn enum_of_one(survey: &Survey<'_>, found: &mut Diagnostics) {
    for (id, keywords) in survey.keywords() {
        if let Some([value]) = keywords.enumeration.as_deref() {
            let message = format!("this `enum` has one value, {value}");
            let finding = survey.at("enum-of-one", id, "enum", message);
            found.push(finding.help(format!("write `\"const\": {value}`, or list the other values")));
        }
    }
}

fn without_unit(survey: &Survey<'_>, found: &mut Diagnostics) {
    for property in survey.properties.iter().filter(|property| !property.refines) {
        let types = property.types();
        let number = !types.is_empty() && Types::NUMBER.contains(types);
        if number && !property.is_listed() && !units::is_told(property) {
            let message = format!("nothing says what the number `{}` counts", property.name);
            found.push(property.finding("number-without-unit", message).help(format!(
                "name its unit: `{}_ms`, `{}_count` or the like, or `\"x-letter\": {{ \"unit\": \"…\" }}`",
                property.name, property.name
            )));
        }
    }
}

fn too_many(survey: &Survey<'_>, found: &mut Diagnostics) {
    for (id, keywords) in survey.keywords() {
        let count = keywords.properties.len();
        if count > MAX_PROPERTIES {
            let message = format!("this object has {count} properties, more than {MAX_PROPERTIES}");
            found.push(
                survey
                    .at("too-many-properties", id, "properties", message)
                    .help("make two events of it, or put what belongs together into an object of its own"),
            );
        }
    }
}
