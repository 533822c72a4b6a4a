//! What can go wrong, and what to do about it.

use std::fmt;

use crate::encode::Fault;
use crate::{Location, Violations};

/// Why an event was not accepted. Nothing of it has left the process, and no other event is affected.
#[derive(Debug)]
#[non_exhaustive]
pub enum SendError {
    /// The event breaks its schema, or an id is empty. Mend the value: it will never be accepted. The
    /// message shows the value at fault; where it may be personal data, log the path and the rule only.
    Invalid(Violations),
    /// serde could not write the value as JSON. Mend the type's `Serialize`.
    NotSerializable {
        /// The property, as `items[2].sku`; empty for the event as a whole.
        path: String,
        /// What serde said.
        message: String,
    },
    /// The event cannot fit in a request. Send less, or raise
    /// [`max_batch_bytes`](crate::ClientBuilder::max_batch_bytes) if the service takes more.
    TooLarge {
        /// The size of the event, in bytes of JSON.
        size: usize,
        /// The largest size of an event, in bytes of JSON.
        limit: usize,
    },
    /// As many events are pending as the queue takes: the service is slower than the application.
    /// Wait and try again, or use [`send_waiting`](crate::Client::send_waiting), or drop the event.
    Full {
        /// The queue's bound in events.
        events: usize,
        /// The queue's bound in bytes.
        bytes: usize,
    },
    /// The client was closed.
    Closed,
    /// The process was forked: the worker lives in the parent only. Build a client in the child.
    Forked,
    /// The client's worker has died; events can no longer be sent. This is a bug in `letter`.
    WorkerDied,
    /// The operating system gave no randomness for a `messageId`.
    NoRandomness,
}

impl SendError {
    /// An error that says that an argument of the call is empty.
    pub(crate) fn empty(argument: &'static str) -> Self {
        let mut found = Violations::none();
        found.push(&Location::ROOT.key(argument), "minLength", "must not be empty", "");
        Self::Invalid(found)
    }
}

impl From<Fault> for SendError {
    fn from(fault: Fault) -> Self {
        let Fault { path, not_finite, message } = fault;
        match not_finite {
            Some(number) => Self::Invalid(Violations::not_finite(path, number)),
            None => Self::NotSerializable { path, message },
        }
    }
}

impl fmt::Display for SendError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Invalid(violations) => write!(f, "the event is not valid: {violations}"),
            Self::NotSerializable { path, message } if path.is_empty() => {
                write!(f, "the event cannot be written as JSON: {message}")
            }
            Self::NotSerializable { path, message } => {
                write!(f, "`{path}` cannot be written as JSON: {message}")
            }
            Self::TooLarge { size, limit } => {
                write!(f, "the event has {size} bytes; more than {limit} cannot fit in a request")
            }
            Self::Full { events, bytes } => write!(
                f,
                "the queue is full ({events} events or {bytes} bytes are pending): \
                 the service is slower than this application"
            ),
            Self::Closed => f.write_str("the client is closed and takes no more events"),
            Self::Forked => {
                f.write_str("the process was forked after the client was built: build a client in the child")
            }
            Self::WorkerDied => f.write_str("the client's worker has died: this is a bug in letter"),
            Self::NoRandomness => f.write_str("the operating system gave no randomness for a messageId"),
        }
    }
}

impl std::error::Error for SendError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Invalid(violations) => Some(violations),
            _ => None,
        }
    }
}

/// Why a flush or a close could not be waited for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum WaitError {
    /// The client was closed before; what became of its events is in the close's report.
    Closed,
    /// Called from `on_error`: the worker runs that and cannot wait for itself.
    InsideCallback,
    /// The process was forked: the events are the parent's to send.
    Forked,
    /// The client's worker has died. This is a bug in `letter`.
    WorkerDied,
}

impl fmt::Display for WaitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Closed => "the client is closed: there is nothing left to flush",
            Self::InsideCallback => {
                "flush and close cannot be waited for inside `on_error`: it runs on the worker, \
                 which would wait for itself"
            }
            Self::Forked => {
                "the process was forked after the client was built: its events are the parent's to send"
            }
            Self::WorkerDied => "the client's worker has died: this is a bug in letter",
        })
    }
}

impl std::error::Error for WaitError {}

/// Why a client could not be built.
#[derive(Debug)]
#[non_exhaustive]
pub enum BuildError {
    /// There is no API key, or it cannot stand in an HTTP header.
    ApiKey {
        /// What is wrong with it; the key itself is never shown.
        problem: &'static str,
    },
    /// The base URL cannot be used.
    BaseUrl {
        /// The URL as given, without credentials.
        url: String,
        /// What is wrong with it.
        problem: String,
    },
    /// An option has a value that makes no sense.
    Option {
        /// The builder's method.
        option: &'static str,
        /// What it must be.
        problem: String,
    },
    /// The HTTP client, or TLS, could not be set up.
    Http(Box<dyn std::error::Error + Send + Sync>),
    /// The worker's thread or runtime could not be started.
    Worker(std::io::Error),
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ApiKey { problem } => write!(f, "the API key {problem}"),
            Self::BaseUrl { url, problem } => write!(f, "the base URL {url:?} {problem}"),
            Self::Option { option, problem } => write!(f, "`{option}` {problem}"),
            Self::Http(_) => f.write_str("the HTTP client could not be set up"),
            Self::Worker(_) => f.write_str("the client's worker could not be started"),
        }
    }
}

impl std::error::Error for BuildError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Http(source) => Some(source.as_ref()),
            Self::Worker(source) => Some(source),
            _ => None,
        }
    }
}
