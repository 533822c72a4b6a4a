//! The delivery state machine: from an accepted event to its one terminal state.
//!
//! It does no I/O and reads no clock: every call is told the time, so that tests drive it step by
//! step. The [worker](crate::worker) asks [`Delivery::poll`] what to do next and tells
//! [`Delivery::reply`] how a request ended.
//!
//! ```text
//! accept ──► Queue (waiting, in batches) ──► Lane (one batch: send, wait, split) ──► settled
//!   │                                          ▲                                      │
//!   └─ Full                              gate ─┘ (429: nothing is sent)      Fences, Stats, lost
//! ```

mod batch;
mod fence;
mod lane;
mod limits;
#[cfg(test)]
mod model;
mod outcome;
mod queue;
#[cfg(test)]
mod tests;

use std::time::{Duration, Instant};

pub(crate) use batch::{BODY_END, BODY_START, Batch};
use fence::Fences;
pub(crate) use lane::LaneId;
use lane::{Lane, Verdict};
pub(crate) use limits::Limits;
pub use limits::WhenFull;
pub(crate) use outcome::{LARGEST_JITTER, Outcome};
use queue::Queue;

use crate::report::{FlushReport, Stats};
use crate::undelivered::{Reason, Undelivered};

/// What the worker does next.
#[derive(Debug)]
pub(crate) enum Step {
    /// Put this request on the wire and call [`Delivery::reply`] with how it ended.
    Send(Request),
    /// Nothing to do before this instant, or before being woken when there is none.
    Sleep(Option<Instant>),
    /// Everything is settled after a close; nothing will ever be sent again.
    Stopped,
}

/// One request: the events of a batch, in order.
#[derive(Debug, Clone)]
pub(crate) struct Request {
    pub(crate) lane: LaneId,
    pub(crate) batch: Batch,
    /// 1 for the first attempt.
    pub(crate) attempt: u32,
}

/// Why an event was not accepted.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum NotAccepted {
    Full { events: usize, bytes: usize },
    Closed,
}

/// What became visible since it was last asked for, to be passed on outside of any lock.
#[derive(Debug)]
pub(crate) struct Outbox<T> {
    /// Events that will not be delivered.
    pub(crate) lost: Vec<Undelivered>,
    /// Flushes that are done.
    pub(crate) flushed: Vec<(T, FlushReport)>,
}

/// What the worker was last told, so that it is woken only when that changes.
#[derive(Debug, Clone, Copy)]
enum Told {
    /// It is about to poll.
    Awake,
    /// It sleeps until then, or for ever.
    Asleep(Option<Instant>),
}

/// Every accepted event, from acceptance to its terminal state. `T` identifies a flush.
#[derive(Debug)]
pub(crate) struct Delivery<T> {
    limits: Limits,
    queue: Queue,
    lanes: Vec<Lane>,
    next_lane: u64,
    /// Nothing is sent before this instant: the service asked for a pause.
    gate: Option<Instant>,
    fences: Fences<T>,
    /// When a close gives up; nothing is accepted any more.
    closing: Option<Instant>,
    told: Told,
    stats: Stats,
    lost: Vec<Undelivered>,
    flushed: Vec<(T, FlushReport)>,
}

impl<T> Outbox<T> {
    pub(crate) fn is_empty(&self) -> bool {
        self.lost.is_empty() && self.flushed.is_empty()
    }
}

impl<T> Delivery<T> {
    pub(crate) fn new(limits: Limits) -> Self {
        Self {
            queue: Queue::new(limits.batch_events, limits.batch_bytes),
            limits,
            lanes: Vec::new(),
            next_lane: 0,
            gate: None,
            fences: Fences::new(),
            closing: None,
            told: Told::Awake,
            stats: Stats::default(),
            lost: Vec::new(),
            flushed: Vec::new(),
        }
    }

    /// Accepts one serialised item; `true` when the worker has to be woken.
    pub(crate) fn accept(
        &mut self,
        now: Instant,
        item: &[u8],
        message_id: std::ops::Range<usize>,
    ) -> Result<bool, NotAccepted> {
        if self.closing.is_some() {
            return Err(NotAccepted::Closed);
        }
        let dropped = self.make_room(item.len())?;
        let batches = self.queue.batches();
        self.queue.push(now, item, message_id);
        self.stats.accepted += 1;
        self.stats.pending += 1;
        self.stats.pending_bytes += item.len() as u64;
        // Only these three moments bring a request forward; every other event waits with the rest.
        let waiting = self.queue.events();
        let first = waiting == 1;
        let full = waiting == self.limits.trigger() || self.queue.batches() > batches && batches > 0;
        if dropped {
            return Ok(self.bring_forward(now));
        }
        if !(first || full) || !self.can_start_lane() {
            return Ok(false);
        }
        let at = if full { now } else { now + self.limits.flush_interval };
        Ok(self.bring_forward(at.max(self.gate.unwrap_or(at))))
    }

