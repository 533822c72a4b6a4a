//! The project's commands, as a library, so that any workspace has them with a three-line crate.
//!
//! A module for each command; `cli.rs` is what can be typed, `called.rs` by which name, `failure.rs` how a command ends
//! badly, `git.rs` how git is asked, `git_history.rs` what it knows of the plan's past, `ledger_file.rs` the ledger on
//! the disk, `output/` how findings are written, `program.rs` how the programs are started that are not part of this
//! one, `properties.rs` what the events of a plan hold at any depth.

mod accept;
mod called;
mod check;
mod cli;
mod completions;
mod demo;
mod diff;
mod docs;
mod explain;
mod export;
mod failure;
mod git;
mod git_history;
mod ledger_file;
mod new;
mod output;
mod plan_folder;
mod program;
mod properties;
mod search;
mod serve;
mod stats;
mod today;
mod usage;
mod watch;

pub use cli::{run, run_as};
