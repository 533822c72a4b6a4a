//! Calls with bad input: each is an error value that names the fault, and nothing else is affected.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use letter::{BuildError, Client, Group, Identify, LetterEvent, SendError, Track, WaitError, WhenFull};
use serde::Serialize;
use serde::ser::{Error as _, Serializer};

use crate::rig::{Rig, ThingDone, assert_conserved};

#[derive(Serialize, LetterEvent)]
#[letter(group)]
struct Account {}

#[derive(Serialize, LetterEvent)]
#[letter(identify)]
struct User {}

#[derive(Serialize, LetterEvent)]
#[letter(track)]
struct Measured {
    value: f64,
    more: Vec<Option<f32>>,
}

#[derive(Serialize, LetterEvent)]
#[letter(track)]
struct Foreign {
    #[letter(unchecked)]
    opaque: Opaque,
}

/// What a type of another crate may do when it is serialised.
enum Opaque {
    NotANumber,
    Failing,
    Large(usize),
}

impl Serialize for Opaque {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::NotANumber => [1.0, f64::NAN].serialize(serializer),
            Self::Failing => Err(S::Error::custom("the lock is poisoned")),
            Self::Large(size) => "x".repeat(*size).serialize(serializer),
        }
    }
}

#[test]
fn each_fault_is_named_and_harms_nothing_else() {
    let rig = Rig::new([]);
    rig.send(1);
    let letter = &rig.letter;
    let message = |error: Result<(), SendError>| error.unwrap_err().to_string();
    let thing = || ThingDone { number: 7 };

    assert!(message(letter.track("", thing())).contains("`userId` must not be empty"));
    assert!(message(letter.identify("", User {})).contains("`userId` must not be empty"));
    assert!(message(letter.group("", "a", Account {})).contains("`userId` must not be empty"));
    assert!(message(letter.group("u", "", Account {})).contains("`accountId` must not be empty"));
    let no_id = Track::new("u", thing()).message_id("");
    assert!(message(letter.send(no_id)).contains("`messageId` must not be empty"));

    let measured = Measured { value: f64::NAN, more: vec![None, Some(f32::INFINITY)] };
    let text = message(letter.track("u", measured));
    assert!(text.contains("`value` must be a finite number") && text.contains("`more[1]` must be"), "{text}");
    let text = message(letter.track("u", Foreign { opaque: Opaque::NotANumber }));
    assert!(text.contains("`opaque[1]` must be a finite number"), "{text}");
    let text = message(letter.track("u", Foreign { opaque: Opaque::Failing }));
    assert!(text.contains("`opaque` cannot be written as JSON: the lock is poisoned"), "{text}");
    let large = letter.track("u", Foreign { opaque: Opaque::Large(500_000) });
    assert!(matches!(large, Err(SendError::TooLarge { size: 500_000.., limit: 1..500_000 })), "{large:?}");

    rig.send(1);
    assert_eq!(rig.flush().delivered, 2);
    assert_eq!(rig.fates().len(), 2);
    assert_eq!(rig.server.requests().concat(), ["e0", "e1"]);
}

#[test]
fn an_event_of_the_largest_size_fits() {
    let rig = Rig::with([], |builder| builder.max_batch_bytes(2048));
    let sizes = (1..4096).filter(|size| {
        let event = Foreign { opaque: Opaque::Large(*size) };
        rig.letter.send(Track::new("u", event).message_id("m")).is_ok()
    });
    let largest = sizes.max().unwrap();
    assert!(rig.flush().is_complete());
    let lengths = rig.server.heads().into_iter().filter_map(|head| {
        let line = head.lines().find(|line| line.starts_with("content-length"))?.to_owned();
        line.split(": ").nth(1)?.parse::<usize>().ok()
    });
    assert_eq!(lengths.max(), Some(2048), "with {largest} characters");
}

