//! Rules about the life of events: since when they are sent, and what takes their place.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::date::Date;
use super::rule::{Family, Rule, Settable, Setting};
use super::survey::Survey;
use crate::diagnostic::Diagnostics;
use crate::plan::Event;
use crate::schema::SchemaId;
use crate::suggest::nearest_name;
use crate::x_letter::{Kind, Status};

pub(super) const FAMILY: Family = Family {
    title: "Coming and going",
    about: "Reports outlive the code that fed them. Whoever takes something away says where its readers go.",
    rules: &[
        Rule {
            id: "replacement-missing",
            level: Setting::Warn,
            settable: Settable::Yes,
            summary: "What is deprecated says in `x-letter.replaced_by` what takes its place.",
            reason: "Who reads it needs to know what to read instead. If nothing takes its place, an allowance \
                     says so, and why.",
            invalid: &[(
                "trial_upgraded.json",
                r#"{
  "description": "A trial became a subscription.",
  "x-letter": { "track": "Trial Upgraded", "status": "deprecated" }
}"#,
            )],
            valid: &[
                (
                    "subscription_started.json",
                    r#"{
  "description": "A workspace began to pay.",
  "x-letter": { "track": "Subscription Started" }
}"#,
                ),
                (
                    "trial_upgraded.json",
                    r#"{
  "description": "A trial became a subscription.",
  "x-letter": {
    "track": "Trial Upgraded",
    "status": "deprecated",
    "replaced_by": "Subscription Started"
  }
}"#,
                ),
            ],
            check: Some(missing),
        },
        Rule {
            id: "replacement-unknown",
            level: Setting::Error,
            settable: Settable::Yes,
            summary: "A replacement is another event of the plan, or another property of the same object.",
            reason: "A pointer to nothing is worse than none: it looks as if somebody had checked.",
            invalid: &[(
                "trial_upgraded.json",
                r#"{
  "description": "A trial became a subscription.",
  "x-letter": {
    "track": "Trial Upgraded",
    "status": "deprecated",
    "replaced_by": "Subscription Begun"
  }
}"#,
            )],
            valid: &[
                (
                    "subscription_started.json",
                    r#"{
  "description": "A workspace began to pay.",
  "x-letter": { "track": "Subscription Started" }
}"#,
                ),
                (
                    "trial_upgraded.json",
                    r#"{
  "description": "A trial became a subscription.",
  "x-letter": {
    "track": "Trial Upgraded",
    "status": "deprecated",
    "replaced_by": "Subscription Started"
  }
}"#,
                ),
            ],
            check: Some(unknown),
        },
        Rule {
            id: "replacement-deprecated",
            level: Setting::Warn,
            settable: Settable::Yes,
            summary: "A replacement is not itself deprecated.",
            reason: "Whoever moves there has to move again.",
            invalid: &[
                (
                    "plan_bought.json",
                    r#"{
  "description": "A plan was paid for.",
  "x-letter": { "track": "Plan Bought", "status": "deprecated", "replaced_by": "Trial Upgraded" }
}"#,
                ),
                (
                    "subscription_started.json",
                    r#"{
  "description": "A workspace began to pay.",
  "x-letter": { "track": "Subscription Started" }
}"#,
                ),
                (
                    "trial_upgraded.json",
                    r#"{
  "description": "A trial became a subscription.",
  "x-letter": {
    "track": "Trial Upgraded",
    "status": "deprecated",
    "replaced_by": "Subscription Started"
  }
}"#,
                ),
            ],
            valid: &[
                (
                    "plan_bought.json",
                    r#"{
  "description": "A plan was paid for.",
  "x-letter": { "track": "Plan Bought", "status": "deprecated", "replaced_by": "Subscription Started" }
}"#,
                ),
                (
                    "subscription_started.json",
                    r#"{
  "description": "A workspace began to pay.",
  "x-letter": { "track": "Subscription Started" }
}"#,
                ),
            ],
            check: Some(deprecated),
        },
        Rule {
            id: "since-in-future",
            level: Setting::Warn,
            settable: Settable::Yes,
            summary: "An event that is sent since a day that has not come is a draft.",
            reason: "Whoever reads the plan today looks for numbers that are not there.",
            invalid: &[(
                "trial_extended.json",
                r#"{
  "description": "A trial got more days.",
  "x-letter": { "track": "Trial Extended", "since": "2062-03-01" }
}"#,
            )],
            valid: &[(
                "trial_extended.json",
                r#"{
  "description": "A trial got more days.",
  "x-letter": { "track": "Trial Extended", "since": "2062-03-01", "status": "draft" }
}"#,
            )],
            check: Some(future),
        },
    ],
};

fn by_name<'a>(survey: &Survey<'a>) -> BTreeMap<&'a str, &'a Event> {
    let events = survey.plan.events.iter().filter(|event| event.kind == Kind::Track);
    events.map(|event| (event.name.as_str(), event)).collect()
}

