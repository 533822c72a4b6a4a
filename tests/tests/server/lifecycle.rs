//! Starting, waiting, forgetting and stopping.

use std::io::{ErrorKind, Write};
use std::net::TcpStream;
use std::sync::mpsc;
use std::time::Duration;

use letter::testing::Server;

use letter_tests::http::{KEY, batch, connect, post};

#[test]
fn a_port_that_is_taken_is_an_error() {
    let first = Server::start().unwrap();
    let second = Server::builder().port(first.port()).start();
    assert_eq!(second.unwrap_err().kind(), ErrorKind::AddrInUse);
    assert_eq!(first.url(), format!("http://127.0.0.1:{}", first.port()));
}

#[test]
fn dropping_it_ends_every_connection_and_frees_the_port() {
    let server = Server::start().unwrap();
    let port = server.port();
    let mut half_sent = connect(port);
    half_sent
        .write_all(
            format!("POST /v1/batch HTTP/1.1\r\nhost: x\r\n{KEY}content-length: 9\r\n\r\n{{").as_bytes(),
        )
        .unwrap();
    let _idle = connect(port);
    drop(server);
    assert_eq!(TcpStream::connect(("127.0.0.1", port)).unwrap_err().kind(), ErrorKind::ConnectionRefused);
    Server::builder().port(port).start().unwrap();
}

#[test]
fn a_wait_that_ends_too_early_says_what_was_there() {
    let server = Server::start().unwrap();
    post(server.port(), "/v1/batch", &batch(&["1"])).unwrap();
    let error = server.wait_for(2, Duration::from_millis(1)).unwrap_err();
    assert_eq!(error.stats.messages, 1);
    assert_eq!(
        error.to_string(),
        "did not happen within 1ms; the server has received 1 messages and 0 duplicates in 1 requests, 0 failed"
    );
    assert_eq!(server.wait_for(1, Duration::ZERO).unwrap().len(), 1);
}

#[test]
fn each_request_is_told_of() {
    let (told, requests) = mpsc::channel();
    let server =
        Server::builder().on_request(move |request| told.send(request.clone()).unwrap()).start().unwrap();
    post(server.port(), "/v1/batch", &batch(&["1", "1"])).unwrap();
    let request = requests.recv_timeout(Duration::from_secs(20)).unwrap();
    assert_eq!((request.status(), request.messages().len(), request.duplicates()), (Some(202), 1, 1));
}

#[test]
fn a_panic_in_a_rule_costs_one_connection() {
    let server = Server::start().unwrap();
    server.reject_if(|message| {
        assert_ne!(message.message_id(), "1", "this panic is part of the test");
        false
    });
    assert!(post(server.port(), "/v1/batch", &batch(&["1"])).is_none());
    assert_eq!(post(server.port(), "/v1/batch", &batch(&["2"])).unwrap().status, 202);
}

#[test]
fn the_oldest_is_forgotten_before_the_memory_is_full() {
    let server = Server::start().unwrap();
    let large = |id: &str| {
        let padding = "x".repeat(15 * 1024 * 1024);
        format!(
            r#"{{"type":"track","userId":"u","event":"E","properties":{{"p":"{padding}"}},"messageId":"{id}"}}"#
        )
    };
    for id in ["1", "2", "3", "4", "5"] {
        assert_eq!(post(server.port(), "/v1/track", &large(id)).unwrap().status, 202);
    }
    assert_eq!(super::ids(&server), ["2", "3", "4", "5"]);
    let stats = server.stats();
    assert_eq!((stats.messages, stats.forgotten), (5, 2), "a message, and a request");
    assert_eq!(server.requests().len(), 4);
}
