//! Taking the plan as it is into the ledger.

use super::drift::Drift;
use super::repeats::without_repeats;
use super::snapshot::{State, snapshot};
use super::{Entry, Ledger, Part, Recorded, Since};
use crate::compare::{Audience, Change};
use crate::plan::Plan;
use crate::rules::Date;

impl Ledger {
    /// Begins a ledger with a plan as it is. Nothing is recorded as a change.
    #[must_use]
    pub fn begin(plan: &Plan, since: Since) -> Self {
        let mut ledger = Self::default();
        for (subject, state) in snapshot(plan) {
            let mut entry = Entry { since: Some(since), ..Entry::default() };
            entry.write(state, since);
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
            let moved = before.as_ref().filter(|before| now.as_ref().is_some_and(|now| now != *before));
            if let (Some(before), Some(known)) = (moved, &known) {
                // For a merge with a side that does not know of the new name.
                let left = Entry { version: known.version, root: known.root.clone(), ..Entry::default() };
                self.entries.entry(before.clone()).or_insert(left);
            }
            let Some(at) = now.or(before) else { continue };
            let mut entry = known.unwrap_or_default();
            if let Some(earlier) = self.entries.remove(&at) {
                entry.take_up(earlier);
            }
            entry.since = entry.since.or(Some(Since::On(today)));
            entry.changes.extend(event.changes.iter().map(record));
            entry.changes = without_repeats(entry.changes);
            self.entries.insert(at, entry);
        }
        let mut now = snapshot(plan);
        for (subject, entry) in &mut self.entries {
            match now.remove(subject) {
                Some(state) => entry.write(state, Since::On(today)),
                None => entry.remove(),
            }
        }
        for (subject, state) in now {
            let mut entry = Entry { since: Some(Since::On(today)), ..Entry::default() };
            entry.write(state, Since::On(today));
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
        self.version = self.version.max(earlier.version);
        for (key, part) in earlier.parts {
            self.parts.entry(key).or_insert(part);
        }
        self.changes.splice(0..0, earlier.changes);
        self.changes.sort_by_key(|change| change.date);
    }

    /// Becomes what a file is now; what is new in it is there `since`.
    fn write(&mut self, state: State, since: Since) {
        if self.root.as_ref() != Some(&state.root) {
            self.version += 1;
        }
        (self.path, self.root) = (Some(state.path), Some(state.root));
        for (key, part) in &mut self.parts {
            if part.content.is_some() && !state.parts.contains_key(key) {
                part.version += 1;
                part.content = None;
            }
        }
        for (key, content) in state.parts {
            let part = self.parts.entry(key).or_insert(Part { since, version: 0, content: None });
            if part.content.as_ref() != Some(&content) {
                part.version += 1;
                part.content = Some(content);
            }
        }
    }

    /// Is gone from now on. The days of its parts stay, for when it comes back.
    fn remove(&mut self) {
        if self.root.take().is_some() {
            self.version += 1;
        }
        self.path = None;
        for part in self.parts.values_mut().filter(|part| part.content.is_some()) {
            part.version += 1;
            part.content = None;
        }
    }
}
