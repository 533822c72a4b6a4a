//! For tests: a recorder of what an application sends, and a local ingestion server.

mod item;
mod recorder;
mod server;

pub use item::Item;
pub(crate) use recorder::Recording;
pub use recorder::{Recorder, Sent};
pub use server::{Received, Reply, Request, Server, ServerBuilder, ServerStats, TimedOut};
