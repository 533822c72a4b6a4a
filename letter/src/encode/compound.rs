//! The parts of [`Body`](super::body::Body) that write arrays and objects, item by item.

use serde::ser::{
    Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant, SerializeTuple,
    SerializeTupleStruct, SerializeTupleVariant,
};

use super::body::{Inner, Place};
use super::fault::Trace;

/// The items of an array.
pub(super) struct Array<'t, C> {
    pub(super) inner: C,
    pub(super) trace: &'t Trace,
    pub(super) index: usize,
}

macro_rules! array {
    ($($trait:ident::$method:ident)*) => {
        $(impl<C: $trait> $trait for Array<'_, C> {
            type Ok = C::Ok;
            type Error = C::Error;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), C::Error> {
                let value = Inner { value, place: Place::Inside, trace: self.trace };
                self.inner.$method(&value).inspect_err(|_| self.trace.at_index(self.index))?;
                self.index += 1;
                Ok(())
            }

            fn end(self) -> Result<C::Ok, C::Error> {
                self.inner.end()
            }
        })*
    };
}

array! {
    SerializeSeq::serialize_element
    SerializeTuple::serialize_element
    SerializeTupleStruct::serialize_field
    SerializeTupleVariant::serialize_field
}

/// The fields of a struct.
pub(super) struct Fields<'t, C> {
    pub(super) inner: C,
    pub(super) place: Place,
    pub(super) trace: &'t Trace,
}

macro_rules! fields {
    ($($trait:ident)*) => {
        $(impl<C: $trait> $trait for Fields<'_, C> {
            type Ok = C::Ok;
            type Error = C::Error;

            fn serialize_field<T: Serialize + ?Sized>(
                &mut self,
                key: &'static str,
                value: &T,
            ) -> Result<(), C::Error> {
                if let Place::Outermost(lifted) = self.place
                    && lifted.contains(&key)
                {
                    return self.inner.skip_field(key);
                }
                let value = Inner { value, place: Place::Inside, trace: self.trace };
                self.inner.serialize_field(key, &value).inspect_err(|_| self.trace.at_key(key))
            }

            fn skip_field(&mut self, key: &'static str) -> Result<(), C::Error> {
                self.inner.skip_field(key)
            }

            fn end(self) -> Result<C::Ok, C::Error> {
                self.inner.end()
            }
        })*
    };
}

fields! { SerializeStruct SerializeStructVariant }

/// The entries of a map, and of a struct with flattened fields.
pub(super) struct Object<'t, C> {
    pub(super) inner: C,
    pub(super) place: Place,
    pub(super) trace: &'t Trace,
    /// The value that comes next stands in the envelope.
    pub(super) lifted: bool,
}

impl<C: SerializeMap> SerializeMap for Object<'_, C> {
    type Ok = C::Ok;
    type Error = C::Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), C::Error> {
        self.lifted = match self.place {
            Place::Inside | Place::Outermost([]) => false,
            Place::Outermost(lifted) => is_one_of(key, lifted),
        };
        if self.lifted { Ok(()) } else { self.inner.serialize_key(key) }
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), C::Error> {
        if std::mem::take(&mut self.lifted) {
            return Ok(());
        }
        self.inner.serialize_value(&Inner { value, place: Place::Inside, trace: self.trace })
    }

    fn serialize_entry<K: Serialize + ?Sized, V: Serialize + ?Sized>(
        &mut self,
        key: &K,
        value: &V,
    ) -> Result<(), C::Error> {
        self.serialize_key(key)?;
        self.serialize_value(value).inspect_err(|_| {
            if let Ok(key) = serde_json::to_string(key) {
                self.trace.at_key(key.trim_matches('"'));
            }
        })
    }

    fn end(self) -> Result<C::Ok, C::Error> {
        self.inner.end()
    }
}

/// Whether a key is one of `names`, which are the wire names of the envelope's fields: short, so that
/// a key that does not fit on the stack is none of them.
fn is_one_of<K: Serialize + ?Sized>(key: &K, names: &[&str]) -> bool {
    let mut space = [0; 256];
    let mut rest = &mut space[..];
    if serde_json::to_writer(&mut rest, key).is_err() {
        return false;
    }
    let written = 256 - rest.len();
    let key = space[..written].strip_prefix(b"\"").and_then(|key| key.strip_suffix(b"\""));
    key.is_some_and(|key| names.iter().any(|name| name.as_bytes() == key))
}
