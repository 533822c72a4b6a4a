//! Every kind of reply: what becomes of the events, in how many requests.

use std::time::{Duration, Instant, SystemTime};

use letter::Reason;

use crate::fault_server::{Fault, FaultServer, reply, status, with_header};
use crate::rig::{Fate, Rig, assert_expired, refused};

#[test]
fn a_2xx_delivers_whatever_its_body() {
    for body in ["", "{}", "<html>", "{\"error\":", "\u{0}\u{1}"] {
        let rig = Rig::new([Fault::Reply(reply(200, "", body))]);
        assert_eq!(rig.fate_of(3), Fate::Delivered, "{body:?}");
        assert_eq!(rig.server.requests().len(), 1, "{body:?}");
    }
}

#[test]
fn a_204_delivers() {
    let rig = Rig::new([Fault::Reply("HTTP/1.1 204 No Content\r\n\r\n".to_owned())]);
    assert_eq!(rig.fate_of(1), Fate::Delivered);
}

#[test]
fn redirects_are_refused_and_never_followed() {
    for code in [301, 302, 303, 307, 308] {
        let elsewhere = FaultServer::start([]);
        let rig = Rig::new([with_header(code, &format!("location: {}/v1/batch", elsewhere.url()))]);
        assert_eq!(rig.fate_of(2), refused(code));
        assert_eq!(rig.server.requests().len(), 1);
        assert_eq!(elsewhere.connections(), 0, "the key must not go to another server");
        assert!(rig.lost()[0].to_string().contains("base URL"), "{}", rig.lost()[0]);
    }
}

#[test]
fn a_wrong_key_is_refused_and_named_but_never_shown() {
    for code in [401, 403] {
        let body = r#"{"error":{"code":"unauthorized","message":"unknown key"}}"#;
        let rig = Rig::new([Fault::Reply(reply(code, "", body))]);
        let message = Some("unknown key".to_owned());
        assert_eq!(rig.fate_of(2), Fate::Lost(Reason::Refused { status: code, message }));
        assert_eq!(rig.server.requests().len(), 1, "never repeated");
        let text = format!("{} {:?} {:?}", rig.lost()[0], rig.lost()[0], rig.letter);
        assert!(text.contains("is the API key right"), "{text}");
        assert!(!text.contains("lt_test_secret"), "{text}");
    }
}

#[test]
fn other_4xx_are_refused_at_once() {
    for code in [402, 404, 405, 409, 410, 415, 418] {
        let rig = Rig::new([status(code)]);
        assert_eq!(rig.fate_of(2), refused(code));
        assert_eq!(rig.server.requests().len(), 1);
    }
}

fn poisoned(poison: &'static str, code: u16) -> Fault {
    Fault::Decide(Box::new(move |ids| {
        let poisoned = ids.iter().any(|id| id == poison);
        reply(if poisoned { code } else { 202 }, "", "{}")
    }))
}

#[test]
fn one_poison_event_sinks_itself_alone() {
    for code in [400, 422] {
        let script = (0..20).map(|_| poisoned("e42", code));
        let rig = Rig::with(script, |builder| builder.flush_at(100));
        rig.send(100);
        let report = rig.flush();
        assert_eq!((report.delivered, report.refused), (99, 1));
        for (id, fate) in rig.fates() {
            assert_eq!(fate, if id == "e42" { refused(code) } else { Fate::Delivered }, "{id}");
        }
        assert!(rig.server.requests().len() <= 15, "{} requests", rig.server.requests().len());
    }
}

#[test]
fn a_batch_that_is_too_large_is_split() {
    let small = |ids: &[String]| reply(if ids.len() > 30 { 413 } else { 202 }, "", "{}");
    let script = (0..20).map(|_| Fault::Decide(Box::new(small)));
    let rig = Rig::with(script, |builder| builder.flush_at(100).max_retries(0));
    assert_eq!(rig.fate_of(100), Fate::Delivered);
    let sizes: Vec<_> = rig.server.requests().iter().map(Vec::len).collect();
    assert_eq!(sizes, [100, 50, 25, 25, 50, 25, 25]);
}

#[test]
fn a_lone_event_that_is_too_large_is_refused() {
    let rig = Rig::new([status(413)]);
    assert_eq!(rig.fate_of(1), refused(413));
}

#[test]
fn passing_faults_are_repeated_and_then_expire() {
    for code in [408, 500, 502, 503, 504] {
        let rig = Rig::new([status(code)]);
        assert_eq!(rig.fate_of(2), Fate::Delivered, "{code}");
        assert_eq!(rig.server.requests(), [["e0", "e1"], ["e0", "e1"]], "{code}: the same events again");

        let rig = Rig::new([status(code), status(code)]);
        assert_expired(&rig.fate_of(2), 2);
        assert_eq!(rig.server.requests().len(), 2, "{code}");
    }
}

/// How long the client pauses before it repeats a request.
fn pause(code: u16, header: &str) -> Duration {
    let rig = Rig::new([with_header(code, header)]);
    rig.send(1);
    let start = Instant::now();
    assert!(rig.flush().is_complete());
    assert_eq!(rig.server.requests().len(), 2);
    start.elapsed()
}

#[test]
fn throttling_pauses_as_long_as_the_service_says() {
    // Pauses are only ever longer than asked for; the lower bound is what is promised.
    assert!(pause(429, "retry-after: 1") >= Duration::from_secs(1));
    assert!(pause(503, "retry-after: 1") >= Duration::from_secs(1));
    assert!(pause(429, "x-nothing: 1") >= Duration::from_secs(1), "absent");
    assert!(pause(429, "retry-after: soon") >= Duration::from_secs(1), "junk");
    assert!(pause(429, "retry-after: -7") >= Duration::from_millis(250), "negative");
    assert!(pause(429, "retry-after: NaN") >= Duration::from_millis(250), "not a number");
}

#[test]
fn throttling_understands_dates() {
    let date = httpdate::fmt_http_date(SystemTime::now() + Duration::from_secs(2));
    pause(429, &format!("retry-after: {date}"));
    assert!(SystemTime::now() >= httpdate::parse_http_date(&date).unwrap());
    let past = httpdate::fmt_http_date(SystemTime::now() - Duration::from_secs(3600));
    assert!(pause(429, &format!("retry-after: {past}")) >= Duration::from_millis(250));
}

#[test]
fn a_huge_pause_holds_nobody_up() {
    for huge in ["86400", "1e300", "99999999999999999999999999", "Fri, 31 Dec 9999 23:59:59 GMT"] {
        let rig = Rig::new([with_header(429, &format!("retry-after: {huge}"))]);
        rig.send(2);
        rig.server.wait_for_requests(0);
        let report = rig.letter.flush_within_blocking(Duration::from_millis(700)).unwrap();
        assert_eq!(report.pending, 2, "{huge}: bounded, and nothing is lost");
        rig.try_send().expect("calls go on");
        let report = rig.letter.close_within_blocking(Duration::from_millis(50)).unwrap();
        assert_eq!(report.events.abandoned, 3, "{huge}");
        let leftovers: usize = report.leftovers.iter().map(letter::Undelivered::len).sum();
        assert_eq!(leftovers, 3, "{huge}: handed back");
        assert!(rig.fates().values().all(|fate| *fate == Fate::Lost(Reason::Abandoned)));
        assert_eq!(rig.server.requests().len(), 1, "{huge}: nothing is sent while it lasts");
    }
}

#[test]
fn endless_throttling_expires() {
    let rig = Rig::new([with_header(429, "retry-after: 0"), with_header(429, "retry-after: 0")]);
    assert_expired(&rig.fate_of(1), 2);
}
