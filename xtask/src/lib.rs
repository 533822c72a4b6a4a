//! The project's commands, as a library, so that any workspace has them with a three-line crate.
//!
//! A module for each command; `cli.rs` is what can be typed, `failure.rs` how a command ends badly,
//! `program.rs` how the programs are started that are not part of this one, `properties.rs` what the events
//! of a plan hold at any depth, `terminal.rs` how text of the plan's files is shown.

mod cli;
mod demo;
mod failure;
mod new;
mod plan_folder;
mod program;
mod properties;
mod search;
mod serve;
mod stats;
mod terminal;

pub use cli::run;
