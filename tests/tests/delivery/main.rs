//! The client against a server that misbehaves, and against code that uses it in every way.

mod calls;
mod connections;
mod fault_server;
mod flushing;
mod replies;
mod rig;
mod runtimes;
