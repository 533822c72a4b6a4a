//! What is accepted, what is refused, and what can be looked at afterwards.

use std::io::Write;

use letter::Kind;
use letter::testing::Server;

use letter_tests::http::{KEY, batch, connect, exchange, get, item, post, read_reply, request};

use super::ids;

#[test]
fn a_batch_is_accepted_in_order() {
    let server = Server::start().unwrap();
    let reply = post(server.port(), "/v1/batch", &batch(&["1", "2"])).unwrap();
    assert_eq!((reply.status, &*reply.body), (202, "{}"));
    post(server.port(), "/v1/batch", &batch(&["3"])).unwrap();
    assert_eq!(ids(&server), ["1", "2", "3"]);
    let stats = server.stats();
    assert_eq!((stats.requests, stats.messages, stats.duplicates, stats.failed), (2, 3, 0, 0));
}

#[test]
fn a_message_id_is_accepted_once() {
    let server = Server::start().unwrap();
    post(server.port(), "/v1/batch", &batch(&["1", "2", "1"])).unwrap();
    let reply = post(server.port(), "/v1/batch", &batch(&["2", "3"])).unwrap();
    assert_eq!(reply.status, 202);
    assert_eq!(ids(&server), ["1", "2", "3"]);
    assert_eq!(server.stats().duplicates, 2);
    let [first, second] = &server.requests()[..] else { panic!("two requests") };
    assert_eq!((first.messages().len(), first.duplicates()), (2, 1));
    assert_eq!((second.messages().len(), second.duplicates()), (1, 1));
}

#[test]
fn items_are_shown_byte_for_byte() {
    // Key order, spaces, escapes and a number beyond u64 survive.
    let item = r#"{ "userId":"ü\u00fc", "type":"track","properties":{"n":18446744073709551616,"f":1.0},"event":"E","messageId":"1"}"#;
    let server = Server::start().unwrap();
    post(server.port(), "/v1/batch", &format!("{{\"batch\":[{item}]}}")).unwrap();
    assert_eq!(server.messages()[0].raw(), item);
    assert_eq!(server.messages()[0].user_id(), "üü");
    let shown = get(server.port(), "/_letter/messages");
    assert_eq!((shown.status, shown.body), (200, format!("[{item}]")));
}

#[test]
fn a_message_tells_what_is_in_it() {
    let server = Server::start().unwrap();
    let body = r#"{"batch":[
        {"type":"identify","userId":"u","email":"a@example.com","traits":{"plan":"free"},"messageId":"1"},
        {"type":"group","userId":"u","accountId":"acct","name":"Acme","traits":{"mrr":49},"messageId":"2",
         "timestamp":"2026-03-01T12:00:00Z"},
        {"type":"track","userId":"u","event":"Signed Up","properties":{"source":"web"},"messageId":"3"}]}"#;
    post(server.port(), "/v1/batch", body).unwrap();
    let [identify, group, track] = &server.messages()[..] else { panic!("three messages") };
    assert_eq!((identify.kind(), identify.user_id()), (Kind::Identify, "u"));
    assert_eq!(
        (&identify.body()["plan"], &identify.json()["email"]),
        (&"free".into(), &"a@example.com".into())
    );
    assert_eq!((group.kind(), group.account_id()), (Kind::Group, Some("acct")));
    assert_eq!((group.timestamp(), group.event()), (Some("2026-03-01T12:00:00Z"), None));
    assert_eq!((track.kind(), track.event()), (Kind::Track, Some("Signed Up")));
    let properties: std::collections::BTreeMap<String, String> = track.decode().unwrap();
    assert_eq!(properties["source"], "web");
}

