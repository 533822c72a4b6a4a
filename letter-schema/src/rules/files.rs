//! The documentation of what reading reports of files, of `plan.json` and of `x-letter`.

use super::rule::{Family, Rule, Settable, Setting};

pub(super) const FAMILY: Family = Family {
    title: "Files",
    about: "What stands in the way of reading a plan at all.",
    rules: &[
        Rule {
            id: "plan-empty",
            level: Setting::Error,
            settable: Settable::No,
            summary: "A plan has at least one schema file.",
            reason: "A check of nothing that succeeds is the most expensive kind of green.",
            invalid: &[],
            valid: &[],
            check: None,
        },
        Rule {
            id: "plan-unreadable",
            level: Setting::Error,
            settable: Settable::No,
            summary: "Every file and folder of the plan can be read.",
            reason: "What cannot be read cannot be checked.",
            invalid: &[],
            valid: &[],
            check: None,
        },
        Rule {
            id: "plan-too-large",
            level: Setting::Error,
            settable: Settable::No,
            summary: "A plan has at most 20,000 files.",
            reason: "The bound keeps a wrong folder from being read to its end.",
            invalid: &[],
            valid: &[],
            check: None,
        },
        Rule {
            id: "file-too-large",
            level: Setting::Error,
            settable: Settable::No,
            summary: "A file has at most 4 MiB.",
            reason: "The bound keeps work on hostile files small.",
            invalid: &[],
            valid: &[],
            check: None,
        },
        Rule {
            id: "file-encoding",
            level: Setting::Error,
            settable: Settable::No,
            summary: "A file is UTF-8.",
            reason: "JSON is UTF-8, and tools that guess guess differently.",
            invalid: &[],
            valid: &[],
            check: None,
        },
        Rule {
            id: "json-syntax",
            level: Setting::Error,
            settable: Settable::No,
            summary: "A file is JSON, to the letter: without comments, trailing commas and byte order mark.",
            reason: "Other tools read these files too, and most of them are strict.",
            invalid: &[(
                "order_completed.json",
                r#"{
  "description": "A customer paid for a cart.",
  "type": "object",
}"#,
            )],
            valid: &[(
                "order_completed.json",
                r#"{
  "description": "A customer paid for a cart.",
  "type": "object"
}"#,
            )],
            check: None,
        },
        Rule {
            id: "json-duplicate-key",
            level: Setting::Error,
            settable: Settable::No,
            summary: "No key stands twice in an object.",
            reason: "Readers of JSON do not agree on which of the two counts.",
            invalid: &[(
                "order_completed.json",
                r#"{
  "description": "A customer paid for a cart.",
  "type": "object",
  "type": "string"
}"#,
            )],
            valid: &[(
                "order_completed.json",
                r#"{
  "description": "A customer paid for a cart.",
  "type": "object"
}"#,
            )],
            check: None,
        },
        Rule {
            id: "json-number",
            level: Setting::Error,
            settable: Settable::No,
            summary: "A number is one that a 64-bit float holds.",
            reason: "A larger one becomes infinity somewhere on its way.",
            invalid: &[(
                "order_completed.json",
                r#"{
  "description": "A customer paid for a cart.",
  "properties": {
    "total": { "type": "integer", "maximum": 1e999, "description": "What was paid, in cents." }
  }
}"#,
            )],
            valid: &[(
                "order_completed.json",
                r#"{
  "description": "A customer paid for a cart.",
  "properties": {
    "total": { "type": "integer", "maximum": 1e9, "description": "What was paid, in cents." }
  }
}"#,
            )],
            check: None,
        },
        Rule {
            id: "x-letter",
            level: Setting::Error,
            settable: Settable::No,
            summary: "`x-letter` has the keys and values that it can have.",
            reason: "A misspelt key is an owner, a status or a class of personal data that nobody sees.",
            invalid: &[(
                "order_completed.json",
                r#"{
  "description": "A customer paid for a cart.",
  "x-letter": { "track": "Order Completed", "ownr": "checkout" }
}"#,
            )],
            valid: &[(
                "order_completed.json",
                r#"{
  "description": "A customer paid for a cart.",
  "x-letter": { "track": "Order Completed", "owner": "checkout" }
}"#,
            )],
            check: None,
        },
        Rule {
            id: "plan-file",
            level: Setting::Error,
            settable: Settable::No,
            summary: "`plan.json` has the keys and values that it can have.",
            reason: "A misspelt setting is one that is not set.",
            invalid: &[("plan.json", r#"{ "nmae": "Shop" }"#)],
            valid: &[("plan.json", r#"{ "name": "Shop" }"#)],
            check: None,
        },
        Rule {
            id: "event-duplicate",
            level: Setting::Error,
            settable: Settable::No,
            summary: "Every track event has one file.",
            reason: "Two files of one event contradict each other sooner or later.",
            invalid: &[
                (
                    "a.json",
                    r#"{ "description": "A customer paid.", "x-letter": { "track": "Order Completed" } }"#,
                ),
                (
                    "b.json",
                    r#"{ "description": "A customer paid.", "x-letter": { "track": "Order Completed" } }"#,
                ),
            ],
            valid: &[
                (
                    "a.json",
                    r#"{ "description": "A customer paid.", "x-letter": { "track": "Order Completed" } }"#,
                ),
                (
                    "b.json",
                    r#"{ "description": "A parcel left.", "x-letter": { "track": "Order Shipped" } }"#,
                ),
            ],
            check: None,
        },
    ],
};
