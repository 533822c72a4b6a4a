//! Several schemas for one value, as one: references followed, `allOf` spread out.

use std::collections::HashSet;

use crate::json::{Json, Value};
use crate::schema::{Form, Keywords, SchemaId, Schemas, Types};
use crate::validate::Validator;

/// Constants that a schema may list before they are no longer looked at one by one.
const MAX_CONSTANTS: usize = 4096;
/// Branches of branches that are looked at for constants.
const MAX_LISTS: usize = 4096;

/// Schemas that a value has to be valid under, all of them.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub(crate) struct Conjunction {
    /// Schemas with keywords, each once, `$ref` and `allOf` spread out.
    pub(crate) schemas: Vec<SchemaId>,
    /// Schemas whose `anyOf` or `oneOf` has been decided already.
    pub(crate) decided: Vec<SchemaId>,
    /// The types that are looked at.
    pub(crate) types: u8,
    /// Whether one of the schemas is `false`.
    pub(crate) never: bool,
}

impl Conjunction {
    pub(crate) fn new(schemas: &Schemas, ids: &[SchemaId]) -> Self {
        let mut one = Self { types: Types::ALL.bits(), ..Self::default() };
        one.add(schemas, ids);
        one
    }

    pub(crate) fn add(&mut self, schemas: &Schemas, ids: &[SchemaId]) {
        let mut seen: HashSet<SchemaId> = self.schemas.iter().copied().collect();
        let mut waiting: Vec<SchemaId> = ids.iter().rev().copied().collect();
        while let Some(id) = waiting.pop() {
            match &schemas.get(id).form {
                Form::Boolean(true) => {}
                Form::Boolean(false) => self.never = true,
                Form::Keywords(keywords) => {
                    if seen.insert(id) {
                        self.schemas.push(id);
                        waiting.extend(keywords.all_of.iter().rev());
                        waiting.extend(keywords.reference.as_ref().and_then(|reference| reference.target));
                    }
                }
            }
        }
    }

    /// Looks at values of these types only.
    pub(crate) fn restrict(&mut self, types: Types) {
        self.types &= types.bits();
    }

    /// Whether values of a type are looked at.
    pub(crate) fn allows(&self, types: Types) -> bool {
        self.types & types.bits() != 0
    }

    /// The keywords of each.
    pub(crate) fn keywords<'a>(
        &'a self,
        schemas: &'a Schemas,
    ) -> impl Iterator<Item = (SchemaId, &'a Keywords)> {
        self.schemas.iter().filter_map(|id| Some((*id, schemas.keywords(*id)?)))
    }

    /// The types that all of them allow, as far as `type` and the branches of `anyOf` and `oneOf` say.
    pub(crate) fn types(&self, schemas: &Schemas) -> Types {
        let mut types = if self.never { Types::NONE } else { types_of(self.types) };
        for (id, keywords) in self.keywords(schemas) {
            types = types.and(keywords.stated_types());
            for branches in [&keywords.any_of, &keywords.one_of] {
                if !branches.is_empty() && !self.decided.contains(&id) {
                    types = types.and(schemas.possible_types(branches));
                }
            }
        }
        types
    }

    /// The values, if there are only some, and all other keywords let them through.
    pub(crate) fn constants(&self, schemas: &Schemas, validator: &Validator<'_>) -> Option<Vec<Json>> {
        let listed = self.listed(schemas, 0, &mut { MAX_LISTS })?;
        let mut known = HashSet::new();
        let fits = |value: &&Json| self.accepts(value, validator);
        Some(listed.iter().filter(fits).filter(|value| known.insert(*value)).cloned().collect())
    }

    fn accepts(&self, value: &Json, validator: &Validator<'_>) -> bool {
        types_of(self.types).contains(Types::of_value(value))
            && !self.never
            && self.schemas.iter().all(|id| validator.is_valid(*id, value))
    }

    /// `left` is how many lists may still be looked for.
    fn listed(&self, schemas: &Schemas, depth: usize, left: &mut usize) -> Option<Vec<Json>> {
        *left = left.checked_sub(1)?;
        for (id, keywords) in self.keywords(schemas) {
            if let Some(values) = constants_of(keywords) {
                return (values.len() <= MAX_CONSTANTS).then(|| values.into_iter().cloned().collect());
            }
            for branches in [&keywords.any_of, &keywords.one_of] {
                if depth < 8 && !branches.is_empty() && !self.decided.contains(&id) {
                    let lists: Option<Vec<Vec<Json>>> = branches
                        .iter()
                        .map(|branch| Self::new(schemas, &[*branch]).listed(schemas, depth + 1, left))
                        .collect();
                    if let Some(lists) = lists {
                        return Some(lists.concat()).filter(|all| all.len() <= MAX_CONSTANTS);
                    }
                }
            }
        }
        // `type: null` lists its one value as well.
        (self.types(schemas) == Types::NULL).then(|| {
            let span = self.schemas.first().map(|id| schemas.get(*id).span);
            span.map(|span| Json { value: Value::Null, span }).into_iter().collect()
        })
    }

    /// Whether no value can be valid, as far as can be told without looking far.
    pub(crate) fn is_never(&self, schemas: &Schemas, validator: &Validator<'_>) -> bool {
        self.types(schemas).is_empty()
            || self
                .listed(schemas, 0, &mut { MAX_LISTS })
                .is_some_and(|values| !values.iter().any(|value| self.accepts(value, validator)))
    }
}

fn constants_of(keywords: &Keywords) -> Option<Vec<&Json>> {
    match (&keywords.constant, &keywords.enumeration) {
        (Some(constant), _) => Some(vec![constant]),
        (None, Some(values)) => Some(values.iter().collect()),
        (None, None) => None,
    }
}

pub(crate) fn types_of(bits: u8) -> Types {
    Types::NAMES
        .into_iter()
        .fold(Types::NONE, |all, (_, one)| if bits & one.bits() == one.bits() { all.or(one) } else { all })
}
