//! What the types of `schemas!` are made of, so that their own code stays small: reading from JSON,
//! writing it, and looking at any value without knowing its type.

mod checker;
mod constant;
mod decode;
mod macros;
mod object;
mod view;

pub use checker::{Check, Checked, Checker, HasEntries, validate};
pub use constant::{Constant, Constants};
pub use decode::{FromJson, Mismatch, attempt, deserialize, no_variant, sample, tag};
pub use object::{Object, ObjectReader, Visit, serialize};
pub(crate) use view::number;
pub use view::{Inspect, View};
