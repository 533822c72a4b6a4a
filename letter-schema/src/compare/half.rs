//! One of the two plans, with what judges and makes its values, and what was found of it already.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

use super::canonical;
use crate::json::Json;
use crate::lower::Conjunction;
use crate::plan::Plan;
use crate::sample::Sampler;
use crate::schema::{Keywords, SchemaId, Schemas, Types};
use crate::validate::Validator;

/// What one event may have a plan's validator look at before nothing is proven any more.
const MAX_PROOFS: u64 = 400_000;
/// As [`MAX_PROOFS`], before nothing is compared any more.
const MAX_WORK: u64 = 6_000_000;

/// The old or the new plan.
pub(super) struct Half<'a> {
    pub(super) plan: &'a Plan,
    pub(super) schemas: &'a Schemas,
    pub(super) validator: Validator<'a>,
    /// What the validator had done before the event at hand.
    before: Cell<u64>,
    texts: RefCell<HashMap<Vec<SchemaId>, Option<Rc<str>>>>,
    samples: RefCell<HashMap<Asked, Option<Json>>>,
    bases: RefCell<HashMap<Asked, Rc<Vec<Json>>>>,
}

/// What one plan asks of a value: every keyword, and whether `null` may stand for it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Asked {
    /// The schemas as they were found.
    pub(super) ids: Vec<SchemaId>,
    /// The same, with references, `allOf` and the choice between `null` and one schema spread out.
    pub(super) conjunction: Conjunction,
    /// Whether `null` is valid.
    pub(super) null: bool,
}

impl<'a> Half<'a> {
    pub(super) fn new(plan: &'a Plan) -> Self {
        Self {
            plan,
            schemas: &plan.schemas,
            validator: Validator::new(&plan.schemas),
            before: Cell::new(0),
            texts: RefCell::default(),
            samples: RefCell::default(),
            bases: RefCell::default(),
        }
    }

    /// Begins with another event.
    pub(super) fn begin(&self) {
        self.before.set(self.validator.work());
        self.texts.take();
        self.samples.take();
        self.bases.take();
    }

    /// Whether the event at hand took so much that no payloads are looked for any more.
    pub(super) fn proves_no_more(&self) -> bool {
        self.validator.work() - self.before.get() > MAX_PROOFS
    }

    /// Whether it took so much that the comparison ends.
    pub(super) fn is_exhausted(&self) -> bool {
        self.validator.work() - self.before.get() > MAX_WORK
    }

    /// What schemas ask for, as [`canonical::text`] has it.
    pub(super) fn text(&self, ids: &[SchemaId]) -> Option<Rc<str>> {
        if let Some(known) = self.texts.borrow().get(ids) {
            return known.clone();
        }
        let (text, cost) = canonical::text(self.schemas, ids);
        self.validator.worked(cost);
        let text = text.map(Rc::from);
        self.texts.borrow_mut().insert(ids.to_vec(), text.clone());
        text
    }

    /// Whole payloads, as `make` makes them the first time.
    pub(super) fn bases(&self, root: &Asked, make: impl FnOnce() -> Vec<Json>) -> Rc<Vec<Json>> {
        if let Some(known) = self.bases.borrow().get(root) {
            return Rc::clone(known);
        }
        let made = Rc::new(make());
        self.bases.borrow_mut().insert(root.clone(), Rc::clone(&made));
        made
    }

    pub(super) fn asked(&self, ids: &[SchemaId]) -> Asked {
        let mut conjunction = Conjunction::new(self.schemas, ids);
        let null = self.holds(ids, &Json::from(&serde_json::Value::Null));
        // A choice of one, or of one and `null`, is none.
        let mut at = 0;
        while let Some(id) = conjunction.schemas.get(at).copied() {
            at += 1;
            let Some(keywords) = self.schemas.keywords(id) else { continue };
            let branches = match (&keywords.any_of[..], &keywords.one_of[..]) {
                (branches, []) | ([], branches) if !branches.is_empty() => branches,
                _ => continue,
            };
            let mut others = branches.iter().filter(|branch| !self.is_null(**branch));
            if let (Some(one), None) = (others.next(), others.next())
                && branches.len() <= 2
            {
                conjunction.decided.push(id);
                conjunction.add(self.schemas, &[*one]);
            }
        }
        Asked { ids: ids.to_vec(), conjunction, null }
    }

