//! `regex`: patterns in their ECMA-262 meaning, as JSON Schema has them.

use std::fmt;
use std::sync::OnceLock;

use super::HasText;
use crate::{Location, Violations};

/// A pattern, compiled when it is first needed, and once.
pub struct Pattern {
    source: &'static str,
    /// `None` if it cannot be compiled. The derive refuses such patterns where it can read them.
    compiled: OnceLock<Option<regress::Regex>>,
}

impl Pattern {
    /// A pattern that is not compiled yet.
    #[must_use]
    pub const fn new(source: &'static str) -> Self {
        Self { source, compiled: OnceLock::new() }
    }

    /// Whether some part of the text matches. One that cannot be compiled matches nothing.
    pub fn matches(&self, text: &str) -> bool {
        self.regex().is_some_and(|regex| regex.find(text).is_some())
    }

    fn regex(&self) -> Option<&regress::Regex> {
        // The flag has it count in code points, as JSON Schema does.
        self.compiled.get_or_init(|| regress::Regex::with_flags(self.source, "u").ok()).as_ref()
    }
}

impl fmt::Debug for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Pattern").field(&self.source).finish()
    }
}

/// `pattern`: some part of the text matches.
pub fn pattern<T: HasText + ?Sized>(value: &T, pattern: &Pattern, at: &Location<'_>, found: &mut Violations) {
    let Some(text) = value.text() else { return };
    match pattern.regex() {
        Some(regex) if regex.find(text).is_some() => {}
        Some(_) => found.push(at, "pattern", format_args!("must match /{}/", pattern.source), text),
        None => {
            let rule = format_args!("cannot be checked, because /{}/ is not a valid pattern", pattern.source);
            found.push(at, "pattern", rule, text);
        }
    }
}
