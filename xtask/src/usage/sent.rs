//! Which events tests have sent: what their processes noted.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;
use std::process::{Command, Stdio};

use super::cargo::Workspace;
use super::sendable::Sendable;
use crate::failure::Failure;
use crate::program::not_started;

/// The variable that names the folder for the notes.
const FOLDER: &str = "LETTER_USAGE_DIR";

/// What the tests have sent, and whether all of them passed.
#[derive(Debug, Default)]
pub(super) struct Sent {
    pub(super) events: BTreeSet<Sendable>,
    pub(super) passed: bool,
}

/// Runs the members' tests, and reads what they noted.
///
/// # Errors
/// When they cannot be started, or the notes cannot be read.
pub(super) fn run_tests(workspace: &Workspace<'_>, arguments: &[String]) -> Result<Sent, Failure> {
    let folder = workspace.target_directory.join("letter-usage").join(std::process::id().to_string());
    let fails = |error: io::Error| Failure::new(format!("{}: {error}", folder.display()));
    // Of a process that had the same id.
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).map_err(fails)?;
    let mut command: Command = workspace.test(arguments);
    // Stdout is for the report.
    command.env(FOLDER, &folder).stdout(Stdio::from(io::stderr()));
    let status = command.status().map_err(|error| not_started(&command, &error))?;
    let events = read(&folder)?;
    // What stays there is in nobody's way.
    let _ = fs::remove_dir_all(&folder);
    Ok(Sent { events, passed: status.success() })
}

/// Reads the notes in a folder.
///
/// # Errors
/// When there is no such folder, or a note cannot be read.
pub(super) fn read(folder: &Path) -> Result<BTreeSet<Sendable>, Failure> {
    let fails = |path: &Path, error: io::Error| Failure::new(format!("{}: {error}", path.display()));
    let mut events = BTreeSet::new();
    for entry in fs::read_dir(folder).map_err(|error| fails(folder, error))? {
        let path = entry.map_err(|error| fails(folder, error))?.path();
        if path.extension().is_none_or(|extension| extension != "sent") {
            continue;
        }
        let text = fs::read(&path).map_err(|error| fails(&path, error))?;
        // A process that was killed may have left half a line.
        events.extend(String::from_utf8_lossy(&text).lines().filter_map(Sendable::of_note));
    }
    Ok(events)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{Sendable, read};

    #[test]
    fn notes_are_read_and_half_lines_passed_over() {
        let folder = std::env::temp_dir().join(format!("letter-notes-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("1.sent"), "track \"Signed Up\"\nidentify \"A\\n\\\"B\"\ntrack \"Sign")
            .unwrap();
        fs::write(folder.join("2.sent"), "track \"Signed Up\"\nalias \"x\"\n\ngroup \"Team\"\n").unwrap();
        fs::write(folder.join("3.txt"), "track \"Other\"\n").unwrap();
        let events = read(&folder).unwrap();
        fs::remove_dir_all(&folder).unwrap();
        let expected = [
            Sendable::new("group", "Team"),
            Sendable::new("identify", "A\n\"B"),
            Sendable::new("track", "Signed Up"),
        ];
        assert_eq!(events.into_iter().collect::<Vec<_>>(), expected);
        assert!(read(&folder).is_err(), "there is no folder any more");
    }
}
