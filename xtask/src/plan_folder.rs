//! Where the tracking plan is, if it is not said.

use std::env;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use letter_schema::diagnostic::Level;
use letter_schema::load;
use letter_schema::plan::Plan;

use crate::failure::Failure;
use crate::output::{one_line, repository};

/// The folder that is looked for.
const NAME: &str = "schemas";

/// The folder that was given; else the `schemas` folder here or in the nearest folder above.
///
/// # Errors
/// When there is none.
pub(crate) fn find(given: Option<&Path>) -> Result<PathBuf, Failure> {
    match given {
        Some(folder) if folder.is_dir() => Ok(folder.to_owned()),
        Some(file) if file.exists() => {
            Err(Failure::new(format!("`{}` is not a folder of schema files", file.display())))
        }
        Some(nothing) => Err(Failure::new(format!("there is no folder `{}`", nothing.display()))),
        None => {
            let here = env::current_dir().map_err(|error| Failure::new(format!("where is this? {error}")))?;
            // As people would write it.
            let found =
                above(&here).map(|folder| folder.strip_prefix(&here).map(Path::to_owned).unwrap_or(folder));
            found.ok_or_else(|| {
                Failure::new(format!(
                    "there is no folder `{NAME}` in `{}` or above it: name the folder that has the plan's \
                     schema files, or make one",
                    here.display()
                ))
            })
        }
    }
}

/// As [`find`], but no further up than a workspace, which gets a new folder if it has none.
///
/// # Errors
/// When what was given is no folder.
pub(crate) fn find_in(given: Option<&Path>, workspace: &Path) -> Result<PathBuf, Failure> {
    if given.is_some() {
        return find(given);
    }
    let here = env::current_dir().ok().and_then(|here| above(&here));
    Ok(here.filter(|folder| folder.starts_with(workspace)).unwrap_or_else(|| workspace.join(NAME)))
}

/// As [`find`], and a single schema file is a plan as well.
///
/// # Errors
/// When there is none.
pub(crate) fn find_plan(given: Option<&Path>) -> Result<PathBuf, Failure> {
    match given {
        Some(file) if file.is_file() => Ok(file.to_owned()),
        Some(nothing) if !nothing.exists() => {
            Err(Failure::new(format!("there is no folder or file `{}`", nothing.display())))
        }
        _ => find(given),
    }
}

/// The plan at a path: a folder, or a file with what it refers to. References may lead to files beside the plan, and
/// not out of the repository.
pub(crate) fn load(path: &Path) -> Plan {
    let folder = folder_of(path);
    let real = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    let limit = repository(&real).unwrap_or(real);
    load::load(path, &limit).plan
}

/// The folder that the plan's paths begin at.
pub(crate) fn folder_of(path: &Path) -> &Path {
    let folder = if path.is_dir() { path } else { path.parent().unwrap_or(path) };
    if folder.as_os_str().is_empty() { Path::new(".") } else { folder }
}

/// The plan in that folder. What is wrong with single files does not stand in the way of the others; a
/// line on stderr counts it.
///
/// # Errors
/// When there is no folder, or nothing in it describes an event.
pub(crate) fn read(given: Option<&Path>) -> Result<(PathBuf, Plan), Failure> {
    let folder = find(given)?;
    let plan = load(&folder);
    let errors: Vec<_> = plan.found.iter().filter(|found| found.level == Level::Error).collect();
    if plan.events.is_empty() {
        return Err(Failure::new(match errors.first() {
            Some(first) => {
                let place = first.span.map(|span| format!("{}: ", one_line(&plan.sources.place(span))));
                format!("{}{}", place.unwrap_or_default(), one_line(&first.message))
            }
            None => format!("no file in `{}` describes an event or traits", folder.display()),
        }));
    }
    if let Some(first) = errors.first() {
        let place = first.span.map(|span| plan.sources.place(span)).unwrap_or_default();
        // Without a terminal to write to there is nothing left to say.
        let _ = writeln!(
            io::stderr(),
            "warning: errors in the plan: {}; what they concern may be missing here. The first: {} {}",
            errors.len(),
            one_line(&place),
            one_line(&first.message)
        );
    }
    Ok((folder, plan))
}

fn above(here: &Path) -> Option<PathBuf> {
    here.ancestors().map(|folder| folder.join(NAME)).find(|folder| folder.is_dir())
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{above, find};

    #[test]
    fn the_nearest_folder_above_is_found() {
        let package = Path::new(env!("CARGO_MANIFEST_DIR"));
        let workspace = package.parent().unwrap();
        assert_eq!(above(&package.join("src")), Some(workspace.join("schemas")));
        assert_eq!(above(Path::new("/")), None);
    }

    #[test]
    fn a_folder_that_is_given_must_be_one() {
        let package = Path::new(env!("CARGO_MANIFEST_DIR"));
        assert_eq!(find(Some(package)).unwrap(), package);
        assert!(find(Some(&package.join("Cargo.toml"))).is_err());
        assert!(find(Some(&package.join("nowhere"))).is_err());
    }
}
