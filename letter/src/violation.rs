//! What is wrong with a value: which property, which rule, which value.

use std::fmt;

use crate::Location;

/// Violations reported in full; further ones of the same value are only counted.
const REPORTED: usize = 32;
/// Characters of a value that a violation shows.
const SHOWN: usize = 80;

/// One rule of the schema that a value breaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    path: String,
    keyword: &'static str,
    rule: String,
    value: String,
}

impl Violation {
    /// The property, as `items[2].sku`; empty for the event as a whole.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The JSON Schema keyword of the rule, such as `minLength`.
    #[must_use]
    pub fn keyword(&self) -> &'static str {
        self.keyword
    }

    /// The rule in words, such as "must have at least 1 character".
    #[must_use]
    pub fn rule(&self) -> &str {
        &self.rule
    }

    /// The value found, shortened to 80 characters.
    #[must_use]
    pub fn value(&self) -> &str {
        &self.value
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.path.is_empty() {
            f.write_str("the event ")?;
        } else {
            write!(f, "`{}` ", self.path)?;
        }
        write!(f, "{}, but is {} ({})", self.rule, self.value, self.keyword)
    }
}

/// Everything that is wrong with one value.
///
/// As an error it holds at least one violation; the first 32 in full, the rest as a count.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Violations {
    found: Vec<Violation>,
    more: usize,
}

impl Violations {
    /// Nothing wrong yet; allocates nothing.
    #[must_use]
    pub const fn none() -> Self {
        Self { found: Vec::new(), more: 0 }
    }

    /// Records that the value at `at` breaks the rule of `keyword`.
    ///
    /// `rule` continues a sentence that starts with the property: "must have at least 1 character".
    #[cold]
    pub fn push(
        &mut self,
        at: &Location<'_>,
        keyword: &'static str,
        rule: impl fmt::Display,
        value: impl fmt::Debug,
    ) {
        if self.found.len() == REPORTED {
            self.more += 1;
            return;
        }
        let mut shown = format!("{value:?}");
        if let Some((cut, _)) = shown.char_indices().nth(SHOWN) {
            shown.truncate(cut);
            shown.push('…');
        }
        self.found.push(Violation { path: at.to_string(), keyword, rule: rule.to_string(), value: shown });
    }

    /// The one violation that serialising the value came upon.
    pub(crate) fn not_finite(path: String, number: f64) -> Self {
        let rule = "must be a finite number: JSON has no NaN and no infinity".to_owned();
        Self { found: vec![Violation { path, keyword: "type", rule, value: number.to_string() }], more: 0 }
    }

    /// `Ok` when nothing was found.
    ///
    /// # Errors
    /// The violations themselves, when there are any.
    pub fn into_result(self) -> Result<(), Self> {
        if self.found.is_empty() { Ok(()) } else { Err(self) }
    }

    /// The violations reported in full, in the order of the properties.
    pub fn iter(&self) -> std::slice::Iter<'_, Violation> {
        self.found.iter()
    }

    /// How many rules are broken, including those that are only counted.
    #[must_use]
    pub fn len(&self) -> usize {
        self.found.len() + self.more
    }

    /// Whether nothing is wrong.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }
}

impl<'a> IntoIterator for &'a Violations {
    type Item = &'a Violation;
    type IntoIter = std::slice::Iter<'a, Violation>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl fmt::Display for Violations {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, violation) in self.found.iter().enumerate() {
            f.write_str(if at == 0 { "" } else { "; " })?;
            violation.fmt(f)?;
        }
        if self.more > 0 {
            write!(f, "; and {} more", self.more)?;
        }
        Ok(())
    }
}

impl std::error::Error for Violations {}
