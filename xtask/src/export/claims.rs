//! Which file of a plan belongs to which type.

use std::collections::{BTreeMap, BTreeSet};

use letter_schema::plan::{Event as Existing, Plan};
use letter_schema::x_letter::Kind;

use super::renamed;
use super::report::{Event, Report};

/// What is one event: the call, and the name.
pub(super) type Key = (&'static str, String);

pub(super) fn key_of(report: &Report, event: &Event) -> Key {
    let is_track = event.kind.kind() == Kind::Track;
    (event.kind.kind().word(), if is_track { event.name.clone() } else { report.ident().to_owned() })
}

pub(super) fn key_in(existing: &Existing) -> Key {
    let is_track = existing.kind == Kind::Track;
    (existing.kind.word(), if is_track { existing.name.clone() } else { existing.title.clone() })
}

/// Pairs of types and files. Both go by their indices: a library and a program of one package may have types of the
/// same path.
#[derive(Debug, Default)]
pub(super) struct Claims {
    /// The file of a type.
    pub(super) of: BTreeMap<usize, usize>,
    /// The files that are some type's.
    pub(super) taken: BTreeSet<usize>,
    /// The pairs that only the properties tell.
    pub(super) renamed: Vec<(usize, usize)>,
}

/// Finds the files of the types of events.
pub(super) fn claims(
    reports: &[Report],
    events: &[(&Report, &Event)],
    plan: &Plan,
    ours: &dyn Fn(&str) -> bool,
) -> Claims {
    let mut claims = Claims::default();
    // The event's name is what readers know it by; a type of another event keeps its file while it is renamed.
    claims.add(events, plan, &|one, report, event| key_in(one) == key_of(report, event));
    claims.add(events, plan, &|one, report, _| one.extension.exported_from.as_deref() == Some(&report.path));
    // A file is left over if no type is its, and none will be that is built otherwise.
    let left_over = |one: &Existing| {
        one.extension
            .exported_from
            .as_deref()
            .is_some_and(|from| ours(from) && reports.iter().all(|report| report.path != from))
    };
    let files = plan.events.iter().enumerate();
    let free: Vec<_> = files.filter(|(at, one)| !claims.taken.contains(at) && left_over(one)).collect();
    let types = events.iter().enumerate().filter(|(index, _)| !claims.of.contains_key(index));
    let new: Vec<_> = types.map(|(index, (report, event))| (index, *report, *event)).collect();
    claims.renamed = renamed::pairs(&new, &free, plan);
    claims.taken.extend(claims.renamed.iter().map(|(_, at)| *at));
    claims.of.extend(claims.renamed.iter().copied());
    claims
}

impl Claims {
    fn add(
        &mut self,
        events: &[(&Report, &Event)],
        plan: &Plan,
        by: &dyn Fn(&Existing, &Report, &Event) -> bool,
    ) {
        for (index, (report, event)) in events.iter().enumerate() {
            if self.of.contains_key(&index) {
                continue;
            }
            let mut free = plan.events.iter().enumerate().filter(|(at, _)| !self.taken.contains(at));
            if let Some((at, _)) = free.find(|(_, one)| by(one, report, event)) {
                self.taken.insert(at);
                self.of.insert(index, at);
            }
        }
    }
}
