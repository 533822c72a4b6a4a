//! What cargo knows of a workspace: which members use letter, and under which name.

use std::collections::{BTreeSet, HashSet};
use std::path::PathBuf;
use std::process::{Command, Stdio};

use super::metadata::{Metadata, Node, Package, Target, reaching};
use crate::failure::Failure;
use crate::output::one_line;
use crate::program::{cargo, not_started};

/// What was made in JSON; what is wrong, for people.
const MESSAGES: [&str; 2] = ["--message-format", "json-render-diagnostics"];

/// What is built, and how: handed on to cargo.
#[derive(Debug, clap::Args)]
pub(super) struct Selection {
    /// Looks at this member of the workspace only [default: all that use letter].
    #[arg(long = "package", short, value_name = "MEMBER")]
    packages: Vec<String>,

    /// Features to build with, as cargo takes them.
    #[arg(long, short = 'F', value_name = "FEATURES")]
    features: Vec<String>,

    /// Builds with all features.
    #[arg(long)]
    all_features: bool,

    /// Builds without default features.
    #[arg(long)]
    no_default_features: bool,

    /// Builds with this profile.
    #[arg(long, value_name = "PROFILE")]
    profile: Option<String>,

    /// The workspace [default: that of the current folder].
    #[arg(long, value_name = "CARGO_TOML")]
    manifest_path: Option<PathBuf>,
}

impl Selection {
    /// A cargo command with the switches that all commands have. `has` says which features to ask for.
    fn command(&self, name: &str, has: impl Fn(&str) -> bool) -> Command {
        let mut command = cargo();
        command.arg(name).stdin(Stdio::null());
        if let Some(path) = &self.manifest_path {
            command.arg("--manifest-path").arg(path);
        }
        // cargo takes several at a time.
        let features = self.features.iter().flat_map(|features| features.split([',', ' ']));
        for feature in features.filter(|feature| has(feature)) {
            command.args(["--features", feature]);
        }
        if self.all_features {
            command.arg("--all-features");
        }
        if self.no_default_features {
            command.arg("--no-default-features");
        }
        command
    }
}

/// The members of a workspace that use letter, directly or through another package.
#[derive(Debug)]
pub(super) struct Workspace<'a> {
    selection: &'a Selection,
    /// By their ids, which name them beyond doubt.
    built: Vec<Package>,
    /// Those that only their tests use it in, as well.
    tested: Vec<Package>,
    pub(super) target_directory: PathBuf,
}

impl<'a> Workspace<'a> {
    /// # Errors
    /// When cargo cannot read it, or nothing in it uses letter.
    pub(super) fn find(selection: &'a Selection) -> Result<Self, Failure> {
        let mut command = selection.command("metadata", |_| true);
        command.args(["--format-version", "1"]).stderr(Stdio::inherit());
        let output = command.output().map_err(|error| not_started(&command, &error))?;
        if !output.status.success() {
            return Err(Failure::new("cargo cannot read the workspace; see above"));
        }
        let metadata: Metadata = serde_json::from_slice(&output.stdout)
            .map_err(|error| Failure::new(format!("what `cargo metadata` says cannot be read: {error}")))?;
        Self::of(selection, metadata)
    }

