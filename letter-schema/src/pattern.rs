//! Patterns in their ECMA-262 meaning, as JSON Schema has them.

use std::fmt;

/// Why a pattern cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PatternError(String);

impl fmt::Display for PatternError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not a valid regular expression of ECMA-262: {}", self.0)
    }
}

impl std::error::Error for PatternError {}

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
    regress::Regex::with_flags(pattern, "u").map(drop).map_err(|error| PatternError(error.text))
}
