//! The workspace's members that may declare events, as `cargo metadata` tells.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use serde::Deserialize;

use crate::failure::Failure;
use crate::output::one_line;
use crate::program::{cargo, not_started};

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
    /// Beyond doubt, since a dependency may have the same name.
    id: String,
    name: String,
    dependencies: Vec<Dependency>,
    targets: Vec<Target>,
    #[serde(default)]
    metadata: Option<Metadata>,
    manifest_path: PathBuf,
}

/// What `cargo metadata` does not tell of a `Cargo.toml`.
#[derive(Debug, Default, Deserialize)]
struct Manifest {
    lib: Option<Harness>,
    #[serde(default)]
    bin: Vec<Harness>,
}

#[derive(Debug, Deserialize)]
struct Harness {
    name: Option<String>,
    /// Without it, a test of the target is its own `main`.
    harness: Option<bool>,
}

/// `[package.metadata]`
#[derive(Debug, Deserialize)]
struct Metadata {
    letter: Option<Settings>,
}

#[derive(Debug, Deserialize)]
struct Settings {
    /// Whether the package's types are part of a plan, if it is not named on the command line.
    export: Option<bool>,
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
    #[serde(default = "yes", skip_deserializing)]
    harness: bool,
    #[serde(default, rename = "required-features")]
    required_features: Vec<String>,
}

fn yes() -> bool {
    true
}

/// What is to be built.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Selection<'a> {
    /// By their ids.
    pub(super) packages: Vec<&'a str>,
    /// Whether one of them has a library: cargo refuses to be asked for those of packages that have none.
    pub(super) has_library: bool,
    /// The programs that report, if not all do: what has no harness would be run as people run it.
    pub(super) programs: Option<BTreeSet<&'a str>>,
    /// What switches `letter`'s reports on, for each name that it is known by.
    pub(super) features: BTreeSet<String>,
    /// Programs and libraries with `test = false` or `harness = false`, which cannot report, and programs that need
    /// features beside some that have no harness.
    pub(super) silent: Vec<&'a str>,
    /// The crates of other packages of the workspace, whose files are none of this export's business.
    pub(super) others: BTreeSet<String>,
}

impl Workspace {
    /// The workspace around the current folder.
    ///
    /// # Errors
    /// When there is none, or cargo cannot be run.
    pub(super) fn here() -> Result<Self, Failure> {
        let mut command = cargo();
        command.args(["metadata", "--no-deps", "--format-version", "1"]);
        let output = command.output().map_err(|error| not_started(&command, &error))?;
        if !output.status.success() {
            let said = String::from_utf8_lossy(&output.stderr);
            return Err(Failure::new(format!(
                "the types are found by building the workspace around this folder, and cargo finds none:\n{}",
                said.trim()
            )));
        }
        let mut workspace: Self = serde_json::from_slice(&output.stdout)
            .map_err(|error| Failure::new(format!("what `cargo metadata` says cannot be read: {error}")))?;
        for package in &mut workspace.packages {
            let path = &package.manifest_path;
            let manifest = fs::read_to_string(path).map_err(|error| error.to_string());
            let manifest = manifest.and_then(|text| toml::from_str(&text).map_err(|error| error.to_string()));
            let manifest: Manifest = manifest
                .map_err(|error| Failure::new(format!("{} cannot be read: {error}", path.display())))?;
            package.silence(&manifest);
        }
        Ok(workspace)
    }

    /// The members that depend on `letter`, by themselves or by way of other members; of those, the ones that are
    /// named, if any are.
    ///
    /// # Errors
    /// When there is no such member.
    pub(super) fn selection(&self, named: &[String]) -> Result<Selection<'_>, Failure> {
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
        known.remove(LETTER);
        if let Some(name) = named.iter().find(|name| !known.contains(name.as_str())) {
            let names = known.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
            return Err(Failure::new(format!(
                "the workspace has no package `{}` that depends on letter; those that do are {names}",
                one_line(name)
            )));
        }
        let mut selection = Selection::default();
        for package in self.packages.iter().filter(|package| known.contains(package.name.as_str())) {
            let built = package.targets.iter().filter(|target| target.is_built());
            if !package.is_wanted(named) {
                selection.others.extend(built.map(Target::krate));
                continue;
            }
            let named = self.has_silent_programs();
            let (tested, silent): (Vec<_>, Vec<_>) =
                built.partition(|target| target.test && target.reports(named));
            selection.silent.extend(silent.into_iter().map(|target| target.name.as_str()));
            if tested.is_empty() {
                continue;
            }
            selection.packages.push(&package.id);
        }
        selection.switch_on(self);
        if selection.features.is_empty() && !selection.packages.is_empty() {
            // Who depends on `letter` by way of others cannot name its feature: one that can is built beside it.
            let beside = self.packages.iter().filter(|package| known.contains(package.name.as_str()));
            let one = beside.into_iter().find(|package| package.letter().next().is_some());
            selection.packages.extend(one.map(|package| &*package.id));
            selection.switch_on(self);
        }
        Ok(selection)
    }

    /// Whether programs have to be named to cargo one by one.
    fn has_silent_programs(&self) -> bool {
        let targets = self.packages.iter().flat_map(|package| &package.targets);
        targets.into_iter().any(|target| target.is_program() && !target.harness)
    }

    /// The package that must be given a dependency on a crate, of a type with this path.
    pub(super) fn package_without(&self, dependency: &str, path: &str) -> Option<&str> {
        let krate = path.split("::").next().unwrap_or(path);
        let package = self
            .packages
            .iter()
            .find(|package| package.targets.iter().any(|target| target.krate() == krate))?;
        let has = package.dependencies.iter().any(|known| known.name == dependency && known.kind.is_none());
        (!has).then_some(&package.name)
    }
}

