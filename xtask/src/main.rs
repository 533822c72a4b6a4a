//! `cargo xtask`: the entry point.
fn main() {}
