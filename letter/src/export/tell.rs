//! What attributes say of fields, and schemars does not know. The types tell it themselves, so that it is known of every
//! type inside of an event, whichever crate it stands in and whatever its arguments are.

use std::any::type_name;
use std::collections::BTreeMap;
use std::marker::PhantomData;

use serde::{Serialize, Serializer};
use serde_json::{Value, json};

/// What stands at a place: `null` if nothing is to be said of it, else an object with one key.
pub type Content = Value;

/// A type that tells what is inside of it.
pub trait Tell {
    /// What stands where one of its values does.
    fn tell(table: &mut Table) -> Content;
}

/// Asks any type: the inherent function comes before that of [`Untold`].
#[derive(Debug)]
pub struct Ask<T: ?Sized>(PhantomData<T>);

impl<T: Tell + ?Sized> Ask<T> {
    /// What `T` tells.
    pub fn tell(table: &mut Table) -> Content {
        T::tell(table)
    }
}

/// The answer of types that do not tell.
pub trait Untold {
    /// The type's name alone.
    fn tell(table: &mut Table) -> Content;
}

impl<T: ?Sized> Untold for Ask<T> {
    fn tell(_: &mut Table) -> Content {
        json!({ "untold": type_name::<T>() })
    }
}

/// Of a field that something else than its type writes.
pub fn nothing(_: &mut Table) -> Content {
    Value::Null
}

/// The types inside of an event, each once, however often they hold each other.
#[derive(Debug, Default)]
pub struct Table(BTreeMap<&'static str, Value>);

impl Table {
    /// Adds a type that derives.
    pub fn add<T: ?Sized>(&mut self, form: Form, parts: &[Part<'_>]) -> Content {
        let name = type_name::<T>();
        if !self.0.contains_key(name) {
            // It may hold itself.
            self.0.insert(name, Value::Null);
            let parts: Vec<Value> = parts.iter().map(|part| part.told(self)).collect();
            let form = match form {
                Form::Struct => "struct",
                Form::Transparent => "transparent",
                Form::Enum => "enum",
            };
            self.0.insert(name, json!({ "form": form, "parts": parts }));
        }
        json!({ "type": name })
    }
}

impl Serialize for Table {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

/// What a type is.
#[derive(Debug, Clone, Copy)]
pub enum Form {
    /// A struct.
    Struct,
    /// A struct that is its one field.
    Transparent,
    /// An enum.
    Enum,
}

/// A struct's fields, or those of a variant with its name on the wire (empty if it has none), the key of the tag and
/// that of the content.
#[derive(Debug)]
pub struct Part<'a>(pub &'a str, pub Option<&'a str>, pub Option<&'a str>, pub Style, pub &'a [Field<'a>]);

/// How fields are written.
#[derive(Debug, Clone, Copy)]
pub enum Style {
    /// By their keys.
    Named,
    /// Without anything around the one.
    Alone,
    /// In their order.
    Tuple,
}

/// A field.
#[derive(Debug)]
pub struct Field<'a> {
    /// The key on the wire, if it has one.
    pub key: &'a str,
    /// The class of personal data, or empty.
    pub pii: &'a str,
    /// The envelope's field that it is lifted to, or empty.
    pub lift: &'a str,
    /// Whether it is an `Option` of which `None` is left out, so that `null` is never written.
    pub never_null: bool,
    /// Whether its own fields stand among the others.
    pub flatten: bool,
    /// What is inside.
    pub content: fn(&mut Table) -> Content,
}

impl Part<'_> {
    fn told(&self, table: &mut Table) -> Value {
        let Self(name, tag, content, style, fields) = self;
        let style = match style {
            Style::Named => "named",
            Style::Alone => "alone",
            Style::Tuple => "tuple",
        };
        let fields: Vec<Value> = fields
            .iter()
            .map(|field| {
                json!({
                    "key": field.key,
                    "pii": field.pii,
                    "lift": field.lift,
                    "never_null": field.never_null,
                    "flatten": field.flatten,
                    "content": (field.content)(table),
                })
            })
            .collect();
        json!({ "name": name, "tag": tag, "content": content, "style": style, "fields": fields })
    }
}
