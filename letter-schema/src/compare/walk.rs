//! The comparison of two schemas, value by value.

use std::collections::HashMap;

use super::change::{Change, Step, Verdict};
use super::half::{Asked, Half};
use super::place::{self, Place, Way};
use super::witness::{self, Direction, Focus};
use crate::json::Json;
use crate::schema::{SchemaId, Types};

/// Places of one event that are compared.
const MAX_PLACES: u32 = 4000;
/// Places inside of each other.
const MAX_DEPTH: usize = 40;

/// One pair of events being compared.
pub(super) struct Walk<'a> {
    pub(super) old: &'a Half<'a>,
    pub(super) new: &'a Half<'a>,
    /// The file that changes are reported in.
    pub(super) file: String,
    pub(super) path: Vec<Place>,
    pub(super) changes: Vec<Change>,
    pub(super) places: u32,
    /// Whether only the verdicts matter: nothing is proven.
    pub(super) quiet: bool,
    /// What was compared to the end, whatever is around it: schemas that name each other several times would be
    /// compared on every way that leads to them.
    pub(super) compared: HashMap<Compared, Outcome>,
    /// The outermost place of the path that a schema inside of it came back to.
    pub(super) outermost: usize,
    /// Whether the end was said to be out of reach.
    pub(super) undecided: bool,
}

/// Two schemas as they are compared: inside of a branch less is taken for missing.
#[derive(Debug, PartialEq, Eq, Hash)]
pub(super) struct Compared {
    old: Asked,
    new: Asked,
    in_branch: bool,
    at_root: bool,
}

/// What a comparison found.
#[derive(Debug, Clone, Copy)]
pub(super) struct Outcome {
    changed: bool,
    breaks: Breaks,
}

/// Whom a change breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Breaks {
    Nobody,
    Producers,
    Consumers,
    Both,
}

impl Breaks {
    pub(super) fn of(producers: bool, consumers: bool) -> Self {
        match (producers, consumers) {
            (false, false) => Self::Nobody,
            (true, false) => Self::Producers,
            (false, true) => Self::Consumers,
            (true, true) => Self::Both,
        }
    }
}

impl<'a> Walk<'a> {
    pub(super) fn new(old: &'a Half<'a>, new: &'a Half<'a>, file: String) -> Self {
        Self {
            old,
            new,
            file,
            path: Vec::new(),
            changes: Vec::new(),
            places: 0,
            quiet: false,
            compared: HashMap::new(),
            outermost: usize::MAX,
            undecided: false,
        }
    }

    /// Compares the whole payload.
    pub(super) fn root(&mut self, old: SchemaId, new: SchemaId) {
        let mut place = Place { way: Way::Root, old: self.old.asked(&[old]), new: self.new.asked(&[new]) };
        for asked in [&mut place.old, &mut place.new] {
            asked.conjunction.restrict(Types::OBJECT);
            asked.null = false;
        }
        let same = self.old.text(&[old]);
        if same.is_none() || same != self.new.text(&[new]) {
            self.enter(place);
        }
    }

    /// Compares what both plans ask of a part of the value at hand.
    pub(super) fn part(&mut self, way: Way, old: &[SchemaId], new: &[SchemaId]) {
        let same = self.old.text(old);
        if same.is_none() || same != self.new.text(new) {
            self.enter(Place { way, old: self.old.asked(old), new: self.new.asked(new) });
        }
    }

    /// Compares what is asked of a value.
    pub(super) fn enter(&mut self, place: Place) {
        // Schemas that come back to themselves are compared already.
        let known = |around: &Place| {
            around.old.conjunction == place.old.conjunction && around.new.conjunction == place.new.conjunction
        };
        if let Some(at) = self.path.iter().position(known) {
            self.outermost = self.outermost.min(at);
            return;
        }
        let key = self.compared(&place);
        if let Some(outcome) = self.compared.get(&key).copied()
            && (self.quiet || !outcome.changed)
        {
            self.again(place, outcome);
            return;
        }
        self.places += 1;
        let too_large = self.places > MAX_PLACES
            || self.path.len() > MAX_DEPTH
            || self.old.is_exhausted()
            || self.new.is_exhausted();
        let (at, before) = (self.path.len(), self.changes.len());
        let around = std::mem::replace(&mut self.outermost, usize::MAX);
        self.path.push(place);
        if too_large {
            // Elsewhere it may be within reach.
            self.outermost = 0;
            if !std::mem::replace(&mut self.undecided, true) {
                let message = "the schemas are too large to be compared to the end".to_owned();
                self.report("undecided", message, Breaks::Both, Focus::default());
            }
        } else {
            self.value();
        }
        self.path.pop();
        if self.outermost >= at {
            self.outermost = around;
            let changes = &self.changes[before..];
            let producers = changes.iter().any(|change| change.producers.is_breaking());
            let consumers = changes.iter().any(|change| change.consumers.is_breaking());
            let outcome = Outcome { changed: !changes.is_empty(), breaks: Breaks::of(producers, consumers) };
            self.compared.insert(key, outcome);
        } else {
            self.outermost = self.outermost.min(around);
        }
    }