    /// Drops the oldest waiting events, or refuses the new one, as the policy says; `true` when some
    /// were dropped. Nothing is dropped for an event that would find no room all the same.
    fn make_room(&mut self, bytes: usize) -> Result<bool, NotAccepted> {
        let (events, held) = (self.stats.pending as usize, self.stats.pending_bytes as usize);
        if self.has_room(events, held, bytes) {
            return Ok(false);
        }
        let (sent, sent_bytes) = (events - self.queue.events(), held - self.queue.item_bytes());
        if self.limits.when_full == WhenFull::Reject || !self.has_room(sent, sent_bytes, bytes) {
            self.stats.rejected_full += 1;
            let Limits { queue_events: events, queue_bytes: bytes, .. } = self.limits;
            return Err(NotAccepted::Full { events, bytes });
        }
        while !self.has_room(self.stats.pending as usize, self.stats.pending_bytes as usize, bytes)
            && let Some(oldest) = self.queue.drop_oldest()
        {
            self.settle_lost(&oldest, Reason::Dropped);
        }
        Ok(true)
    }

    /// Whether an event of so many bytes fits beside those that are held.
    fn has_room(&self, events: usize, held: usize, bytes: usize) -> bool {
        events < self.limits.queue_events && held + bytes <= self.limits.queue_bytes
    }

    /// Sets a fence behind every event accepted so far; `true` when the worker has to be woken.
    ///
    /// With a deadline, the flush is answered then at the latest, with what is still pending.
    #[must_use = "the worker may have to be woken"]
    pub(crate) fn flush(&mut self, now: Instant, ticket: T, deadline: Option<Instant>) -> bool {
        let pending = self.stats.pending;
        if pending == 0 {
            self.flushed.push((ticket, FlushReport::default()));
            return false;
        }
        self.queue.all_due();
        self.fences.set(ticket, self.queue.next_seq(), pending, deadline);
        self.bring_forward(now)
    }

    /// Stops accepting, and sends what is pending until `deadline`; `true` when the worker has to
    /// be woken. A later call can only bring the deadline forward.
    #[must_use = "the worker may have to be woken"]
    pub(crate) fn close(&mut self, now: Instant, deadline: Instant) -> bool {
        self.closing = Some(self.closing.map_or(deadline, |earlier| earlier.min(deadline)));
        self.queue.all_due();
        self.bring_forward(now)
    }

    pub(crate) fn is_closing(&self) -> bool {
        self.closing.is_some()
    }

    /// What to do at `now`. Call it again after every [`Step::Send`].
    pub(crate) fn poll(&mut self, now: Instant) -> Step {
        self.told = Told::Awake;
        if self.closing.is_some_and(|deadline| deadline <= now) {
            self.abandon();
        }
        self.fences.expire(now, &mut self.flushed);
        if self.gate.is_some_and(|gate| gate <= now) {
            self.gate = None;
        }
        if let Some(request) = self.next_request(now) {
            self.stats.requests += 1;
            return Step::Send(request);
        }
        if self.closing.is_some() && self.lanes.is_empty() && self.queue.is_empty() {
            return Step::Stopped;
        }
        let until = self.next_event(now);
        self.told = Told::Asleep(until);
        Step::Sleep(until)
    }

    fn next_request(&mut self, now: Instant) -> Option<Request> {
        if self.gate.is_some() {
            return None;
        }
        if let Some(lane) = self.lanes.iter_mut().find(|lane| lane.is_ready(now)) {
            return Some(lane.send());
        }
        if !self.can_start_lane() || !self.is_due(now) {
            return None;
        }
        let batch = self.queue.take()?;
        let mut lane = Lane::new(LaneId(self.next_lane), batch);
        self.next_lane += 1;
        let request = lane.send();
        self.lanes.push(lane);
        Some(request)
    }

    fn can_start_lane(&self) -> bool {
        self.lanes.len() < self.limits.in_flight
    }

    /// Whether the oldest waiting batch is to be sent now.
    fn is_due(&self, now: Instant) -> bool {
        self.queue.is_due(self.limits.trigger())
            || self.queue.oldest().is_some_and(|oldest| oldest + self.limits.flush_interval <= now)
    }

