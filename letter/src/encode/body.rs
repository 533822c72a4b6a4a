//! The serializer of properties and traits: serde_json's, held to what the wire can carry.
//!
//! It differs from serde_json in three ways: NaN and infinity are errors and not `null`; the outermost
//! value must be an object; fields that stand in the envelope are left out of that object.

use std::fmt::Display;

use serde::ser::{Error, Serialize, SerializeMap as _, Serializer};

use super::compound::{Array, Fields, Object};
use super::fault::Trace;

/// Where a value stands.
#[derive(Clone, Copy)]
pub(super) enum Place {
    /// It is the properties or traits; these keys stand in the envelope.
    Outermost(&'static [&'static str]),
    /// It is a value in them.
    Inside,
}

pub(super) struct Body<'t, S> {
    pub(super) inner: S,
    pub(super) place: Place,
    pub(super) trace: &'t Trace,
}

/// A value on its way to the inner serializer's own compound types.
pub(super) struct Inner<'t, T: ?Sized> {
    pub(super) value: &'t T,
    pub(super) place: Place,
    pub(super) trace: &'t Trace,
}

impl<T: Serialize + ?Sized> Serialize for Inner<'_, T> {
    fn serialize<S: Serializer>(&self, inner: S) -> Result<S::Ok, S::Error> {
        self.value.serialize(Body { inner, place: self.place, trace: self.trace })
    }
}

impl<'t, S: Serializer> Body<'t, S> {
    /// The inner serializer, for a value that is not an object.
    fn plain(self, what: &str) -> Result<S, S::Error> {
        match self.place {
            Place::Inside => Ok(self.inner),
            Place::Outermost(_) => Err(Error::custom(format_args!(
                "properties and traits are a JSON object, and this is {what}: make the type a struct with named fields"
            ))),
        }
    }

    fn finite(self, number: f64) -> Result<S, S::Error> {
        if number.is_finite() {
            return self.plain("a number");
        }
        self.trace.not_finite(number);
        Err(Error::custom("JSON has no NaN and no infinity"))
    }

    fn inside<'v, T: ?Sized>(&self, value: &'v T) -> Inner<'v, T>
    where
        't: 'v,
    {
        Inner { value, place: Place::Inside, trace: self.trace }
    }
}

macro_rules! forward {
    ($($method:ident($kind:ty) $what:literal;)*) => {
        $(fn $method(self, value: $kind) -> Result<S::Ok, S::Error> {
            self.plain($what)?.$method(value)
        })*
    };
}

impl<'t, S: Serializer> Serializer for Body<'t, S> {
    type Ok = S::Ok;
    type Error = S::Error;
    type SerializeSeq = Array<'t, S::SerializeSeq>;
    type SerializeTuple = Array<'t, S::SerializeTuple>;
    type SerializeTupleStruct = Array<'t, S::SerializeTupleStruct>;
    type SerializeTupleVariant = Array<'t, S::SerializeTupleVariant>;
    type SerializeMap = Object<'t, S::SerializeMap>;
    type SerializeStruct = Fields<'t, S::SerializeStruct>;
    type SerializeStructVariant = Fields<'t, S::SerializeStructVariant>;

    forward! {
        serialize_bool(bool) "a boolean";
        serialize_i8(i8) "a number";
        serialize_i16(i16) "a number";
        serialize_i32(i32) "a number";
        serialize_i64(i64) "a number";
        serialize_i128(i128) "a number";
        serialize_u8(u8) "a number";
        serialize_u16(u16) "a number";
        serialize_u32(u32) "a number";
        serialize_u64(u64) "a number";
        serialize_u128(u128) "a number";
        serialize_char(char) "a string";
        serialize_str(&str) "a string";
        serialize_bytes(&[u8]) "an array";
    }

    fn serialize_f32(self, value: f32) -> Result<S::Ok, S::Error> {
        self.finite(value.into())?.serialize_f32(value)
    }

