//! What changed between two plans, and whom it breaks.

mod array;
mod canonical;
mod change;
mod events;
mod half;
mod object;
mod place;
mod scalar;
mod union;
mod values;
mod walk;
mod witness;

pub use change::{Audience, Change, Step, Verdict};

use self::half::Half;
use crate::plan::Plan;

/// Every change, in the order of the new plan's events; what has gone comes last.
#[must_use]
pub fn compare(old: &Plan, new: &Plan) -> Vec<Change> {
    events::compare(&Half::new(old), &Half::new(new))
}
