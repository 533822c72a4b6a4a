//! Whether a value is valid under a schema, decided at the time of building: for examples, defaults and
//! samples, and for values of `enum` that other keywords refuse. Generated code has checks of its own.

use std::cell::{Cell, RefCell};
use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasher as _, BuildHasherDefault, DefaultHasher};
use std::rc::Rc;

use crate::format::Format;
use crate::json::{Json, Member, Value};
use crate::number::Number;
use crate::pattern::Pattern;
use crate::read::escape;
use crate::schema::{Form, Keywords, SchemaId, Schemas, Types};

/// Values deeper than this are refused.
const MAX_DEPTH: usize = 300;
/// Lists of values up to this length are looked through; longer ones are looked up.
const MAX_LOOKED_THROUGH: usize = 16;
/// Values of an `enum` that the words of a fault name.
const MAX_NAMED: usize = 64;

/// A keyword that a value breaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The JSON pointer of the part of the value.
    pub pointer: String,
    /// The keyword.
    pub keyword: &'static str,
    /// What it asks for, as the end of a sentence: "must be a string".
    pub rule: String,
}

/// Checks values; patterns are compiled once.
#[derive(Debug)]
pub struct Validator<'a> {
    schemas: &'a Schemas,
    patterns: RefCell<HashMap<String, Option<Rc<Pattern>>>>,
    /// What was decided already of a part of the value at hand: schemas that name each other several
    /// times would otherwise be looked at once for every way that leads to them.
    decided: RefCell<HashMap<(SchemaId, *const Json), Decided>>,
    /// Where the values of a long list stand in it, by their hashes. Lists are told apart by their addresses:
    /// schemas stay where they are while they are borrowed.
    listed: RefCell<HashMap<*const Json, HashMap<u64, Vec<usize>>>>,
    /// How often something was too deep.
    cuts: Cell<u64>,
    work: Cell<u64>,
}

#[derive(Debug, Clone)]
struct Decided {
    evaluated: Rc<Evaluated>,
    /// If it is not valid: the first thing that is wrong.
    fault: Option<Fault>,
    /// If something inside was too deep: how deep this was, since it may not be too deep where this is less so.
    cut_at: Option<usize>,
}

impl<'a> Validator<'a> {
    /// A validator for the schemas of a plan.
    #[must_use]
    pub fn new(schemas: &'a Schemas) -> Self {
        Self {
            schemas,
            patterns: RefCell::default(),
            decided: RefCell::default(),
            listed: RefCell::default(),
            cuts: Cell::new(0),
            work: Cell::new(0),
        }
    }

    /// How much was looked at so far, in schemas for parts of values: what tries value after value knows by it when
    /// to stop.
    pub(crate) fn work(&self) -> u64 {
        self.work.get()
    }

    /// Counts other work of the same kind.
    pub(crate) fn worked(&self, more: usize) {
        self.work.set(self.work.get() + more as u64);
    }

    /// Whether the value is valid.
    #[must_use]
    pub fn is_valid(&self, schema: SchemaId, value: &Json) -> bool {
        self.faults(schema, value).is_empty()
    }

    /// What is wrong with the value; nothing if it is valid.
    #[must_use]
    pub fn faults(&self, schema: SchemaId, value: &Json) -> Vec<Fault> {
        let mut faults = Vec::new();
        // Addresses tell the parts of one value apart, and say nothing of the next one.
        let before = self.decided.take();
        self.evaluate(schema, value, 0, &mut faults, "");
        self.decided.replace(before);
        faults
    }

    /// Whether some part of the text matches; a pattern that cannot be compiled matches nothing.
    pub(crate) fn matches(&self, pattern: &str, text: &str) -> bool {
        self.pattern(pattern).is_some_and(|pattern| pattern.matches(text))
    }

    /// A text that matches, with at least so many characters; `None` if none was found.
    pub(crate) fn sample_of(&self, pattern: &str, least: usize) -> Option<String> {
        self.pattern(pattern)?.sample(least)
    }

    fn pattern(&self, pattern: &str) -> Option<Rc<Pattern>> {
        let mut patterns = self.patterns.borrow_mut();
        if let Some(compiled) = patterns.get(pattern) {
            return compiled.clone();
        }
        let compiled = Pattern::new(pattern).ok().map(Rc::new);
        patterns.insert(pattern.to_owned(), compiled.clone());
        compiled
    }

