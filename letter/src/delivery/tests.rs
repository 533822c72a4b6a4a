//! The state machine step by step, under virtual time.

use std::time::{Duration, Instant, SystemTime};

use super::{Delivery, LaneId, Limits, NotAccepted, Outcome, Request, Step, WhenFull};
use crate::report::FlushReport;
use crate::undelivered::{Reason, Undelivered};

const MS: Duration = Duration::from_millis(1);

fn limits() -> Limits {
    Limits {
        flush_at: 50,
        flush_interval: 100 * MS,
        max_retries: 3,
        batch_events: 100,
        batch_bytes: 475 * 1024,
        queue_events: 10_000,
        queue_bytes: 16 * 1024 * 1024,
        when_full: WhenFull::Reject,
        in_flight: 1,
    }
}

/// A delivery with its clock. Events are named `e0`, `e1`, … in order of acceptance.
struct Rig {
    delivery: Delivery<u32>,
    start: Instant,
    now: Instant,
    next: usize,
}

impl Rig {
    fn new(limits: Limits) -> Self {
        let start = Instant::now();
        Self { delivery: Delivery::new(limits), start, now: start, next: 0 }
    }

    fn accept(&mut self) -> Result<bool, NotAccepted> {
        let id = format!("e{}", self.next);
        let item = format!(r#"{{"messageId":"{id}"}}"#);
        let at = item.find(&id).unwrap();
        let accepted = self.delivery.accept(self.now, item.as_bytes(), at..at + id.len());
        self.next += usize::from(accepted.is_ok());
        accepted
    }

    fn accept_many(&mut self, events: usize) {
        for _ in 0..events {
            self.accept().unwrap();
        }
    }

    /// The request that is due now.
    fn sent(&mut self) -> Request {
        match self.delivery.poll(self.now) {
            Step::Send(request) => request,
            other => panic!("a request was expected, not {other:?}"),
        }
    }

    /// Nothing is due now; how long until something is.
    fn sleeps(&mut self) -> Option<Duration> {
        match self.delivery.poll(self.now) {
            Step::Sleep(until) => until.map(|until| until - self.now),
            other => panic!("nothing was expected, not {other:?}"),
        }
    }

    fn reply(&mut self, lane: LaneId, outcome: Outcome) {
        self.delivery.reply(self.now, lane, outcome, Duration::ZERO);
    }

    fn flushed(&mut self) -> Vec<(u32, FlushReport)> {
        self.delivery.outbox().flushed
    }

    fn lost(&mut self) -> Vec<Undelivered> {
        self.delivery.outbox().lost
    }
}

fn ids(request: &Request) -> Vec<String> {
    request.batch.events().map(|(id, _)| String::from_utf8(id.to_vec()).unwrap()).collect()
}

fn status(status: u16) -> Outcome {
    Outcome::of_reply(status, None, None, SystemTime::UNIX_EPOCH)
}

fn throttled(seconds: &str) -> Outcome {
    Outcome::of_reply(429, Some(seconds), None, SystemTime::UNIX_EPOCH)
}

#[test]
fn the_interval_runs_from_the_oldest_event() {
    let mut rig = Rig::new(limits());
    assert_eq!(rig.sleeps(), None, "an idle worker has no timer");
    assert!(rig.accept().unwrap(), "the first event starts the timer");
    assert_eq!(rig.sleeps(), Some(100 * MS));
    rig.now += 60 * MS;
    assert!(!rig.accept().unwrap(), "later events wake nobody");
    assert_eq!(rig.sleeps(), Some(40 * MS), "and do not postpone the request");
    rig.now += 40 * MS;
    assert_eq!(ids(&rig.sent()), ["e0", "e1"]);
}

#[test]
fn flush_at_starts_a_request_and_the_request_takes_what_waits() {
    let mut rig = Rig::new(limits());
    rig.sleeps();
    let woken = (0..130).filter(|_| rig.accept().unwrap()).count();
    assert_eq!(woken, 1, "the worker is woken once, and then it is awake");
    let request = rig.sent();
    assert_eq!(request.batch.len(), 100);
    assert_eq!(rig.sleeps(), None, "one request at a time");
    rig.reply(request.lane, status(202));
    assert_eq!(rig.sleeps(), Some(100 * MS), "30 are fewer than 50: they wait for their own interval");
    rig.now += 100 * MS;
    assert_eq!(rig.sent().batch.len(), 30);
}

#[test]
fn wakes_are_for_a_timer_and_for_a_full_batch_only() {
    let mut rig = Rig::new(limits());
    let mut woken = 0;
    for _ in 0..50 {
        rig.sleeps();
        woken += usize::from(rig.accept().unwrap());
    }
    assert_eq!(woken, 2, "the first event and the fiftieth");
    let request = rig.sent();
    rig.sleeps();
    assert!((0..500).all(|_| !rig.accept().unwrap()), "nothing can be done while a request is out");
    rig.reply(request.lane, status(200));
    assert_eq!(rig.sent().batch.len(), 100);
}

#[test]
fn flush_at_1_sends_each_event_at_once() {
    let mut rig = Rig::new(Limits { flush_at: 1, ..limits() });
    for event in ["e0", "e1", "e2"] {
        rig.sleeps();
        assert!(rig.accept().unwrap());
        let request = rig.sent();
        assert_eq!(ids(&request), [event]);
        rig.reply(request.lane, status(200));
    }
}

#[test]
fn a_batch_body_is_the_concatenation_of_the_items() {
    let mut rig = Rig::new(limits());
    rig.accept_many(3);
    let _ = rig.delivery.flush(rig.now, 0, None);
    let batch = rig.sent().batch;
    assert_eq!(batch.items(), r#"{"messageId":"e0"},{"messageId":"e1"},{"messageId":"e2"}"#);
    let (first, second) = batch.halves();
    assert_eq!(first.items(), r#"{"messageId":"e0"}"#);
    assert_eq!(second.items(), r#"{"messageId":"e1"},{"messageId":"e2"}"#);
}

#[test]
fn requests_respect_the_byte_limit() {
    // Each item has 18 bytes; two with their comma and the frame of 12 have 49.
    let mut rig = Rig::new(Limits { batch_bytes: 49, ..limits() });
    rig.accept_many(5);
    let mut sizes = Vec::new();
    let _ = rig.delivery.flush(rig.now, 0, None);
    while rig.delivery.stats().pending > 0 {
        let request = rig.sent();
        sizes.push(request.batch.len());
        rig.reply(request.lane, status(200));
    }
    assert_eq!(sizes, [2, 2, 1]);
}

#[test]
fn a_full_batch_is_sent_without_waiting() {
    let mut rig = Rig::new(Limits { batch_bytes: 49, ..limits() });
    rig.accept_many(2);
    assert_eq!(rig.sleeps(), Some(100 * MS));
    assert!(rig.accept().unwrap(), "the third does not fit: the first two are due");
    assert_eq!(ids(&rig.sent()), ["e0", "e1"]);
}

#[test]
fn a_flush_waits_for_what_is_in_flight_and_not_for_later_events() {
    let mut rig = Rig::new(Limits { flush_at: 1, ..limits() });
    rig.accept_many(1);
    let first = rig.sent();
    let _ = rig.delivery.flush(rig.now, 7, None);
    rig.accept_many(1);
    rig.sleeps();
    assert!(rig.flushed().is_empty(), "e0 is still in flight");
    rig.reply(first.lane, status(200));
    let report = FlushReport { delivered: 1, ..FlushReport::default() };
    assert_eq!(rig.flushed(), [(7, report)], "e1 came after the fence");
}

#[test]
fn flushes_overlap_and_each_counts_its_own_events() {
    let mut rig = Rig::new(limits());
    rig.accept_many(2);
    let _ = rig.delivery.flush(rig.now, 1, None);
    let first = rig.sent();
    rig.accept_many(3);
    let _ = rig.delivery.flush(rig.now, 2, None);
    rig.reply(first.lane, status(401));
    let refused = FlushReport { refused: 2, ..FlushReport::default() };
    assert_eq!(rig.flushed(), [(1, refused)]);
    let second = rig.sent();
    rig.reply(second.lane, status(200));
    assert_eq!(rig.flushed(), [(2, FlushReport { refused: 2, delivered: 3, ..FlushReport::default() })]);
}

#[test]
fn a_bounded_flush_says_what_is_pending_and_loses_nothing() {
    let mut rig = Rig::new(limits());
    rig.accept_many(2);
    let _ = rig.delivery.flush(rig.now, 1, Some(rig.now + 30 * MS));
    let request = rig.sent();
    assert_eq!(rig.sleeps(), Some(30 * MS));
    rig.now += 30 * MS;
    rig.sleeps();
    assert_eq!(rig.flushed(), [(1, FlushReport { pending: 2, ..FlushReport::default() })]);
    rig.reply(request.lane, status(200));
    assert_eq!(rig.delivery.stats().delivered, 2);
}

#[test]
fn a_failed_request_is_repeated_with_growing_pauses_and_then_expires() {
    let mut rig = Rig::new(limits());
    rig.accept_many(1);
    let _ = rig.delivery.flush(rig.now, 0, None);
    let mut at = Vec::new();
    for attempt in 1..=4 {
        let request = rig.sent();
        assert_eq!((ids(&request), request.attempt), (vec!["e0".to_owned()], attempt));
        at.push((rig.now - rig.start).as_millis());
        rig.reply(request.lane, status(503));
        if let Some(pause) = rig.sleeps() {
            rig.now += pause;
        }
    }
    assert_eq!(at, [0, 250, 750, 1750]);
    let outbox = rig.delivery.outbox();
    let cause = "the service answered 503".to_owned();
    assert_eq!(*outbox.lost[0].reason(), Reason::Expired { attempts: 4, cause });
    assert_eq!(outbox.flushed, [(0, FlushReport { expired: 1, ..FlushReport::default() })]);
}

#[test]
fn events_behind_a_retry_keep_their_order() {
    let mut rig = Rig::new(Limits { flush_at: 1, ..limits() });
    rig.accept_many(1);
    let request = rig.sent();
    rig.accept_many(2);
    rig.reply(request.lane, status(500));
    assert_eq!(rig.sleeps(), Some(250 * MS), "e1 and e2 do not overtake e0");
    rig.now += 250 * MS;
    let retry = rig.sent();
    assert_eq!(ids(&retry), ["e0"]);
    rig.reply(retry.lane, status(200));
    assert_eq!(ids(&rig.sent()), ["e1", "e2"]);
}

#[test]
fn while_the_gate_is_shut_nothing_is_sent_and_flush_does_not_open_it() {
    let mut rig = Rig::new(Limits { flush_at: 1, in_flight: 4, ..limits() });
    rig.accept_many(1);
    let request = rig.sent();
    rig.reply(request.lane, throttled("7"));
    rig.accept_many(60);
    let _ = rig.delivery.flush(rig.now, 0, None);
    assert_eq!(rig.sleeps(), Some(7000 * MS));
    rig.now += 7000 * MS;
    let request = rig.sent();
    assert_eq!((ids(&request), request.attempt), (vec!["e0".to_owned()], 2), "a 429 counts as an attempt");
}

#[test]
fn throttling_without_an_end_expires_but_keeps_the_gate() {
    let mut rig = Rig::new(Limits { flush_at: 1, max_retries: 1, ..limits() });
    rig.accept_many(2);
    for _ in 0..2 {
        let request = rig.sent();
        rig.reply(request.lane, throttled("3"));
        let pause = rig.sleeps().unwrap_or_default();
        rig.now += pause;
    }
    assert!(matches!(rig.lost()[0].reason(), Reason::Expired { attempts: 2, .. }));
}

#[test]
fn an_open_gate_is_no_timer() {
    let mut rig = Rig::new(Limits { flush_at: 1, max_retries: 0, ..limits() });
    rig.accept_many(1);
    let request = rig.sent();
    rig.reply(request.lane, throttled("3"));
    assert_eq!(rig.sleeps(), None, "nothing waits behind the gate");
    assert!(rig.accept().unwrap(), "now something does");
    assert_eq!(rig.sleeps(), Some(3000 * MS));
}

#[test]
fn a_request_that_is_too_large_is_split_until_it_fits() {
    let mut rig = Rig::new(limits());
    rig.accept_many(5);
    let _ = rig.delivery.flush(rig.now, 0, None);
    let mut delivered = Vec::new();
    let mut requests = 0;
    while rig.delivery.stats().pending > 0 {
        let request = rig.sent();
        requests += 1;
        let fits = request.batch.len() <= 2 && ids(&request) != ["e3"];
        if fits {
            delivered.extend(ids(&request));
        }
        rig.reply(request.lane, status(if fits { 200 } else { 413 }));
        assert_eq!(request.attempt, 1, "splitting is no attempt");
    }
    assert_eq!(delivered, ["e0", "e1", "e2", "e3", "e4"], "in order");
    assert_eq!(requests, 5, "5, then 2, then 3, then 1 and 2");
}

#[test]
fn a_lone_event_that_is_too_large_is_refused() {
    let mut rig = Rig::new(limits());
    rig.accept_many(1);
    let _ = rig.delivery.flush(rig.now, 0, None);
    let request = rig.sent();
    rig.reply(request.lane, status(413));
    assert_eq!(*rig.lost()[0].reason(), Reason::Refused { status: 413, message: None });
}

#[test]
fn one_poison_event_of_a_hundred_is_isolated_wherever_it_stands() {
    for poison in 0..100 {
        let mut rig = Rig::new(limits());
        rig.accept_many(100);
        let poison = format!("e{poison}");
        let mut delivered = Vec::new();
        let mut requests = 0;
        while rig.delivery.stats().pending > 0 {
            let request = rig.sent();
            requests += 1;
            let ids = ids(&request);
            let poisoned = ids.contains(&poison);
            rig.reply(request.lane, status(if poisoned { 400 } else { 200 }));
            if !poisoned {
                delivered.extend(ids);
            }
        }
        assert_eq!(delivered.len(), 99);
        assert!(delivered.is_sorted_by_key(|id| id[1..].parse::<u32>().unwrap()), "in order");
        let lost = rig.lost();
        let ids: Vec<_> = lost.iter().flat_map(Undelivered::events).map(|event| event.message_id()).collect();
        assert_eq!(ids, [poison]);
        assert!(requests <= 1 + 2 * 7, "{requests} requests");
    }
}

#[test]
fn bisecting_a_batch_that_is_all_poison_is_bounded() {
    let mut rig = Rig::new(limits());
    rig.accept_many(100);
    let mut requests = 0;
    while rig.delivery.stats().pending > 0 {
        let request = rig.sent();
        requests += 1;
        rig.reply(request.lane, status(422));
    }
    assert_eq!(rig.delivery.stats().refused, 100);
    assert!(requests <= 1 + 28, "{requests} requests");
}

#[test]
fn a_full_queue_rejects_and_counts() {
    let mut rig = Rig::new(Limits { queue_events: 2, ..limits() });
    rig.accept_many(2);
    assert!(matches!(rig.accept(), Err(NotAccepted::Full { events: 2, .. })));
    let stats = rig.delivery.stats();
    assert_eq!((stats.accepted, stats.pending, stats.rejected_full), (2, 2, 1));
}

#[test]
fn a_full_queue_can_drop_the_oldest_but_never_what_is_in_flight() {
    let mut rig =
        Rig::new(Limits { queue_events: 3, flush_at: 1, when_full: WhenFull::DropOldest, ..limits() });
    rig.accept_many(1);
    let request = rig.sent();
    rig.accept_many(4);
    let lost = rig.lost();
    let dropped: Vec<_> = lost.iter().flat_map(Undelivered::events).map(|event| event.json()).collect();
    assert_eq!(dropped, [r#"{"messageId":"e1"}"#, r#"{"messageId":"e2"}"#]);
    assert!(lost.iter().all(|undelivered| *undelivered.reason() == Reason::Dropped));
    rig.reply(request.lane, status(200));
    let request = rig.sent();
    assert_eq!(ids(&request), ["e3", "e4"]);
    assert_eq!(request.batch.items(), r#"{"messageId":"e3"},{"messageId":"e4"}"#);
}

#[test]
fn nothing_is_dropped_for_an_event_that_finds_no_room_all_the_same() {
    let limits = Limits { queue_bytes: 60, flush_at: 1, when_full: WhenFull::DropOldest, ..limits() };
    let mut rig = Rig::new(limits);
    rig.accept_many(1);
    let _in_flight = rig.sent();
    rig.accept_many(2);
    let large = [b'x'; 50];
    assert!(matches!(rig.delivery.accept(rig.now, &large, 0..1), Err(NotAccepted::Full { .. })));
    assert!(rig.lost().is_empty());
    assert_eq!(rig.delivery.stats().pending, 3);
}

#[test]
fn dropped_events_that_nobody_takes_are_only_counted() {
    let mut rig = Rig::new(Limits { queue_events: 3, when_full: WhenFull::DropOldest, ..limits() });
    rig.accept_many(100);
    assert_eq!(rig.delivery.stats().dropped, 97);
    assert_eq!(rig.lost().len(), 3);
}

#[test]
fn the_byte_bound_counts_waiting_and_sent_events() {
    let mut rig = Rig::new(Limits { queue_bytes: 40, flush_at: 1, ..limits() });
    rig.accept_many(1);
    let request = rig.sent();
    rig.accept_many(1);
    assert!(matches!(rig.accept(), Err(NotAccepted::Full { bytes: 40, .. })));
    rig.reply(request.lane, status(200));
    rig.accept_many(1);
}

#[test]
fn a_close_drains_and_then_stops() {
    let mut rig = Rig::new(limits());
    rig.accept_many(120);
    let _ = rig.delivery.close(rig.now, rig.now + 50_000 * MS);
    assert_eq!(rig.accept(), Err(NotAccepted::Closed));
    for events in [100, 20] {
        let request = rig.sent();
        assert_eq!(request.batch.len(), events);
        rig.reply(request.lane, status(200));
    }
    assert!(matches!(rig.delivery.poll(rig.now), Step::Stopped));
}

#[test]
fn a_close_abandons_what_is_left_at_its_deadline() {
    let mut rig = Rig::new(limits());
    rig.accept_many(120);
    let request = rig.sent();
    let _ = rig.delivery.flush(rig.now, 0, None);
    let _ = rig.delivery.close(rig.now, rig.now + 500 * MS);
    let _ = rig.delivery.close(rig.now, rig.now + 900 * MS);
    assert_eq!(rig.sleeps(), Some(500 * MS), "a later close does not prolong the first");
    rig.now += 500 * MS;
    assert!(matches!(rig.delivery.poll(rig.now), Step::Stopped));
    let outbox = rig.delivery.outbox();
    assert_eq!(outbox.flushed, [(0, FlushReport { abandoned: 120, ..FlushReport::default() })]);
    assert_eq!(outbox.lost.iter().map(Undelivered::len).sum::<usize>(), 120);
    rig.reply(request.lane, status(200));
    let stats = rig.delivery.stats();
    assert_eq!((stats.abandoned, stats.delivered), (120, 0), "a late reply moves nothing");
}

#[test]
fn a_close_keeps_the_pause_that_the_service_asked_for() {
    let mut rig = Rig::new(Limits { flush_at: 1, ..limits() });
    rig.accept_many(1);
    let request = rig.sent();
    rig.reply(request.lane, throttled("2"));
    let _ = rig.delivery.close(rig.now, rig.now + 50_000 * MS);
    assert_eq!(rig.sleeps(), Some(2000 * MS));
}

#[test]
fn concurrency_is_bounded_by_what_was_asked_for() {
    let mut rig = Rig::new(Limits { in_flight: 3, flush_at: 1, batch_events: 1, ..limits() });
    rig.accept_many(5);
    let requests = [rig.sent(), rig.sent(), rig.sent()];
    assert_eq!(rig.sleeps(), None);
    rig.reply(requests[1].lane, status(200));
    assert_eq!(ids(&rig.sent()), ["e3"]);
}
