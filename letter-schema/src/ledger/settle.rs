//! What a ledger says after a merge left the lines of both sides.

use std::cell::LazyCell;
use std::collections::BTreeMap;

use super::read::Lines;
use super::snapshot::snapshot;
use super::{Entry, Ledger, Part, PartKind, Recorded, State, Subject};
use crate::plan::Plan;
use crate::rules::Date;

impl Ledger {
    pub(super) fn settle(subjects: BTreeMap<Subject, Lines>, plan: &Plan) -> Self {
        // Only where there is something to choose.
        let now = LazyCell::new(|| snapshot(plan, Date::EARLIEST));
        let mut entries = BTreeMap::new();
        for (subject, mut lines) in subjects {
            lines.changes.sort_by_key(|change| change.date);
            lines.changes = without_repeats(lines.changes);
            let now = || now.get(&subject);
            let state = lines.state(&subject, &now);
            let Lines { first, since, changes, .. } = lines;
            entries.insert(subject, Entry { since, state, changes, line: first });
        }
        Self { entries }
    }
}

impl Lines {
    /// What it was. Of several that say so, the one that the plan has counts.
    fn state<'a>(&mut self, subject: &Subject, now: &dyn Fn() -> Option<&'a State>) -> Option<State> {
        if self.gone("") && now().is_none() {
            return None;
        }
        let root = choose(&mut self.roots, |root| now().is_some_and(|now| now.root == *root))?;
        let path = choose(&mut self.paths, |path| now().is_some_and(|now| now.path == *path));
        let path = path.unwrap_or_else(|| match subject {
            Subject::Shared(path) => path.clone(),
            Subject::Event(_, name) => now().map_or_else(|| format!("{name}.json"), |now| now.path.clone()),
        });
        let mut parts = BTreeMap::new();
        for (key, mut versions) in std::mem::take(&mut self.parts) {
            let since = versions.iter().map(|part| part.since).reduce(super::Since::first);
            let is_now = |part: &Part| {
                let known = now().and_then(|now| now.parts.get(&key));
                known.is_some_and(|now| now.required == part.required && now.schema == part.schema)
            };
            let Some(mut part) = choose(&mut versions, is_now) else { continue };
            part.since = since.unwrap_or(part.since);
            let pointer = format!("/properties/{}", key.1.replace('~', "~0").replace('/', "~1"));
            let left_over = key.0 == PartKind::Property
                && self.gone(&pointer)
                && now().is_some_and(|now| !now.parts.contains_key(&key));
            if !left_over {
                parts.insert(key, part);
            }
        }
        Some(State { path, root, parts })
    }

    /// Whether the last that was recorded of a place is that it has gone: then a line that says what it is was
    /// left by the side that did not know.
    fn gone(&self, pointer: &str) -> bool {
        let life = self.changes.iter().rev().filter(|change| change.pointer == pointer);
        let last =
            life.map(|change| change.rule.as_str()).find(|rule| COMES.contains(rule) || GOES.contains(rule));
        last.is_some_and(|rule| GOES.contains(&rule))
    }
}

/// The rules of what is new at a place.
const COMES: [&str; 5] = [
    "event-added",
    "event-renamed",
    "property-added-optional",
    "property-added-required",
    "property-renamed",
];
/// The rules of what has gone from a place.
const GOES: [&str; 2] = ["event-removed", "property-removed"];

/// The one that is now, else the first; the others are of no more use.
fn choose<T>(versions: &mut Vec<T>, is_now: impl Fn(&T) -> bool) -> Option<T> {
    let at = if versions.len() < 2 { 0 } else { versions.iter().position(is_now).unwrap_or(0) };
    (!versions.is_empty()).then(|| versions.swap_remove(at))
}

/// Both sides have what they started from.
pub(super) fn without_repeats(changes: Vec<Recorded>) -> Vec<Recorded> {
    let mut kept: Vec<Recorded> = Vec::with_capacity(changes.len());
    for change in changes {
        let same_day = kept.iter().rev().take_while(|known| known.date == change.date);
        if !same_day.into_iter().any(|known| *known == change) {
            kept.push(change);
        }
    }
    kept
}
