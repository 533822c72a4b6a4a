//! `cargo xtask completions` and `cargo xtask man`: what a shell and `man` read, made of the command line.

use std::io::Write as _;
use std::process::ExitCode;

use clap::Command;
use clap_complete::Shell;

use crate::failure::Failure;

/// Prints the completions of a shell for `cargo-letter`.
///
/// For example `cargo letter completions bash > ~/.local/share/bash-completion/completions/cargo-letter`.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    shell: Shell,
}

pub(crate) fn run(arguments: &Arguments, command: Command) -> Result<ExitCode, Failure> {
    let mut text = Vec::new();
    // Shells complete programs; `cargo letter` runs the program `cargo-letter`.
    clap_complete::generate(
        arguments.shell,
        &mut command.bin_name("cargo-letter"),
        "cargo-letter",
        &mut text,
    );
    print(&text)
}

/// Prints the manual page.
///
/// For example `cargo letter man > ~/.local/share/man/man1/cargo-letter.1`.
#[derive(Debug, clap::Args)]
pub(crate) struct Man {}

pub(crate) fn man(Man {}: &Man, command: Command) -> Result<ExitCode, Failure> {
    let mut text = Vec::new();
    let command = command.name("cargo-letter").bin_name("cargo letter");
    clap_mangen::Man::new(command)
        .render(&mut text)
        .map_err(|error| Failure::new(format!("the page cannot be made: {error}")))?;
    print(&text)
}

fn print(text: &[u8]) -> Result<ExitCode, Failure> {
    // Whoever reads may have gone.
    let _ = std::io::stdout().write_all(text);
    Ok(ExitCode::SUCCESS)
}
