//! The client: a cheap handle through which typed messages are sent.

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

use tokio::sync::oneshot;

use crate::block_on::block_on;
use crate::builder::ClientBuilder;
use crate::delivery::NotAccepted;
use crate::encode;
use crate::handle::{Handle, Ticket};
use crate::message::{self, Group, Identify, Message, Track};
use crate::report::{CloseReport, FlushReport, Stats};
use crate::{BuildError, SendError, SentWith, WaitError, kind, message_id};

/// Sends typed events and traits to Letter.
///
/// A client is a handle: cloning it is cheap, and all clones share one queue and one worker, which has
/// a thread and a runtime of its own. So it can be used from async code of any runtime, from code
/// without one, and after a runtime has gone.
///
/// `track`, `identify`, `group` and `send` never block and never wait for the network: they check and
/// serialise the event, and queue it. [`flush`](Self::flush) waits until what was queued has reached
/// its end; [`close`](Self::close) does so for the last time. When the last handle is dropped without
/// a close, the worker goes on for one second at most, if the process lives that long.
#[derive(Clone)]
pub struct Client {
    handle: Arc<Handle>,
    close_timeout: Duration,
    stamp_calls: bool,
    #[cfg(feature = "testing")]
    recording: Option<Arc<crate::testing::Recording>>,
}

impl Client {
    pub(crate) fn new(handle: Arc<Handle>, close_timeout: Duration, stamp_calls: bool) -> Self {
        Self {
            handle,
            close_timeout,
            stamp_calls,
            #[cfg(feature = "testing")]
            recording: None,
        }
    }

    /// The same client, with what it accepts recorded.
    #[cfg(feature = "testing")]
    pub(crate) fn recorded(mut self, recording: Arc<crate::testing::Recording>) -> Self {
        self.recording = Some(recording);
        self
    }

    /// The options of a client with this API key, to be changed and [built](ClientBuilder::build).
    pub fn builder(api_key: impl Into<String>) -> ClientBuilder {
        ClientBuilder::new(api_key)
    }

    /// A client with the key in `LETTER_API_KEY`, the address in `LETTER_BASE_URL` if it is set, and
    /// the defaults.
    ///
    /// # Errors
    /// As [`ClientBuilder::build`]; a missing `LETTER_API_KEY` is said to be missing.
    pub fn from_env() -> Result<Self, BuildError> {
        ClientBuilder::from_env()?.build()
    }

    /// Queues an event of a user.
    ///
    /// # Errors
    /// The event breaks its schema, cannot be serialised, is too large, or the queue is full or
    /// closed; see [`SendError`].
    pub fn track<E: SentWith<kind::Track>>(
        &self,
        user_id: impl AsRef<str>,
        event: E,
    ) -> Result<(), SendError> {
        self.send(Track::new(user_id, event))
    }

    /// Queues the traits of a user.
    ///
    /// # Errors
    /// As [`track`](Self::track).
    pub fn identify<E: SentWith<kind::Identify>>(
        &self,
        user_id: impl AsRef<str>,
        traits: E,
    ) -> Result<(), SendError> {
        self.send(Identify::new(user_id, traits))
    }

    /// Queues the account that a user belongs to, and the account's traits.
    ///
    /// # Errors
    /// As [`track`](Self::track).
    pub fn group<E: SentWith<kind::Group>>(
        &self,
        user_id: impl AsRef<str>,
        account_id: impl AsRef<str>,
        traits: E,
    ) -> Result<(), SendError> {
        self.send(Group::new(user_id, account_id, traits))
    }

    /// Queues a message with its own timestamp or message id.
    ///
    /// # Errors
    /// As [`track`](Self::track).
    #[expect(clippy::needless_pass_by_value, reason = "as `track`; borrow the event if it is needed later")]
    pub fn send<M: Message>(&self, message: M) -> Result<(), SendError> {
        self.queue(&message)
    }

    /// As [`send`](Self::send), but waits while the queue is full. It works in any async runtime, and
    /// is safe to cancel: the message is queued or not.
    ///
    /// # Errors
    /// As [`track`](Self::track), but never [`SendError::Full`].
    pub async fn send_waiting<M: Message>(&self, message: M) -> Result<(), SendError> {
        loop {
            // Asked for before trying, so that room made in between is not missed.
            let mut room = std::pin::pin!(self.handle.room());
            room.as_mut().enable();
            match self.queue(&message) {
                Err(SendError::Full { .. }) => room.await,
                done => return done,
            }
        }
    }

    fn queue<M: Message>(&self, message: &M) -> Result<(), SendError> {
        #[cfg(feature = "usage")]
        crate::usage::mark::<M::Event>();
        if self.handle.is_forked() {
            return Err(SendError::Forked);
        }
        message::check(message)?;
        let random;
        let mut text = [0; 36];
        let id = match message.message_id() {
            Some(given) => given,
            None => {
                random = message_id::random().ok_or(SendError::NoRandomness)?;
                &*random.encode_lower(&mut text)
            }
        };
        let timestamp = self.stamp_calls.then(|| SystemTime::now().into());
        let call = message::call(message, id, timestamp);
        let accepted = encode::encode(&call, message.event(), self.handle.event_limit(), |encoded| {
            self.handle.with_delivery(|delivery| {
                let accepted = delivery.accept(Instant::now(), encoded.item, encoded.message_id)?;
                #[cfg(feature = "testing")]
                if let Some(recording) = &self.recording {
                    recording.keep::<M::Event>(encoded.item);
                }
                Ok(accepted)
            })
        })?;
        match accepted {
            Ok(wake) => {
                #[cfg(any(feature = "testing", feature = "usage"))]
                crate::usage::sent::<M::Event>();
                if wake {
                    self.handle.wake();
                }
                Ok(())
            }
            Err(_) if self.handle.is_dead() => Err(SendError::WorkerDied),
            Err(NotAccepted::Full { events, bytes }) => Err(SendError::Full { events, bytes }),
            Err(NotAccepted::Closed) => Err(SendError::Closed),
        }
    }

