//! Structs as objects: one list of fields to write and to look at, and the reader of their values.

use std::collections::BTreeMap;

use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Map, Value};

use super::decode::{FromJson, Mismatch};
use super::view::{Entries, Inspect, View};

/// A struct that is written as an object.
pub trait Object {
    /// Shows each field that is there, in their order.
    ///
    /// # Errors
    /// Those of the visitor.
    fn fields<'a, V: Visit<'a>>(&'a self, visit: &mut V) -> Result<(), V::Error>;
}

/// What is done with the fields of an [`Object`].
pub trait Visit<'a> {
    /// What can go wrong.
    type Error;

    /// A property that is there.
    fn field<T: Serialize + Inspect>(&mut self, key: &'a str, value: &'a T) -> Result<(), Self::Error>;

    /// The same, of a field that always is there.
    fn required<T: Serialize + Inspect>(&mut self, key: &'a str, value: &'a T) -> Result<(), Self::Error> {
        self.field(key, value)
    }

    /// A property that is there if it is `Some`.
    fn optional<T: Serialize + Inspect>(
        &mut self,
        key: &'a str,
        value: &'a Option<T>,
    ) -> Result<(), Self::Error> {
        value.as_ref().map_or(Ok(()), |value| self.field(key, value))
    }

    /// The properties without a field.
    fn rest<T: Serialize + Inspect>(&mut self, rest: &'a BTreeMap<String, T>) -> Result<(), Self::Error> {
        rest.iter().try_for_each(|(key, value)| self.field(key, value))
    }
}

struct Writer<'a, M>(&'a mut M);

impl<'a, M: SerializeMap> Visit<'a> for Writer<'_, M> {
    type Error = M::Error;

    fn field<T: Serialize + Inspect>(&mut self, key: &'a str, value: &'a T) -> Result<(), M::Error> {
        self.0.serialize_entry(key, value)
    }
}

/// Writes the fields as a map.
pub fn serialize<T: Object, S: Serializer>(object: &T, serializer: S) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(None)?;
    object.fields(&mut Writer(&mut map))?;
    map.end()
}

struct Looker<'v, 'a>(&'v mut dyn FnMut(&'a str, View<'a>));

impl<'a> Visit<'a> for Looker<'_, 'a> {
    type Error = std::convert::Infallible;

    fn field<T: Serialize + Inspect>(&mut self, key: &'a str, value: &'a T) -> Result<(), Self::Error> {
        (self.0)(key, value.view());
        Ok(())
    }
}

impl<T: Object> Entries for T {
    fn each<'a>(&'a self, visit: &mut dyn FnMut(&'a str, View<'a>)) {
        let Ok(()) = self.fields(&mut Looker(visit));
    }
}

/// Takes the fields of a struct out of an object.
#[derive(Debug)]
pub struct ObjectReader(Map<String, Value>);

impl ObjectReader {
    /// The reader of a value, which has to be an object.
    pub fn new(value: Value) -> Result<Self, Mismatch> {
        match value {
            Value::Object(members) => Ok(Self(members)),
            other => Err(Mismatch::expected("an object", &other)),
        }
    }

    /// A property that has to be there.
    pub fn required<T: FromJson>(&mut self, key: &str) -> Result<T, Mismatch> {
        match self.0.remove(key) {
            Some(value) => T::from_json(value).map_err(|mismatch| mismatch.at_key(key)),
            None => Err(Mismatch::new("must be there").at_key(key)),
        }
    }

    /// A property that may be missing. Null is not missing.
    pub fn optional<T: FromJson>(&mut self, key: &str) -> Result<Option<T>, Mismatch> {
        let value = self.0.remove(key).map(T::from_json).transpose();
        value.map_err(|mismatch| mismatch.at_key(key))
    }

    /// A property that has to have this value.
    pub fn constant(&mut self, key: &str, constant: &super::Constant) -> Result<(), Mismatch> {
        match self.0.remove(key) {
            Some(value) if value.view().equals(constant.view()) => Ok(()),
            Some(value) => Err(Mismatch::expected(&format!("{:?}", constant.view()), &value).at_key(key)),
            None => Err(Mismatch::new("must be there").at_key(key)),
        }
    }

    /// Everything that no field has taken.
    pub fn rest<T: FromJson>(&mut self) -> Result<BTreeMap<String, T>, Mismatch> {
        let rest = std::mem::take(&mut self.0).into_iter();
        rest.map(|(key, value)| match T::from_json(value) {
            Ok(value) => Ok((key, value)),
            Err(mismatch) => Err(mismatch.at_key(&key)),
        })
        .collect()
    }

    /// `value`, if nothing is left over.
    pub fn end<T>(self, value: T) -> Result<T, Mismatch> {
        match self.0.into_iter().next() {
            None => Ok(value),
            Some((key, _)) => Err(Mismatch::new("is not a property that may be here").at_key(&key)),
        }
    }
}

impl<T: Serialize + Inspect> Object for BTreeMap<String, T> {
    fn fields<'a, V: Visit<'a>>(&'a self, visit: &mut V) -> Result<(), V::Error> {
        visit.rest(self)
    }
}

impl Object for Map<String, Value> {
    fn fields<'a, V: Visit<'a>>(&'a self, visit: &mut V) -> Result<(), V::Error> {
        self.iter().try_for_each(|(key, value)| visit.field(key, value))
    }
}
