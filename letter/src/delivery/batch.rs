//! Some consecutive events, serialised side by side: what a request carries.

use std::ops::Range;
use std::sync::Arc;

use bytes::{Bytes, BytesMut};

/// What stands around the items in a request's body.
pub(crate) const BODY_START: &[u8] = br#"{"batch":["#;
pub(crate) const BODY_END: &[u8] = b"]}";
/// Bytes of a body beside its items and the commas between them.
pub(crate) const BODY_FRAME: usize = BODY_START.len() + BODY_END.len();

/// Where an item and its `messageId` lie.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    /// The item's end; it starts after the comma behind the item before it.
    pub(crate) end: u32,
    pub(crate) message_id: Range<u32>,
}

/// Items side by side, with a comma between two.
#[derive(Debug)]
pub(crate) struct Items {
    pub(super) bytes: Bytes,
    pub(super) entries: Vec<Entry>,
    pub(super) first_seq: u64,
}

/// Consecutive events. Splitting one shares the bytes; nothing is copied.
#[derive(Debug, Clone)]
pub(crate) struct Batch {
    items: Arc<Items>,
    range: Range<usize>,
}

impl Batch {
    pub(super) fn new(items: Items, from: usize) -> Self {
        let range = from..items.entries.len();
        Self { items: Arc::new(items), range }
    }

    pub(crate) fn len(&self) -> usize {
        self.range.len()
    }

    /// The numbers of the events, in order of acceptance.
    pub(crate) fn seqs(&self) -> Range<u64> {
        let first = self.items.first_seq;
        first + self.range.start as u64..first + self.range.end as u64
    }

    /// The two halves; the first is the smaller one. Call it with two events or more.
    pub(crate) fn halves(&self) -> (Self, Self) {
        let middle = self.range.start + self.len() / 2;
        let part = |range| Self { items: Arc::clone(&self.items), range };
        (part(self.range.start..middle), part(middle..self.range.end))
    }

    fn item_range(&self, index: usize) -> Range<usize> {
        let entries = &self.items.entries;
        let start = index.checked_sub(1).map_or(0, |before| entries[before].end as usize + 1);
        start..entries[index].end as usize
    }

    /// The items with the commas between them: what stands between `[` and `]` of the body.
    pub(crate) fn items(&self) -> Bytes {
        if self.range.is_empty() {
            return Bytes::new();
        }
        let start = self.item_range(self.range.start).start;
        let end = self.item_range(self.range.end - 1).end;
        self.items.bytes.slice(start..end)
    }

    /// Bytes of the items alone.
    pub(crate) fn item_bytes(&self) -> usize {
        self.range.clone().map(|index| self.item_range(index).len()).sum()
    }

    /// Each event's `messageId` and its item as JSON text.
    pub(crate) fn events(&self) -> impl ExactSizeIterator<Item = (&[u8], &[u8])> {
        self.range.clone().map(|index| {
            let id = &self.items.entries[index].message_id;
            (&self.items.bytes[id.start as usize..id.end as usize], &self.items.bytes[self.item_range(index)])
        })
    }

    /// The buffers, if nothing else refers to them, emptied for another use.
    pub(super) fn into_buffers(self) -> Option<(BytesMut, Vec<Entry>)> {
        let mut items = Arc::try_unwrap(self.items).ok()?;
        let mut bytes = items.bytes.try_into_mut().ok()?;
        bytes.clear();
        items.entries.clear();
        Some((bytes, items.entries))
    }
}
