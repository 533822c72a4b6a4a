//! The tracking plan as data, shared by the macros and the command line.
//!
//! It knows no tokens, no network and no clock.

pub mod name;
pub mod pattern;
pub mod suggest;
