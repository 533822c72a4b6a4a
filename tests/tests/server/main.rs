//! The local ingestion server, seen over TCP as any program sees it.

#![expect(clippy::unwrap_used, reason = "a panic is how a test reports")]

mod faults;
mod http;
mod ingest;
mod lifecycle;
mod official_client;
