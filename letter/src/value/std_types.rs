//! The types of the standard library, and of the crates that `letter` knows, as values.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, LinkedList, VecDeque};
use std::fmt::Display;
use std::rc::Rc;
use std::sync::Arc;

use super::PropertyValue;
use crate::shape::Shape;
use crate::{Location, Violations};

/// Types whose every value is fine.
macro_rules! unconstrained {
    ($($type:ty)*) => { written! { Shape::Unknown; $($type)* } };
}

/// The same, where it can be said how they are written.
macro_rules! written {
    ($shape:expr; $($type:ty)*) => {
        $(#[diagnostic::do_not_recommend]
        impl PropertyValue for $type {
            const SHAPE: Shape = $shape;
            fn check(&self, _: &Location<'_>, _: &mut Violations) {}
        })*
    };
}

/// Whole numbers, within what the type holds.
macro_rules! integers {
    ($($type:ident)*) => {
        $(written! { Shape::Integer(<$type>::MIN as i128, most(<$type>::MAX as u128)); $type })*
    };
}

/// The largest value, or that of `i128`.
const fn most(max: u128) -> i128 {
    if max > i128::MAX as u128 { i128::MAX } else { max as i128 }
}

integers! { i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize }
written! { Shape::Boolean; bool }
written! { Shape::Text(""); char str String std::path::Path std::path::PathBuf }
written! { Shape::Text("uuid"); uuid::Uuid }
written! { Shape::Text("ipv4"); std::net::Ipv4Addr }
written! { Shape::Text("ipv6"); std::net::Ipv6Addr }
written! { Shape::Text("ip"); std::net::IpAddr }
written! { Shape::Other; serde_json::Value }
written! { Shape::Number; serde_json::Number }
written! { Shape::Map(&Shape::Other); serde_json::Map<String, serde_json::Value> }
unconstrained! {
    std::num::NonZeroI8 std::num::NonZeroI16 std::num::NonZeroI32 std::num::NonZeroI64
    std::num::NonZeroI128 std::num::NonZeroIsize
    std::num::NonZeroU8 std::num::NonZeroU16 std::num::NonZeroU32 std::num::NonZeroU64
    std::num::NonZeroU128 std::num::NonZeroUsize
    std::net::SocketAddr std::net::SocketAddrV4 std::net::SocketAddrV6
    std::time::Duration std::time::SystemTime
}

#[diagnostic::do_not_recommend]
impl PropertyValue for () {
    const SHAPE: Shape = Shape::Null;
    fn check(&self, _: &Location<'_>, _: &mut Violations) {}
}

#[cfg(feature = "chrono")]
unconstrained! {
    chrono::NaiveTime chrono::NaiveDateTime chrono::Weekday chrono::Month
}

#[cfg(feature = "chrono")]
written! { Shape::Text("date"); chrono::NaiveDate }

#[cfg(feature = "chrono")]
impl<Tz: chrono::TimeZone> PropertyValue for chrono::DateTime<Tz> {
    const SHAPE: Shape = Shape::Text("date-time");
    fn check(&self, _: &Location<'_>, _: &mut Violations) {}
}

#[cfg(feature = "jiff")]
unconstrained! {
    jiff::Zoned jiff::Span jiff::SignedDuration jiff::civil::Time jiff::civil::DateTime
}

#[cfg(feature = "jiff")]
written! { Shape::Text("date-time"); jiff::Timestamp }

#[cfg(feature = "jiff")]
written! { Shape::Text("date"); jiff::civil::Date }

macro_rules! floats {
    ($($type:ty)*) => {
        $(#[diagnostic::do_not_recommend]
        impl PropertyValue for $type {
            const SHAPE: Shape = Shape::Number;
            fn check(&self, at: &Location<'_>, found: &mut Violations) {
                if !self.is_finite() {
                    found.push(at, "type", "must be a finite number: JSON has no NaN and no infinity", self);
                }
            }
        })*
    };
}

floats! { f32 f64 }

impl<T: PropertyValue> PropertyValue for Option<T> {
    const SHAPE: Shape = Shape::Optional(&T::SHAPE);
    fn check(&self, at: &Location<'_>, found: &mut Violations) {
        if let Some(value) = self {
            value.check(at, found);
        }
    }
}

#[diagnostic::do_not_recommend]
impl<T: ?Sized> PropertyValue for std::marker::PhantomData<T> {
    fn check(&self, _: &Location<'_>, _: &mut Violations) {}
}

macro_rules! behind {
    ($([$($generics:tt)*] $type:ty;)*) => {
        $(impl<$($generics)*> PropertyValue for $type {
            const SHAPE: Shape = T::SHAPE;
            fn check(&self, at: &Location<'_>, found: &mut Violations) {
                (**self).check(at, found);
            }
        })*
    };
}

behind! {
    [T: PropertyValue + ?Sized] &T;
    [T: PropertyValue + ?Sized] &mut T;
    [T: PropertyValue + ?Sized] Box<T>;
    [T: PropertyValue + ?Sized] Rc<T>;
    [T: PropertyValue + ?Sized] Arc<T>;
    [T: PropertyValue + ToOwned + ?Sized] Cow<'_, T>;
}

impl<T: PropertyValue> PropertyValue for [T] {
    const SHAPE: Shape = Shape::Array(&T::SHAPE);
    fn check(&self, at: &Location<'_>, found: &mut Violations) {
        for (index, item) in self.iter().enumerate() {
            item.check(&at.index(index), found);
        }
    }
}

macro_rules! arrays {
    ($([$($generics:tt)*] $type:ty;)*) => {
        $(impl<$($generics)*> PropertyValue for $type {
            const SHAPE: Shape = Shape::Array(&T::SHAPE);
            fn check(&self, at: &Location<'_>, found: &mut Violations) {
                for (index, item) in self.iter().enumerate() {
                    item.check(&at.index(index), found);
                }
            }
        })*
    };
}

arrays! {
    [T: PropertyValue, const N: usize] [T; N];
    [T: PropertyValue] Vec<T>;
    [T: PropertyValue] VecDeque<T>;
    [T: PropertyValue] LinkedList<T>;
    [T: PropertyValue] BTreeSet<T>;
    [T: PropertyValue, S] HashSet<T, S>;
}

/// Checks the values of a map; its keys are shown as they are written.
fn entries<'a, K: Display + 'a, V: PropertyValue + 'a>(
    entries: impl Iterator<Item = (&'a K, &'a V)>,
    at: &Location<'_>,
    found: &mut Violations,
) {
    for (key, value) in entries {
        value.check(&at.entry(key), found);
    }
}

impl<K: Display, V: PropertyValue> PropertyValue for BTreeMap<K, V> {
    const SHAPE: Shape = Shape::Map(&V::SHAPE);
    fn check(&self, at: &Location<'_>, found: &mut Violations) {
        entries(self.iter(), at, found);
    }
}

impl<K: Display, V: PropertyValue, S> PropertyValue for HashMap<K, V, S> {
    const SHAPE: Shape = Shape::Map(&V::SHAPE);
    fn check(&self, at: &Location<'_>, found: &mut Violations) {
        entries(self.iter(), at, found);
    }
}

macro_rules! tuples {
    ($(($($type:ident $index:tt),+);)*) => {
        $(impl<$($type: PropertyValue),+> PropertyValue for ($($type,)+) {
            const SHAPE: Shape = Shape::Other;
            fn check(&self, at: &Location<'_>, found: &mut Violations) {
                $(self.$index.check(&at.index($index), found);)+
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
