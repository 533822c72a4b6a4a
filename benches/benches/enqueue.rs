//! What a call costs beside serialising the same event with serde_json.
//!
//! Each iteration handles 1,000 events. The queue is emptied between iterations, outside of the time
//! measured; `track_while_sending` has the worker send meanwhile.

#![expect(clippy::unwrap_used, reason = "a benchmark that cannot run has to stop")]

use divan::Bencher;
use divan::counter::ItemsCount;
use letter::Client;
use letter_benches::{OrderCompleted, sink};
use serde::Serialize as _;

const EVENTS: usize = 1_000;

fn main() {
    divan::main();
}

/// The floor: the same bytes by serde_json alone, into a buffer that is kept.
#[divan::bench]
fn serde_json_alone(bencher: Bencher) {
    let event = OrderCompleted::sample();
    let mut buffer = Vec::with_capacity(1024 * EVENTS);
    bencher.counter(ItemsCount::new(EVENTS)).bench_local(|| {
        buffer.clear();
        for _ in 0..EVENTS {
            let mut json = serde_json::Serializer::new(&mut buffer);
            divan::black_box(&event).serialize(&mut json).unwrap();
        }
        buffer.len()
    });
}

fn client() -> Client {
    Client::builder("lt_bench")
        .base_url(sink().unwrap())
        .max_queue_events(1_000_000)
        .max_queue_bytes(1 << 30)
        .build()
        .unwrap()
}

/// `track`, with the worker sending at the same time.
#[divan::bench]
fn track_while_sending(bencher: Bencher) {
    let letter = client();
    let event = OrderCompleted::sample();
    bencher
        .counter(ItemsCount::new(EVENTS))
        .with_inputs(|| letter.flush_blocking().unwrap())
        .bench_local_values(|_| {
            for _ in 0..EVENTS {
                letter.track("user_123", divan::black_box(&event)).unwrap();
            }
        });
}

/// `track`, with the worker asleep: the price of the call alone.
#[divan::bench]
fn track(bencher: Bencher) {
    let event = OrderCompleted::sample();
    let letter = Client::builder("lt_bench")
        .base_url(sink().unwrap())
        .flush_at(usize::MAX)
        .max_batch_events(10 * EVENTS)
        .max_batch_bytes(32 << 20)
        .flush_interval(std::time::Duration::from_secs(3600))
        .build()
        .unwrap();
    bencher
        .counter(ItemsCount::new(EVENTS))
        .with_inputs(|| letter.flush_blocking().unwrap())
        .bench_local_values(|_| {
            for _ in 0..EVENTS {
                letter.track("user_123", divan::black_box(&event)).unwrap();
            }
        });
}
