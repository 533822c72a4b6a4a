//! When events are sent, and what flush and close wait for.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use letter::{Client, Reason, WaitError};

use crate::fault_server::{Fault, FaultServer, reply, status};
use crate::rig::{Fate, Rig, ThingDone};

#[test]
fn events_are_sent_without_a_flush() {
    let rig = Rig::new([]);
    rig.send(2);
    rig.server.wait_for_requests(1);
    assert_eq!(rig.server.requests(), [["e0", "e1"]]);
}

#[test]
fn flush_at_1_sends_each_event_at_once() {
    let rig = Rig::with([], |builder| builder.flush_at(1).flush_interval(Duration::from_secs(3600)));
    for count in 1..=5 {
        rig.send(1);
        rig.server.wait_for_requests(count);
    }
}

#[test]
fn flush_at_events_are_sent_before_the_interval() {
    let rig = Rig::with([], |builder| builder.flush_at(10).flush_interval(Duration::from_secs(3600)));
    rig.send(10);
    rig.server.wait_for_requests(1);
    assert_eq!(rig.server.requests()[0].len(), 10);
}

#[test]
fn a_trickle_of_events_shares_requests() {
    // The official client makes ten requests of this.
    let rig = Rig::new([]);
    for _ in 0..20 {
        rig.send(1);
        std::thread::park_timeout(Duration::from_millis(10));
    }
    assert!(rig.flush().is_complete());
    assert!(rig.server.requests().len() <= 5, "{} requests", rig.server.requests().len());
    rig.fates();
}

#[test]
fn a_flush_returns_after_its_event_was_answered() {
    // The serverless pattern: every one of these must have arrived when the flush returns.
    let answered = Arc::new(AtomicU32::new(0));
    let script = (0..50).map(|_| {
        let answered = Arc::clone(&answered);
        Fault::Decide(Box::new(move |_| {
            answered.fetch_add(1, Ordering::SeqCst);
            reply(202, "", "{}")
        }))
    });
    let rig = Rig::with(script, |builder| builder.flush_at(1));
    for count in 1..=50 {
        rig.send(1);
        // The event may be answered before the call: then nothing is pending.
        assert!(rig.flush().is_complete());
        assert_eq!(answered.load(Ordering::SeqCst), count);
    }
}

#[test]
fn order_is_kept_across_batches_and_retries() {
    let rig = Rig::with([status(202), status(503), status(202), Fault::ResetAfter], |builder| {
        builder.max_batch_events(7)
    });
    rig.send(40);
    assert!(rig.flush().is_complete());
    let mut delivered = rig.server.requests().concat();
    delivered.dedup();
    let mut order = Vec::new();
    for id in delivered {
        if !order.contains(&id) {
            order.push(id);
        }
    }
    assert_eq!(order, (0..40).map(|at| format!("e{at}")).collect::<Vec<_>>());
    assert_eq!(rig.fates().len(), 40);
}

#[test]
fn later_events_do_not_hold_up_a_flush() {
    let rig = Rig::with([], |builder| builder.flush_at(1).max_queue_events(1_000_000));
    let letter = rig.letter.clone();
    let stop = Arc::new(std::sync::atomic::AtomicBool::new(false));
    let stopped = Arc::clone(&stop);
    let flood = std::thread::spawn(move || {
        let mut number = 0;
        while !stopped.load(Ordering::Relaxed) {
            letter.track("flood", ThingDone { number }).unwrap();
            number += 1;
            std::thread::yield_now();
        }
    });
    for _ in 0..5 {
        rig.letter.track("u", ThingDone { number: 0 }).unwrap();
        let report = rig.letter.flush_within_blocking(Duration::from_secs(60)).unwrap();
        assert_eq!(report.pending, 0, "the flush was starved");
    }
    stop.store(true, Ordering::Relaxed);
    flood.join().unwrap();
}

#[test]
fn flush_and_close_from_many_threads_all_get_answers() {
    let rig = Rig::new([]);
    rig.send(30);
    let reports: Vec<_> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..20)
            .map(|at| {
                let letter = rig.letter.clone();
                scope.spawn(move || {
                    if at % 2 == 0 {
                        match letter.flush_blocking() {
                            Ok(report) => assert!(report.is_complete()),
                            Err(error) => assert_eq!(error, WaitError::Closed),
                        }
                        None
                    } else {
                        Some(letter.close_blocking().unwrap().events)
                    }
                })
            })
            .collect();
        threads.into_iter().filter_map(|thread| thread.join().unwrap()).collect()
    });
    assert_eq!(reports.len(), 10);
    assert!(reports.windows(2).all(|pair| pair[0] == pair[1]), "every close has the same report");
    assert_eq!(rig.fates().len(), 30);
    assert_eq!(rig.letter.stats().delivered, 30);
}

