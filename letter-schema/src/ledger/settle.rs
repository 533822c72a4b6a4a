//! What a ledger says after a merge left the lines of both sides.

use std::cell::LazyCell;
use std::collections::BTreeMap;

use super::read::Lines;
use super::repeats::without_repeats;
use super::snapshot::{State, snapshot};
use super::write::quote;
use super::{Entry, Ledger, Part, Problem, ProblemKind, Since, Subject};
use crate::plan::Plan;

impl Ledger {
    pub(super) fn settle(
        subjects: BTreeMap<Subject, Lines>,
        plan: &Plan,
        problems: &mut Vec<Problem>,
    ) -> Self {
        // Only where there is something to choose.
        let now = LazyCell::new(|| snapshot(plan));
        let mut entries = BTreeMap::new();
        for (subject, lines) in subjects {
            let mut problem = |kind, message| problems.push(Problem { line: lines.first, kind, message });
            let (entry, doubled) = lines.entry(&subject, &|| now.get(&subject));
            if let Some(message) = lines.missing(&subject) {
                problem(ProblemKind::Line, message);
            } else if let Some(message) = doubled.filter(|_| entry.is_there()) {
                problem(ProblemKind::Conflict, message);
            }
            entries.insert(subject, entry);
        }
        Self { entries }
    }
}

impl Lines {
    /// What the lines say, and whether two of them contradict each other.
    fn entry<'a>(&self, subject: &Subject, now: &dyn Fn() -> Option<&'a State>) -> (Entry, Option<String>) {
        let mut doubled = None;
        let mut note = |is_doubled: bool, what: &dyn Fn() -> String| {
            if is_doubled && doubled.is_none() {
                doubled = Some(format!("a merge left two versions of {}", what()));
            }
        };
        let is_now = |root: &Option<String>| now().map(|now| &now.root) == root.as_ref();
        let roots = self.roots.iter().map(|(version, root)| (*version, root));
        let (version, root, two) = last(roots, is_now).unwrap_or((0, &None, false));
        note(two, &|| subject.to_string());
        let mut parts = BTreeMap::new();
        for (key, versions) in &self.parts {
            let is_now = |content: &Option<_>| now().and_then(|now| now.parts.get(key)) == content.as_ref();
            let contents = versions.iter().map(|part| (part.version, &part.content));
            let Some((version, content, two)) = last(contents, is_now) else { continue };
            note(two, &|| format!("{} of {subject}", quote(&key.1)));
            let since = versions.iter().map(|part| part.since).reduce(Since::first);
            let Some(since) = since else { continue };
            parts.insert(key.clone(), Part { since, version, content: content.clone() });
        }
        let path = || match subject {
            Subject::Shared(path) => Some(path.clone()),
            Subject::Event(..) => match &self.paths[..] {
                [path] => Some(path.clone()),
                paths => {
                    let is_now = |path: &&String| now().is_some_and(|now| now.path == **path);
                    paths.iter().find(is_now).or(paths.first()).cloned()
                }
            },
        };
        let path = root.as_ref().and_then(|_| path());
        let changes = without_repeats(self.changes.clone());
        let root = root.clone();
        (Entry { since: self.since, path, version, root, parts, changes, line: self.first }, doubled)
    }

    /// What has to be said of a subject and is not: somebody took lines away.
    fn missing(&self, subject: &Subject) -> Option<String> {
        let Some((_, last)) = self.roots.iter().max_by_key(|(version, _)| *version) else {
            return Some(format!("no line says what {subject} is"));
        };
        let is_event = matches!(subject, Subject::Event(..));
        match last {
            Some(_) if self.since.is_none() => Some(format!("no line says since when there is {subject}")),
            Some(_) if is_event && self.paths.is_empty() => {
                Some(format!("no line says which file {subject} is in"))
            }
            _ => None,
        }
    }
}

/// The one that was written most often, and whether there is another one like that: then both sides of a merge
/// wrote it, and what the plan lacks of the two is what was accepted and is not so any more.
fn last<'a, T: PartialEq>(
    versions: impl Iterator<Item = (u32, &'a T)> + Clone,
    is_now: impl Fn(&T) -> bool,
) -> Option<(u32, &'a T, bool)> {
    let most = versions.clone().map(|(version, _)| version).max()?;
    let mut last = versions.filter(|(version, _)| *version == most).map(|(_, content)| content);
    let first = last.next()?;
    match last.find(|other| *other != first) {
        Some(other) => Some((most, if is_now(first) { other } else { first }, true)),
        None => Some((most, first, false)),
    }
}
