//! Taking the plan as it is into the ledger.

use super::drift::Drift;
use super::settle::without_repeats;
use super::snapshot::snapshot;
use super::{Entry, Ledger, Recorded, Since, State, Subject};
use crate::compare::{Audience, Change};
use crate::plan::Plan;
use crate::rules::Date;

impl Ledger {
    /// Begins a ledger with a plan as it is. Nothing is recorded as a change.
    #[must_use]
    pub fn begin(plan: &Plan, since: Since) -> Self {
        let mut ledger = Self::default();
        for (subject, mut state) in snapshot(plan, since.latest()) {
            for part in state.parts.values_mut() {
                part.since = since;
            }
            let entry = Entry { since: Some(since), state: Some(state), ..Entry::default() };
            ledger.entries.insert(subject, entry);
        }
        ledger
    }

    /// Takes a plan as it is: `drift` is how it differs, and is recorded as changes of a day. The reason stands at
    /// what breaks somebody, or at everything if nothing does.
    #[must_use]
    pub fn accept(mut self, plan: &Plan, drift: &Drift, today: Date, reason: Option<&str>) -> Self {
        let breaking = drift.is_breaking();
        let record = |change: &Change| {
            let breaks = change.breaks(Audience::Both).then(|| change.audience(Audience::Both));
            let reason = reason.filter(|_| breaks.is_some() || !breaking);
            Recorded {
                date: today,
                rule: change.rule.to_owned(),
                pointer: change.pointer.clone(),
                step: change.step_for(Audience::Both),
                breaks,
                message: change.told(Audience::Both),
                reason: reason.map(str::to_owned),
            }
        };
        for event in &drift.matched {
            let before = event.old.map(|at| drift.before[at].clone());
            let now = event.new.map(|at| drift.after[at].clone());
            let known = before.as_ref().and_then(|before| self.entries.remove(before));
            let Some(at) = now.or(before) else { continue };
            let mut entry = known.unwrap_or_default();
            if let Some(earlier) = self.entries.remove(&at) {
                entry.take_up(earlier);
            }
            entry.since = entry.since.or(Some(Since::On(today)));
            entry.changes.extend(event.changes.iter().map(record));
            entry.changes = without_repeats(entry.changes);
            if event.new.is_none() {
                entry.state = None;
            }
            self.entries.insert(at, entry);
        }
        let mut now = snapshot(plan, today);
        // A file of definitions that is not there any more has no past that anybody asks for.
        self.entries.retain(|subject, _| matches!(subject, Subject::Event(..)) || now.contains_key(subject));
        for (subject, entry) in &mut self.entries {
            entry.state = now.remove(subject).map(|state| state.dated_by(entry.state.as_ref()));
        }
        for (subject, state) in now {
            let entry = Entry { since: Some(Since::On(today)), state: Some(state), ..Entry::default() };
            self.entries.insert(subject, entry);
        }
        self
    }
}

impl Entry {
    /// Goes on from what had the same name once.
    fn take_up(&mut self, earlier: Self) {
        self.since = match (self.since, earlier.since) {
            (Some(one), Some(other)) => Some(one.first(other)),
            (one, other) => one.or(other),
        };
        self.changes.splice(0..0, earlier.changes);
        self.changes.sort_by_key(|change| change.date);
    }
}

impl State {
    /// With the dates of what was there before.
    fn dated_by(mut self, before: Option<&Self>) -> Self {
        for (key, part) in &mut self.parts {
            if let Some(known) = before.and_then(|before| before.parts.get(key)) {
                part.since = known.since;
            }
        }
        self
    }
}
