//! `cargo xtask`: the entry point.

fn main() -> std::process::ExitCode {
    letter_xtask::run()
}
