//! The documentation of what reading, lowering and the examples report of schemas.

use super::rule::{Family, Rule, Settable, Setting};

pub(super) const FAMILY: Family = Family {
    title: "JSON Schema",
    about: "What stands in the way of making types of a schema, and what a schema says without effect.",
    rules: &[
        Rule {
            id: "schema-form",
            level: Setting::Error,
            settable: Settable::No,
            summary: "A schema is an object or a boolean.",
            reason: "Nothing else is a JSON Schema.",
            invalid: &[(
                "order_completed.json",
                r#"{
  "description": "A customer paid for a cart.",
  "properties": {
    "order_id": "string"
  }
}"#,
            )],
            valid: &[(
                "order_completed.json",
                r#"{
  "description": "A customer paid for a cart.",
  "properties": {
    "order_id": { "type": "string", "description": "The order in the shop's database." }
  }
}"#,
            )],
            check: None,
        },
        Rule {
            id: "keyword-value",
            level: Setting::Error,
            settable: Settable::Warnings,
            summary: "A keyword has a value of the kind that it wants.",
            reason: "Validators skip, or refuse, what they do not understand; either way the check is not \
                      made.",
            invalid: &[(
                "order_completed.json",
                r#"{
  "description": "A customer paid for a cart.",
  "properties": {
    "order_id": { "type": "strin", "description": "The order in the shop's database." }
  }
}"#,
            )],
            valid: &[(
                "order_completed.json",
                r#"{
  "description": "A customer paid for a cart.",
  "properties": {
    "order_id": { "type": "string", "description": "The order in the shop's database." }
  }
}"#,
            )],
            check: None,
        },
        Rule {
            id: "unknown-keyword",
            level: Setting::Error,
            settable: Settable::Warnings,
            summary: "A keyword is one of JSON Schema. What is only like one is an error; any other word is a \
                      warning.",
            reason: "Validators pass over words that they do not know: a misspelt constraint is one that \
                      nobody enforces.",
            invalid: &[(
                "order_completed.json",
                r#"{
  "description": "A customer paid for a cart.",
  "properties": {
    "order_id": { "type": "string", "mexLength": 64, "description": "The order in the shop's database." }
  }
}"#,
            )],
            valid: &[(
                "order_completed.json",
                r#"{
  "description": "A customer paid for a cart.",
  "properties": {
    "order_id": { "type": "string", "maxLength": 64, "description": "The order in the shop's database." }
  }
}"#,
            )],
            check: None,
        },
        Rule {
            id: "unknown-dialect",
            level: Setting::Warn,
            settable: Settable::Yes,
            summary: "`$schema` names a dialect that is known.",
            reason: "The same keyword means different things in different dialects.",
            invalid: &[(
                "order_completed.json",
                r#"{
  "description": "A customer paid for a cart.",
  "$schema": "https://json-schema.org/draft/2021-12/schema"
}"#,
            )],
            valid: &[(
                "order_completed.json",
                r#"{
  "description": "A customer paid for a cart.",
  "$schema": "https://json-schema.org/draft/2020-12/schema"
}"#,
            )],
            check: None,
        },
        Rule {
            id: "format-unknown",
            level: Setting::Warn,
            settable: Settable::Yes,
            summary: "A `format` is one that is checked.",
            reason: "Any text has a format that nobody knows.",
            invalid: &[(
                "order_completed.json",
                r#"{
  "description": "A customer paid for a cart.",
  "properties": {
    "paid_on": { "type": "string", "format": "datetime", "description": "When it was paid." }
  }
}"#,
            )],
            valid: &[(
                "order_completed.json",
                r#"{
  "description": "A customer paid for a cart.",
  "properties": {
    "paid_on": { "type": "string", "format": "date-time", "description": "When it was paid." }
  }
}"#,
            )],
            check: None,
        },
        Rule {
            id: "keyword-of-later-dialect",
            level: Setting::Warn,
            settable: Settable::Yes,
            summary: "A keyword is one that the dialect of the file has.",
            reason: "Before its dialect a keyword says nothing.",
            invalid: &[(
                "order_completed.json",
                r#"{
  "description": "A customer paid for a cart.",
  "$schema": "http://json-schema.org/draft-04/schema#",
  "properties": {
    "channel": { "const": "web", "description": "Where the order was made." }
  }
}"#,
            )],
            valid: &[(
                "order_completed.json",
                r#"{
  "description": "A customer paid for a cart.",
  "$schema": "http://json-schema.org/draft-07/schema#",
  "properties": {
    "channel": { "const": "web", "description": "Where the order was made." }
  }
}"#,
            )],
            check: None,
        },
        Rule {
            id: "beside-reference",
            level: Setting::Warn,
            settable: Settable::Yes,
            summary: "Up to draft-07, no constraint stands beside a `$ref`.",
            reason: "There it says nothing, whatever it looks like.",
            invalid: &[(
                "order_completed.json",
                r##"{
  "description": "A customer paid for a cart.",
  "$schema": "http://json-schema.org/draft-07/schema#",
  "definitions": { "Code": { "type": "string", "description": "A code." } },
  "properties": { "coupon": { "$ref": "#/definitions/Code", "maxLength": 16 } }
}"##,
            )],
            valid: &[(
                "order_completed.json",
                r##"{
  "description": "A customer paid for a cart.",
  "$schema": "http://json-schema.org/draft-07/schema#",
  "definitions": { "Code": { "type": "string", "description": "A code." } },
  "properties": { "coupon": { "allOf": [{ "$ref": "#/definitions/Code" }], "maxLength": 16, "description": "What was redeemed." } }
}"##,
            )],
            check: None,
        },
        Rule {
            id: "pattern-syntax",
            level: Setting::Error,
            settable: Settable::No,
            summary: "A `pattern` is a regular expression of ECMA-262.",
            reason: "JSON Schema says so, and other flavours differ in small ways.",
            invalid: &[(
                "order_completed.json",
                r#"{
  "description": "A customer paid for a cart.",
  "properties": {
    "coupon": { "type": "string", "pattern": "^[A-Z", "description": "What was redeemed." }
  }
}"#,
            )],
            valid: &[(
                "order_completed.json",
                r#"{
  "description": "A customer paid for a cart.",
  "properties": {
    "coupon": { "type": "string", "pattern": "^[A-Z]+$", "description": "What was redeemed." }
  }
}"#,
            )],
            check: None,
        },
        Rule {
            id: "reference",
            level: Setting::Error,
            settable: Settable::No,
            summary: "A `$ref` leads to a schema of the plan.",
            reason: "What it was meant to ask for is not asked for.",
            invalid: &[(
                "order_completed.json",
                r##"{
  "description": "A customer paid for a cart.",
  "$defs": { "Money": { "type": "integer", "description": "An amount in cents." } },
  "properties": { "total": { "$ref": "#/$defs/Mony" } }
}"##,
            )],
            valid: &[(
                "order_completed.json",
                r##"{
  "description": "A customer paid for a cart.",
  "$defs": { "Money": { "type": "integer", "description": "An amount in cents." } },
  "properties": { "total": { "$ref": "#/$defs/Money" } }
}"##,
            )],
            check: None,
        },
        Rule {
            id: "reference-remote",
            level: Setting::Error,
            settable: Settable::No,
            summary: "A `$ref` stays inside of the plan.",
            reason: "Nothing is fetched when a plan is read: a build must not depend on what a server answers \
                      today.",
            invalid: &[(
                "order_completed.json",
                r#"{
  "description": "A customer paid for a cart.",
  "properties": {
    "total": { "$ref": "https://example.com/money.json", "description": "What was paid." }
  }
}"#,
            )],
            valid: &[(
                "order_completed.json",
                r#"{
  "description": "A customer paid for a cart.",
  "properties": {
    "total": { "type": "integer", "description": "What was paid, in cents." }
  }
}"#,
            )],
            check: None,
        },
        Rule {
            id: "reference-cycle",
            level: Setting::Error,
            settable: Settable::No,
            summary: "References do not come back to where they began without entering a property or an item.",
            reason: "Such a schema asks for itself, and so for nothing.",
            invalid: &[(
                "order_completed.json",
                r##"{ "description": "A customer paid for a cart.", "allOf": [{ "$ref": "#" }] }"##,
            )],
            valid: &[(
                "order_completed.json",
                r#"{ "description": "A customer paid for a cart.", "type": "object" }"#,
            )],
            check: None,
        },
        Rule {
            id: "reference-dynamic",
            level: Setting::Error,
            settable: Settable::No,
            summary: "A dynamic reference has one meaning.",
            reason: "Types are made of one schema, and which of several it is would depend on the way there.",
            invalid: &[],
            valid: &[],
            check: None,
        },
        Rule {
            id: "unsatisfiable",
            level: Setting::Error,
            settable: Settable::Warnings,
            summary: "There is a value that a schema accepts.",
            reason: "Everything that is sent would be refused.",
            invalid: &[(
                "order_completed.json",
                r#"{ "description": "A customer paid for a cart.", "type": "object", "allOf": [{ "type": "string" }] }"#,
            )],
            valid: &[(
                "order_completed.json",
                r#"{ "description": "A customer paid for a cart.", "type": "object" }"#,
            )],
            check: None,
        },
        Rule {
            id: "too-many-types",
            level: Setting::Error,
            settable: Settable::No,
            summary: "A plan is lowered to at most 50,000 types.",
            reason: "The bound keeps work on hostile files small.",
            invalid: &[],
            valid: &[],
            check: None,
        },
        Rule {
            id: "enum-duplicate",
            level: Setting::Warn,
            settable: Settable::Yes,
            summary: "No value stands twice in an `enum`.",
            reason: "The second says nothing; often it was meant to be another.",
            invalid: &[(
                "order_completed.json",
                r#"{
  "description": "A customer paid for a cart.",
  "properties": {
    "currency": { "enum": ["EUR", "USD", "EUR"], "description": "What it was paid in." }
  }
}"#,
            )],
            valid: &[(
                "order_completed.json",
                r#"{
  "description": "A customer paid for a cart.",
  "properties": {
    "currency": { "enum": ["EUR", "USD", "GBP"], "description": "What it was paid in." }
  }
}"#,
            )],
            check: None,
        },
        Rule {
            id: "required-duplicate",
            level: Setting::Warn,
            settable: Settable::Yes,
            summary: "No name stands twice in `required`.",
            reason: "The second says nothing; often it was meant to be another.",
            invalid: &[(
                "order_completed.json",
                r#"{
  "description": "A customer paid for a cart.",
  "required": ["order_id", "order_id"],
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
            check: None,
        },
        Rule {
            id: "example-invalid",
            level: Setting::Error,
            settable: Settable::Yes,
            summary: "An example is valid under its own schema.",
            reason: "Examples are what people copy.",
            invalid: &[(
                "order_completed.json",
                r#"{
  "description": "A customer paid for a cart.",
  "properties": {
    "coupon": {
      "type": "string",
      "maxLength": 4,
      "description": "What was redeemed.",
      "examples": ["SPRING26"]
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
      "maxLength": 16,
      "description": "What was redeemed.",
      "examples": ["SPRING26"]
    }
  }
}"#,
            )],
            check: None,
        },
        Rule {
            id: "default-invalid",
            level: Setting::Error,
            settable: Settable::Yes,
            summary: "A default is valid under its own schema.",
            reason: "Somebody will send it.",
            invalid: &[(
                "order_completed.json",
                r#"{
  "description": "A customer paid for a cart.",
  "properties": {
    "item_count": { "type": "integer", "minimum": 1, "default": 0, "description": "Items in the cart." }
  }
}"#,
            )],
            valid: &[(
                "order_completed.json",
                r#"{
  "description": "A customer paid for a cart.",
  "properties": {
    "item_count": { "type": "integer", "minimum": 1, "default": 1, "description": "Items in the cart." }
  }
}"#,
            )],
            check: None,
        },
    ],
};
