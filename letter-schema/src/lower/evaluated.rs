//! What `unevaluatedProperties` and `unevaluatedItems` leave out: the parts of a value that other keywords
//! have evaluated, by whichever of their branches the value takes.

use std::collections::HashMap;

use super::ir::{Evaluation, Mark, Test};
use super::test::{MAX_INLINE, Tests};
use crate::resolve::in_place;
use crate::schema::{Keywords, SchemaId};

/// What each schema evaluates that several ways lead to, as functions: the ways double with every schema that
/// names another one twice.
#[derive(Debug, Default)]
pub(crate) struct Evaluations {
    calls: HashMap<(SchemaId, bool), usize>,
    functions: Vec<Evaluation>,
    waiting: Vec<(SchemaId, bool)>,
}

impl Evaluations {
    pub(super) fn finish(self) -> Vec<Evaluation> {
        self.functions
    }

    fn call(&mut self, id: SchemaId, object: bool) -> Mark {
        let next = self.functions.len();
        let at = *self.calls.entry((id, object)).or_insert(next);
        if at == next {
            self.functions.push(Evaluation { object, marks: Vec::new() });
            self.waiting.push((id, object));
        }
        Mark::Call(at)
    }
}

impl Tests<'_> {
    pub(crate) fn unevaluated(
        &mut self,
        keywords: &Keywords,
        depth: usize,
    ) -> Vec<(&'static str, String, Test)> {
        let mut all = Vec::new();
        for (id, object) in [(keywords.unevaluated_properties, true), (keywords.unevaluated_items, false)] {
            let Some(id) = id else { continue };
            let others = Box::new(self.inside(id, depth + 1));
            let mut marks = Vec::new();
            self.marks(keywords, object, 0, &mut marks);
            if others.is_always() || marks.iter().any(|mark| matches!(mark, Mark::Everything)) {
                continue;
            }
            let (keyword, what) =
                if object { ("unevaluatedProperties", "properties") } else { ("unevaluatedItems", "items") };
            let rule = format!("must have no {what} that no other keyword describes");
            all.push((keyword, rule, Test::Unevaluated { object, marks, others }));
        }
        all
    }

    /// Writes the next function that a mark calls. Whether there was one.
    pub(super) fn next_evaluation(&mut self) -> bool {
        let Some((id, object)) = self.evaluations.waiting.pop() else { return false };
        let mut marks = Vec::new();
        if let Some(keywords) = self.schemas.keywords(id) {
            self.marks(keywords, object, 0, &mut marks);
        }
        let at = self.evaluations.calls[&(id, object)];
        self.evaluations.functions[at].marks = marks;
        true
    }

    /// What the keywords of a schema evaluate, those behind references and conditions included. What decides
    /// whether they do is a function: inside of itself it may ask the same again.
    fn marks(&mut self, keywords: &Keywords, object: bool, depth: usize, marks: &mut Vec<Mark>) {
        if object {
            if keywords.additional_properties.is_some() {
                marks.push(Mark::Everything);
            }
            if !keywords.properties.is_empty() {
                marks.push(Mark::Names(keywords.properties.iter().map(|(name, _)| name.clone()).collect()));
            }
            marks.extend(
                keywords.pattern_properties.iter().map(|(pattern, _)| Mark::Pattern(pattern.clone())),
            );
        } else {
            if keywords.items.is_some() {
                marks.push(Mark::Everything);
            }
            if !keywords.prefix_items.is_empty() {
                marks.push(Mark::Prefix(keywords.prefix_items.len()));
            }
            if let Some(id) = keywords.contains {
                marks.push(Mark::Matching(self.call(id)));
            }
        }
        let target = keywords.reference.as_ref().and_then(|reference| reference.target);
        for id in target.iter().chain(&keywords.all_of) {
            self.marks_of(*id, object, depth, marks);
        }
        for id in keywords.any_of.iter().chain(&keywords.one_of).chain(&keywords.condition) {
            let test = self.call(*id);
            self.marks_when(test, *id, object, depth, marks);
        }
        if let Some(condition) = keywords.condition {
            let test = self.call(condition);
            if let Some(id) = keywords.then {
                self.marks_when(test.clone(), id, object, depth, marks);
            }
            if let Some(id) = keywords.otherwise {
                self.marks_when(test.negated(), id, object, depth, marks);
            }
        }
        for (name, id) in &keywords.dependent_schemas {
            self.marks_when(Test::Has(name.clone()), *id, object, depth, marks);
        }
    }

    fn marks_of(&mut self, id: SchemaId, object: bool, depth: usize, marks: &mut Vec<Mark>) {
        let schemas = self.schemas;
        let meant = schemas.meant_by(id);
        let Some(keywords) = schemas.keywords(meant) else { return };
        // Its own `unevaluated…` evaluates the rest.
        let rest = if object { keywords.unevaluated_properties } else { keywords.unevaluated_items };
        if rest.is_some() {
            marks.push(Mark::Everything);
        } else if depth < MAX_INLINE && (meant == id || in_place(schemas, meant).is_empty()) {
            self.marks(keywords, object, depth + 1, marks);
        } else {
            let call = self.evaluations.call(meant, object);
            let known =
                marks.iter().any(|mark| matches!((mark, &call), (Mark::Call(a), Mark::Call(b)) if a == b));
            marks.extend((!known).then_some(call));
        }
    }

    fn marks_when(&mut self, test: Test, id: SchemaId, object: bool, depth: usize, marks: &mut Vec<Mark>) {
        let mut inner = Vec::new();
        self.marks_of(id, object, depth, &mut inner);
        if !inner.is_empty() {
            marks.push(Mark::When(test, inner));
        }
    }
}
