//! What could be better about a plan, for the page that says so.

use std::collections::HashSet;

use letter_schema::diagnostic::{Diagnostics, Level};
use letter_schema::plan::Plan;
use letter_schema::rules::{self, Date};
use letter_schema::schema::SchemaId;

use super::catalog::{Catalog, Definition, Event, Finding, Health, Link, Use};

/// Findings that are listed.
const MOST: usize = 500;
/// The day that the plan is checked on. A catalog is the same on every day, so no allowance has ended yet.
const NO_DAY: &str = "0000-01-01";
/// The rule that would find every date to be in the future.
const BY_DAY: &str = "since-in-future";

pub(super) fn health(plan: &Plan, catalog: &Catalog) -> Health {
    let mut health = Health { unused: unused(plan), ..Health::default() };
    let link = |event: &Event| Link { name: event.name.clone(), id: Some(event.id.clone()) };
    for event in &catalog.events {
        let nameless =
            |anchor: &str| Use { event: event.name.clone(), id: event.id.clone(), anchor: anchor.to_owned() };
        health.describable += 1 + event.properties.len();
        if event.description.is_empty() {
            health.undocumented.push(nameless(""));
        }
        let rows = event.properties.iter().filter(|row| row.description.is_empty());
        health.undocumented.extend(
            rows.map(|row| Use { event: format!("{} · {}", event.name, row.path), ..nameless(&row.anchor) }),
        );
        if event.owner.is_none() {
            health.unowned.push(link(event));
        }
        if event.status == "deprecated" {
            health.retired.push(link(event));
        }
        if catalog.scanned && event.places.is_empty() && event.status == "active" {
            health.unsent.push(link(event));
        }
    }
    let checked = checked(plan);
    health.errors = checked.iter().filter(|diagnostic| diagnostic.level == Level::Error).count();
    let findings = checked.sorted().into_iter().take(MOST).map(|diagnostic| Finding {
        message: diagnostic.message.clone(),
        place: diagnostic.span.map(|span| plan.sources.place(span)).unwrap_or_default(),
    });
    health.findings = findings.collect();
    health
}

/// What reading the plan reported, and the errors by the rules that need neither a day nor another version.
fn checked(plan: &Plan) -> Diagnostics {
    let read: HashSet<_> = plan.found.iter().map(|found| (found.rule, found.span)).collect();
    let found = Date::parse(NO_DAY).map(|day| rules::check(plan, day, [])).unwrap_or_default();
    let mut checked = Diagnostics::default();
    for diagnostic in found {
        let is_mistake =
            diagnostic.level == Level::Error || read.contains(&(diagnostic.rule, diagnostic.span));
        if is_mistake && diagnostic.rule != BY_DAY {
            checked.push(diagnostic);
        }
    }
    checked
}

/// Definitions that no reference leads to.
fn unused(plan: &Plan) -> Vec<Definition> {
    let schemas = &plan.schemas;
    let keywords = || schemas.ids().filter_map(|id| schemas.keywords(id));
    let used: HashSet<SchemaId> = keywords().filter_map(|one| one.reference.as_ref()?.target).collect();
    let mut unused = Vec::new();
    for (name, id) in keywords().flat_map(|one| &one.definitions) {
        let schema = schemas.get(*id);
        // A reference to a part of a definition uses it as well.
        let within = format!("{}/", schema.pointer);
        let part = || {
            used.iter().any(|one| {
                let other = schemas.get(*one);
                other.span.file == schema.span.file && other.pointer.starts_with(&within)
            })
        };
        if !used.contains(id) && !part() {
            let file = plan.sources.file(schema.span.file);
            let place = format!("{}:{}", file.path(), file.position(schema.span.start).line);
            unused.push(Definition { name: name.clone(), place });
        }
    }
    unused
}
