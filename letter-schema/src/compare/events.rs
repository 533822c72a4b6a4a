//! Events: which of the two plans belong together, and which are new or gone.

use super::change::{Audience, Change, Step, Verdict};
use super::half::Half;
use super::walk::Walk;
use super::witness::Direction;
use super::{canonical, search};
use crate::plan::Event;
use crate::x_letter::Kind;

/// Compares the events of two plans.
pub(super) fn compare(old: &Half<'_>, new: &Half<'_>) -> Vec<Change> {
    let mut changes = Vec::new();
    for event in &new.plan.events {
        let Some(before) = old.plan.events.iter().find(|before| same(before, event)) else {
            changes.push(change(new, event, "event-added", format!("{} was added", words(event))));
            continue;
        };
        changes.extend(pair(old, new, before, event));
    }
    for event in &old.plan.events {
        if !new.plan.events.iter().any(|now| same(event, now)) {
            let mut gone = change(old, event, "event-removed", format!("{} was removed", words(event)));
            gone.producers = Verdict::Breaking { witness: None };
            gone.consumers = Verdict::Breaking { witness: None };
            gone.step = Step::Major;
            gone.span = None;
            changes.push(gone);
        }
    }
    changes
}

fn same(one: &Event, other: &Event) -> bool {
    one.kind == other.kind && one.name == other.name
}

pub(super) fn pair(old: &Half<'_>, new: &Half<'_>, before: &Event, now: &Event) -> Vec<Change> {
    let file = new.plan.sources.file(now.file).path().to_owned();
    let mut walk = Walk { old, new, file, path: Vec::new(), changes: Vec::new(), places: 0, quiet: false };
    walk.root(before.schema, now.schema);
    let mut changes = walk.changes;
    changes.extend(unseen(old, new, before, now, &changes));
    changes
}

/// What no rule saw, and a payload shows.
fn unseen(old: &Half<'_>, new: &Half<'_>, before: &Event, now: &Event, known: &[Change]) -> Option<Change> {
    let same = canonical::text(old.schemas, &[before.schema]);
    if same.is_some() && same == canonical::text(new.schemas, &[now.schema]) {
        return None;
    }
    let search = |direction| {
        let witness = search::find(direction, (old, before.schema), (new, now.schema));
        witness.map_or(Verdict::Compatible, |witness| Verdict::Breaking { witness: Some(witness) })
    };
    let mut found = change(new, now, "instance-rejected", String::new());
    if !known.iter().any(|change| change.producers.is_breaking()) {
        found.producers = search(Direction::Producers);
    }
    if !known.iter().any(|change| change.consumers.is_breaking()) {
        found.consumers = search(Direction::Consumers);
    }
    if !found.breaks(Audience::Both) {
        return None;
    }
    found.message = format!("{} accepts other payloads than before", words(now));
    found.step = Step::Major;
    Some(found)
}

fn words(event: &Event) -> String {
    match event.kind {
        Kind::Track => format!("the event \"{}\"", event.name),
        Kind::Identify => format!("the user traits \"{}\"", event.name),
        Kind::Group => format!("the account traits \"{}\"", event.name),
    }
}

fn change(half: &Half<'_>, event: &Event, rule: &'static str, message: String) -> Change {
    Change {
        rule,
        file: half.plan.sources.file(event.file).path().to_owned(),
        pointer: String::new(),
        message,
        span: Some(event.name_span),
        producers: Verdict::Compatible,
        consumers: Verdict::Compatible,
        step: Step::Minor,
    }
}
