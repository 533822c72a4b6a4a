//! `length`: characters of a string, items of an array.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashSet, LinkedList, VecDeque};
use std::fmt::{self, Debug};
use std::rc::Rc;
use std::sync::Arc;

use crate::{Location, Violations};

/// What JSON Schema counts of a value.
#[derive(Debug, Clone, Copy)]
pub enum Length<'a> {
    /// A string has as many characters as Unicode code points.
    Text(&'a str),
    /// An array has so many items.
    Items(usize),
}

impl Length<'_> {
    fn count(self) -> usize {
        match self {
            Self::Text(text) => text.chars().count(),
            Self::Items(count) => count,
        }
    }

    fn unit(self, count: usize) -> &'static str {
        match (self, count) {
            (Self::Text(_), 1) => "character",
            (Self::Text(_), _) => "characters",
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
    fn length(&self) -> Option<Length<'_>>;
}

/// `minLength` of a string, `minItems` of an array.
pub fn min_length<T: HasLength + ?Sized>(value: &T, min: usize, at: &Location<'_>, found: &mut Violations) {
    if let Some(length) = value.length()
        && length.count() < min
    {
        let keyword = match length {
            Length::Text(_) => "minLength",
            Length::Items(_) => "minItems",
        };
        found.push(at, keyword, Rule("at least", min, length), Shown(length));
    }
}

/// `maxLength` of a string, `maxItems` of an array.
pub fn max_length<T: HasLength + ?Sized>(value: &T, max: usize, at: &Location<'_>, found: &mut Violations) {
    if let Some(length) = value.length()
        && length.count() > max
    {
        let keyword = match length {
            Length::Text(_) => "maxLength",
            Length::Items(_) => "maxItems",
        };
        found.push(at, keyword, Rule("at most", max, length), Shown(length));
    }
}

struct Rule<'a>(&'static str, usize, Length<'a>);

impl fmt::Display for Rule<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(relation, count, length) = self;
        write!(f, "must have {relation} {count} {}", length.unit(*count))
    }
}

/// A string by itself, an array by its length.
struct Shown<'a>(Length<'a>);

impl Debug for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Length::Text(text) => text.fmt(f),
            Length::Items(count) => write!(f, "an array of {count}"),
        }
    }
}

#[diagnostic::do_not_recommend]
impl HasLength for str {
    fn length(&self) -> Option<Length<'_>> {
        Some(Length::Text(self))
    }
}

#[diagnostic::do_not_recommend]
impl HasLength for String {
    fn length(&self) -> Option<Length<'_>> {
        self.as_str().length()
    }
}

#[diagnostic::do_not_recommend]
impl<T> HasLength for [T] {
    fn length(&self) -> Option<Length<'_>> {
        Some(Length::Items(self.len()))
    }
}

macro_rules! items {
    ($([$($generics:tt)*] $type:ty;)*) => {
        $(#[diagnostic::do_not_recommend]
        impl<$($generics)*> HasLength for $type {
            fn length(&self) -> Option<Length<'_>> {
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
            fn length(&self) -> Option<Length<'_>> {
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
    fn length(&self) -> Option<Length<'_>> {
        self.as_ref().and_then(HasLength::length)
    }
}
