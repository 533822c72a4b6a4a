//! Rules about keywords that do not do what they look like.

use std::collections::HashSet;

use super::rule::{Family, Rule, Settable, Setting};
use super::survey::Survey;
use crate::diagnostic::Diagnostics;
use crate::number::Number;
use crate::schema::Types;
use crate::suggest::nearest_name;

pub(super) const UNDECLARED: &str = "required-undeclared";

pub(super) const FAMILY: Family = Family {
    title: "Keywords",
    about: "What says nothing, or what nothing can satisfy, was meant to say something else.",
    rules: &[
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
    for (id, keywords) in survey.keywords() {
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
    for (id, keywords) in survey.keywords() {
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
    for (id, keywords) in survey.keywords() {
        let elsewhere = keywords.reference.is_some()
            || !keywords.pattern_properties.is_empty()
            || [&keywords.all_of, &keywords.any_of, &keywords.one_of].iter().any(|list| !list.is_empty());
        if keywords.properties.is_empty() || elsewhere {
            continue;
        }
        let declared: HashSet<&str> = keywords.properties.iter().map(|(name, _)| name.as_str()).collect();
        for name in &keywords.required {
            if declared.contains(name.as_str()) {
                continue;
            }
            let message = format!("`{name}` is required, and not one of the properties");
            let finding = survey.at(UNDECLARED, id, "required", message);
            let near = nearest_name(name, keywords.properties.iter().map(|(name, _)| name.as_str()));
            found.push(match near {
                Some(near) => finding.help(format!("did you mean `{near}`?")),
                None => finding.help("declare it under `properties`, or remove it from `required`"),
            });
        }
    }
}

fn unused(survey: &Survey<'_>, found: &mut Diagnostics) {
    for (_, keywords) in survey.keywords() {
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
