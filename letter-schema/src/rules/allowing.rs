//! Rules about `"allow"` and about the levels in `plan.json`: looked for where levels are settled.

use super::rule::{Family, Rule, Settable, Setting};

pub(super) const FAMILY: Family = Family {
    title: "Allowances",
    about: "What a plan says of rules must itself be right: a reason for each exception, and none that has \
            outlived what it was for.",
    rules: &[
        Rule {
            id: "rule-unknown",
            level: Setting::Error,
            settable: Settable::No,
            summary: "An allowance, and a level in `plan.json`, name a rule that there is.",
            reason: "A misspelt rule is one that is still on, or one that was meant to be on and never was.",
            invalid: &[("plan.json", r#"{ "rules": { "string-unbound": "warn" } }"#)],
            valid: &[("plan.json", r#"{ "rules": { "string-unbounded": "warn" } }"#)],
            check: None,
        },
        Rule {
            id: "allowance-without-reason",
            level: Setting::Error,
            settable: Settable::No,
            summary: "An allowance says why.",
            reason: "Whoever reads the file next must be able to judge whether the exception still holds.",
            invalid: &[(
                "email_opened.json",
                r#"{
  "description": "A customer opened an e-mail.",
  "properties": {
    "isNotBot": {
      "description": "Whether a person opened it, as far as we can tell.",
      "type": "boolean",
      "x-letter": { "allow": [{ "rule": "boolean-negated" }] }
    }
  }
}"#,
            )],
            valid: &[(
                "email_opened.json",
                r#"{
  "description": "A customer opened an e-mail.",
  "properties": {
    "isNotBot": {
      "description": "Whether a person opened it, as far as we can tell.",
      "type": "boolean",
      "x-letter": {
        "allow": [{ "rule": "boolean-negated", "reason": "The mail service calls it so." }]
      }
    }
  }
}"#,
            )],
            check: None,
        },
        Rule {
            id: "allowance-expired",
            level: Setting::Error,
            settable: Settable::No,
            summary: "An allowance with an `until` counts up to that day.",
            reason: "A date is a promise to come back. When it has passed, the promise is due.",
            invalid: &[(
                "tour.json",
                r#"{
  "title": "Tour Skipped",
  "x-letter": {
    "allow": [
      {
        "rule": "description-missing",
        "reason": "To be written with the new tour.",
        "until": "2026-03-31"
      }
    ]
  }
}"#,
            )],
            valid: &[(
                "tour.json",
                r#"{
  "title": "Tour Skipped",
  "x-letter": {
    "allow": [
      {
        "rule": "description-missing",
        "reason": "To be written with the new tour.",
        "until": "2026-12-31"
      }
    ]
  }
}"#,
            )],
            check: None,
        },
        Rule {
            id: "allowance-unused",
            level: Setting::Warn,
            settable: Settable::Warnings,
            summary: "An allowance allows something.",
            reason: "One that allows nothing any more would hide the next mistake in silence.",
            invalid: &[(
                "tour.json",
                r#"{
  "title": "Tour Skipped",
  "description": "A new user closed the tour before its end.",
  "x-letter": {
    "allow": [{ "rule": "description-missing", "reason": "To be written." }]
  }
}"#,
            )],
            valid: &[(
                "tour.json",
                r#"{
  "title": "Tour Skipped",
  "description": "A new user closed the tour before its end."
}"#,
            )],
            check: None,
        },
    ],
};
