//! How the types of the standard library, and of the crates that `letter` knows, are written.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, LinkedList, VecDeque};
use std::rc::Rc;
use std::sync::Arc;

use super::{Of, Shape, Shaped};

macro_rules! written {
    ($shape:expr; $($type:ty)*) => {
        $(#[diagnostic::do_not_recommend]
        impl<D> Shaped<D> for $type {
            const SHAPE: Shape = $shape;
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

macro_rules! non_zero {
    ($least:expr; $($name:ident $type:ident)*) => {
        $(written! { Shape::Integer($least(<$type>::MIN as i128), most(<$type>::MAX as u128)); std::num::$name })*
    };
}

/// As it is.
const fn same(least: i128) -> i128 {
    least
}

/// One more than that.
const fn above(least: i128) -> i128 {
    least + 1
}

non_zero! { above; NonZeroU8 u8 NonZeroU16 u16 NonZeroU32 u32 NonZeroU64 u64 NonZeroU128 u128 NonZeroUsize usize }
non_zero! { same; NonZeroI8 i8 NonZeroI16 i16 NonZeroI32 i32 NonZeroI64 i64 NonZeroI128 i128 NonZeroIsize isize }
integers! { i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize }
written! { Shape::Null; () }
written! { Shape::Boolean; bool }
written! { Shape::Number; f32 f64 serde_json::Number }
written! { Shape::Text(""); char str String std::path::Path std::path::PathBuf }
written! { Shape::Text("uuid"); uuid::Uuid }
written! { Shape::Text("ipv4"); std::net::Ipv4Addr }
written! { Shape::Text("ipv6"); std::net::Ipv6Addr }
written! { Shape::Text("ip"); std::net::IpAddr }
written! { Shape::Other; serde_json::Value }
written! { Shape::Map(&Shape::Other); serde_json::Map<String, serde_json::Value> }

#[cfg(feature = "chrono")]
written! { Shape::Text("date"); chrono::NaiveDate }

#[cfg(feature = "chrono")]
impl<Tz: chrono::TimeZone, D> Shaped<D> for chrono::DateTime<Tz> {
    const SHAPE: Shape = Shape::Text("date-time");
}

#[cfg(feature = "jiff")]
written! { Shape::Text("date-time"); jiff::Timestamp }

#[cfg(feature = "jiff")]
written! { Shape::Text("date"); jiff::civil::Date }

macro_rules! around {
    ($shape:ident; $([$($generics:tt)*] $type:ty;)*) => {
        $(#[diagnostic::do_not_recommend]
        impl<$($generics)*, D> Shaped<D> for $type {
            const SHAPE: Shape = Shape::$shape(Of::<T, D>::SHAPE);
        })*
    };
}

around! { Optional; [T: Shaped<D>] Option<T>; }
around! {
    Array;
    [T: Shaped<D>] [T];
    [T: Shaped<D>, const N: usize] [T; N];
    [T: Shaped<D>] Vec<T>;
    [T: Shaped<D>] VecDeque<T>;
    [T: Shaped<D>] LinkedList<T>;
}
around! {
    Set;
    [T: Shaped<D>] BTreeSet<T>;
    [T: Shaped<D>, S] HashSet<T, S>;
}
around! {
    Map;
    [K, T: Shaped<D>] BTreeMap<K, T>;
    [K, T: Shaped<D>, S] HashMap<K, T, S>;
}

macro_rules! behind {
    ($([$($generics:tt)*] $type:ty;)*) => {
        $(#[diagnostic::do_not_recommend]
        impl<$($generics)*, D> Shaped<D> for $type {
            const SHAPE: Shape = T::SHAPE;
        })*
    };
}

behind! {
    [T: Shaped<D> + ?Sized] &T;
    [T: Shaped<D> + ?Sized] &mut T;
    [T: Shaped<D> + ?Sized] Box<T>;
    [T: Shaped<D> + ?Sized] Rc<T>;
    [T: Shaped<D> + ?Sized] Arc<T>;
    [T: Shaped<D> + ToOwned + ?Sized] Cow<'_, T>;
}
