//! Everything that a schema marks as personal data, wherever it stands: the rows of a table end
//! somewhere, what is marked must not.

use std::collections::{HashMap, HashSet};

use letter_schema::schema::{Keywords, SchemaId, Schemas};

use super::part::{Part, shortened};

/// Steps that are gone to find every way: definitions that share definitions have ways without number.
const MAX_STEPS: usize = 2_000_000;
/// Ways that are told beside the rows.
const MAX_WAYS: usize = 2_000;

/// What is marked and has no row.
#[derive(Debug, Default)]
pub(super) struct Beyond {
    /// The ways to it, each with the marked schema.
    pub(super) found: Vec<(Vec<Part>, SchemaId)>,
    /// Whether those are all; else every schema has one at least.
    pub(super) complete: bool,
}

/// Every way from an event to a marked schema that is not `told` by a row, with its class. A schema inside
/// of itself is an end, so it is told once for each way into it. `shown` are schemas that a row tells of.
pub(super) fn beyond(
    schemas: &Schemas,
    event: SchemaId,
    mut shown: HashSet<SchemaId>,
    told: impl Fn(&[Part], &str) -> bool,
) -> Beyond {
    let leading = leading(schemas, event);
    let mut beyond = Beyond { found: Vec::new(), complete: true };
    if leading.is_empty() {
        return beyond;
    }
    let mut named: HashSet<(Vec<Part>, &str)> = HashSet::new();
    let mut walk = Walk::new(schemas, &leading, event);
    beyond.complete = walk.every_way(&mut |way, id, class| {
        if !told(&way, class) {
            if named.len() == MAX_WAYS {
                return false;
            }
            if named.insert((way.clone(), class)) {
                beyond.found.push((way, id));
            }
        }
        shown.insert(id);
        true
    });
    if !beyond.complete {
        Walk::new(schemas, &leading, event).every_schema(&mut |way, id| {
            if shown.insert(id) {
                beyond.found.push((way, id));
            }
        });
    }
    beyond
}

/// The schemas that an event leads to and that are marked or lead to one that is.
fn leading(schemas: &Schemas, event: SchemaId) -> HashSet<SchemaId> {
    let mut reached = vec![event];
    let mut seen: HashSet<SchemaId> = HashSet::from([event]);
    let mut before: HashMap<SchemaId, Vec<SchemaId>> = HashMap::new();
    let mut leading: HashSet<SchemaId> = HashSet::new();
    let mut at = 0;
    while let Some(id) = reached.get(at).copied() {
        at += 1;
        let Some(keywords) = schemas.keywords(id) else { continue };
        if keywords.extension.pii.is_some() {
            leading.insert(id);
        }
        for (_, next) in inside(keywords) {
            before.entry(next).or_default().push(id);
            if seen.insert(next) {
                reached.push(next);
            }
        }
    }
    let mut waiting: Vec<SchemaId> = leading.iter().copied().collect();
    while let Some(id) = waiting.pop() {
        let from = before.get(&id).into_iter().flatten().copied();
        waiting.extend(from.filter(|from| leading.insert(*from)));
    }
    leading
}

/// A schema that was reached.
struct Step {
    schema: SchemaId,
    /// The index of the one that it was reached from.
    from: Option<usize>,
    /// The index of its way.
    way: usize,
}

struct Walk<'a> {
    schemas: &'a Schemas,
    leading: &'a HashSet<SchemaId>,
    reached: Vec<Step>,
    /// Ways, each as the index of the one before its last part, and that part; the first is empty.
    ways: Vec<Option<(usize, Part)>>,
    known: HashMap<(usize, Part), usize>,
}

impl<'a> Walk<'a> {
    fn new(schemas: &'a Schemas, leading: &'a HashSet<SchemaId>, event: SchemaId) -> Self {
        let first = Step { schema: event, from: None, way: 0 };
        Self { schemas, leading, reached: vec![first], ways: vec![None], known: HashMap::new() }
    }

