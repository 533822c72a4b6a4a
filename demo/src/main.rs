//! The demo: typed values through the client, over HTTP, to the local server, and what arrived there.

use std::error::Error;
use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::path::Path;
use std::process::ExitCode;

use letter::testing::{Received, Server};
use letter::{Client, FlushReport};
use letter_demo::check::Plan;
use letter_demo::{show, story};

/// The reference plan.
const SCHEMAS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../schemas");

fn main() -> ExitCode {
    let (said, code) = match run() {
        Ok(Outcome { said, missing: None }) => (said, ExitCode::SUCCESS),
        Ok(Outcome { said, missing: Some(missing) }) => (format!("{said}\n{missing}\n"), ExitCode::from(1)),
        Err(error) => {
            // Without a terminal to write to there is nothing left to say.
            let _ = writeln!(io::stderr(), "error: {error}");
            return ExitCode::from(2);
        }
    };
    // As above.
    let _ = io::stdout().write_all(said.as_bytes());
    code
}

struct Outcome {
    said: String,
    /// What did not go as it should.
    missing: Option<String>,
}

fn run() -> Result<Outcome, Box<dyn Error>> {
    let plan = Plan::read(Path::new(SCHEMAS))?;
    let server = Server::builder().check(move |message| plan.findings(message)).start()?;
    let letter = Client::builder("lt_demo").base_url(server.url()).build()?;

    story::send(&letter)?;
    let rejected = story::send_invalid(&letter);
    let flushed = letter.flush_blocking()?;
    let messages = server.messages();
    let closed = letter.close_blocking()?;

    let mut said = String::new();
    let (count, requests) = (messages.len(), server.stats().requests);
    let plural = if requests == 1 { "" } else { "s" };
    writeln!(
        said,
        "The local server at {} accepted {count} messages in {requests} request{plural}:\n",
        server.url()
    )?;
    said.push_str(&table(&messages));
    let outdated: Vec<&Received> = messages.iter().filter(|message| !message.findings().is_empty()).collect();
    for message in &outdated {
        let name = message.event().unwrap_or("traits");
        writeln!(said, "\n`{name}`, held against schemas/: {}", message.findings().join("; "))?;
    }
    match &rejected {
        Ok(()) => said.push_str("\nA value that breaks its schema was accepted.\n"),
        Err(error) => {
            writeln!(said, "\nRejected at the call, and never sent: `Checkout Started`\n  {error}")?
        }
    }
    writeln!(said, "\nflush reported: {flushed}")?;

    let complete = rejected.is_err()
        && is_complete(flushed, &messages)
        && closed.events.is_complete()
        && outdated.len() == 1;
    let missing = (!complete).then(|| {
        let expected = story::MESSAGES;
        format!("This is not what should be: {expected} messages delivered and accepted, one of them deprecated, and one rejected.")
    });
    Ok(Outcome { said, missing })
}

fn is_complete(flushed: FlushReport, messages: &[Received]) -> bool {
    flushed.is_complete() && flushed.delivered == story::MESSAGES && messages.len() as u64 == story::MESSAGES
}

fn table(messages: &[Received]) -> String {
    let mut rows = vec![["#", "call", "event", "user", "account", "properties or traits"].map(str::to_owned)];
    for (at, message) in messages.iter().enumerate() {
        rows.push([
            (at + 1).to_string(),
            show::call(message.kind()).to_owned(),
            message.event().unwrap_or_default().to_owned(),
            message.user_id().to_owned(),
            message.account_id().unwrap_or_default().to_owned(),
            show::values(message),
        ]);
    }
    show::table(&rows)
}
