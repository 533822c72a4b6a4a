//! Rules about what is said of events: descriptions and owners.

use std::collections::HashSet;
use std::rc::Rc;

use super::rule::{Family, Rule, Settable, Setting};
use super::survey::Survey;
use crate::case::each_word;
use crate::diagnostic::Diagnostics;
use crate::schema::SchemaId;
use crate::source::FileId;
use crate::suggest::nearest_name;

pub(super) const FAMILY: Family = Family {
    title: "Descriptions and owners",
    about: "The plan is where people look events up who do not read the code that sends them.",
    rules: &[
        Rule {
            id: "description-missing",
            level: Setting::Warn,
            settable: Settable::Yes,
            summary: "Every event and every property has a description.",
            reason: "A name alone does not say when an event fires, or what a number counts. What is not \
                     written down is guessed, by each reader differently.",
            invalid: &[("order_completed.json", r#"{ "title": "Order Completed" }"#)],
            valid: &[(
                "order_completed.json",
                r#"{
  "title": "Order Completed",
  "description": "A customer paid for a cart. Fires once, when the bank has confirmed."
}"#,
            )],
            check: Some(missing),
        },
        Rule {
            id: "description-empty",
            level: Setting::Warn,
            settable: Settable::Yes,
            summary: "A description says more than the name does.",
            reason: "\"The order id\" for `order_id` only looks like documentation, and nobody will come back \
                     to it.",
            invalid: &[(
                "order_completed.json",
                r#"{
  "description": "A customer paid for a cart.",
  "properties": {
    "order_id": { "type": "string", "description": "The order id." }
  }
}"#,
            )],
            valid: &[(
                "order_completed.json",
                r#"{
  "description": "A customer paid for a cart.",
  "properties": {
    "order_id": { "type": "string", "description": "Identifier of the order in the shop's database." }
  }
}"#,
            )],
            check: Some(empty),
        },
        Rule {
            id: "owner-missing",
            level: Setting::Warn,
            settable: Settable::Yes,
            summary: "Every event says who answers for it, in a plan that names owners.",
            reason: "When a number looks wrong, somebody has to be asked.",
            invalid: &[
                ("plan.json", r#"{ "owners": { "checkout": { "name": "Checkout" } } }"#),
                (
                    "order_completed.json",
                    r#"{
  "description": "A customer paid for a cart.",
  "x-letter": { "track": "Order Completed" }
}"#,
                ),
            ],
            valid: &[
                ("plan.json", r#"{ "owners": { "checkout": { "name": "Checkout" } } }"#),
                (
                    "order_completed.json",
                    r#"{
  "description": "A customer paid for a cart.",
  "x-letter": { "track": "Order Completed", "owner": "checkout" }
}"#,
                ),
            ],
            check: Some(owner_missing),
        },
        Rule {
            id: "owner-unknown",
            level: Setting::Error,
            settable: Settable::Yes,
            summary: "An owner is one of those that `plan.json` names.",
            reason: "A team that is misspelt or gone cannot be asked.",
            invalid: &[
                ("plan.json", r#"{ "owners": { "checkout": { "name": "Checkout" } } }"#),
                (
                    "order_completed.json",
                    r#"{
  "description": "A customer paid for a cart.",
  "x-letter": { "track": "Order Completed", "owner": "chekout" }
}"#,
                ),
            ],
            valid: &[
                ("plan.json", r#"{ "owners": { "checkout": { "name": "Checkout" } } }"#),
                (
                    "order_completed.json",
                    r#"{
  "description": "A customer paid for a cart.",
  "x-letter": { "track": "Order Completed", "owner": "checkout" }
}"#,
                ),
            ],
            check: Some(owner_unknown),
        },
    ],
};

fn missing(survey: &Survey<'_>, found: &mut Diagnostics) {
    const RULE: &str = "description-missing";
    const HELP: &str = "add `\"description\": \"…\"` to its schema";
    for event in &survey.plan.events {
        let said = super::survey::said(survey.plan, event.schema);
        if said.iter().all(|keywords| is_blank(keywords.description.as_deref())) {
            let message = format!("\"{}\" has no description", event.name);
            let finding = survey.at_event(RULE, event, "track", message);
            found.push(finding.help(format!("{HELP}: what happened, and when exactly it is sent")));
        }
    }
    let exported: HashSet<FileId> = survey
        .plan
        .events
        .iter()
        .filter(|event| event.extension.exported_from.is_some())
        .map(|event| event.file)
        .collect();
    // No comment in Rust reaches the tag of an enum.
    let is_tag = |schema: SchemaId| {
        exported.contains(&survey.plan.schemas.get(schema).span.file)
            && survey.plan.schemas.keywords(schema).is_some_and(|keywords| keywords.constant.is_some())
    };
    for property in survey.properties.iter().filter(|property| !property.refines) {
        if is_blank(property.description()) && !is_tag(property.schema) {
            let message = format!("the property `{}` has no description", property.name);
            found.push(property.finding(RULE, message).help(HELP));
        }
    }
}

