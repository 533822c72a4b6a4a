//! What is known of the plan's past: since when things are there, and what changed when.
//!
//! A date is either true or absent.

mod ledger;
mod version;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use letter_schema::plan::Plan;

use self::version::Version;
use super::texts::Texts;
use crate::failure::Failure;
use crate::git_history::{self, Commit};
use crate::ledger_file::LedgerFile;

/// Versions of events that are compared; a plan with a longer past needs its ledger.
const MOST: usize = 200_000;

/// The plan's past.
#[derive(Debug, Clone, Default)]
pub(crate) struct History {
    /// The past of events and traits types, by their files as the plan writes them.
    pub(crate) events: BTreeMap<String, Past>,
    /// Events and traits types that are gone from the plan.
    pub(crate) gone: Vec<Gone>,
}

/// The past of an event that is gone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Gone {
    /// `track`, `identify` or `group`.
    pub(crate) kind: &'static str,
    /// The name that it had at last.
    pub(crate) name: String,
    /// Its changes, the oldest first, the last of which took it away.
    pub(crate) steps: Vec<Step>,
}

/// The past of an event.
#[derive(Debug, Clone, Default)]
pub(crate) struct Past {
    /// The day of its first version.
    pub(crate) added: Option<String>,
    /// The day on which it was deprecated, if it is.
    pub(crate) deprecated: Option<String>,
    /// The day of the first version that has a property, by the property's path.
    pub(crate) properties: BTreeMap<String, String>,
    /// Its changes, the oldest first.
    pub(crate) steps: Vec<Step>,
    /// Whether the file says something else by now, of which no date is known.
    pub(crate) is_ahead: bool,
}

/// What changed on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Step {
    /// The day, as `2026-03-01`.
    pub(crate) date: String,
    /// `added`, `changed`, `deprecated` or `removed`.
    pub(crate) kind: &'static str,
    /// What happened, as Markdown.
    pub(crate) words: Vec<String>,
}

/// The plan's past, from its ledger, else from git if that knows all of it. What is not known stays empty.
///
/// # Errors
/// When there is a ledger that cannot be read.
pub(crate) fn read(folder: &Path, plan: &Plan, texts: &Texts) -> Result<History, Failure> {
    let Some(file) = LedgerFile::read(folder, plan)? else { return Ok(of_git(folder, plan, texts)) };
    match file.failure(false) {
        Some(failure) => Err(failure),
        None => Ok(ledger::history(&file.ledger, plan, texts)),
    }
}

fn of_git(folder: &Path, plan: &Plan, texts: &Texts) -> History {
    let Some((prefix, commits)) = git_history::commits(folder) else { return History::default() };
    let mut replay =
        Replay { texts, files: BTreeMap::new(), now: BTreeMap::new(), gone: Vec::new(), read: 0 };
    for commit in &commits {
        replay.apply(commit);
        if replay.read > MOST {
            return History::default();
        }
    }
    let mut history = History { gone: replay.gone, ..History::default() };
    for (path, (_, mut past)) in replay.now {
        let Some(own) = path.strip_prefix(&prefix) else { continue };
        let current = plan.sources.iter().find(|(_, file)| file.path() == own);
        let Some((_, current)) = current else { continue };
        past.is_ahead = replay.files.get(&path).is_none_or(|committed| *committed != current.text());
        history.events.insert(own.to_owned(), past);
    }
    history
}

/// The plan as one commit after the other makes it.
struct Replay<'a> {
    texts: &'a Texts,
    files: BTreeMap<String, String>,
    now: BTreeMap<String, (Version, Past)>,
    gone: Vec<Gone>,
    /// Versions of events that were read.
    read: usize,
}

impl Replay<'_> {
    fn apply(&mut self, commit: &Commit) {
        let mut touched: BTreeSet<&str> = BTreeSet::new();
        let mut left: Vec<(Version, Past)> = Vec::new();
        for change in &commit.changes {
            let after = change.after.as_ref().map(|(path, _)| path);
            if let Some(before) = change.before.as_ref().filter(|before| Some(*before) != after) {
                self.files.remove(before);
                touched.insert(before);
                match (self.now.remove(before), after) {
                    // Git pairs files that are alike: whether the event is the same, its name says.
                    (Some(moved), Some(_)) => left.push(moved),
                    (Some(removed), None) => left.push(removed),
                    (None, _) => {}
                }
            }
            if let Some((path, text)) = &change.after {
                self.files.insert(path.clone(), text.clone());
                touched.insert(path);
            }
        }
        for (path, version) in Version::read_all(&self.again(&touched), &self.files, self.texts) {
            self.event(&path, version, &mut left, &commit.date);
        }
        for (version, past) in left {
            let words = vec![self.texts.get("hist_removed").to_owned()];
            let removed = Step { date: commit.date.clone(), kind: "removed", words };
            // What is gone keeps its past.
            let steps = past.steps.into_iter().chain([removed]).collect();
            self.gone.push(Gone { kind: version.kind, name: version.name, steps });
        }
    }

    /// The files whose events may have another meaning now: those that were touched, and all that refer
    /// to one of them, by way of others or not.
    fn again(&mut self, touched: &BTreeSet<&str>) -> BTreeSet<String> {
        let is_event = |path: &&str| self.now.contains_key(*path) || !self.files.contains_key(*path);
        let mut again: BTreeSet<String> = touched
            .iter()
            .filter(|path| self.files.contains_key(**path))
            .map(|path| (*path).to_owned())
            .collect();
        if touched.iter().all(is_event) {
            // References name a file by the end of its path.
            let names: Vec<&str> = touched.iter().filter_map(|path| path.rsplit('/').next()).collect();
            let refer = self.now.keys().filter(|path| {
                let text = self.files.get(*path).map(String::as_str).unwrap_or_default();
                names.iter().any(|name| text.contains(name))
            });
            again.extend(refer.cloned());
        } else {
            again.extend(self.now.keys().cloned());
        }
        self.read += again.len();
        again
    }

    /// A new version of the event in a file. `left` has those whose file this commit took away: one of
    /// the same name has only moved.
    fn event(&mut self, path: &str, version: Version, left: &mut Vec<(Version, Past)>, date: &str) {
        let known = self.now.remove(path).or_else(|| {
            let moved = left.iter().position(|(old, _)| old.name == version.name && old.kind == version.kind);
            moved.map(|at| left.swap_remove(at))
        });
        let mut past = match known {
            Some((before, mut past)) => {
                // Of one that came deprecated it is not known since when it is.
                if version.status != before.status {
                    past.deprecated = (version.status == "deprecated").then(|| date.to_owned());
                }
                past.steps.extend(version.since(&before, date, self.texts));
                past.properties.retain(|path, _| version.rows.contains_key(path));
                past
            }
            None => {
                let words = vec![self.texts.get("hist_added").to_owned()];
                let step = Step { date: date.to_owned(), kind: "added", words };
                Past { added: Some(date.to_owned()), steps: vec![step], ..Past::default() }
            }
        };
        for path in version.rows.keys() {
            past.properties.entry(path.clone()).or_insert_with(|| date.to_owned());
        }
        self.now.insert(path.to_owned(), (version, past));
    }
}

#[cfg(test)]
mod tests;
