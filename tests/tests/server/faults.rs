//! Scripted faults: each does what its name says, to the request that takes it and to no other.

use std::time::{Duration, Instant};

use letter::testing::{Reply, Server};

use letter_tests::http::{batch, get, post};

use super::ids;

#[test]
fn scripted_replies_are_taken_in_turn() {
    let server = Server::start().unwrap();
    server.script([Reply::status(503), Reply::accept(), Reply::status(429).retry_after("2")]);
    let statuses = |ids: &[&str]| {
        // Looking at the server takes no reply.
        assert_eq!(get(server.port(), "/_letter/stats").status, 200);
        post(server.port(), "/v1/batch", &batch(ids)).unwrap().status
    };
    assert_eq!(statuses(&["1"]), 503);
    assert_eq!(statuses(&["2"]), 202);
    assert_eq!(server.stats().replies_left, 1);
    let limited = post(server.port(), "/v1/batch", &batch(&["3"])).unwrap();
    assert_eq!(limited.status, 429);
    assert!(limited.head.contains("retry-after: 2"), "{}", limited.head);
    assert_eq!(statuses(&["4"]), 202);
    assert_eq!(ids(&server), ["2", "4"]);
    assert_eq!(server.stats().failed, 2);
}

#[test]
fn error_bodies_have_the_services_form() {
    let server = Server::start().unwrap();
    for (status, code) in [(400, "bad_request"), (401, "unauthorized"), (403, "forbidden")] {
        server.script([Reply::status(status)]);
        let reply = post(server.port(), "/v1/batch", &batch(&["1"])).unwrap();
        assert_eq!((reply.status, &reply.json()["error"]["code"]), (status, &code.into()));
    }
    server.script([Reply::status(500).body("<html>"), Reply::redirect("http://127.0.0.1:1/")]);
    let reply = post(server.port(), "/v1/batch", &batch(&["1"])).unwrap();
    assert_eq!((reply.status, &*reply.body), (500, "<html>"));
    let reply = post(server.port(), "/v1/batch", &batch(&["1"])).unwrap();
    assert_eq!(reply.status, 301);
    assert!(reply.head.contains("location: http://127.0.0.1:1/"), "{}", reply.head);
}

#[test]
fn a_success_accepts_whatever_its_body() {
    let server = Server::start().unwrap();
    server.script([Reply::status(200).body("junk"), Reply::status(200)]);
    let reply = post(server.port(), "/v1/batch", &batch(&["1"])).unwrap();
    assert_eq!((reply.status, &*reply.body), (200, "junk"));
    let reply = post(server.port(), "/v1/batch", r#"{"batch":[7]}"#).unwrap();
    assert_eq!(reply.status, 400, "a request that is not in order is never accepted");
    assert_eq!(ids(&server), ["1"]);
}

#[test]
fn a_lost_reply_leaves_the_messages_with_the_server() {
    let server = Server::start().unwrap();
    server.script([Reply::disconnect(), Reply::disconnect().after_accepting()]);
    assert!(post(server.port(), "/v1/batch", &batch(&["1"])).is_none());
    assert!(server.messages().is_empty());
    assert!(post(server.port(), "/v1/batch", &batch(&["1"])).is_none());
    assert_eq!(ids(&server), ["1"]);
    assert_eq!(server.requests()[1].status(), None);
    assert_eq!(post(server.port(), "/v1/batch", &batch(&["1"])).unwrap().status, 202);
    assert_eq!(server.stats().duplicates, 1);
}

#[test]
fn a_delayed_reply_comes_after_the_messages_are_there() {
    let server = Server::start().unwrap();
    let delay = Duration::from_millis(300);
    server.script([Reply::accept().delay(delay)]);
    let port = server.port();
    let started = Instant::now();
    let reply = std::thread::spawn(move || (post(port, "/v1/batch", &batch(&["1"])), Instant::now()));
    server.wait_for(1, Duration::from_secs(20)).unwrap();
    let (reply, replied) = reply.join().unwrap();
    assert_eq!(reply.unwrap().status, 202);
    assert!(replied - started >= delay);
}

#[test]
fn a_request_that_hangs_keeps_no_other_from_its_answer() {
    let server = Server::start().unwrap();
    server.script([Reply::hang().after_accepting()]);
    let port = server.port();
    let hanging = std::thread::spawn(move || post(port, "/v1/batch", &batch(&["1"])));
    server.wait_for(1, Duration::from_secs(20)).unwrap();
    assert_eq!(post(port, "/v1/batch", &batch(&["2"])).unwrap().status, 202);
    assert!(!hanging.is_finished());
    drop(server);
    assert!(hanging.join().unwrap().is_none(), "the server's end is the request's end");
}

#[test]
fn a_rule_refuses_the_batch_that_holds_a_match() {
    let server = Server::start().unwrap();
    server.reject_if(|message| message.message_id() == "poison");
    let reply = post(server.port(), "/v1/batch", &batch(&["1", "poison"])).unwrap();
    assert_eq!((reply.status, &reply.json()["error"]["code"]), (400, &"bad_request".into()));
    assert_eq!(reply.error_message(), "batch[1] is rejected by a rule of the test");
    assert_eq!(post(server.port(), "/v1/batch", &batch(&["1"])).unwrap().status, 202);
    assert_eq!(ids(&server), ["1"]);
}

#[test]
fn a_body_over_the_limit_is_refused_and_not_kept() {
    let server = Server::start().unwrap();
    let (small, large) = (batch(&["1"]), batch(&["1", "2"]));
    server.limit_body(small.len());
    assert_eq!(post(server.port(), "/v1/batch", &small).unwrap().status, 202);
    assert_eq!(post(server.port(), "/v1/batch", &large).unwrap().status, 413);
    assert_eq!(server.requests()[1].body().len(), small.len());

    // Without a limit of the test's there is the server's own; the client is heard out, so that it
    // reads the answer.
    let server = Server::start().unwrap();
    let huge = format!(r#"{{"batch":[],"padding":"{}"}}"#, "x".repeat(17 * 1024 * 1024));
    assert_eq!(post(server.port(), "/v1/batch", &huge).unwrap().status, 413);
}

#[test]
#[should_panic(expected = "a final HTTP status is between 200 and 999")]
fn an_interim_status_is_no_reply() {
    let _ = Reply::status(100);
}

#[test]
#[should_panic(expected = "only a reply made with `Reply::status` has a header")]
fn no_reply_has_no_header() {
    let _ = Reply::hang().retry_after("2");
}