#[test]
fn one_faulty_item_refuses_the_request() {
    let server = Server::start().unwrap();
    let body = format!(r#"{{"batch":[{},{{"type":"track","userId":"u"}}]}}"#, item("1"));
    let reply = post(server.port(), "/v1/batch", &body).unwrap();
    assert_eq!(reply.status, 400);
    assert_eq!(reply.json()["error"]["code"], "bad_request");
    assert_eq!(reply.error_message(), "batch[1].event is missing");
    assert!(server.messages().is_empty());
    assert_eq!(server.requests()[0].refusal(), Some("batch[1].event is missing"));
}

#[test]
fn a_request_needs_a_key() {
    let server = Server::start().unwrap();
    for headers in
        ["", "authorization: Bearer \r\n", "authorization: Basic bGV0dGVy\r\n", "authorization: x\r\n"]
    {
        let reply = exchange(server.port(), &request("POST", "/v1/batch", headers, &batch(&["1"]))).unwrap();
        assert_eq!(
            (reply.status, &reply.json()["error"]["code"]),
            (401, &"unauthorized".into()),
            "{headers}"
        );
    }
    assert!(server.messages().is_empty());
}

#[test]
fn other_methods_and_paths_are_told_so() {
    let server = Server::start().unwrap();
    let reply = exchange(server.port(), &request("PUT", "/v1/batch", KEY, &batch(&["1"]))).unwrap();
    assert_eq!(reply.status, 405);
    assert!(reply.head.contains("allow: post"), "{}", reply.head);
    assert_eq!(post(server.port(), "/v2/batch", &batch(&["1"])).unwrap().status, 404);
    assert_eq!(post(server.port(), "/_letter/messages", "").unwrap().status, 405);
    let paths: Vec<String> = server.requests().iter().map(|request| request.path().to_owned()).collect();
    assert_eq!(paths, ["/v1/batch", "/v2/batch"], "looking at the server is no request to it");
}

#[test]
fn single_items_have_paths_of_their_own() {
    let server = Server::start().unwrap();
    assert_eq!(post(server.port(), "/v1/track", &item("1")).unwrap().status, 202);
    let untyped = r#"{"userId":"u","traits":{},"messageId":"2"}"#;
    assert_eq!(post(server.port(), "/v1/identify", untyped).unwrap().status, 202);
    let reply = post(server.port(), "/v1/group", &item("3")).unwrap();
    assert_eq!(reply.error_message(), "body.type is `track`, but the path is /v1/group");
    assert_eq!(ids(&server), ["1", "2"]);
    assert_eq!(server.messages()[1].kind(), Kind::Identify);
}

#[test]
fn the_key_is_hidden_unless_asked_for() {
    let hidden = Server::start().unwrap();
    let shown = Server::builder().show_authorization(true).start().unwrap();
    for (server, key) in [(&hidden, "Bearer ***"), (&shown, "Bearer lt_test")] {
        post(server.port(), "/v1/batch", &batch(&["1"])).unwrap();
        let request = &server.requests()[0];
        assert_eq!(request.header("Authorization"), Some(key));
        assert_eq!((request.method(), request.header("HOST")), ("POST", Some("localhost")));
        assert_eq!(request.body(), batch(&["1"]).as_bytes());
    }
}

#[test]
fn what_the_check_finds_is_shown_and_refuses_nothing() {
    let check = |message: &letter::testing::Received| match message.message_id() {
        "2" => vec!["wrong".to_owned()],
        _ => vec![],
    };
    let server = Server::builder().check(check).start().unwrap();
    assert_eq!(post(server.port(), "/v1/batch", &batch(&["1", "2"])).unwrap().status, 202);
    let findings = get(server.port(), "/_letter/findings").json();
    assert_eq!(findings, serde_json::json!([{ "messageId": "2", "findings": ["wrong"] }]));
    assert_eq!(server.messages()[1].findings(), ["wrong"]);
    let stats = get(server.port(), "/_letter/stats").json();
    assert_eq!((&stats["messages"], &stats["messages_with_findings"]), (&2.into(), &1.into()));
}

#[test]
fn http_is_spoken_in_full() {
    let server = Server::start().unwrap();
    // Chunked, after a 100 Continue, and a second request on the same connection.
    let body = batch(&["1"]);
    let (first, second) = body.split_at(17);
    let mut stream = connect(server.port());
    let head = format!(
        "POST /v1/batch HTTP/1.1\r\nhost: x\r\n{KEY}transfer-encoding: chunked\r\nexpect: 100-continue\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).unwrap();
    for part in [first, second, ""] {
        stream.write_all(format!("{:x}\r\n{part}\r\n", part.len()).as_bytes()).unwrap();
    }
    stream.write_all(&request("POST", "/v1/batch", KEY, &batch(&["2"]))).unwrap();
    let replies = read_reply(&mut stream).unwrap();
    assert_eq!(replies.status, 100);
    assert_eq!(replies.body.matches("HTTP/1.1 202").count(), 2, "{replies:?}");
    assert_eq!(ids(&server), ["1", "2"]);
}
