//! What the plan says and the ledger does not, yet.

use std::collections::BTreeMap;

use super::snapshot::{State, snapshot, subjects};
use super::{Ledger, Subject};
use crate::compare::{Audience, Change, Matched, compare_events};
use crate::plan::Plan;

/// How a plan differs from what was accepted.
#[derive(Debug, Default)]
pub struct Drift {
    /// Every change.
    pub unaccepted: Vec<Unaccepted>,
    pub(super) matched: Vec<Matched>,
    /// What the events of the accepted plan are about.
    pub(super) before: Vec<Subject>,
    /// What the events of the plan are about.
    pub(super) after: Vec<Subject>,
}

/// A change that was not accepted.
#[derive(Debug)]
pub struct Unaccepted {
    /// What it is about: its name in the new plan, or in the ledger if it has gone.
    pub subject: Subject,
    /// What changed.
    pub change: Change,
}

impl Drift {
    /// Whether something breaks for somebody.
    #[must_use]
    pub fn is_breaking(&self) -> bool {
        self.unaccepted.iter().any(|one| one.change.breaks(Audience::Both))
    }
}

impl Ledger {
    /// How a plan differs from what was accepted.
    #[must_use]
    pub fn drift(&self, plan: &Plan) -> Drift {
        let now = snapshot(plan);
        if self.has(&now) {
            return Drift::default();
        }
        let accepted = self.plan();
        let matched = compare_events(&accepted, plan);
        let (before, after) = (subjects(&accepted), subjects(plan));
        let mut unaccepted = Vec::new();
        for event in &matched {
            let subject = match (event.new, event.old) {
                (Some(at), _) => &after[at],
                (None, Some(at)) => &before[at],
                (None, None) => continue,
            };
            let one = |change: &Change| Unaccepted { subject: subject.clone(), change: change.clone() };
            unaccepted.extend(event.changes.iter().map(one));
        }
        Drift { unaccepted, matched, before, after }
    }

    /// Whether its lines would be the same, but for their dates.
    fn has(&self, now: &BTreeMap<Subject, State>) -> bool {
        let mut same = 0;
        for (subject, entry) in self.entries.iter().filter(|(_, entry)| entry.is_there()) {
            match now.get(subject) {
                Some(now) if entry.is_like(now) => same += 1,
                _ => return false,
            }
        }
        same == now.len()
    }

    /// The plan as it was accepted.
    #[must_use]
    pub fn plan(&self) -> Plan {
        let (mut events, mut shared) = (BTreeMap::new(), BTreeMap::new());
        for (subject, entry) in &self.entries {
            let Some((path, text)) = entry.file() else { continue };
            let files = if matches!(subject, Subject::Event(..)) { &mut events } else { &mut shared };
            files.insert(path, text);
        }
        let own = events.iter().map(|(path, text)| (path.clone(), text.clone())).collect();
        Plan::read(own, &mut |path| events.get(path).or_else(|| shared.get(path)).cloned())
    }
}