    /// Sends what is queued, and waits until every event accepted before this call is delivered or
    /// has failed for good. Pauses that the service asks for are kept, so this can take minutes;
    /// [`flush_within`](Self::flush_within) bounds it. It works in any async runtime.
    ///
    /// # Errors
    /// The client is closed, was forked, or this is `on_error`. Events that failed are no error: the
    /// report counts them, and `on_error` received them.
    pub async fn flush(&self) -> Result<FlushReport, WaitError> {
        self.flush_until(None)?.wait().await
    }

    /// As [`flush`](Self::flush), but returns after `timeout` with what is still pending. Nothing is
    /// lost then: the worker goes on.
    ///
    /// # Errors
    /// As [`flush`](Self::flush).
    pub async fn flush_within(&self, timeout: Duration) -> Result<FlushReport, WaitError> {
        self.flush_until(Instant::now().checked_add(timeout))?.wait().await
    }

    /// As [`flush`](Self::flush), for code that is not async. Inside an async runtime it blocks the
    /// thread.
    ///
    /// # Errors
    /// As [`flush`](Self::flush).
    pub fn flush_blocking(&self) -> Result<FlushReport, WaitError> {
        block_on(self.flush())
    }

    /// As [`flush_within`](Self::flush_within), for code that is not async.
    ///
    /// # Errors
    /// As [`flush`](Self::flush).
    pub fn flush_within_blocking(&self, timeout: Duration) -> Result<FlushReport, WaitError> {
        block_on(self.flush_within(timeout))
    }

    /// Sets the fence of a flush.
    fn flush_until(&self, deadline: Option<Instant>) -> Result<Flush, WaitError> {
        self.may_wait()?;
        if self.handle.is_closed() {
            return Err(WaitError::Closed);
        }
        let (answer, flushed) = oneshot::channel();
        let wake = self.handle.with_delivery(|delivery| {
            if delivery.stats().pending == 0 {
                return Err(FlushReport::default());
            }
            Ok(delivery.flush(Instant::now(), Ticket::Flush(answer), deadline))
        });
        match wake {
            Err(nothing_pending) => return Ok(Flush::Done(nothing_pending)),
            Ok(true) => self.handle.wake(),
            Ok(false) => {}
        }
        Ok(Flush::Waiting(flushed))
    }

    fn may_wait(&self) -> Result<(), WaitError> {
        if self.handle.is_forked() {
            Err(WaitError::Forked)
        } else if self.handle.is_dead() {
            Err(WaitError::WorkerDied)
        } else if self.handle.is_inside_callback() {
            Err(WaitError::InsideCallback)
        } else {
            Ok(())
        }
    }

    /// Stops accepting events, sends what is queued, and stops the worker. Every caller gets the same
    /// report, also when it has been closed before.
    ///
    /// It takes no longer than [`close_timeout`](ClientBuilder::close_timeout), 50 s by default; what is
    /// pending then is abandoned, passed to `on_error`, and handed back in the report. It works in any
    /// async runtime. Once called, the close goes on even if nobody waits for it.
    ///
    /// # Errors
    /// The client was forked, or this is `on_error`.
    pub async fn close(&self) -> Result<CloseReport, WaitError> {
        self.close_within(self.close_timeout).await
    }

    /// As [`close`](Self::close), but takes no longer than `timeout`. If a close is under way, the
    /// earlier deadline of the two counts.
    ///
    /// # Errors
    /// As [`close`](Self::close).
    pub async fn close_within(&self, timeout: Duration) -> Result<CloseReport, WaitError> {
        self.start_close(timeout)?;
        let mut on_close = self.handle.on_close();
        let report = on_close.wait_for(Option::is_some).await.map_err(|_| WaitError::WorkerDied)?;
        report.clone().ok_or(WaitError::WorkerDied)
    }

    /// As [`close`](Self::close), for code that is not async. Inside an async runtime it blocks the
    /// thread.
    ///
    /// # Errors
    /// As [`close`](Self::close).
    pub fn close_blocking(&self) -> Result<CloseReport, WaitError> {
        block_on(self.close())
    }

    /// As [`close_within`](Self::close_within), for code that is not async.
    ///
    /// # Errors
    /// As [`close`](Self::close).
    pub fn close_within_blocking(&self, timeout: Duration) -> Result<CloseReport, WaitError> {
        block_on(self.close_within(timeout))
    }

    fn start_close(&self, timeout: Duration) -> Result<(), WaitError> {
        self.may_wait()?;
        self.handle.close(timeout);
        Ok(())
    }

    /// What became of the events so far.
    #[must_use]
    pub fn stats(&self) -> Stats {
        if self.handle.is_forked() {
            return Stats::default();
        }
        self.handle.with_delivery(|delivery| delivery.stats())
    }
}

/// A flush whose fence is set.
enum Flush {
    Done(FlushReport),
    Waiting(oneshot::Receiver<FlushReport>),
}

impl Flush {
    async fn wait(self) -> Result<FlushReport, WaitError> {
        match self {
            Self::Done(report) => Ok(report),
            Self::Waiting(flushed) => flushed.await.map_err(|_| WaitError::WorkerDied),
        }
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client").field("stats", &self.stats()).finish_non_exhaustive()
    }
}