    /// When something changes by itself.
    fn next_event(&self, now: Instant) -> Option<Instant> {
        let queue = match self.queue.oldest() {
            Some(_) if !self.can_start_lane() => None,
            Some(_) if self.is_due(now) => Some(now),
            oldest => oldest.map(|oldest| oldest + self.limits.flush_interval),
        };
        let lanes = self.lanes.iter().filter_map(|lane| lane.ready_at(now)).min();
        let sending = [queue, lanes].into_iter().flatten().min();
        // The gate holds back whatever would be sent, and nothing else.
        let sending = sending.map(|at| self.gate.map_or(at, |gate| gate.max(at)));
        [sending, self.fences.next_deadline(), self.closing].into_iter().flatten().min()
    }

    /// Notes that something is to happen at `at`; `true` when the worker sleeps past it.
    fn bring_forward(&mut self, at: Instant) -> bool {
        match self.told {
            Told::Awake => false,
            Told::Asleep(Some(until)) if until <= at => false,
            Told::Asleep(_) => {
                self.told = Told::Awake;
                true
            }
        }
    }

    /// How the request of `lane` ended. `jitter` is added to a back-off.
    ///
    /// A reply to a lane that has gone (its events were abandoned) changes nothing.
    pub(crate) fn reply(&mut self, now: Instant, lane: LaneId, outcome: Outcome, jitter: Duration) {
        let Some(at) = self.lanes.iter().position(|candidate| candidate.id == lane) else { return };
        if let Outcome::Throttled { wait, .. } = &outcome {
            let until = now + *wait;
            self.gate = Some(self.gate.map_or(until, |gate| gate.max(until)));
        }
        let verdict = self.lanes[at].reply(now, outcome, jitter, self.limits.max_retries);
        match verdict {
            Verdict::Continue => self.stats.retries += 1,
            Verdict::Split => {}
            Verdict::Delivered(batch) => {
                self.stats.delivered += batch.len() as u64;
                self.settle(&batch, |report| &mut report.delivered);
                self.queue.recycle(batch);
            }
            Verdict::Lost(batches, reason) => {
                for batch in &batches {
                    self.settle_lost(batch, reason.clone());
                }
            }
        }
        if self.lanes[at].is_done() {
            self.lanes.remove(at);
        }
    }

    /// Gives up everything that is pending: the deadline of a close has passed.
    fn abandon(&mut self) {
        for lane in std::mem::take(&mut self.lanes) {
            for batch in lane.into_batches() {
                self.settle_lost(&batch, Reason::Abandoned);
            }
        }
        while let Some(batch) = self.queue.take() {
            self.settle_lost(&batch, Reason::Abandoned);
        }
    }

    fn settle_lost(&mut self, batch: &Batch, reason: Reason) {
        let events = batch.len() as u64;
        match &reason {
            Reason::Refused { .. } => {
                self.stats.refused += events;
                self.settle(batch, |report| &mut report.refused);
            }
            Reason::Expired { .. } => {
                self.stats.expired += events;
                self.settle(batch, |report| &mut report.expired);
            }
            Reason::Dropped => {
                self.stats.dropped += events;
                self.settle(batch, |report| &mut report.dropped);
            }
            Reason::Abandoned => {
                self.stats.abandoned += events;
                self.settle(batch, |report| &mut report.abandoned);
            }
        }
        // Events can be dropped faster than `on_error` takes them; those it cannot be told of are
        // counted all the same, and memory stays bounded.
        if reason != Reason::Dropped || self.lost.len() < self.limits.queue_events {
            self.lost.push(Undelivered::new(reason, batch.clone()));
        }
    }

    /// The one place where events become terminal.
    fn settle(&mut self, batch: &Batch, count: impl Fn(&mut FlushReport) -> &mut u64) {
        self.stats.pending -= batch.len() as u64;
        self.stats.pending_bytes -= batch.item_bytes() as u64;
        self.fences.settle(batch.seqs(), count, &mut self.flushed);
    }

    /// What became visible since the last call.
    pub(crate) fn outbox(&mut self) -> Outbox<T> {
        Outbox { lost: std::mem::take(&mut self.lost), flushed: std::mem::take(&mut self.flushed) }
    }

    /// Stops accepting and gives up everything: nobody will poll again.
    pub(crate) fn give_up(&mut self, now: Instant) -> Outbox<T> {
        self.closing = Some(now);
        self.abandon();
        self.outbox()
    }

    pub(crate) fn stats(&self) -> Stats {
        self.stats
    }
}
