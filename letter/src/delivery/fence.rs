//! Flushes under way: each waits for the events before it, and counts what became of them.

use std::ops::Range;
use std::time::Instant;

use crate::report::FlushReport;

#[derive(Debug)]
struct Fence<T> {
    ticket: T,
    /// Events with a lower number stand before the fence.
    before: u64,
    deadline: Option<Instant>,
    /// `pending` counts down to zero as the others count up.
    report: FlushReport,
}

#[derive(Debug)]
pub(super) struct Fences<T>(Vec<Fence<T>>);

impl<T> Fences<T> {
    pub(super) fn new() -> Self {
        Self(Vec::new())
    }

    /// Waits for the `pending` events with numbers lower than `before`.
    pub(super) fn set(&mut self, ticket: T, before: u64, pending: u64, deadline: Option<Instant>) {
        let report = FlushReport { pending, ..FlushReport::default() };
        self.0.push(Fence { ticket, before, deadline, report });
    }

    /// Counts events that have become terminal, and moves the flushes that are done.
    pub(super) fn settle(
        &mut self,
        seqs: Range<u64>,
        count: impl Fn(&mut FlushReport) -> &mut u64,
        done: &mut Vec<(T, FlushReport)>,
    ) {
        for fence in &mut self.0 {
            let events = seqs.end.min(fence.before).saturating_sub(seqs.start);
            *count(&mut fence.report) += events;
            fence.report.pending -= events;
        }
        self.move_done(|fence| fence.report.pending == 0, done);
    }

    /// Answers the flushes whose deadline has passed.
    pub(super) fn expire(&mut self, now: Instant, done: &mut Vec<(T, FlushReport)>) {
        self.move_done(|fence| fence.deadline.is_some_and(|deadline| deadline <= now), done);
    }

    pub(super) fn next_deadline(&self) -> Option<Instant> {
        self.0.iter().filter_map(|fence| fence.deadline).min()
    }

    fn move_done(&mut self, is_done: impl Fn(&Fence<T>) -> bool, done: &mut Vec<(T, FlushReport)>) {
        done.extend(self.0.extract_if(.., |fence| is_done(fence)).map(|fence| (fence.ticket, fence.report)));
    }
}
