//! Valid values: made from a schema's examples, constants and rules, and found valid before anyone sees them.

use std::cell::Cell;
use std::collections::{HashMap, HashSet};

use crate::format::Format;
use crate::json::{Json, Member, Value};
use crate::lower::Conjunction;
use crate::number::Number;
use crate::schema::{Keywords, SchemaId, Schemas, Types};
use crate::source::Span;
use crate::validate::Validator;

/// Objects inside of objects that get their optional properties.
const FULL_DEPTH: usize = 3;
/// Schemas inside of each other; deeper ones get what is shortest.
const MAX_DEPTH: usize = 24;
/// Properties of an object that are left out, or added, one at a time.
const MAX_VARIED: usize = 64;
/// The longest text or array that is made.
const MAX_LENGTH: u64 = 4096;
/// Parts that one sample tries out. Schemas that name themselves several times have more ways than anyone
/// can wait for, and those that no finite value satisfies have nothing at the end of any.
const MAX_PARTS: u32 = 20_000;
/// What one sample may have the validator look at.
const MAX_WORK: u64 = 200_000;

/// Makes samples for the schemas of a plan.
#[derive(Debug)]
pub struct Sampler<'a> {
    schemas: &'a Schemas,
    validator: &'a Validator<'a>,
    /// How many parts may still be tried.
    parts: Cell<u32>,
    /// What the validator may have done when the sample at hand is given up.
    last: Cell<u64>,
}

impl<'a> Sampler<'a> {
    /// A sampler that has its samples judged by a validator of the same schemas.
    #[must_use]
    pub fn new(schemas: &'a Schemas, validator: &'a Validator<'a>) -> Self {
        Self { schemas, validator, parts: Cell::new(0), last: Cell::new(0) }
    }

    /// A value that is valid under all of these schemas; `None` if none was found.
    #[must_use]
    pub fn sample(&self, ids: &[SchemaId]) -> Option<Json> {
        self.of(&Conjunction::new(self.schemas, ids))
    }

    /// An object, for what is sent.
    #[must_use]
    pub fn object(&self, ids: &[SchemaId]) -> Option<Json> {
        let mut conjunction = Conjunction::new(self.schemas, ids);
        if conjunction.types(self.schemas).contains(Types::OBJECT) {
            conjunction.restrict(Types::OBJECT);
        }
        self.of(&conjunction)
    }

    /// A value that is valid under a conjunction.
    pub(crate) fn of(&self, conjunction: &Conjunction) -> Option<Json> {
        self.parts.set(MAX_PARTS);
        self.last.set(self.validator.work() + MAX_WORK);
        self.generate(conjunction, 0)
    }

    fn fits(&self, conjunction: &Conjunction, value: &Json) -> bool {
        conjunction.allows(Types::of_value(value))
            && conjunction.schemas.iter().all(|id| self.validator.is_valid(*id, value))
    }

