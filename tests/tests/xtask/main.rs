//! `cargo xtask`, run as a user runs it.

#![expect(clippy::unwrap_used, reason = "a panic is how a test reports")]

mod accept;
mod check;
mod demo;
mod diff;
mod docs;
mod export;
mod new;
mod repository;
mod search;
mod serve;
mod transcript;
mod usage;
mod usage_of_events;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// `cargo xtask` with these arguments, in the workspace.
fn xtask(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO"));
    command.arg("xtask").args(arguments).current_dir(workspace());
    command
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}
