//! A schema as a question about a value: every keyword, whatever the value's Rust type is.

use std::collections::HashMap;

use super::evaluated::Evaluations;
use super::ir::{Check, Evaluation, Test};
use crate::format::Format;
use crate::schema::{Form, Keywords, SchemaId, Schemas, Types};

/// Schemas inside of each other that become one function.
pub(super) const MAX_INLINE: usize = 10;

/// Compiles schemas to tests. What references lead to is compiled once, as a function.
#[derive(Debug)]
pub(crate) struct Tests<'a> {
    pub(super) schemas: &'a Schemas,
    calls: HashMap<SchemaId, usize>,
    functions: Vec<Option<Test>>,
    waiting: Vec<SchemaId>,
    pub(super) evaluations: Evaluations,
}

impl<'a> Tests<'a> {
    pub(crate) fn new(schemas: &'a Schemas) -> Self {
        Self {
            schemas,
            calls: HashMap::new(),
            functions: Vec::new(),
            waiting: Vec::new(),
            evaluations: Evaluations::default(),
        }
    }

    /// The functions that the tests call, and those that marks call.
    pub(crate) fn finish(mut self) -> (Vec<Test>, Vec<Evaluation>) {
        loop {
            if let Some(id) = self.waiting.pop() {
                let test = self.whole(id, 0);
                let at = self.calls[&id];
                self.functions[at] = Some(test);
            } else if !self.next_evaluation() {
                break;
            }
        }
        let tests = self.functions.into_iter().map(|test| test.unwrap_or(Test::Always(true))).collect();
        (tests, self.evaluations.finish())
    }

    pub(super) fn inside(&mut self, id: SchemaId, depth: usize) -> Test {
        match &self.schemas.get(id).form {
            Form::Boolean(value) => Test::Always(*value),
            Form::Keywords(_) if depth >= MAX_INLINE => self.call(id),
            Form::Keywords(_) => self.whole(id, depth),
        }
    }

    /// A call of the function for a schema.
    pub(super) fn call(&mut self, id: SchemaId) -> Test {
        let id = self.schemas.meant_by(id);
        if let Form::Boolean(value) = self.schemas.get(id).form {
            return Test::Always(value);
        }
        let next = self.functions.len();
        let at = *self.calls.entry(id).or_insert(next);
        if at == next {
            self.functions.push(None);
            self.waiting.push(id);
        }
        Test::Call(at)
    }

    fn whole(&mut self, id: SchemaId, depth: usize) -> Test {
        let Some(keywords) = self.schemas.keywords(id) else { return Test::Always(true) };
        let mut tests = Vec::new();
        if let Some(types) = keywords.types {
            tests.push(Test::Types(types));
        }
        tests.extend(keywords.enumeration.clone().map(Test::Is));
        tests.extend(keywords.constant.clone().map(|constant| Test::Is(vec![constant])));
        tests.extend(number_checks(keywords).into_iter().map(|check| Test::Number(Box::new(check))));
        tests.extend(text_checks(keywords).into_iter().map(|check| Test::Text(Box::new(check))));
        if let Some(target) = keywords.reference.as_ref().and_then(|reference| reference.target) {
            tests.push(self.call(target));
        }
        tests.extend(self.keywords(keywords, depth).into_iter().map(|(_, _, test)| test));
        Test::all(tests)
    }

    /// The keywords that are about more than a scalar, each with what it asks for.
    pub(crate) fn keywords(
        &mut self,
        keywords: &Keywords,
        depth: usize,
    ) -> Vec<(&'static str, String, Test)> {
        let mut all = self.array(keywords, depth);
        all.extend(self.object(keywords, depth));
        all.extend(self.applicators(keywords, depth));
        all.extend(self.unevaluated(keywords, depth));
        all.retain(|(_, _, test)| !test.is_always());
        all
    }

    fn list(&mut self, ids: &[SchemaId], depth: usize) -> Vec<Test> {
        ids.iter().map(|id| self.inside(*id, depth + 1)).collect()
    }

