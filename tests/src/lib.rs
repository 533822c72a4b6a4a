//! End-to-end, compile-time and fault tests of the workspace; here is what several of them need.

pub mod exported;
pub mod http;
pub mod official_client;
