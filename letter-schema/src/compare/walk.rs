//! The comparison of two schemas, value by value.

use super::canonical;
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

impl Walk<'_> {
    /// Compares the whole payload.
    pub(super) fn root(&mut self, old: SchemaId, new: SchemaId) {
        let mut place = Place { way: Way::Root, old: self.old.asked(&[old]), new: self.new.asked(&[new]) };
        for asked in [&mut place.old, &mut place.new] {
            asked.conjunction.restrict(Types::OBJECT);
            asked.null = false;
        }
        self.enter(place);
    }

    /// Compares what both plans ask of a part of the value at hand.
    pub(super) fn part(&mut self, way: Way, old: &[SchemaId], new: &[SchemaId]) {
        let place = Place { way, old: self.old.asked(old), new: self.new.asked(new) };
        self.enter(place);
    }

    fn enter(&mut self, place: Place) {
        let same = canonical::text(self.old.schemas, &place.old.ids);
        if same.is_some() && same == canonical::text(self.new.schemas, &place.new.ids) {
            return;
        }
        // Schemas that come back to themselves are compared already.
        let known = |around: &Place| around.old.ids == place.old.ids && around.new.ids == place.new.ids;
        if self.path.iter().any(known) {
            return;
        }
        self.places += 1;
        let too_large = self.places > MAX_PLACES || self.path.len() > MAX_DEPTH;
        self.path.push(place);
        if too_large {
            if self.places == MAX_PLACES + 1 || self.path.len() > MAX_DEPTH {
                let message = "the schemas are too large to be compared to the end".to_owned();
                self.report("undecided", message, Breaks::Both, Focus::default());
            }
        } else {
            self.value();
        }
        self.path.pop();
    }

    fn value(&mut self) {
        let (old, new) = self.here();
        let name = self.words();
        match (old.null, new.null) {
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
        if self.constants(&old, &new) {
            return;
        }
        let (old_types, new_types) = (self.old.types(&old), self.new.types(&new));
        let (gone, come) = (old_types.without(new_types), new_types.without(old_types));
        let focus = Focus {
            keywords: &["type", "enum", "const", "false", "anyOf", "oneOf", "multipleOf"],
            name: None,
        };
        let from_to =
            |verb: &str| format!("{name} {verb}: {} before, {} now", words(old_types), words(new_types));
        match (gone.is_empty(), come.is_empty()) {
            (false, false) => self.report("type-changed", from_to("has another type"), Breaks::Both, focus),
            (false, true) => self.report("type-narrowed", from_to("accepts less"), Breaks::Producers, focus),
            (true, false) => self.report("type-widened", from_to("accepts more"), Breaks::Consumers, focus),
            (true, true) => {}
        }
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

    pub(super) fn report_at(
        &mut self,
        rule: &'static str,
        pointer: String,
        mut message: String,
        breaks: Breaks,
        focus: Focus<'_>,
    ) {
        let find = |direction| witness::find(direction, self.old, self.new, &self.path, focus);
        let verdict = |breaks: bool, direction| match breaks {
            true => Verdict::Breaking { witness: find(direction) },
            false => Verdict::Compatible,
        };
        let producers = verdict(matches!(breaks, Breaks::Producers | Breaks::Both), Direction::Producers);
        let consumers = verdict(matches!(breaks, Breaks::Consumers | Breaks::Both), Direction::Consumers);
        let unproven = |verdict: &Verdict| verdict.is_breaking() && verdict.witness().is_none();
        match (unproven(&producers), unproven(&consumers)) {
            (true, false) if consumers.is_breaking() => message.push_str(" (not proven for producers)"),
            (false, true) if producers.is_breaking() => message.push_str(" (not proven for consumers)"),
            (false, false) => {}
            _ => message.push_str(" (not proven)"),
        }
        let schema = self.path.last().and_then(|place| place.new.ids.first());
        let step = if breaks == Breaks::Nobody { Step::Minor } else { Step::Major };
        self.changes.push(Change {
            rule,
            file: self.file.clone(),
            pointer,
            message,
            span: schema.map(|id| self.new.schemas.get(*id).span),
            producers,
            consumers,
            step,
        });
    }

    /// Compares lists of values; whether there were such on one side at least.
    fn constants(&mut self, old: &Asked, new: &Asked) -> bool {
        let (listed_old, listed_new) = (self.old.constants(old), self.new.constants(new));
        let name = self.words();
        match (&listed_old, &listed_new) {
            (None, None) => return false,
            (Some(before), Some(now)) => {
                if let ([before], [now]) = (&before[..], &now[..]) {
                    if before != now {
                        let message = format!("{name} is {now} now, and was {before}");
                        self.report("const-changed", message, Breaks::Both, Focus::default());
                    }
                    return true;
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
        true
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
