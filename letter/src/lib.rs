//! Typed product events for Rust, delivered to [Letter](https://letter.app)'s ingestion API.

mod check;
mod event;
mod location;
mod value;
mod violation;

#[doc(hidden)]
pub mod __private;

pub use event::{Kind, LetterEvent, Metadata, SentWith, kind};
pub use location::Location;
pub use value::PropertyValue;
pub use violation::{Violation, Violations};