#[test]
fn calls_after_close_are_errors() {
    let rig = Rig::new([]);
    rig.send(1);
    let report = rig.letter.close_blocking().unwrap();
    assert_eq!(report.events.delivered, 1);
    let thing = || ThingDone { number: 7 };
    assert!(matches!(rig.letter.track("u", thing()), Err(SendError::Closed)));
    assert!(matches!(rig.letter.send(Identify::new("u", User {})), Err(SendError::Closed)));
    assert!(matches!(rig.letter.send(Group::new("u", "a", Account {})), Err(SendError::Closed)));
    assert_eq!(rig.letter.flush_blocking(), Err(WaitError::Closed));
    assert_eq!(rig.letter.close_blocking().unwrap().events.delivered, 1, "the same report again");
    assert_eq!(rig.server.requests().len(), 1);
}

#[test]
fn wrong_options_are_named() {
    let built = |builder: letter::ClientBuilder| builder.build().map(drop).unwrap_err();
    let key = |key: &str| built(Client::builder(key)).to_string();
    assert_eq!(key(""), "the API key is empty");
    assert!(key("lt_schlüssel").contains("not ASCII"));
    assert!(key("lt_live\n").contains("line break"));
    assert!(key("lt live").contains("spaces"));
    assert!(!key("lt_live_secret\n").contains("secret"), "a key is never shown");

    for url in ["", "api.letter.app", "https://", "ftp://x", "http://letter.example", "https://a:b@c"] {
        let error = built(Client::builder("k").base_url(url));
        assert!(matches!(error, BuildError::BaseUrl { .. }), "{url}: {error}");
    }
    let option = |builder: letter::ClientBuilder| built(builder).to_string();
    let client = || Client::builder("k").base_url("http://127.0.0.1:9");
    assert_eq!(option(client().flush_at(0)), "`flush_at` must be at least 1");
    assert_eq!(option(client().max_in_flight(0)), "`max_in_flight` must be at least 1");
    assert_eq!(option(client().max_batch_events(0)), "`max_batch_events` must be at least 1");
    assert_eq!(option(client().max_queue_events(0)), "`max_queue_events` must be at least 1");
    assert!(option(client().max_batch_bytes(10)).starts_with("`max_batch_bytes` must be between"));
    assert!(option(client().read_timeout(Duration::ZERO)).starts_with("`read_timeout` must be"));
}

#[test]
fn the_key_is_in_no_debug_output() {
    let builder = Client::builder("lt_live_secret").base_url("http://127.0.0.1:9");
    let debug = format!("{builder:?}");
    assert!(debug.contains("***") && !debug.contains("secret"), "{debug}");
    let debug = format!("{:?}", builder.build().unwrap());
    assert!(!debug.contains("secret"), "{debug}");
}

#[test]
fn a_full_queue_rejects_and_then_takes_events_again() {
    let rig = Rig::with([crate::fault_server::Fault::Silence], |builder| {
        builder.max_queue_events(3).flush_at(1).read_timeout(Duration::from_secs(1))
    });
    rig.send(3);
    assert!(matches!(rig.try_send(), Err(SendError::Full { events: 3, .. })));
    assert_eq!(rig.flush().delivered, 3);
    rig.send(1);
    assert_eq!(rig.flush().delivered, 1);
    assert_eq!(rig.letter.stats().rejected_full, 1);
    assert_eq!(rig.fates().len(), 4);
}

#[test]
fn a_full_queue_can_drop_the_oldest() {
    let rig = Rig::with([], |builder| {
        builder.max_queue_events(3).when_full(WhenFull::DropOldest).flush_interval(Duration::from_secs(60))
    });
    rig.send(5);
    assert_eq!(rig.flush().delivered, 3);
    assert_eq!(rig.server.requests(), [["e2", "e3", "e4"]]);
    assert_eq!(rig.letter.stats().dropped, 2);
    rig.fates();
}

