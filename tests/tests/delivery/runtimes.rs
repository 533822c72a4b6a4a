//! The client in every kind of process, each a child of its own with a deadline.

use std::io::Read as _;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::fault_server::{Fault, FaultServer, status};

/// Far beyond what any of them takes: only a hang reaches it.
const DEADLINE: Duration = Duration::from_secs(60);

/// Runs one scene of the `runtimes` program; its output.
fn scene(name: &str, server: &FaultServer) -> String {
    let mut child = Command::new(env!("CARGO_BIN_EXE_runtimes"))
        .args([name, &server.url()])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let status = wait(&mut child, name);
    let mut output = String::new();
    child.stdout.take().unwrap().read_to_string(&mut output).unwrap();
    let mut errors = String::new();
    child.stderr.take().unwrap().read_to_string(&mut errors).unwrap();
    assert!(status.success(), "{name}: {status}\n{output}{errors}");
    output
}

fn wait(child: &mut Child, name: &str) -> std::process::ExitStatus {
    let start = Instant::now();
    loop {
        if let Some(status) = child.try_wait().unwrap() {
            return status;
        }
        if start.elapsed() > DEADLINE {
            child.kill().unwrap();
            panic!("{name} hangs");
        }
        std::thread::park_timeout(Duration::from_millis(5));
    }
}

#[test]
fn in_every_runtime() {
    for name in ["no_runtime", "current_thread", "multi_thread_1", "multi_thread_4", "blocking_inside_async"]
    {
        let server = FaultServer::start([]);
        assert_eq!(scene(name, &server), "3 delivered\n3 delivered\n", "{name}");
        assert_eq!(server.requests().concat().len(), 6, "{name}");
    }
}

#[test]
fn after_its_runtime_has_gone() {
    let server = FaultServer::start([]);
    assert_eq!(scene("runtime_dropped_first", &server), "2 delivered\n");
    assert_eq!(server.requests().concat().len(), 2);
}

#[test]
fn dropped_inside_async() {
    let server = FaultServer::start([]);
    assert_eq!(scene("dropped_inside_async", &server), "dropped\n");
    server.wait_for_requests(1);
}

#[test]
fn twenty_flushes_and_closes_at_once() {
    let server = FaultServer::start([]);
    assert_eq!(scene("twenty_at_once", &server), "20 answers\n");
    assert_eq!(server.requests().concat().len(), 10);
}

#[test]
fn used_and_panicking_inside_on_error() {
    let server = FaultServer::start([status(401)]);
    assert_eq!(scene("inside_on_error", &server), "sent: true, flush: Err(InsideCallback)\n1 delivered\n");
    let server = FaultServer::start([status(401)]);
    assert_eq!(scene("panic_inside_on_error", &server), "1 refused\n1 delivered\n");
}

#[test]
fn what_is_logged_has_reasons_and_no_payloads() {
    let server = FaultServer::start([status(503), status(404)]);
    let log = scene("logging", &server);
    for part in ["letter::worker", "not delivered", "404", "the service answered 503"] {
        assert!(log.contains(part), "{part} is missing in\n{log}");
    }
    for secret in ["user_secret", "424242", "Thing Done", "lt_test"] {
        assert!(!log.contains(secret), "{secret} is logged in\n{log}");
    }
}

#[test]
fn events_left_by_the_last_handle_are_told_of_and_counted_in_a_warning() {
    let server = FaultServer::start([Fault::Silence]);
    let output = scene("dropped_with_events_left", &server);
    assert!(output.contains("lost: 3"), "{output}");
    assert!(output.contains("abandoned=3"), "{output}");
}

#[test]
fn a_dead_worker_makes_calls_fail_and_hands_its_events_over() {
    let server = FaultServer::start([]);
    assert_eq!(
        scene("dead_worker", &server),
        "flush: 0 delivered, 2 abandoned; on_error: Abandoned\n\
         WorkerDied WorkerDied WorkerDied\n\
         abandoned: 2, pending: 0\n"
    );
}

#[test]
fn leaving_without_a_close_does_not_hang() {
    let server = FaultServer::start([Fault::Silence]);
    assert_eq!(scene("left_without_close", &server), "left\n");
}

#[cfg(unix)]
#[test]
fn a_forked_child_is_told_and_sends_nothing() {
    let server = FaultServer::start([]);
    let output = scene("fork", &server);
    assert_eq!(output, "child: Forked Forked Forked\nchild's own client: 1 delivered\nparent: 1 delivered\n");
    let users = server.requests().concat();
    assert_eq!(users.len(), 2, "the parent's event once, and the one of the child's own client");
}