    pub(crate) fn array(&mut self, keywords: &Keywords, depth: usize) -> Vec<(&'static str, String, Test)> {
        let mut all = Vec::new();
        if keywords.min_items.is_some() || keywords.max_items.is_some() {
            let test = Test::Items(keywords.min_items, keywords.max_items);
            let (keyword, rule) = match (keywords.min_items, keywords.max_items) {
                (Some(min), None) => ("minItems", format!("must have at least {min} items")),
                (None, Some(max)) => ("maxItems", format!("must have at most {max} items")),
                (min, max) => (
                    "maxItems",
                    format!("must have {} to {} items", min.unwrap_or(0), max.unwrap_or(u64::MAX)),
                ),
            };
            all.push((keyword, rule, test));
        }
        for (at, id) in keywords.prefix_items.iter().enumerate() {
            let test = self.inside(*id, depth + 1);
            if !test.is_always() {
                let rule = format!("must have a valid item at index {at}");
                all.push(("prefixItems", rule, Test::Item(at, Box::new(test))));
            }
        }
        if let Some(items) = keywords.items {
            let test = self.inside(items, depth + 1);
            if !test.is_always() {
                let from = keywords.prefix_items.len();
                let test = Test::ItemsFrom(from, Box::new(test));
                all.push(("items", "must hold valid items only".to_owned(), test));
            }
        }
        all.extend(self.array_residue(keywords, depth));
        all
    }

    /// What a `Vec` of the right items leaves over.
    pub(crate) fn array_residue(
        &mut self,
        keywords: &Keywords,
        depth: usize,
    ) -> Vec<(&'static str, String, Test)> {
        let mut all = Vec::new();
        if keywords.unique_items {
            all.push(("uniqueItems", "must not hold an item twice".to_owned(), Test::Unique));
        }
        if let Some(contains) = keywords.contains {
            let test = Box::new(self.inside(contains, depth + 1));
            let min = keywords.min_contains.unwrap_or(1);
            let rule = match keywords.max_contains {
                None => format!("must hold at least {min} of the items that `contains` describes"),
                Some(max) => format!("must hold {min} to {max} of the items that `contains` describes"),
            };
            all.push(("contains", rule, Test::Contains(test, min, keywords.max_contains)));
        }
        all
    }

    fn object(&mut self, keywords: &Keywords, depth: usize) -> Vec<(&'static str, String, Test)> {
        let mut all = Vec::new();
        if !keywords.required.is_empty() {
            let names = names(&keywords.required);
            all.push(("required", format!("must have {names}"), Test::Required(keywords.required.clone())));
        }
        for (name, id) in &keywords.properties {
            let test = self.inside(*id, depth + 1);
            if !test.is_always() {
                let rule = format!("must have a valid \"{name}\"");
                all.push(("properties", rule, Test::Property(name.clone(), Box::new(test))));
            }
        }
        let known: Vec<String> = keywords.properties.iter().map(|(name, _)| name.clone()).collect();
        all.extend(self.entries(keywords, known, depth));
        all.extend(self.object_residue(keywords, depth));
        all
    }

    /// The properties that `patternProperties` and `additionalProperties` speak of. A pattern speaks of
    /// known names as well.
    pub(crate) fn entries(
        &mut self,
        keywords: &Keywords,
        known: Vec<String>,
        depth: usize,
    ) -> Option<(&'static str, String, Test)> {
        let patterns: Vec<(String, Test)> = keywords
            .pattern_properties
            .iter()
            .map(|(pattern, id)| (pattern.clone(), self.inside(*id, depth + 1)))
            .collect();
        let others = match keywords.additional_properties {
            Some(id) => self.inside(id, depth + 1),
            None => Test::Always(true),
        };
        if others.is_always() && patterns.iter().all(|(_, test)| test.is_always()) {
            return None;
        }
        let keyword = if others.is_always() { "patternProperties" } else { "additionalProperties" };
        let rule = match &others {
            Test::Always(false) => "must have no further properties".to_owned(),
            _ => "must have valid further properties only".to_owned(),
        };
        Some((keyword, rule, Test::Entries { known, patterns, others: Box::new(others) }))
    }

    /// What a struct or map with the right properties leaves over.
    pub(crate) fn object_residue(
        &mut self,
        keywords: &Keywords,
        depth: usize,
    ) -> Vec<(&'static str, String, Test)> {
        let mut all = Vec::new();
        if keywords.min_properties.is_some() || keywords.max_properties.is_some() {
            let test = Test::Properties(keywords.min_properties, keywords.max_properties);
            let (keyword, rule) = match (keywords.min_properties, keywords.max_properties) {
                (Some(1), None) => ("minProperties", "must have a property".to_owned()),
                (Some(min), None) => ("minProperties", format!("must have at least {min} properties")),
                (None, Some(max)) => ("maxProperties", format!("must have at most {max} properties")),
                (min, max) => (
                    "maxProperties",
                    format!("must have {} to {} properties", min.unwrap_or(0), max.unwrap_or(0)),
                ),
            };
            all.push((keyword, rule, test));
        }
        if let Some(id) = keywords.property_names {
            let test = Test::Names(Box::new(self.inside(id, depth + 1)));
            all.push(("propertyNames", "must have properties with valid names only".to_owned(), test));
        }
        for (name, others) in &keywords.dependent_required {
            let test = Test::any(vec![Test::Has(name.clone()).negated(), Test::Required(others.clone())]);
            all.push((
                "dependentRequired",
                format!("must have {}, since it has \"{name}\"", names(others)),
                test,
            ));
        }
        for (name, id) in &keywords.dependent_schemas {
            let test = Test::any(vec![Test::Has(name.clone()).negated(), self.inside(*id, depth + 1)]);
            all.push(("dependentSchemas", format!("must be as values with \"{name}\" are"), test));
        }
        all
    }

