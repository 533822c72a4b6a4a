//! Patterns in their ECMA-262 meaning, as JSON Schema has them.

mod compile;
mod sample;
mod syntax;
#[cfg(test)]
mod tests;

use std::fmt;

use letter_scalar::automaton::Automaton;

/// Why a pattern cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PatternError(String);

impl fmt::Display for PatternError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not a valid regular expression of ECMA-262: {}", self.0)
    }
}

impl std::error::Error for PatternError {}

/// Choices of a pattern: the engine goes one step deeper for each.
const MAX_CHOICES: usize = 1000;

/// A pattern, compiled.
#[derive(Debug, Clone)]
pub struct Pattern(Engine);

#[derive(Debug, Clone)]
enum Engine {
    /// In linear time, for what is regular.
    Table(Vec<u8>),
    Backtracking(regress::Regex),
}

impl Pattern {
    /// Compiles a pattern.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn new(pattern: &str) -> Result<Self, PatternError> {
        let engine = engine(pattern)?;
        let table = syntax::parse(pattern).and_then(|node| compile::table(&node));
        Ok(Self(table.map_or(Engine::Backtracking(engine), Engine::Table)))
    }

    /// Whether some part of the text matches.
    #[must_use]
    pub fn matches(&self, text: &str) -> bool {
        match &self.0 {
            Engine::Table(table) => Automaton::of(table).matches(text),
            Engine::Backtracking(engine) => engine.find(text).is_some(),
        }
    }

    /// A text that matches, with at least so many characters; `None` if none was found.
    #[must_use]
    pub fn sample(&self, least: usize) -> Option<String> {
        match &self.0 {
            Engine::Table(table) => sample::sample(&Automaton::of(table), least),
            Engine::Backtracking(_) => None,
        }
    }
}

/// The engine that knows all of the grammar, and decides what a pattern is.
fn engine(pattern: &str) -> Result<regress::Regex, PatternError> {
    if pattern.matches('|').count() > MAX_CHOICES {
        let message = format!("it has more than {MAX_CHOICES} choices; `enum` lists values");
        return Err(PatternError(message));
    }
    // The flag has it count in code points, as JSON Schema does; what only the older grammar
    // accepts, such as `[\w-.]`, stands in many plans.
    regress::Regex::with_flags(pattern, "u")
        .or_else(|error| regress::Regex::new(pattern).map_err(|_| error))
        .map_err(|error| PatternError(error.text))
}

/// Whether a pattern can be compiled.
///
/// ```
/// assert!(letter_schema::pattern::check("^[A-Z]{3}$").is_ok());
/// assert!(letter_schema::pattern::check("(").is_err());
/// ```
///
/// # Errors
/// What is wrong with it.
pub fn check(pattern: &str) -> Result<(), PatternError> {
    engine(pattern).map(drop)
}

/// The table of a pattern, for [`Automaton::of`]; `None` for what is not regular (looking around, referring
/// back, `\b`, `\p{…}`) and for what would become too large.
///
/// ```
/// use letter_scalar::automaton::Automaton;
/// use letter_schema::pattern;
///
/// let table = pattern::table("^[A-Z]{3}$").unwrap();
/// assert!(Automaton::of(&table).matches("EUR"));
/// assert!(!Automaton::of(&table).matches("euro"));
/// assert_eq!(pattern::table(r"(a)\1"), None);
/// ```
#[must_use]
pub fn table(pattern: &str) -> Option<Vec<u8>> {
    // What the engine refuses is no pattern, whatever the smaller grammar makes of it.
    check(pattern).ok()?;
    compile::table(&syntax::parse(pattern)?)
}

/// A text that matches, with at least so many characters; `None` if none was found.
///
/// ```
/// assert_eq!(letter_schema::pattern::sample("^[A-Z]{3}-\\d+$", 0).as_deref(), Some("AAA-0"));
/// ```
#[must_use]
pub fn sample(pattern: &str, least: usize) -> Option<String> {
    Pattern::new(pattern).ok()?.sample(least)
}
