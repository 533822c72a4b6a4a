//! The versions of schema files that git knows, when it knows all of them.

use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::process::Command;

use crate::git;

/// Versions that are read. A plan with more has a ledger.
const MOST: usize = 50_000;

/// What one commit did to schema files, on the branch that is checked out.
#[derive(Debug, Default)]
pub(crate) struct Commit {
    /// The day in UTC on which it came to the branch.
    pub(crate) date: String,
    /// What became of which file.
    pub(crate) changes: Vec<FileChange>,
}

/// What became of a file. Paths begin at the top of the repository.
#[derive(Debug)]
pub(crate) struct FileChange {
    /// The path before, of a file that was there.
    pub(crate) before: Option<String>,
    /// The path and the text after, of a file that still is.
    pub(crate) after: Option<(String, String)>,
}

/// Every commit that changed a JSON file, the oldest first, and where the folder is in the repository;
/// `None` if git is not there, does not know the folder, or does not know all of its past.
pub(crate) fn commits(folder: &Path) -> Option<(String, Vec<Commit>)> {
    let prefix = text(folder, &["rev-parse", "--show-prefix"])?;
    let prefix = prefix.trim_end_matches(['\n', '\r']).to_owned();
    let shallow = text(folder, &["rev-parse", "--is-shallow-repository"])?;
    if shallow.trim() != "false" || grafted(folder) {
        return None;
    }
    if text(folder, &["rev-parse", "--quiet", "--verify", "HEAD"]).is_none() {
        // Nothing was committed yet.
        return Some((prefix, Vec::new()));
    }
    let committed = text(folder, &["ls-tree", "-r", "--name-only", "-z", "HEAD", "--", "."])?;
    let log = text(
        folder,
        &[
            "log",
            "--first-parent",
            "-m",
            "--reverse",
            "--raw",
            "-M",
            "--no-abbrev",
            "--no-relative",
            "-O/dev/null",
            "-z",
            "--date=short-local",
            "--format=format:@%cd",
            "--",
            ":(top,glob)**/*.json",
        ],
    )?;
    let mut raw = parse(&log)?;
    keep_the_folder(&mut raw, &prefix);
    let blobs: HashSet<&str> =
        raw.iter().flat_map(|(_, changes)| changes).filter_map(|change| change.blob.as_deref()).collect();
    if blobs.len() > MOST {
        return None;
    }
    // Then something keeps git from telling.
    if raw.is_empty() && committed.split('\0').any(|name| name.ends_with(".json")) {
        return None;
    }
    let mut blobs: Vec<&str> = blobs.into_iter().collect();
    blobs.sort_unstable();
    let texts = contents(folder, &blobs)?;
    let commit = |(date, changes): &(String, Vec<Raw>)| Commit {
        date: date.clone(),
        changes: changes
            .iter()
            .map(|change| FileChange {
                before: change.before.clone(),
                after: change.after.clone().map(|path| {
                    let text = change.blob.as_ref().and_then(|blob| texts.get(blob.as_str()));
                    (path, text.cloned().unwrap_or_default())
                }),
            })
            .collect(),
    };
    Some((prefix, raw.iter().map(commit).collect()))
}

struct Raw {
    before: Option<String>,
    after: Option<String>,
    blob: Option<String>,
}

/// Reads `@2026-03-01` lines, each with `:mode mode blob blob M` and its paths, all with NUL in between.
fn parse(log: &str) -> Option<Vec<(String, Vec<Raw>)>> {
    let mut commits: Vec<(String, Vec<Raw>)> = Vec::new();
    let mut parts = log.split('\0').peekable();
    while let Some(part) = parts.next() {
        // A commit's line ends in a line break, and its first change follows behind that.
        for piece in part.split('\n').filter(|piece| !piece.is_empty()) {
            if let Some(date) = piece.strip_prefix('@') {
                commits.push((date.to_owned(), Vec::new()));
                continue;
            }
            let mut fields = piece.strip_prefix(':')?.split(' ').skip(3);
            let (blob, status) = (fields.next()?, fields.next()?);
            let first = parts.next()?.to_owned();
            let blob = Some(blob.to_owned());
            let change = match status.chars().next()? {
                'A' => Raw { before: None, after: Some(first), blob },
                'D' => Raw { before: Some(first), after: None, blob: None },
                'R' => Raw { before: Some(first), after: Some(parts.next()?.to_owned()), blob },
                _ => Raw { before: Some(first.clone()), after: Some(first), blob },
            };
            commits.last_mut()?.1.push(change);
        }
    }
    Some(commits)
}

/// Leaves out the files that were never in the folder, nor became one that is.
fn keep_the_folder(commits: &mut [(String, Vec<Raw>)], prefix: &str) {
    let mut moved: HashSet<String> = HashSet::new();
    let inside = |path: &str, moved: &HashSet<String>| path.starts_with(prefix) || moved.contains(path);
    for (_, changes) in commits.iter().rev() {
        for change in changes {
            if let (Some(before), Some(after)) = (&change.before, &change.after)
                && inside(after, &moved)
            {
                moved.insert(before.clone());
            }
        }
    }
    for (_, changes) in commits {
        changes.retain(|change| change.before.iter().chain(&change.after).any(|path| inside(path, &moved)));
    }
}

/// Whether commits pretend to have other parents than they have.
fn grafted(folder: &Path) -> bool {
    text(folder, &["rev-parse", "--git-path", "info/grafts"])
        .is_some_and(|path| folder.join(path.trim_end()).exists())
}

/// The texts of blobs. One that cannot be had is a hole in the past: then there are none at all.
fn contents(folder: &Path, blobs: &[&str]) -> Option<HashMap<String, String>> {
    let contents = git::contents(&mut command(folder), blobs).ok()?;
    let named = blobs.iter().zip(contents);
    named
        .map(|(blob, content)| Some(((*blob).to_owned(), String::from_utf8_lossy(&content?).into_owned())))
        .collect()
}

fn text(folder: &Path, arguments: &[&str]) -> Option<String> {
    git::text(&mut command(folder), arguments).ok()
}

/// git that does not reach for the network: what a clone was made without is a hole in the past.
fn command(folder: &Path) -> Command {
    let mut command = git::command(folder);
    command.env("GIT_NO_LAZY_FETCH", "1");
    command
}

/// Whether the last commit has a file in a folder.
pub(crate) fn has(folder: &Path, name: &str) -> bool {
    text(folder, &["cat-file", "-e", &format!("HEAD:./{name}")]).is_some()
}
