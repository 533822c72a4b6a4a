//! How far a build is, for somebody who watches it on a terminal.

use std::io::{self, IsTerminal, Write};
use std::time::{Duration, Instant};

/// How often the line is written again.
const PAUSE: Duration = Duration::from_millis(80);

/// A line that is written over, on a terminal; nothing elsewhere.
#[derive(Debug)]
pub(crate) struct Progress {
    shown: bool,
    last: Option<Instant>,
}

impl Progress {
    pub(crate) fn new() -> Self {
        Self { shown: io::stderr().is_terminal(), last: None }
    }

    /// Says that `done` of `all` are through a step.
    pub(crate) fn step(&mut self, what: &str, done: usize, all: usize) {
        let soon = self.last.is_some_and(|last| last.elapsed() < PAUSE);
        if !self.shown || (soon && done < all) {
            return;
        }
        self.last = Some(Instant::now());
        // Without a terminal to write to there is nothing left to say.
        let _ = write!(io::stderr(), "\r\x1b[2K{what} {done}/{all}");
        let _ = io::stderr().flush();
    }

    /// Takes the line away.
    pub(crate) fn done(&mut self) {
        if self.shown && self.last.take().is_some() {
            // As above.
            let _ = write!(io::stderr(), "\r\x1b[2K");
            let _ = io::stderr().flush();
        }
    }
}
