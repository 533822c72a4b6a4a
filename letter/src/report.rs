//! What became of events: the counts that `flush`, `close` and `stats` return.

use std::fmt;

use crate::Undelivered;

/// Counts since the client was built. At every instant
/// `accepted = delivered + refused + expired + dropped + abandoned + pending`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Stats {
    /// Events that `track`, `identify`, `group` or `send` returned `Ok` for.
    pub accepted: u64,
    /// Events that the service answered 2xx for.
    pub delivered: u64,
    /// Events that the service will not take.
    pub refused: u64,
    /// Events given up after the last retry.
    pub expired: u64,
    /// Events dropped to make room for newer ones.
    pub dropped: u64,
    /// Events that a close, or the end of the last handle, did not wait for.
    pub abandoned: u64,
    /// Events waiting or being sent.
    pub pending: u64,
    /// Bytes of the events pending.
    pub pending_bytes: u64,
    /// Events not accepted because the queue was full; not among `accepted`.
    pub rejected_full: u64,
    /// Requests put on the wire.
    pub requests: u64,
    /// Requests that failed and were, or will be, repeated.
    pub retries: u64,
}

/// What became of the events that were pending when a flush was called.
///
/// Events that had been delivered before the call are in [`Stats`], not here.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
#[must_use = "the report says whether the events arrived"]
pub struct FlushReport {
    /// Events that the service answered 2xx for.
    pub delivered: u64,
    /// Events that the service will not take.
    pub refused: u64,
    /// Events given up after the last retry.
    pub expired: u64,
    /// Events dropped to make room for newer ones.
    pub dropped: u64,
    /// Events that a close did not wait for.
    pub abandoned: u64,
    /// Events still waiting or being sent; only after `flush_within`. They are not lost.
    pub pending: u64,
}

impl FlushReport {
    /// Whether every event that was pending at the call has been delivered.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        let Self { delivered: _, refused, expired, dropped, abandoned, pending } = *self;
        refused + expired + dropped + abandoned + pending == 0
    }
}

impl fmt::Display for FlushReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} delivered", self.delivered)?;
        let Self { delivered: _, refused, expired, dropped, abandoned, pending } = *self;
        for (count, word) in [
            (refused, "refused"),
            (expired, "expired"),
            (dropped, "dropped"),
            (abandoned, "abandoned"),
            (pending, "still pending"),
        ] {
            if count > 0 {
                write!(f, ", {count} {word}")?;
            }
        }
        Ok(())
    }
}

/// What became of the events that were pending when the client was closed.
#[derive(Debug, Clone)]
#[non_exhaustive]
#[must_use = "the report says whether the events arrived, and hands back those that did not"]
pub struct CloseReport {
    /// The counts.
    pub events: FlushReport,
    /// The events that were abandoned at the deadline, to be saved or sent in another way. One that
    /// was on the wire then may have arrived all the same.
    pub leftovers: Vec<Undelivered>,
}

impl fmt::Display for CloseReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.events.fmt(f)
    }
}