    fn of(selection: &'a Selection, metadata: Metadata) -> Result<Self, Failure> {
        let letters: Vec<&Package> = metadata.packages.iter().filter(|p| p.name == "letter").collect();
        if letters.is_empty() {
            return Err(Failure::new("no package of this workspace depends on letter"));
        }
        if !letters.iter().any(|letter| letter.features.contains_key("usage")) {
            return Err(Failure::new("this version of letter has no feature `usage`: update it"));
        }
        let letters: HashSet<String> = letters.into_iter().map(|letter| letter.id.clone()).collect();
        let members: HashSet<String> = metadata.workspace_members.into_iter().collect();
        let reaching = reaching(&metadata.resolve, &letters);
        let in_tests = |node: &&Node| node.deps.iter().any(|of| reaching.contains(of.pkg.as_str()));
        let in_tests: HashSet<&str> =
            metadata.resolve.nodes.iter().filter(in_tests).map(|node| node.id.as_str()).collect();
        let mut workspace = Self {
            selection,
            built: Vec::new(),
            tested: Vec::new(),
            target_directory: metadata.target_directory,
        };
        let mut missing: HashSet<&str> = selection.packages.iter().map(String::as_str).collect();
        for package in metadata.packages {
            let id = package.id.as_str();
            let uses = in_tests.contains(id) && members.contains(id) && !letters.contains(id);
            let wanted = selection.packages.is_empty() || selection.packages.contains(&package.name);
            if !(uses && wanted) {
                continue;
            }
            missing.remove(package.name.as_str());
            let list = if reaching.contains(id) { &mut workspace.built } else { &mut workspace.tested };
            list.push(package);
        }
        if let Some(name) = missing.into_iter().min() {
            let name = one_line(name);
            return Err(Failure::new(format!("`{name}` is no member of this workspace that uses letter")));
        }
        // A member that only reaches letter has it with what the others ask for.
        let can_switch =
            |packages: &[Package]| packages.iter().any(|package| package.usage_features().next().is_some());
        if !can_switch(if workspace.built.is_empty() { &workspace.tested } else { &workspace.built }) {
            return Err(Failure::new(
                "no member that is looked at depends on letter itself, so that letter's feature `usage` \
                 cannot be switched on: add letter to the dependencies of one of them, or look at more members",
            ));
        }
        Ok(workspace)
    }

    /// Builds libraries and programs, and tells cargo to say in JSON what it has made.
    pub(super) fn build(&self, examples: bool) -> Command {
        let mut command = self.command("build", &self.built);
        let targets = || self.built.iter().flat_map(|package| &package.targets);
        if targets().any(Target::is_library) {
            command.arg("--lib");
        }
        if targets().any(|target| target.kind.iter().any(|kind| kind == "bin")) {
            command.arg("--bins");
        }
        if examples {
            command.arg("--examples");
        }
        command.args(MESSAGES);
        command
    }

    /// Builds each library with all of its functions. By itself the compiler leaves out what the library does
    /// not call and others can only instantiate: most of all what stands in async functions and closures.
    pub(super) fn build_libraries(&self) -> impl Iterator<Item = Command> {
        let is_wanted = |package: &&Package| {
            // `cargo rustc` takes one package, and so only features that this one names.
            package.targets.iter().any(Target::is_library) && package.usage_features().next().is_some()
        };
        self.built.iter().filter(is_wanted).map(|package| {
            let mut command = self.command("rustc", [package]);
            command.arg("--lib").args(MESSAGES).args(["--", "-C", "link-dead-code"]);
            // Optimised, it is left to others all the same; for link-time optimisation, it is no machine code.
            command.args(["-C", "opt-level=0", "-C", "linker-plugin-lto=no"]);
            command
        })
    }

    /// Runs all tests.
    pub(super) fn test(&self, arguments: &[String]) -> Command {
        let mut command = self.command("test", self.built.iter().chain(&self.tested));
        command.arg("--no-fail-fast");
        if !arguments.is_empty() {
            command.arg("--").args(arguments);
        }
        command
    }

    fn command<'p>(&self, name: &str, packages: impl IntoIterator<Item = &'p Package> + Clone) -> Command {
        let takes = |feature: &str| packages.clone().into_iter().any(|package| package.has_feature(feature));
        let mut command = self.selection.command(name, takes);
        let usage: BTreeSet<String> =
            packages.clone().into_iter().flat_map(Package::usage_features).collect();
        for feature in usage {
            command.args(["--features", &feature]);
        }
        for package in packages {
            command.args(["--package", &package.id]);
        }
        if let Some(profile) = &self.selection.profile {
            command.args(["--profile", profile]);
        }
        command
    }

    /// Whether there is anything to build: not if only tests use letter.
    pub(super) fn is_built(&self) -> bool {
        !self.built.is_empty()
    }

    /// The name of the member with this id.
    pub(super) fn member(&self, id: &str) -> Option<&str> {
        self.built.iter().find(|package| package.id == id).map(|package| package.name.as_str())
    }
}
