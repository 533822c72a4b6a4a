//! Asking the `git` program.

use std::io::{self, BufReader, Read as _, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;

use crate::failure::Failure;
use crate::output::one_line;

/// git in a folder, without anything that would make its answers depend on the machine.
pub(crate) fn command(folder: &Path) -> Command {
    let mut command = Command::new("git");
    command
        .args(["--no-replace-objects", "-c", "log.showSignature=false", "-c", "core.fsmonitor=false"])
        .args(["-c", "diff.renameLimit=2000", "-c", "i18n.logOutputEncoding=UTF-8"])
        .current_dir(folder)
        .env("TZ", "UTC")
        .env("LC_ALL", "C")
        .env("GIT_OPTIONAL_LOCKS", "0")
        .env("GIT_TERMINAL_PROMPT", "0");
    for kind in ["LITERAL", "GLOB", "NOGLOB", "ICASE"] {
        command.env_remove(format!("GIT_{kind}_PATHSPECS"));
    }
    command
}

/// What git says.
///
/// # Errors
/// When it is not there, refuses in its own words, or says what is not UTF-8.
pub(crate) fn text(command: &mut Command, arguments: &[&str]) -> Result<String, Failure> {
    answer(command, arguments)?.map_err(|words| refused(&words))
}

/// What git says; the inner error has the words of a refusal.
///
/// # Errors
/// When it is not there, or says what is not UTF-8.
pub(crate) fn answer(command: &mut Command, arguments: &[&str]) -> Result<Result<String, String>, Failure> {
    let output = command.args(arguments).stdin(Stdio::null()).output().map_err(|error| not_usable(&error))?;
    if !output.status.success() {
        return Ok(Err(String::from_utf8_lossy(&output.stderr).trim().to_owned()));
    }
    String::from_utf8(output.stdout).map(Ok).map_err(|_| Failure::new("git wrote what is not UTF-8"))
}

/// A refusal, in git's words.
pub(crate) fn refused(words: &str) -> Failure {
    Failure::new(format!("git: {}", one_line(words)))
}

/// The contents of blobs, in their order and all from one process; `None` for one that git does not have.
///
/// # Errors
/// When git is not there, or ends before it has told all.
pub(crate) fn contents(command: &mut Command, blobs: &[&str]) -> Result<Vec<Option<Vec<u8>>>, Failure> {
    let mut child = command
        .args(["cat-file", "--batch"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| not_usable(&error))?;
    let (Some(mut input), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
        return Err(Failure::new("git cannot be used: it has no input or output"));
    };
    let list: String = blobs.iter().map(|blob| format!("{blob}\n")).collect();
    // While one side waits to be read, the other one must not wait to be written.
    let writer = thread::spawn(move || input.write_all(list.as_bytes()));
    let mut output = BufReader::new(output);
    let read: io::Result<Vec<_>> = blobs.iter().map(|_| content(&mut output)).collect();
    // One that was not read to its end is told so, and ends.
    drop(output);
    // All that was asked for was read: whether the last write was told so does not matter.
    let _ = writer.join();
    child.wait().and(read).map_err(|error| not_usable(&error))
}

/// One answer: a line with the blob's size, its bytes, a line break.
fn content(output: &mut impl io::BufRead) -> io::Result<Option<Vec<u8>>> {
    let mut head = String::new();
    if output.read_line(&mut head)? == 0 {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    let fields: Vec<&str> = head.split_whitespace().collect();
    let [_, "blob", size] = fields[..] else { return Ok(None) };
    let size: u64 = size.parse().map_err(|_| io::Error::from(io::ErrorKind::InvalidData))?;
    let mut bytes = Vec::new();
    output.take(size + 1).read_to_end(&mut bytes)?;
    if bytes.pop() != Some(b'\n') || bytes.len() as u64 != size {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok(Some(bytes))
}

fn not_usable(error: &io::Error) -> Failure {
    Failure::new(format!("the `git` program cannot be used: {error}"))
}
