//! `check --watch`: again whenever a file of the plan changes.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::mpsc;
use std::time::Duration;

use notify::{EventKind, RecursiveMode, Watcher as _};

use crate::failure::Failure;

/// Editors write a file in several steps; what comes within this time is one change.
const STEPS: Duration = Duration::from_millis(60);

/// Checks now and after each change, until the process is ended from outside.
///
/// # Errors
/// When the folder cannot be watched.
pub(super) fn run(
    plan: &Path,
    mut check: impl FnMut() -> Result<ExitCode, Failure>,
) -> Result<ExitCode, Failure> {
    let fault = |error: notify::Error| Failure::new(format!("{} cannot be watched: {error}", plan.display()));
    let (changed, changes) = mpsc::channel();
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
        // Reading is what the check itself does, and other files are no part of a plan.
        let ours = event.as_ref().map_or(true, |event| {
            let named = |path: &PathBuf| path.extension().is_none_or(|extension| extension == "json");
            !matches!(event.kind, EventKind::Access(_)) && event.paths.iter().any(named)
        });
        if ours {
            // The receiver lives as long as the watcher.
            let _ = changed.send(());
        }
    })
    .map_err(fault)?;
    // Editors put a new file in the place of the old one, which only its folder hears of.
    let folder = match plan.parent() {
        Some(parent) if plan.is_file() && parent.as_os_str().is_empty() => Path::new("."),
        Some(parent) if plan.is_file() => parent,
        _ => plan,
    };
    watcher.watch(folder, RecursiveMode::Recursive).map_err(fault)?;
    loop {
        if let Err(failure) = check() {
            // A plan that is gone for a moment comes back.
            let _ = failure.report();
        }
        let _ = writeln!(std::io::stderr(), "watching {}; Ctrl-C stops", plan.display());
        if changes.recv().is_err() {
            return Err(Failure::new("the folder is no longer watched"));
        }
        while changes.recv_timeout(STEPS).is_ok() {}
    }
}