fn empty(survey: &Survey<'_>, found: &mut Diagnostics) {
    const RULE: &str = "description-empty";
    let events = survey.plan.events.iter().map(|event| {
        let words: Rc<[String]> = each_word(&event.name).collect();
        (event.schema, event.name.as_str(), words, "event")
    });
    let properties = survey.properties.iter();
    let properties =
        properties.map(|property| (property.schema, property.name, Rc::clone(&property.words), "property"));
    for (schema, name, words, what) in events.chain(properties) {
        let Some(keywords) = survey.plan.schemas.keywords(schema) else { continue };
        let Some(description) = keywords.description.as_deref().filter(|text| !is_blank(Some(text))) else {
            continue;
        };
        let placeholder = |word: String| {
            matches!(
                singular(&word),
                "todo" | "tbd" | "fixme" | "xxx" | "none" | "na" | "description" | "test"
            )
        };
        let mut said = telling(description).peekable();
        let of_name = |said: &str| words.iter().any(|word| tells(word) && singular(word) == said);
        let message = if said.peek().is_some() && said.all(placeholder) {
            format!("the description of the {what} `{name}` is a placeholder")
        } else if telling(description).all(|word| of_name(singular(&word)) || singular(&word) == what) {
            format!("the description of the {what} `{name}` only repeats its name")
        } else {
            continue;
        };
        let help = "say what the name does not: where it comes from, when it is there, what it counts";
        found.push(survey.at(RULE, schema, "description", message).help(help));
    }
}

fn owner_missing(survey: &Survey<'_>, found: &mut Diagnostics) {
    let declared = survey.plan.file.as_ref().map_or(&[][..], |file| &file.owners);
    let events = &survey.plan.events;
    if declared.is_empty() && events.iter().all(|event| event.extension.owner.is_none()) {
        return;
    }
    for event in events.iter().filter(|event| event.extension.owner.is_none()) {
        let message = format!("nobody is said to answer for \"{}\"", event.name);
        let finding = survey.at_event("owner-missing", event, "track", message);
        let example = declared.first().map_or("…", |owner| owner.id.as_str());
        found.push(finding.help(format!("add `\"owner\": \"{example}\"` or another team to its `x-letter`")));
    }
}

fn owner_unknown(survey: &Survey<'_>, found: &mut Diagnostics) {
    let Some(file) = survey.plan.file.as_ref().filter(|file| !file.owners.is_empty()) else { return };
    for event in &survey.plan.events {
        let Some(owner) = &event.extension.owner else { continue };
        if file.owners.iter().any(|known| known.id == *owner) {
            continue;
        }
        let message = format!("`plan.json` has no owner `{owner}`");
        let finding = survey.at_event("owner-unknown", event, "owner", message);
        let known = || file.owners.iter().map(|owner| owner.id.as_str());
        let near = nearest_name(owner, known()).filter(|_| event.extension.span_of("owner").is_some());
        found.push(match (near, event.extension.span_of("owner")) {
            (Some(near), Some(span)) => {
                let written = crate::json::quoted(near).to_string();
                finding.help(format!("did you mean `{near}`?")).edit(span, written)
            }
            _ => {
                let known: Vec<&str> = known().take(12).collect();
                finding
                    .help(format!("name one of {}, or add it to `owners` in `plan.json`", known.join(", ")))
            }
        });
    }
}

fn is_blank(text: Option<&str>) -> bool {
    text.is_none_or(|text| text.trim().is_empty())
}

/// The words that say something.
fn telling(text: &str) -> impl Iterator<Item = String> + '_ {
    each_word(text).filter(|word| tells(word))
}

fn tells(word: &str) -> bool {
    const SAY_NOTHING: [&str; 14] = [
        "a", "an", "the", "of", "for", "this", "its", "is", "s", "event", "value", "property", "field", "to",
    ];
    !SAY_NOTHING.contains(&word)
}

fn singular(word: &str) -> &str {
    word.strip_suffix('s').unwrap_or(word)
}
