//! Events that will not be delivered, with the reason: what `on_error` receives.

use std::fmt;

use crate::delivery::Batch;

/// What the service said when it refused a request.
#[derive(Debug, Clone)]
pub(crate) struct Rejection {
    pub(crate) status: u16,
    pub(crate) message: Option<String>,
}

/// Why events will not be delivered.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reason {
    /// The service will not take them, and will not the next time either. Mend the cause that the
    /// message names; 401 and 403 mean that the key is wrong.
    Refused {
        /// The HTTP status.
        status: u16,
        /// What the service said, if it said something readable.
        message: Option<String>,
    },
    /// Every attempt failed for a reason that passes: the service was down or unreachable. The
    /// events can be sent later; the service discards those it already has by their `messageId`.
    Expired {
        /// Attempts made.
        attempts: u32,
        /// How the last one failed.
        cause: String,
    },
    /// The queue was full and newer events took their place ([`WhenFull::DropOldest`](crate::WhenFull)).
    Dropped,
    /// The client was closed, or its last handle dropped, and the time for that had passed. Events
    /// that were on the wire may have arrived.
    Abandoned,
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused { status, message } => {
                write!(f, "the service refused them with {status}")?;
                if let Some(message) = message {
                    write!(f, ": {message}")?;
                }
                match status {
                    401 | 403 => f.write_str(" (is the API key right, and is it for this base URL?)"),
                    300..=399 => f.write_str(" (redirects are not followed: is the base URL right?)"),
                    404 | 405 => f.write_str(" (is the base URL right?)"),
                    _ => Ok(()),
                }
            }
            Self::Expired { attempts: 1, cause } => write!(f, "the only attempt failed: {cause}"),
            Self::Expired { attempts, cause } => {
                write!(f, "all {attempts} attempts failed; the last: {cause}")
            }
            Self::Dropped => f.write_str("the queue was full and newer events took their place"),
            Self::Abandoned => f.write_str("the client stopped before they could be sent"),
        }
    }
}

/// Events that will not be delivered, and why. Cloning it is cheap: the events are shared.
///
/// Its `Debug` and `Display` count the events and do not show them.
#[derive(Clone)]
pub struct Undelivered {
    reason: Reason,
    batch: Batch,
}

impl Undelivered {
    pub(crate) fn new(reason: Reason, batch: Batch) -> Self {
        Self { reason, batch }
    }

    /// Why they will not be delivered.
    #[must_use]
    pub fn reason(&self) -> &Reason {
        &self.reason
    }

    /// How many events there are.
    #[must_use]
    #[expect(clippy::len_without_is_empty, reason = "there is always at least one event")]
    pub fn len(&self) -> usize {
        self.batch.len()
    }

    /// The events, in the order in which they were accepted.
    pub fn events(&self) -> impl ExactSizeIterator<Item = UndeliveredEvent<'_>> {
        self.batch.events().map(|(message_id, json)| UndeliveredEvent {
            message_id: as_text(message_id),
            json: as_text(json),
        })
    }
}

/// The bytes were written by a JSON serialiser, which writes UTF-8.
fn as_text(json: &[u8]) -> &str {
    std::str::from_utf8(json).unwrap_or_default()
}

impl fmt::Display for Undelivered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let events = if self.len() == 1 { "event was" } else { "events were" };
        write!(f, "{} {events} not delivered: {}", self.len(), self.reason)
    }
}

impl fmt::Debug for Undelivered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Undelivered")
            .field("reason", &self.reason)
            .field("events", &self.len())
            .finish_non_exhaustive()
    }
}

/// One event that will not be delivered.
#[derive(Clone, Copy)]
pub struct UndeliveredEvent<'a> {
    message_id: &'a str,
    json: &'a str,
}

impl<'a> UndeliveredEvent<'a> {
    /// Its `messageId`, as it stands in the JSON text: escaped, if it has characters that JSON escapes.
    #[must_use]
    pub fn message_id(&self) -> &'a str {
        self.message_id
    }

    /// The event as it was to be sent: one JSON object, an item of the API's `batch`.
    #[must_use]
    pub fn json(&self) -> &'a str {
        self.json
    }
}

impl fmt::Debug for UndeliveredEvent<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UndeliveredEvent").field("message_id", &self.message_id).finish_non_exhaustive()
    }
}
