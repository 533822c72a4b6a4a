//! What can be typed after `cargo xtask`.

use std::env;
use std::ffi::OsString;
use std::process::ExitCode;

use clap::{CommandFactory as _, FromArgMatches as _, Parser, Subcommand};

use crate::{
    accept, called, check, completions, demo, diff, docs, explain, export, new, search, serve, stats, usage,
};

/// The tracking plan's tools, and the programs to try it out with.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", disable_help_subcommand = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Accept(accept::Arguments),
    Check(check::Arguments),
    Diff(diff::Arguments),
    Explain(explain::Arguments),
    Export(export::Arguments),
    Demo(demo::Arguments),
    Docs(docs::Arguments),
    New(new::Arguments),
    Search(search::Arguments),
    Serve(serve::Arguments),
    Stats(stats::Arguments),
    Usage(usage::Arguments),
    Completions(completions::Arguments),
    Man(completions::Man),
}

/// Runs the command that the process was started with.
///
/// The exit code is 0 for success, 1 for findings, and 2 for wrong usage and for files or ports that
/// cannot be used.
#[must_use]
pub fn run() -> ExitCode {
    start("cargo xtask", env::args_os())
}

/// As [`run`], for a program that cargo runs as another subcommand: `cargo letter` runs `cargo-letter`, and
/// hands it the word `letter` as its first argument.
#[must_use]
pub fn run_as(subcommand: &str) -> ExitCode {
    let mut arguments: Vec<OsString> = env::args_os().collect();
    if arguments.get(1).is_some_and(|first| first == subcommand) {
        arguments.remove(1);
    }
    start(&format!("cargo {subcommand}"), arguments)
}

fn start(name: &str, arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    called::remember(name);
    let command = || Cli::command().bin_name(name);
    let parsed = command().try_get_matches_from(arguments).and_then(|found| Cli::from_arg_matches(&found));
    let cli = match parsed {
        Ok(cli) => cli,
        Err(error) => {
            // Without a terminal to write to there is nothing left to say.
            let _ = error.print();
            return if error.use_stderr() { ExitCode::from(2) } else { ExitCode::SUCCESS };
        }
    };
    let ended = match cli.command {
        Command::Accept(arguments) => accept::run(&arguments),
        Command::Check(arguments) => check::run(&arguments),
        Command::Diff(arguments) => diff::run(&arguments),
        Command::Explain(arguments) => explain::run(&arguments),
        Command::Export(arguments) => export::run(&arguments),
        Command::Demo(arguments) => demo::run(&arguments),
        Command::Docs(arguments) => docs::run(&arguments),
        Command::New(arguments) => new::run(arguments),
        Command::Search(arguments) => search::run(&arguments),
        Command::Serve(arguments) => serve::run(&arguments),
        Command::Stats(arguments) => stats::run(&arguments),
        Command::Usage(arguments) => usage::run(&arguments),
        Command::Completions(arguments) => completions::run(&arguments, command()),
        Command::Man(arguments) => completions::man(&arguments, command()),
    };
    ended.unwrap_or_else(|failure| failure.report())
}

#[cfg(test)]
mod tests {
    use clap::{CommandFactory, Parser};

    #[test]
    fn the_command_line_is_consistent() {
        super::Cli::command().debug_assert();
    }

    #[test]
    fn features_of_a_check_are_those_of_its_export() {
        let parsed = |arguments: &[&str]| {
            let command = super::Cli::try_parse_from(arguments).unwrap().command;
            let super::Command::Check(arguments) = command else { panic!("{command:?}") };
            arguments
        };
        parsed(&["xtask", "check", "--export", "-F", "a", "--all-features", "--no-default-features"]);
        let alone = super::check::run(&parsed(&["xtask", "check", "--features", "a"])).unwrap_err();
        assert!(format!("{alone:?}").contains("`--export`"), "{alone:?}");
    }
}
