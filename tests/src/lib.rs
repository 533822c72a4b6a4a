//! End-to-end, compile-time and fault tests of the workspace.
