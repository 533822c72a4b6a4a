//! Where a path in a macro leads: relative to the package, and no further than its workspace.

use std::path::{Component, Path, PathBuf};

use syn::LitStr;

/// A path that was found.
pub(crate) struct Place {
    /// The folder or file.
    pub(crate) path: PathBuf,
    /// References lead no further than this folder.
    pub(crate) limit: PathBuf,
    /// What messages put before the plan's paths.
    pub(crate) shown: String,
    /// The package's folder.
    package: PathBuf,
    /// As it is written.
    written: String,
}

/// Finds what a macro names.
pub(crate) fn locate(written: &LitStr) -> Result<Place, String> {
    let text = written.value();
    if text.trim().is_empty() {
        return Err("the path is empty: name the folder of the plan, such as \"schemas\"".to_owned());
    }
    let relative = Path::new(&text);
    if relative.is_absolute() {
        return Err(format!(
            "`{text}` is an absolute path, which is different on every machine: write it relative to the folder of Cargo.toml"
        ));
    }
    let package =
        package(written).ok_or("cannot tell which package this is in: CARGO_MANIFEST_DIR is not set")?;
    let limit = limit(&package);
    let path = package.join(relative);
    let real = std::fs::canonicalize(&path).map_err(|error| {
        format!("`{text}` cannot be read: {error}; the path is relative to {}", package.display())
    })?;
    let inside = std::fs::canonicalize(&limit).is_ok_and(|limit| real.starts_with(limit));
    if !inside {
        return Err(format!(
            "`{text}` leads out of the workspace: keep the plan inside of it, so that every checkout has it"
        ));
    }
    let shown = if path.is_dir() { text.clone() } else { parent(&text) };
    Ok(Place { path, limit, shown, package, written: text })
}

fn parent(text: &str) -> String {
    text.rsplit_once('/').map(|(parent, _)| parent.to_owned()).unwrap_or_default()
}

/// The folder of the Cargo.toml next to the source file; the environment names it where the compiler
/// does not tell the file.
fn package(written: &LitStr) -> Option<PathBuf> {
    let file = written.span().unwrap().local_file();
    let by_file = file.and_then(|file| {
        let file = std::fs::canonicalize(file).ok()?;
        file.ancestors().skip(1).find(|folder| folder.join("Cargo.toml").is_file()).map(Path::to_owned)
    });
    by_file.or_else(|| std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from))
}

/// The outermost folder that belongs together with the package: its workspace or repository; without
/// either the folder around the package.
fn limit(package: &Path) -> PathBuf {
    let is_root = |folder: &&Path| {
        let manifest = std::fs::read_to_string(folder.join("Cargo.toml")).unwrap_or_default();
        folder.join(".git").exists() || manifest.lines().any(|line| line.trim().starts_with("[workspace"))
    };
    let root = package.ancestors().filter(is_root).last();
    root.or(package.parent()).unwrap_or(package).to_owned()
}

impl Place {
    /// A folder needs a build script that watches it, or a new file in it would not be seen.
    pub(crate) fn refuse_without_build_script(&self) -> Option<String> {
        if !self.path.is_dir() {
            return None;
        }
        let line = format!("println!(\"cargo::rerun-if-changed={}\");", self.written);
        let file = tidy(&self.package.join("build.rs"));
        let Some(out) = std::env::var_os("OUT_DIR") else {
            return Some(format!(
                "cargo would not notice a new file in `{}`: write this into {}\n\n    fn main() {{ {line} }}\n",
                self.written,
                file.display()
            ));
        };
        (!self.is_watched(Path::new(&out))).then(|| {
            format!(
                "cargo would not notice a new file in `{}`: add this to `main` in {}\n\n    {line}\n",
                self.written,
                file.display()
            )
        })
    }

    /// Whether the build script has cargo look at the folder. Without any such line cargo looks at the
    /// whole package. What the script said stands in a file beside its folder.
    fn is_watched(&self, out: &Path) -> bool {
        let said = out.parent().and_then(|folder| std::fs::read_to_string(folder.join("output")).ok());
        // Nothing is known where something other than cargo builds.
        let Some(said) = said else { return true };
        let real = |path: &Path| std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let folder = real(&self.path);
        let rules: Vec<&str> = said
            .lines()
            .filter_map(|line| line.strip_prefix("cargo::").or_else(|| line.strip_prefix("cargo:")))
            .filter(|line| line.starts_with("rerun-if-"))
            .collect();
        let watched = |rule: &&str| {
            let path = rule.strip_prefix("rerun-if-changed=");
            path.is_some_and(|path| folder.starts_with(real(&self.package.join(path))))
        };
        if rules.is_empty() { folder.starts_with(real(&self.package)) } else { rules.iter().any(watched) }
    }
}

fn tidy(path: &Path) -> PathBuf {
    path.components().filter(|part| !matches!(part, Component::CurDir)).collect()
}