    fn generate(&self, conjunction: &Conjunction, depth: usize) -> Option<Json> {
        let parts = self.parts.get();
        let given_up = parts == 0 || self.validator.work() > self.last.get();
        if conjunction.never || depth > MAX_DEPTH || given_up {
            return None;
        }
        self.validator.worked(conjunction.schemas.len());
        self.parts.set(parts - 1);
        let all: Vec<&Keywords> = conjunction.keywords(self.schemas).map(|(_, keywords)| keywords).collect();
        let said = all.iter().flat_map(|keywords| keywords.examples.iter());
        if let Some(example) = said.into_iter().find(|value| self.fits(conjunction, value)) {
            return Some(example.clone());
        }
        if let Some(values) = conjunction.constants(self.schemas, self.validator) {
            return values.into_iter().next();
        }
        let span = self.span(conjunction);
        let types = conjunction.types(self.schemas);
        let wished = [
            Types::OBJECT,
            Types::STRING,
            Types::INTEGER,
            Types::NUMBER,
            Types::BOOLEAN,
            Types::ARRAY,
            Types::NULL,
        ];
        for one in wished.into_iter().filter(|one| types.contains(*one)) {
            let candidates = match one {
                Types::OBJECT => {
                    let fits = |value: &Json| self.fits(conjunction, value);
                    self.object_that(conjunction, depth, span, fits).into_iter().collect()
                }
                Types::STRING => self.texts(&all, span),
                Types::INTEGER | Types::NUMBER => numbers(&all, one == Types::INTEGER, span),
                Types::BOOLEAN => {
                    vec![Json { value: Value::Bool(true), span }, Json { value: Value::Bool(false), span }]
                }
                Types::ARRAY => {
                    self.array(&all, depth, span, |value| self.fits(conjunction, value)).into_iter().collect()
                }
                _ => vec![Json { value: Value::Null, span }],
            };
            if let Some(fit) = candidates.into_iter().find(|value| self.fits(conjunction, value)) {
                return Some(fit);
            }
        }
        self.branches(conjunction, depth)
    }

    /// The value of a branch of `anyOf` or `oneOf`, or under an `if` that holds.
    fn branches(&self, conjunction: &Conjunction, depth: usize) -> Option<Json> {
        for (id, keywords) in conjunction.keywords(self.schemas) {
            if conjunction.decided.contains(&id) {
                continue;
            }
            let then: Vec<SchemaId> = keywords.condition.into_iter().chain(keywords.then).collect();
            let each = keywords.any_of.iter().chain(&keywords.one_of).map(|one| vec![*one]);
            let each =
                each.chain((!then.is_empty()).then_some(then)).chain(keywords.otherwise.map(|one| vec![one]));
            for branch in each {
                let mut inner = conjunction.clone();
                inner.decided.push(id);
                inner.add(self.schemas, &branch);
                if let Some(value) = self.generate(&inner, depth + 1) {
                    return Some(value);
                }
            }
        }
        None
    }

    /// The first object that fits. They are made one by one: an object has as many as it has properties.
    fn object_that(
        &self,
        conjunction: &Conjunction,
        depth: usize,
        span: Span,
        mut fits: impl FnMut(&Json) -> bool,
    ) -> Option<Json> {
        let all: Vec<&Keywords> = conjunction.keywords(self.schemas).map(|(_, keywords)| keywords).collect();
        let required: HashSet<&String> = all.iter().flat_map(|keywords| &keywords.required).collect();
        let is_required = |name: &String| required.contains(name);
        let declared: Vec<HashMap<&String, SchemaId>> = all
            .iter()
            .map(|keywords| keywords.properties.iter().map(|(name, id)| (name, *id)).collect())
            .collect();
        let mut names: Vec<&String> = Vec::new();
        let mut known: HashSet<&String> = HashSet::new();
        for keywords in &all {
            for name in keywords.properties.iter().map(|(name, _)| name).chain(&keywords.required) {
                if known.insert(name) {
                    names.push(name);
                }
            }
        }
        let full = depth < FULL_DEPTH;
        let mut members: Vec<(bool, Member)> = Vec::new();
        for name in names.into_iter().filter(|name| full || is_required(name)) {
            let mut ids = Vec::new();
            for (keywords, declared) in all.iter().zip(&declared) {
                let before = ids.len();
                ids.extend(declared.get(name));
                let patterns = keywords.pattern_properties.iter();
                ids.extend(
                    patterns.filter(|(pattern, _)| self.validator.matches(pattern, name)).map(|(_, id)| *id),
                );
                if ids.len() == before {
                    ids.extend(keywords.additional_properties);
                }
            }
            if let Some(value) = self.generate(&Conjunction::new(self.schemas, &ids), depth + 1) {
                members.push((is_required(name), Member { key: name.clone(), key_span: span, value }));
            }
        }
        let least = all.iter().filter_map(|keywords| keywords.min_properties).max().unwrap_or(0);
        let named = members.len() as u64;
        for number in named..least.min(named + 8) {
            let taken = |key: &str| members.iter().any(|(_, member)| member.key == key);
            let member = self.further(&all, number, taken, depth, span);
            members.extend(member.map(|member| (true, member)));
        }
        let of = |wanted: &dyn Fn(usize, bool) -> bool| {
            let members = members.iter().enumerate().filter(|(at, (required, _))| wanted(*at, *required));
            Json { value: Value::Object(members.map(|(_, (_, member))| member.clone()).collect()), span }
        };
        // Everything, then only what has to be there, then that and one more.
        let outer =
            [of(&|_, _| true)].into_iter().chain(std::iter::once_with(|| of(&|_, required| required)));
        let varied = members.len().min(MAX_VARIED);
        let with_one = (0..varied).map(|one| of(&|at, required| required || at == one));
        let without_one = (0..varied).map(|one| of(&|at, required| required || at != one));
        outer.chain(with_one).chain(without_one).find(|object| fits(object))
    }

