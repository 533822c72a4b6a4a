//! A look at any typed value as the JSON that it is written as, without writing it.

use std::collections::BTreeMap;

use letter_scalar::number::Number;
use serde::Serialize;
use serde_json::Value;

/// A JSON value that borrows from a typed one. Looking at it allocates nothing.
#[derive(Clone, Copy)]
pub enum View<'a> {
    /// `null`
    Null,
    /// A boolean.
    Bool(bool),
    /// A number.
    Number(Number),
    /// A string.
    Text(&'a str),
    /// An array.
    Array(&'a dyn Items),
    /// An object.
    Object(&'a dyn Entries),
}

/// A type that can be looked at.
pub trait Inspect {
    /// The value.
    fn view(&self) -> View<'_>;
}

/// The items of an array.
pub trait Items {
    /// How many.
    fn count(&self) -> usize;
    /// The one at an index below the count.
    fn item(&self, index: usize) -> View<'_>;
}

/// The entries of an object.
pub trait Entries {
    /// Shows each one.
    fn each<'a>(&'a self, visit: &mut dyn FnMut(&'a str, View<'a>));
}

impl<'a> View<'a> {
    /// The bits of the types that it has, as `letter-schema` numbers them.
    fn bits(self) -> u8 {
        match self {
            Self::Null => 1,
            Self::Bool(_) => 2,
            Self::Number(number) if number.is_integer() => 4,
            Self::Number(_) => 8,
            Self::Text(_) => 16,
            Self::Array(_) => 32,
            Self::Object(_) => 64,
        }
    }

    /// `type`: whether it has one of these.
    pub fn is(self, types: u8) -> bool {
        self.bits() & types != 0
    }

    /// The number, if it is one.
    pub fn number(self) -> Option<Number> {
        if let Self::Number(number) = self { Some(number) } else { None }
    }

    /// The string, if it is one.
    pub fn text(self) -> Option<&'a str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    /// Whether a number passes; anything else does.
    pub fn if_number(self, test: impl FnOnce(Number) -> bool) -> bool {
        self.number().is_none_or(test)
    }

    /// Whether a string passes; anything else does.
    pub fn if_text(self, test: impl FnOnce(&str) -> bool) -> bool {
        self.text().is_none_or(test)
    }

    /// Whether an array has so many items; anything else passes.
    pub fn items(self, min: usize, max: usize) -> bool {
        if let Self::Array(items) = self { (min..=max).contains(&items.count()) } else { true }
    }

    /// Whether the item at an index passes; it does if it is not there.
    pub fn item(self, index: usize, test: impl FnOnce(View<'a>) -> bool) -> bool {
        match self {
            Self::Array(items) if index < items.count() => test(items.item(index)),
            _ => true,
        }
    }

    /// Whether every item from an index on passes.
    pub fn items_from(self, index: usize, test: impl Fn(View<'a>) -> bool) -> bool {
        self.all_items(|at, item| at < index || test(item))
    }

    /// Whether every item passes, with its index.
    pub fn all_items(self, test: impl Fn(usize, View<'a>) -> bool) -> bool {
        if let Self::Array(items) = self {
            (0..items.count()).all(|at| test(at, items.item(at)))
        } else {
            true
        }
    }

    /// Whether so many items of an array pass.
    pub fn contains(self, min: usize, max: usize, test: impl Fn(View<'a>) -> bool) -> bool {
        if let Self::Array(items) = self {
            (min..=max).contains(&(0..items.count()).filter(|at| test(items.item(*at))).count())
        } else {
            true
        }
    }

    /// Whether no item of an array equals another one.
    pub fn unique(self) -> bool {
        self.all_items(|at, item| {
            let Self::Array(items) = self else { return true };
            (0..at).all(|before| !items.item(before).equals(item))
        })
    }

    /// The property of an object.
    pub fn get(self, key: &str) -> Option<View<'a>> {
        let mut found = None;
        if let Self::Object(entries) = self {
            entries.each(&mut |name, value| {
                if name == key {
                    found = Some(value);
                }
            });
        }
        found
    }

    /// Whether a property passes; it does if it is not there.
    pub fn property(self, key: &str, test: impl FnOnce(View<'a>) -> bool) -> bool {
        self.get(key).is_none_or(test)
    }

    /// Whether an object has a property. Nothing else has.
    pub fn has(self, key: &str) -> bool {
        self.get(key).is_some()
    }

    /// Whether an object has all of these; anything else passes.
    pub fn required(self, keys: &[&str]) -> bool {
        !matches!(self, Self::Object(_)) || keys.iter().all(|key| self.has(key))
    }

    /// Whether an object has so many properties; anything else passes.
    pub fn properties(self, min: usize, max: usize) -> bool {
        if let Self::Object(_) = self { (min..=max).contains(&self.count()) } else { true }
    }

    /// Whether every entry of an object passes.
    pub fn entries(self, test: impl Fn(&str, View<'a>) -> bool) -> bool {
        let mut all = true;
        if let Self::Object(entries) = self {
            entries.each(&mut |name, value| all = all && test(name, value));
        }
        all
    }

    fn count(self) -> usize {
        let mut count = 0;
        if let Self::Object(entries) = self {
            entries.each(&mut |_, _| count += 1);
        }
        count
    }

    /// Equal as JSON Schema has it.
    pub fn equals(self, other: View<'_>) -> bool {
        match (self, other) {
            (Self::Null, View::Null) => true,
            (Self::Bool(a), View::Bool(b)) => a == b,
            (Self::Number(a), View::Number(b)) => a == b,
            (Self::Text(a), View::Text(b)) => a == b,
            (Self::Array(a), View::Array(b)) => {
                a.count() == b.count() && (0..a.count()).all(|at| a.item(at).equals(b.item(at)))
            }
            (Self::Object(_), View::Object(_)) => {
                self.count() == other.count()
                    && self.entries(|name, value| other.get(name).is_some_and(|other| value.equals(other)))
            }
            _ => false,
        }
    }
}

/// As JSON.
impl std::fmt::Debug for View<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Null => f.write_str("null"),
            Self::Bool(value) => write!(f, "{value}"),
            Self::Number(number) => write!(f, "{number}"),
            Self::Text(text) => write!(f, "{text:?}"),
            Self::Array(items) => {
                f.debug_list().entries((0..items.count()).map(|at| items.item(at))).finish()
            }
            Self::Object(entries) => {
                let mut map = f.debug_map();
                entries.each(&mut |name, value| {
                    map.entry(&name, &value);
                });
                map.finish()
            }
        }
    }
}

impl Inspect for () {
    fn view(&self) -> View<'_> {
        View::Null
    }
}

impl Inspect for bool {
    fn view(&self) -> View<'_> {
        View::Bool(*self)
    }
}

impl Inspect for String {
    fn view(&self) -> View<'_> {
        View::Text(self)
    }
}

