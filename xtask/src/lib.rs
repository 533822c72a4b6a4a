//! The project's commands, as a library, so that any workspace has them with a three-line crate.
