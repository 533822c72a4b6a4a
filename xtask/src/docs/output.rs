//! Writing the folder of the catalog: only what changed, and taking away only what an earlier run wrote.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::out_folder;
use super::written::{self, Written, not_a_folder};

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
        let in_the_way = |path: &Path| {
            format!(
                "{} is in the way: no earlier run wrote it. Choose another folder with `--out`, or delete it",
                path.display()
            )
        };
        let before = Written::read(folder).map_err(|path| in_the_way(&path))?;
        // The folder itself may be a file.
        if fs::metadata(folder).is_ok_and(|there| !there.is_dir()) {
            return Err(in_the_way(folder));
        }
        // Everything is looked at before anything is made.
        for path in self.0.keys() {
            if let Some(there) = not_a_folder(folder, path) {
                return Err(in_the_way(&there));
            }
            let full = folder.join(path);
            if fs::symlink_metadata(&full).is_ok_and(|there| !there.is_file() || !before.has(path)) {
                return Err(in_the_way(&full));
            }
        }
        fs::create_dir_all(folder).map_err(|error| failed(folder, error))?;
        let mut now = Written::default();
        for (path, content) in &self.0 {
            now.add(path, content);
        }
        // The list comes first, with what was and what will be: a run that is interrupted leaves nothing
        // behind that is nobody's.
        let unwritten = |(path, error): (std::path::PathBuf, std::io::Error)| failed(&path, error);
        if now != before {
            before.and(&now).write(folder).map_err(unwritten)?;
        }
        let of_the_plan = |path: &str| {
            out_folder::resolved(&folder.join(path))
                .is_ok_and(|path| out_folder::resolved(plan).is_ok_and(|plan| path.starts_with(plan)))
        };
        for path in before.paths().filter(|path| !self.0.contains_key(*path) && !of_the_plan(path)) {
            before.remove(folder, path);
        }
        for (path, content) in &self.0 {
            let full = folder.join(path);
            if let Some(parent) = full.parent() {
                fs::create_dir_all(parent).map_err(|error| failed(parent, error))?;
            }
            if fs::read(&full).is_ok_and(|there| there == *content) {
                continue;
            }
            written::write(folder, path, content).map_err(unwritten)?;
        }
        if now != before {
            now.write(folder).map_err(unwritten)?;
        }
        Ok(())
    }
}