macro_rules! numbers {
    ($($type:ty)*) => {
        $(impl Inspect for $type {
            fn view(&self) -> View<'_> {
                View::Number((*self).into())
            }
        })*
    };
}

numbers! { i64 u64 f64 }

impl Inspect for serde_json::Number {
    fn view(&self) -> View<'_> {
        View::Number(number(self))
    }
}

impl<T: Inspect> Inspect for Option<T> {
    fn view(&self) -> View<'_> {
        self.as_ref().map_or(View::Null, Inspect::view)
    }
}

impl<T: Inspect> Inspect for Box<T> {
    fn view(&self) -> View<'_> {
        (**self).view()
    }
}

impl<T: Inspect> Inspect for Vec<T> {
    fn view(&self) -> View<'_> {
        View::Array(self)
    }
}

impl<T: Inspect> Items for Vec<T> {
    fn count(&self) -> usize {
        self.len()
    }

    fn item(&self, index: usize) -> View<'_> {
        self[index].view()
    }
}

impl<T: Serialize + Inspect> Inspect for BTreeMap<String, T> {
    fn view(&self) -> View<'_> {
        View::Object(self)
    }
}

impl Inspect for Value {
    fn view(&self) -> View<'_> {
        match self {
            Self::Null => View::Null,
            Self::Bool(value) => View::Bool(*value),
            Self::Number(number) => number.view(),
            Self::String(text) => View::Text(text),
            Self::Array(items) => View::Array(items),
            Self::Object(entries) => View::Object(entries),
        }
    }
}

/// The number as it is compared.
pub(crate) fn number(number: &serde_json::Number) -> Number {
    match (number.as_i64(), number.as_u64()) {
        (Some(integer), _) => integer.into(),
        (None, Some(integer)) => integer.into(),
        (None, None) => number.as_f64().unwrap_or(f64::NAN).into(),
    }
}

macro_rules! tuples {
    ($(($($type:ident $index:tt),+);)*) => {
        $(impl<$($type: Inspect),+> Inspect for ($($type,)+) {
            fn view(&self) -> View<'_> {
                View::Array(self)
            }
        }

        impl<$($type: Inspect),+> Items for ($($type,)+) {
            fn count(&self) -> usize {
                [$($index),+].len()
            }

            fn item(&self, index: usize) -> View<'_> {
                match index {
                    $($index => self.$index.view(),)+
                    _ => View::Null,
                }
            }
        })*
    };
}

tuples! {
    (A 0);
    (A 0, B 1);
    (A 0, B 1, C 2);
    (A 0, B 1, C 2, D 3);
    (A 0, B 1, C 2, D 3, E 4);
    (A 0, B 1, C 2, D 3, E 4, F 5);
    (A 0, B 1, C 2, D 3, E 4, F 5, G 6);
    (A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7);
}
