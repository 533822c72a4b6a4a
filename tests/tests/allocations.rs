//! The call allocates nothing for an event, once its buffers have grown.
//!
//! A binary of its own, because it counts every allocation of the process.
#![expect(unsafe_code, reason = "a counting allocator cannot be written without")]

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::time::Duration;

use letter::testing::Server;
use letter::{Client, LetterEvent, PropertyValue};
use serde::Serialize;

struct Counting;

thread_local! {
    /// Allocations of this thread alone: the worker's are counted for each request, not for each event.
    static ALLOCATIONS: Cell<u64> = const { Cell::new(0) };
}

// SAFETY: everything is passed on to the system's allocator; counting allocates nothing.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // A thread that is ending has no counter any more.
        let _ = ALLOCATIONS.try_with(|count| count.set(count.get() + 1));
        // SAFETY: the caller's contract is the system allocator's.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        // SAFETY: as above.
        unsafe { System.dealloc(pointer, layout) }
    }

    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        let _ = ALLOCATIONS.try_with(|count| count.set(count.get() + 1));
        // SAFETY: as above.
        unsafe { System.realloc(pointer, layout, size) }
    }
}

#[global_allocator]
static COUNTING: Counting = Counting;

#[derive(Serialize, LetterEvent)]
#[letter(track)]
struct OrderCompleted<'a> {
    #[schemars(length(min = 1, max = 64), contains(pattern = "ord_"))]
    order_id: &'a str,
    #[schemars(range(min = 0))]
    total: u64,
    discount: f64,
    items: &'a [Item<'a>],
}

#[derive(Serialize, PropertyValue)]
struct Item<'a> {
    #[schemars(length(min = 1))]
    sku: &'a str,
    quantity: u32,
}

fn allocations(of: impl FnOnce()) -> u64 {
    let before = ALLOCATIONS.get();
    of();
    ALLOCATIONS.get() - before
}

#[test]
fn validating_and_queueing_an_event_allocates_nothing() {
    const EVENTS: u64 = 5_000;
    let server = Server::start().unwrap();
    let letter = Client::builder("lt_test")
        .base_url(server.url())
        .flush_interval(Duration::from_secs(3600))
        .flush_at(usize::MAX)
        .max_batch_events(100)
        .build()
        .unwrap();
    let items = [Item { sku: "a", quantity: 1 }, Item { sku: "b", quantity: 2 }];
    let event = OrderCompleted { order_id: "ord_1", total: 4_900, discount: 0.5, items: &items };

    // In batches that stay below the trigger, so that the queue's buffers come back each time.
    let round = || {
        let mut counts = Vec::new();
        for _ in 0..EVENTS / 99 {
            let count = allocations(|| {
                for _ in 0..99 {
                    letter.track("user_1", &event).unwrap();
                }
            });
            counts.push(count);
            assert!(letter.flush_blocking().unwrap().is_complete());
        }
        counts.sort_unstable();
        counts
    };
    let _warm_up = round();
    let counts = round();
    assert_eq!(counts[counts.len() / 2], 0, "{counts:?}");
    // Now and then a buffer is not back yet, and a new one grows in a dozen steps: that is per request.
    // One allocation for each event would be 99.
    assert!(counts.iter().all(|count| *count <= 24), "{counts:?}");
}

#[derive(Serialize, LetterEvent)]
#[letter(track)]
struct Coded<'a> {
    #[schemars(regex(pattern = "^[A-Z]{3}-[0-9]+$"))]
    code: &'a str,
    #[schemars(regex(pattern = "^(?!test)[a-z]+$"))]
    name: &'a str,
}

#[test]
fn a_pattern_is_compiled_once() {
    let event = Coded { code: "ABC-123", name: "ada" };
    let first = allocations(|| event.validate().unwrap());
    // The first pattern is a table. What is left is the stack of the engine that looks around.
    let later = allocations(|| event.validate().unwrap());
    assert!(later * 4 < first, "{first} allocations at first, {later} later");
}

mod plan {
    letter::schemas!("tests/schemas/everything_checked.json");
}

#[test]
fn checking_a_type_of_a_schema_allocates_nothing() {
    let event = plan::EverythingChecked {
        code: "EUR-123".into(),
        email: "ada@example.com".into(),
        at: "2026-03-01T12:00:00Z".into(),
        site: Some("https://example.org/page".into()),
        share: 0.07,
        labels: vec!["a".into(), "b".into()],
        target: "somewhere".into(),
        counts: Some([("charts".into(), 4)].into()),
    };
    assert_eq!(allocations(|| event.validate().unwrap()), 0);
    let twice = plan::EverythingChecked { labels: vec!["a".into(), "a".into()], ..event };
    assert!(twice.validate().is_err());
}
