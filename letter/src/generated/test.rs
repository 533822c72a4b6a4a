//! Checks of whole values: keywords that no type says.

use super::view::{Inspect, View};
use crate::check::Pattern;
use crate::{Location, Violations};

/// Reports a value that does not pass.
pub fn test<T: Inspect>(
    value: &T,
    keyword: &'static str,
    rule: &str,
    at: &Location<'_>,
    found: &mut Violations,
    test: impl FnOnce(View<'_>) -> bool,
) {
    let view = value.view();
    if !test(view) {
        found.push(at, keyword, rule, view);
    }
}

/// Whether some part of the text matches.
pub fn test_text(text: &str, pattern: &Pattern) -> bool {
    pattern.matches(text)
}

/// `uniqueItems`.
pub fn unique<T: Inspect>(value: &T, at: &Location<'_>, found: &mut Violations) {
    test(value, "uniqueItems", "must not hold an item twice", at, found, |view| view.unique());
}
