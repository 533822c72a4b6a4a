//! The build in which types report themselves, and its run.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::{self, Stdio};

use super::members::{Selection, Workspace};
use super::report::{self, Report};
use crate::failure::Failure;
use crate::program::{cargo, not_started};

/// What `letter` reads, and what its tests are called.
const FOLDER: &str = "LETTER_EXPORT_DIR";
const TESTS: &str = "__letter_export_";

/// Features of the application that its types need.
#[derive(Debug, Default, clap::Args)]
pub(crate) struct Features {
    /// Features to build with, as cargo takes them. May be repeated.
    #[arg(short = 'F', long, value_name = "FEATURES")]
    features: Vec<String>,

    /// Builds with all features.
    #[arg(long)]
    all_features: bool,

    /// Builds without the default features.
    #[arg(long)]
    no_default_features: bool,
}

impl Features {
    /// Whether people have named any.
    pub(crate) fn is_chosen(&self) -> bool {
        !self.features.is_empty() || self.all_features || self.no_default_features
    }
}

/// Builds the selected packages' libraries and programs, and has their types report.
///
/// # Errors
/// When they do not build.
pub(super) fn run(
    workspace: &Workspace,
    selection: &Selection<'_>,
    features: &Features,
) -> Result<Vec<Report>, Failure> {
    let folder = Folder::new(workspace.target.join(format!("letter-export-{}", process::id())))?;
    let mut command = cargo();
    command.args(["test", "--no-fail-fast"]).current_dir(&workspace.root);
    // A relative `CARGO_TARGET_DIR` would be another folder from the workspace's root than from here.
    command.arg("--target-dir").arg(&workspace.target);
    command.args(selection.has_library.then_some("--lib"));
    match &selection.programs {
        None => {
            command.arg("--bins");
        }
        Some(programs) => {
            for program in programs {
                command.args(["--bin", program]);
            }
        }
    }
    for package in &selection.packages {
        command.args(["--package", package]);
    }
    for feature in selection.features.iter().chain(&features.features) {
        command.args(["--features", feature]);
    }
    command.args(features.all_features.then_some("--all-features"));
    command.args(features.no_default_features.then_some("--no-default-features"));
    command.args(["--", TESTS]).env(FOLDER, &folder.0);
    // What cargo says while it builds goes past; what tests say only matters if they fail.
    let output = command.stdin(Stdio::null()).stderr(Stdio::inherit()).output();
    let output = output.map_err(|error| not_started(&command, &error))?;
    if !output.status.success() {
        // Without a terminal to write to there is nothing left to say.
        let _ = io::stderr().write_all(&output.stdout);
        return Err(Failure::new(
            "the types could not be asked for their schemas, and nothing was written: mend what cargo says above",
        ));
    }
    report::read(&folder.0)
}

/// A folder for a while.
struct Folder(PathBuf);

impl Folder {
    fn new(path: PathBuf) -> Result<Self, Failure> {
        let _ = fs::remove_dir_all(&path);
        let path = match fs::create_dir_all(&path).and_then(|()| Path::canonicalize(&path)) {
            Ok(path) => path,
            Err(error) => {
                return Err(Failure::new(format!("{} cannot be made: {error}", path.display())));
            }
        };
        Ok(Self(path))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // It stands among what is built, where it harms nobody.
        let _ = fs::remove_dir_all(&self.0);
    }
}
