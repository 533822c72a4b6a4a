//! One request over HTTP, and how it ended.

use std::collections::VecDeque;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http_body::{Frame, SizeHint};
use reqwest::header::{AUTHORIZATION, CONTENT_TYPE, HeaderValue, RETRY_AFTER};
use reqwest::{Response, Url};

use crate::BuildError;
use crate::delivery::{BODY_END, BODY_START, Batch, Outcome};
use crate::key::ApiKey;

/// Bytes of a reply that are read at most.
const REPLY_BYTES: usize = 64 * 1024;
/// Characters of the service's message that are kept.
const MESSAGE_CHARS: usize = 300;
/// How long the rest of a reply may take once its meaning is known; reading it lets the
/// connection be used again.
const REST: Duration = Duration::from_secs(1);
/// Idle connections are closed before most load balancers would close them from the other side.
const IDLE: Duration = Duration::from_secs(30);

/// Where batches go.
#[derive(Debug)]
pub(crate) enum Transport {
    Http(Http),
    /// Everything is delivered, and goes nowhere.
    #[cfg(feature = "testing")]
    Nowhere,
}

impl Transport {
    /// Sends one request. Delivery is decided by the reply's head; what is left of the reply then is
    /// for [`finish`].
    pub(crate) async fn send(&self, batch: &Batch) -> (Outcome, Option<Response>) {
        match self {
            Self::Http(http) => http.send(batch).await,
            #[cfg(feature = "testing")]
            Self::Nowhere => (Outcome::Delivered, None),
        }
    }
}

/// Sends batches to one address with one key.
#[derive(Debug)]
pub(crate) struct Http {
    http: reqwest::Client,
    url: Url,
    authorization: HeaderValue,
    attempt_timeout: Duration,
}

impl Http {
    pub(crate) fn new(
        url: Url,
        key: ApiKey,
        connect_timeout: Duration,
        attempt_timeout: Duration,
        options: impl FnOnce(reqwest::ClientBuilder) -> reqwest::ClientBuilder,
    ) -> Result<Self, BuildError> {
        let https = url.scheme() == "https";
        let tls = tls(https).map_err(|error| BuildError::Http(error.into()))?;
        let http = reqwest::Client::builder().tls_backend_preconfigured(tls).pool_idle_timeout(IDLE);
        let http = options(http)
            .user_agent(concat!("letter-rust/", env!("CARGO_PKG_VERSION")))
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never())
            .referer(false)
            .https_only(https)
            .connect_timeout(connect_timeout)
            .build()
            .map_err(|error| BuildError::Http(error.into()))?;
        Ok(Self { http, url, authorization: key.header(), attempt_timeout })
    }

    async fn send(&self, batch: &Batch) -> (Outcome, Option<Response>) {
        match tokio::time::timeout(self.attempt_timeout, self.attempt(batch)).await {
            Ok(Ok((outcome, rest))) => (outcome, rest),
            Ok(Err(error)) => (Outcome::Failed { cause: describe(error) }, None),
            Err(_) => {
                let cause = format!("no reply within {:?}", self.attempt_timeout);
                (Outcome::Failed { cause }, None)
            }
        }
    }

    async fn attempt(&self, batch: &Batch) -> reqwest::Result<(Outcome, Option<Response>)> {
        let request = self
            .http
            .post(self.url.clone())
            .header(CONTENT_TYPE, HeaderValue::from_static("application/json"))
            .header(AUTHORIZATION, self.authorization.clone())
            .body(reqwest::Body::wrap(BatchBody::new(batch)));
        let mut response = request.send().await?;
        let status = response.status();
        let retry_after =
            response.headers().get(RETRY_AFTER).and_then(|value| value.to_str().ok()).map(str::to_owned);
        let message = if status.is_success() { None } else { read_message(&mut response).await };
        let outcome = Outcome::of_reply(status.as_u16(), retry_after.as_deref(), message, SystemTime::now());
        Ok((outcome, Some(response)))
    }
}

/// Reads the rest of a reply, within bounds, so that the connection can be used again.
pub(crate) async fn finish(mut response: Response) {
    let mut left = REPLY_BYTES;
    let rest = async {
        while let Ok(Some(chunk)) = response.chunk().await {
            left = left.saturating_sub(chunk.len());
            if left == 0 {
                return;
            }
        }
    };
    // Whether it ended, failed or took too long: nothing depends on it.
    let _ = tokio::time::timeout(REST, rest).await;
}

