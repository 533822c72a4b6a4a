//! A day of the calendar, as plans write it.

use std::fmt;

use crate::format::Format;

/// A day: year, month, day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

impl Date {
    /// Reads `2026-03-01`; `None` for anything else, such as the 30th of February.
    ///
    /// ```
    /// use letter_schema::rules::Date;
    /// assert!(Date::parse("2026-03-01") < Date::parse("2026-11-01"));
    /// assert_eq!(Date::parse("2026-02-30"), None);
    /// assert_eq!(Date::parse("1.4.0"), None);
    /// ```
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if !Format::of("date")?.matches(text) {
            return None;
        }
        let mut parts = text.split('-');
        let year = parts.next()?.parse().ok()?;
        let month = parts.next()?.parse().ok()?;
        let day = parts.next()?.parse().ok()?;
        Some(Self { year, month, day })
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}
