//! The client's options, with the official clients' names and defaults.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use crate::client::Client;
use crate::delivery::{Limits, WhenFull};
use crate::endpoint::{self, DEFAULT_BASE_URL};
use crate::key::ApiKey;
use crate::transport::{Http, Transport};
use crate::worker;
use crate::{BuildError, Undelivered};

/// Called with events that will not be delivered.
pub(crate) type OnError = Arc<dyn Fn(&Undelivered) + Send + Sync>;
/// Changes the HTTP client before it is built.
type HttpOptions = Box<dyn FnOnce(reqwest::ClientBuilder) -> reqwest::ClientBuilder + Send>;

/// Items in a request at most, as in the official Python client.
const MAX_BATCH_EVENTS: usize = 100;
/// Bytes in a request's body at most. The service's own limit is not documented.
const MAX_BATCH_BYTES: usize = 475 * 1024;

/// Longer intervals would only bring the clock to its end.
const YEAR: Duration = Duration::from_secs(365 * 24 * 60 * 60);

/// The options of a [`Client`].
///
/// ```no_run
/// # fn main() -> Result<(), letter::BuildError> {
/// use std::time::Duration;
///
/// let letter = letter::Client::builder("lt_live_…")
///     .flush_at(20)
///     .flush_interval(Duration::from_secs(1))
///     .on_error(|undelivered| eprintln!("{undelivered}"))
///     .build()?;
/// # Ok(())
/// # }
/// ```
#[must_use = "a builder does nothing until `build` is called"]
pub struct ClientBuilder {
    api_key: String,
    base_url: String,
    allow_http: bool,
    limits: Limits,
    connect_timeout: Duration,
    read_timeout: Duration,
    close_timeout: Option<Duration>,
    stamp_calls: bool,
    on_error: OnError,
    http: HttpOptions,
}

impl ClientBuilder {
    pub(crate) fn new(api_key: impl Into<String>) -> Self {
        Self {
            api_key: api_key.into(),
            base_url: DEFAULT_BASE_URL.to_owned(),
            allow_http: false,
            limits: Limits {
                flush_at: 50,
                flush_interval: Duration::from_millis(100),
                max_retries: 3,
                batch_events: MAX_BATCH_EVENTS,
                batch_bytes: MAX_BATCH_BYTES,
                queue_events: 10_000,
                queue_bytes: 16 * 1024 * 1024,
                when_full: WhenFull::default(),
                in_flight: 1,
            },
            connect_timeout: Duration::from_secs(10),
            read_timeout: Duration::from_secs(10),
            close_timeout: None,
            stamp_calls: false,
            on_error: Arc::new(print_to_stderr),
            http: Box::new(|http| http),
        }
    }

    /// The key in `LETTER_API_KEY`, the address in `LETTER_BASE_URL` if it is set, and the defaults.
    ///
    /// # Errors
    /// `LETTER_API_KEY` is not set.
    pub fn from_env() -> Result<Self, BuildError> {
        let read = |name| std::env::var(name).ok().filter(|value| !value.is_empty());
        let missing =
            BuildError::ApiKey { problem: "is missing: set the environment variable LETTER_API_KEY" };
        let builder = Self::new(read("LETTER_API_KEY").ok_or(missing)?);
        Ok(match read("LETTER_BASE_URL") {
            Some(base_url) => builder.base_url(base_url),
            None => builder,
        })
    }

    /// The address of the service: `https://api.letter.app` by default. Slashes at the end are
    /// stripped. Plain `http` is accepted for this machine only; see [`allow_http`](Self::allow_http).
    pub fn base_url(mut self, base_url: impl Into<String>) -> Self {
        self.base_url = base_url.into();
        self
    }

    /// Allows a base URL with plain `http` on another machine. The API key then travels unencrypted.
    pub fn allow_http(mut self, allow: bool) -> Self {
        self.allow_http = allow;
        self
    }

    /// Waiting events that start a request: 50 by default, 1 or more. 1 sends each event at once, as
    /// serverless code wants it. A number above [`max_batch_events`](Self::max_batch_events) counts
    /// as that: waiting for more than one request holds gains nothing.
    pub fn flush_at(mut self, events: usize) -> Self {
        self.limits.flush_at = events;
        self
    }

    /// The longest that an event waits for others: 100 ms by default. Later events do not prolong it.
    /// More than a year counts as a year.
    pub fn flush_interval(mut self, interval: Duration) -> Self {
        self.limits.flush_interval = interval.min(YEAR);
        self
    }

    /// How often a request that failed for a passing reason is repeated: 3 times by default, so 4
    /// attempts in all. A 429 counts as well.
    pub fn max_retries(mut self, retries: u32) -> Self {
        self.limits.max_retries = retries;
        self
    }

