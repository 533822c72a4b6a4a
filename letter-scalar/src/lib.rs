//! What JSON Schema asks of single values: formats of texts, exact numbers, patterns as automata.
//!
//! Each rule exists once: `letter` checks values with it at run time, and `letter-schema` checks examples
//! and samples with it when a plan is read. Nothing here allocates.

pub mod automaton;
pub mod format;
pub mod number;
