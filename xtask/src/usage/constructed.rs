//! Which events compiled code can send: what the marks in the members' libraries and programs say.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{self, BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde::Deserialize;

use super::cargo::Workspace;
use super::metadata::Target;
use super::scan::scan;
use super::sendable::Sendable;
use crate::failure::Failure;
use crate::program::not_started;

/// Where an event can be sent from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    /// Programs before libraries.
    pub(super) is_library: bool,
    /// The member of the workspace.
    pub(super) package: String,
    /// The program or library.
    pub(super) target: String,
}

/// Where each event is.
pub(super) type Places = BTreeMap<Sendable, BTreeSet<Place>>;

/// A line of what cargo says while it builds.
#[derive(Debug, Deserialize)]
struct Message {
    reason: String,
    package_id: Option<String>,
    target: Option<Target>,
    #[serde(default)]
    filenames: Vec<PathBuf>,
    executable: Option<PathBuf>,
}

/// Builds the members, and looks for marks in what comes of it.
///
/// # Errors
/// When they cannot be built, or what was built cannot be read.
pub(super) fn find(workspace: &Workspace<'_>, examples: bool) -> Result<Places, Failure> {
    let mut places = Places::new();
    if workspace.is_built() {
        build(workspace, workspace.build(examples), &mut places)?;
    }
    Ok(places)
}

/// Builds the libraries with all of their functions, and adds what is in them.
///
/// # Errors
/// As [`find`].
pub(super) fn find_in_libraries(workspace: &Workspace<'_>, places: &mut Places) -> Result<(), Failure> {
    workspace.build_libraries().try_for_each(|command| build(workspace, command, places))
}

fn build(workspace: &Workspace<'_>, mut command: Command, places: &mut Places) -> Result<(), Failure> {
    command.stdout(Stdio::piped());
    let mut build = command.spawn().map_err(|error| not_started(&command, &error))?;
    let mut made = Vec::new();
    let stdout = build.stdout.take().expect("it is piped");
    for line in BufReader::new(stdout).lines() {
        let line = line.map_err(|error| Failure::new(format!("cargo: {error}")))?;
        // What is no message of cargo's is none for us.
        let Ok(message) = serde_json::from_str::<Message>(&line) else { continue };
        let (Some(id), Some(target)) = (&message.package_id, message.target) else { continue };
        if message.reason != "compiler-artifact" {
            continue;
        }
        let Some(package) = workspace.member(id) else { continue };
        let is_library = target.is_library();
        let place = Place { is_library, package: package.to_owned(), target: target.name };
        // Metadata and lists of files are no code.
        let is_code = |file: &PathBuf| file.extension().is_some_and(|kind| kind != "rmeta" && kind != "d");
        let files = message.filenames.into_iter().filter(|file| is_library && is_code(file));
        made.extend(message.executable.into_iter().chain(files).map(|file| (file, place.clone())));
    }
    let status = build.wait().map_err(|error| Failure::new(format!("cargo: {error}")))?;
    if !status.success() {
        return Err(Failure::new("the workspace cannot be built; see above"));
    }
    for (file, place) in made {
        marks(&file, &place, places).map_err(|error| Failure::new(format!("{}: {error}", file.display())))?;
    }
    Ok(())
}

fn marks(file: &Path, place: &Place, places: &mut Places) -> io::Result<()> {
    scan(File::open(file)?, |marked| {
        if let Some(event) = Sendable::of_mark(marked) {
            places.entry(event).or_default().insert(place.clone());
        }
    })
}
