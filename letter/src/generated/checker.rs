//! The checks of generated code, in the order in which they are written: `c.field("sku", &self.sku).max_length(64)`.

use std::collections::BTreeMap;

use letter_scalar::format::Format;
use letter_scalar::number::Number;

use super::view::{Inspect, View};
use crate::check::{self, HasItems, HasLength, HasNumber, HasText, Pattern};
use crate::{Location, PropertyValue, Violations};

/// A type with checks of its own.
pub trait Check {
    /// Reports every rule that the value breaks.
    fn check(&self, c: &mut Checker<'_>);
}

/// `validate` of every type of `schemas!`.
pub fn validate<T: PropertyValue>(value: &T) -> Result<(), Violations> {
    let mut found = Violations::none();
    value.check(&Location::ROOT, &mut found);
    found.into_result()
}

/// Where a value stands, and what was found wrong so far.
pub struct Checker<'c> {
    at: &'c Location<'c>,
    found: &'c mut Violations,
}

/// A value that is checked, at its place.
pub struct Checked<'c, T: ?Sized> {
    value: &'c T,
    at: Location<'c>,
    found: &'c mut Violations,
}

impl<'c> Checker<'c> {
    /// The checker of a value.
    pub fn new(at: &'c Location<'c>, found: &'c mut Violations) -> Self {
        Self { at, found }
    }

    /// A property of the value.
    pub fn field<'x, T>(&'x mut self, key: &'x str, value: &'x T) -> Checked<'x, T> {
        Checked { value, at: self.at.key(key), found: self.found }
    }

    /// The value itself.
    pub fn this<'x, T>(&'x mut self, value: &'x T) -> Checked<'x, T> {
        Checked { value, at: *self.at, found: self.found }
    }

    /// The properties without a field, which must not have the name of one, or one that is forbidden.
    pub fn rest<'x, T: Inspect>(
        &'x mut self,
        rest: &'x BTreeMap<String, T>,
        known: &[&str],
    ) -> Checked<'x, BTreeMap<String, T>> {
        for (key, value) in rest {
            if known.contains(&key.as_str()) {
                let rule = "must not stand among the additional properties";
                self.found.push(&self.at.key(key), "properties", rule, value.view());
            }
        }
        self.this(rest)
    }
}

macro_rules! checks {
    ($($(#[$doc:meta])* $name:ident: $bound:path, $argument:ty;)*) => {
        $($(#[$doc])*
        pub fn $name(self, argument: $argument) -> Self
        where
            T: $bound,
        {
            check::$name(self.value, argument, &self.at, self.found);
            self
        })*
    };
}

impl<T> Checked<'_, T> {
    checks! {
        /// `minLength`, `minItems`
        min_length: HasLength, usize;
        /// `maxLength`, `maxItems`
        max_length: HasLength, usize;
        /// `minimum`
        minimum: HasNumber, impl Into<Number>;
        /// `maximum`
        maximum: HasNumber, impl Into<Number>;
        /// `exclusiveMinimum`
        exclusive_minimum: HasNumber, impl Into<Number>;
        /// `exclusiveMaximum`
        exclusive_maximum: HasNumber, impl Into<Number>;
        /// `multipleOf`
        multiple_of: HasNumber, impl Into<Number>;
        /// `pattern`
        pattern: HasText, &Pattern;
        /// `format`
        format: HasText, Format;
    }

    /// The checks of the value's own type.
    pub fn value(self) -> Self
    where
        T: PropertyValue,
    {
        self.value.check(&self.at, self.found);
        self
    }

    /// Every item of an array.
    pub fn each(self, check: impl Fn(Checked<'_, T::Item>)) -> Self
    where
        T: HasItems,
    {
        let mut index = 0;
        let Self { value, at, found } = self;
        value.each_item(&mut |item| {
            check(Checked { value: item, at: at.index(index), found });
            index += 1;
        });
        Self { value, at, found }
    }

    /// Every value of a map.
    pub fn entries(self, check: impl Fn(Checked<'_, T::Entry>)) -> Self
    where
        T: HasEntries,
    {
        let Self { value, at, found } = self;
        value.each_entry(&mut |key, value| check(Checked { value, at: at.key(key), found }));
        Self { value, at, found }
    }

    /// One item of a tuple.
    pub fn item<U>(
        self,
        index: usize,
        item: impl Fn(&T) -> Option<&U>,
        check: impl Fn(Checked<'_, U>),
    ) -> Self {
        let Self { value, at, found } = self;
        if let Some(item) = item(value) {
            check(Checked { value: item, at: at.index(index), found });
        }
        Self { value, at, found }
    }

    /// Any other keyword.
    pub fn test(self, keyword: &'static str, rule: &str, test: impl FnOnce(View<'_>) -> bool) -> Self
    where
        T: Inspect,
    {
        let view = self.value.view();
        if !test(view) {
            self.found.push(&self.at, keyword, rule, view);
        }
        self
    }

    /// Any other keyword, of what stands inside of `Option`s, if something does.
    pub fn test_some(self, keyword: &'static str, rule: &str, test: impl FnOnce(View<'_>) -> bool) -> Self
    where
        T: Inspect,
    {
        if self.value.view().is(1) { self } else { self.test(keyword, rule, test) }
    }
}

/// A map, or an optional one.
pub trait HasEntries {
    /// The type of a value.
    type Entry;
    /// Shows each entry.
    fn each_entry(&self, visit: &mut dyn FnMut(&str, &Self::Entry));
}

impl<T> HasEntries for BTreeMap<String, T> {
    type Entry = T;
    fn each_entry(&self, visit: &mut dyn FnMut(&str, &T)) {
        self.iter().for_each(|(key, value)| visit(key, value));
    }
}

impl<T: HasEntries> HasEntries for Option<T> {
    type Entry = T::Entry;
    fn each_entry(&self, visit: &mut dyn FnMut(&str, &T::Entry)) {
        if let Some(map) = self {
            map.each_entry(visit);
        }
    }
}