    pub(super) fn asks_nothing(&self, id: SchemaId) -> bool {
        self.text(&[id]).is_some_and(|text| &*text == "{}")
    }

    fn is_null(&self, id: SchemaId) -> bool {
        Conjunction::new(self.schemas, &[id]).types(self.schemas) == Types::NULL
    }

    /// Whether a value is valid under all of the schemas.
    pub(super) fn holds(&self, ids: &[SchemaId], value: &Json) -> bool {
        ids.iter().all(|id| self.validator.is_valid(*id, value))
    }

    pub(super) fn sample(&self, asked: &Asked) -> Option<Json> {
        if let Some(known) = self.samples.borrow().get(asked) {
            return known.clone();
        }
        let sampler = Sampler::new(self.schemas, &self.validator);
        let sample = sampler.of(&asked.conjunction).filter(|value| self.holds(&asked.ids, value));
        self.samples.borrow_mut().insert(asked.clone(), sample.clone());
        sample
    }

    pub(super) fn keywords(&'a self, asked: &'a Asked) -> impl Iterator<Item = &'a Keywords> {
        asked.conjunction.keywords(self.schemas).map(|(_, keywords)| keywords)
    }

    /// The types beside `null`.
    pub(super) fn types(&self, asked: &Asked) -> Types {
        let types = asked.conjunction.types(self.schemas).without(Types::NULL);
        let whole = self
            .keywords(asked)
            .any(|keywords| keywords.multiple_of.is_some_and(crate::number::Number::is_integer));
        if whole && types.contains(Types::NUMBER) {
            types.without(Types::NUMBER).or(Types::INTEGER)
        } else {
            types
        }
    }

    /// The values beside `null`, if there are only some.
    pub(super) fn constants(&self, asked: &Asked) -> Option<Vec<Json>> {
        let values = asked.conjunction.constants(self.schemas, &self.validator)?;
        let fits = |value: &Json| Types::of_value(value) != Types::NULL && self.holds(&asked.ids, value);
        Some(values.into_iter().filter(fits).collect())
    }

    /// `true` and `false`, if the value is nothing else.
    pub(super) fn booleans(&self, asked: &Asked) -> Option<Vec<Json>> {
        let both = [true, false].map(|value| Json::from(&serde_json::Value::Bool(value)));
        let only = self.types(asked) == Types::BOOLEAN;
        only.then(|| both.into_iter().filter(|value| self.holds(&asked.ids, value)).collect())
    }

    /// The schemas that the value of a property has to be valid under; `None` if no keyword speaks of it.
    pub(super) fn property(&self, asked: &Asked, name: &str) -> Option<Vec<SchemaId>> {
        let mut ids = Vec::new();
        for keywords in self.keywords(asked) {
            let before = ids.len();
            ids.extend(keywords.properties.iter().filter(|(known, _)| known == name).map(|(_, id)| *id));
            let patterns = keywords.pattern_properties.iter();
            ids.extend(
                patterns.filter(|(pattern, _)| self.validator.matches(pattern, name)).map(|(_, id)| *id),
            );
            if ids.len() == before {
                ids.extend(keywords.additional_properties.filter(|id| !self.asks_nothing(*id)));
            }
        }
        let closed = self
            .keywords(asked)
            .any(|keywords| keywords.unevaluated_properties.is_some_and(|id| self.schemas.is_false(id)));
        if ids.is_empty() && closed && !self.declares(asked, name) {
            ids.extend(self.keywords(asked).find_map(|keywords| keywords.unevaluated_properties));
        }
        (!ids.is_empty() || self.declares(asked, name)).then_some(ids)
    }

    /// Whether `properties` names a property and lets it be there.
    pub(super) fn declares(&self, asked: &Asked, name: &str) -> bool {
        self.keywords(asked).any(|keywords| keywords.properties.iter().any(|(known, _)| known == name))
    }

    pub(super) fn is_required(&self, asked: &Asked, name: &str) -> bool {
        self.keywords(asked).any(|keywords| keywords.required.iter().any(|known| known == name))
    }

    /// Whether an object has no properties at all.
    pub(super) fn is_empty(&self, asked: &Asked) -> bool {
        self.keywords(asked).any(|keywords| keywords.max_properties == Some(0))
    }

    /// Whether a property may not be there at all.
    pub(super) fn forbids(&self, ids: &[SchemaId]) -> bool {
        Conjunction::new(self.schemas, ids).never
    }
}
