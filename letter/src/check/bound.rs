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

macro_rules! bounds {
    ($($name:ident $keyword:literal $words:literal refuses $($order:ident)|+;)*) => {
        $(#[doc = concat!("`", $keyword, "`. NaN is reported elsewhere.")]
        pub fn $name<T: HasNumber + ?Sized>(
            value: &T,
            bound: impl Into<Number>,
            at: &Location<'_>,
            found: &mut Violations,
        ) {
            let bound = bound.into();
            if let Some(number) = value.number()
                && matches!(number.compare(bound), Some($(Ordering::$order)|+))
            {
                let rule = format_args!(concat!("must be ", $words, " {}"), bound);
                found.push(at, $keyword, rule, format_args!("{number}"));
            }
        })*
    };
}

bounds! {
    minimum "minimum" "at least" refuses Less;
    maximum "maximum" "at most" refuses Greater;
    exclusive_minimum "exclusiveMinimum" "above" refuses Less | Equal;
    exclusive_maximum "exclusiveMaximum" "below" refuses Greater | Equal;
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
