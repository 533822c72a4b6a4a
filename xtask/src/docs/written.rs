//! The list of what a run wrote to a folder, so that the next run knows what is its own.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use sha2::{Digest, Sha256};

/// The name of the list.
const NAME: &str = ".letter-catalog";
/// Where a file is written before it takes its name.
const PART: &str = ".letter-catalog.part";
/// The first line. A file of the same name without it is somebody else's.
const FIRST: &str =
    "letter catalog 1: the files of this catalog by their SHA-256; they are replaced by the next run";

/// Paths with `/`, and what the file of each may hold: more than one thing only while a run is under way.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Written(BTreeMap<String, BTreeSet<String>>);

impl Written {
    /// Reads the list of a folder; it is empty if there is none.
    ///
    /// # Errors
    /// The path of what has the name of the list, and is none, or is a link.
    pub(super) fn read(folder: &Path) -> Result<Self, PathBuf> {
        let path = folder.join(NAME);
        let Ok(there) = fs::symlink_metadata(&path) else { return Ok(Self::default()) };
        let text = if there.is_file() { fs::read_to_string(&path).ok() } else { None };
        let Some(lines) = text.as_deref().and_then(|text| text.strip_prefix(FIRST)) else { return Err(path) };
        let mut written = Self::default();
        for (digest, path) in lines.lines().filter_map(|line| line.split_once(' ')) {
            // A path that leads out of the folder is none of ours.
            if Path::new(path).components().all(|part| matches!(part, Component::Normal(_))) {
                written.insert(path, digest.to_owned());
            }
        }
        Ok(written)
    }

    /// Adds a file and what it holds.
    pub(super) fn add(&mut self, path: &str, content: &[u8]) {
        self.insert(path, digest(content));
    }

    fn insert(&mut self, path: &str, digest: String) {
        self.0.entry(path.to_owned()).or_default().insert(digest);
    }

    /// Both lists.
    pub(super) fn and(&self, other: &Self) -> Self {
        let mut both = self.clone();
        for (path, digests) in &other.0 {
            both.0.entry(path.clone()).or_default().extend(digests.iter().cloned());
        }
        both
    }

    /// Whether a run wrote a file of this name.
    pub(super) fn has(&self, path: &str) -> bool {
        self.0.contains_key(path)
    }

    /// The paths.
    pub(super) fn paths(&self) -> impl Iterator<Item = &String> {
        self.0.keys()
    }

    /// Takes a file away, if it is still what was written, and then the folders that are empty.
    pub(super) fn remove(&self, folder: &Path, path: &str) {
        let full = folder.join(path);
        let regular = fs::symlink_metadata(&full).is_ok_and(|there| there.is_file());
        if !regular || not_a_folder(folder, path).is_some() {
            return;
        }
        let ours = |content: Vec<u8>| self.0.get(path).is_some_and(|all| all.contains(&digest(&content)));
        if !fs::read(&full).is_ok_and(ours) || fs::remove_file(&full).is_err() {
            return;
        }
        for parent in full.ancestors().skip(1).take_while(|parent| *parent != folder) {
            // A folder with something in it stays.
            if fs::remove_dir(parent).is_err() {
                break;
            }
        }
    }

    /// Writes the list to its folder.
    ///
    /// # Errors
    /// The path that could not be written, and why.
    pub(super) fn write(&self, folder: &Path) -> Result<(), (PathBuf, io::Error)> {
        let mut list = format!("{FIRST}\n");
        for (path, digests) in &self.0 {
            for digest in digests {
                list.push_str(&format!("{digest} {path}\n"));
            }
        }
        write(folder, NAME, list.as_bytes())
    }
}

/// Writes a file of a folder whole or not at all, and over a link instead of through it.
///
/// # Errors
/// The path that could not be written, and why.
pub(super) fn write(folder: &Path, path: &str, content: &[u8]) -> Result<(), (PathBuf, io::Error)> {
    let part = folder.join(PART);
    // What an interrupted run left.
    let _ = fs::remove_file(&part);
    let made = fs::File::create_new(&part).and_then(|mut file| io::Write::write_all(&mut file, content));
    made.map_err(|error| (part.clone(), error))?;
    let full = folder.join(path);
    fs::rename(&part, &full).map_err(|error| (full, error))
}

/// What stands where the folder of a file should be, and is none. A link to a folder is none: what is
/// written there lands somewhere else.
pub(super) fn not_a_folder(folder: &Path, path: &str) -> Option<PathBuf> {
    let parents = Path::new(path).ancestors().skip(1).filter(|parent| !parent.as_os_str().is_empty());
    parents
        .map(|parent| folder.join(parent))
        .find(|parent| parent.symlink_metadata().is_ok_and(|there| !there.is_dir()))
}

fn digest(content: &[u8]) -> String {
    Sha256::digest(content).iter().map(|byte| format!("{byte:02x}")).collect()
}