    /// A property that no keyword names, and that is not there yet.
    fn further(
        &self,
        all: &[&Keywords],
        number: u64,
        taken: impl Fn(&str) -> bool,
        depth: usize,
        span: Span,
    ) -> Option<Member> {
        let patterns = all.iter().flat_map(|keywords| &keywords.pattern_properties);
        let by_pattern = patterns.flat_map(|(text, id)| {
            let sample = self.validator.sample_of(text, number as usize);
            let longer = sample.iter().map(|sample| format!("{sample}{number}")).collect::<Vec<_>>();
            let fits = |key: &String| self.validator.matches(text, key);
            sample.into_iter().chain(longer).filter(fits).map(|key| (key, vec![*id])).collect::<Vec<_>>()
        });
        let additional: Vec<SchemaId> =
            all.iter().filter_map(|keywords| keywords.additional_properties).collect();
        let mut keys = by_pattern.chain([(format!("key_{number}"), additional)]);
        let (key, ids) = keys.find(|(key, _)| !taken(key))?;
        let value = self.generate(&Conjunction::new(self.schemas, &ids), depth + 1)?;
        Some(Member { key, key_span: span, value })
    }

    /// The first array that fits. They are made one by one: each may hold arrays that hold arrays.
    fn array(
        &self,
        all: &[&Keywords],
        depth: usize,
        span: Span,
        fits: impl FnMut(&Json) -> bool,
    ) -> Option<Json> {
        let least =
            all.iter().filter_map(|keywords| keywords.min_items).max().unwrap_or(0).min(MAX_LENGTH) as usize;
        let prefix = all.iter().map(|keywords| keywords.prefix_items.len()).max().unwrap_or(0);
        let item = |at: usize, also: Option<SchemaId>| {
            let schemas =
                all.iter().filter_map(|keywords| keywords.prefix_items.get(at).copied().or(keywords.items));
            let ids: Vec<SchemaId> = schemas.chain(also).collect();
            self.generate(&Conjunction::new(self.schemas, &ids), depth + 1)
        };
        let contained = all.iter().find_map(|keywords| keywords.contains);
        let of = |count: usize, also: Option<SchemaId>| {
            let items: Option<Vec<Json>> = (0..count).map(|at| item(at, also)).collect();
            items.map(|items| Json { value: Value::Array(items), span })
        };
        // Deep inside, the shortest comes first.
        let mut lengths = vec![least.max(1), least.max(prefix), least, 0];
        if depth >= FULL_DEPTH {
            lengths.reverse();
        }
        lengths.dedup();
        // Items that have to differ: numbered texts or numbers, if those are allowed.
        let numbers = (0..least).map(|at| Value::Number(Number::Integer(at as i128))).collect();
        let texts = (0..least).map(|at| Value::String(format!("item {}", at + 1))).collect();
        let differing = [numbers, texts].into_iter().map(|items: Vec<Value>| {
            let items = items.into_iter().map(|value| Json { value, span }).collect();
            Json { value: Value::Array(items), span }
        });
        let with = [contained, None].into_iter().skip(usize::from(contained.is_none()));
        with.flat_map(|also| lengths.iter().map(move |count| (*count, also)))
            .filter_map(|(count, also)| of(count, also))
            .chain(differing)
            .find(fits)
    }

