//! `cargo xtask demo`: the whole way of an event, offline.

use std::process::ExitCode;

use crate::failure::Failure;
use crate::program;

/// Sends the reference plan's events through the client to a local server, and shows what arrived.
///
/// It needs no network. The exit code is 1 if not everything arrived.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {}

pub(crate) fn run(Arguments {}: &Arguments) -> Result<ExitCode, Failure> {
    program::run("demo", [""; 0])
}
