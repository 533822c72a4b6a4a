//! The local ingestion server: what an application sends arrives here instead of at Letter.

mod answer;
mod builder;
mod item;
mod listen;
mod received;
mod reply;
mod request;
mod state;
mod stats;

use std::fmt;
use std::io;
use std::thread::JoinHandle;
use std::time::Duration;
use std::{net::SocketAddr, sync::Arc};

use tokio::sync::oneshot;

pub use builder::ServerBuilder;
pub use received::Received;
pub use reply::Reply;
pub use request::Request;
pub use stats::{ServerStats, TimedOut};

use state::Shared;

/// A local server that takes what any Letter client sends, for tests and for trying things out.
///
/// It listens on 127.0.0.1, on a thread of its own, so that it works from synchronous and asynchronous
/// tests alike, and stops when it is dropped. It speaks `POST /v1/batch` and
/// `POST /v1/identify`, `/v1/group` and `/v1/track`, discards messages whose `messageId` it has, and
/// answers as a test scripts it to.
///
/// ```
/// use std::time::Duration;
/// use letter::testing::Server;
/// # use letter::{LetterEvent, SentWith, Violations, Kind, kind};
/// # #[derive(serde::Serialize)] struct SignedUp { source: &'static str }
/// # impl LetterEvent for SignedUp {
/// #     const KIND: Kind = Kind::Track; const NAME: &'static str = "Signed Up";
/// #     fn validate(&self) -> Result<(), Violations> { Ok(()) } }
/// # impl SentWith<kind::Track> for SignedUp {}
///
/// let server = Server::start()?;
/// let letter = letter::Client::builder("lt_test").base_url(server.url()).build()?;
/// letter.track("user_123", SignedUp { source: "web" })?;
///
/// let messages = server.wait_for(1, Duration::from_secs(10))?;
/// assert_eq!(messages[0].event(), Some("Signed Up"));
/// assert_eq!(messages[0].user_id(), "user_123");
/// assert_eq!(messages[0].body()["source"], "web");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Faults
/// [`script`](Self::script) sets the replies to the next requests, [`reject_if`](Self::reject_if)
/// refuses batches for what is in them, and [`limit_body`](Self::limit_body) for their size:
///
/// ```
/// use letter::testing::{Reply, Server};
/// # use letter::{LetterEvent, SentWith, Violations, Kind, kind};
/// # #[derive(serde::Serialize)] struct SignedUp {}
/// # impl LetterEvent for SignedUp {
/// #     const KIND: Kind = Kind::Track; const NAME: &'static str = "Signed Up";
/// #     fn validate(&self) -> Result<(), Violations> { Ok(()) } }
/// # impl SentWith<kind::Track> for SignedUp {}
///
/// let server = Server::start()?;
/// // The first request is refused for now; the reply to the second is lost on its way.
/// server.script([Reply::status(503), Reply::disconnect().after_accepting()]);
///
/// let letter = letter::Client::builder("lt_test").base_url(server.url()).build()?;
/// letter.track("user_123", SignedUp {})?;
/// let report = letter.flush_blocking()?;
///
/// assert!(report.is_complete());
/// assert_eq!(server.messages().len(), 1);
/// let stats = server.stats();
/// assert_eq!((stats.requests, stats.duplicates), (3, 1));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # What it checks
/// The method; that there is a `Bearer` key (any key); that the body is JSON, of at most
/// 16 MiB; that a batch has at most 100 items; and that each item has the fields which every official
/// client sends with its type, and leaves out the optional ones that it does not have. One faulty item
/// refuses the whole request, with 400. A request that is in order is answered with 202 and `{}`.
///
/// Where the service's own behaviour is not documented, nothing should be concluded from this
/// server's: the limits of sizes and rates, the body of a 2xx, and for how long messages are recognised
/// as duplicates are its own. It is as strict as the official clients are careful; the service may be
/// more lenient.
///
/// # Inspection over HTTP
/// For programs in other languages, without a key: `GET /_letter/messages` is a JSON array of the items
/// as they were received, in order of arrival; `GET /_letter/stats` is [`ServerStats`] as JSON; and
/// `GET /_letter/findings` lists what [`ServerBuilder::check`] found, as
/// `[{"messageId": "…", "findings": ["…"]}]`.
///
/// # Memory
/// Once the messages or the requests that it keeps exceed 64 MiB, it forgets the oldest, and counts
/// them in [`ServerStats::forgotten`].
pub struct Server {
    shared: Arc<Shared>,
    address: SocketAddr,
    url: String,
    /// Dropped to stop the server.
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    /// Starts a server on a port that the system chooses; [`url`](Self::url) tells which.
    ///
    /// # Errors
    /// The system's, when there is no port or no thread to be had.
    pub fn start() -> io::Result<Self> {
        Self::builder().start()
    }

