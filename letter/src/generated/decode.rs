//! From JSON to typed values, with JSON Schema's idea of a number and of what is missing.

use std::collections::BTreeMap;
use std::fmt;

use letter_scalar::number::Number;
use serde::de::{Deserialize, Deserializer, Error as _};
use serde_json::Value;

use super::view::{Inspect as _, number as of_json};
use crate::{Location, PropertyValue, Violations};

/// A type that a JSON value can be turned into.
pub trait FromJson: Sized {
    /// The value.
    ///
    /// # Errors
    /// Where the value is not what the type holds.
    fn from_json(value: Value) -> Result<Self, Mismatch>;
}

/// A value that a type does not hold.
#[derive(Debug)]
pub struct Mismatch {
    path: String,
    problem: String,
}

impl Mismatch {
    /// With what it must or must not.
    pub fn new(problem: impl Into<String>) -> Self {
        Self { path: String::new(), problem: problem.into() }
    }

    /// Something else than was expected.
    pub fn expected(what: &str, found: &Value) -> Self {
        let mut shown = format!("{:?}", found.view());
        if let Some((cut, _)) = shown.char_indices().nth(60) {
            shown.truncate(cut);
            shown.push('…');
        }
        Self::new(format!("must be {what}, and is {shown}"))
    }

    /// Inside of a property.
    #[must_use]
    pub fn at_key(mut self, key: &str) -> Self {
        let key = Location::ROOT.key(key).to_string();
        let dot = if self.path.is_empty() || self.path.starts_with('[') { "" } else { "." };
        self.path = format!("{key}{dot}{}", self.path);
        self
    }

    fn at_index(mut self, index: usize) -> Self {
        let dot = if self.path.is_empty() || self.path.starts_with('[') { "" } else { "." };
        self.path = format!("[{index}]{dot}{}", self.path);
        self
    }
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.path.is_empty() {
            write!(f, "the value {}", self.problem)
        } else {
            write!(f, "`{}` {}", self.path, self.problem)
        }
    }
}

/// `Deserialize` for every type of `schemas!`.
pub fn deserialize<'de, T: FromJson, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let value = Value::deserialize(deserializer)?;
    T::from_json(value).map_err(D::Error::custom)
}

/// A variant, if the value can be turned into its content and that breaks no rule.
pub fn attempt<T: FromJson, U: PropertyValue>(value: &Value, variant: impl FnOnce(T) -> U) -> Option<U> {
    let candidate = variant(T::from_json(value.clone()).ok()?);
    let mut found = Violations::none();
    candidate.check(&Location::ROOT, &mut found);
    found.is_empty().then_some(candidate)
}

/// The text of the property that tells variants apart.
pub fn tag<'a>(value: &'a Value, key: &str) -> Option<&'a str> {
    value.get(key).and_then(Value::as_str)
}

/// No variant fits.
pub fn no_variant(variants: &[&str], value: &Value) -> Mismatch {
    Mismatch::expected(&format!("one of {}", variants.join(", ")), value)
}

/// A value whose JSON was found valid when the schema was read.
///
/// # Panics
/// If it is not: a defect of the macro.
pub fn sample<T: FromJson>(json: &str) -> T {
    let value = serde_json::from_str(json).expect("a sample is JSON");
    T::from_json(value)
        .unwrap_or_else(|mismatch| panic!("the sample {json} does not fit its type: {mismatch}"))
}

impl FromJson for Value {
    fn from_json(value: Value) -> Result<Self, Mismatch> {
        Ok(value)
    }
}

impl FromJson for () {
    fn from_json(value: Value) -> Result<Self, Mismatch> {
        if value.is_null() { Ok(()) } else { Err(Mismatch::expected("null", &value)) }
    }
}

impl FromJson for bool {
    fn from_json(value: Value) -> Result<Self, Mismatch> {
        value.as_bool().ok_or_else(|| Mismatch::expected("a boolean", &value))
    }
}

