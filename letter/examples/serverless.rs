//! `letter` in a Lambda-shaped handler: the process is frozen between invocations, so that each one
//! sends its events before it returns.
//!
//! `cargo run -p letter --features testing --example serverless`

use std::error::Error;
use std::time::Duration;

use letter::{Client, LetterEvent};
use serde::Serialize;

/// An invoice was paid.
#[derive(Debug, Serialize, LetterEvent)]
#[letter(track = "Invoice Paid")]
struct InvoicePaid {
    /// The amount, in cents.
    #[schemars(range(min = 1))]
    amount_cents: u64,
}

/// What the platform passes to the function.
struct Invocation {
    user_id: &'static str,
    amount_cents: u64,
}

async fn handler(letter: &Client, invocation: Invocation) -> Result<(), Box<dyn Error>> {
    letter.track(invocation.user_id, InvoicePaid { amount_cents: invocation.amount_cents })?;
    // There is no time in the background: wait here, but not for longer than the function may take.
    let report = letter.flush_within(Duration::from_secs(5)).await?;
    println!("flushed: {report}");
    Ok(())
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let server = letter::testing::Server::start()?;
    // Built once, outside of the handler: warm invocations use the connection again.
    let letter = Client::builder("lt_live_example").base_url(server.url()).flush_at(1).build()?;

    for amount_cents in [4_900, 12_000, 990] {
        handler(&letter, Invocation { user_id: "user_123", amount_cents }).await?;
        println!("the server has: {}", server.messages().len());
    }
    Ok(())
}