    fn compared(&self, place: &Place) -> Compared {
        let is_branch = |place: &Place| matches!(place.way, Way::Branch(_));
        Compared {
            old: place.old.clone(),
            new: place.new.clone(),
            in_branch: is_branch(place) || self.path.iter().any(is_branch),
            at_root: self.path.is_empty(),
        }
    }

    /// What was found before of the same two schemas.
    fn again(&mut self, place: Place, outcome: Outcome) {
        if outcome.changed {
            self.path.push(place);
            self.report("combination-changed", String::new(), outcome.breaks, Focus::default());
            self.path.pop();
        }
    }

    fn value(&mut self) {
        let (old, new) = self.here();
        let name = self.words();
        let everything =
            |half: &Half<'_>, asked: &Asked| half.types(asked).contains(Types::ALL.without(Types::NULL));
        // What takes anything takes null: its types say so.
        let anything = (everything(self.old, &old), everything(self.new, &new));
        match (old.null, new.null) {
            _ if anything.0 != anything.1 => {}
            (false, true) => {
                let message = format!("{name} may be null now");
                self.report("became-nullable", message, Breaks::Consumers, Focus::default());
            }
            (true, false) => {
                let message = format!("{name} may not be null any more");
                self.report("became-not-nullable", message, Breaks::Producers, Focus::default());
            }
            _ => {}
        }
        let listed = self.listed(&old, &new);
        let types = |half: &Half<'_>, asked: &Asked, listed: &Option<Vec<Json>>| match listed {
            Some(values) => values.iter().fold(Types::NONE, |all, value| all.or(Types::of_value(value))),
            None => half.types(asked),
        };
        let (old_types, new_types) = (types(self.old, &old, &listed.0), types(self.new, &new, &listed.1));
        let apart = old_types.and(new_types).is_empty() && old_types != new_types;
        if listed != (None, None) && !apart {
            self.constants(&old, &new, listed);
            return;
        }
        if !apart && self.alternatives(&old, &new) {
            return;
        }
        self.types(old_types, new_types);
        let common = old_types.and(new_types);
        if common.and(Types::NUMBER).contains(Types::INTEGER) {
            self.numbers(&old, &new, old_types, new_types);
        }
        if common.contains(Types::STRING) {
            self.texts(&old, &new);
        }
        if common.contains(Types::ARRAY) {
            self.arrays(&old, &new);
        }
        if common.contains(Types::OBJECT) {
            self.objects(&old, &new);
        }
        self.combinations(&old, &new);
        self.unevaluated(&old, &new);
    }

    /// What both plans ask for at the place at hand.
    pub(super) fn here(&self) -> (Asked, Asked) {
        let place = self.path.last().cloned();
        place.map_or_else(|| (self.old.asked(&[]), self.new.asked(&[])), |place| (place.old, place.new))
    }

    pub(super) fn words(&self) -> String {
        place::words(&self.path)
    }

    /// Notes a change at the place at hand, with the payloads that prove it.
    pub(super) fn report(&mut self, rule: &'static str, message: String, breaks: Breaks, focus: Focus<'_>) {
        let pointer = place::schema_pointer(&self.path);
        self.report_at(rule, pointer, message, breaks, focus);
    }

    /// Notes a change of words at the place at hand.
    pub(super) fn note(&mut self, rule: &'static str, message: String, step: Step) {
        self.report(rule, message, Breaks::Nobody, Focus::default());
        if let Some(change) = self.changes.last_mut() {
            change.step = step;
        }
    }

    pub(super) fn report_at(
        &mut self,
        rule: &'static str,
        pointer: String,
        message: String,
        breaks: Breaks,
        focus: Focus<'_>,
    ) {
        let find = |direction| witness::find(direction, self.old, self.new, &self.path, focus);
        let verdict = |breaks: bool, direction| match breaks {
            true if self.quiet => Verdict::Breaking { witness: None },
            true => Verdict::Breaking { witness: find(direction) },
            false => Verdict::Compatible,
        };
        let producers = verdict(matches!(breaks, Breaks::Producers | Breaks::Both), Direction::Producers);
        let consumers = verdict(matches!(breaks, Breaks::Consumers | Breaks::Both), Direction::Consumers);
        let here = self.path.last().map(|place| &place.new);
        // The property that it is about, or else what that is a property of.
        let property = focus.names.last().and_then(|name| self.new.property(here?, name)?.first().copied());
        let schema = property.or_else(|| here?.ids.first().copied());
        let step = if breaks == Breaks::Nobody { Step::Minor } else { Step::Major };
        self.changes.push(Change {
            rule,
            file: self.file.clone(),
            pointer,
            message,
            span: schema.map(|id| self.new.schemas.get(id).span),
            producers,
            consumers,
            step,
        });
    }

    fn types(&mut self, old: Types, new: Types) {
        let (gone, come) = (old.without(new), new.without(old));
        let keywords = ["type", "enum", "const", "false", "anyOf", "oneOf", "multipleOf"];
        let focus = Focus { keywords: &keywords, names: &[] };
        let name = self.words();
        let from_to = |verb: &str| format!("{name} {verb}: {} before, {} now", words(old), words(new));
        match (gone.is_empty(), come.is_empty()) {
            (false, false) => self.report("type-changed", from_to("has another type"), Breaks::Both, focus),
            (false, true) => self.report("type-narrowed", from_to("accepts less"), Breaks::Producers, focus),
            (true, false) => self.report("type-widened", from_to("accepts more"), Breaks::Consumers, focus),
            (true, true) => {}
        }
    }

    /// The values of both sides, where there are only some.
    fn listed(&self, old: &Asked, new: &Asked) -> (Option<Vec<Json>>, Option<Vec<Json>>) {
        let (before, now) = (self.old.constants(old), self.new.constants(new));
        match (&before, &now) {
            // What is true or false is a list as well, where the other side has one.
            (Some(_), None) => (before, self.new.booleans(new)),
            (None, Some(_)) => (self.old.booleans(old), now),
            _ => (before, now),
        }
    }

    /// Compares lists of values.
    fn constants(&mut self, old: &Asked, new: &Asked, listed: (Option<Vec<Json>>, Option<Vec<Json>>)) {
        let name = self.words();
        match (&listed.0, &listed.1) {
            (None, None) => {}
            (Some(before), Some(now)) => {
                if let ([before], [now]) = (&before[..], &now[..]) {
                    if before != now {
                        let message = format!("{name} is {now} now, and was {before}");
                        self.report("const-changed", message, Breaks::Both, Focus::default());
                    }
                    return;
                }
                let missing = |from: &[Json], of: &[Json]| {
                    let missing: Vec<String> =
                        of.iter().filter(|one| !from.contains(one)).map(ToString::to_string).collect();
                    missing
                };
                let (gone, come) = (missing(now, before), missing(before, now));
                if !gone.is_empty() {
                    let message = format!("{name} may not be {} any more", gone.join(" or "));
                    self.report("enum-value-removed", message, Breaks::Producers, Focus::default());
                }
                if !come.is_empty() {
                    let message = format!("{name} may be {} now", come.join(" or "));
                    self.report("enum-value-added", message, Breaks::Consumers, Focus::default());
                }
            }
            (None, Some(now)) => {
                let consumers = now.iter().any(|value| !self.old.holds(&old.ids, value));
                let message = format!("{name} has to be one of a list of values now");
                self.report("enum-added", message, Breaks::of(true, consumers), Focus::default());
            }
            (Some(before), None) => {
                let producers = before.iter().any(|value| !self.new.holds(&new.ids, value));
                let message = format!("{name} is not bound to a list of values any more");
                self.report("enum-removed", message, Breaks::of(producers, true), Focus::default());
            }
        }
    }
}

fn words(types: Types) -> String {
    if types.contains(Types::ALL.without(Types::NULL)) {
        "anything".to_owned()
    } else if types.is_empty() {
        "nothing".to_owned()
    } else {
        types.words()
    }
}
