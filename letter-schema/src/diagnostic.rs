//! What is wrong with a plan, as data: the macros and the command line only render it.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use crate::source::Span;

/// How grave a diagnostic is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Level {
    /// Nothing can be built from it.
    Error,
    /// Worth a look.
    Warning,
}

/// One thing that is wrong, where it is, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The stable name of the rule, such as `unknown-keyword`.
    pub rule: &'static str,
    /// How grave it is.
    pub level: Level,
    /// What is wrong, in one sentence without a full stop.
    pub message: String,
    /// Where; `None` for what concerns no file, such as a folder that does not exist.
    pub span: Option<Span>,
    /// The JSON pointer of the place, `""` for the whole file.
    pub pointer: String,
    /// Other places that explain it.
    pub notes: Vec<(Span, String)>,
    /// How to mend it.
    pub help: Option<String>,
    /// The change of the file that mends it, where there is one right answer.
    pub edit: Option<Edit>,
}

/// A change of a file: what stands at a place gives way to another text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// What goes.
    pub span: Span,
    /// What comes; empty to remove.
    pub text: String,
}

impl Diagnostic {
    /// An error at a place.
    #[must_use]
    pub fn error(rule: &'static str, span: Span, message: impl Into<String>) -> Self {
        Self {
            rule,
            level: Level::Error,
            message: message.into(),
            span: Some(span),
            pointer: String::new(),
            notes: Vec::new(),
            help: None,
            edit: None,
        }
    }

    /// A warning at a place.
    #[must_use]
    pub fn warning(rule: &'static str, span: Span, message: impl Into<String>) -> Self {
        Self { level: Level::Warning, ..Self::error(rule, span, message) }
    }

    /// An error that stands in no file.
    #[must_use]
    pub fn nowhere(rule: &'static str, message: impl Into<String>) -> Self {
        Self {
            rule,
            level: Level::Error,
            message: message.into(),
            span: None,
            pointer: String::new(),
            notes: Vec::new(),
            help: None,
            edit: None,
        }
    }

    /// Says how to mend it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Says which change of the file mends it.
    #[must_use]
    pub fn edit(mut self, span: Span, text: impl Into<String>) -> Self {
        self.edit = Some(Edit { span, text: text.into() });
        self
    }

    /// Points at another place.
    #[must_use]
    pub fn note(mut self, span: Span, note: impl Into<String>) -> Self {
        self.notes.push((span, note.into()));
        self
    }

    /// Names the place inside the file.
    #[must_use]
    pub fn pointer(mut self, pointer: impl Into<String>) -> Self {
        self.pointer = pointer.into();
        self
    }
}

/// Everything found so far.
#[derive(Debug, Clone, Default)]
pub struct Diagnostics {
    all: Vec<Diagnostic>,
    /// Where those of a hash are: a plan can have many thousands.
    by_hash: HashMap<u64, Vec<usize>>,
}

impl Diagnostics {
    /// Adds one, unless it is there already.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        let mut hash = DefaultHasher::new();
        (diagnostic.rule, diagnostic.span, &diagnostic.message).hash(&mut hash);
        let there = self.by_hash.entry(hash.finish()).or_default();
        if !there.iter().any(|at| self.all[*at] == diagnostic) {
            there.push(self.all.len());
            self.all.push(diagnostic);
        }
    }

    /// Whether something stands in the way of building from the plan.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.all.iter().any(|diagnostic| diagnostic.level == Level::Error)
    }

    /// In the order of files and places.
    #[must_use]
    pub fn sorted(&self) -> Vec<&Diagnostic> {
        let mut all: Vec<&Diagnostic> = self.all.iter().collect();
        all.sort_by_key(|diagnostic| diagnostic.span);
        all
    }

    /// In the order of finding.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.all.iter()
    }
}

impl IntoIterator for Diagnostics {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.all.into_iter()
    }
}
