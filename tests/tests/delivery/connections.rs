//! Connections that break at every point.

use std::net::{Ipv4Addr, SocketAddr};
use std::time::{Duration, Instant};

use socket2::{Domain, Socket, Type};

use crate::fault_server::{Fault, FaultServer, reply, status};
use crate::rig::{Fate, Rig, assert_expired, refused};

#[test]
fn a_silent_server_is_tried_again() {
    let rig = Rig::impatient([Fault::Silence]);
    assert_eq!(rig.fate_of(2), Fate::Delivered);
    assert_eq!(rig.server.requests().len(), 2);

    let rig = Rig::impatient([Fault::Silence, Fault::Silence]);
    assert_expired(&rig.fate_of(2), 2);
    assert!(rig.lost()[0].to_string().contains("no reply within"), "{}", rig.lost()[0]);
}

#[test]
fn a_slow_head_is_tried_again() {
    let rig = Rig::impatient([Fault::Stall("HTTP/1.1 202 Acc".to_owned())]);
    assert_eq!(rig.fate_of(1), Fate::Delivered);
    assert_eq!(rig.server.requests().len(), 2);
}

#[test]
fn a_truncated_head_is_tried_again() {
    let rig = Rig::new([Fault::Close("HTTP/1.1 202 Acc".to_owned())]);
    assert_eq!(rig.fate_of(1), Fate::Delivered);
    assert_eq!(rig.server.requests().len(), 2);
}

#[test]
fn something_else_than_http_is_tried_again() {
    let rig = Rig::new([Fault::Close("SSH-2.0-OpenSSH_9.9\r\n".to_owned())]);
    assert_eq!(rig.fate_of(1), Fate::Delivered);
}

#[test]
fn a_slow_body_does_not_hold_up_what_is_delivered() {
    let rig =
        Rig::with([Fault::Stall("HTTP/1.1 202 OK\r\ncontent-length: 100\r\n\r\n{".to_owned())], |builder| {
            builder.read_timeout(Duration::from_secs(600))
        });
    rig.send(1);
    let start = Instant::now();
    assert!(rig.flush().is_complete());
    assert!(start.elapsed() < Duration::from_secs(300), "the flush waited for the body");
    assert_eq!(rig.fate_of(1), Fate::Delivered, "and the client goes on");
    assert_eq!(rig.server.requests().len(), 2);
}

#[test]
fn a_truncated_or_endless_body_changes_nothing() {
    for body in [
        Fault::Close("HTTP/1.1 202 OK\r\ncontent-length: 100\r\n\r\n{".to_owned()),
        Fault::Endless("HTTP/1.1 202 OK\r\n\r\n".to_owned()),
        Fault::Endless("HTTP/1.1 202 OK\r\ncontent-length: 99999999999\r\n\r\n".to_owned()),
    ] {
        let rig = Rig::new([body]);
        assert_eq!(rig.fate_of(1), Fate::Delivered);
        assert_eq!(rig.fate_of(1), Fate::Delivered, "the client goes on");
        assert_eq!(rig.server.requests(), [["e0"], ["e1"]], "nothing is sent twice");
    }
}

#[test]
fn an_endless_refusal_is_a_refusal() {
    let rig = Rig::new([Fault::Endless("HTTP/1.1 404 X\r\n\r\n".to_owned())]);
    assert_eq!(rig.fate_of(1), refused(404));
}

#[test]
fn a_stalled_refusal_is_a_refusal() {
    let rig =
        Rig::with([Fault::Stall("HTTP/1.1 401 X\r\ncontent-length: 9\r\n\r\n".to_owned())], |builder| {
            builder.read_timeout(Duration::from_secs(600))
        });
    assert_eq!(rig.fate_of(1), refused(401));
}

#[test]
fn a_reset_is_tried_again_wherever_it_comes() {
    for fault in [Fault::ResetBefore, Fault::ResetAfter, Fault::HalfClose] {
        let rig = Rig::new([fault]);
        assert_eq!(rig.fate_of(3), Fate::Delivered);
        assert_eq!(rig.server.requests().last().unwrap(), &["e0", "e1", "e2"]);
        assert!(rig.letter.stats().retries <= 1);
    }
}

#[test]
fn resets_without_an_end_expire() {
    let rig = Rig::new([Fault::ResetAfter, Fault::ResetAfter]);
    assert_expired(&rig.fate_of(1), 2);
    assert_eq!(rig.server.requests().len(), 2);
}

#[test]
fn a_connection_that_was_closed_between_requests_loses_and_repeats_nothing() {
    let closing = || Fault::Close(reply(202, "connection: close\r\n", "{}"));
    let quietly = || Fault::Close(reply(202, "", "{}"));
    let rig = Rig::new([closing(), quietly(), status(202)]);
    for _ in 0..3 {
        assert_eq!(rig.fate_of(1), Fate::Delivered);
    }
    assert_eq!(rig.server.requests(), [["e0"], ["e1"], ["e2"]]);
}

#[test]
fn one_connection_serves_many_requests() {
    let rig = Rig::with([], |builder| builder.flush_at(1));
    for _ in 0..10 {
        assert_eq!(rig.fate_of(1), Fate::Delivered);
    }
    assert_eq!((rig.server.requests().len(), rig.server.connections()), (10, 1));
}

#[test]
fn events_survive_a_server_that_is_down_for_a_while() {
    // A port that is ours and refuses connections until it listens.
    let socket = Socket::new(Domain::IPV4, Type::STREAM, None).unwrap();
    socket.bind(&SocketAddr::from((Ipv4Addr::LOCALHOST, 0)).into()).unwrap();
    let address = socket.local_addr().unwrap().as_socket().unwrap();
    let letter = letter::Client::builder("lt_test")
        .base_url(format!("http://{address}"))
        .max_retries(20)
        .build()
        .unwrap();
    for number in 0..3 {
        letter.track("user_1", crate::rig::ThingDone { number }).unwrap();
    }
    let report = letter.flush_within_blocking(Duration::from_secs(1)).unwrap();
    assert_eq!(report.pending, 3, "the server is down");
    socket.listen(128).unwrap();
    let server = FaultServer::on(socket.into(), []);
    assert_eq!(letter.flush_blocking().unwrap().delivered, 3);
    assert_eq!(server.requests().concat().len(), 3);
}