    /// Whether a list of values has a value.
    fn lists(&self, values: &[Json], value: &Json) -> bool {
        if values.len() <= MAX_LOOKED_THROUGH {
            return values.contains(value);
        }
        let hash = |value: &Json| BuildHasherDefault::<DefaultHasher>::default().hash_one(value);
        let mut listed = self.listed.borrow_mut();
        let places = listed.entry(values.as_ptr()).or_insert_with(|| {
            let mut places: HashMap<u64, Vec<usize>> = HashMap::new();
            for (at, value) in values.iter().enumerate() {
                places.entry(hash(value)).or_default().push(at);
            }
            places
        });
        places.get(&hash(value)).is_some_and(|places| places.iter().any(|at| values[*at] == *value))
    }

    fn evaluate(
        &self,
        schema: SchemaId,
        value: &Json,
        depth: usize,
        faults: &mut Vec<Fault>,
        pointer: &str,
    ) -> Rc<Evaluated> {
        let key = (schema, std::ptr::from_ref(value));
        if let Some(decided) = self.decided.borrow().get(&key)
            && decided.cut_at.is_none_or(|cut_at| depth >= cut_at)
        {
            faults.extend(decided.fault.clone());
            self.cuts.set(self.cuts.get() + u64::from(decided.cut_at.is_some()));
            return Rc::clone(&decided.evaluated);
        }
        let (before, cuts) = (faults.len(), self.cuts.get());
        let evaluated = Rc::new(self.evaluate_anew(schema, value, depth, faults, pointer));
        let fault = faults.get(before).cloned();
        let cut_at = (self.cuts.get() > cuts).then_some(depth);
        let decided = Decided { evaluated: Rc::clone(&evaluated), fault, cut_at };
        self.decided.borrow_mut().insert(key, decided);
        evaluated
    }

    fn evaluate_anew(
        &self,
        schema: SchemaId,
        value: &Json,
        depth: usize,
        faults: &mut Vec<Fault>,
        pointer: &str,
    ) -> Evaluated {
        let mut evaluated = Evaluated { valid: true, ..Evaluated::default() };
        let keywords = match &self.schemas.get(schema).form {
            Form::Boolean(true) => return evaluated,
            Form::Boolean(false) => {
                faults.push(Fault {
                    pointer: pointer.to_owned(),
                    keyword: "false",
                    rule: "must not be there".into(),
                });
                evaluated.valid = false;
                return evaluated;
            }
            Form::Keywords(keywords) => keywords,
        };
        if depth > MAX_DEPTH {
            self.cuts.set(self.cuts.get() + 1);
            faults.push(Fault {
                pointer: pointer.to_owned(),
                keyword: "$ref",
                rule: "must not nest so deep".into(),
            });
            evaluated.valid = false;
            return evaluated;
        }
        let size = match &value.value {
            Value::Object(members) => members.len(),
            Value::Array(items) => items.len(),
            _ => 0,
        };
        self.worked(1 + size);
        let before = faults.len();
        Evaluation { validator: self, value, depth, faults, pointer, evaluated: &mut evaluated }
            .keywords(keywords);
        evaluated.valid = faults.len() == before;
        evaluated
    }
}

/// What `unevaluatedProperties` and `unevaluatedItems` need to know.
#[derive(Debug, Default)]
struct Evaluated {
    valid: bool,
    properties: HashSet<String>,
    items: HashSet<usize>,
}

impl Evaluated {
    fn take(&mut self, other: &Self) {
        self.properties.extend(other.properties.iter().cloned());
        self.items.extend(&other.items);
    }
}

struct Evaluation<'a> {
    validator: &'a Validator<'a>,
    value: &'a Json,
    depth: usize,
    faults: &'a mut Vec<Fault>,
    pointer: &'a str,
    evaluated: &'a mut Evaluated,
}

