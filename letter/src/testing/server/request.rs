//! A request as the local server saw it, and what became of it.

use std::sync::Arc;

use hyper::body::Bytes;
use hyper::header::AUTHORIZATION;
use hyper::http::request;
use serde_json::Value;

use super::Received;

/// A request to the ingestion API of a [`Server`](super::Server). Cloning it is cheap.
#[derive(Debug, Clone)]
pub struct Request(Arc<Parts>);

#[derive(Debug)]
struct Parts {
    head: Head,
    body: Bytes,
    outcome: Outcome,
}

/// What stands before the body.
#[derive(Debug)]
pub(super) struct Head {
    pub(super) method: String,
    pub(super) path: String,
    headers: Vec<(String, String)>,
}

/// What became of a request.
#[derive(Debug, Default)]
pub(super) struct Outcome {
    pub(super) status: Option<u16>,
    pub(super) refusal: Option<String>,
    pub(super) messages: Vec<Received>,
    pub(super) duplicates: usize,
}

impl Head {
    pub(super) fn new(parts: &request::Parts, show_authorization: bool) -> Self {
        let shown = |(name, value): (&hyper::header::HeaderName, &hyper::header::HeaderValue)| {
            let value = String::from_utf8_lossy(value.as_bytes());
            let value = match value.split_once(' ') {
                _ if name != AUTHORIZATION || show_authorization => value.into_owned(),
                Some((scheme, _)) => format!("{scheme} ***"),
                None => "***".to_owned(),
            };
            (name.as_str().to_owned(), value)
        };
        Self {
            method: parts.method.to_string(),
            path: parts.uri.path().to_owned(),
            headers: parts.headers.iter().map(shown).collect(),
        }
    }
}

impl Request {
    pub(super) fn new(head: Head, body: Bytes, outcome: Outcome) -> Self {
        Self(Arc::new(Parts { head, body, outcome }))
    }

    /// Bytes that keeping it takes, roughly.
    pub(super) fn size(&self) -> usize {
        self.0.body.len()
            + self.0.head.headers.iter().map(|(name, value)| name.len() + value.len()).sum::<usize>()
    }

    /// The method, in capitals.
    #[must_use]
    pub fn method(&self) -> &str {
        &self.0.head.method
    }

    /// The path, without a query.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.0.head.path
    }

    /// The headers in order, with names in lower case. The key in `authorization` reads `***`, unless
    /// [`show_authorization`](super::ServerBuilder::show_authorization) is set.
    pub fn headers(&self) -> impl ExactSizeIterator<Item = (&str, &str)> {
        self.0.head.headers.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// The first header of this name, in any case.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers().find(|(found, _)| found.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    /// The body. Of a body over the limit, only what is within it.
    #[must_use]
    pub fn body(&self) -> &[u8] {
        &self.0.body
    }

    /// The body as JSON, if it is JSON.
    #[must_use]
    pub fn json(&self) -> Option<Value> {
        serde_json::from_slice(self.body()).ok()
    }

    /// The status of the reply; `None` if there is none, as with [`Reply::hang`](super::Reply::hang).
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        self.0.outcome.status
    }

    /// Why the server refused it, if it did so on its own account.
    #[must_use]
    pub fn refusal(&self) -> Option<&str> {
        self.0.outcome.refusal.as_deref()
    }

    /// The messages that were accepted with it, without those that were there before.
    #[must_use]
    pub fn messages(&self) -> &[Received] {
        &self.0.outcome.messages
    }

    /// How many of its messages were there before.
    #[must_use]
    pub fn duplicates(&self) -> usize {
        self.0.outcome.duplicates
    }
}