/// What the service says about a refusal. A body that cannot be read in time says nothing.
async fn read_message(response: &mut Response) -> Option<String> {
    let mut body = Vec::new();
    let reading = async {
        while let Ok(Some(chunk)) = response.chunk().await {
            body.extend_from_slice(&chunk[..chunk.len().min(REPLY_BYTES - body.len())]);
            if body.len() == REPLY_BYTES {
                return;
            }
        }
    };
    let _ = tokio::time::timeout(REST, reading).await;
    message_of(&body)
}

/// The message of `{"error":{"code","message","reason"}}`, or of `{"error":"…"}`, on one line.
fn message_of(body: &[u8]) -> Option<String> {
    let body: serde_json::Value = serde_json::from_slice(body).ok()?;
    let error = body.get("error")?;
    let part = |key: &str| error.get(key).and_then(serde_json::Value::as_str);
    let message = match (error.as_str(), part("message").or_else(|| part("code")), part("reason")) {
        (Some(message), _, _) | (None, Some(message), None) => message.to_owned(),
        (None, Some(message), Some(reason)) => format!("{message} ({reason})"),
        (None, None, reason) => reason?.to_owned(),
    };
    let line = message.chars().map(|c| if c.is_control() { ' ' } else { c });
    Some(line.take(MESSAGE_CHARS).collect())
}

/// An error and what it comes from, without the URL, which the builder's caller knows.
fn describe(error: reqwest::Error) -> String {
    let error = error.without_url();
    let mut text = error.to_string();
    let mut source = std::error::Error::source(&error);
    while let Some(cause) = source {
        let cause_text = cause.to_string();
        if !text.contains(&cause_text) {
            text.push_str(": ");
            text.push_str(&cause_text);
        }
        source = cause.source();
    }
    text
}

/// TLS by ring, trusting what the platform trusts. Without https no roots are read.
fn tls(https: bool) -> Result<rustls::ClientConfig, rustls::Error> {
    use rustls_platform_verifier::BuilderVerifierExt as _;

    let provider = std::sync::Arc::new(rustls::crypto::ring::default_provider());
    let builder =
        rustls::ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions()?;
    let builder = if https {
        builder.with_platform_verifier()?
    } else {
        builder.with_root_certificates(rustls::RootCertStore::empty())
    };
    Ok(builder.with_no_client_auth())
}

/// A batch as the body of a request: the frame around the queued bytes, which are not copied.
struct BatchBody {
    parts: VecDeque<Bytes>,
    left: u64,
}

impl BatchBody {
    fn new(batch: &Batch) -> Self {
        let parts =
            VecDeque::from([Bytes::from_static(BODY_START), batch.items(), Bytes::from_static(BODY_END)]);
        let left = parts.iter().map(|part| part.len() as u64).sum();
        Self { parts, left }
    }
}

impl http_body::Body for BatchBody {
    type Data = Bytes;
    type Error = std::convert::Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        let part = self.parts.pop_front();
        self.left -= part.as_ref().map_or(0, |part| part.len() as u64);
        Poll::Ready(part.map(|part| Ok(Frame::data(part))))
    }

    fn is_end_stream(&self) -> bool {
        self.parts.is_empty()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.left)
    }
}

#[cfg(test)]
mod tests {
    use super::message_of;

    #[test]
    fn refusals_are_read_tolerantly() {
        let of = |body: &str| message_of(body.as_bytes());
        assert_eq!(
            of(r#"{"error":{"code":"bad_request","message":"no user","reason":"x"}}"#).as_deref(),
            Some("no user (x)")
        );
        assert_eq!(of(r#"{"error":{"code":"forbidden"}}"#).as_deref(), Some("forbidden"));
        assert_eq!(of(r#"{"error":"nope"}"#).as_deref(), Some("nope"));
        assert_eq!(of("{\"error\":\"a\\nb\\u001b[31m\"}").as_deref(), Some("a b [31m"));
        for silent in ["", "<html>", "{}", "[]", r#"{"error":null}"#, r#"{"error":{}}"#, r#"{"error":3}"#] {
            assert_eq!(of(silent), None, "{silent}");
        }
        let long = format!(r#"{{"error":"{}"}}"#, "é".repeat(1000));
        assert_eq!(of(&long).map(|message| message.chars().count()), Some(300));
    }
}