#[test]
fn a_close_waits_for_retries() {
    let rig = Rig::new([status(500)]);
    rig.send(2);
    let report = rig.letter.close_blocking().unwrap();
    assert_eq!(report.events.delivered, 2, "{report}");
    assert_eq!(rig.server.requests().len(), 2);
}

#[test]
fn a_bounded_close_hands_the_rest_back() {
    let rig = Rig::with([Fault::Silence], |builder| builder.read_timeout(Duration::from_secs(600)));
    rig.send(3);
    let start = Instant::now();
    let report = rig.letter.close_within_blocking(Duration::from_millis(200)).unwrap();
    assert!(start.elapsed() < Duration::from_secs(300));
    assert_eq!(report.events.abandoned, 3);
    let ids: Vec<_> =
        report.leftovers.iter().flat_map(|left| left.events()).map(|event| event.message_id()).collect();
    assert_eq!(ids, ["e0", "e1", "e2"]);
    assert!(rig.fates().values().all(|fate| *fate == Fate::Lost(Reason::Abandoned)));
}

#[test]
fn dropping_the_last_handle_sends_what_is_queued_and_does_not_wait() {
    let server = FaultServer::start([]);
    let letter = Client::builder("k")
        .base_url(server.url())
        .flush_interval(Duration::from_secs(3600))
        .build()
        .unwrap();
    letter.track("u", ThingDone { number: 1 }).unwrap();
    let other = letter.clone();
    drop(letter);
    assert!(server.requests().is_empty(), "another handle is left");
    drop(other);
    server.wait_for_requests(1);
}

#[test]
fn several_requests_can_be_under_way_if_asked_for() {
    let rig = Rig::with([Fault::Silence, status(202), status(202)], |builder| {
        builder.flush_at(1).max_batch_events(1).max_in_flight(2).read_timeout(Duration::from_secs(1))
    });
    rig.send(3);
    // The first request hangs until its time-out; the others do not wait for it.
    rig.server.wait_for_requests(3);
    assert_eq!(rig.flush().refused, 0);
    assert!(rig.fates().values().all(|fate| *fate == Fate::Delivered));
}

#[test]
fn on_error_may_use_the_client_but_not_wait_for_it() {
    let server = FaultServer::start([status(401), status(202)]);
    let slot: Arc<std::sync::OnceLock<Client>> = Arc::default();
    let inside = Arc::clone(&slot);
    let (told, tell) = std::sync::mpsc::channel();
    let letter = Client::builder("k")
        .base_url(server.url())
        .on_error(move |_| {
            let letter = inside.get().unwrap();
            let sent = letter.track("from on_error", ThingDone { number: 2 }).is_ok();
            let _ = told.send((sent, letter.flush_blocking(), letter.close_blocking().map(drop)));
        })
        .build()
        .unwrap();
    slot.set(letter.clone()).unwrap();
    letter.track("u", ThingDone { number: 1 }).unwrap();
    let seen = tell.recv_timeout(Duration::from_secs(20)).unwrap();
    assert_eq!(seen, (true, Err(WaitError::InsideCallback), Err(WaitError::InsideCallback)));
    assert!(letter.flush_blocking().unwrap().is_complete());
    assert_eq!(server.requests().len(), 2, "what on_error sent arrives");
}

#[test]
fn a_panic_in_on_error_harms_nothing() {
    let server = FaultServer::start([status(401), status(401), status(202)]);
    let letter = Client::builder("k")
        .base_url(server.url())
        .on_error(|_| panic!("a bug of the application"))
        .build()
        .unwrap();
    for refused in [1, 1, 0] {
        letter.track("u", ThingDone { number: 1 }).unwrap();
        assert_eq!(letter.flush_blocking().unwrap().refused, refused);
    }
}

#[test]
fn on_error_has_run_when_the_flush_returns() {
    let rig = Rig::new([status(401)]);
    rig.send(1);
    assert_eq!(rig.flush().refused, 1);
    assert_eq!(rig.lost().len(), 1);
}
