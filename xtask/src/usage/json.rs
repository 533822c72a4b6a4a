//! A report for programs; `docs/usage.md` describes it.

use serde_json::{Value, json};

use super::report::{Report, State, Tests, Usage};
use crate::output::visible_json;

pub(super) fn text(report: &Report) -> String {
    let tests = match report.tests {
        Tests::NotRun => "not run",
        Tests::Passed(_) => "passed",
        Tests::Failed(_) => "failed",
        Tests::Read(_) => "read",
    };
    let events: Vec<Value> = report.events.iter().map(event).collect();
    let document = json!({ "version": 1, "tests": tests, "events": events });
    visible_json(&format!("{document:#}")) + "\n"
}

fn event(event: &Usage) -> Value {
    let places: Vec<Value> = event
        .places
        .iter()
        .map(|place| {
            let kind = if place.is_library { "library" } else { "program" };
            json!({ "kind": kind, "package": place.package, "name": place.target })
        })
        .collect();
    let state = match event.state() {
        State::Declared => "declared",
        State::OnlyInTests => "only-in-tests",
        State::Constructed => "constructed",
        State::Sent => "sent",
    };
    let declared = event.declared.as_ref();
    json!({
        "kind": event.call,
        "name": event.name,
        "state": state,
        "declared": declared.is_some(),
        "constructed": event.is_constructed(),
        "sent": event.sent,
        "asked": declared.is_some_and(|declared| declared.is_asked),
        "excepted": declared.and_then(|declared| declared.excepted.as_ref()),
        "places": places,
        "owner": declared.and_then(|declared| declared.owner.as_ref()),
        "tags": declared.map_or(&[][..], |declared| &declared.tags),
        "status": declared.map(|declared| declared.status),
        "file": declared.map(|declared| &declared.file),
        "line": declared.map(|declared| declared.line),
    })
}
