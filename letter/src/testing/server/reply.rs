//! Scripted replies: how a test makes the local server fail.

use std::time::Duration;

use hyper::StatusCode;
use hyper::body::Bytes;
use hyper::header::{HeaderMap, HeaderName, HeaderValue, LOCATION, RETRY_AFTER};

use super::answer::error_body;

/// What a [`Server`](super::Server) does with one request, instead of answering it on its merits.
///
/// ```
/// # use std::time::Duration;
/// # use letter::testing::{Reply, Server};
/// # let server = Server::start()?;
/// server.script([
///     Reply::status(429).retry_after("1"),
///     Reply::status(200).body("<html>not what you expect</html>"),
///     Reply::hang().after_accepting(),
///     Reply::accept().delay(Duration::from_secs(1)),
/// ]);
/// assert_eq!(server.stats().replies_left, 4);
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Debug, Clone)]
#[must_use = "a reply does nothing until a server is scripted with it"]
pub struct Reply {
    pub(super) delay: Duration,
    pub(super) accepts: bool,
    pub(super) then: Then,
}

#[derive(Debug, Clone)]
pub(super) enum Then {
    Answer { status: StatusCode, headers: HeaderMap, body: Bytes },
    Hang,
    Disconnect,
}

impl Reply {
    /// Answers the request on its merits, as if nothing were scripted: to let one pass between faults.
    pub fn accept() -> Self {
        Self::status(StatusCode::ACCEPTED.as_u16())
    }

    /// Answers with this status. With a 2xx the messages are accepted, if the request is in order (or
    /// else it is refused on its merits); with any other status they are not. The body
    /// is `{}` for a 2xx, else an error in the service's form.
    ///
    /// # Panics
    /// If it is not a status between 200 and 999.
    #[track_caller]
    pub fn status(status: u16) -> Self {
        let status = StatusCode::from_u16(status).ok().filter(|status| !status.is_informational());
        let status = status.expect("a final HTTP status is between 200 and 999");
        let body = if status.is_success() {
            Bytes::from_static(b"{}")
        } else {
            error_body(status, "scripted by the test")
        };
        let then = Then::Answer { status, headers: HeaderMap::new(), body };
        Self { delay: Duration::ZERO, accepts: status.is_success(), then }
    }

    /// Answers with 301 and this `Location`. For other redirects, give [`status`](Self::status) a
    /// [`header`](Self::header).
    ///
    /// # Panics
    /// If the location cannot stand in a header.
    #[track_caller]
    pub fn redirect(location: &str) -> Self {
        Self::status(301).header(LOCATION.as_str(), location)
    }

    /// Reads the request and never answers: it waits until the client or the server goes.
    pub fn hang() -> Self {
        Self { delay: Duration::ZERO, accepts: false, then: Then::Hang }
    }

    /// Reads the request and closes the connection without an answer.
    pub fn disconnect() -> Self {
        Self { delay: Duration::ZERO, accepts: false, then: Then::Disconnect }
    }

    /// Sets the `Retry-After` header: seconds, an HTTP-date, or whatever a test wants to be read.
    ///
    /// # Panics
    /// If the text cannot stand in a header, or the reply is not made with [`status`](Self::status).
    #[track_caller]
    pub fn retry_after(self, value: &str) -> Self {
        self.header(RETRY_AFTER.as_str(), value)
    }

    /// Adds a header.
    ///
    /// # Panics
    /// If it is not a valid header, or the reply is not made with [`status`](Self::status).
    #[track_caller]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        let name = HeaderName::try_from(name).expect("a header's name is made of letters, digits and dashes");
        let value = HeaderValue::try_from(value).expect("a header's value has no control characters");
        self.answer("header").0.append(name, value);
        self
    }

    /// Sets the body.
    ///
    /// # Panics
    /// If the reply is not made with [`status`](Self::status).
    #[track_caller]
    pub fn body(mut self, body: impl Into<Vec<u8>>) -> Self {
        *self.answer("body").1 = Bytes::from(body.into());
        self
    }

    /// Waits this long before the reply. The messages have been accepted by then, if they are at all.
    pub fn delay(mut self, delay: Duration) -> Self {
        self.delay = delay;
        self
    }

    /// Accepts the messages before the reply, which would not: the client then does not know of it.
    pub fn after_accepting(mut self) -> Self {
        self.accepts = true;
        self
    }

    #[track_caller]
    fn answer(&mut self, what: &str) -> (&mut HeaderMap, &mut Bytes) {
        match &mut self.then {
            Then::Answer { headers, body, .. } => (headers, body),
            _ => panic!("only a reply made with `Reply::status` has a {what}"),
        }
    }
}
