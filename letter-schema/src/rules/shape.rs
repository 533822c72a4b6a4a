//! Rules about what values a schema takes.

use super::rule::{Family, Rule, Settable, Setting};
use super::survey::Survey;
use super::units;
use crate::diagnostic::Diagnostics;
use crate::number::Number;
use crate::schema::{Form, Keywords, SchemaId, Types};

pub(super) const UNDECLARED: &str = "required-undeclared";

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
        Rule {
            id: "keyword-without-effect",
            level: Setting::Error,
            settable: Settable::Yes,
            summary: "A keyword belongs to a type that the schema takes.",
            reason: "`maxLength` says nothing about numbers: it is a check that somebody wrote and that nobody \
                     makes.",
            invalid: &[(
                "order_completed.json",
                r#"{
  "description": "A customer paid for a cart.",
  "properties": {
    "item_count": { "type": "integer", "maxLength": 3, "description": "Items in the cart." }
  }
}"#,
            )],
            valid: &[(
                "order_completed.json",
                r#"{
  "description": "A customer paid for a cart.",
  "properties": {
    "item_count": { "type": "integer", "maximum": 999, "description": "Items in the cart." }
  }
}"#,
            )],
            check: Some(without_effect),
        },
        Rule {
            id: "bounds-crossed",
            level: Setting::Error,
            settable: Settable::Yes,
            summary: "A lower bound is not above the upper one.",
            reason: "No value is between them, so everything that is sent will be refused.",
            invalid: &[(
                "order_completed.json",
                r#"{
  "description": "A customer paid for a cart.",
  "properties": {
    "coupon": {
      "type": "string",
      "minLength": 16,
      "maxLength": 4,
      "description": "The coupon, if one was redeemed."
    }
  }
}"#,
            )],
            valid: &[(
                "order_completed.json",
                r#"{
  "description": "A customer paid for a cart.",
  "properties": {
    "coupon": {
      "type": "string",
      "minLength": 4,
      "maxLength": 16,
      "description": "The coupon, if one was redeemed."
    }
  }
}"#,
            )],
            check: Some(crossed),
        },
        Rule {
            id: UNDECLARED,
            level: Setting::Error,
            settable: Settable::Yes,
            summary: "What is `required` is one of the `properties`.",
            reason: "A name that is only required has no type and no description; mostly it is misspelt, and \
                     then nothing that is sent is valid.",
            invalid: &[(
                "order_completed.json",
                r#"{
  "description": "A customer paid for a cart.",
  "required": ["oder_id"],
  "properties": {
    "order_id": { "type": "string", "description": "The order in the shop's database." }
  }
}"#,
            )],
            valid: &[(
                "order_completed.json",
                r#"{
  "description": "A customer paid for a cart.",
  "required": ["order_id"],
  "properties": {
    "order_id": { "type": "string", "description": "The order in the shop's database." }
  }
}"#,
            )],
            check: Some(undeclared),
        },
        Rule {
            id: "definition-unused",
            level: Setting::Warn,
            settable: Settable::Yes,
            summary: "A definition is referred to.",
            reason: "One that is not is kept up for nobody, or was meant to be used and is not.",
            invalid: &[(
                "order_completed.json",
                r##"{
  "description": "A customer paid for a cart.",
  "$defs": {
    "Money": { "type": "integer", "description": "An amount in cents." }
  },
  "properties": {
    "total": { "type": "integer", "description": "What was paid, in cents." }
  }
}"##,
            )],
            valid: &[(
                "order_completed.json",
                r##"{
  "description": "A customer paid for a cart.",
  "$defs": {
    "Money": { "type": "integer", "description": "An amount in cents." }
  },
  "properties": {
    "total": { "$ref": "#/$defs/Money" }
  }
}"##,
            )],
            check: Some(unused),
        },
    ],
};

/// Properties of one object.
const MAX_PROPERTIES: usize = 50;

