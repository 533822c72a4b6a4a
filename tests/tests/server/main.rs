//! The local ingestion server, seen over TCP as any program sees it.

mod faults;
mod http;
mod ingest;
mod lifecycle;