#[test]
fn waiting_for_room_needs_no_runtime_and_loses_nothing() {
    let rig = Rig::with([], |builder| builder.max_queue_events(2).flush_at(1));
    let sending = async {
        for number in 0..50 {
            rig.letter.send_waiting(Track::new("u", ThingDone { number })).await.unwrap();
        }
    };
    tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(sending);
    assert!(rig.letter.flush_blocking().unwrap().is_complete());
    assert_eq!(rig.letter.stats().delivered, 50);
}

/// Sends another event while it is serialised.
struct Chatty(Client, Arc<AtomicU32>);

impl Serialize for Chatty {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let number = self.1.fetch_add(1, Ordering::Relaxed);
        self.0.track("inner", ThingDone { number }).map_err(S::Error::custom)?;
        number.serialize(serializer)
    }
}

#[derive(Serialize, LetterEvent)]
#[letter(track)]
struct Nested {
    #[letter(unchecked)]
    chatty: Chatty,
}

#[test]
fn a_value_may_send_events_while_it_is_serialised() {
    let rig = Rig::new([]);
    let count = Arc::new(AtomicU32::new(0));
    rig.letter.track("u", Nested { chatty: Chatty(rig.letter.clone(), count) }).unwrap();
    assert_eq!(rig.flush().delivered, 2);
}

#[test]
fn many_threads_lose_and_repeat_nothing() {
    let rig = Rig::with([], |builder| builder.max_queue_events(100_000).max_in_flight(2));
    std::thread::scope(|scope| {
        for thread in 0..8 {
            let letter = rig.letter.clone();
            scope.spawn(move || {
                for number in 0..5_000 {
                    let event =
                        Track::new("u", ThingDone { number }).message_id(format!("{thread}-{number}"));
                    letter.send(event).unwrap();
                }
            });
        }
    });
    assert_eq!(rig.flush().refused, 0);
    let mut ids = rig.server.requests().concat();
    ids.sort_unstable();
    ids.dedup();
    let stats = rig.letter.stats();
    assert_conserved(&stats);
    assert_eq!((ids.len(), stats.delivered), (40_000, 40_000));
}

#[test]
fn whoever_waits_for_room_is_told_of_the_close() {
    let rig = Rig::with([crate::fault_server::Fault::Silence], |builder| {
        builder.max_queue_events(1).flush_at(1).read_timeout(Duration::from_secs(600))
    });
    rig.send(1);
    let letter = rig.letter.clone();
    let waiting = std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(letter.send_waiting(Track::new("u", ThingDone { number: 1 })))
    });
    rig.server.wait_for_requests(1);
    let _ = rig.letter.close_within_blocking(Duration::from_millis(50)).unwrap();
    assert!(matches!(waiting.join().unwrap(), Err(SendError::Closed)));
}

#[test]
fn on_error_may_start_a_runtime_of_its_own() {
    let server = crate::fault_server::FaultServer::start([crate::fault_server::status(401)]);
    let (told, tell) = std::sync::mpsc::channel();
    let letter = Client::builder("k")
        .base_url(server.url())
        .on_error(move |_| {
            let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
            let _ = told.send(runtime.block_on(async { 7 }));
        })
        .build()
        .unwrap();
    letter.track("u", ThingDone { number: 1 }).unwrap();
    assert_eq!(letter.flush_blocking().unwrap().refused, 1);
    assert_eq!(tell.recv_timeout(Duration::from_secs(20)), Ok(7));
}

#[test]
fn the_longest_durations_do_no_harm() {
    let rig = Rig::with([], |builder| {
        builder
            .flush_interval(Duration::MAX)
            .connect_timeout(Duration::MAX)
            .read_timeout(Duration::MAX)
            .close_timeout(Duration::MAX)
    });
    rig.send(2);
    assert_eq!(rig.letter.flush_within_blocking(Duration::MAX).unwrap().delivered, 2);
    rig.send(1);
    assert_eq!(rig.letter.close_within_blocking(Duration::MAX).unwrap().events.delivered, 1);
}
