//! `cargo xtask serve`: the local server, which holds what arrives against the plan.

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

use crate::failure::Failure;
use crate::{plan_folder, program};

/// Receives what any Letter client sends, and shows each message with what is wrong with it.
///
/// Prints `listening on http://127.0.0.1:PORT` when it is ready; give a client that address as its base
/// URL, and any API key. `GET /_letter/messages`, `/_letter/findings` and `/_letter/stats` show what
/// arrived. Ctrl-C stops it.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The folder with the plan's schema files [default: the nearest `schemas`, here or above].
    #[arg(value_name = "DIR")]
    plan: Option<PathBuf>,

    /// The port on 127.0.0.1; 0 lets the system choose one.
    #[arg(long, value_name = "PORT", default_value_t = 8787, value_parser = port)]
    port: u16,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let plan = plan_folder::find(arguments.plan.as_deref())?;
    program::run("serve", [OsString::from(arguments.port.to_string()), plan.into_os_string()])
}

fn port(text: &str) -> Result<u16, &'static str> {
    text.parse().map_err(|_| "a port is a number from 0 to 65535")
}