/// The schemas that have keywords.
fn each<'a>(survey: &'a Survey<'_>) -> impl Iterator<Item = (SchemaId, &'a Keywords)> {
    survey.schemas.iter().filter_map(|id| Some((*id, survey.plan.schemas.keywords(*id)?)))
}

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
    for (id, keywords) in each(survey) {
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
    for (id, keywords) in each(survey) {
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
    for (id, keywords) in each(survey) {
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

fn without_effect(survey: &Survey<'_>, found: &mut Diagnostics) {
    const CARRIERS: &[(Types, &str, &[&str])] = &[
        (Types::STRING, "strings", &["minLength", "maxLength", "pattern"]),
        (
            Types::NUMBER,
            "numbers",
            &["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"],
        ),
        (
            Types::ARRAY,
            "arrays",
            &["items", "prefixItems", "contains", "minItems", "maxItems", "uniqueItems", "unevaluatedItems"],
        ),
        (
            Types::OBJECT,
            "objects",
            &[
                "properties",
                "patternProperties",
                "additionalProperties",
                "propertyNames",
                "required",
                "minProperties",
                "maxProperties",
                "dependentRequired",
                "dependentSchemas",
                "unevaluatedProperties",
            ],
        ),
    ];
    for (id, keywords) in each(survey) {
        let Some(types) = keywords.types else { continue };
        for (carrier, what, names) in CARRIERS {
            // Whole numbers are numbers.
            if !types.and(*carrier).is_empty() {
                continue;
            }
            for name in *names {
                if keywords.span_of(name).is_some() {
                    let message = format!("`{name}` is about {what}, and this takes {}", types.words());
                    let finding = survey.at("keyword-without-effect", id, name, message);
                    found.push(finding.help("remove it, or correct the `type`"));
                }
            }
        }
    }
}

fn crossed(survey: &Survey<'_>, found: &mut Diagnostics) {
    let whole = |count: Option<u64>| count.map(Number::from);
    for (id, keywords) in each(survey) {
        let pairs = [
            ("minLength", whole(keywords.min_length), "maxLength", whole(keywords.max_length)),
            ("minItems", whole(keywords.min_items), "maxItems", whole(keywords.max_items)),
            (
                "minProperties",
                whole(keywords.min_properties),
                "maxProperties",
                whole(keywords.max_properties),
            ),
            ("minContains", whole(keywords.min_contains), "maxContains", whole(keywords.max_contains)),
            ("minimum", keywords.minimum, "maximum", keywords.maximum),
        ];
        for (low, least, high, most) in pairs {
            let (Some(least), Some(most)) = (least, most) else { continue };
            if least > most {
                let message = format!("`{low}` is {least}, above `{high}`, which is {most}");
                let finding = survey.at("bounds-crossed", id, low, message);
                let finding = match keywords.span_of(high) {
                    Some(span) => finding.note(span, "the upper bound"),
                    None => finding,
                };
                found.push(finding.help("are the two swapped?"));
            }
        }
    }
}

fn undeclared(survey: &Survey<'_>, found: &mut Diagnostics) {
    for (id, keywords) in each(survey) {
        let elsewhere = keywords.reference.is_some()
            || !keywords.pattern_properties.is_empty()
            || [&keywords.all_of, &keywords.any_of, &keywords.one_of].iter().any(|list| !list.is_empty());
        if keywords.properties.is_empty() || elsewhere {
            continue;
        }
        for name in &keywords.required {
            if keywords.properties.iter().any(|(known, _)| known == name) {
                continue;
            }
            let message = format!("`{name}` is required, and not one of the properties");
            let finding = survey.at(UNDECLARED, id, "required", message);
            let near =
                crate::suggest::nearest(name, keywords.properties.iter().map(|(name, _)| name.as_str()));
            found.push(match near {
                Some(near) => finding.help(format!("did you mean `{near}`?")),
                None => finding.help("declare it under `properties`, or remove it from `required`"),
            });
        }
    }
}

fn unused(survey: &Survey<'_>, found: &mut Diagnostics) {
    for (_, keywords) in each(survey) {
        for (name, id) in &keywords.definitions {
            let schema = survey.plan.schemas.get(*id);
            if !survey.is_referred(schema.span) {
                let message = format!("nothing refers to the definition `{name}`");
                let finding = survey.at("definition-unused", *id, "", message);
                found.push(finding.help("remove it, or refer to it with `$ref`"));
            }
        }
    }
}
