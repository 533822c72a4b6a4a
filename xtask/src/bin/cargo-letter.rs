//! `cargo letter`: the commands for those who have no workspace with an `xtask` crate.

fn main() -> std::process::ExitCode {
    letter_xtask::run_as("letter")
}
