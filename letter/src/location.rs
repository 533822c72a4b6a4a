//! Where in a value something is wrong: a path on the stack, rendered only when it is asked for.

use std::fmt;

/// The place of a value inside an event, from the outside in.
///
/// It borrows its parent, so that walking a valid value allocates nothing. Its `Display` reads
/// like an expression: `items[2].sku`, or `["a b"].c` where a key is not an identifier.
#[derive(Debug, Clone, Copy)]
pub struct Location<'a> {
    parent: Option<&'a Location<'a>>,
    step: Step<'a>,
}

#[derive(Debug, Clone, Copy)]
enum Step<'a> {
    Root,
    Key(&'a str),
    Index(usize),
}

impl<'a> Location<'a> {
    /// The event itself.
    pub const ROOT: Location<'static> = Location { parent: None, step: Step::Root };

    /// A property of the value here.
    #[must_use]
    pub fn key(&'a self, key: &'a str) -> Location<'a> {
        Location { parent: Some(self), step: Step::Key(key) }
    }

    /// An item of the array here.
    #[must_use]
    pub fn index(&'a self, index: usize) -> Location<'a> {
        Location { parent: Some(self), step: Step::Index(index) }
    }
}

impl fmt::Display for Location<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(parent) = self.parent else { return Ok(()) };
        parent.fmt(f)?;
        match self.step {
            Step::Root => Ok(()),
            Step::Index(index) => write!(f, "[{index}]"),
            Step::Key(key) if is_plain(key) => {
                f.write_str(if matches!(parent.step, Step::Root) { "" } else { "." })?;
                f.write_str(key)
            }
            Step::Key(key) => write!(f, "[{key:?}]"),
        }
    }
}

fn is_plain(key: &str) -> bool {
    !key.is_empty()
        && !key.starts_with(|c: char| c.is_ascii_digit())
        && key.chars().all(|c| c == '_' || c == '$' || c.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::Location;

    #[test]
    fn reads_like_an_expression() {
        let items = Location::ROOT.key("items");
        let third = items.index(2);
        assert_eq!(third.key("sku").to_string(), "items[2].sku");
        assert_eq!(third.key("a b").key("c").to_string(), "items[2][\"a b\"].c");
        assert_eq!(Location::ROOT.key("+1").to_string(), "[\"+1\"]");
        assert_eq!(Location::ROOT.to_string(), "");
    }
}
