//! Scenes for `tests/delivery/runtimes.rs`: the client in one kind of process each.

#![expect(clippy::unwrap_used, reason = "a panic is how a scene fails")]

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use letter::{Client, LetterEvent};
use schemars::JsonSchema;
use serde::Serialize;
use tokio::runtime::{Builder, Runtime};

/// For `cargo xtask export`: private, and in a program.
#[derive(Debug, Serialize, JsonSchema, LetterEvent)]
#[letter(track)]
struct ThingDone {
    number: u32,
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let (Some(scene), Some(url)) = (arguments.next(), arguments.next()) else {
        panic!("usage: runtimes SCENE URL");
    };
    let letter = client(&url, |builder| builder);
    match scene.as_str() {
        "no_runtime" => {
            send(&letter, 3);
            say(letter.flush_blocking().unwrap());
            send(&letter, 3);
            say(letter.close_blocking().unwrap());
        }
        "current_thread" => Builder::new_current_thread().build().unwrap().block_on(in_async(letter)),
        "multi_thread_1" => multi_thread(1).block_on(in_async(letter)),
        "multi_thread_4" => {
            let runtime = multi_thread(4);
            runtime.block_on(runtime.spawn(in_async(letter))).unwrap();
        }
        "blocking_inside_async" => multi_thread(1).block_on(async {
            send(&letter, 3);
            say(letter.flush_blocking().unwrap());
            send(&letter, 3);
            say(letter.close_blocking().unwrap());
        }),
        "runtime_dropped_first" => {
            let runtime = multi_thread(2);
            runtime.block_on(async { send(&letter, 2) });
            drop(runtime);
            say(letter.close_blocking().unwrap());
        }
        "dropped_inside_async" => {
            Builder::new_current_thread().enable_time().build().unwrap().block_on(async {
                send(&letter, 1);
                drop(letter);
                say("dropped");
                // The process has to live for the worker to send what is left.
                tokio::time::sleep(Duration::from_millis(900)).await;
            })
        }
        "twenty_at_once" => twenty_at_once(letter),
        "inside_on_error" => inside_on_error(&url),
        "panic_inside_on_error" => {
            let letter = client(&url, |builder| builder.on_error(|_| panic!("a bug of the application")));
            send(&letter, 1);
            println!("{} refused", letter.flush_blocking().unwrap().refused);
            send(&letter, 1);
            say(letter.close_blocking().unwrap());
        }
        "logging" => {
            tracing_subscriber::fmt().with_max_level(tracing_subscriber::filter::LevelFilter::TRACE).init();
            let letter = client(&url, |builder| builder.on_error(|_| {}));
            letter.track("user_secret", ThingDone { number: 424_242 }).unwrap();
            letter.close_blocking().map(drop).unwrap();
        }
        "dropped_with_events_left" => {
            tracing_subscriber::fmt().with_max_level(tracing_subscriber::filter::LevelFilter::WARN).init();
            let (told, tell) = std::sync::mpsc::channel();
            let letter = client(&url, |builder| {
                builder.on_error(move |undelivered| {
                    let _ = told.send(undelivered.len());
                })
            });
            send(&letter, 3);
            drop(letter);
            // The worker tells of what is left before it ends, a second later, and then logs it.
            println!("lost: {}", tell.recv().unwrap());
            // It ends with the callback's sender, which is dropped once all is said.
            tell.recv().unwrap_err();
        }
        "dead_worker" => dead_worker(&url),
        "left_without_close" => {
            send(&letter, 1);
            say("left");
        }
        #[cfg(unix)]
        "fork" => fork(&letter, &url),
        unknown => panic!("there is no scene {unknown}"),
    }
}

fn client(url: &str, options: impl FnOnce(letter::ClientBuilder) -> letter::ClientBuilder) -> Client {
    options(Client::builder("lt_test").base_url(url)).build().unwrap()
}

fn send(letter: &Client, events: u32) {
    for number in 0..events {
        letter.track("user_1", ThingDone { number }).unwrap();
    }
}

fn say(what: impl std::fmt::Display) {
    println!("{what}");
}

fn multi_thread(threads: usize) -> Runtime {
    Builder::new_multi_thread().worker_threads(threads).build().unwrap()
}

async fn in_async(letter: Client) {
    send(&letter, 3);
    say(letter.flush().await.unwrap());
    send(&letter, 3);
    say(letter.close().await.unwrap());
}