impl<'a> Selection<'a> {
    fn switch_on(&mut self, workspace: &'a Workspace) {
        let built = workspace.packages.iter().filter(|package| self.packages.contains(&&*package.id));
        let named = workspace.has_silent_programs();
        let targets = built.clone().flat_map(|package| &package.targets);
        let asked = targets.filter(|target| target.reports(named));
        self.has_library = asked.clone().any(Target::is_library);
        let programs = asked.filter(|target| target.is_program()).map(|target| &*target.name);
        self.programs = named.then(|| programs.collect());
        self.features.extend(built.flat_map(Package::letter).map(|name| format!("{name}/export")));
    }

    /// Whether nothing can be known of a type with this path, since its library or program cannot report.
    pub(super) fn is_silent(&self, path: &str) -> bool {
        let krate = path.split("::").next().unwrap_or(path);
        self.silent.iter().any(|target| target.replace('-', "_") == krate)
    }

    /// Whether a type or a file with this path in Rust belongs to the packages that are exported.
    pub(super) fn has(&self, path: &str) -> bool {
        !self.others.contains(path.split("::").next().unwrap_or(path))
    }
}

impl Package {
    /// What has no harness is nothing that can be asked.
    fn silence(&mut self, manifest: &Manifest) {
        for target in &mut self.targets {
            let named = |of: &&Harness| of.name.as_deref() == Some(&*target.name);
            let of =
                if target.is_library() { manifest.lib.as_ref() } else { manifest.bin.iter().find(named) };
            target.harness = of.and_then(|of| of.harness).unwrap_or(true);
        }
    }

    /// The names that it knows `letter` by.
    fn letter(&self) -> impl Iterator<Item = &str> {
        let letter = |dependency: &&Dependency| dependency.name == LETTER && dependency.kind.is_none();
        self.dependencies
            .iter()
            .filter(letter)
            .map(|dependency| dependency.rename.as_deref().unwrap_or(&dependency.name))
    }

    /// Whether its types are to be exported.
    fn is_wanted(&self, named: &[String]) -> bool {
        let settings = self.metadata.as_ref().and_then(|metadata| metadata.letter.as_ref());
        match named {
            [] => settings.and_then(|settings| settings.export).unwrap_or(true),
            _ => named.contains(&self.name),
        }
    }
}

impl Target {
    /// The name of its crate.
    fn krate(&self) -> String {
        self.name.replace('-', "_")
    }

    fn is_built(&self) -> bool {
        self.is_library() || self.is_program()
    }

    fn is_program(&self) -> bool {
        self.kind.iter().any(|kind| kind == "bin")
    }

    /// Whether its types can be asked. Of programs that are named to it, cargo refuses those whose features are not on.
    fn reports(&self, named: bool) -> bool {
        self.harness && !(named && self.is_program() && !self.required_features.is_empty())
    }

