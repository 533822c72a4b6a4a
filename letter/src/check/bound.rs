//! `range`: bounds of a number, compared exactly whatever types the two have.

use std::cmp::Ordering;
use std::num::{
    NonZeroI8, NonZeroI16, NonZeroI32, NonZeroI64, NonZeroI128, NonZeroIsize, NonZeroU8, NonZeroU16,
    NonZeroU32, NonZeroU64, NonZeroU128, NonZeroUsize,
};

use letter_scalar::number::Number;

use crate::{Location, Violations};

/// A type that `range` can constrain: numbers, and optional ones.
#[diagnostic::on_unimplemented(
    message = "`range` cannot constrain `{Self}`",
    label = "`{Self}` is not a number",
    note = "`range` constrains integers and floats; for the length of a string or an array, use `length`",
    note = "for a newtype, put the constraint on the newtype's own field and derive `letter::PropertyValue` for it"
)]
pub trait HasNumber {
    /// The number; `None` if there is no value.
    fn number(&self) -> Option<Number>;
}

/// `minimum`. NaN is reported elsewhere.
pub fn minimum<T: HasNumber + ?Sized>(
    value: &T,
    bound: impl Into<Number>,
    at: &Location<'_>,
    found: &mut Violations,
) {
    bounded(value.number(), bound.into(), "minimum", "at least", &[Ordering::Less], at, found);
}

/// `maximum`. NaN is reported elsewhere.
pub fn maximum<T: HasNumber + ?Sized>(
    value: &T,
    bound: impl Into<Number>,
    at: &Location<'_>,
    found: &mut Violations,
) {
    bounded(value.number(), bound.into(), "maximum", "at most", &[Ordering::Greater], at, found);
}

/// `exclusiveMinimum`. NaN is reported elsewhere.
pub fn exclusive_minimum<T: HasNumber + ?Sized>(
    value: &T,
    bound: impl Into<Number>,
    at: &Location<'_>,
    found: &mut Violations,
) {
    let refused = &[Ordering::Less, Ordering::Equal];
    bounded(value.number(), bound.into(), "exclusiveMinimum", "above", refused, at, found);
}

/// `exclusiveMaximum`. NaN is reported elsewhere.
pub fn exclusive_maximum<T: HasNumber + ?Sized>(
    value: &T,
    bound: impl Into<Number>,
    at: &Location<'_>,
    found: &mut Violations,
) {
    let refused = &[Ordering::Greater, Ordering::Equal];
    bounded(value.number(), bound.into(), "exclusiveMaximum", "below", refused, at, found);
}

fn bounded(
    number: Option<Number>,
    bound: Number,
    keyword: &'static str,
    words: &str,
    refused: &[Ordering],
    at: &Location<'_>,
    found: &mut Violations,
) {
    if let Some(number) = number
        && number.compare(bound).is_some_and(|order| refused.contains(&order))
    {
        found.push(at, keyword, format_args!("must be {words} {bound}"), format_args!("{number}"));
    }
}

/// `multipleOf`, of the numbers as they are written in decimal.
pub fn multiple_of<T: HasNumber + ?Sized>(
    value: &T,
    divisor: impl Into<Number>,
    at: &Location<'_>,
    found: &mut Violations,
) {
    let divisor = divisor.into();
    if let Some(number) = value.number()
        && !number.is_multiple_of(divisor)
    {
        let rule = format_args!("must be a multiple of {divisor}");
        found.push(at, "multipleOf", rule, format_args!("{number}"));
    }
}

macro_rules! ints {
    ($($type:ty)*) => {
        $(#[diagnostic::do_not_recommend]
        impl HasNumber for $type {
            fn number(&self) -> Option<Number> {
                Some((*self).into())
            }
        })*
    };
}

ints! { i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize }

macro_rules! non_zero {
    ($($type:ty)*) => {
        $(#[diagnostic::do_not_recommend]
        impl HasNumber for $type {
            fn number(&self) -> Option<Number> {
                Some(self.get().into())
            }
        })*
    };
}

non_zero! {
    NonZeroI8 NonZeroI16 NonZeroI32 NonZeroI64 NonZeroI128 NonZeroIsize
    NonZeroU8 NonZeroU16 NonZeroU32 NonZeroU64 NonZeroU128 NonZeroUsize
}

#[diagnostic::do_not_recommend]
impl HasNumber for serde_json::Number {
    fn number(&self) -> Option<Number> {
        Some(crate::generated::number(self))
    }
}

#[diagnostic::do_not_recommend]
impl HasNumber for f64 {
    fn number(&self) -> Option<Number> {
        Some((*self).into())
    }
}

#[diagnostic::do_not_recommend]
impl HasNumber for f32 {
    fn number(&self) -> Option<Number> {
        Some((*self).into())
    }
}

macro_rules! behind {
    ($($type:ty)*) => {
        $(#[diagnostic::do_not_recommend]
        impl<T: HasNumber + ?Sized> HasNumber for $type {
            fn number(&self) -> Option<Number> {
                (**self).number()
            }
        })*
    };
}

behind! { &T Box<T> std::rc::Rc<T> std::sync::Arc<T> }

#[diagnostic::do_not_recommend]
impl<T: HasNumber> HasNumber for Option<T> {
    fn number(&self) -> Option<Number> {
        self.as_ref().and_then(HasNumber::number)
    }
}
