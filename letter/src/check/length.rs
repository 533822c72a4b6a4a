//! `length`: characters of a string, items of an array.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashSet, LinkedList, VecDeque};
use std::fmt::{self, Debug};
use std::rc::Rc;
use std::sync::Arc;

use crate::{Location, Violations};

/// How long a value is, in what JSON Schema counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Length {
    /// Unicode code points of a string.
    Characters(usize),
    /// Items of an array.
    Items(usize),
}

impl Length {
    fn count(self) -> usize {
        match self {
            Self::Characters(count) | Self::Items(count) => count,
        }
    }

    fn unit(self, count: usize) -> &'static str {
        match (self, count) {
            (Self::Characters(_), 1) => "character",
            (Self::Characters(_), _) => "characters",
            (Self::Items(_), 1) => "item",
            (Self::Items(_), _) => "items",
        }
    }
}

/// A type that `length` can constrain: strings and arrays, and optional ones.
#[diagnostic::on_unimplemented(
    message = "`length` cannot constrain `{Self}`",
    label = "`{Self}` is neither a string nor an array",
    note = "`length` counts the characters of strings and the items of arrays; in JSON Schema it says nothing about other types",
    note = "for a newtype, put the constraint on the newtype's own field and derive `letter::PropertyValue` for it"
)]
pub trait HasLength {
    /// The length; `None` if there is no value.
    fn length(&self) -> Option<Length>;
}

/// `minLength` of a string, `minItems` of an array.
pub fn min_length<T: HasLength + Debug + ?Sized>(
    value: &T,
    min: usize,
    at: &Location<'_>,
    found: &mut Violations,
) {
    if let Some(length) = value.length()
        && length.count() < min
    {
        let keyword = match length {
            Length::Characters(_) => "minLength",
            Length::Items(_) => "minItems",
        };
        found.push(at, keyword, Rule("at least", min, length), Shown(value, length));
    }
}

/// `maxLength` of a string, `maxItems` of an array.
pub fn max_length<T: HasLength + Debug + ?Sized>(
    value: &T,
    max: usize,
    at: &Location<'_>,
    found: &mut Violations,
) {
    if let Some(length) = value.length()
        && length.count() > max
    {
        let keyword = match length {
            Length::Characters(_) => "maxLength",
            Length::Items(_) => "maxItems",
        };
        found.push(at, keyword, Rule("at most", max, length), Shown(value, length));
    }
}

struct Rule(&'static str, usize, Length);

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(relation, count, length) = self;
        write!(f, "must have {relation} {count} {}", length.unit(*count))
    }
}

/// A string by itself, an array by its length.
struct Shown<'a, T: ?Sized>(&'a T, Length);

impl<T: Debug + ?Sized> Debug for Shown<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.1 {
            Length::Characters(_) => self.0.fmt(f),
            Length::Items(count) => write!(f, "an array of {count}"),
        }
    }
}

impl HasLength for str {
    fn length(&self) -> Option<Length> {
        Some(Length::Characters(self.chars().count()))
    }
}

impl HasLength for String {
    fn length(&self) -> Option<Length> {
        self.as_str().length()
    }
}

impl<T> HasLength for [T] {
    fn length(&self) -> Option<Length> {
        Some(Length::Items(self.len()))
    }
}

macro_rules! items {
    ($([$($generics:tt)*] $type:ty;)*) => {
        $(#[diagnostic::do_not_recommend]
        impl<$($generics)*> HasLength for $type {
            fn length(&self) -> Option<Length> {
                Some(Length::Items(self.len()))
            }
        })*
    };
}

items! {
    [T, const N: usize] [T; N];
    [T] Vec<T>;
    [T] VecDeque<T>;
    [T] LinkedList<T>;
    [T] BTreeSet<T>;
    [T, S] HashSet<T, S>;
}

macro_rules! behind {
    ($([$($generics:tt)*] $type:ty;)*) => {
        $(#[diagnostic::do_not_recommend]
        impl<$($generics)*> HasLength for $type {
            fn length(&self) -> Option<Length> {
                (**self).length()
            }
        })*
    };
}

behind! {
    [T: HasLength + ?Sized] &T;
    [T: HasLength + ?Sized] Box<T>;
    [T: HasLength + ?Sized] Rc<T>;
    [T: HasLength + ?Sized] Arc<T>;
    [T: HasLength + ToOwned + ?Sized] Cow<'_, T>;
}

#[diagnostic::do_not_recommend]
impl<T: HasLength> HasLength for Option<T> {
    fn length(&self) -> Option<Length> {
        self.as_ref().and_then(HasLength::length)
    }
}
