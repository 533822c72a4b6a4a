//! Everything that generated code may name. Not part of the public API: it may change in any release.

pub use serde::Serialize;

pub use crate::check::{
    Bound, HasItems, HasLength, HasNumber, HasText, Pattern, contains, each, email, ip, ipv4, ipv6,
    max_length, maximum, min_length, minimum, pattern, required, uri,
};
pub use crate::event::{Envelope, envelope_text};
pub use crate::{Kind, LetterEvent, Location, Metadata, PropertyValue, SentWith, Violations, kind};
