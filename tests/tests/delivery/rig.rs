//! A client with a fault server, and the final state of every event.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use letter::{Client, ClientBuilder, FlushReport, LetterEvent, Reason, SendError, Stats, Track, Undelivered};
use serde::Serialize;

use crate::fault_server::{Fault, FaultServer};

/// The event that these tests send.
#[derive(Debug, Clone, Serialize, LetterEvent)]
#[letter(track)]
pub(crate) struct ThingDone {
    pub(crate) number: u32,
}

/// Where an event ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Fate {
    Delivered,
    Lost(Reason),
}

pub(crate) struct Rig {
    pub(crate) server: FaultServer,
    pub(crate) letter: Client,
    lost: Arc<Mutex<Vec<Undelivered>>>,
    sent: Mutex<u32>,
}

impl Rig {
    /// With one retry, and time-outs that a busy machine does not reach.
    pub(crate) fn new(script: impl IntoIterator<Item = Fault>) -> Self {
        Self::with(script, |builder| builder)
    }

    /// With a time-out that is waited for.
    pub(crate) fn impatient(script: impl IntoIterator<Item = Fault>) -> Self {
        Self::with(script, |builder| builder.read_timeout(Duration::from_secs(1)))
    }

    pub(crate) fn with(
        script: impl IntoIterator<Item = Fault>,
        options: impl FnOnce(ClientBuilder) -> ClientBuilder,
    ) -> Self {
        let server = FaultServer::start(script);
        let lost = Arc::new(Mutex::new(Vec::new()));
        let keep = Arc::clone(&lost);
        let builder = Client::builder("lt_test_secret")
            .base_url(server.url())
            // A silent server is waited for as long as both together.
            .connect_timeout(Duration::from_secs(1))
            .read_timeout(Duration::from_secs(60))
            .max_retries(1)
            .on_error(move |undelivered| keep.lock().unwrap().push(undelivered.clone()));
        let letter = options(builder).build().unwrap();
        Self { server, letter, lost, sent: Mutex::new(0) }
    }

    /// Sends events with the ids `e0`, `e1`, … .
    pub(crate) fn send(&self, events: u32) {
        for _ in 0..events {
            self.try_send().unwrap();
        }
    }

    pub(crate) fn try_send(&self) -> Result<(), SendError> {
        let mut sent = self.sent.lock().unwrap();
        let event = Track::new("user_1", ThingDone { number: *sent }).message_id(format!("e{sent}"));
        self.letter.send(event)?;
        *sent += 1;
        Ok(())
    }

    pub(crate) fn flush(&self) -> FlushReport {
        self.letter.flush_blocking().unwrap()
    }

    pub(crate) fn lost(&self) -> Vec<Undelivered> {
        self.lost.lock().unwrap().clone()
    }

    /// The final state of every event, once nothing is pending any more; checks that all counts agree.
    pub(crate) fn fates(&self) -> BTreeMap<String, Fate> {
        let stats = self.letter.stats();
        assert_eq!(stats.pending, 0, "{stats:?}");
        assert_conserved(&stats);
        let sent = *self.sent.lock().unwrap();
        let mut fates: BTreeMap<_, _> = (0..sent).map(|at| (format!("e{at}"), Fate::Delivered)).collect();
        for undelivered in self.lost() {
            for event in undelivered.events() {
                let before =
                    fates.insert(event.message_id().to_owned(), Fate::Lost(undelivered.reason().clone()));
                assert_eq!(before, Some(Fate::Delivered), "{} ended twice", event.message_id());
                let item: serde_json::Value = serde_json::from_str(event.json()).unwrap();
                assert_eq!(item["messageId"], event.message_id(), "the event is handed back whole");
            }
        }
        let delivered = fates.values().filter(|fate| **fate == Fate::Delivered).count();
        assert_eq!(stats.accepted, u64::from(sent));
        assert_eq!(stats.delivered, delivered as u64);
        let requests = self.server.requests();
        for (id, fate) in &fates {
            if *fate == Fate::Delivered {
                assert!(requests.iter().flatten().any(|sent| sent == id), "{id} never arrived");
            }
        }
        fates
    }

    /// Sends, flushes, and gives the one state that all events share.
    pub(crate) fn fate_of(&self, events: u32) -> Fate {
        self.send(events);
        let report = self.flush();
        assert_eq!(report.pending, 0, "{report}");
        let fates = self.fates();
        let mut states = fates.into_values();
        let first = states.next().unwrap();
        assert!(states.all(|state| state == first));
        first
    }
}

/// accepted = delivered + refused + expired + dropped + abandoned + pending.
pub(crate) fn assert_conserved(stats: &Stats) {
    let ended = stats.delivered + stats.refused + stats.expired + stats.dropped + stats.abandoned;
    assert_eq!(stats.accepted, ended + stats.pending, "{stats:?}");
}

pub(crate) fn refused(status: u16) -> Fate {
    Fate::Lost(Reason::Refused { status, message: None })
}

#[track_caller]
pub(crate) fn assert_expired(fate: &Fate, expected_attempts: u32) {
    match fate {
        Fate::Lost(Reason::Expired { attempts, .. }) => assert_eq!(*attempts, expected_attempts),
        other => panic!("expected expired, not {other:?}"),
    }
}
