//! What the clients and the worker share, and the handle whose end stops the worker.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::ThreadId;
use std::time::{Duration, Instant};

use tokio::sync::futures::Notified;
use tokio::sync::{Notify, oneshot, watch};

use crate::delivery::{Delivery, Limits, Outbox};
use crate::fork::Generation;
use crate::report::{CloseReport, FlushReport};

/// Thirty years.
const FAR: Duration = Duration::from_secs(30 * 365 * 24 * 60 * 60);
/// How long the worker goes on after the last handle is dropped.
const AFTER_DROP: Duration = Duration::from_secs(1);

/// Whom a flush is answered to.
#[derive(Debug)]
pub(crate) enum Ticket {
    Flush(oneshot::Sender<FlushReport>),
    /// The worker itself, which puts the close report together.
    Close,
}

/// The state machine behind its lock, and the ways to wake those who wait.
#[derive(Debug)]
pub(crate) struct Shared {
    delivery: Mutex<Delivery<Ticket>>,
    wake: Notify,
    room: Notify,
    dead: AtomicBool,
    event_limit: usize,
}

impl Shared {
    pub(crate) fn new(limits: Limits) -> Self {
        Self {
            event_limit: limits.event_bytes(),
            delivery: Mutex::new(Delivery::new(limits)),
            wake: Notify::new(),
            room: Notify::new(),
            dead: AtomicBool::new(false),
        }
    }

    /// No code of the application runs inside: neither serialisation, nor callbacks, nor wakers.
    pub(crate) fn with_delivery<R>(&self, change: impl FnOnce(&mut Delivery<Ticket>) -> R) -> R {
        change(&mut self.delivery.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// A reply, or the end, may have settled flushes and made room in the queue.
    pub(crate) fn after_change(&self) {
        self.wake.notify_one();
        self.room.notify_waiters();
    }

    pub(crate) async fn woken(&self) {
        self.wake.notified().await;
    }

    /// The worker is gone: calls fail from now on, and what was pending is given up.
    pub(crate) fn die(&self) -> Outbox<Ticket> {
        self.dead.store(true, Ordering::Relaxed);
        let outbox = self.with_delivery(|delivery| delivery.give_up(Instant::now()));
        self.room.notify_waiters();
        outbox
    }
}

/// Keeps the worker going; shared by all clones of a client. When it is dropped, the worker sends what
/// is pending for one second more, and nobody waits for it.
#[derive(Debug)]
pub(crate) struct Handle {
    shared: Arc<Shared>,
    on_close: watch::Receiver<Option<CloseReport>>,
    worker: ThreadId,
    process: Generation,
}

impl Handle {
    pub(crate) fn new(
        shared: Arc<Shared>,
        on_close: watch::Receiver<Option<CloseReport>>,
        worker: ThreadId,
    ) -> Self {
        Self { shared, on_close, worker, process: Generation::current() }
    }

    /// Whether this process is a fork of the one with the worker. To be asked before any lock is
    /// taken: at the fork, another thread may have held it.
    pub(crate) fn is_forked(&self) -> bool {
        !self.process.is_current()
    }

    pub(crate) fn is_dead(&self) -> bool {
        self.shared.dead.load(Ordering::Relaxed)
    }

    /// Whether the caller is `on_error`, which the worker runs.
    pub(crate) fn is_inside_callback(&self) -> bool {
        std::thread::current().id() == self.worker
    }

    /// The largest event that fits in a request.
    pub(crate) fn event_limit(&self) -> usize {
        self.shared.event_limit
    }

    pub(crate) fn with_delivery<R>(&self, change: impl FnOnce(&mut Delivery<Ticket>) -> R) -> R {
        self.shared.with_delivery(change)
    }

    pub(crate) fn wake(&self) {
        self.shared.wake.notify_one();
    }

    /// Completes when the queue may have room again.
    pub(crate) fn room(&self) -> Notified<'_> {
        self.shared.room.notified()
    }

    /// Begins a close, or brings the deadline of one under way forward.
    pub(crate) fn close(&self, timeout: Duration) {
        let now = Instant::now();
        // A timeout beyond the clock's end is none that anyone lives to see.
        let deadline = now.checked_add(timeout).unwrap_or(now + FAR);
        let wake = self.with_delivery(|delivery| {
            let first = !delivery.is_closing() && delivery.flush(now, Ticket::Close, None);
            let closing = delivery.close(now, deadline);
            first || closing
        });
        if wake {
            self.wake();
        }
    }

    /// Whether a close has ended.
    pub(crate) fn is_closed(&self) -> bool {
        self.on_close.borrow().is_some()
    }

    pub(crate) fn on_close(&self) -> watch::Receiver<Option<CloseReport>> {
        self.on_close.clone()
    }
}

impl Drop for Handle {
    fn drop(&mut self) {
        if self.is_forked() {
            return;
        }
        // A close under way keeps its own deadline.
        if !self.with_delivery(|delivery| delivery.is_closing()) {
            self.close(AFTER_DROP);
        }
    }
}
