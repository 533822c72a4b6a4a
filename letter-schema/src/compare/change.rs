//! What a comparison says: changes, each judged for those who send and for those who read.

use crate::json::Json;
use crate::source::Span;

/// One difference between two plans.
#[derive(Debug, Clone)]
pub struct Change {
    /// The rule that it falls under: a stable id.
    pub rule: &'static str,
    /// The file, as the plan names it: of the new plan, or of the old one for what has gone.
    pub file: String,
    /// The way to the schema from the root of the file, through references.
    pub pointer: String,
    /// What changed, in one sentence without a full stop.
    pub message: String,
    /// Where it stands in the new plan, if it is there.
    pub span: Option<Span>,
    /// Whether code that sends what the old plan allows is refused by the new one.
    pub producers: Verdict,
    /// Whether what reads by the old plan fails on what the new one allows.
    pub consumers: Verdict,
    /// The version step that the change asks for, with everybody in mind.
    pub step: Step,
}

/// An event of one plan and what it is in the other, and what changed between the two.
#[derive(Debug, Clone)]
pub struct Matched {
    /// Which of the old plan's events it was; `None` for one that was added.
    pub old: Option<usize>,
    /// Which of the new plan's events it is; `None` for one that has gone.
    pub new: Option<usize>,
    /// What changed.
    pub changes: Vec<Change>,
}

/// What a change means for one side.
#[derive(Debug, Clone)]
pub enum Verdict {
    /// Nothing breaks.
    Compatible,
    /// Something breaks.
    Breaking {
        /// A payload that is valid under one version and refused by the other; `None` if none was found.
        witness: Option<Json>,
    },
}

impl Verdict {
    /// Whether something breaks.
    #[must_use]
    pub fn is_breaking(&self) -> bool {
        matches!(self, Self::Breaking { .. })
    }

    /// The payload that proves it.
    #[must_use]
    pub fn witness(&self) -> Option<&Json> {
        if let Self::Breaking { witness } = self { witness.as_ref() } else { None }
    }
}

/// Whom a verdict is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Audience {
    /// What sends events.
    Producers,
    /// What reads them.
    Consumers,
    /// The two.
    Both,
}

impl Audience {
    /// As it is written.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Producers => "producers",
            Self::Consumers => "consumers",
            Self::Both => "both",
        }
    }
}

/// A step of a version of three numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// Only words changed.
    Patch,
    /// There is something new, and nothing breaks.
    Minor,
    /// Something breaks.
    Major,
}

impl Step {
    /// As it is written.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }
}

impl Change {
    /// Whether it breaks somebody of an audience.
    #[must_use]
    pub fn breaks(&self, audience: Audience) -> bool {
        let producers = audience != Audience::Consumers && self.producers.is_breaking();
        producers || (audience != Audience::Producers && self.consumers.is_breaking())
    }

    /// The version step, for an audience: a major one only if it breaks.
    #[must_use]
    pub fn step_for(&self, asked: Audience) -> Step {
        if self.breaks(asked) { Step::Major } else { self.step.min(Step::Minor) }
    }

    /// Whom the verdict is about, as seen by an audience: those whom the change breaks, else all.
    #[must_use]
    pub fn audience(&self, asked: Audience) -> Audience {
        match (self.producers.is_breaking(), self.consumers.is_breaking()) {
            (true, false) if asked != Audience::Consumers => Audience::Producers,
            (false, true) if asked != Audience::Producers => Audience::Consumers,
            (false, false) | (true, true) => Audience::Both,
            _ => asked,
        }
    }

    /// The message, for an audience: it says so where a verdict has no payload that proves it.
    #[must_use]
    pub fn told(&self, asked: Audience) -> String {
        let unproven = |verdict: &Verdict| verdict.is_breaking() && verdict.witness().is_none();
        let producers = asked != Audience::Consumers && unproven(&self.producers);
        let consumers = asked != Audience::Producers && unproven(&self.consumers);
        let both = self.audience(asked) == Audience::Both && asked == Audience::Both;
        let mark = match (producers, consumers) {
            (false, false) => "",
            (true, false) if both => " (not proven for producers)",
            (false, true) if both => " (not proven for consumers)",
            _ => " (not proven)",
        };
        format!("{}{mark}", self.message)
    }

    /// The payload that proves that somebody of an audience is broken.
    #[must_use]
    pub fn witness(&self, asked: Audience) -> Option<&Json> {
        let producers = self.producers.witness().filter(|_| asked != Audience::Consumers);
        producers.or_else(|| self.consumers.witness().filter(|_| asked != Audience::Producers))
    }
}
