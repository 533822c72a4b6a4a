//! The numbers that bound the queue, a request, and its retries.

use std::time::Duration;

use super::batch::BODY_FRAME;

/// What becomes of a new event when the queue is full.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum WhenFull {
    /// The call returns [`SendError::Full`](crate::SendError::Full).
    #[default]
    Reject,
    /// The oldest waiting events are dropped, counted, and handed to `on_error`. An event that is
    /// being sent is never dropped: if dropping all others would not make room, the call returns
    /// `Full`. While `on_error` is too slow to take them, dropped events are only counted.
    DropOldest,
}

#[derive(Debug, Clone)]
pub(crate) struct Limits {
    pub(crate) flush_at: usize,
    pub(crate) flush_interval: Duration,
    pub(crate) max_retries: u32,
    /// Events in a request.
    pub(crate) batch_events: usize,
    /// Bytes of a request's body.
    pub(crate) batch_bytes: usize,
    /// Events pending: waiting, or being sent.
    pub(crate) queue_events: usize,
    /// Bytes of the events pending.
    pub(crate) queue_bytes: usize,
    pub(crate) when_full: WhenFull,
    /// Requests under way at once.
    pub(crate) in_flight: usize,
}

impl Limits {
    /// Waiting events that start a request: never more than fit in one, since waiting for more
    /// than that gains nothing.
    pub(crate) fn trigger(&self) -> usize {
        self.flush_at.min(self.batch_events)
    }

    /// The largest item that fits in a request.
    pub(crate) fn event_bytes(&self) -> usize {
        self.batch_bytes - BODY_FRAME
    }
}