    /// The longest that connecting may take: 10 s by default.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = timeout;
        self
    }

    /// The longest that sending a request and waiting for its reply may take: 10 s by default. An
    /// attempt takes no longer than this and the connect timeout together.
    pub fn read_timeout(mut self, timeout: Duration) -> Self {
        self.read_timeout = timeout;
        self
    }

    /// The longest that [`Client::close`] takes, pauses that the service asks for included:
    /// `read_timeout × (max_retries + 2)` by default, as in the official clients, so 50 s.
    pub fn close_timeout(mut self, timeout: Duration) -> Self {
        self.close_timeout = Some(timeout);
        self
    }

    /// Requests under way at once: 1 by default, which keeps all events in order. With more, a
    /// `track` can overtake the `identify` before it.
    pub fn max_in_flight(mut self, requests: usize) -> Self {
        self.limits.in_flight = requests;
        self
    }

    /// Events in a request at most: 100 by default, as in the official clients.
    pub fn max_batch_events(mut self, events: usize) -> Self {
        self.limits.batch_events = events;
        self
    }

    /// Bytes in a request's body at most: 475 KiB by default. An event that does not fit is an error
    /// at the call.
    pub fn max_batch_bytes(mut self, bytes: usize) -> Self {
        self.limits.batch_bytes = bytes;
        self
    }

    /// Events pending at most, waiting or being sent: 10,000 by default.
    pub fn max_queue_events(mut self, events: usize) -> Self {
        self.limits.queue_events = events;
        self
    }

    /// Bytes of the events pending at most: 16 MiB by default.
    pub fn max_queue_bytes(mut self, bytes: usize) -> Self {
        self.limits.queue_bytes = bytes;
        self
    }

    /// What becomes of a new event when the queue is full: it is rejected by default.
    pub fn when_full(mut self, policy: WhenFull) -> Self {
        self.limits.when_full = policy;
        self
    }

    /// Gives each event the time of its call as `timestamp`, unless it has one. By default it is left
    /// out, as in the official clients, and the service dates an event on arrival.
    pub fn stamp_calls(mut self, stamp: bool) -> Self {
        self.stamp_calls = stamp;
        self
    }

    /// Called with events that will not be delivered, and the reason; prints `[letter] message` to
    /// stderr by default, as the official clients do.
    ///
    /// It runs on the client's worker, so nothing is sent meanwhile: hand slow work to another thread.
    /// Sending from inside it works; waiting for `flush` or `close` is an error. A panic in it is
    /// caught and logged.
    pub fn on_error(mut self, on_error: impl Fn(&Undelivered) + Send + Sync + 'static) -> Self {
        self.on_error = Arc::new(on_error);
        self
    }

    /// Changes the underlying HTTP client: proxies, the local address, DNS.
    ///
    /// TLS trusts what the platform trusts; other roots or a client certificate come as a complete
    /// configuration, [`rustls::ClientConfig`](crate::rustls::ClientConfig), with reqwest's
    /// `tls_backend_preconfigured`. Redirects, time-outs, retries and
    /// https-only are set afterwards and cannot be changed here.
    pub fn http(
        mut self,
        options: impl FnOnce(reqwest::ClientBuilder) -> reqwest::ClientBuilder + Send + 'static,
    ) -> Self {
        self.http = Box::new(options);
        self
    }

    /// Starts the client and its worker thread. No request is made yet.
    ///
    /// # Errors
    /// Says which option is at fault, or why HTTP, TLS or the thread could not be set up.
    pub fn build(self) -> Result<Client, BuildError> {
        let key = ApiKey::new(&self.api_key)?;
        let url = endpoint::batch_url(&self.base_url, self.allow_http)?;
        self.check_options()?;
        let attempt = self.connect_timeout.saturating_add(self.read_timeout);
        let close_timeout = self
            .close_timeout
            .unwrap_or_else(|| self.read_timeout.saturating_mul(self.limits.max_retries.saturating_add(2)));
        let transport = Http::new(url, key, self.connect_timeout, attempt, self.http)?;
        worker::start(Transport::Http(transport), self.limits, self.on_error)
            .map(|handle| Client::new(handle, close_timeout, self.stamp_calls))
            .map_err(BuildError::Worker)
    }

    /// A client without a network, which records what it accepts.
    #[cfg(feature = "testing")]
    pub(crate) fn build_recording(
        self,
        recording: Arc<crate::testing::Recording>,
    ) -> Result<Client, BuildError> {
        worker::start(Transport::Nowhere, self.limits, self.on_error)
            .map(|handle| Client::new(handle, Duration::from_secs(50), false).recorded(recording))
            .map_err(BuildError::Worker)
    }

    fn check_options(&self) -> Result<(), BuildError> {
        let limits = &self.limits;
        for (option, value) in [
            ("flush_at", limits.flush_at),
            ("max_in_flight", limits.in_flight),
            ("max_batch_events", limits.batch_events),
            ("max_queue_events", limits.queue_events),
            ("max_queue_bytes", limits.queue_bytes),
        ] {
            if value == 0 {
                return Err(BuildError::Option { option, problem: "must be at least 1".to_owned() });
            }
        }
        if !(1024..=64 * 1024 * 1024).contains(&limits.batch_bytes) {
            let problem = "must be between 1 KiB and 64 MiB".to_owned();
            return Err(BuildError::Option { option: "max_batch_bytes", problem });
        }
        for (option, value) in
            [("connect_timeout", self.connect_timeout), ("read_timeout", self.read_timeout)]
        {
            if value.is_zero() {
                return Err(BuildError::Option { option, problem: "must be longer than 0".to_owned() });
            }
        }
        Ok(())
    }
}

#[expect(clippy::print_stderr, reason = "what the official clients do when no callback is given")]
fn print_to_stderr(undelivered: &Undelivered) {
    eprintln!("[letter] {undelivered}");
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("api_key", &"***")
            .field("base_url", &self.base_url)
            .field("limits", &self.limits)
            .field("connect_timeout", &self.connect_timeout)
            .field("read_timeout", &self.read_timeout)
            .finish_non_exhaustive()
    }
}
