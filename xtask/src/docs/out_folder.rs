//! Where the catalog may be written: not into the plan, however the two folders are named.

use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

/// The folders of a catalog that hold files.
const FOLDERS: [&str; 8] =
    ["", "assets", "events", "traits", "pages", "markdown", "markdown/events", "markdown/traits"];

/// Holds a folder to be written to against that of the plan.
///
/// # Errors
/// In words that say what to type instead: when the catalog's files and the plan's would stand together.
pub(super) fn check(out: &Path, plan: &Path) -> Result<(), String> {
    let real_plan = resolved(plan).map_err(|error| format!("{}: {error}", plan.display()))?;
    for folder in FOLDERS {
        let inner = if folder.is_empty() { out.to_owned() } else { out.join(folder) };
        let real = resolved(&inner).map_err(|error| format!("{}: {error}", inner.display()))?;
        let what = if real == real_plan {
            "is the folder of the plan's schema files"
        } else if real.starts_with(&real_plan) {
            "stands in the folder of the plan's schema files"
        } else if !folder.is_empty() && real_plan.starts_with(&real) {
            "has the folder of the plan's schema files in it"
        } else {
            continue;
        };
        return Err(format!(
            "`{}` {what}, and a catalog's files would stand among them. Write it to a folder beside the plan: \
             `--out {}`",
            inner.display(),
            beside(plan).display()
        ));
    }
    Ok(())
}

/// A folder beside the plan's.
fn beside(plan: &Path) -> PathBuf {
    match plan.components().next_back() {
        Some(Component::Normal(name)) => {
            plan.with_file_name(if name == "catalog" { "site" } else { "catalog" })
        }
        _ => plan.join("../catalog"),
    }
}

/// The path without links, `.` and `..`, of a folder that does not have to be there yet.
pub(super) fn resolved(path: &Path) -> io::Result<PathBuf> {
    let mut real = PathBuf::new();
    for part in std::path::absolute(path)?.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                real.pop();
            }
            part => {
                real.push(part);
                real = fs::canonicalize(&real).unwrap_or(real);
            }
        }
    }
    Ok(real)
}
