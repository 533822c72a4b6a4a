//! Rules about names across the plan: the same thing twice, and two things of one name.

use std::collections::{BTreeMap, HashMap};

use super::rule::{Family, Rule, Settable, Setting};
use super::slips::{folded, typos};
use super::survey::{Property, Survey};
use crate::diagnostic::Diagnostics;
use crate::plan::Event;
use crate::schema::Types;
use crate::source::Span;
use crate::x_letter::Kind;

pub(super) const FAMILY: Family = Family {
    title: "Across the plan",
    about: "Analysts join events by what properties are called. One thing has one name, and one name means one \
            thing.",
    rules: &[
        Rule {
            id: "event-name-collision",
            level: Setting::Error,
            settable: Settable::Yes,
            summary: "No two events differ only in case, spacing or punctuation.",
            reason: "To people they are the same event. To Letter they are two, and whoever waits for the one \
                     never hears of the other.",
            invalid: &[
                (
                    "a.json",
                    r#"{ "description": "Somebody created an account.", "x-letter": { "track": "Signed Up" } }"#,
                ),
                (
                    "b.json",
                    r#"{ "description": "Somebody confirmed.", "x-letter": { "track": "signed_up" } }"#,
                ),
            ],
            valid: &[
                (
                    "a.json",
                    r#"{ "description": "Somebody created an account.", "x-letter": { "track": "Signed Up" } }"#,
                ),
                (
                    "b.json",
                    r#"{ "description": "Somebody confirmed.", "x-letter": { "track": "Address Confirmed" } }"#,
                ),
            ],
            check: Some(event_collisions),
        },
        Rule {
            id: "event-name-typo",
            level: Setting::Warn,
            settable: Settable::Yes,
            summary: "No two events are one letter apart.",
            reason: "Mostly one of the two is misspelt, and was never meant to be.",
            invalid: &[
                (
                    "a.json",
                    r#"{ "description": "An order was paid.", "x-letter": { "track": "Order Completed" } }"#,
                ),
                (
                    "b.json",
                    r#"{ "description": "An order was sent.", "x-letter": { "track": "Order Compleated" } }"#,
                ),
            ],
            valid: &[
                (
                    "a.json",
                    r#"{ "description": "An order was paid.", "x-letter": { "track": "Order Completed" } }"#,
                ),
                (
                    "b.json",
                    r#"{ "description": "An order was sent.", "x-letter": { "track": "Order Shipped" } }"#,
                ),
            ],
            check: Some(event_typos),
        },
        Rule {
            id: "property-name-collision",
            level: Setting::Warn,
            settable: Settable::Yes,
            summary: "No two properties of the plan differ only in case, spacing or punctuation.",
            reason: "They are one thing to people and two columns to everything else.",
            invalid: &[
                (
                    "a.json",
                    r#"{
  "description": "An order was paid.",
  "properties": { "order_id": { "type": "string", "description": "The order in the shop's database." } }
}"#,
                ),
                (
                    "b.json",
                    r#"{
  "description": "An order was sent.",
  "properties": { "orderId": { "type": "string", "description": "The order in the shop's database." } }
}"#,
                ),
            ],
            valid: &[
                (
                    "a.json",
                    r#"{
  "description": "An order was paid.",
  "properties": { "order_id": { "type": "string", "description": "The order in the shop's database." } }
}"#,
                ),
                (
                    "b.json",
                    r#"{
  "description": "An order was sent.",
  "properties": { "order_id": { "type": "string", "description": "The order in the shop's database." } }
}"#,
                ),
            ],
            check: Some(property_collisions),
        },
        Rule {
            id: "property-name-typo",
            level: Setting::Warn,
            settable: Settable::Yes,
            summary: "No two properties of the plan are one letter apart.",
            reason: "Mostly the rarer one is misspelt, and its values are missing from every report.",
            invalid: &[(
                "a.json",
                r#"{
  "description": "An order was paid.",
  "properties": {
    "currency": { "enum": ["EUR", "USD"], "description": "What it was paid in." },
    "refund_curency": { "enum": ["EUR", "USD"], "description": "What is paid back in." },
    "refund_currency": { "enum": ["EUR", "USD"], "description": "The same." }
  }
}"#,
            )],
            valid: &[(
                "a.json",
                r#"{
  "description": "An order was paid.",
  "properties": {
    "currency": { "enum": ["EUR", "USD"], "description": "What it was paid in." },
    "refund_currency": { "enum": ["EUR", "USD"], "description": "What is paid back in." }
  }
}"#,
            )],
            check: Some(property_typos),
        },
        Rule {
            id: "property-type-differs",
            level: Setting::Warn,
            settable: Settable::Yes,
            summary: "A property has the same type in every event.",
            reason: "A column of a warehouse has one type, and so has a condition in a segment.",
            invalid: &[
                (
                    "a.json",
                    r#"{
  "description": "An order was paid.",
  "properties": { "order_id": { "type": "string", "description": "The order in the shop's database." } }
}"#,
                ),
                (
                    "b.json",
                    r#"{
  "description": "An order was sent.",
  "properties": { "order_id": { "type": "integer", "description": "The order in the shop's database." } }
}"#,
                ),
            ],
            valid: &[
                (
                    "a.json",
                    r#"{
  "description": "An order was paid.",
  "properties": { "order_id": { "type": "string", "description": "The order in the shop's database." } }
}"#,
                ),
                (
                    "b.json",
                    r#"{
  "description": "An order was sent.",
  "properties": { "order_id": { "type": "string", "description": "The order in the shop's database." } }
}"#,
                ),
            ],
            check: Some(types_differ),
        },
    ],
};

