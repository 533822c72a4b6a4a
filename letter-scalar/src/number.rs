//! Numbers as JSON Schema sees them: by their mathematical value, compared and divided exactly.

use std::cmp::Ordering;
use std::fmt::{self, Write as _};

/// A finite number. `1`, `1.0` and `10e-1` are the same one.
#[derive(Debug, Clone, Copy)]
pub enum Number {
    /// A whole number that `i128` holds.
    Integer(i128),
    /// Any other number.
    Float(f64),
}

impl Number {
    /// The number of an `f64`, as an integer where it is one.
    #[must_use]
    pub fn of_f64(float: f64) -> Self {
        // 2^126: far enough inside of `i128` that the conversion is exact.
        if float.fract() == 0.0 && float.abs() < 8.5e37 {
            Self::Integer(float as i128)
        } else {
            Self::Float(float)
        }
    }

    /// Whether it is whole, as `type: integer` wants it.
    #[must_use]
    pub fn is_integer(self) -> bool {
        match self {
            Self::Integer(_) => true,
            Self::Float(float) => float.fract() == 0.0,
        }
    }

    /// `None` if one of the two is NaN.
    #[must_use]
    pub fn compare(self, other: Self) -> Option<Ordering> {
        match (self, other) {
            (Self::Integer(a), Self::Integer(b)) => Some(a.cmp(&b)),
            (Self::Float(a), Self::Float(b)) => a.partial_cmp(&b),
            (Self::Integer(a), Self::Float(b)) => compare_integer_float(a, b),
            (Self::Float(a), Self::Integer(b)) => compare_integer_float(b, a).map(Ordering::reverse),
        }
    }

    /// Whether it is a whole number of times `divisor`, as the two are written in decimal: 0.3 is a
    /// multiple of 0.1, which their binary values would deny.
    #[must_use]
    pub fn is_multiple_of(self, divisor: Self) -> bool {
        let (Some(value), Some(divisor)) = (Decimal::of(self), Decimal::of(divisor)) else { return false };
        value.is_multiple_of(divisor)
    }

    /// The nearest `f64`.
    #[must_use]
    pub fn to_f64(self) -> f64 {
        match self {
            Self::Integer(integer) => integer as f64,
            Self::Float(float) => float,
        }
    }
}

macro_rules! integers {
    ($($type:ty)*) => {
        $(impl From<$type> for Number {
            /// Larger ones than `i128` holds count as its largest.
            fn from(value: $type) -> Self {
                Self::Integer(value.try_into().unwrap_or(i128::MAX))
            }
        })*
    };
}

integers! { i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize }

impl From<f64> for Number {
    fn from(value: f64) -> Self {
        Self::of_f64(value)
    }
}

impl From<f32> for Number {
    /// The number that stands in the JSON text: the shortest decimal that means this `f32`, so that
    /// `0.1_f32` is 0.1 and not 0.10000000149.
    fn from(value: f32) -> Self {
        let mut text = Text { bytes: [0; 32], len: 0 };
        // The longest shortest decimal of an `f32` has fewer characters.
        let _ = write!(text, "{value:e}");
        let decimal = std::str::from_utf8(&text.bytes[..text.len]).ok().and_then(|text| text.parse().ok());
        Self::of_f64(decimal.unwrap_or_else(|| value.into()))
    }
}

impl PartialEq for Number {
    fn eq(&self, other: &Self) -> bool {
        self.compare(*other) == Some(Ordering::Equal)
    }
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        self.compare(*other)
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Integer(integer) => integer.fmt(f),
            Self::Float(float) => write!(f, "{float:?}"),
        }
    }
}

/// Compares without rounding the integer to a float.
fn compare_integer_float(integer: i128, float: f64) -> Option<Ordering> {
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
        let order = integer.cmp(&(whole as i128));
        // Equal to the whole part: what is behind the point decides.
        Some(order.then_with(|| whole.partial_cmp(&float).unwrap_or(Ordering::Equal)))
    }
}

/// `digits × 10^exponent`: the shortest decimal that reads back as the number.
#[derive(Clone, Copy)]
struct Decimal {
    digits: u128,
    exponent: i32,
}

impl Decimal {
    fn of(number: Number) -> Option<Self> {
        match number {
            Number::Integer(integer) => Some(Self { digits: integer.unsigned_abs(), exponent: 0 }),
            Number::Float(float) => Self::of_f64(float),
        }
    }

    fn of_f64(float: f64) -> Option<Self> {
        // "-1.2345678901234567e-308" is the longest.
        let mut text = Text { bytes: [0; 32], len: 0 };
        if !float.is_finite() || write!(text, "{:e}", float.abs()).is_err() {
            return None;
        }
        let (mantissa, exponent) = std::str::from_utf8(&text.bytes[..text.len]).ok()?.split_once('e')?;
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let digits =
            whole.bytes().chain(fraction.bytes()).fold(0, |n, digit| n * 10 + u128::from(digit - b'0'));
        let exponent: i32 = exponent.parse().ok()?;
        Some(Self { digits, exponent: exponent - i32::try_from(fraction.len()).ok()? })
    }

    fn is_multiple_of(self, divisor: Self) -> bool {
        if divisor.digits == 0 {
            return false;
        }
        if self.digits == 0 {
            return true;
        }
        let shift = self.exponent - divisor.exponent;
        if shift >= 0 {
            // digits × 10^shift mod divisor, digit by digit, so that nothing overflows.
            let mut rest = self.digits % divisor.digits;
            for _ in 0..shift {
                let Some(times_ten) = rest.checked_mul(10) else { return false };
                rest = times_ten % divisor.digits;
            }
            rest == 0
        } else {
            // The divisor is the coarser one: value's digits must end in the zeros that it adds.
            let mut digits = self.digits;
            for _ in 0..-shift {
                if !digits.is_multiple_of(10) {
                    return false;
                }
                digits /= 10;
            }
            digits.is_multiple_of(divisor.digits)
        }
    }
}

/// A text on the stack: checking a valid value allocates nothing.
struct Text {
    bytes: [u8; 32],
    len: usize,
}

impl fmt::Write for Text {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let end = self.len + text.len();
        self.bytes.get_mut(self.len..end).ok_or(fmt::Error)?.copy_from_slice(text.as_bytes());
        self.len = end;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::cmp::Ordering;

    use super::Number;

    fn multiple(value: f64, divisor: f64) -> bool {
        Number::of_f64(value).is_multiple_of(Number::of_f64(divisor))
    }

    #[test]
    fn multiples_are_those_of_the_decimals() {
        assert!(multiple(0.3, 0.1));
        assert!(multiple(0.0075, 0.0001));
        assert!(!multiple(0.00751, 0.0001));
        assert!(multiple(4.5, 1.5));
        assert!(!multiple(35.0, 1.5));
        assert!(multiple(-6.0, 3.0));
        assert!(multiple(0.0, 7.0));
        assert!(multiple(1e300, 10.0));
        assert!(!multiple(1e300, 3.0));
        assert!(multiple(1e300, 1e-300));
        assert!(!multiple(1.0, 0.0));
        assert!(multiple(12_391_239_123.0, 1e-8));
    }

    fn order(a: impl Into<Number>, b: impl Into<Number>) -> Option<Ordering> {
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

    #[test]
    fn equal_by_value() {
        assert_eq!(Number::of_f64(1.0), Number::Integer(1));
        assert_ne!(Number::Float(1.5), Number::Integer(1));
        assert!(Number::Integer((1 << 53) + 1) > Number::Float((1_i64 << 53) as f64));
        assert!(Number::of_f64(1e300).is_integer());
    }
}
