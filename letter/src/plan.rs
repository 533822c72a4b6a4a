//! What a tracking plan lets be sent, as a constant of the program.

use crate::{Kind, LetterEvent, Metadata};

/// The constant `PLAN` of [`schemas!`](crate::schemas).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Plan {
    /// The plan's name, from `plan.json`; empty without one.
    pub name: &'static str,
    /// What the plan is about, from `plan.json`.
    pub description: &'static str,
    /// What can be sent, in the order of the files.
    pub entries: &'static [PlanEntry],
}

/// An event, or the traits of a user or an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlanEntry {
    /// The call that sends it.
    pub kind: Kind,
    /// The event's name on the wire; for traits that of the type.
    pub name: &'static str,
    /// The name of its Rust type.
    pub type_name: &'static str,
    /// Its file, relative to the plan's folder.
    pub file: &'static str,
    /// What the plan says about it.
    pub metadata: Metadata,
}

impl PlanEntry {
    /// The entry of a type.
    #[doc(hidden)]
    #[must_use]
    pub const fn of<E: LetterEvent>(type_name: &'static str, file: &'static str) -> Self {
        Self { kind: E::KIND, name: E::NAME, type_name, file, metadata: E::METADATA }
    }
}

impl Plan {
    /// The event of a name, if the plan has one.
    #[must_use]
    pub fn event(&self, name: &str) -> Option<&'static PlanEntry> {
        self.entries.iter().find(|entry| entry.kind == Kind::Track && entry.name == name)
    }
}
