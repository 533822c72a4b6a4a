//! What changed between two plans, and whom it breaks.

mod annotations;
mod array;
mod canonical;
mod change;
mod events;
mod half;
mod object;
mod pair;
mod place;
mod rename;
mod scalar;
mod search;
mod union;
mod values;
mod walk;
mod witness;

pub use change::{Audience, Change, Matched, Step, Verdict};

use self::half::Half;
use crate::plan::Plan;

/// Every change, in the order of the new plan's events; what has gone comes last.
#[must_use]
pub fn compare(old: &Plan, new: &Plan) -> Vec<Change> {
    compare_events(old, new).into_iter().flat_map(|event| event.changes).collect()
}

/// As [`compare`], event by event.
#[must_use]
pub fn compare_events(old: &Plan, new: &Plan) -> Vec<Matched> {
    events::compare(&Half::new(old), &Half::new(new))
}

/// As [`compare`], of two plans that are a file each: the two belong together whatever their names are.
#[must_use]
pub fn compare_files(old: &Plan, new: &Plan) -> Vec<Change> {
    let (old, new) = (Half::new(old), Half::new(new));
    match (&old.plan.events[..], &new.plan.events[..]) {
        ([before], [now]) => pair::pair(&old, &new, before, now),
        _ => events::compare(&old, &new).into_iter().flat_map(|event| event.changes).collect(),
    }
}
