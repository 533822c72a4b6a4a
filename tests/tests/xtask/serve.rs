//! `cargo xtask serve`.

use std::io::{BufRead, BufReader, Lines};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, ChildStdout, Stdio};

use letter_tests::http::{batch, get, post};

use super::{stderr, xtask};

/// A server in a process of its own.
struct Serve {
    process: Child,
    lines: Lines<BufReader<ChildStdout>>,
    port: u16,
}

impl Serve {
    fn start() -> Self {
        let mut process = xtask(&["serve", "--port", "0"]).stdout(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let ready = lines.next().expect("the server prints a line when it is ready").unwrap();
        let port = ready.strip_prefix("listening on http://127.0.0.1:").expect(&ready).parse().unwrap();
        let mut serve = Self { process, lines, port };
        assert!(serve.line().ends_with("schemas has 13 events; Ctrl-C stops"));
        serve
    }

    fn line(&mut self) -> String {
        self.lines.next().expect("the server goes on").unwrap()
    }
}

impl Drop for Serve {
    fn drop(&mut self) {
        // Ended from outside, as Ctrl-C does; a process that has ended by itself cannot be.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

#[test]
fn it_shows_what_arrives_and_what_is_wrong_with_it() {
    let mut serve = Serve::start();
    let body = r#"{"batch":[
        {"type":"track","userId":"u","event":"Signed Up","properties":{"source":"web","plan":"free"},"messageId":"1"},
        {"type":"track","userId":"u","event":"Sign up","properties":{},"messageId":"2"},
        {"type":"track","userId":"u","event":"Checkout Started","messageId":"3","properties":
            {"plan":"gold","billing_period":"yearly","seats":3,"price":{"amount_minor":"12","currency":"EUR"},"source":"web"}},
        {"type":"identify","userId":"u","email":"ada@example.com","traits":{"plan":"free"},"messageId":"4"},
        {"type":"track","userId":"u","event":"Trial Upgraded","properties":{"workspace_id":"w","plan":"team"},"messageId":"5"}]}"#;
    assert_eq!(post(serve.port, "/v1/batch", body).unwrap().status, 202);
    let lines: Vec<String> = (0..11).map(|_| serve.line().trim().to_owned()).collect();
    let expected = [
        r#"1  track     u             Signed Up               plan="free" source="web""#,
        "2  track     u             Sign up",
        "! the plan has no event `Sign up`; did you mean `Signed Up`?",
        "3  track     u             Checkout Started",
        "! `seat_count` is missing",
        r#"! `plan` is "gold", but must be one of "free", "team", "business", "enterprise""#,
        r#"! `price.amount_minor` must be of type integer, but is "12""#,
        "! `seats` is not in the plan",
        "4  identify  u",
        "5  track     u             Trial Upgraded",
        "! it is deprecated; `Subscription Started` takes its place",
    ];
    for expected in expected {
        assert!(lines.iter().any(|line| line.starts_with(expected)), "{expected}\nis not in {lines:#?}");
    }

    assert_eq!(post(serve.port, "/v1/batch", "{}").unwrap().status, 400);
    assert!(serve.line().contains("! POST /v1/batch refused with 400: the body must be"));
    assert_eq!(post(serve.port, "/v1/batch", &batch(&["1"])).unwrap().status, 202);
    assert_eq!(serve.line().trim(), "= 1 already received, and discarded");

    let stats = get(serve.port, "/_letter/stats").json();
    assert_eq!((&stats["messages"], &stats["messages_with_findings"]), (&5.into(), &3.into()));
    let ids = |reply: letter_tests::http::Reply| -> Vec<String> {
        let items = reply.json();
        items.as_array().unwrap().iter().map(|item| item["messageId"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(ids(get(serve.port, "/_letter/messages")), ["1", "2", "3", "4", "5"]);
    assert_eq!(ids(get(serve.port, "/_letter/findings")), ["2", "3", "5"]);
}

#[test]
fn the_official_client_works_against_it() {
    let serve = Serve::start();
    let url = format!("http://127.0.0.1:{}", serve.port);
    let Some(said) = letter_tests::official_client::run_against(&url, Path::new(env!("CARGO_TARGET_TMPDIR")))
    else {
        return;
    };
    assert_eq!(said.trim(), "123 messages arrived");
}

#[test]
fn ending_it_ends_the_server() {
    let serve = Serve::start();
    let port = serve.port;
    TcpStream::connect(("127.0.0.1", port)).unwrap();
    drop(serve);
    TcpStream::connect(("127.0.0.1", port)).unwrap_err();
}

#[test]
fn a_port_in_use_is_an_error() {
    let serve = Serve::start();
    let output = xtask(&["serve", "--port", &serve.port.to_string()]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    let expected = format!("error: port {} is in use by another program", serve.port);
    assert!(stderr(&output).contains(&expected), "{}", stderr(&output));
    assert!(output.stdout.is_empty(), "it is not listening");
}
