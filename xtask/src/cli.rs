//! What can be typed after `cargo xtask`.

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::{demo, new, search, serve, stats};

/// The tracking plan's tools, and the programs to try it out with.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", disable_help_subcommand = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Demo(demo::Arguments),
    New(new::Arguments),
    Search(search::Arguments),
    Serve(serve::Arguments),
    Stats(stats::Arguments),
}

/// Runs the command that the process was started with.
///
/// The exit code is 0 for success, 1 for findings, and 2 for wrong usage and for files or ports that
/// cannot be used.
#[must_use]
pub fn run() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // Without a terminal to write to there is nothing left to say.
            let _ = error.print();
            return if error.use_stderr() { ExitCode::from(2) } else { ExitCode::SUCCESS };
        }
    };
    let ended = match cli.command {
        Command::Demo(arguments) => demo::run(&arguments),
        Command::New(arguments) => new::run(&arguments),
        Command::Search(arguments) => search::run(&arguments),
        Command::Serve(arguments) => serve::run(&arguments),
        Command::Stats(arguments) => stats::run(&arguments),
    };
    ended.unwrap_or_else(|failure| failure.report())
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_consistent() {
        super::Cli::command().debug_assert();
    }
}
