//! The macros of `letter`; their documentation stands on the re-exports in that crate.
