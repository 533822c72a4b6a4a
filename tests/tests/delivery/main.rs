//! The client against a server that misbehaves, and against code that uses it in every way.

#![expect(clippy::unwrap_used, reason = "a panic is the report of a test")]

mod calls;
mod connections;
mod fault_server;
mod flushing;
mod replies;
mod rig;
mod runtimes;
mod tls;