impl FromJson for String {
    fn from_json(value: Value) -> Result<Self, Mismatch> {
        if let Value::String(text) = value { Ok(text) } else { Err(Mismatch::expected("a string", &value)) }
    }
}

macro_rules! integers {
    ($($type:ty)*) => {
        $(impl FromJson for $type {
            /// 1.0 is a whole number.
            fn from_json(value: Value) -> Result<Self, Mismatch> {
                let number = if let Value::Number(number) = &value { Some(of_json(number)) } else { None };
                match number {
                    Some(Number::Integer(integer)) => {
                        integer.try_into().map_err(|_| Mismatch::expected(concat!("within ", stringify!($type)), &value))
                    }
                    _ => Err(Mismatch::expected("an integer", &value)),
                }
            }
        })*
    };
}

integers! { i64 u64 }

impl FromJson for f64 {
    /// A whole number that an `f64` cannot hold is refused, and not changed into another one.
    fn from_json(value: Value) -> Result<Self, Mismatch> {
        let number = if let Value::Number(number) = &value { Some(of_json(number)) } else { None };
        let number = number.ok_or_else(|| Mismatch::expected("a number", &value))?;
        if Number::of_f64(number.to_f64()) == number {
            Ok(number.to_f64())
        } else {
            Err(Mismatch::expected("a number that 64 bits hold exactly", &value))
        }
    }
}

impl FromJson for serde_json::Number {
    fn from_json(value: Value) -> Result<Self, Mismatch> {
        if let Value::Number(number) = value {
            Ok(number)
        } else {
            Err(Mismatch::expected("a number", &value))
        }
    }
}

/// Null is `None`. A property that may be missing is read by the reader of objects.
impl<T: FromJson> FromJson for Option<T> {
    fn from_json(value: Value) -> Result<Self, Mismatch> {
        if value.is_null() { Ok(None) } else { T::from_json(value).map(Some) }
    }
}

impl<T: FromJson> FromJson for Box<T> {
    fn from_json(value: Value) -> Result<Self, Mismatch> {
        T::from_json(value).map(Self::new)
    }
}

fn items(value: Value) -> Result<Vec<Value>, Mismatch> {
    if let Value::Array(items) = value { Ok(items) } else { Err(Mismatch::expected("an array", &value)) }
}

impl<T: FromJson> FromJson for Vec<T> {
    fn from_json(value: Value) -> Result<Self, Mismatch> {
        let items = items(value)?.into_iter().enumerate();
        items.map(|(at, item)| T::from_json(item).map_err(|mismatch| mismatch.at_index(at))).collect()
    }
}

impl<T: FromJson> FromJson for BTreeMap<String, T> {
    fn from_json(value: Value) -> Result<Self, Mismatch> {
        super::ObjectReader::new(value)?.rest()
    }
}

macro_rules! tuples {
    ($($count:literal ($($type:ident $index:tt),+);)*) => {
        $(impl<$($type: FromJson),+> FromJson for ($($type,)+) {
            fn from_json(value: Value) -> Result<Self, Mismatch> {
                let items: [Value; $count] = items(value)?
                    .try_into()
                    .map_err(|items: Vec<Value>| {
                        Mismatch::new(format!("must have {} items, and has {}", $count, items.len()))
                    })?;
                let mut items = items.into_iter();
                Ok(($(
                    $type::from_json(items.next().unwrap_or_default())
                        .map_err(|mismatch| mismatch.at_index($index))?,
                )+))
            }
        })*
    };
}

tuples! {
    1 (A 0);
    2 (A 0, B 1);
    3 (A 0, B 1, C 2);
    4 (A 0, B 1, C 2, D 3);
    5 (A 0, B 1, C 2, D 3, E 4);
    6 (A 0, B 1, C 2, D 3, E 4, F 5);
    7 (A 0, B 1, C 2, D 3, E 4, F 5, G 6);
    8 (A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7);
}
