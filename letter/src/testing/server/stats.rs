//! What has happened to the local server, in numbers, and what a wait for it ends with.

use std::fmt;
use std::time::Duration;

use serde::Serialize;

/// What has happened to a [`Server`](super::Server) since its start. `GET /_letter/stats` is this
/// as JSON, with the same names.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ServerStats {
    /// Requests to the ingestion API, whatever became of them.
    pub requests: u64,
    /// Those of them that did not get a 2xx, or no reply.
    pub failed: u64,
    /// Messages accepted, each `messageId` once.
    pub messages: u64,
    /// Messages discarded because their `messageId` was there already.
    pub duplicates: u64,
    /// Messages in which the check found something.
    pub messages_with_findings: u64,
    /// Scripted replies that no request has taken yet.
    pub replies_left: u64,
    /// Messages and requests that are no longer kept, to bound the server's memory.
    pub forgotten: u64,
}

impl fmt::Display for ServerStats {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { requests, failed, messages, duplicates, .. } = self;
        write!(f, "{messages} messages and {duplicates} duplicates in {requests} requests, {failed} failed")
    }
}

/// What was waited for did not happen in time.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct TimedOut {
    /// How long it was waited for.
    pub timeout: Duration,
    /// What had happened by then.
    pub stats: ServerStats,
}

impl fmt::Display for TimedOut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "did not happen within {:?}; the server has received {}", self.timeout, self.stats)
    }
}

impl std::error::Error for TimedOut {}
