//! What `cargo xtask usage` asks of a program: which types it can send, and which it has sent.

mod log;
#[cfg(feature = "usage")]
mod mark;

pub(crate) use log::sent;
#[cfg(feature = "usage")]
pub(crate) use mark::mark;
