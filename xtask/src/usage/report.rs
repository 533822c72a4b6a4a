//! The plan, with what compiled code can send of it and what tests have sent.

use std::collections::BTreeSet;
use std::env;
use std::path::Path;

use letter_schema::plan::{Event, Plan};
use letter_schema::x_letter::Status;

use super::constructed::{Place, Places};
use super::exception::{self, Exception};
use super::scope::Scope;
use super::sendable::Sendable;

/// What is known of tests.
#[derive(Debug)]
pub(super) enum Tests {
    NotRun,
    Passed(BTreeSet<Sendable>),
    /// Not all passed.
    Failed(BTreeSet<Sendable>),
    /// They ran before.
    Read(BTreeSet<Sendable>),
}

impl Tests {
    fn sent(&self) -> Option<&BTreeSet<Sendable>> {
        match self {
            Self::NotRun => None,
            Self::Passed(sent) | Self::Failed(sent) | Self::Read(sent) => Some(sent),
        }
    }
}

/// One event or traits type.
#[derive(Debug)]
pub(super) struct Usage {
    pub(super) call: &'static str,
    pub(super) name: String,
    /// What the plan says; `None` if it has no such event.
    pub(super) declared: Option<Declared>,
    /// Where compiled code can send it.
    pub(super) places: Vec<Place>,
    /// Whether a test has sent it.
    pub(super) sent: bool,
}

#[derive(Debug)]
pub(super) struct Declared {
    pub(super) owner: Option<String>,
    pub(super) tags: Vec<String>,
    pub(super) status: &'static str,
    /// Whether code is expected to send it.
    pub(super) is_asked: bool,
    /// Why it is not, if the command line says so.
    pub(super) excepted: Option<String>,
    pub(super) file: String,
    pub(super) line: u32,
}

impl Usage {
    pub(super) fn is_constructed(&self) -> bool {
        !self.places.is_empty()
    }

    pub(super) fn state(&self) -> State {
        match (self.is_constructed(), self.sent) {
            (false, false) => State::Declared,
            (false, true) => State::OnlyInTests,
            (true, false) => State::Constructed,
            (true, true) => State::Sent,
        }
    }
}

/// How far an event has got, the least first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    /// No code constructs it.
    Declared,
    /// Tests send it, and nothing else does.
    OnlyInTests,
    /// Code constructs it, and no test sends it.
    Constructed,
    /// Code constructs it, and a test sends it.
    Sent,
}

/// All that is shown.
#[derive(Debug)]
pub(super) struct Report {
    pub(super) tests: Tests,
    /// Of the plan, in the order of its files; then what is in the code only.
    pub(super) events: Vec<Usage>,
}

impl Report {
    pub(super) fn of(
        plan: &Plan,
        folder: &Path,
        scope: &Scope,
        exceptions: &[Exception],
        places: &Places,
        tests: Tests,
    ) -> Self {
        let usage = |sendable: &Sendable, name: &str, declared| Usage {
            call: sendable.call,
            name: name.to_owned(),
            declared,
            places: places.get(sendable).into_iter().flatten().cloned().collect(),
            sent: tests.sent().is_some_and(|sent| sent.contains(sendable)),
        };
        let mut declared = BTreeSet::new();
        let mut events = Vec::new();
        for event in &plan.events {
            let sendable = Sendable::new(event.kind.word(), &event.name);
            if scope.has(event) {
                let excepted = exception::reason(exceptions, &event.name);
                let said = Declared::of(plan, folder, event, excepted);
                events.push(usage(&sendable, &event.name, Some(said)));
            }
            declared.insert(sendable);
        }
        // Scopes are the plan's; what it does not have is in none.
        if scope.is_all() {
            let known: BTreeSet<&Sendable> =
                places.keys().chain(tests.sent().into_iter().flatten()).collect();
            let undeclared = known.into_iter().filter(|sendable| !declared.contains(sendable));
            events.extend(undeclared.map(|sendable| usage(sendable, &sendable.name, None)));
        }
        Self { tests, events }
    }

    /// Events that the command line excepts.
    pub(super) fn excepted(&self) -> impl Iterator<Item = &Usage> {
        let is_excepted = |declared: &Declared| declared.excepted.is_some();
        self.events.iter().filter(move |event| event.declared.as_ref().is_some_and(is_excepted))
    }

    /// Events that code is expected to send.
    pub(super) fn asked(&self) -> impl Iterator<Item = &Usage> {
        self.events.iter().filter(|event| event.declared.as_ref().is_some_and(|declared| declared.is_asked))
    }
}

/// Whether an event that code is expected to send is nowhere.
pub(super) fn misses(plan: &Plan, scope: &Scope, places: &Places) -> bool {
    let mut asked =
        plan.events.iter().filter(|event| scope.has(event) && status(plan, event) == Status::Active);
    asked.any(|event| !places.contains_key(&Sendable::new(event.kind.word(), &event.name)))
}

/// What the plan says, in `x-letter` or by JSON Schema's `deprecated`.
pub(super) fn status(plan: &Plan, event: &Event) -> Status {
    match event.extension.status {
        Some(status @ (Status::Draft | Status::Removed)) => status,
        _ if event.is_deprecated(&plan.schemas) => Status::Deprecated,
        _ => Status::Active,
    }
}

/// A folder as it is reached from the current one, if it is below.
fn from_here(folder: &Path) -> &Path {
    env::current_dir().ok().and_then(|here| folder.strip_prefix(here).ok()).unwrap_or(folder)
}

impl Declared {
    fn of(plan: &Plan, folder: &Path, event: &Event, excepted: Option<&str>) -> Self {
        let status = status(plan, event);
        let file = plan.sources.file(event.name_span.file);
        Self {
            owner: event.extension.owner.clone(),
            tags: event.extension.tags.clone(),
            status: status.word(),
            is_asked: status == Status::Active && excepted.is_none(),
            excepted: excepted.map(str::to_owned),
            file: from_here(folder).join(file.path()).display().to_string(),
            line: file.position(event.name_span.start).line,
        }
    }
}
