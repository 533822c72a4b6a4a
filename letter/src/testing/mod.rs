//! For tests: a recorder of what an application sends, and a local ingestion server.

mod recorder;

pub(crate) use recorder::Recording;
pub use recorder::{Recorder, Sent};
