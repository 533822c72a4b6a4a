//! For tests: a recorder of what an application sends, and a local ingestion server.
//!
//! If the variable `LETTER_USAGE_DIR` names a folder, each process notes there in a file of its own which events
//! its clients accept, for `cargo xtask usage --tests-from FOLDER`.

mod item;
mod recorder;
mod server;

pub use item::Item;
pub(crate) use recorder::Recording;
pub use recorder::{Recorder, Sent};
pub use server::{Received, Reply, Request, Server, ServerBuilder, ServerStats, TimedOut};
