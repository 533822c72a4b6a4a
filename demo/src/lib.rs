//! What the programs `demo` and `serve` are made of.

pub mod check;
pub mod plan;
pub mod show;
pub mod story;