    /// Tells each marked schema on each way to it, the short ways first; whether those were all.
    fn every_way(&mut self, tell: &mut dyn FnMut(Vec<Part>, SchemaId, &'a str) -> bool) -> bool {
        let mut left = MAX_STEPS;
        let mut seen: HashSet<(usize, SchemaId)> = HashSet::new();
        let mut at = 0;
        while let Some(&Step { schema, way, .. }) = self.reached.get(at) {
            if let Some(keywords) = self.schemas.keywords(schema) {
                if let Some(class) = &keywords.extension.pii
                    && !tell(self.parts(way), schema, class)
                {
                    return false;
                }
                let around = self.around(at);
                let Some(rest) = left.checked_sub(around.len()) else { return false };
                left = rest;
                for (part, next) in inside(keywords) {
                    if self.leading.contains(&next) && !around.contains(&next) {
                        let way = self.way(way, part);
                        if seen.insert((way, next)) {
                            self.reached.push(Step { schema: next, from: Some(at), way });
                        }
                    }
                }
            }
            at += 1;
        }
        true
    }

    /// Tells each marked schema once.
    fn every_schema(&mut self, tell: &mut dyn FnMut(Vec<Part>, SchemaId)) {
        let mut seen: HashSet<SchemaId> = self.reached.iter().map(|step| step.schema).collect();
        let mut at = 0;
        while let Some(&Step { schema, way, .. }) = self.reached.get(at) {
            if let Some(keywords) = self.schemas.keywords(schema) {
                if keywords.extension.pii.is_some() {
                    tell(self.parts(way), schema);
                }
                for (part, next) in inside(keywords) {
                    if self.leading.contains(&next) && seen.insert(next) {
                        let way = self.way(way, part);
                        self.reached.push(Step { schema: next, from: Some(at), way });
                    }
                }
            }
            at += 1;
        }
    }

    /// The schemas that one was reached through, and itself.
    fn around(&self, at: usize) -> HashSet<SchemaId> {
        let from = |step: &&Step| step.from.and_then(|from| self.reached.get(from));
        std::iter::successors(self.reached.get(at), from).map(|step| step.schema).collect()
    }

    fn way(&mut self, before: usize, part: Option<Part>) -> usize {
        let Some(part) = part else { return before };
        *self.known.entry((before, part)).or_insert_with_key(|key| {
            self.ways.push(Some(key.clone()));
            self.ways.len() - 1
        })
    }

    fn parts(&self, way: usize) -> Vec<Part> {
        let last = self.ways.get(way).and_then(Option::as_ref);
        let before = |(before, _): &&(usize, Part)| self.ways.get(*before).and_then(Option::as_ref);
        let mut parts: Vec<Part> =
            std::iter::successors(last, before).map(|(_, part)| part.clone()).collect();
        parts.reverse();
        shortened(parts)
    }
}

/// The schemas that speak of the same value.
pub(super) fn here(keywords: &Keywords) -> impl Iterator<Item = SchemaId> + '_ {
    let reference = keywords.reference.as_ref().and_then(|reference| reference.target);
    let branches = keywords.all_of.iter().chain(&keywords.any_of).chain(&keywords.one_of);
    let conditions =
        keywords.condition.iter().chain(&keywords.then).chain(&keywords.otherwise).chain(&keywords.not);
    let dependent = keywords.dependent_schemas.iter().map(|(_, id)| id);
    reference.into_iter().chain(branches.chain(conditions).chain(dependent).copied())
}

/// The schemas of the value's items that have no place of their own.
pub(super) fn items(keywords: &Keywords) -> impl Iterator<Item = SchemaId> + '_ {
    keywords.items.iter().chain(&keywords.unevaluated_items).copied()
}

/// The schemas that speak of the same value, and those of what is inside of it with the part of the way.
fn inside(keywords: &Keywords) -> impl Iterator<Item = (Option<Part>, SchemaId)> + '_ {
    here(keywords).map(|id| (None, id)).chain(further(keywords))
}

/// The schemas of what is inside of the value.
fn further(keywords: &Keywords) -> impl Iterator<Item = (Option<Part>, SchemaId)> + '_ {
    let named = keywords.properties.iter().map(|(name, id)| (Part::Name(name.clone()), *id));
    let patterns = keywords.pattern_properties.iter().map(|(text, id)| (Part::Pattern(text.clone()), *id));
    let others = keywords.additional_properties.iter().chain(&keywords.unevaluated_properties);
    let others = others.map(|id| (Part::Others, *id));
    let names = keywords.property_names.iter().map(|id| (Part::Names, *id));
    let places = keywords.prefix_items.iter().enumerate().map(|(at, id)| (Part::At(at + 1), *id));
    let some = keywords.contains.iter().map(|id| (Part::Among, *id));
    let items = items(keywords).map(|id| (Part::Item, id)).chain(places).chain(some);
    named.chain(patterns).chain(others).chain(names).chain(items).map(|(part, id)| (Some(part), id))
}
