//! Events: which of the two plans belong together, and which are new or gone.

use std::cell::LazyCell;
use std::collections::HashMap;
use std::rc::Rc;

use super::change::{Change, Matched, Step, Verdict};
use super::half::Half;
use super::pair::{change, pair, words};
use crate::json::Json;
use crate::plan::Event;
use crate::sample::Sampler;
use crate::schema::SchemaId;
use crate::x_letter::{Kind, Status};

/// How near the names of events have to be for one to be the other renamed, of 1 for the same.
const NEAR: f64 = 0.8;
/// Events that are compared with each other for being renamed.
const MAX_PAIRS: usize = 40_000;

/// Whether an old event and a new one are the same.
type Belongs<'a> = &'a dyn Fn(&Event, &Event) -> bool;

/// Compares the events of two plans.
pub(super) fn compare(old: &Half<'_>, new: &Half<'_>) -> Vec<Matched> {
    let mut left: Vec<usize> = (0..old.plan.events.len()).collect();
    let mut pairs: Vec<Option<usize>> = vec![None; new.plan.events.len()];
    let paths = (paths(old), paths(new));
    let same_name = |one: &Event, other: &Event| one.kind == other.kind && one.name == other.name;
    let file = |one: &Event, other: &Event| paths.0[one.file.0 as usize] == paths.1[other.file.0 as usize];
    let same_file = |one: &Event, other: &Event| one.kind == other.kind && file(one, other);
    let other_kind_in_file = |one: &Event, other: &Event| one.kind != other.kind && file(one, other);
    let only = |half: &Half<'_>, kind| half.plan.events.iter().filter(|one| one.kind == kind).count() == 1;
    // The traits of users or accounts have no name on the wire.
    let same_traits = |one: &Event, other: &Event| {
        one.kind == other.kind && one.kind != Kind::Track && only(old, one.kind) && only(new, one.kind)
    };
    let other_kind = |one: &Event, other: &Event| one.kind != other.kind && one.name == other.name;
    let texts = |half: &Half<'_>| -> HashMap<SchemaId, Option<Rc<str>>> {
        let events = half.plan.events.iter();
        events.map(|event| (event.schema, half.text(&[event.schema]))).collect()
    };
    // Only where events are left over.
    let known = LazyCell::new(|| (texts(old), texts(new)));
    let like = |one: &Event, other: &Event| {
        one.kind == other.kind && {
            let text = known.0.get(&one.schema).and_then(Option::as_ref);
            let speaks = old.schemas.keywords(one.schema).is_some_and(|one| !one.properties.is_empty());
            let near = strsim::normalized_damerau_levenshtein(&one.name, &other.name) >= NEAR;
            near || (speaks && text.is_some() && text == known.1.get(&other.schema).and_then(Option::as_ref))
        }
    };
    let ways: [Belongs<'_>; 6] =
        [&same_name, &same_traits, &same_file, &other_kind, &other_kind_in_file, &like];
    for (at, belongs) in ways.into_iter().enumerate() {
        let open = pairs.iter().filter(|pair| pair.is_none()).count();
        if at > 0 && open * left.len() > MAX_PAIRS {
            continue;
        }
        for (event, pair) in new.plan.events.iter().zip(&mut pairs).filter(|(_, pair)| pair.is_none()) {
            if let Some(found) = left.iter().position(|before| belongs(&old.plan.events[*before], event)) {
                *pair = Some(left.remove(found));
            }
        }
    }
    let now = new.plan.events.iter().zip(pairs).enumerate().map(|(at, (event, before))| {
        let changes = match before {
            Some(before) => both(old, new, &old.plan.events[before], event),
            None => vec![change(new, event, "event-added", format!("{} was added", words(event)))],
        };
        Matched { old: before, new: Some(at), changes }
    });
    let gone = left.into_iter().map(|at| {
        let changes = vec![removed(old, &old.plan.events[at])];
        Matched { old: Some(at), new: None, changes }
    });
    now.chain(gone).collect()
}

fn paths<'a>(half: &Half<'a>) -> Vec<&'a str> {
    half.plan.sources.iter().map(|(_, file)| file.path()).collect()
}

fn both(old: &Half<'_>, new: &Half<'_>, before: &Event, now: &Event) -> Vec<Change> {
    let mut changes = Vec::new();
    let mut broken = |rule, message| {
        let mut change = change(new, now, rule, message);
        let verdict = || Verdict::Breaking { witness: payload(old, before) };
        (change.producers, change.consumers, change.step) = (verdict(), verdict(), Step::Major);
        changes.push(change);
    };
    if before.kind != now.kind {
        let (was, is) = (before.kind.word(), now.kind.word());
        broken("event-kind-changed", format!("{} is sent with `{is}` now, and was with `{was}`", words(now)));
    } else if now.kind == Kind::Track && before.name != now.name {
        broken("event-renamed", format!("{} is called \"{}\" now", words(before), now.name));
    }
    changes.extend(pair(old, new, before, now));
    changes
}

fn removed(old: &Half<'_>, event: &Event) -> Change {
    let mut gone = change(old, event, "event-removed", format!("{} was removed", words(event)));
    gone.span = None;
    // What nobody sends any more breaks nobody.
    if event.extension.status != Some(Status::Removed) {
        let verdict = || Verdict::Breaking { witness: payload(old, event) };
        (gone.producers, gone.consumers, gone.step) = (verdict(), verdict(), Step::Major);
    }
    gone
}

/// A payload of an event, which the other plan refuses since it does not know the event.
fn payload(half: &Half<'_>, event: &Event) -> Option<Json> {
    Sampler::new(half.schemas, &half.validator).object(&[event.schema])
}