fn missing(survey: &Survey<'_>, found: &mut Diagnostics) {
    const RULE: &str = "replacement-missing";
    for event in &survey.plan.events {
        if event.is_deprecated(&survey.plan.schemas) && event.extension.replaced_by.is_none() {
            let message =
                format!("\"{}\" is deprecated, and it is not said what takes its place", event.name);
            let finding = survey.at_event(RULE, event, "status", message);
            found.push(finding.help(
                "add `\"replaced_by\": \"…\"` to its `x-letter`; if nothing does, allow this rule and say why",
            ));
        }
    }
    for property in survey.properties.iter().filter(|property| property.is_deprecated()) {
        if property.said.iter().all(|keywords| keywords.extension.replaced_by.is_none()) {
            let message = format!(
                "the property `{}` is deprecated, and it is not said what takes its place",
                property.name
            );
            found.push(property.finding(RULE, message).help(
                "add `\"x-letter\": { \"replaced_by\": \"…\" }`; if nothing does, allow this rule and say why",
            ));
        }
    }
}

fn unknown(survey: &Survey<'_>, found: &mut Diagnostics) {
    const RULE: &str = "replacement-unknown";
    let events = by_name(survey);
    for event in &survey.plan.events {
        let Some(replacement) = event.extension.replaced_by.as_deref() else { continue };
        let message = if replacement == event.name {
            format!("\"{replacement}\" is said to take its own place")
        } else if events.contains_key(replacement) {
            continue;
        } else {
            format!(
                "the plan has no event \"{replacement}\", which is to take the place of \"{}\"",
                event.name
            )
        };
        let finding = survey.at_event(RULE, event, "replaced_by", message);
        let others = events.keys().copied().filter(|name| *name != event.name);
        found.push(match nearest_name(replacement, others) {
            Some(near) => {
                let span = event.extension.span_of("replaced_by").unwrap_or(event.name_span);
                finding
                    .help(format!("did you mean \"{near}\"?"))
                    .edit(span, crate::json::quoted(near).to_string())
            }
            None => finding.help("name another event of the plan"),
        });
    }
    let mut siblings: HashMap<SchemaId, BTreeSet<&str>> = HashMap::new();
    for property in &survey.properties {
        let extension = property.said.first().map(|keywords| &keywords.extension);
        let Some((replacement, span)) = extension.and_then(|extension| {
            Some((extension.replaced_by.as_deref()?, extension.span_of("replaced_by")?))
        }) else {
            continue;
        };
        let siblings = siblings.entry(property.parent).or_insert_with(|| {
            let keywords = survey.plan.schemas.keywords(property.parent);
            keywords.into_iter().flat_map(|all| &all.properties).map(|(name, _)| name.as_str()).collect()
        });
        if replacement != property.name && siblings.contains(replacement) {
            continue;
        }
        let others = siblings.iter().copied().filter(|name| *name != property.name);
        let message = format!("there is no other property `{replacement}` beside `{}`", property.name);
        let mut finding = property.finding(RULE, message);
        finding.span = Some(span);
        found.push(match nearest_name(replacement, others) {
            Some(near) => finding.help(format!("did you mean `{near}`?")),
            None => finding.help("name another property of the same object"),
        });
    }
}

fn deprecated(survey: &Survey<'_>, found: &mut Diagnostics) {
    const RULE: &str = "replacement-deprecated";
    let events = by_name(survey);
    for event in &survey.plan.events {
        let Some(other) = event.extension.replaced_by.as_deref().and_then(|name| events.get(name)) else {
            continue;
        };
        if other.name != event.name && other.is_deprecated(&survey.plan.schemas) {
            let message =
                format!("\"{}\" is replaced by \"{}\", which is itself deprecated", event.name, other.name);
            let finding = survey.at_event(RULE, event, "replaced_by", message);
            let finding = finding.note(survey.name_span(other), "the replacement");
            found.push(match &other.extension.replaced_by {
                Some(next) if *next != event.name => {
                    finding.help(format!("name \"{next}\", which replaces that"))
                }
                _ => finding.help("name an event that is still sent"),
            });
        }
    }
}

fn future(survey: &Survey<'_>, found: &mut Diagnostics) {
    const RULE: &str = "since-in-future";
    let to_come =
        |since: &Option<String>| since.as_deref().and_then(Date::parse).filter(|since| *since > survey.today);
    for event in &survey.plan.events {
        let Some(since) = to_come(&event.extension.since) else { continue };
        if event.extension.status != Some(Status::Draft) {
            let message = format!("\"{}\" is sent since {since}, which has not come", event.name);
            let finding = survey.at_event(RULE, event, "since", message);
            found.push(finding.help("correct the date, or add `\"status\": \"draft\"` until then"));
        }
    }
    for property in &survey.properties {
        let Some(since) = property.said.first().and_then(|said| to_come(&said.extension.since)) else {
            continue;
        };
        let draft = property
            .event
            .is_some_and(|event| survey.plan.events[event].extension.status == Some(Status::Draft));
        if !draft {
            let message = format!("`{}` is sent since {since}, which has not come", property.name);
            found.push(
                property.finding(RULE, message).help("correct the date, or add the property when it is sent"),
            );
        }
    }
}
