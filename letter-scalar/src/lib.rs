//! What JSON Schema asks of single values: formats of texts, exact numbers, patterns as automata.
//!
//! Each rule exists once: `letter` checks values with it at run time, and `letter-schema` checks examples
//! and samples with it when a plan is read. `marker.rs` is what `letter` leaves in compiled code for
//! `cargo xtask usage` to find. Nothing here allocates.

pub mod automaton;
pub mod format;
pub mod marker;
pub mod number;
