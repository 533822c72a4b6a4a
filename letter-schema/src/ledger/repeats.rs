//! One change that several branches accepted: after a merge it stands in the history once.

use std::collections::{HashMap, HashSet};

use super::Recorded;
use crate::compare::{Audience, Step};
use crate::rules::Date;

/// Changes whose sentence does not say what was and what is: they can come again without having been undone.
const AGAIN: &[&str] = &[
    "combination-changed",
    "contains-changed",
    "description-changed",
    "facts-changed",
    "instance-rejected",
    "names-changed",
    "undecided",
    "unit-said",
    "variant-added",
    "variant-removed",
];
/// Changes between two alike that are looked at: beyond, both stay.
const MAX_BETWEEN: usize = 1000;
/// What stands between two reasons.
const AND: &str = "; ";

/// All that a change says, but for its day and reason.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Said<'a>(&'a str, &'a str, &'a str, Step, Option<Audience>);

impl<'a> Said<'a> {
    fn of(change: &'a Recorded) -> Self {
        Self(&change.rule, &change.pointer, &change.message, change.step, change.breaks)
    }
}

/// Brings changes into the order of their days, and leaves out those that stand twice. What was not undone in between
/// cannot happen again: of two on different days the earlier one stays, with the reasons of both.
pub(super) fn without_repeats(mut changes: Vec<Recorded>) -> Vec<Recorded> {
    changes.sort_by_key(|change| change.date);
    let days: HashSet<(Said<'_>, Date)> =
        changes.iter().map(|change| (Said::of(change), change.date)).collect();
    let mut last: HashMap<Said<'_>, usize> = HashMap::new();
    let mut kept: Vec<usize> = Vec::with_capacity(changes.len());
    let mut reasons: HashMap<usize, Vec<&str>> = HashMap::new();
    for (at, change) in changes.iter().enumerate() {
        let said = Said::of(change);
        if let Some(place) = last.get(&said).copied() {
            let before = &changes[kept[place]];
            // A repeat on that side comes with everything that it was accepted with.
            let is_of_both = |other: &Recorded| {
                before.date != change.date
                    && [before.date, change.date].iter().all(|day| days.contains(&(Said::of(other), *day)))
            };
            let between = &kept[place + 1..];
            let stands = between.len() <= MAX_BETWEEN
                && !AGAIN.contains(&change.rule.as_str())
                && !is_of_branch(&change.pointer)
                && !between
                    .iter()
                    .map(|at| &changes[*at])
                    .any(|other| may_undo(other, change) && !is_of_both(other));
            let is_same = before.date == change.date && before.reason == change.reason;
            if is_same || stands {
                reasons.entry(kept[place]).or_default().extend(change.reason.as_deref());
                continue;
            }
        }
        last.insert(said, kept.len());
        kept.push(at);
    }
    let both = |at: usize| {
        let mut change = changes[at].clone();
        for reason in reasons.get(&at).into_iter().flatten() {
            change.reason = Some(joined(change.reason.take(), reason));
        }
        change
    };
    kept.into_iter().map(both).collect()
}

/// Whether a change is about a branch of a choice: which branch stands where is nobody's promise, so another one may be
/// in its place by now.
fn is_of_branch(pointer: &str) -> bool {
    pointer.split('/').any(|step| step == "oneOf" || step == "anyOf")
}

/// Whether a change may have undone another one: it is about the same place, or one around or inside of it.
fn may_undo(other: &Recorded, change: &Recorded) -> bool {
    let inside = |one: &str, around: &str| {
        one.strip_prefix(around).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    // A rename stands at the new name alone.
    other.rule == "property-renamed"
        || inside(&other.pointer, &change.pointer)
        || inside(&change.pointer, &other.pointer)
}

/// Two reasons, each of them once.
fn joined(one: Option<String>, other: &str) -> String {
    let Some(mut one) = one else { return other.to_owned() };
    for reason in other.split(AND) {
        if !one.split(AND).any(|known| known == reason) {
            one.push_str(AND);
            one.push_str(reason);
        }
    }
    one
}