    pub(crate) fn applicators(
        &mut self,
        keywords: &Keywords,
        depth: usize,
    ) -> Vec<(&'static str, String, Test)> {
        let mut all = Vec::new();
        for id in &keywords.all_of {
            let test = self.inside(*id, depth + 1);
            all.push(("allOf", "must be valid under every schema of `allOf`".to_owned(), test));
        }
        all.extend(self.any_of(keywords, depth));
        all.extend(self.one_of(keywords, depth));
        all.extend(self.conditions(keywords, depth));
        all
    }

    pub(crate) fn any_of(
        &mut self,
        keywords: &Keywords,
        depth: usize,
    ) -> Option<(&'static str, String, Test)> {
        let tests = self.list(&keywords.any_of, depth);
        let rule = "must be valid under one of the schemas of `anyOf`".to_owned();
        (!tests.is_empty()).then(|| ("anyOf", rule, Test::any(tests)))
    }

    pub(crate) fn one_of(
        &mut self,
        keywords: &Keywords,
        depth: usize,
    ) -> Option<(&'static str, String, Test)> {
        let tests = self.list(&keywords.one_of, depth);
        let rule = "must be valid under exactly one of the schemas of `oneOf`".to_owned();
        match tests.len() {
            0 => None,
            1 => Some(("oneOf", rule, Test::all(tests))),
            _ => Some(("oneOf", rule, Test::One(tests))),
        }
    }

    /// `not`, and `if` with `then` and `else`.
    pub(crate) fn conditions(
        &mut self,
        keywords: &Keywords,
        depth: usize,
    ) -> Vec<(&'static str, String, Test)> {
        let mut all = Vec::new();
        if let Some(id) = keywords.not {
            let test = self.inside(id, depth + 1).negated();
            all.push(("not", "must not be what `not` describes".to_owned(), test));
        }
        if let Some(condition) = keywords.condition {
            let mut branch =
                |id: Option<SchemaId>| id.map_or(Test::Always(true), |id| self.inside(id, depth + 1));
            let (then, otherwise) = (branch(keywords.then), branch(keywords.otherwise));
            if !(then.is_always() && otherwise.is_always()) {
                let condition = self.inside(condition, depth + 1);
                let keyword = if otherwise.is_always() { "then" } else { "if" };
                let test = Test::If(Box::new([condition, then, otherwise]));
                all.push((keyword, "must be as `if`, `then` and `else` ask for".to_owned(), test));
            }
        }
        all
    }
}

/// The checks of numbers that a schema asks for.
pub(crate) fn number_checks(keywords: &Keywords) -> Vec<Check> {
    let mut checks = Vec::new();
    checks.extend(keywords.minimum.map(Check::Minimum));
    checks.extend(keywords.exclusive_minimum.map(Check::ExclusiveMinimum));
    checks.extend(keywords.maximum.map(Check::Maximum));
    checks.extend(keywords.exclusive_maximum.map(Check::ExclusiveMaximum));
    checks.extend(keywords.multiple_of.map(Check::MultipleOf));
    checks
}

/// The checks of texts that a schema asks for.
pub(crate) fn text_checks(keywords: &Keywords) -> Vec<Check> {
    let mut checks = Vec::new();
    checks.extend(keywords.min_length.filter(|min| *min > 0).map(Check::MinLength));
    checks.extend(keywords.max_length.map(Check::MaxLength));
    checks.extend(keywords.pattern.clone().map(Check::Pattern));
    checks.extend(keywords.format.as_deref().and_then(Format::of).map(Check::Format));
    checks
}

/// Whether values of these types are all that a test lets through anyway.
pub(crate) fn is_only(types: Types, test: &Test) -> bool {
    matches!(test, Test::Types(allowed) if allowed.contains(types))
}

fn names(names: &[String]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("\"{name}\"")).collect();
    quoted.join(" and ")
}
