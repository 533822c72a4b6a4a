//! The waiting events, kept as the batches that will be sent.

use std::collections::VecDeque;
use std::ops::Range;
use std::time::Instant;

use bytes::BytesMut;

use super::batch::{BODY_FRAME, Batch, Entry, Items};

/// Emptied buffers kept for the next batches, so that a steady flow allocates nothing.
const SPARE: usize = 2;

/// A batch that still takes events.
#[derive(Debug)]
struct Open {
    bytes: BytesMut,
    entries: Vec<Entry>,
    first_seq: u64,
    /// Events at the front that were dropped.
    dropped: usize,
    /// When its first event was accepted.
    since: Instant,
}

/// Waiting events in order, packed into batches as they come: a request takes the first batch as
/// it stands, so an item's bytes are written once and never moved again.
#[derive(Debug)]
pub(super) struct Queue {
    batch_events: usize,
    batch_bytes: usize,
    open: VecDeque<Open>,
    events: usize,
    /// Bytes of the waiting items.
    item_bytes: usize,
    next_seq: u64,
    /// Events before this number are sent without waiting for more.
    due: u64,
    spare: Vec<(BytesMut, Vec<Entry>)>,
}

impl Queue {
    pub(super) fn new(batch_events: usize, batch_bytes: usize) -> Self {
        Self {
            batch_events,
            batch_bytes,
            open: VecDeque::new(),
            events: 0,
            item_bytes: 0,
            next_seq: 0,
            due: 0,
            spare: Vec::new(),
        }
    }

    pub(super) fn push(&mut self, now: Instant, item: &[u8], message_id: Range<usize>) {
        let fits = self.open.back().is_some_and(|last| {
            last.entries.len() < self.batch_events
                && last.bytes.len() + 1 + item.len() + BODY_FRAME <= self.batch_bytes
        });
        if !fits {
            let (bytes, entries) = self.spare.pop().unwrap_or_default();
            let first_seq = self.next_seq;
            self.open.push_back(Open { bytes, entries, first_seq, dropped: 0, since: now });
        }
        let last = self.open.back_mut().expect("a batch that takes the item was just made sure of");
        if !last.bytes.is_empty() {
            last.bytes.extend_from_slice(b",");
        }
        // A batch is far below 4 GiB: the builder bounds `batch_bytes` by `u32::MAX`.
        let start = last.bytes.len() as u32;
        last.bytes.extend_from_slice(item);
        last.entries.push(Entry {
            end: last.bytes.len() as u32,
            message_id: start + message_id.start as u32..start + message_id.end as u32,
        });
        self.events += 1;
        self.item_bytes += item.len();
        self.next_seq += 1;
    }

    /// The first batch, closed to further events.
    pub(super) fn take(&mut self) -> Option<Batch> {
        let first = self.open.pop_front()?;
        self.events -= first.entries.len() - first.dropped;
        let dropped = first.dropped;
        let batch = Batch::new(first.close(), dropped);
        self.item_bytes -= batch.item_bytes();
        Some(batch)
    }

    /// Takes out the oldest waiting event.
    pub(super) fn drop_oldest(&mut self) -> Option<Batch> {
        let first = self.open.front_mut()?;
        let oldest = first.copy_of(first.dropped);
        first.dropped += 1;
        if first.dropped == first.entries.len() {
            self.open.pop_front();
        }
        self.events -= 1;
        self.item_bytes -= oldest.item_bytes();
        Some(oldest)
    }

    /// Keeps the buffers of a delivered batch for the batches to come.
    pub(super) fn recycle(&mut self, batch: Batch) {
        if self.spare.len() < SPARE
            && let Some(buffers) = batch.into_buffers()
        {
            self.spare.push(buffers);
        }
    }

    /// Everything that waits now is to be sent without waiting for more.
    pub(super) fn all_due(&mut self) {
        self.due = self.next_seq;
    }

    /// Whether the first batch need not wait: it is full, or as many events wait as start a
    /// request, or a flush or close asked for it.
    pub(super) fn is_due(&self, trigger: usize) -> bool {
        self.open.front().is_some_and(|first| {
            self.open.len() > 1
                || self.events >= trigger
                || first.first_seq + (first.dropped as u64) < self.due
        })
    }

    /// When the oldest waiting batch was begun.
    pub(super) fn oldest(&self) -> Option<Instant> {
        self.open.front().map(|first| first.since)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.open.is_empty()
    }

    pub(super) fn events(&self) -> usize {
        self.events
    }

    pub(super) fn item_bytes(&self) -> usize {
        self.item_bytes
    }

    pub(super) fn batches(&self) -> usize {
        self.open.len()
    }

    pub(super) fn next_seq(&self) -> u64 {
        self.next_seq
    }
}

impl Open {
    fn close(self) -> Items {
        Items { bytes: self.bytes.freeze(), entries: self.entries, first_seq: self.first_seq }
    }

    /// One event by itself. Copied, because the batch that it leaves still grows.
    fn copy_of(&self, index: usize) -> Batch {
        let start = index.checked_sub(1).map_or(0, |before| self.entries[before].end + 1);
        let Entry { end, ref message_id } = self.entries[index];
        let entry = Entry { end: end - start, message_id: message_id.start - start..message_id.end - start };
        let bytes = bytes::Bytes::copy_from_slice(&self.bytes[start as usize..end as usize]);
        Batch::new(Items { bytes, entries: vec![entry], first_seq: self.first_seq + index as u64 }, 0)
    }
}
