//! From a typed message to the bytes of its item, written once.

mod body;
mod compound;
mod fault;
mod item;

pub(crate) use fault::Fault;
pub(crate) use item::{Call, encode};
