//! What the local server knows, shared between its thread and the test's.

use std::collections::{HashSet, VecDeque};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::builder::Hooks;
use super::request::Outcome;
use super::{Received, Reply, Request, ServerStats, TimedOut};

/// Bytes of messages, and of requests, that are kept.
const KEPT: usize = 64 * 1024 * 1024;
/// The largest body that is read into memory.
pub(super) const MAX_BODY: usize = 16 * 1024 * 1024;

/// Refuses a request for a message in it.
pub(super) type Rule = Arc<dyn Fn(&Received) -> bool + Send + Sync>;

pub(super) struct Shared {
    pub(super) hooks: Hooks,
    state: Mutex<State>,
    changed: Condvar,
}

struct State {
    messages: VecDeque<Received>,
    message_bytes: usize,
    /// The ids of `messages`.
    ids: HashSet<String>,
    requests: VecDeque<Request>,
    request_bytes: usize,
    replies: VecDeque<Reply>,
    rules: Vec<Rule>,
    body_limit: usize,
    stats: ServerStats,
}

impl Shared {
    pub(super) fn new(hooks: Hooks) -> Self {
        let state = State {
            messages: VecDeque::new(),
            message_bytes: 0,
            ids: HashSet::new(),
            requests: VecDeque::new(),
            request_bytes: 0,
            replies: VecDeque::new(),
            rules: Vec::new(),
            body_limit: MAX_BODY,
            stats: ServerStats::default(),
        };
        Self { hooks, state: Mutex::new(state), changed: Condvar::new() }
    }

    /// No code of the user's runs under the lock, so that a panic leaves nothing half done.
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn messages(&self) -> Vec<Received> {
        self.state().messages.iter().cloned().collect()
    }

    pub(super) fn requests(&self) -> Vec<Request> {
        self.state().requests.iter().cloned().collect()
    }

    pub(super) fn stats(&self) -> ServerStats {
        self.state().stats()
    }

    pub(super) fn script(&self, replies: impl IntoIterator<Item = Reply>) {
        // The iterator is the user's code: it runs before the lock is taken.
        let replies: Vec<Reply> = replies.into_iter().collect();
        self.state().replies.extend(replies);
    }

    pub(super) fn next_reply(&self) -> Option<Reply> {
        self.state().replies.pop_front()
    }

    pub(super) fn reject_if(&self, rule: Rule) {
        self.state().rules.push(rule);
    }

    pub(super) fn rules(&self) -> Vec<Rule> {
        self.state().rules.clone()
    }

    pub(super) fn limit_body(&self, bytes: usize) {
        self.state().body_limit = bytes.min(MAX_BODY);
    }

    pub(super) fn body_limit(&self) -> usize {
        self.state().body_limit
    }

    /// Keeps a request and those of its messages that are new, in one step for whoever looks, and
    /// wakes who waits. `request` is made of the outcome, in which those messages then stand.
    pub(super) fn record(
        &self,
        accepted: Vec<Received>,
        mut outcome: Outcome,
        request: impl FnOnce(Outcome) -> Request,
    ) {
        let check = |message: Received| {
            let findings = (self.hooks.check)(&message);
            message.with_findings(findings)
        };
        let accepted: Vec<Received> = accepted.into_iter().map(check).collect();
        let mut state = self.state();
        for message in accepted {
            if state.keep_message(&message) {
                outcome.messages.push(message);
            } else {
                outcome.duplicates += 1;
            }
        }
        let request = request(outcome);
        state.keep_request(&request);
        drop(state);
        self.changed.notify_all();
        (self.hooks.on_request)(&request);
    }

    pub(super) fn wait_until(
        &self,
        timeout: Duration,
        mut condition: impl FnMut(&ServerStats) -> bool,
    ) -> Result<ServerStats, TimedOut> {
        let deadline = Instant::now().checked_add(timeout);
        loop {
            let stats = self.stats();
            if condition(&stats) {
                return Ok(stats);
            }
            let mut state = self.state();
            while state.stats() == stats {
                // A timeout beyond the clock's end is none.
                let left = deadline.map_or(Duration::MAX, |at| at.saturating_duration_since(Instant::now()));
                if left.is_zero() {
                    return Err(TimedOut { timeout, stats });
                }
                let waited = self.changed.wait_timeout(state, left);
                state = waited.unwrap_or_else(PoisonError::into_inner).0;
            }
        }
    }
}

impl State {
    fn stats(&self) -> ServerStats {
        ServerStats { replies_left: self.replies.len() as u64, ..self.stats }
    }

    /// Whether the message was new.
    fn keep_message(&mut self, message: &Received) -> bool {
        if !self.ids.insert(message.message_id().to_owned()) {
            self.stats.duplicates += 1;
            return false;
        }
        self.stats.messages += 1;
        self.stats.messages_with_findings += u64::from(!message.findings().is_empty());
        self.message_bytes += message.raw().len();
        self.messages.push_back(message.clone());
        while self.message_bytes > KEPT {
            let Some(oldest) = self.messages.pop_front() else { break };
            self.message_bytes -= oldest.raw().len();
            self.ids.remove(oldest.message_id());
            self.stats.forgotten += 1;
        }
        true
    }

    fn keep_request(&mut self, request: &Request) {
        self.stats.requests += 1;
        let succeeded = request.status().is_some_and(|status| (200..300).contains(&status));
        self.stats.failed += u64::from(!succeeded);
        self.request_bytes += request.size();
        self.requests.push_back(request.clone());
        while self.request_bytes > KEPT {
            let Some(oldest) = self.requests.pop_front() else { break };
            self.request_bytes -= oldest.size();
            self.stats.forgotten += 1;
        }
    }
}
