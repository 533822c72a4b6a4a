//! What is known of the plan's past: since when things are there, and what changed when.
//!
//! A date is either true or absent.

use std::collections::BTreeMap;
use std::path::Path;

use letter_schema::plan::Plan;

/// The plan's past.
#[derive(Debug, Clone, Default)]
pub(crate) struct History {
    /// The past of events and traits types, by their files.
    pub(crate) events: BTreeMap<String, Past>,
    /// Changes of what stands in no event of today: shared definitions, and events that are gone.
    pub(crate) others: Vec<(String, Step)>,
}

/// The past of an event.
#[derive(Debug, Clone, Default)]
pub(crate) struct Past {
    /// The day of its first version.
    pub(crate) added: Option<String>,
    /// The day on which it was deprecated, if it is.
    pub(crate) deprecated: Option<String>,
    /// The day of the first version that has a property, by the property's path.
    pub(crate) properties: BTreeMap<String, String>,
    /// Its changes, the oldest first.
    pub(crate) steps: Vec<Step>,
}

/// What changed on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Step {
    /// The day, as `2026-03-01`.
    pub(crate) date: String,
    /// `added`, `changed`, `deprecated` or `removed`.
    pub(crate) kind: &'static str,
    /// What happened, as Markdown.
    pub(crate) words: Vec<String>,
}

/// The plan's past, from the first source that knows it. What is not known stays empty.
pub(crate) fn read(_folder: &Path, _plan: &Plan) -> History {
    History::default()
}
