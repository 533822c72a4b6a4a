//! The project's commands, as a library, so that any workspace has them with a three-line crate.
//!
//! A module for each command; `cli.rs` is what can be typed, `failure.rs` how a command ends badly,
//! `program.rs` how the programs are started that are not part of this one.

mod cli;
mod demo;
mod docs;
mod failure;
mod plan_folder;
mod program;
mod serve;

pub use cli::run;
