//! How a command ends that could not do its work.

use std::fmt;
use std::io::{self, Write};
use std::process::ExitCode;

/// Why a command could not do its work: wrong usage, or files and programs that cannot be used.
#[derive(Debug)]
pub(crate) struct Failure(String);

impl Failure {
    /// The message says what is wrong and what to do about it.
    pub(crate) fn new(message: impl fmt::Display) -> Self {
        Self(message.to_string())
    }

    /// Says on a line of its own why that was tried.
    pub(crate) fn because(self, reason: &str) -> Self {
        Self(format!("{}\n{reason}", self.0.trim_end()))
    }

    /// Prints it, and gives the exit code for it.
    pub(crate) fn report(&self) -> ExitCode {
        // Without a terminal to write to there is nothing left to say.
        let _ = writeln!(io::stderr(), "error: {}", self.0);
        ExitCode::from(2)
    }
}
