//! Writing the folder of the catalog: only what changed, and taking away only what an earlier run wrote.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Component, Path, PathBuf};

use super::out_folder;

/// The list of what was written, so that the next run knows what is its own.
const MANIFEST: &str = ".letter-catalog";

/// The files of a catalog, by their paths with `/`.
#[derive(Debug, Default)]
pub(crate) struct Files(BTreeMap<String, Vec<u8>>);

impl Files {
    /// Adds one.
    pub(crate) fn add(&mut self, path: impl Into<String>, content: impl Into<Vec<u8>>) {
        self.0.insert(path.into(), content.into());
    }

    /// How many, and how many bytes.
    pub(crate) fn size(&self) -> (usize, u64) {
        (self.0.len(), self.0.values().map(|content| content.len() as u64).sum())
    }

    /// Writes them to a folder. Nothing in the plan's own folder is touched.
    ///
    /// # Errors
    /// In words: when the folder cannot be written, or has a file of one of the names that no earlier
    /// run wrote.
    pub(crate) fn write(&self, folder: &Path, plan: &Path) -> Result<(), String> {
        let failed =
            |path: &Path, error: std::io::Error| format!("{} cannot be written: {error}", path.display());
        let before = manifest(folder);
        // Everything is looked at before anything is made.
        for path in self.0.keys() {
            let full = folder.join(path);
            let written_before = before.contains(path);
            let in_the_way = match fs::symlink_metadata(&full) {
                // What is written to a link lands somewhere else.
                Ok(there) => (!written_before || there.is_symlink()).then_some(full),
                Err(_) => not_a_folder(folder, path),
            };
            if let Some(there) = in_the_way {
                return Err(format!(
                    "{} is in the way: no earlier run wrote it. Choose another folder with `--out`, or \
                     delete the file",
                    there.display()
                ));
            }
        }
        fs::create_dir_all(folder).map_err(|error| failed(folder, error))?;
        let of_the_plan = |path: &str| {
            out_folder::resolved(&folder.join(path))
                .is_ok_and(|path| out_folder::resolved(plan).is_ok_and(|plan| path.starts_with(plan)))
        };
        for path in before.iter().filter(|path| !self.0.contains_key(*path) && !of_the_plan(path)) {
            remove(folder, path);
        }
        // The list comes first: a run that is interrupted leaves nothing behind that is nobody's.
        let all: std::collections::BTreeSet<&String> = self.0.keys().collect();
        let list: String = all.into_iter().map(|path| format!("{path}\n")).collect();
        let list_path = folder.join(MANIFEST);
        fs::write(&list_path, list).map_err(|error| failed(&list_path, error))?;
        for (path, content) in &self.0 {
            let full = folder.join(path);
            if let Some(parent) = full.parent() {
                fs::create_dir_all(parent).map_err(|error| failed(parent, error))?;
            }
            if fs::read(&full).is_ok_and(|there| there == *content) {
                continue;
            }
            fs::write(&full, content).map_err(|error| failed(&full, error))?;
        }
        Ok(())
    }
}

/// What stands where the folder of a file should be, and is none.
fn not_a_folder(folder: &Path, path: &str) -> Option<PathBuf> {
    let mut parents = Path::new(path).ancestors().skip(1).map(|parent| folder.join(parent));
    parents.find(|parent| parent.symlink_metadata().is_ok() && !parent.is_dir())
}

/// What an earlier run wrote. A path that leads out of the folder is none of ours.
fn manifest(folder: &Path) -> std::collections::BTreeSet<String> {
    let text = fs::read_to_string(folder.join(MANIFEST)).unwrap_or_default();
    let inside = |path: &&str| {
        let mut parts = Path::new(path).components();
        !path.is_empty() && parts.all(|part| matches!(part, Component::Normal(_)))
    };
    text.lines().filter(inside).map(str::to_owned).collect()
}

/// Takes a file away, and the folders that are empty then.
fn remove(folder: &Path, path: &str) {
    let full: PathBuf = folder.join(path);
    // It may be gone already; a folder with something in it stays.
    let _ = fs::remove_file(&full);
    for parent in full.ancestors().skip(1).take_while(|parent| *parent != folder) {
        if fs::remove_dir(parent).is_err() {
            break;
        }
    }
}
