//! Deciding what a request gets: on its merits, or as scripted.

use std::time::Duration;

use hyper::body::Bytes;
use hyper::header::{ALLOW, AUTHORIZATION, HeaderMap, HeaderValue};
use hyper::http::request;
use hyper::{Method, StatusCode};
use serde_json::json;
use serde_json::value::RawValue;

use super::Received;
use super::item::{kind_of, read_batch, read_single};
use super::reply::{Reply, Then};
use super::request::{Head, Outcome, Request};
use super::state::Shared;
use crate::Kind;

/// What the server does with a request, after `delay`.
pub(super) struct Answer {
    pub(super) delay: Duration,
    pub(super) then: Then,
}

/// A body as far as it was read.
pub(super) struct Body {
    pub(super) bytes: Bytes,
    /// Whether there was more than the limit, which is not in `bytes`.
    pub(super) is_over_limit: bool,
}

/// Where a request goes.
enum Endpoint {
    Batch,
    Single(Kind),
    Messages,
    Findings,
    Stats,
}

/// Why a request is refused.
struct Refusal {
    status: StatusCode,
    message: String,
}

/// An error body in the service's form. Its code is left out where none is known.
pub(super) fn error_body(status: StatusCode, message: &str) -> Bytes {
    let code = match status {
        StatusCode::BAD_REQUEST => Some("bad_request"),
        StatusCode::UNAUTHORIZED => Some("unauthorized"),
        StatusCode::FORBIDDEN => Some("forbidden"),
        _ => None,
    };
    let error = match code {
        Some(code) => json!({ "error": { "code": code, "message": message } }),
        None => json!({ "error": { "message": message } }),
    };
    Bytes::from(error.to_string())
}

/// Decides a request, and records it unless it is one for inspection.
pub(super) fn decide(shared: &Shared, parts: &request::Parts, body: Body) -> Answer {
    match Endpoint::of(parts.uri.path()) {
        Some(Endpoint::Batch) => {
            ingest(shared, parts, body, |body| read_batch(body).map_err(Refusal::bad_request))
        }
        Some(Endpoint::Single(kind)) => {
            ingest(shared, parts, body, |body| read_single(kind, body).map_err(Refusal::bad_request))
        }
        Some(Endpoint::Messages) => {
            let messages = shared.messages();
            let items: Vec<&RawValue> = messages.iter().map(Received::raw_value).collect();
            inspect(parts, serde_json::to_vec(&items))
        }
        Some(Endpoint::Findings) => inspect(parts, serde_json::to_vec(&findings(&shared.messages()))),
        Some(Endpoint::Stats) => inspect(parts, serde_json::to_vec(&shared.stats())),
        None => {
            let message = format!("there is nothing at {}", parts.uri.path());
            let refusal = Refusal { status: StatusCode::NOT_FOUND, message };
            let mut outcome = Outcome::default();
            let then = refusal.answer(&mut outcome);
            record(shared, parts, body, Vec::new(), outcome, Answer { delay: Duration::ZERO, then })
        }
    }
}

impl Endpoint {
    fn of(path: &str) -> Option<Self> {
        match path {
            "/v1/batch" => Some(Self::Batch),
            "/_letter/messages" => Some(Self::Messages),
            "/_letter/findings" => Some(Self::Findings),
            "/_letter/stats" => Some(Self::Stats),
            _ => path.strip_prefix("/v1/").and_then(kind_of).map(Self::Single),
        }
    }
}

fn ingest(
    shared: &Shared,
    parts: &request::Parts,
    body: Body,
    read: impl FnOnce(&[u8]) -> Result<Vec<Received>, Refusal>,
) -> Answer {
    let reply = shared.next_reply().unwrap_or_else(Reply::accept);
    let mut outcome = Outcome::default();
    let mut accepted = Vec::new();
    let mut then = reply.then;
    if reply.accepts {
        match check(shared, parts, &body, read) {
            Ok(messages) => accepted = messages,
            Err(refusal) => then = refusal.answer(&mut outcome),
        }
    }
    record(shared, parts, body, accepted, outcome, Answer { delay: reply.delay, then })
}

