//! `regex`: patterns in their ECMA-262 meaning, as JSON Schema has them.

use std::fmt;
use std::sync::OnceLock;

use letter_scalar::automaton::Automaton;

use super::HasText;
use crate::{Location, Violations};

/// A pattern.
///
/// Most of them are tables that were made when the program was compiled. What no table can hold (looking
/// around, referring back) is compiled when it is first needed, and once.
pub struct Pattern {
    source: &'static str,
    engine: Engine,
}

enum Engine {
    Table(Automaton<'static>),
    /// `None` if it cannot be compiled. The derive refuses such patterns where it can read them.
    Backtracking(OnceLock<Option<regress::Regex>>),
}

impl Pattern {
    /// A pattern that is not compiled yet.
    #[must_use]
    pub const fn new(source: &'static str) -> Self {
        Self { source, engine: Engine::Backtracking(OnceLock::new()) }
    }

    /// A pattern with its table.
    #[must_use]
    pub const fn of_table(source: &'static str, table: &'static [u8]) -> Self {
        Self { source, engine: Engine::Table(Automaton::of(table)) }
    }

    /// Whether some part of the text matches. One that cannot be compiled matches nothing.
    pub fn matches(&self, text: &str) -> bool {
        match &self.engine {
            Engine::Table(table) => table.matches(text),
            Engine::Backtracking(regex) => {
                self.compiled(regex).is_some_and(|regex| regex.find(text).is_some())
            }
        }
    }

    fn compiled<'r>(&self, regex: &'r OnceLock<Option<regress::Regex>>) -> Option<&'r regress::Regex> {
        let compile = || {
            // The flag has it count in code points, as JSON Schema does; some patterns need the older grammar.
            let unicode = regress::Regex::with_flags(self.source, "u");
            unicode.or_else(|_| regress::Regex::new(self.source)).ok()
        };
        regex.get_or_init(compile).as_ref()
    }

    fn is_valid(&self) -> bool {
        match &self.engine {
            Engine::Table(_) => true,
            Engine::Backtracking(regex) => self.compiled(regex).is_some(),
        }
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
    if pattern.matches(text) {
        return;
    }
    if pattern.is_valid() {
        found.push(at, "pattern", format_args!("must match /{}/", pattern.source), text);
    } else {
        let rule = format_args!("cannot be checked, because /{}/ is not a valid pattern", pattern.source);
        found.push(at, "pattern", rule, text);
    }
}
