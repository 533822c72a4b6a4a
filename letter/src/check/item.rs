//! `inner`: constraints of the items of an array.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashSet, LinkedList, VecDeque};
use std::rc::Rc;
use std::sync::Arc;

use crate::{Location, Violations};

/// A type whose items `inner` can constrain: arrays, and optional ones.
#[diagnostic::on_unimplemented(
    message = "`inner` cannot constrain `{Self}`",
    label = "`{Self}` is not an array",
    note = "`inner(…)` constrains the items of an array; write the constraint without `inner` to constrain the value itself"
)]
pub trait HasItems {
    /// The type of an item.
    type Item;
    /// Passes each item to `check`, in order.
    fn each_item(&self, check: &mut dyn FnMut(&Self::Item));
}

/// Checks each item, at its index.
pub fn each<T: HasItems + ?Sized>(
    value: &T,
    at: &Location<'_>,
    found: &mut Violations,
    check: impl Fn(&T::Item, &Location<'_>, &mut Violations),
) {
    let mut index = 0;
    value.each_item(&mut |item| {
        check(item, &at.index(index), found);
        index += 1;
    });
}

#[diagnostic::do_not_recommend]
impl<T> HasItems for [T] {
    type Item = T;
    fn each_item(&self, check: &mut dyn FnMut(&T)) {
        self.iter().for_each(check);
    }
}

macro_rules! items {
    ($([$($generics:tt)*] $type:ty;)*) => {
        $(#[diagnostic::do_not_recommend]
        impl<$($generics)*> HasItems for $type {
            type Item = T;
            fn each_item(&self, check: &mut dyn FnMut(&T)) {
                self.iter().for_each(check);
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
        impl<$($generics)*> HasItems for $type {
            type Item = T::Item;
            fn each_item(&self, check: &mut dyn FnMut(&T::Item)) {
                (**self).each_item(check);
            }
        })*
    };
}

behind! {
    [T: HasItems + ?Sized] &T;
    [T: HasItems + ?Sized] Box<T>;
    [T: HasItems + ?Sized] Rc<T>;
    [T: HasItems + ?Sized] Arc<T>;
    [T: HasItems + ToOwned + ?Sized] Cow<'_, T>;
}

#[diagnostic::do_not_recommend]
impl<T: HasItems> HasItems for Option<T> {
    type Item = T::Item;
    fn each_item(&self, check: &mut dyn FnMut(&T::Item)) {
        if let Some(value) = self {
            value.each_item(check);
        }
    }
}
