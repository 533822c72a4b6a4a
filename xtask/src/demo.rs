//! `cargo xtask demo`: the whole way of an event, offline.

use std::path::Path;
use std::process::ExitCode;

use crate::failure::Failure;
use crate::{docs, program};

/// Letter's repository, which the demo is a part of.
const REPOSITORY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

/// Sends the reference plan's events through the client to a local server, shows what arrived, and writes
/// the plan's catalog.
///
/// It needs no network. The exit code is 1 if not everything arrived.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {}

pub(crate) fn run(Arguments {}: &Arguments) -> Result<ExitCode, Failure> {
    if !program::wait("demo")? {
        return Ok(ExitCode::FAILURE);
    }
    let out = Path::new("target").join("catalog");
    docs::write(&Path::new(REPOSITORY).join("schemas"), &[Path::new(REPOSITORY).join("demo")], &out)?;
    Ok(ExitCode::SUCCESS)
}
