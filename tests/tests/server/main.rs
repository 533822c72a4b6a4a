//! The local ingestion server, seen over TCP as any program sees it.

mod faults;
mod ingest;
mod lifecycle;
mod official_client;

fn ids(server: &letter::testing::Server) -> Vec<String> {
    server.messages().iter().map(|message| message.message_id().to_owned()).collect()
}
