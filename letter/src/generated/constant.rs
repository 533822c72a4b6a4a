//! Constants of a schema: values of `enum` and `const`.

use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};
use serde_json::Value;

use super::decode::Mismatch;
use super::view::{Entries, Inspect, Items, View};

/// A JSON value that is known at compile time.
#[derive(Debug, Clone, Copy)]
pub enum Constant {
    /// `null`
    Null,
    /// A boolean.
    Bool(bool),
    /// A whole number.
    Integer(i128),
    /// Another number.
    Float(f64),
    /// A string.
    Text(&'static str),
    /// An array.
    Array(&'static [Constant]),
    /// An object.
    Object(&'static [(&'static str, Constant)]),
}

impl Inspect for Constant {
    fn view(&self) -> View<'_> {
        match self {
            Self::Null => View::Null,
            Self::Bool(value) => View::Bool(*value),
            Self::Integer(integer) => View::Number((*integer).into()),
            Self::Float(float) => View::Number((*float).into()),
            Self::Text(text) => View::Text(text),
            Self::Array(items) => View::Array(items),
            Self::Object(entries) => View::Object(entries),
        }
    }
}

impl Items for &'static [Constant] {
    fn count(&self) -> usize {
        self.len()
    }

    fn item(&self, index: usize) -> View<'_> {
        self[index].view()
    }
}

impl Entries for &'static [(&'static str, Constant)] {
    fn each<'a>(&'a self, visit: &mut dyn FnMut(&'a str, View<'a>)) {
        for (key, value) in *self {
            visit(key, value.view());
        }
    }
}

impl Serialize for Constant {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Bool(value) => serializer.serialize_bool(*value),
            Self::Integer(integer) => match (i64::try_from(*integer), u64::try_from(*integer)) {
                (Ok(integer), _) => serializer.serialize_i64(integer),
                (Err(_), Ok(integer)) => serializer.serialize_u64(integer),
                (Err(_), Err(_)) => serializer.serialize_f64(*integer as f64),
            },
            Self::Float(float) => serializer.serialize_f64(*float),
            Self::Text(text) => serializer.serialize_str(text),
            Self::Array(items) => {
                let mut array = serializer.serialize_seq(Some(items.len()))?;
                items.iter().try_for_each(|item| array.serialize_element(item))?;
                array.end()
            }
            Self::Object(entries) => {
                let mut object = serializer.serialize_map(Some(entries.len()))?;
                entries.iter().try_for_each(|(key, value)| object.serialize_entry(key, value))?;
                object.end()
            }
        }
    }
}

/// An enum whose variants are constants.
pub trait Constants: Copy + 'static {
    /// Each variant with its value.
    const VALUES: &'static [(Self, Constant)];

    /// The variant of a value.
    fn of_value(value: &Value) -> Result<Self, Mismatch> {
        let found = Self::VALUES.iter().find(|(_, constant)| constant.view().equals(value.view()));
        found.map(|(variant, _)| *variant).ok_or_else(|| {
            let shown: Vec<String> =
                Self::VALUES.iter().take(12).map(|(_, one)| format!("{:?}", one.view())).collect();
            let more = if Self::VALUES.len() > 12 { ", …" } else { "" };
            Mismatch::expected(&format!("one of {}{more}", shown.join(", ")), value)
        })
    }
}