/// What every request to the ingestion API must fulfil.
fn check(
    shared: &Shared,
    parts: &request::Parts,
    body: &Body,
    read: impl FnOnce(&[u8]) -> Result<Vec<Received>, Refusal>,
) -> Result<Vec<Received>, Refusal> {
    if parts.method != Method::POST {
        let message = format!("{} takes POST and not {}", parts.uri.path(), parts.method);
        return Err(Refusal { status: StatusCode::METHOD_NOT_ALLOWED, message });
    }
    if !has_bearer(&parts.headers) {
        let message = "the header `Authorization: Bearer <API key>` is missing".to_owned();
        return Err(Refusal { status: StatusCode::UNAUTHORIZED, message });
    }
    if body.is_over_limit {
        let message = format!("the body is larger than {} bytes", body.bytes.len());
        return Err(Refusal { status: StatusCode::PAYLOAD_TOO_LARGE, message });
    }
    let messages = read(&body.bytes)?;
    for rule in shared.rules() {
        if let Some(at) = messages.iter().position(|message| rule(message)) {
            return Err(Refusal::bad_request(format!("batch[{at}] is rejected by a rule of the test")));
        }
    }
    Ok(messages)
}

/// Whether there is a key; any will do.
fn has_bearer(headers: &HeaderMap) -> bool {
    let header = headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok());
    let scheme_and_key = header.and_then(|header| header.split_once(' '));
    scheme_and_key
        .is_some_and(|(scheme, key)| scheme.eq_ignore_ascii_case("bearer") && !key.trim().is_empty())
}

fn record(
    shared: &Shared,
    parts: &request::Parts,
    body: Body,
    accepted: Vec<Received>,
    mut outcome: Outcome,
    answer: Answer,
) -> Answer {
    outcome.status = match &answer.then {
        Then::Answer { status, .. } => Some(status.as_u16()),
        Then::Hang | Then::Disconnect => None,
    };
    let head = Head::new(parts, shared.hooks.show_authorization);
    shared.record(accepted, outcome, |outcome| Request::new(head, body.bytes, outcome));
    answer
}

impl Refusal {
    fn bad_request(message: String) -> Self {
        Self { status: StatusCode::BAD_REQUEST, message }
    }

    /// The answer that says so, noted in the outcome.
    fn answer(self, outcome: &mut Outcome) -> Then {
        let body = error_body(self.status, &self.message);
        outcome.refusal = Some(self.message);
        let mut headers = HeaderMap::new();
        if self.status == StatusCode::METHOD_NOT_ALLOWED {
            headers.insert(ALLOW, HeaderValue::from_static("POST"));
        }
        Then::Answer { status: self.status, headers, body }
    }
}

/// Answers a request for inspection.
fn inspect(parts: &request::Parts, json: Result<Vec<u8>, serde_json::Error>) -> Answer {
    let (status, body) = match json {
        _ if parts.method != Method::GET => {
            (StatusCode::METHOD_NOT_ALLOWED, error_body(StatusCode::METHOD_NOT_ALLOWED, "use GET"))
        }
        Ok(json) => (StatusCode::OK, Bytes::from(json)),
        Err(error) => {
            let status = StatusCode::INTERNAL_SERVER_ERROR;
            (status, error_body(status, &error.to_string()))
        }
    };
    Answer { delay: Duration::ZERO, then: Then::Answer { status, headers: HeaderMap::new(), body } }
}

/// What the check found, as `GET /_letter/findings` shows it.
fn findings(messages: &[Received]) -> Vec<serde_json::Value> {
    let found = messages.iter().filter(|message| !message.findings().is_empty());
    found.map(|found| json!({ "messageId": found.message_id(), "findings": found.findings() })).collect()
}
