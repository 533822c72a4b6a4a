//! Where the tracking plan is, if it is not said.

use std::env;
use std::path::{Path, PathBuf};

use crate::failure::Failure;

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
            above(&here).ok_or_else(|| {
                Failure::new(format!(
                    "there is no folder `{NAME}` in `{}` or above it: name the folder that has the plan's \
                     schema files",
                    here.display()
                ))
            })
        }
    }
}

/// As [`find`], and a single schema file is a plan as well.
///
/// # Errors
/// When there is none.
pub(crate) fn find_plan(given: Option<&Path>) -> Result<PathBuf, Failure> {
    match given {
        Some(file) if file.is_file() => Ok(file.to_owned()),
        _ => find(given),
    }
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
