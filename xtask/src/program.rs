//! Starting cargo, and by it the programs that are kept out of this one because they speak HTTP.

use std::env;
use std::ffi::{OsStr, OsString};
use std::io::{self, IsTerminal};
use std::path::Path;
use std::process::{Command, ExitCode};

use crate::failure::Failure;

/// The package that holds them, in letter's repository.
const MANIFEST: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../demo/Cargo.toml");

/// Builds and runs a program of the package `letter-demo`, in the place of this process where the
/// system can do that, so that whoever ends the one ends the other.
///
/// # Errors
/// When it cannot be started.
pub(crate) fn run<S: AsRef<OsStr>>(
    program: &str,
    arguments: impl IntoIterator<Item = S>,
) -> Result<ExitCode, Failure> {
    let mut command = command(program, arguments)?;
    match replace(&mut command) {
        Ok(code) => Ok(code),
        Err(error) => Err(not_started(&command, &error)),
    }
}

/// The same, and comes back when it has ended; says whether it did what it should.
///
/// # Errors
/// When it cannot be started.
pub(crate) fn wait(program: &str) -> Result<bool, Failure> {
    let mut command = command(program, [""; 0])?;
    let status = command.status().map_err(|error| not_started(&command, &error))?;
    Ok(status.success())
}

/// cargo: the one that started this program, else the one of that name.
///
/// What `cargo run` told this program of its own package is taken away: build scripts that look at it would run again,
/// and with them ring be compiled again, at each change between this command and a plain build.
pub(crate) fn cargo() -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo")));
    let told = ["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_BIN_", "CARGO_CRATE_", "CARGO_PRIMARY_PACKAGE"];
    for (variable, _) in env::vars_os() {
        if variable.to_str().is_some_and(|name| told.iter().any(|told| name.starts_with(told))) {
            command.env_remove(variable);
        }
    }
    command
}

pub(crate) fn not_started(command: &Command, error: &io::Error) -> Failure {
    Failure::new(format!("{} cannot be started: {error}", command.get_program().display()))
}

/// What builds and runs a program.
fn command<S: AsRef<OsStr>>(
    program: &str,
    arguments: impl IntoIterator<Item = S>,
) -> Result<Command, Failure> {
    if !Path::new(MANIFEST).is_file() {
        return Err(Failure::new(format!(
            "`{program}` is a program of letter's repository and not part of its packages: \
             run `cargo xtask {program}` in a checkout of the repository"
        )));
    }
    let mut command = cargo();
    command.arg("run");
    if !io::stderr().is_terminal() {
        command.arg("--quiet");
    }
    command.args(["--manifest-path", MANIFEST, "--bin", program, "--"]).args(arguments);
    Ok(command)
}

#[cfg(unix)]
fn replace(command: &mut Command) -> io::Result<ExitCode> {
    use std::os::unix::process::CommandExt;
    Err(command.exec())
}

#[cfg(not(unix))]
fn replace(command: &mut Command) -> io::Result<ExitCode> {
    let status = command.status()?;
    // A program that was ended from outside has no code of its own.
    let code = status.code().and_then(|code| u8::try_from(code).ok()).unwrap_or(1);
    Ok(ExitCode::from(code))
}