    fn is_library(&self) -> bool {
        let library =
            |kind: &String| matches!(kind.as_str(), "lib" | "rlib" | "dylib" | "cdylib" | "staticlib");
        self.kind.iter().any(library)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{Selection, Workspace};

    fn package(name: &str, dependencies: &[Value], target: &Value) -> Value {
        json!({ "id": format!("path+file:///w/{name}"), "name": name, "dependencies": dependencies, "targets": [target], "metadata": null, "manifest_path": "/w/Cargo.toml" })
    }

    fn on(name: &str) -> Value {
        json!({ "name": name, "rename": null, "kind": null })
    }

    fn workspace() -> Workspace {
        let lib = |name: &str| json!({ "name": name, "kind": ["lib"], "test": true });
        let renamed = json!({ "name": "letter", "rename": "events", "kind": null });
        let dev = json!({ "name": "letter", "rename": null, "kind": "dev" });
        let mut benches = package("benches", &[on("letter")], &lib("benches"));
        benches["metadata"] = json!({ "docs": {}, "letter": { "export": false } });
        let packages = [
            package("my-analytics", &[renamed], &lib("my_analytics")),
            package(
                "app",
                &[on("serde"), on("my-analytics")],
                &json!({ "name": "app", "kind": ["bin"], "test": true }),
            ),
            package("tool", &[dev], &lib("tool")),
            package("quiet", &[on("letter")], &json!({ "name": "quiet", "kind": ["lib"], "test": false })),
            benches,
            package("letter", &[on("serde")], &lib("letter")),
        ];
        let whole = json!({ "workspace_root": "/w", "target_directory": "/w/target", "packages": packages });
        serde_json::from_value(whole).unwrap()
    }

    fn names(selection: &Selection<'_>) -> (Vec<String>, Vec<String>) {
        let packages =
            selection.packages.iter().map(|id| id.strip_prefix("path+file:///w/").unwrap().to_owned());
        (packages.collect(), selection.features.iter().cloned().collect())
    }

    #[test]
    fn members_are_found_through_others_and_by_any_name() {
        let workspace = workspace();
        let all = workspace.selection(&[]).unwrap();
        assert_eq!(
            names(&all),
            (vec!["my-analytics".to_owned(), "app".to_owned()], vec!["events/export".to_owned()])
        );
        assert_eq!((&all.silent[..], all.has_library), (&["quiet"][..], true));
        assert!(all.has("app::Started") && all.has("gone::Started") && !all.has("benches::Sent"));
    }

    #[test]
    fn one_package_has_the_feature_switched_on_by_another() {
        let workspace = workspace();
        let app = workspace.selection(&["app".to_owned()]).unwrap();
        assert_eq!(
            names(&app),
            (vec!["app".to_owned(), "my-analytics".to_owned()], vec!["events/export".to_owned()])
        );
        assert!(app.has("app::Started") && !app.has("my_analytics::Started"));
        assert_eq!(names(&workspace.selection(&["benches".to_owned()]).unwrap()).0, ["benches"]);
        assert!(workspace.selection(&["tool".to_owned()]).is_err());
    }

    #[test]
    fn a_program_alone_has_no_library() {
        let program = json!({ "name": "shop", "kind": ["bin"], "test": true });
        let whole = json!({ "workspace_root": "/w", "target_directory": "/t", "packages": [package("shop", &[on("letter")], &program)] });
        let workspace: Workspace = serde_json::from_value(whole).unwrap();
        assert!(!workspace.selection(&[]).unwrap().has_library);
    }

    #[test]
    fn what_has_no_harness_is_not_run() {
        let bin = |name: &str| json!({ "name": name, "kind": ["bin"], "test": true });
        let mut shop =
            package("shop", &[on("letter")], &json!({ "name": "shop", "kind": ["lib"], "test": true }));
        let mut gated = bin("gated");
        gated["required-features"] = json!(["extra"]);
        shop["targets"].as_array_mut().unwrap().extend([bin("my-shop"), bin("serve"), gated]);
        let whole = json!({ "workspace_root": "/w", "target_directory": "/t", "packages": [shop] });
        let mut workspace: Workspace = serde_json::from_value(whole).unwrap();
        let manifest = "[lib]\nharness = false\n[[bin]]\nname = \"my-shop\"\nharness = false\n[[bin]]\nname = \"serve\"\n";
        let before = workspace.selection(&[]).unwrap();
        assert_eq!((before.programs, before.has_library, &before.silent[..]), (None, true, &[][..]));
        workspace.packages[0].silence(&toml::from_str(manifest).unwrap());
        let selection = workspace.selection(&[]).unwrap();
        assert_eq!(selection.programs.as_ref().unwrap().iter().collect::<Vec<_>>(), [&"serve"]);
        assert_eq!(
            (selection.has_library, &selection.silent[..]),
            (false, &["shop", "my-shop", "gated"][..])
        );
        assert!(selection.is_silent("my_shop::Started") && !selection.is_silent("serve::Started"));
    }

    #[test]
    fn a_package_without_a_crate_is_named() {
        let workspace = workspace();
        assert_eq!(workspace.package_without("schemars", "my_analytics::events::Paid"), Some("my-analytics"));
        assert_eq!(workspace.package_without("serde", "app::Started"), None);
    }
}