fn tracked<'a>(survey: &Survey<'a>) -> impl Iterator<Item = &'a Event> {
    survey.plan.events.iter().filter(|event| event.kind == Kind::Track)
}

fn event_collisions(survey: &Survey<'_>, found: &mut Diagnostics) {
    let mut first: HashMap<String, &Event> = HashMap::new();
    for event in tracked(survey) {
        let other = *first.entry(folded(&event.name)).or_insert(event);
        // Equal names are reported by the reader.
        if other.name != event.name {
            let message =
                format!("the events \"{}\" and \"{}\" are one name to people", event.name, other.name);
            let finding = survey.at_event("event-name-collision", event, "track", message);
            found.push(finding.note(survey.name_span(other), "the other one").help(
                "if they are one event, delete one of the files; else name them so that people tell them apart",
            ));
        }
    }
}

fn event_typos(survey: &Survey<'_>, found: &mut Diagnostics) {
    let names: Vec<&str> = tracked(survey).map(|event| event.name.as_str()).collect();
    let by_name: HashMap<&str, &Event> = tracked(survey).map(|event| (event.name.as_str(), event)).collect();
    for (first, second) in typos(&names) {
        let (Some(first), Some(second)) = (by_name.get(first), by_name.get(second)) else { continue };
        let message = format!("the event \"{}\" is one letter from \"{}\"", second.name, first.name);
        let finding = survey.at_event("event-name-typo", second, "track", message);
        found.push(finding.note(survey.name_span(first), "the other one").help(
            "correct the one that is misspelt; if both are meant, allow this rule in one file and say why",
        ));
    }
}

/// A name of properties, and where it is used.
struct Uses {
    count: usize,
    first: Span,
}

fn uses<'a>(survey: &'a Survey<'_>) -> BTreeMap<&'a str, Uses> {
    let mut uses: BTreeMap<&str, Uses> = BTreeMap::new();
    for property in &survey.properties {
        let used = uses.entry(property.name).or_insert(Uses { count: 0, first: property.span() });
        used.count += 1;
        used.first = used.first.min(property.span());
    }
    uses
}

fn property_collisions(survey: &Survey<'_>, found: &mut Diagnostics) {
    let uses = uses(survey);
    // The name that is used most is the right one.
    let mut right: HashMap<String, &str> = HashMap::new();
    for (name, used) in &uses {
        let known = right.entry(folded(name)).or_insert(name);
        if (used.count, std::cmp::Reverse(used.first))
            > (uses[known].count, std::cmp::Reverse(uses[known].first))
        {
            *known = name;
        }
    }
    for property in &survey.properties {
        let Some(right) = right.get(&folded(property.name)).filter(|right| **right != property.name) else {
            continue;
        };
        let message = format!("the property `{}` is elsewhere called `{right}`", property.name);
        let finding = property.finding("property-name-collision", message);
        found.push(finding.note(uses[right].first, "as here").help(format!("call it `{right}` here too")));
    }
}

fn property_typos(survey: &Survey<'_>, found: &mut Diagnostics) {
    let uses = uses(survey);
    let names: Vec<&str> = uses.keys().copied().collect();
    let mut wrong: HashMap<&str, &str> = HashMap::new();
    for (a, b) in typos(&names) {
        let rank = |name: &str| (uses[name].count, std::cmp::Reverse(uses[name].first));
        let (rare, common) = if rank(a) < rank(b) { (a, b) } else { (b, a) };
        wrong.entry(rare).or_insert(common);
    }
    for property in &survey.properties {
        let Some(right) = wrong.get(property.name) else { continue };
        let message = format!("the property `{}` is one letter from `{right}`", property.name);
        let finding = property.finding("property-name-typo", message);
        found.push(
            finding.note(uses[right].first, "the other one").help(
                "correct the one that is misspelt; if both are meant, allow this rule here and say why",
            ),
        );
    }
}

fn types_differ(survey: &Survey<'_>, found: &mut Diagnostics) {
    let mut by_name: BTreeMap<&str, Vec<(&Property<'_>, &Event)>> = BTreeMap::new();
    for (property, event) in survey.own_properties().filter(|(property, _)| !property.refines) {
        if property.types() != Types::ALL.without(Types::NULL) {
            by_name.entry(property.name).or_default().push((property, event));
        }
    }
    for (name, properties) in by_name {
        let mut counts: Vec<(Types, usize)> = Vec::new();
        for (property, _) in &properties {
            let types = property.types();
            match counts.iter_mut().find(|(known, _)| *known == types) {
                Some((_, count)) => *count += 1,
                None => counts.push((types, 1)),
            }
        }
        // Of several equally frequent ones the first is the rule.
        let Some((usual, _)) = counts.iter().rev().max_by_key(|(_, count)| *count).copied() else { continue };
        let Some((example, of)) = properties.iter().find(|(property, _)| property.types() == usual) else {
            continue;
        };
        for (property, _) in properties.iter().filter(|(property, _)| property.types() != usual) {
            let message = format!(
                "`{name}` is {} here, and {} in \"{}\"",
                property.types().words(),
                usual.words(),
                of.name
            );
            let finding = property.finding("property-type-differs", message);
            found.push(
                finding
                    .note(example.span(), "as here")
                    .help("give it the same type, or another name if it is another thing"),
            );
        }
    }
}
