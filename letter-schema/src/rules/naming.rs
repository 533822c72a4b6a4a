//! Rules about names: their writing, their neighbours, and what is taken.

use std::collections::BTreeSet;

use super::rule::{Family, Rule, Settable, Setting};
use super::survey::Survey;
use crate::case::{Case, words};
use crate::diagnostic::Diagnostics;
use crate::plan::Event;
use crate::schema::Types;
use crate::x_letter::Kind;

pub(super) const FAMILY: Family = Family {
    title: "Names",
    about: "A name is what analysts type. One that is written otherwise than its neighbours is one that \
            somebody will not find.",
    rules: &[
        Rule {
            id: "event-name-case",
            level: Setting::Warn,
            settable: Settable::Yes,
            summary: "Events are named in the plan's way of writing: `naming.events` in `plan.json`, or else \
                      that of most events.",
            reason: "Letter matches event names letter by letter. Whoever knows one name of the plan must be \
                     able to guess the writing of the next.",
            invalid: &[
                ("plan.json", r#"{ "naming": { "events": "Title Case" } }"#),
                (
                    "order_completed.json",
                    r#"{
  "description": "A customer paid for a cart.",
  "x-letter": { "track": "order_completed" }
}"#,
                ),
            ],
            valid: &[
                ("plan.json", r#"{ "naming": { "events": "Title Case" } }"#),
                (
                    "order_completed.json",
                    r#"{
  "description": "A customer paid for a cart.",
  "x-letter": { "track": "Order Completed" }
}"#,
                ),
            ],
            check: Some(event_case),
        },
        Rule {
            id: "property-name-case",
            level: Setting::Warn,
            settable: Settable::Yes,
            summary: "Properties are named in the plan's way of writing: `naming.properties` in `plan.json`, \
                      or else that of most properties.",
            reason: "`orderId` here and `order_id` there are two columns to everything that reads events.",
            invalid: &[(
                "order_completed.json",
                r#"{
  "description": "A customer paid for a cart.",
  "properties": {
    "order_id": { "type": "string", "description": "The order in the shop's database." },
    "payment_method": { "enum": ["card", "bill"], "description": "How it is paid." },
    "item_count": { "type": "integer", "description": "Items in the cart." },
    "couponCode": { "type": "string", "description": "The coupon, if one was redeemed." }
  }
}"#,
            )],
            valid: &[(
                "order_completed.json",
                r#"{
  "description": "A customer paid for a cart.",
  "properties": {
    "order_id": { "type": "string", "description": "The order in the shop's database." },
    "payment_method": { "enum": ["card", "bill"], "description": "How it is paid." },
    "item_count": { "type": "integer", "description": "Items in the cart." },
    "coupon_code": { "type": "string", "description": "The coupon, if one was redeemed." }
  }
}"#,
            )],
            check: Some(property_case),
        },
        Rule {
            id: "boolean-negated",
            level: Setting::Warn,
            settable: Settable::Yes,
            summary: "A boolean says what is, not what is not.",
            reason: "`is_not_active: false` takes two thoughts, and half of the readers get it wrong.",
            invalid: &[(
                "settings_saved.json",
                r#"{
  "description": "A member saved the settings of a project.",
  "properties": {
    "notifications_disabled": {
      "type": "boolean",
      "description": "Whether the project sends no e-mail."
    }
  }
}"#,
            )],
            valid: &[(
                "settings_saved.json",
                r#"{
  "description": "A member saved the settings of a project.",
  "properties": {
    "notifications_enabled": {
      "type": "boolean",
      "description": "Whether the project sends e-mail."
    }
  }
}"#,
            )],
            check: Some(negated),
        },
        Rule {
            id: "name-reserved",
            level: Setting::Warn,
            settable: Settable::Yes,
            summary: "No name stands for something else on the wire.",
            reason: "A property `messageId` is not the id of the message that carries it, which is what readers \
                     will take it for. Names that begin with `$` are commonly kept by the tools that events \
                     are passed on to.",
            invalid: &[(
                "order_completed.json",
                r#"{
  "description": "A customer paid for a cart.",
  "x-letter": { "track": "Order Completed" },
  "properties": {
    "messageId": { "type": "string", "description": "The confirmation that was sent." }
  }
}"#,
            )],
            valid: &[(
                "order_completed.json",
                r#"{
  "description": "A customer paid for a cart.",
  "x-letter": { "track": "Order Completed" },
  "properties": {
    "confirmation_id": { "type": "string", "description": "The confirmation that was sent." }
  }
}"#,
            )],
            check: Some(reserved),
        },
    ],
};

/// The least number of names from which a way of writing is learnt.
const MIN_NAMES: usize = 3;

