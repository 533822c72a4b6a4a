//! Typed product events for Rust, delivered to [Letter](https://letter.app)'s ingestion API.

mod block_on;
mod builder;
mod check;
mod client;
mod delivery;
mod encode;
mod endpoint;
mod error;
mod event;
mod fork;
mod format;
mod handle;
mod key;
mod location;
mod message;
mod message_id;
mod report;
mod timestamp;
mod transport;
mod undelivered;
mod value;
mod violation;
mod worker;

#[doc(hidden)]
pub mod __private;
#[cfg(feature = "testing")]
pub mod testing;

pub use builder::ClientBuilder;
pub use client::Client;
pub use delivery::WhenFull;
pub use error::{BuildError, SendError, WaitError};
pub use event::{Kind, LetterEvent, Metadata, SentWith, kind};
pub use letter_derive::{LetterEvent, PropertyValue};
pub use location::Location;
pub use message::{Group, Identify, Message, Track};
pub use report::{CloseReport, FlushReport, Stats};
/// The HTTP client underneath, for [`ClientBuilder::http`].
pub use reqwest;
pub use timestamp::Timestamp;
pub use undelivered::{Reason, Undelivered, UndeliveredEvent};
pub use value::PropertyValue;
pub use violation::{Violation, Violations};
