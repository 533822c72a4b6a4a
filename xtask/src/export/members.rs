//! The workspace's members that may declare events, as `cargo metadata` tells.

use std::collections::BTreeSet;
use std::env;
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::Command;

use serde::Deserialize;

use crate::failure::Failure;

/// The crate that events are declared with.
const LETTER: &str = "letter";

/// A workspace.
#[derive(Debug, Deserialize)]
pub(super) struct Workspace {
    #[serde(rename = "workspace_root")]
    pub(super) root: PathBuf,
    #[serde(rename = "target_directory")]
    pub(super) target: PathBuf,
    packages: Vec<Package>,
}

#[derive(Debug, Deserialize)]
struct Package {
    name: String,
    dependencies: Vec<Dependency>,
    targets: Vec<Target>,
}

#[derive(Debug, Deserialize)]
struct Dependency {
    name: String,
    rename: Option<String>,
    /// `None` of one that is no development or build dependency.
    kind: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Target {
    name: String,
    kind: Vec<String>,
    test: bool,
}

/// What is to be built.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Selection<'a> {
    pub(super) packages: Vec<&'a str>,
    /// What switches `letter`'s reports on, for each name that it is known by.
    pub(super) features: BTreeSet<String>,
    /// Programs and libraries with `test = false`, which cannot report.
    pub(super) silent: Vec<&'a str>,
}

/// The program that runs this one, or else the one of that name.
pub(super) fn cargo() -> OsString {
    env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"))
}

impl Workspace {
    /// The workspace around the current folder.
    ///
    /// # Errors
    /// When there is none, or cargo cannot be run.
    pub(super) fn here() -> Result<Self, Failure> {
        let mut command = Command::new(cargo());
        command.args(["metadata", "--no-deps", "--format-version", "1"]);
        let output =
            command.output().map_err(|error| Failure::new(format!("cargo cannot be started: {error}")))?;
        if !output.status.success() {
            let said = String::from_utf8_lossy(&output.stderr);
            return Err(Failure::new(format!(
                "the types are found by building the workspace around this folder, and cargo finds none:\n{}",
                said.trim()
            )));
        }
        serde_json::from_slice(&output.stdout)
            .map_err(|error| Failure::new(format!("what `cargo metadata` says cannot be read: {error}")))
    }

    /// The members that depend on `letter`, by themselves or by way of other members.
    pub(super) fn selection(&self) -> Selection<'_> {
        let mut known = BTreeSet::from([LETTER]);
        loop {
            let before = known.len();
            for package in &self.packages {
                let used = |dependency: &Dependency| {
                    dependency.kind.is_none() && known.contains(dependency.name.as_str())
                };
                if package.dependencies.iter().any(used) {
                    known.insert(&package.name);
                }
            }
            if known.len() == before {
                break;
            }
        }
        let mut selection = Selection { packages: Vec::new(), features: BTreeSet::new(), silent: Vec::new() };
        for package in &self.packages {
            if package.name == LETTER || !known.contains(package.name.as_str()) {
                continue;
            }
            let built = package.targets.iter().filter(|target| target.is_built());
            let (tested, silent): (Vec<_>, Vec<_>) = built.partition(|target| target.test);
            selection.silent.extend(silent.into_iter().map(|target| target.name.as_str()));
            if tested.is_empty() {
                continue;
            }
            selection.packages.push(&package.name);
            let letter = package
                .dependencies
                .iter()
                .filter(|dependency| dependency.name == LETTER && dependency.kind.is_none());
            selection.features.extend(letter.map(|dependency| {
                format!("{}/export", dependency.rename.as_deref().unwrap_or(&dependency.name))
            }));
        }
        selection
    }

    /// The package that must be given a dependency on a crate, of a type with this path.
    pub(super) fn package_without(&self, dependency: &str, path: &str) -> Option<&str> {
        let krate = path.split("::").next().unwrap_or(path);
        let package = self
            .packages
            .iter()
            .find(|package| package.targets.iter().any(|target| target.name.replace('-', "_") == krate))?;
        let has = package.dependencies.iter().any(|known| known.name == dependency && known.kind.is_none());
        (!has).then_some(&package.name)
    }
}

impl Target {
    fn is_built(&self) -> bool {
        self.kind.iter().any(|kind| matches!(kind.as_str(), "lib" | "rlib" | "cdylib" | "staticlib" | "bin"))
    }
}
