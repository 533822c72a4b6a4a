//! What `cargo metadata` says, as far as it is asked.

use std::collections::{HashMap, HashSet};
use std::path::PathBuf;

use serde::Deserialize;

#[derive(Debug, Deserialize)]
pub(super) struct Metadata {
    pub(super) packages: Vec<Package>,
    pub(super) workspace_members: Vec<String>,
    pub(super) resolve: Resolve,
    pub(super) target_directory: PathBuf,
}

#[derive(Debug, Deserialize)]
pub(super) struct Package {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) features: HashMap<String, Vec<String>>,
    pub(super) dependencies: Vec<Dependency>,
    pub(super) targets: Vec<Target>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Dependency {
    pub(super) name: String,
    pub(super) rename: Option<String>,
}

impl Dependency {
    /// What the package calls it.
    fn local_name(&self) -> &str {
        self.rename.as_deref().unwrap_or(&self.name)
    }
}

impl Package {
    /// What switches letter's feature `usage` on. Dependencies have an item for each of their kinds.
    pub(super) fn usage_features(&self) -> impl Iterator<Item = String> {
        self.dependencies.iter().filter(|dependency| dependency.name == "letter").map(|dependency| {
            // With `?` it leaves an optional dependency as it is, also that of another member.
            format!("{}?/usage", dependency.local_name())
        })
    }

    /// Whether cargo takes the feature for this package.
    pub(super) fn has_feature(&self, feature: &str) -> bool {
        match feature.split_once('/') {
            None => self.features.contains_key(feature),
            Some((package, _)) => {
                let package = package.trim_end_matches('?');
                package == self.name
                    || self.dependencies.iter().any(|dependency| dependency.local_name() == package)
            }
        }
    }
}

/// Something that a package builds.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Target {
    pub(super) name: String,
    pub(super) kind: Vec<String>,
}

impl Target {
    /// Whether something depends on it, as against a program.
    pub(super) fn is_library(&self) -> bool {
        self.kind
            .iter()
            .any(|kind| matches!(kind.as_str(), "lib" | "rlib" | "dylib" | "cdylib" | "staticlib"))
    }
}

#[derive(Debug, Deserialize)]
pub(super) struct Resolve {
    pub(super) nodes: Vec<Node>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Node {
    pub(super) id: String,
    pub(super) deps: Vec<NodeDependency>,
}

#[derive(Debug, Deserialize)]
pub(super) struct NodeDependency {
    pub(super) pkg: String,
    pub(super) dep_kinds: Vec<DependencyKind>,
}

#[derive(Debug, Deserialize)]
pub(super) struct DependencyKind {
    pub(super) kind: Option<String>,
}

/// Packages that have letter in what they are built of.
pub(super) fn reaching<'a>(resolve: &'a Resolve, letters: &'a HashSet<String>) -> HashSet<&'a str> {
    let mut users: HashMap<&str, Vec<&str>> = HashMap::new();
    for node in &resolve.nodes {
        for dependency in &node.deps {
            if dependency.dep_kinds.iter().any(|kind| kind.kind.is_none()) {
                users.entry(&dependency.pkg).or_default().push(&node.id);
            }
        }
    }
    let mut open: Vec<&str> = letters.iter().map(String::as_str).collect();
    let mut reaching: HashSet<&str> = open.iter().copied().collect();
    while let Some(package) = open.pop() {
        for user in users.get(package).into_iter().flatten() {
            if reaching.insert(user) {
                open.push(user);
            }
        }
    }
    reaching
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use serde_json::json;

    use super::{Package, Resolve, reaching};

    #[test]
    fn features_are_asked_for_by_the_names_that_the_package_has() {
        let package: Package = serde_json::from_value(json!({
            "id": "shop", "name": "shop", "features": {"till": []}, "targets": [],
            "dependencies": [{"name": "letter", "rename": "tracking"}, {"name": "serde", "rename": null}],
        }))
        .unwrap();
        assert_eq!(package.usage_features().collect::<Vec<_>>(), ["tracking?/usage"]);
        for has in ["till", "shop/till", "tracking/jiff", "serde?/rc"] {
            assert!(package.has_feature(has), "{has}");
        }
        for other in ["usage", "letter/jiff", "till/shop"] {
            assert!(!package.has_feature(other), "{other}");
        }
    }

    #[test]
    fn what_only_tests_or_build_scripts_depend_on_is_not_built_in() {
        let dependency = |on: &str, kind: Option<&str>| json!({"pkg": on, "dep_kinds": [{"kind": kind}]});
        let resolve: Resolve = serde_json::from_value(json!({"nodes": [
            {"id": "letter", "deps": []},
            {"id": "shop", "deps": [dependency("letter", None)]},
            {"id": "till", "deps": [dependency("shop", None), dependency("letter", Some("dev"))]},
            {"id": "tests", "deps": [dependency("till", Some("dev"))]},
            {"id": "tool", "deps": [dependency("till", Some("build"))]},
            {"id": "other", "deps": []},
        ]}))
        .unwrap();
        let letters = HashSet::from(["letter".to_owned()]);
        assert_eq!(reaching(&resolve, &letters), HashSet::from(["letter", "shop", "till"]));
    }
}
