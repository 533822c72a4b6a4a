//! The types of the standard library, and of the crates that `letter` knows, as values.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, LinkedList, VecDeque};
use std::fmt::Display;
use std::rc::Rc;
use std::sync::Arc;

use super::PropertyValue;
use crate::{Location, Violations};

/// Types whose every value is fine.
macro_rules! unconstrained {
    ($($type:ty)*) => {
        $(#[diagnostic::do_not_recommend]
        impl PropertyValue for $type {
            fn check(&self, _: &Location<'_>, _: &mut Violations) {}
        })*
    };
}

unconstrained! {
    () bool char str String
    i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize
    std::num::NonZeroI8 std::num::NonZeroI16 std::num::NonZeroI32 std::num::NonZeroI64
    std::num::NonZeroI128 std::num::NonZeroIsize
    std::num::NonZeroU8 std::num::NonZeroU16 std::num::NonZeroU32 std::num::NonZeroU64
    std::num::NonZeroU128 std::num::NonZeroUsize
    std::net::IpAddr std::net::Ipv4Addr std::net::Ipv6Addr
    std::net::SocketAddr std::net::SocketAddrV4 std::net::SocketAddrV6
    std::path::Path std::path::PathBuf std::time::Duration std::time::SystemTime
    serde_json::Value serde_json::Number serde_json::Map<String, serde_json::Value>
    uuid::Uuid
}

#[cfg(feature = "chrono")]
unconstrained! {
    chrono::NaiveDate chrono::NaiveTime chrono::NaiveDateTime chrono::Weekday chrono::Month
}

#[cfg(feature = "chrono")]
impl<Tz: chrono::TimeZone> PropertyValue for chrono::DateTime<Tz> {
    fn check(&self, _: &Location<'_>, _: &mut Violations) {}
}

#[cfg(feature = "jiff")]
unconstrained! {
    jiff::Timestamp jiff::Zoned jiff::Span jiff::SignedDuration
    jiff::civil::Date jiff::civil::Time jiff::civil::DateTime
}

macro_rules! floats {
    ($($type:ty)*) => {
        $(#[diagnostic::do_not_recommend]
        impl PropertyValue for $type {
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
    fn check(&self, at: &Location<'_>, found: &mut Violations) {
        for (index, item) in self.iter().enumerate() {
            item.check(&at.index(index), found);
        }
    }
}

macro_rules! arrays {
    ($([$($generics:tt)*] $type:ty;)*) => {
        $(impl<$($generics)*> PropertyValue for $type {
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
    fn check(&self, at: &Location<'_>, found: &mut Violations) {
        entries(self.iter(), at, found);
    }
}

impl<K: Display, V: PropertyValue, S> PropertyValue for HashMap<K, V, S> {
    fn check(&self, at: &Location<'_>, found: &mut Violations) {
        entries(self.iter(), at, found);
    }
}

macro_rules! tuples {
    ($(($($type:ident $index:tt),+);)*) => {
        $(impl<$($type: PropertyValue),+> PropertyValue for ($($type,)+) {
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
