//! What the types of `schemas!` are made of, so that their own code stays small: reading from JSON,
//! writing it, and looking at any value without knowing its type.

mod constant;
mod decode;
mod macros;
mod object;
mod test;
mod view;

pub use constant::{Constant, Constants};
pub use decode::{FromJson, Mismatch, attempt, deserialize, no_variant, sample, tag};
pub use object::{Object, ObjectReader, Visit, rest, serialize};
pub use test::{test, test_text, unique};
pub use view::{Inspect, View};