    /// The options of a server, to be changed and [started](ServerBuilder::start).
    pub fn builder() -> ServerBuilder {
        ServerBuilder::new()
    }

    /// What a client takes as its base URL: `http://127.0.0.1:PORT`, without a slash at the end.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The port.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// What was accepted, each `messageId` once, in order of arrival.
    #[must_use]
    pub fn messages(&self) -> Vec<Received> {
        self.shared.messages()
    }

    /// Every request to the ingestion API, in order, with what became of it.
    ///
    /// A request stands here once it is decided, which is before its reply is written.
    #[must_use]
    pub fn requests(&self) -> Vec<Request> {
        self.shared.requests()
    }

    /// What has happened so far, in numbers.
    #[must_use]
    pub fn stats(&self) -> ServerStats {
        self.shared.stats()
    }

    /// Appends replies to those that the next requests get; after the last one, requests are answered
    /// on their merits again.
    ///
    /// A request takes its reply when it has been read, whatever is in it.
    pub fn script(&self, replies: impl IntoIterator<Item = Reply>) {
        self.shared.script(replies);
    }

    /// From now on refuses each request that contains such a message, with 400. Rules add up.
    pub fn reject_if(&self, rule: impl Fn(&Received) -> bool + Send + Sync + 'static) {
        self.shared.reject_if(Arc::new(rule));
    }

    /// From now on refuses each request with a body of more than this many bytes, with 413.
    /// 16 MiB unless set, which is also the most that it can be set to.
    pub fn limit_body(&self, bytes: usize) {
        self.shared.limit_body(bytes);
    }

    /// Waits until this many messages were accepted since the start, duplicates not counted, and
    /// returns those that are there.
    ///
    /// It blocks the calling thread, not the server and not a [`Client`](crate::Client); in
    /// asynchronous code prefer to `flush().await` first.
    ///
    /// # Errors
    /// When there are fewer after this time.
    pub fn wait_for(&self, messages: u64, timeout: Duration) -> Result<Vec<Received>, TimedOut> {
        self.wait_until(timeout, |stats| stats.messages >= messages)?;
        Ok(self.messages())
    }

    /// Waits until the numbers fulfil the condition, which is asked again after each request.
    /// It blocks the calling thread.
    ///
    /// ```
    /// # use std::time::Duration;
    /// # let server = letter::testing::Server::start()?;
    /// let late = server.wait_until(Duration::from_millis(5), |stats| stats.requests == 1);
    /// assert_eq!(late.unwrap_err().stats.requests, 0);
    /// # Ok::<(), std::io::Error>(())
    /// ```
    ///
    /// # Errors
    /// When they do not after this time.
    pub fn wait_until(
        &self,
        timeout: Duration,
        condition: impl FnMut(&ServerStats) -> bool,
    ) -> Result<ServerStats, TimedOut> {
        self.shared.wait_until(timeout, condition)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop = None;
        // A callback that drops the last reference to the server runs on the thread itself.
        if let Some(thread) = self.thread.take()
            && thread.thread().id() != std::thread::current().id()
        {
            // Whatever it panicked with has been printed.
            let _ = thread.join();
        }
    }
}

impl fmt::Debug for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Server").field("url", &self.url).field("stats", &self.stats()).finish_non_exhaustive()
    }
}
