//! What is inside of the types of the standard library, and of the crates that `letter` knows.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, LinkedList, VecDeque};
use std::rc::Rc;
use std::sync::Arc;

use serde_json::{Value, json};

use super::{Ask, Content, Table, Tell};

macro_rules! plain {
    ($($type:ty)*) => {
        $(#[diagnostic::do_not_recommend]
        impl Tell for $type {
            fn tell(_: &mut Table) -> Content {
                Value::Null
            }
        })*
    };
}

plain! {
    () bool char str String f32 f64
    i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize
    std::num::NonZeroI8 std::num::NonZeroI16 std::num::NonZeroI32 std::num::NonZeroI64
    std::num::NonZeroI128 std::num::NonZeroIsize
    std::num::NonZeroU8 std::num::NonZeroU16 std::num::NonZeroU32 std::num::NonZeroU64
    std::num::NonZeroU128 std::num::NonZeroUsize
    std::net::IpAddr std::net::Ipv4Addr std::net::Ipv6Addr
    std::net::SocketAddr std::net::SocketAddrV4 std::net::SocketAddrV6
    std::path::Path std::path::PathBuf std::time::Duration std::time::SystemTime
    Value serde_json::Number serde_json::Map<String, Value>
    uuid::Uuid
}

#[cfg(feature = "chrono")]
plain! {
    chrono::NaiveDate chrono::NaiveTime chrono::NaiveDateTime chrono::Weekday chrono::Month
}

#[cfg(feature = "chrono")]
impl<Tz: chrono::TimeZone> Tell for chrono::DateTime<Tz> {
    fn tell(_: &mut Table) -> Content {
        Value::Null
    }
}

#[cfg(feature = "jiff")]
plain! {
    jiff::Timestamp jiff::Zoned jiff::Span jiff::SignedDuration
    jiff::civil::Date jiff::civil::Time jiff::civil::DateTime
}

#[diagnostic::do_not_recommend]
impl<T: ?Sized> Tell for std::marker::PhantomData<T> {
    fn tell(_: &mut Table) -> Content {
        Value::Null
    }
}

/// Says nothing of what has nothing inside.
fn around(key: &str, inner: Content) -> Content {
    if inner.is_null() { inner } else { json!({ key: inner }) }
}

macro_rules! around {
    ($key:literal; $([$($generics:tt)*] $type:ty;)*) => {
        $(#[diagnostic::do_not_recommend]
        impl<$($generics)*> Tell for $type {
            fn tell(table: &mut Table) -> Content {
                around($key, Ask::<T>::tell(table))
            }
        })*
    };
}

around! { "optional"; [T: Tell] Option<T>; }
around! {
    "items";
    [T: Tell] [T];
    [T: Tell, const N: usize] [T; N];
    [T: Tell] Vec<T>;
    [T: Tell] VecDeque<T>;
    [T: Tell] LinkedList<T>;
    [T: Tell] BTreeSet<T>;
    [T: Tell, S] HashSet<T, S>;
}
around! {
    "entries";
    [K, T: Tell] BTreeMap<K, T>;
    [K, T: Tell, S] HashMap<K, T, S>;
}

macro_rules! behind {
    ($([$($generics:tt)*] $type:ty;)*) => {
        $(#[diagnostic::do_not_recommend]
        impl<$($generics)*> Tell for $type {
            fn tell(table: &mut Table) -> Content {
                T::tell(table)
            }
        })*
    };
}

behind! {
    [T: Tell + ?Sized] &T;
    [T: Tell + ?Sized] &mut T;
    [T: Tell + ?Sized] Box<T>;
    [T: Tell + ?Sized] Rc<T>;
    [T: Tell + ?Sized] Arc<T>;
    [T: Tell + ToOwned + ?Sized] Cow<'_, T>;
}

macro_rules! tuples {
    ($(($($type:ident),+);)*) => {
        $(#[diagnostic::do_not_recommend]
        impl<$($type: Tell),+> Tell for ($($type,)+) {
            fn tell(table: &mut Table) -> Content {
                json!({ "tuple": [$($type::tell(table)),+] })
            }
        })*
    };
}

tuples! {
    (A);
    (A, B);
    (A, B, C);
    (A, B, C, D);
    (A, B, C, D, E);
    (A, B, C, D, E, F);
    (A, B, C, D, E, F, G);
    (A, B, C, D, E, F, G, H);
}
