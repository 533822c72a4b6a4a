//! One of the two versions: a folder, a file, or what git has of the plan's folder at a revision.

use std::path::{Path, PathBuf};

use letter_schema::plan::Plan;

use super::revision;
use crate::failure::Failure;
use crate::output::{Base, visible};
use crate::plan_folder;

/// Rules whose findings leave a plan without the file that they are found in.
const UNREAD: [&str; 8] = [
    "json-syntax",
    "json-duplicate-key",
    "json-number",
    "plan-empty",
    "plan-unreadable",
    "plan-too-large",
    "file-too-large",
    "file-encoding",
];

/// A version of a plan.
pub(super) struct Version {
    pub(super) plan: Plan,
    pub(super) base: Base,
    /// Whether it was given as a single file.
    pub(super) is_file: bool,
}

impl Version {
    /// Reads a version; `other` is the one that it is compared with, whose folder a revision is looked up for.
    ///
    /// # Errors
    /// When there is none, or a file of it cannot be read.
    pub(super) fn read(name: &str, other: &Path) -> Result<Self, Failure> {
        let path = Path::new(name);
        let version = if path.exists() { Self::on_disk(path) } else { Self::in_git(name, other)? };
        let unread = version.plan.found.iter().find(|diagnostic| UNREAD.contains(&diagnostic.rule));
        if let Some(problem) = unread {
            let file = problem.span.map(|span| version.plan.sources.file(span.file).path());
            let place = file.map(|file| format!("{}: ", visible(file))).unwrap_or_default();
            return Err(Failure::new(format!(
                "{} cannot be compared: {place}{}",
                visible(name),
                visible(&problem.message)
            )));
        }
        Ok(version)
    }

    fn on_disk(path: &Path) -> Self {
        let base = Base::of(plan_folder::folder_of(path));
        Self { plan: plan_folder::load(path), base, is_file: path.is_file() }
    }

    fn in_git(name: &str, other: &Path) -> Result<Self, Failure> {
        let (revision, path) = match name.split_once(':') {
            Some((revision, path)) => (revision, Some(path)),
            None => (name, None),
        };
        let here = Path::new(".");
        let Some(top) = revision::top(here)? else {
            return Err(Failure::new(format!(
                "`{}` is no file or folder, and no revision either, since this is no git repository: name a \
                 folder with the plan's schema files, or run this in the repository",
                visible(name)
            )));
        };
        let commit = revision::commit(&top, revision)?;
        let path = match path {
            Some(path) => path.trim_matches('/').to_owned(),
            None => inside(&top, &folder_of(other)?)?,
        };
        let (plan, is_file) = revision::plan(&top, &commit, &path, revision)?;
        Ok(Self { plan, base: Base::of(&top.join(&path)), is_file })
    }
}

/// The folder that is meant by a revision alone: that of the other version, else the nearest `schemas`.
fn folder_of(other: &Path) -> Result<PathBuf, Failure> {
    if other.exists() { Ok(other.to_owned()) } else { plan_folder::find(None) }
}

/// The path from the top of the repository.
fn inside(top: &Path, path: &Path) -> Result<String, Failure> {
    let real = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let inside = real.strip_prefix(top).map_err(|_| {
        Failure::new(format!(
            "`{}` is not in the repository `{}`: say which folder is meant, as in `main:schemas`",
            path.display(),
            top.display()
        ))
    })?;
    Ok(inside.to_string_lossy().replace('\\', "/"))
}
