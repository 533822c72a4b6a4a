//! `range`: bounds of a number, compared exactly whatever types the two have.

use std::cmp::Ordering;
use std::fmt;
use std::num::{
    NonZeroI8, NonZeroI16, NonZeroI32, NonZeroI64, NonZeroI128, NonZeroIsize, NonZeroU8, NonZeroU16,
    NonZeroU32, NonZeroU64, NonZeroU128, NonZeroUsize,
};

use crate::{Location, Violations};

/// A number of any of Rust's types.
#[derive(Debug, Clone, Copy)]
pub enum Bound {
    /// A whole number. Larger ones than `i128` holds count as its largest.
    Int(i128),
    /// Any other number.
    Float(f64),
}

impl Bound {
    /// `None` if one of the two is NaN.
    fn compare(self, other: Self) -> Option<Ordering> {
        match (self, other) {
            (Self::Int(a), Self::Int(b)) => Some(a.cmp(&b)),
            (Self::Float(a), Self::Float(b)) => a.partial_cmp(&b),
            (Self::Int(a), Self::Float(b)) => compare_int_float(a, b),
            (Self::Float(a), Self::Int(b)) => compare_int_float(b, a).map(Ordering::reverse),
        }
    }
}

/// Compares without rounding the integer to a float.
fn compare_int_float(int: i128, float: f64) -> Option<Ordering> {
    // 2^127, which no `i128` reaches.
    const LIMIT: f64 = 170_141_183_460_469_231_731_687_303_715_884_105_728.0;
    if float.is_nan() {
        None
    } else if float >= LIMIT {
        Some(Ordering::Less)
    } else if float < -LIMIT {
        Some(Ordering::Greater)
    } else {
        let whole = float.trunc();
        let order = int.cmp(&(whole as i128));
        // Equal to the whole part: what is behind the point decides.
        Some(order.then_with(|| whole.partial_cmp(&float).unwrap_or(Ordering::Equal)))
    }
}

impl fmt::Display for Bound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Int(int) => int.fmt(f),
            Self::Float(float) => float.fmt(f),
        }
    }
}

/// A type that `range` can constrain: numbers, and optional ones.
#[diagnostic::on_unimplemented(
    message = "`range` cannot constrain `{Self}`",
    label = "`{Self}` is not a number",
    note = "`range` constrains integers and floats; for the length of a string or an array, use `length`",
    note = "for a newtype, put the constraint on the newtype's own field and derive `letter::PropertyValue` for it"
)]
pub trait HasNumber {
    /// The number; `None` if there is no value.
    fn number(&self) -> Option<Bound>;
}

/// `minimum`: the bound itself is allowed. NaN is reported elsewhere.
pub fn minimum<T: HasNumber + ?Sized>(
    value: &T,
    min: impl Into<Bound>,
    at: &Location<'_>,
    found: &mut Violations,
) {
    let min = min.into();
    if let Some(number) = value.number()
        && number.compare(min) == Some(Ordering::Less)
    {
        found.push(at, "minimum", format_args!("must be at least {min}"), format_args!("{number}"));
    }
}

/// `maximum`: the bound itself is allowed. NaN is reported elsewhere.
pub fn maximum<T: HasNumber + ?Sized>(
    value: &T,
    max: impl Into<Bound>,
    at: &Location<'_>,
    found: &mut Violations,
) {
    let max = max.into();
    if let Some(number) = value.number()
        && number.compare(max) == Some(Ordering::Greater)
    {
        found.push(at, "maximum", format_args!("must be at most {max}"), format_args!("{number}"));
    }
}

macro_rules! ints {
    ($($type:ty)*) => {
        $(impl From<$type> for Bound {
            fn from(value: $type) -> Self {
                Self::Int(value.try_into().unwrap_or(i128::MAX))
            }
        }

        #[diagnostic::do_not_recommend]
        impl HasNumber for $type {
            fn number(&self) -> Option<Bound> {
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
            fn number(&self) -> Option<Bound> {
                Some(self.get().into())
            }
        })*
    };
}

non_zero! {
    NonZeroI8 NonZeroI16 NonZeroI32 NonZeroI64 NonZeroI128 NonZeroIsize
    NonZeroU8 NonZeroU16 NonZeroU32 NonZeroU64 NonZeroU128 NonZeroUsize
}

impl From<f64> for Bound {
    fn from(value: f64) -> Self {
        Self::Float(value)
    }
}

impl From<f32> for Bound {
    /// The number that stands in the JSON text: the shortest decimal that means this `f32`, so that
    /// `0.1_f32` is 0.1 and not 0.10000000149.
    fn from(value: f32) -> Self {
        let mut text = Decimal { bytes: [0; 64], len: 0 };
        // The longest shortest decimal of an `f32` has far fewer characters.
        let _ = fmt::write(&mut text, format_args!("{value:?}"));
        let decimal = std::str::from_utf8(&text.bytes[..text.len]).ok().and_then(|text| text.parse().ok());
        Self::Float(decimal.unwrap_or_else(|| value.into()))
    }
}

/// A few characters on the stack.
struct Decimal {
    bytes: [u8; 64],
    len: usize,
}

impl fmt::Write for Decimal {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let end = self.len + text.len();
        self.bytes.get_mut(self.len..end).ok_or(fmt::Error)?.copy_from_slice(text.as_bytes());
        self.len = end;
        Ok(())
    }
}

#[diagnostic::do_not_recommend]
impl HasNumber for f64 {
    fn number(&self) -> Option<Bound> {
        Some((*self).into())
    }
}

#[diagnostic::do_not_recommend]
impl HasNumber for f32 {
    fn number(&self) -> Option<Bound> {
        Some((*self).into())
    }
}

macro_rules! behind {
    ($($type:ty)*) => {
        $(#[diagnostic::do_not_recommend]
        impl<T: HasNumber + ?Sized> HasNumber for $type {
            fn number(&self) -> Option<Bound> {
                (**self).number()
            }
        })*
    };
}

behind! { &T Box<T> std::rc::Rc<T> std::sync::Arc<T> }

#[diagnostic::do_not_recommend]
impl<T: HasNumber> HasNumber for Option<T> {
    fn number(&self) -> Option<Bound> {
        self.as_ref().and_then(HasNumber::number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(a: impl Into<Bound>, b: impl Into<Bound>) -> Option<Ordering> {
        a.into().compare(b.into())
    }

    #[test]
    fn numbers_of_different_types_compare_exactly() {
        // 2^53 + 1 is no f64; rounding would make the two equal.
        assert_eq!(order((1_i64 << 53) + 1, (1_i64 << 53) as f64), Some(Ordering::Greater));
        assert_eq!(order(u64::MAX, u64::MAX as f64), Some(Ordering::Less));
        assert_eq!(order(3, 3.5), Some(Ordering::Less));
        assert_eq!(order(-3, -3.5), Some(Ordering::Greater));
        assert_eq!(order(3, 3.0), Some(Ordering::Equal));
        assert_eq!(order(1e300, i128::MAX), Some(Ordering::Greater));
        assert_eq!(order(f64::NEG_INFINITY, i128::MIN), Some(Ordering::Less));
        assert_eq!(order(f64::NAN, 0), None);
        assert_eq!(order(0.1_f32, 0.1_f64), Some(Ordering::Equal), "both are written as 0.1");
        assert_eq!(order(f32::MIN_POSITIVE, 0), Some(Ordering::Greater));
    }
}