    fn serialize_f64(self, value: f64) -> Result<S::Ok, S::Error> {
        self.finite(value)?.serialize_f64(value)
    }

    fn serialize_none(self) -> Result<S::Ok, S::Error> {
        self.plain("null")?.serialize_none()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<S::Ok, S::Error> {
        let Self { inner, place, trace } = self;
        inner.serialize_some(&Inner { value, place, trace })
    }

    fn serialize_unit(self) -> Result<S::Ok, S::Error> {
        self.plain("null")?.serialize_unit()
    }

    /// An event without properties may be a unit struct: the wire wants `{}` then.
    fn serialize_unit_struct(self, name: &'static str) -> Result<S::Ok, S::Error> {
        match self.place {
            Place::Inside => self.inner.serialize_unit_struct(name),
            Place::Outermost(_) => self.inner.serialize_map(Some(0))?.end(),
        }
    }

    fn serialize_unit_variant(
        self,
        name: &'static str,
        index: u32,
        variant: &'static str,
    ) -> Result<S::Ok, S::Error> {
        self.plain("a string")?.serialize_unit_variant(name, index, variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        value: &T,
    ) -> Result<S::Ok, S::Error> {
        let Self { inner, place, trace } = self;
        inner.serialize_newtype_struct(name, &Inner { value, place, trace })
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        index: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<S::Ok, S::Error> {
        let value = self.inside(value);
        let written = self.inner.serialize_newtype_variant(name, index, variant, &value);
        written.inspect_err(|_| self.trace.at_key(variant))
    }

    fn serialize_seq(self, len: Option<usize>) -> Result<Self::SerializeSeq, S::Error> {
        let trace = self.trace;
        Ok(Array { inner: self.plain("an array")?.serialize_seq(len)?, trace, index: 0 })
    }

    fn serialize_tuple(self, len: usize) -> Result<Self::SerializeTuple, S::Error> {
        let trace = self.trace;
        Ok(Array { inner: self.plain("an array")?.serialize_tuple(len)?, trace, index: 0 })
    }

    fn serialize_tuple_struct(
        self,
        name: &'static str,
        len: usize,
    ) -> Result<Self::SerializeTupleStruct, S::Error> {
        let trace = self.trace;
        Ok(Array { inner: self.plain("an array")?.serialize_tuple_struct(name, len)?, trace, index: 0 })
    }

    fn serialize_tuple_variant(
        self,
        name: &'static str,
        index: u32,
        variant: &'static str,
        len: usize,
    ) -> Result<Self::SerializeTupleVariant, S::Error> {
        let inner = self.inner.serialize_tuple_variant(name, index, variant, len)?;
        Ok(Array { inner, trace: self.trace, index: 0 })
    }

    fn serialize_map(self, len: Option<usize>) -> Result<Self::SerializeMap, S::Error> {
        let Self { inner, place, trace } = self;
        Ok(Object { inner: inner.serialize_map(len)?, place, trace, lifted: false })
    }

    fn serialize_struct(self, name: &'static str, len: usize) -> Result<Self::SerializeStruct, S::Error> {
        let Self { inner, place, trace } = self;
        Ok(Fields { inner: inner.serialize_struct(name, len)?, place, trace })
    }

    fn serialize_struct_variant(
        self,
        name: &'static str,
        index: u32,
        variant: &'static str,
        len: usize,
    ) -> Result<Self::SerializeStructVariant, S::Error> {
        let inner = self.inner.serialize_struct_variant(name, index, variant, len)?;
        Ok(Fields { inner, place: Place::Inside, trace: self.trace })
    }

    fn collect_str<T: Display + ?Sized>(self, value: &T) -> Result<S::Ok, S::Error> {
        self.plain("a string")?.collect_str(value)
    }

    fn is_human_readable(&self) -> bool {
        self.inner.is_human_readable()
    }
}
