//! Attributes, read one by one: each value with its tokens, each fault at its place.

mod constraints;
mod letter;
mod metas;
mod serde;

pub(crate) use constraints::Constraints;
pub(crate) use letter::{ContainerAttrs, FieldAttrs, Kind};
pub(crate) use metas::doc;
pub(crate) use serde::{SerdeContainer, SerdeField, SerdeVariant};