fn twenty_at_once(letter: Client) {
    let runtime = multi_thread(4);
    send(&letter, 10);
    let tasks: Vec<_> = (0..20)
        .map(|at| {
            let letter = letter.clone();
            runtime.spawn(async move {
                if at % 2 == 0 {
                    // After the close has ended, a flush is told so.
                    let _ = letter.flush().await;
                } else {
                    assert_eq!(letter.close().await.unwrap().events.abandoned, 0);
                }
            })
        })
        .collect();
    let answers = tasks.into_iter().map(|task| runtime.block_on(task).unwrap()).count();
    println!("{answers} answers");
}

/// Panics when the worker logs that it sends: the one way for an application to kill it.
struct Panicking;

impl tracing::Subscriber for Panicking {
    fn enabled(&self, metadata: &tracing::Metadata<'_>) -> bool {
        metadata.target() == "letter::worker"
    }

    fn new_span(&self, _: &tracing::span::Attributes<'_>) -> tracing::span::Id {
        tracing::span::Id::from_u64(1)
    }

    fn record(&self, _: &tracing::span::Id, _: &tracing::span::Record<'_>) {}

    fn record_follows_from(&self, _: &tracing::span::Id, _: &tracing::span::Id) {}

    fn event(&self, event: &tracing::Event<'_>) {
        assert!(
            event.fields().all(|field| field.name() != "attempt"),
            "a bug of the application's subscriber"
        );
    }

    fn enter(&self, _: &tracing::span::Id) {}

    fn exit(&self, _: &tracing::span::Id) {}
}

fn dead_worker(url: &str) {
    tracing::subscriber::set_global_default(Panicking).unwrap();
    let (told, tell) = std::sync::mpsc::channel();
    let letter = client(url, |builder| {
        builder.on_error(move |undelivered| drop(told.send(format!("{:?}", undelivered.reason()))))
    });
    send(&letter, 2);
    let report = letter.flush_blocking().unwrap();
    println!("flush: {report}; on_error: {}", tell.recv().unwrap());
    let call = letter.track("user_1", ThingDone { number: 3 }).unwrap_err();
    println!(
        "{call:?} {:?} {:?}",
        letter.flush_blocking().unwrap_err(),
        letter.close_blocking().unwrap_err()
    );
    println!("abandoned: {}, pending: {}", letter.stats().abandoned, letter.stats().pending);
}

fn inside_on_error(url: &str) {
    let slot: Arc<OnceLock<Client>> = Arc::default();
    let inside = Arc::clone(&slot);
    let letter = client(url, |builder| {
        builder.on_error(move |_| {
            let letter = inside.get().unwrap();
            let sent = letter.track("user_1", ThingDone { number: 9 }).is_ok();
            println!("sent: {sent}, flush: {:?}", letter.flush_blocking());
        })
    });
    slot.set(letter.clone()).unwrap();
    send(&letter, 1);
    let _ = letter.flush_blocking().unwrap();
    say(letter.close_blocking().unwrap());
}

#[cfg(unix)]
#[expect(unsafe_code, reason = "forking is what is tested, and there is no safe way to do it")]
fn fork(letter: &Client, url: &str) {
    // Queued, and not sent before the fork: the interval is long enough for that.
    let slow = client(url, |builder| builder.flush_interval(Duration::from_secs(3600)));
    send(&slow, 1);
    // SAFETY: the child only runs code that takes no lock which another thread could have held.
    let child = unsafe { libc::fork() };
    if child == 0 {
        let track = letter.track("user_1", ThingDone { number: 1 }).unwrap_err();
        let flush = letter.flush_blocking().unwrap_err();
        let close = letter.close_blocking().unwrap_err();
        println!("child: {} {flush:?} {close:?}", name(&track));
        let own = client(url, |builder| builder);
        send(&own, 1);
        println!("child's own client: {}", own.close_blocking().unwrap());
        std::process::exit(0);
    }
    let mut status = 0;
    // SAFETY: the child was just made, and `status` outlives the call.
    assert_eq!(unsafe { libc::waitpid(child, &raw mut status, 0) }, child);
    assert_eq!(status, 0);
    println!("parent: {}", slow.close_blocking().unwrap());
}

#[cfg(unix)]
fn name(error: &letter::SendError) -> &'static str {
    match error {
        letter::SendError::Forked => "Forked",
        _ => "something else",
    }
}
