//! What a rule is: its id, its level, its documentation, and the examples that test it.

use super::survey::Survey;
use crate::diagnostic::{Diagnostics, Level};

/// What is made of what a rule finds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Setting {
    /// It fails the check.
    Error,
    /// It is shown.
    Warn,
    /// It is not looked for.
    Allow,
}

impl Setting {
    /// As `plan.json` writes them.
    pub const NAMES: [(&'static str, Self); 3] =
        [("error", Self::Error), ("warn", Self::Warn), ("allow", Self::Allow)];

    /// As it is written in `plan.json`.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::NAMES.into_iter().find(|(_, setting)| *setting == self).map_or("", |(name, _)| name)
    }

    /// The level of what is found; `None` for what is allowed.
    #[must_use]
    pub fn level(self) -> Option<Level> {
        match self {
            Self::Error => Some(Level::Error),
            Self::Warn => Some(Level::Warning),
            Self::Allow => None,
        }
    }
}

/// What a plan can say of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Settable {
    /// Any level, and allowances.
    Yes,
    /// Only what is a warning by itself: its errors stand in the way of reading the plan.
    Warnings,
    /// Nothing: it stands in the way of reading the plan.
    No,
}

/// Files of an example: each with its path and its text.
pub type Files = &'static [(&'static str, &'static str)];

/// Looks for what breaks a rule.
pub(super) type Check = fn(&Survey<'_>, &mut Diagnostics);

/// A rule of plans.
#[derive(Debug)]
pub struct Rule {
    /// Its name, which never changes.
    pub id: &'static str,
    /// What is made of it, unless `plan.json` says otherwise.
    pub level: Setting,
    /// Whether `plan.json` can say otherwise.
    pub settable: Settable,
    /// What it asks for, in one sentence.
    pub summary: &'static str,
    /// Why that is worth asking for.
    pub reason: &'static str,
    /// A plan that breaks it; empty where no text can show it.
    pub invalid: Files,
    /// The same plan, mended.
    pub valid: Files,
    /// Looks for it; `None` if reading and lowering do.
    pub(super) check: Option<Check>,
}

/// Rules of one kind.
#[derive(Debug)]
pub struct Family {
    /// Their heading.
    pub title: &'static str,
    /// What they have in common, in a sentence.
    pub about: &'static str,
    /// The rules.
    pub rules: &'static [Rule],
}
