//! What git knows of a plan's past, as the ledger would have recorded it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use letter_schema::diagnostic::Level;
use letter_schema::ledger::{Ledger, Since};
use letter_schema::plan::Plan;
use letter_schema::rules::Date;

use crate::diff::joined;
use crate::git_history::{self, Commit};
use crate::output::repository;

/// Files that are read, over all commits. A plan with a longer past begins its ledger without it.
const MOST: usize = 400_000;
/// Times that a plan with errors is read again without the files that have them.
const MOST_AGAIN: usize = 8;

/// The past of a plan.
pub(super) enum Past {
    /// All of it; empty for a plan that was never committed.
    Known(Ledger),
    /// Not all of it, and why, as the end of a sentence.
    Unknown(&'static str),
}

/// The past of the plan in a folder.
pub(super) fn past(folder: &Path) -> Past {
    let real = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    if repository(&real).is_none() {
        return Past::Unknown("without dates: it is in no git repository, which would know them");
    }
    let Some((prefix, commits)) = git_history::commits(folder) else {
        return Past::Unknown(
            "without dates: git does not tell all of its past. If this clone is a shallow one, `git fetch --unshallow`, \
             delete it, and begin again to have them",
        );
    };
    let folders = folders(&prefix, &commits);
    let mut files: BTreeMap<String, String> = BTreeMap::new();
    let mut last = BTreeMap::new();
    let mut ledger: Option<Ledger> = None;
    let mut read = 0;
    for (commit, prefix) in commits.iter().zip(&folders) {
        for change in &commit.changes {
            if let Some(before) = &change.before {
                files.remove(before);
            }
            if let Some((path, text)) = &change.after {
                files.insert(path.clone(), text.clone());
            }
        }
        read += files.len();
        if read > MOST {
            return Past::Unknown("without dates: its past in git is too long to be read");
        }
        let Some(date) = Date::parse(&commit.date) else { continue };
        let Some((plan, now)) = sound(Files::of(prefix, &files), &last) else { continue };
        last = now.own;
        ledger = match ledger {
            Some(ledger) => {
                let drift = ledger.drift(&plan);
                Some(ledger.accept(&plan, &drift, date, None))
            }
            None if plan.events.is_empty() => None,
            None => Some(Ledger::begin(&plan, Since::On(date))),
        };
    }
    Past::Known(ledger.unwrap_or_default())
}

/// The plan's folder at each commit: it may have had another name.
fn folders(prefix: &str, commits: &[Commit]) -> Vec<String> {
    let mut folder = prefix.to_owned();
    let mut folders = Vec::with_capacity(commits.len());
    for (at, commit) in commits.iter().enumerate().rev() {
        folders.push(folder.clone());
        let moved = commit.changes.iter().find_map(|change| {
            let (before, (after, _)) = (change.before.as_ref()?, change.after.as_ref()?);
            let own = after.strip_prefix(&folder)?;
            let other = before.strip_suffix(own)?;
            let whole = other.is_empty() || other.ends_with('/');
            (whole && other != folder).then(|| other.to_owned())
        });
        // Where there were files already, one that comes from elsewhere is only one more.
        if let Some(other) = moved.filter(|_| !had_files(&commits[..at], &folder)) {
            folder = other;
        }
    }
    folders.reverse();
    folders
}

/// Whether there are files in a folder after some commits.
fn had_files(commits: &[Commit], folder: &str) -> bool {
    let mut files = BTreeSet::new();
    for change in commits.iter().flat_map(|commit| &commit.changes) {
        if let Some(before) = &change.before {
            files.remove(before.as_str());
        }
        if let Some((path, _)) = change.after.as_ref().filter(|(path, _)| path.starts_with(folder)) {
            files.insert(path.as_str());
        }
    }
    !files.is_empty()
}

/// The files of a plan, by the paths that the plan writes, and all that it may refer to.
#[derive(Debug, Clone)]
struct Files<'a> {
    own: BTreeMap<String, String>,
    folder: &'a str,
    all: BTreeMap<String, String>,
}

impl<'a> Files<'a> {
    fn of(folder: &'a str, all: &BTreeMap<String, String>) -> Self {
        let own = all.iter().filter_map(|(path, text)| {
            let path = path.strip_prefix(folder)?;
            let is_hidden = path.split('/').any(|part| part.starts_with('.'));
            (!is_hidden).then(|| (path.to_owned(), text.clone()))
        });
        Self { own: own.collect(), folder, all: all.clone() }
    }

    fn plan(&self) -> Plan {
        let own = self.own.iter().map(|(path, text)| (path.clone(), text.clone())).collect();
        Plan::read(own, &mut |path| {
            self.own.get(path).or_else(|| self.all.get(&joined(self.folder, path)?)).cloned()
        })
    }
}

/// The plan of these files. A file that has errors is what it was before, or not there yet.
fn sound<'a>(mut files: Files<'a>, last: &BTreeMap<String, String>) -> Option<(Plan, Files<'a>)> {
    for _ in 0..MOST_AGAIN {
        let plan = files.plan();
        let errors = plan.found.iter().filter(|found| found.level == Level::Error);
        let wrong: BTreeSet<String> = errors
            .filter_map(|error| error.span)
            .map(|span| plan.sources.file(span.file).path().to_owned())
            .collect();
        if !plan.found.has_errors() {
            return Some((plan, files));
        }
        for path in wrong {
            let known = last.get(&path).filter(|known| files.own.get(&path) != Some(known)).cloned();
            match known {
                Some(known) => drop(files.own.insert(path, known)),
                None => drop(files.own.remove(&path)),
            }
        }
    }
    None
}
