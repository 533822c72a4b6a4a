//! Where in a value something is wrong: a path on the stack, rendered only when it is asked for.

use std::fmt;

/// The place of a value inside an event, from the outside in.
///
/// It borrows its parent, so that walking a valid value allocates nothing. Its `Display` reads
/// like an expression: `items[2].sku`, or `["a b"].c` where a key is not an identifier.
#[derive(Clone, Copy)]
pub struct Location<'a> {
    parent: Option<&'a Location<'a>>,
    step: Step<'a>,
}

#[derive(Clone, Copy)]
enum Step<'a> {
    Root,
    Key(&'a str),
    /// A key whose text is only put together when it is asked for.
    Entry(&'a dyn fmt::Display),
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

    /// An entry of the map here.
    pub(crate) fn entry(&'a self, key: &'a dyn fmt::Display) -> Location<'a> {
        Location { parent: Some(self), step: Step::Entry(key) }
    }

    /// An item of the array here.
    #[must_use]
    pub fn index(&'a self, index: usize) -> Location<'a> {
        Location { parent: Some(self), step: Step::Index(index) }
    }
}

impl Location<'_> {
    fn write_key(parent: &Location<'_>, key: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !is_plain(key) {
            return write!(f, "[{key:?}]");
        }
        f.write_str(if matches!(parent.step, Step::Root) { "" } else { "." })?;
        f.write_str(key)
    }
}

impl fmt::Debug for Location<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Location({self})")
    }
}

impl fmt::Display for Location<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(parent) = self.parent else { return Ok(()) };
        parent.fmt(f)?;
        match self.step {
            Step::Root => Ok(()),
            Step::Index(index) => write!(f, "[{index}]"),
            Step::Key(key) => Self::write_key(parent, key, f),
            Step::Entry(key) => Self::write_key(parent, &key.to_string(), f),
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
