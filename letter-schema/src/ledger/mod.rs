//! The ledger, `letter.lock`: what the plan was when it was last accepted, and every change since it began.
//!
//! It is a set of lines, each of which says by itself what it is about. So a merge that takes the lines of
//! both sides is right, and reading them again brings them into order.

mod accept;
mod drift;
mod read;
mod repeats;
mod settle;
mod snapshot;
mod write;

use std::collections::BTreeMap;
use std::fmt;

use crate::compare::{Audience, Step};
use crate::plan::Plan;
use crate::rules::Date;
use crate::x_letter::Kind;

pub use drift::{Drift, Unaccepted};
pub use read::{Problem, ProblemKind};

/// What the plan was when it was last accepted, and every change since the ledger began.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ledger {
    entries: BTreeMap<Subject, Entry>,
}

/// What an entry is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// A track event, or a type of traits, by its name.
    Event(Kind, String),
    /// A file that only holds definitions for the others, by its path.
    Shared(String),
}

/// An event, a type of traits, or a file of definitions.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Entry {
    /// When it first appeared.
    pub since: Option<Since>,
    /// Where it was when it was last accepted.
    path: Option<String>,
    /// How often `root` was written: of two after a merge, the one that was written more often is the later one.
    version: u32,
    /// Its schema without its parts, as JSON; `None` if it has gone.
    root: Option<String>,
    /// Its properties and definitions, and those that it had, by the keyword that holds them and their names.
    parts: BTreeMap<(PartKind, String), Part>,
    /// What changed, the oldest first.
    pub changes: Vec<Recorded>,
    /// The line of the ledger that it begins on; 0 if it was not read from one.
    pub line: u32,
}

/// When something first appeared in the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Since {
    /// On a day.
    On(Date),
    /// It was there already when the ledger was begun on a day.
    Before(Date),
}

/// The keywords whose members are a line each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum PartKind {
    Property,
    Definition,
    /// The same in drafts before 2019-09.
    OldDefinition,
}

/// A property or a definition.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Part {
    /// When it first appeared.
    since: Since,
    /// How often it was written, as for the root.
    version: u32,
    /// What it was when it was last accepted; `None` if it has gone.
    content: Option<Content>,
}

/// What a property or a definition is.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Content {
    required: bool,
    /// Its schema as JSON.
    schema: String,
}

/// A change that was accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    /// The day on which it was.
    pub date: Date,
    /// The rule that it falls under.
    pub rule: String,
    /// The way to the schema from the root of the event's file, through references.
    pub pointer: String,
    /// The version step that it asked for.
    pub step: Step,
    /// Whom it breaks, if it breaks somebody.
    pub breaks: Option<Audience>,
    /// What changed, in one sentence without a full stop.
    pub message: String,
    /// Why it was accepted.
    pub reason: Option<String>,
}

impl Ledger {
    /// Where it stands: at the root of the plan's folder.
    pub const NAME: &str = "letter.lock";

    /// Every entry, in order.
    pub fn entries(&self) -> impl Iterator<Item = (&Subject, &Entry)> {
        self.entries.iter()
    }

    /// What the events of a plan are called in its ledger, in their order.
    #[must_use]
    pub fn subjects(plan: &Plan) -> Vec<Subject> {
        snapshot::subjects(plan)
    }

    /// What has a day that has not come, with the last such day of each; the latest first.
    #[must_use]
    pub fn days_after(&self, today: Date) -> Vec<(Date, &Subject)> {
        let days = self.entries.iter().flat_map(|(subject, entry)| {
            let changes = entry.changes.iter().map(|change| change.date);
            let parts = entry.parts.values().map(|part| part.since);
            let since = entry.since.into_iter().chain(parts).map(Since::latest);
            let last = changes.chain(since).max().filter(|day| *day > today);
            last.map(|day| (day, subject))
        });
        let mut days: Vec<_> = days.collect();
        days.sort_by_key(|(day, _)| std::cmp::Reverse(*day));
        days
    }

    /// The day of the last change.
    #[must_use]
    pub fn last_day(&self) -> Option<Date> {
        self.entries.values().flat_map(|entry| entry.changes.last()).map(|change| change.date).max()
    }

    /// What is known of a subject.
    #[must_use]
    pub fn entry(&self, subject: &Subject) -> Option<&Entry> {
        self.entries.get(subject)
    }
}

impl Entry {
    /// Whether the plan had it when it was last accepted.
    #[must_use]
    pub fn is_there(&self) -> bool {
        self.root.is_some()
    }

    /// When a property first appeared that stands at the root of the file.
    #[must_use]
    pub fn property_since(&self, name: &str) -> Option<Since> {
        let part = self.parts.get(&(PartKind::Property, name.to_owned()))?;
        part.content.as_ref().map(|_| part.since)
    }
}

impl Since {
    /// The day, if it is known.
    #[must_use]
    pub fn day(self) -> Option<Date> {
        match self {
            Self::On(day) => Some(day),
            Self::Before(_) => None,
        }
    }

    /// The latest day that it can have been.
    fn latest(self) -> Date {
        match self {
            Self::On(day) | Self::Before(day) => day,
        }
    }

    /// Of two for the same thing, the one that was first; a known day says more.
    fn first(self, other: Self) -> Self {
        if self.latest() == other.latest() {
            self.min(other)
        } else if self.latest() < other.latest() {
            self
        } else {
            other
        }
    }
}

impl fmt::Display for Since {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::On(day) => write!(f, "since {day}"),
            Self::Before(day) => write!(f, "before {day}"),
        }
    }
}

impl PartKind {
    const ALL: [Self; 3] = [Self::Property, Self::Definition, Self::OldDefinition];

    /// The keyword of the schema.
    fn keyword(self) -> &'static str {
        match self {
            Self::Property => "properties",
            Self::Definition => "$defs",
            Self::OldDefinition => "definitions",
        }
    }

    /// As a line names it.
    fn word(self) -> &'static str {
        match self {
            Self::Property => "property",
            Self::Definition => "$defs",
            Self::OldDefinition => "definitions",
        }
    }
}

#[cfg(test)]
mod tests;
