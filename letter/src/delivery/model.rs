//! The state machine against a model: any order of calls, replies and time keeps the contract.

use std::collections::{HashMap, HashSet};
use std::time::{Duration, Instant, SystemTime};

use proptest::prelude::*;

use super::{Delivery, Limits, Outcome, Request, Step, WhenFull};
use crate::report::FlushReport;
use crate::undelivered::Undelivered;

#[derive(Debug, Clone)]
enum Op {
    Accept {
        events: usize,
        padding: usize,
    },
    Advance(Duration),
    /// Answers one of the requests under way.
    Reply {
        which: prop::sample::Index,
        status: u16,
        retry_after: Option<u32>,
    },
    Flush {
        within: Option<Duration>,
    },
    Close {
        within: Duration,
    },
}

fn op() -> impl Strategy<Value = Op> {
    let millis = |range| prop::num::u64::ANY.prop_map(move |n: u64| Duration::from_millis(n % range));
    let status = prop_oneof![
        6 => Just(202u16),
        1 => Just(301),
        2 => Just(400),
        1 => Just(401),
        1 => Just(408),
        2 => Just(413),
        2 => Just(429),
        2 => Just(503),
    ];
    prop_oneof![
        8 => (1..40usize, 0..60usize).prop_map(|(events, padding)| Op::Accept { events, padding }),
        6 => millis(400).prop_map(Op::Advance),
        1 => millis(20_000).prop_map(Op::Advance),
        12 => (any::<prop::sample::Index>(), status, proptest::option::of(0..9u32))
            .prop_map(|(which, status, retry_after)| Op::Reply { which, status, retry_after }),
        2 => proptest::option::of(millis(900)).prop_map(|within| Op::Flush { within }),
        1 => millis(60_000).prop_map(|within| Op::Close { within }),
    ]
}

fn limits() -> impl Strategy<Value = Limits> {
    (1..60usize, 1..30usize, 200..2000usize, 1..4usize, 0..4u32, any::<bool>(), 5..200usize).prop_map(
        |(flush_at, batch_events, batch_bytes, in_flight, max_retries, drop_oldest, queue_events)| Limits {
            flush_at,
            flush_interval: Duration::from_millis(100),
            max_retries,
            batch_events,
            batch_bytes,
            queue_events,
            queue_bytes: 8_000,
            when_full: if drop_oldest { WhenFull::DropOldest } else { WhenFull::Reject },
            in_flight,
        },
    )
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    Pending,
    Delivered,
    Lost,
}

struct Flush {
    /// Events accepted before the call that were pending then.
    before: Vec<String>,
    bounded: bool,
}

struct Model {
    delivery: Delivery<usize>,
    limits: Limits,
    now: Instant,
    /// In order of acceptance.
    accepted: Vec<String>,
    fates: HashMap<String, Fate>,
    in_flight: Vec<Request>,
    gate: Option<Instant>,
    flushes: HashMap<usize, Flush>,
    next_flush: usize,
    first_sent: usize,
    last_delivered: Option<usize>,
    sent: HashSet<String>,
    stopped: bool,
}

fn ids(batch: &super::Batch) -> Vec<String> {
    batch.events().map(|(id, _)| String::from_utf8(id.to_vec()).unwrap()).collect()
}

impl Model {
    fn new(limits: Limits) -> Self {
        Self {
            delivery: Delivery::new(limits.clone()),
            limits,
            now: Instant::now(),
            accepted: Vec::new(),
            fates: HashMap::new(),
            in_flight: Vec::new(),
            gate: None,
            flushes: HashMap::new(),
            next_flush: 0,
            first_sent: 0,
            last_delivered: None,
            sent: HashSet::new(),
            stopped: false,
        }
    }

    fn apply(&mut self, op: &Op) {
        match op {
            Op::Accept { events, padding } => {
                for _ in 0..*events {
                    self.accept(*padding);
                    // Taken at once: what is dropped while nobody takes it is only counted.
                    self.settle();
                }
            }
            Op::Advance(by) => self.now += *by,
            Op::Reply { which, status, retry_after } => {
                if !self.in_flight.is_empty() {
                    let request = self.in_flight.remove(which.index(self.in_flight.len()));
                    self.reply(&request, *status, retry_after.map(|seconds| seconds.to_string()).as_deref());
                }
            }
            Op::Flush { within } => {
                let before: Vec<_> =
                    self.accepted.iter().filter(|id| self.fates[*id] == Fate::Pending).cloned().collect();
                self.flushes.insert(self.next_flush, Flush { before, bounded: within.is_some() });
                let deadline = within.map(|within| self.now + within);
                let _ = self.delivery.flush(self.now, self.next_flush, deadline);
                self.next_flush += 1;
            }
            Op::Close { within } => {
                let _ = self.delivery.close(self.now, self.now + *within);
            }
        }
        self.settle();
        self.poll();
        self.settle();
    }

