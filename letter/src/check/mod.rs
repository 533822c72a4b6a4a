//! The checks that generated code calls, one for each constraint.
//!
//! Each is called with the value, the constraint, where the value stands, and what was found so far. An
//! absent `Option` passes: whether it may be absent is another constraint.

mod bound;
mod item;
mod length;
mod pattern;
mod probe;
mod text;

use std::fmt::Debug;

pub use bound::{HasNumber, exclusive_maximum, exclusive_minimum, maximum, minimum, multiple_of};
pub use item::{HasItems, each};
pub use length::{HasLength, max_length, min_length};
pub use pattern::{Pattern, pattern};
pub use probe::{
    Probe, ProbeExclusiveMaximum, ProbeExclusiveMinimum, ProbeFormat, ProbeMultiple, ProbeOther,
};
pub use text::{HasText, contains, format};

use crate::{Location, Violations};

/// A type that `required` can constrain: an `Option`.
#[diagnostic::on_unimplemented(
    message = "`required` cannot constrain `{Self}`",
    label = "`{Self}` is always present",
    note = "`required` is for an `Option` that must hold a value; leave it out"
)]
pub trait MayBeAbsent {
    /// Whether there is no value.
    fn is_absent(&self) -> bool;
}

impl<T> MayBeAbsent for Option<T> {
    fn is_absent(&self) -> bool {
        self.is_none()
    }
}

/// `required`: an `Option` that must hold a value.
pub fn required<T: MayBeAbsent>(value: &T, at: &Location<'_>, found: &mut Violations) {
    if value.is_absent() {
        found.push(at, "required", "must be present", Absent);
    }
}

struct Absent;

impl Debug for Absent {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("absent")
    }
}
