//! One batch on its way: sent, retried, split, until each of its events is settled.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

use super::Request;
use super::batch::Batch;
use super::outcome::{Outcome, backoff};
use crate::undelivered::Reason;

/// Identifies a lane for the life of the client.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct LaneId(pub(crate) u64);

/// The parts of one batch, in order. At most one part is on the wire at a time.
#[derive(Debug)]
pub(super) struct Lane {
    pub(super) id: LaneId,
    parts: VecDeque<Part>,
    /// Requests that isolating refused events may still cost.
    bisections: u32,
    state: State,
}

#[derive(Debug)]
struct Part {
    batch: Batch,
    /// Attempts that failed.
    attempts: u32,
}

#[derive(Debug, PartialEq, Eq)]
enum State {
    /// To be sent at once.
    Ready,
    /// On the wire.
    Sent,
    /// To be sent then.
    Waiting(Instant),
}

/// What a reply did to the part that was sent.
#[derive(Debug)]
pub(super) enum Verdict {
    /// It will be sent again.
    Continue,
    /// Its halves will be sent.
    Split,
    /// Its events are delivered.
    Delivered(Batch),
    /// These events will not be delivered.
    Lost(Vec<Batch>, Reason),
}

impl Lane {
    pub(super) fn new(id: LaneId, batch: Batch) -> Self {
        // Isolating one event of n takes two requests for each halving; this leaves room for two.
        let bisections = 4 * batch.len().next_power_of_two().ilog2();
        let parts = VecDeque::from([Part { batch, attempts: 0 }]);
        Self { id, parts, bisections, state: State::Ready }
    }

    pub(super) fn is_ready(&self, now: Instant) -> bool {
        match self.state {
            State::Ready => true,
            State::Sent => false,
            State::Waiting(until) => until <= now,
        }
    }

    /// When the lane can go on by itself, gate aside; `None` while it waits for a reply.
    pub(super) fn ready_at(&self, now: Instant) -> Option<Instant> {
        match self.state {
            State::Ready => Some(now),
            State::Waiting(until) => Some(until),
            State::Sent => None,
        }
    }

    pub(super) fn is_done(&self) -> bool {
        self.parts.is_empty()
    }

    pub(super) fn send(&mut self) -> Request {
        self.state = State::Sent;
        let part = self.parts.front().expect("a lane without parts is removed at once");
        Request { lane: self.id, batch: part.batch.clone(), attempt: part.attempts + 1 }
    }

    pub(super) fn reply(
        &mut self,
        now: Instant,
        outcome: Outcome,
        jitter: Duration,
        max_retries: u32,
    ) -> Verdict {
        self.state = State::Ready;
        let Some(mut part) = self.parts.pop_front() else { return Verdict::Split };
        match outcome {
            Outcome::Delivered => Verdict::Delivered(part.batch),
            Outcome::Refused(rejection) => Verdict::Lost(vec![part.batch], rejection.into()),
            Outcome::TooLarge(_) if part.batch.len() > 1 => self.split(&part),
            Outcome::Poisoned(_) if part.batch.len() > 1 && self.bisections >= 2 => {
                self.bisections -= 2;
                self.split(&part)
            }
            Outcome::TooLarge(rejection) | Outcome::Poisoned(rejection) => {
                Verdict::Lost(vec![part.batch], rejection.into())
            }
            Outcome::Failed { cause } | Outcome::Throttled { cause, .. } if part.attempts == max_retries => {
                Verdict::Lost(vec![part.batch], Reason::Expired { attempts: part.attempts + 1, cause })
            }
            Outcome::Failed { .. } => {
                self.state = State::Waiting(now + backoff(part.attempts) + jitter);
                part.attempts += 1;
                self.parts.push_front(part);
                Verdict::Continue
            }
            // The gate makes it wait; it is the same for every lane.
            Outcome::Throttled { .. } => {
                part.attempts += 1;
                self.parts.push_front(part);
                Verdict::Continue
            }
        }
    }

    /// Puts the halves in the place of the whole, so that the order stays.
    fn split(&mut self, part: &Part) -> Verdict {
        let (first, second) = part.batch.halves();
        let attempts = part.attempts;
        self.parts.push_front(Part { batch: second, attempts });
        self.parts.push_front(Part { batch: first, attempts });
        Verdict::Split
    }

    pub(super) fn into_batches(self) -> impl Iterator<Item = Batch> {
        self.parts.into_iter().map(|part| part.batch)
    }
}