    fn accept(&mut self, padding: usize) {
        let id = format!("e{}", self.accepted.len());
        let item = format!(r#"{{"messageId":"{id}","x":"{}"}}"#, "x".repeat(padding));
        let at = item.find(&id).unwrap();
        if self.delivery.accept(self.now, item.as_bytes(), at..at + id.len()).is_ok() {
            self.fates.insert(id.clone(), Fate::Pending);
            self.accepted.push(id);
        }
    }

    fn reply(&mut self, request: &Request, status: u16, retry_after: Option<&str>) {
        let outcome = Outcome::of_reply(status, retry_after, None, SystemTime::UNIX_EPOCH);
        if let Outcome::Throttled { wait, .. } = outcome
            && !self.stopped
        {
            let until = self.now + wait;
            self.gate = Some(self.gate.map_or(until, |gate| gate.max(until)));
        }
        if matches!(outcome, Outcome::Delivered) && !self.stopped {
            for id in ids(&request.batch) {
                let at = self.accepted.iter().position(|each| *each == id);
                assert!(self.limits.in_flight > 1 || at >= self.last_delivered, "{id} was overtaken");
                self.last_delivered = at;
                self.end(&id, Fate::Delivered);
            }
        }
        self.delivery.reply(self.now, request.lane, outcome, Duration::ZERO);
    }

    /// An event becomes terminal once, and never again.
    fn end(&mut self, id: &str, fate: Fate) {
        let before = self.fates.insert(id.to_owned(), fate);
        assert_eq!(before, Some(Fate::Pending), "{id} ended twice, or was never accepted");
    }

    fn settle(&mut self) {
        let outbox = self.delivery.outbox();
        for undelivered in &outbox.lost {
            for event in Undelivered::events(undelivered) {
                self.end(event.message_id(), Fate::Lost);
            }
        }
        for (ticket, report) in &outbox.flushed {
            self.check_flush(*ticket, report);
        }
        let stats = self.delivery.stats();
        let ended = stats.delivered + stats.refused + stats.expired + stats.dropped + stats.abandoned;
        assert_eq!(stats.accepted, ended + stats.pending, "conservation: {stats:?}");
        let count = |fate| self.fates.values().filter(|each| **each == fate).count() as u64;
        assert_eq!(stats.accepted, self.accepted.len() as u64);
        assert_eq!(stats.pending, count(Fate::Pending));
        assert_eq!(stats.delivered, count(Fate::Delivered));
        assert!(stats.pending <= self.limits.queue_events as u64);
        assert!(stats.pending_bytes <= self.limits.queue_bytes as u64);
        assert_eq!(stats.pending == 0, stats.pending_bytes == 0);
    }

    fn check_flush(&mut self, ticket: usize, report: &FlushReport) {
        let flush = self.flushes.remove(&ticket).expect("a flush is answered once");
        let count = |fate| flush.before.iter().filter(|id| self.fates[*id] == fate).count() as u64;
        let lost = report.refused + report.expired + report.dropped + report.abandoned;
        assert_eq!(report.delivered, count(Fate::Delivered));
        assert_eq!(lost, count(Fate::Lost));
        assert_eq!(report.pending, count(Fate::Pending));
        assert!(flush.bounded || report.pending == 0, "a flush waits for every event before it");
    }

    fn poll(&mut self) {
        loop {
            match self.delivery.poll(self.now) {
                Step::Send(request) => {
                    assert!(!self.stopped);
                    self.check_request(&request);
                    self.in_flight.push(request);
                }
                Step::Sleep(until) => {
                    assert!(
                        until.is_none_or(|until| until > self.now),
                        "a sleep that is over is a busy loop"
                    );
                    let waiting = self.delivery.stats().pending > 0 && self.in_flight.is_empty();
                    assert!(!waiting || until.is_some(), "events wait, and nothing will wake the worker");
                    return;
                }
                Step::Stopped => {
                    self.settle();
                    assert_eq!(self.delivery.stats().pending, 0);
                    self.stopped = true;
                    self.in_flight.clear();
                    return;
                }
            }
        }
    }

    fn check_request(&mut self, request: &Request) {
        assert!(self.gate.is_none_or(|gate| gate <= self.now), "sent while the gate was shut");
        assert!(self.in_flight.len() < self.limits.in_flight);
        assert!(request.attempt <= self.limits.max_retries + 1);
        let batch = &request.batch;
        assert!((1..=self.limits.batch_events).contains(&batch.len()));
        assert!(batch.items().len() + 12 <= self.limits.batch_bytes);
        let ids = ids(batch);
        for other in &self.in_flight {
            let other = self::ids(&other.batch);
            assert!(ids.iter().all(|id| !other.contains(id)), "an event is in two requests");
        }
        for id in &ids {
            assert_eq!(self.fates[id], Fate::Pending, "{id} was sent after its end");
            // The first time that events are sent, they are sent in order of acceptance.
            if self.sent.insert(id.clone()) {
                let at = self.accepted.iter().position(|each| each == id).unwrap();
                assert!(at >= self.first_sent, "{id} was overtaken");
                self.first_sent = at;
            }
        }
    }

    /// With a service that answers, everything ends.
    fn drain(&mut self) {
        let _ = self.delivery.flush(self.now, usize::MAX, None);
        let before = self.accepted.iter().filter(|id| self.fates[*id] == Fate::Pending).cloned().collect();
        self.flushes.insert(usize::MAX, Flush { before, bounded: false });
        for _ in 0..10_000 {
            self.settle();
            self.poll();
            self.settle();
            if self.delivery.stats().pending == 0 {
                assert!(self.flushes.is_empty(), "a flush was never answered");
                return;
            }
            match self.in_flight.pop() {
                Some(request) => self.reply(&request, 202, None),
                None => self.now += Duration::from_millis(500),
            }
        }
        panic!("events are stuck: {:?}", self.delivery.stats());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn the_contract_holds(limits in limits(), ops in prop::collection::vec(op(), 1..120)) {
        let mut model = Model::new(limits);
        for op in &ops {
            model.apply(op);
        }
        model.drain();
    }
}
