//! What git knows of a plan's past, as the ledger would have recorded it.

use std::collections::BTreeMap;
use std::path::Path;

use letter_schema::ledger::{Ledger, Since};
use letter_schema::plan::Plan;
use letter_schema::rules::Date;

use crate::git_history;
use crate::output::repository;

/// Files that are read, over all commits. A plan with a longer past begins its ledger without it.
const MOST: usize = 400_000;

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
            "without dates: git does not know all of its past. In a clone that is not shallow (`git fetch \
             --unshallow`), delete it and begin again to have them",
        );
    };
    let mut files: BTreeMap<String, String> = BTreeMap::new();
    let mut ledger: Option<Ledger> = None;
    let mut read = 0;
    for commit in &commits {
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
        let (Some(date), plan) = (Date::parse(&commit.date), plan(&prefix, &files)) else { continue };
        // What a later commit mended is recorded with that.
        if plan.found.has_errors() {
            continue;
        }
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

/// The plan that the files make.
fn plan(prefix: &str, files: &BTreeMap<String, String>) -> Plan {
    let own = files.iter().filter_map(|(path, text)| {
        let path = path.strip_prefix(prefix)?;
        let is_hidden = path.split('/').any(|part| part.starts_with('.'));
        (!is_hidden).then(|| (path.to_owned(), text.clone()))
    });
    Plan::read(own.collect(), &mut |path| files.get(&beside(prefix, path)?).cloned())
}

/// The path from the top of the repository, of one that begins in the plan's folder; `None` if it leads out.
fn beside(prefix: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = prefix.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            ".." => drop(parts.pop()?),
            "." | "" => {}
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}