/// The way of writing that most names with several words have.
fn majority<'a>(names: impl Iterator<Item = &'a str>) -> Option<Case> {
    let telling: Vec<&str> = names.filter(|name| words(name).len() > 1).collect();
    let (case, fits) = Case::NAMES
        .into_iter()
        .map(|(_, case)| (case, telling.iter().filter(|name| case.fits(name)).count()))
        // The first of several that fit equally well.
        .rev()
        .max_by_key(|(_, fits)| *fits)?;
    (fits >= MIN_NAMES && fits * 2 > telling.len()).then_some(case)
}

fn event_case(survey: &Survey<'_>, found: &mut Diagnostics) {
    let events: Vec<&Event> = survey.plan.events.iter().filter(|event| event.kind == Kind::Track).collect();
    let declared = survey.plan.file.as_ref().and_then(|file| file.naming.events);
    let case = declared.or_else(|| majority(events.iter().map(|event| event.name.as_str())));
    let Some(case) = case else { return };
    let whose = if declared.is_some() { "the plan asks for" } else { "most events of the plan have" };
    for event in events.into_iter().filter(|event| !case.fits(&event.name)) {
        let right = case.write(&event.name);
        let message = format!("the event \"{}\" is not in {}, which {whose}", event.name, case.name());
        let finding = survey.at_event("event-name-case", event, "track", message);
        found.push(finding.help(format!(
            "name it \"{right}\"; if it is sent already, that is another event to everyone who reads it"
        )));
    }
}

fn property_case(survey: &Survey<'_>, found: &mut Diagnostics) {
    let declared = survey.plan.file.as_ref().and_then(|file| file.naming.properties);
    let distinct: BTreeSet<&str> = survey.properties.iter().map(|property| property.name).collect();
    let Some(case) = declared.or_else(|| majority(distinct.into_iter())) else { return };
    let whose = if declared.is_some() { "the plan asks for" } else { "most properties of the plan have" };
    for property in survey.properties.iter().filter(|property| !case.fits(property.name)) {
        let right = case.write(property.name);
        let message = format!("the property `{}` is not in {}, which {whose}", property.name, case.name());
        let finding = property.finding("property-name-case", message);
        found.push(if right.is_empty() { finding } else { finding.help(format!("name it `{right}`")) });
    }
}

fn negated(survey: &Survey<'_>, found: &mut Diagnostics) {
    const NEGATIONS: [(&str, &str); 11] = [
        ("not", ""),
        ("no", ""),
        ("non", ""),
        ("never", ""),
        ("without", "with"),
        ("cannot", "can"),
        ("isnt", "is"),
        ("disabled", "enabled"),
        ("disallowed", "allowed"),
        ("inactive", "active"),
        ("unsubscribed", "subscribed"),
    ];
    for property in survey.properties.iter().filter(|property| property.types() == Types::BOOLEAN) {
        let words = &property.words;
        let negation = NEGATIONS.iter().find(|(negation, _)| words.iter().any(|word| word == negation));
        let Some((negation, positive)) = negation else { continue };
        let right: Vec<&str> = words
            .iter()
            .map(|word| if word == negation { positive } else { word.as_str() })
            .filter(|word| !word.is_empty())
            .collect();
        let case = Case::NAMES.into_iter().map(|(_, case)| case).find(|case| {
            case.fits(property.name) && !matches!(case, Case::Title | Case::Sentence | Case::Lower)
        });
        let right = case.unwrap_or(Case::Snake).write(&right.join("_"));
        let message = format!("the boolean `{}` is named after what is not", property.name);
        let finding = property.finding("boolean-negated", message);
        found.push(if right.is_empty() {
            finding
        } else {
            finding.help(format!("name it `{right}`, and turn its values around"))
        });
    }
}

fn reserved(survey: &Survey<'_>, found: &mut Diagnostics) {
    /// The keys of a message on the wire.
    const KEYS: [&str; 4] = ["messageId", "userId", "accountId", "timestamp"];
    for event in survey.plan.events.iter().filter(|event| event.kind == Kind::Track) {
        let why = match event.name.as_str() {
            "track" | "identify" | "group" => "is the name of a call",
            name if name.starts_with('$') => "begins with `$`",
            _ => continue,
        };
        let message = format!("the event name \"{}\" {why}", event.name);
        let finding = survey.at_event("name-reserved", event, "track", message);
        found.push(finding.help("name it after what happened, such as \"Order Completed\""));
    }
    for (property, _) in survey.own_properties() {
        let why = if property.name.starts_with('$') {
            "begins with `$`, which is commonly kept for the tools themselves"
        } else if KEYS.contains(&property.name) {
            "is a key of the message that carries it"
        } else {
            continue;
        };
        let message = format!("the name `{}` {why}", property.name);
        let finding = property.finding("name-reserved", message);
        found.push(finding.help(
            "name it after what it means; what stands in the message itself is given at the call, not in the plan",
        ));
    }
}
