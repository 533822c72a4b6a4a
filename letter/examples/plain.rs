//! `letter` in a plain `fn main`, without any async code.
//!
//! `cargo run -p letter --features testing --example plain`

use std::error::Error;

use letter::{Client, LetterEvent};
use serde::Serialize;

/// A report was exported to a file.
#[derive(Debug, Serialize, LetterEvent)]
#[letter(track = "Report Exported")]
struct ReportExported<'a> {
    /// What it was exported as.
    #[schemars(length(min = 1, max = 16))]
    format: &'a str,
    /// Rows written.
    row_count: u64,
}

fn main() -> Result<(), Box<dyn Error>> {
    // In an application: `Client::from_env()?`, with LETTER_API_KEY set.
    let server = letter::testing::Server::start()?;
    let letter = Client::builder("lt_live_example").base_url(server.url()).build()?;

    letter.track("user_123", ReportExported { format: "csv", row_count: 1_204 })?;

    // A value that breaks its schema never leaves the process.
    let rejected = letter.track("user_123", ReportExported { format: "", row_count: 0 });
    println!("rejected: {}", rejected.expect_err("the format is empty"));

    // Close before the process ends: `main` does not wait for the worker.
    let report = letter.close_blocking()?;
    println!("closed: {report}");
    println!("the server has: {}", server.messages().len());
    Ok(())
}