    fn texts(&self, all: &[&Keywords], span: Span) -> Vec<Json> {
        let least =
            all.iter().filter_map(|keywords| keywords.min_length).max().unwrap_or(0).min(MAX_LENGTH) as usize;
        let most = all.iter().filter_map(|keywords| keywords.max_length).min().map(|max| max as usize);
        let mut texts: Vec<String> = Vec::new();
        let formats = all.iter().filter_map(|keywords| keywords.format.as_deref().and_then(Format::of));
        texts.extend(formats.map(|format| format.example().to_owned()));
        let patterns = all.iter().filter_map(|keywords| keywords.pattern.as_deref());
        texts.extend(patterns.filter_map(|text| self.validator.sample_of(text, least)));
        let word: String = "sample text ".chars().cycle().take(least.max(6).min(most.unwrap_or(6))).collect();
        texts.push(word);
        texts.extend(["a", "A", "0", "1", ""].map(|letter| letter.repeat(least.max(1))));
        texts.push(String::new());
        texts.into_iter().map(|text| Json { value: Value::String(text), span }).collect()
    }

    fn span(&self, conjunction: &Conjunction) -> Span {
        let first = conjunction.schemas.first().copied().unwrap_or(SchemaId(0));
        self.schemas.get(first).span
    }
}

fn numbers(all: &[&Keywords], whole: bool, span: Span) -> Vec<Json> {
    let mut numbers: Vec<Number> = Vec::new();
    for keywords in all {
        numbers.extend(keywords.minimum.into_iter().chain(keywords.maximum));
        let step = keywords.multiple_of.unwrap_or(Number::Integer(1));
        numbers.extend(keywords.exclusive_minimum.map(|bound| above(bound, step)));
        numbers.extend(keywords.exclusive_maximum.map(|bound| above(bound, Number::of_f64(-step.to_f64()))));
        if let Some(divisor) = keywords.multiple_of {
            numbers.push(divisor);
            let bounds =
                [keywords.minimum, keywords.maximum, keywords.exclusive_minimum, keywords.exclusive_maximum];
            for bound in bounds.into_iter().flatten() {
                let times = (bound.to_f64() / divisor.to_f64()).floor();
                numbers
                    .extend([0.0, 1.0, -1.0].map(|more| Number::of_f64((times + more) * divisor.to_f64())));
            }
        }
        if let (Some(low), Some(high)) = (keywords.exclusive_minimum, keywords.exclusive_maximum) {
            numbers.push(Number::of_f64(f64::midpoint(low.to_f64(), high.to_f64())));
        }
    }
    numbers.insert(0, Number::Integer(1));
    if !whole {
        numbers.extend([0.5, 0.25, 0.1].map(Number::of_f64));
    }
    numbers.push(Number::Integer(0));
    numbers.push(Number::Integer(-1));
    // A bound that is no whole number has one beside it.
    let beside = numbers.clone().into_iter().filter(|number| whole && !number.is_integer());
    numbers.extend(
        beside.flat_map(|number| [number.to_f64().ceil(), number.to_f64().floor()].map(Number::of_f64)),
    );
    numbers.into_iter().map(|number| Json { value: Value::Number(number), span }).collect()
}

fn above(bound: Number, step: Number) -> Number {
    match (bound, step) {
        (Number::Integer(bound), Number::Integer(step)) => Number::Integer(bound.saturating_add(step)),
        _ => Number::of_f64(bound.to_f64() + step.to_f64()),
    }
}
