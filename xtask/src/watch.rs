//! `--watch`: again whenever a file changes that a command works on.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::time::Duration;

use notify::{EventKind, RecursiveMode, Watcher as _};

use crate::failure::Failure;

/// Editors and git write in several steps; what comes within this time is one change.
const STEPS: Duration = Duration::from_millis(60);

/// Does it now and after each change of one of `our` files, until the process is ended from outside. Each
/// place is a folder, or a file.
///
/// # Errors
/// When a folder cannot be watched.
pub(crate) fn run<T>(
    places: &[PathBuf],
    ours: impl Fn(&Path) -> bool + Send + 'static,
    mut act: impl FnMut(),
) -> Result<T, Failure> {
    let shown: Vec<String> = places.iter().map(|place| place.display().to_string()).collect();
    let shown = shown.join(", ");
    let fault = |error: notify::Error| Failure::new(format!("{shown} cannot be watched: {error}"));
    let (changed, changes) = mpsc::channel();
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
        // Reading is what the command itself does.
        let seen = event.as_ref().map_or(true, |event| {
            !matches!(event.kind, EventKind::Access(_)) && event.paths.iter().any(|path| ours(path))
        });
        if seen {
            // The receiver lives as long as the watcher.
            let _ = changed.send(());
        }
    })
    .map_err(fault)?;
    for place in places {
        // Editors put a new file in the place of the old one, which only its folder hears of.
        let folder = match place.parent() {
            Some(parent) if place.is_file() && parent.as_os_str().is_empty() => Path::new("."),
            Some(parent) if place.is_file() => parent,
            _ => place,
        };
        watcher.watch(folder, RecursiveMode::Recursive).map_err(fault)?;
    }
    loop {
        act();
        let _ = writeln!(std::io::stderr(), "watching {shown}; Ctrl-C stops");
        if changes.recv().is_err() {
            return Err(Failure::new("the folder is no longer watched"));
        }
        while changes.recv_timeout(STEPS).is_ok() {}
    }
}
