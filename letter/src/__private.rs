//! Everything that generated code may name. Not part of the public API: it may change in any release.

pub use serde::Serialize;

pub use crate::event::Envelope;
pub use crate::{Kind, LetterEvent, Location, Metadata, PropertyValue, SentWith, Violations, kind};
