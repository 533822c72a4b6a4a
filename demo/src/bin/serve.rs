//! The local server with a plan: shows each message that arrives, and what is wrong with it.

use std::env;
use std::ffi::OsString;
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;
use std::sync::mpsc::{self, SyncSender};

use letter::testing::{Request, Server};
use letter_demo::check::Plan;
use letter_demo::show;

/// Lines that wait for a terminal that is slower than the clients; more are left out.
const WAITING: usize = 10_000;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            // Without a terminal to write to there is nothing left to say.
            let _ = writeln!(io::stderr(), "error: {message}");
            ExitCode::from(2)
        }
    }
}

fn run() -> Result<(), String> {
    let arguments: Vec<OsString> = env::args_os().skip(1).collect();
    let [port, folder] = &arguments[..] else {
        return Err("usage: serve PORT FOLDER, or rather: cargo xtask serve".to_owned());
    };
    let number = port.to_str().and_then(|port| port.parse().ok());
    let port: u16 = number.ok_or_else(|| format!("{} is not a port", port.display()))?;
    let plan = Plan::read(Path::new(folder)).map_err(|error| error.to_string())?;
    let events = plan.event_count();

    // Printing may block, when nobody reads what is printed; the server must not.
    let (lines, printed) = mpsc::sync_channel(WAITING);
    let server = Server::builder()
        .port(port)
        .check(move |message| plan.findings(message))
        .on_request(move |request| report(request, &lines))
        .start()
        .map_err(|error| cannot_listen(port, &error))?;
    print(&format!("listening on {}", server.url()));
    print(&format!("the plan in {} has {events} events; Ctrl-C stops", folder.display()));
    let mut messages = 0;
    for request in printed {
        print_request(&request, &mut messages);
    }
    Ok(())
}

fn report(request: &Request, lines: &SyncSender<Request>) {
    // Full: the messages are still on the server, only their lines are left out.
    let _ = lines.try_send(request.clone());
}

fn print_request(request: &Request, messages: &mut u64) {
    for message in request.messages() {
        *messages += 1;
        print(&show::line(*messages, message));
    }
    if request.duplicates() > 0 {
        print(&format!("       = {} already received, and discarded", request.duplicates()));
    }
    if let (Some(status), Some(refusal)) = (request.status(), request.refusal()) {
        let (method, path) = (request.method(), request.path());
        print(&format!("       ! {method} {path} refused with {status}: {refusal}"));
    }
}

fn print(line: &str) {
    // The server goes on when nobody looks any more.
    let _ = writeln!(io::stdout(), "{line}");
}

fn cannot_listen(port: u16, error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::AddrInUse => {
            format!("port {port} is in use by another program: stop that, or choose another with --port")
        }
        io::ErrorKind::PermissionDenied => {
            format!("port {port} is reserved to the system: choose one above 1023 with --port")
        }
        _ => format!("cannot listen on port {port}: {error}"),
    }
}