impl Evaluation<'_> {
    fn fault(&mut self, keyword: &'static str, rule: impl Into<String>) {
        self.faults.push(Fault { pointer: self.pointer.to_owned(), keyword, rule: rule.into() });
    }

    fn check(&mut self, good: bool, keyword: &'static str, rule: impl FnOnce() -> String) {
        if !good {
            self.fault(keyword, rule());
        }
    }

    /// A schema for this same value, whose faults are this one's.
    fn also(&mut self, schema: SchemaId) {
        let evaluated =
            self.validator.evaluate(schema, self.value, self.depth + 1, self.faults, self.pointer);
        if evaluated.valid {
            self.evaluated.take(&evaluated);
        }
    }

    /// Whether this same value is valid under a schema.
    fn holds(&mut self, schema: SchemaId) -> Option<Rc<Evaluated>> {
        let evaluated =
            self.validator.evaluate(schema, self.value, self.depth + 1, &mut Vec::new(), self.pointer);
        evaluated.valid.then_some(evaluated)
    }

    fn inside(&mut self, schema: SchemaId, value: &Json, step: &str) {
        let pointer = format!("{}/{}", self.pointer, escape(step));
        self.validator.evaluate(schema, value, self.depth + 1, self.faults, &pointer);
    }

    fn keywords(&mut self, keywords: &Keywords) {
        if let Some(target) = keywords.reference.as_ref().and_then(|reference| reference.target) {
            self.also(target);
        }
        if let Some(types) = keywords.types {
            let good = types.contains(Types::of_value(self.value));
            self.check(good, "type", || format!("must be {}", types.words()));
        }
        if let Some(values) = &keywords.enumeration {
            self.check(self.validator.lists(values, self.value), "enum", || {
                let named: Vec<String> = values.iter().take(MAX_NAMED).map(ToString::to_string).collect();
                let more = values.len() - named.len();
                let more = if more > 0 { format!(" and {more} more") } else { String::new() };
                format!("must be one of {}{more}", named.join(", "))
            });
        }
        if let Some(constant) = &keywords.constant {
            self.check(constant == self.value, "const", || format!("must be {constant}"));
        }
        match &self.value.value {
            Value::Number(number) => self.number(*number, keywords),
            Value::String(text) => self.text(text, keywords),
            Value::Array(items) => self.array(items, keywords),
            Value::Object(members) => self.object(members, keywords),
            Value::Null | Value::Bool(_) => {}
        }
        self.applicators(keywords);
        self.unevaluated(keywords);
    }

    fn number(&mut self, number: Number, keywords: &Keywords) {
        if let Some(minimum) = keywords.minimum {
            self.check(number >= minimum, "minimum", || format!("must be at least {minimum}"));
        }
        if let Some(maximum) = keywords.maximum {
            self.check(number <= maximum, "maximum", || format!("must be at most {maximum}"));
        }
        if let Some(minimum) = keywords.exclusive_minimum {
            self.check(number > minimum, "exclusiveMinimum", || format!("must be above {minimum}"));
        }
        if let Some(maximum) = keywords.exclusive_maximum {
            self.check(number < maximum, "exclusiveMaximum", || format!("must be below {maximum}"));
        }
        if let Some(divisor) = keywords.multiple_of {
            self.check(number.is_multiple_of(divisor), "multipleOf", || {
                format!("must be a multiple of {divisor}")
            });
        }
    }

    fn text(&mut self, text: &str, keywords: &Keywords) {
        let length = text.chars().count() as u64;
        if let Some(min) = keywords.min_length {
            self.check(length >= min, "minLength", || format!("must have at least {min} characters"));
        }
        if let Some(max) = keywords.max_length {
            self.check(length <= max, "maxLength", || format!("must have at most {max} characters"));
        }
        if let Some(pattern) = &keywords.pattern {
            let good = self.validator.matches(pattern, text);
            self.check(good, "pattern", || format!("must match /{pattern}/"));
        }
        if let Some(format) = keywords.format.as_deref().and_then(Format::of) {
            self.check(format.matches(text), "format", || format!("must be {}", format.words()));
        }
    }

    fn array(&mut self, items: &[Json], keywords: &Keywords) {
        let count = items.len() as u64;
        if let Some(min) = keywords.min_items {
            self.check(count >= min, "minItems", || format!("must have at least {min} items"));
        }
        if let Some(max) = keywords.max_items {
            self.check(count <= max, "maxItems", || format!("must have at most {max} items"));
        }
        if keywords.unique_items {
            let mut seen = HashSet::new();
            let unique = items.iter().all(|item| seen.insert(item));
            self.check(unique, "uniqueItems", || "must not hold an item twice".to_owned());
        }
        for (at, item) in items.iter().enumerate() {
            let schema = keywords.prefix_items.get(at).copied().or(keywords.items);
            if let Some(schema) = schema {
                self.inside(schema, item, &at.to_string());
                self.evaluated.items.insert(at);
            }
        }
        if let Some(contains) = keywords.contains {
            let mut count = 0;
            for (at, item) in items.iter().enumerate() {
                let depth = self.depth + 1;
                if self.validator.evaluate(contains, item, depth, &mut Vec::new(), self.pointer).valid {
                    count += 1;
                    self.evaluated.items.insert(at);
                }
            }
            let min = keywords.min_contains.unwrap_or(1);
            self.check(count >= min, "contains", || format!("must hold at least {min} items of a kind"));
            if let Some(max) = keywords.max_contains {
                self.check(count <= max, "maxContains", || {
                    format!("must hold at most {max} items of a kind")
                });
            }
        }
    }

    fn object(&mut self, members: &[Member], keywords: &Keywords) {
        let count = members.len() as u64;
        if let Some(min) = keywords.min_properties {
            self.check(count >= min, "minProperties", || format!("must have at least {min} properties"));
        }
        if let Some(max) = keywords.max_properties {
            self.check(count <= max, "maxProperties", || format!("must have at most {max} properties"));
        }
        // Only where they are asked for: an object can be held against many schemas that name nothing.
        let asked = !keywords.required.is_empty()
            || !keywords.dependent_required.is_empty()
            || !keywords.dependent_schemas.is_empty();
        let keys: HashSet<&str> =
            members.iter().filter(|_| asked).map(|member| member.key.as_str()).collect();
        for name in &keywords.required {
            let there = keys.contains(name.as_str());
            self.check(there, "required", || format!("must have the property \"{name}\""));
        }
        for (name, others) in &keywords.dependent_required {
            for other in others {
                let good = !keys.contains(name.as_str()) || keys.contains(other.as_str());
                self.check(good, "dependentRequired", || {
                    format!("must have \"{other}\", since it has \"{name}\"")
                });
            }
        }
        for (name, schema) in &keywords.dependent_schemas {
            if keys.contains(name.as_str()) {
                self.also(*schema);
            }
        }
        // Of few names it is faster to look at each.
        let many = keywords.properties.len() > 8;
        let declared: HashMap<&str, SchemaId> =
            keywords.properties.iter().filter(|_| many).map(|(name, id)| (name.as_str(), *id)).collect();
        for member in members {
            let own = if many {
                declared.get(member.key.as_str()).copied()
            } else {
                keywords.properties.iter().find(|(name, _)| *name == member.key).map(|(_, id)| *id)
            };
            let patterns = keywords.pattern_properties.iter();
            let patterns = patterns.filter(|(pattern, _)| self.validator.matches(pattern, &member.key));
            let mut schemas: Vec<SchemaId> = own.into_iter().chain(patterns.map(|(_, id)| *id)).collect();
            if schemas.is_empty() {
                schemas.extend(keywords.additional_properties);
            }
            for schema in &schemas {
                self.inside(*schema, &member.value, &member.key);
            }
            if !schemas.is_empty() {
                self.evaluated.properties.insert(member.key.clone());
            }
            if let Some(names) = keywords.property_names {
                let name = Json { value: Value::String(member.key.clone()), span: member.key_span };
                let good = self.validator.is_valid(names, &name);
                self.check(good, "propertyNames", || {
                    format!("must not have a property named \"{}\"", member.key)
                });
            }
        }
    }

    fn applicators(&mut self, keywords: &Keywords) {
        for schema in &keywords.all_of {
            self.also(*schema);
        }
        if !keywords.any_of.is_empty() {
            let mut any = false;
            for schema in &keywords.any_of {
                if let Some(evaluated) = self.holds(*schema) {
                    any = true;
                    self.evaluated.take(&evaluated);
                }
            }
            self.check(any, "anyOf", || "must be valid under one of the schemas of `anyOf`".to_owned());
        }
        if !keywords.one_of.is_empty() {
            let mut count = 0;
            for schema in &keywords.one_of {
                if let Some(evaluated) = self.holds(*schema) {
                    count += 1;
                    self.evaluated.take(&evaluated);
                }
            }
            self.check(count == 1, "oneOf", || {
                format!("must be valid under exactly one of the schemas of `oneOf`, and is under {count}")
            });
        }
        if let Some(not) = keywords.not {
            let good = self.holds(not).is_none();
            self.check(good, "not", || "must not be valid under the schema of `not`".to_owned());
        }
        if let Some(condition) = keywords.condition {
            let branch = match self.holds(condition) {
                Some(evaluated) => {
                    self.evaluated.take(&evaluated);
                    keywords.then
                }
                None => keywords.otherwise,
            };
            if let Some(branch) = branch {
                self.also(branch);
            }
        }
    }

    fn unevaluated(&mut self, keywords: &Keywords) {
        let value = self.value;
        if let (Some(schema), Value::Object(members)) = (keywords.unevaluated_properties, &value.value) {
            for member in members {
                if self.evaluated.properties.insert(member.key.clone()) {
                    self.inside(schema, &member.value, &member.key);
                }
            }
        }
        if let (Some(schema), Value::Array(items)) = (keywords.unevaluated_items, &value.value) {
            for (at, item) in items.iter().enumerate() {
                if self.evaluated.items.insert(at) {
                    self.inside(schema, item, &at.to_string());
                }
            }
        }
    }
}
