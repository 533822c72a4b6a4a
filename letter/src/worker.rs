//! The worker: one thread with a runtime of its own, which does what the state machine says.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::runtime::Runtime;
use tokio::sync::watch;
use tokio::task::JoinSet;

use crate::builder::OnError;
use crate::delivery::{LARGEST_JITTER, Limits, Outbox, Request, Step};
use crate::handle::{Handle, Shared, Ticket};
use crate::report::{CloseReport, FlushReport};
use crate::transport::{self, Transport};
use crate::undelivered::{Reason, Undelivered};

/// Starts the thread and returns the handle that clients share.
pub(crate) fn start(transport: Transport, limits: Limits, on_error: OnError) -> std::io::Result<Arc<Handle>> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let (closed, on_close) = watch::channel(None);
    let shared = Arc::new(Shared::new(limits));
    let worker = Worker {
        shared: Arc::clone(&shared),
        transport: Arc::new(transport),
        on_error,
        requests: JoinSet::new(),
        leftovers: Vec::new(),
        close_report: FlushReport::default(),
    };
    let thread = std::thread::Builder::new().name("letter-worker".to_owned()).spawn(move || {
        let (shared, on_error) = (Arc::clone(&worker.shared), Arc::clone(&worker.on_error));
        let run = AssertUnwindSafe(|| worker.run(&runtime));
        match std::panic::catch_unwind(run) {
            Ok(report) => {
                closed.send_replace(Some(report));
                // Whoever waits for room is told that there will be none.
                shared.after_change();
            }
            Err(_) => bury(&shared, &on_error),
        }
        // Name look-ups run on a blocking thread and may hang: nothing waits for them.
        runtime.shutdown_background();
    })?;
    Ok(Arc::new(Handle::new(shared, on_close, thread.thread().id())))
}

struct Worker {
    shared: Arc<Shared>,
    transport: Arc<Transport>,
    on_error: OnError,
    requests: JoinSet<()>,
    /// Events abandoned by a close.
    leftovers: Vec<Undelivered>,
    close_report: FlushReport,
}

impl Worker {
    /// Runs until everything is settled after a close. Callbacks run between two turns, outside of the
    /// runtime: they may block, and start runtimes of their own.
    fn run(mut self, runtime: &Runtime) -> CloseReport {
        tracing::debug!("letter's worker has started");
        let mut stopped = false;
        while !stopped {
            let outbox = runtime.block_on(self.turn(&mut stopped));
            self.pass_on(outbox);
        }
        let report = CloseReport { events: self.close_report, leftovers: self.leftovers };
        if report.events.abandoned > 0 {
            tracing::warn!(
                abandoned = report.events.abandoned,
                "the client stopped before all events were sent: close it, and wait for that, before the process ends"
            );
        }
        tracing::debug!(%report, "letter's worker has stopped");
        report
    }

    /// Sends and waits, until there is something to pass on or nothing left to do.
    async fn turn(&mut self, stopped: &mut bool) -> Outbox<Ticket> {
        loop {
            let now = Instant::now();
            let (step, outbox) =
                self.shared.with_delivery(|delivery| (delivery.poll(now), delivery.outbox()));
            match step {
                Step::Send(request) => self.send(request),
                Step::Sleep(until) if outbox.is_empty() => self.sleep(until).await,
                Step::Sleep(_) => {}
                Step::Stopped => *stopped = true,
            }
            if *stopped || !outbox.is_empty() {
                return outbox;
            }
        }
    }

    fn send(&mut self, request: Request) {
        let Request { lane, batch, attempt } = request;
        let (shared, transport) = (Arc::clone(&self.shared), Arc::clone(&self.transport));
        tracing::debug!(events = batch.len(), attempt, "sending");
        self.requests.spawn(async move {
            let (outcome, rest) = transport.send(&batch).await;
            // The queue gets the buffers back only if nothing else refers to them.
            drop(batch);
            tracing::debug!(?outcome, attempt, "answered");
            let (now, jitter) = (Instant::now(), jitter());
            shared.with_delivery(|delivery| delivery.reply(now, lane, outcome, jitter));
            shared.after_change();
            if let Some(rest) = rest {
                transport::finish(rest).await;
            }
        });
    }

    /// Waits for a wake-up, a reply, or `until`.
    async fn sleep(&mut self, until: Option<Instant>) {
        let timer = async {
            match until {
                Some(until) => tokio::time::sleep_until(until.into()).await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            () = self.shared.woken() => {}
            () = timer => {}
            Some(ended) = self.requests.join_next() => {
                if let Err(error) = ended {
                    // A request that panicked leaves its lane without a reply for ever: better to
                    // die loudly than to hang every flush.
                    std::panic::resume_unwind(error.into_panic());
                }
            }
        }
    }

    /// Tells callbacks and flushes what became of events, outside of any lock; callbacks first, so
    /// that they have run when a flush returns.
    fn pass_on(&mut self, outbox: Outbox<Ticket>) {
        for undelivered in outbox.lost {
            tracing::warn!(events = undelivered.len(), reason = %undelivered.reason(), "not delivered");
            if !tell(&self.on_error, &undelivered) {
                tracing::error!("`on_error` panicked; the client goes on");
            }
            if *undelivered.reason() == Reason::Abandoned {
                self.leftovers.push(undelivered);
            }
        }
        for (ticket, report) in outbox.flushed {
            match ticket {
                // Whoever asked may have stopped waiting.
                Ticket::Flush(answer) => drop(answer.send(report)),
                Ticket::Close => self.close_report = report,
            }
        }
    }
}

/// Calls `on_error`; `false` if it panicked.
fn tell(on_error: &OnError, undelivered: &Undelivered) -> bool {
    std::panic::catch_unwind(AssertUnwindSafe(|| on_error(undelivered))).is_ok()
}

/// The worker has panicked, which is a bug: hands its events over and has calls fail loudly. Nothing is
/// logged before that, since a subscriber that panics may be the very cause.
fn bury(shared: &Shared, on_error: &OnError) {
    let outbox = shared.die();
    for undelivered in &outbox.lost {
        tell(on_error, undelivered);
    }
    for (ticket, report) in outbox.flushed {
        if let Ticket::Flush(answer) = ticket {
            // Whoever asked may have stopped waiting.
            let _ = answer.send(report);
        }
    }
    tracing::error!("letter's worker has died; events can no longer be sent. This is a bug in letter");
}

/// Up to 0.1 s, so that many processes do not all come back at the same time.
fn jitter() -> Duration {
    let mut random = [0; 4];
    // Without randomness there is no jitter; everything else stays as it is.
    let _ = getrandom::fill(&mut random);
    LARGEST_JITTER.mul_f64(f64::from(u32::from_ne_bytes(random)) / f64::from(u32::MAX))
}
