//! Which types each schema allows at all: decided once, for schemas that lead to each other by many ways.

use std::collections::VecDeque;

use crate::schema::{Form, Keywords, SchemaId, Schemas, Types};

/// Settles the types of every schema, as far as `type`, constants, references and branches say.
pub(crate) fn settle(schemas: &mut Schemas) {
    let mut dependents: Vec<Vec<SchemaId>> = vec![Vec::new(); schemas.ids().len()];
    for id in schemas.ids() {
        let Some(keywords) = schemas.keywords(id) else { continue };
        let target = keywords.reference.as_ref().and_then(|reference| reference.target);
        let inside = target.iter().chain(&keywords.all_of).chain(&keywords.any_of).chain(&keywords.one_of);
        for inner in inside {
            dependents[inner.0 as usize].push(id);
        }
    }
    // What is inside comes after what is around it, and is settled first: a schema with many branches is looked at
    // again when all of them were, and not after each. Each schema loses a type seven times at most.
    let mut waiting: VecDeque<SchemaId> = schemas.ids().collect::<Vec<_>>().into_iter().rev().collect();
    let mut waits = vec![true; waiting.len()];
    while let Some(id) = waiting.pop_front() {
        waits[id.0 as usize] = false;
        let types = match &schemas.get(id).form {
            Form::Boolean(true) => Types::ALL,
            Form::Boolean(false) => Types::NONE,
            Form::Keywords(keywords) => types_of(schemas, keywords),
        };
        if types != schemas.get(id).types {
            schemas.get_mut(id).types = types;
            for dependent in &dependents[id.0 as usize] {
                if !std::mem::replace(&mut waits[dependent.0 as usize], true) {
                    waiting.push_back(*dependent);
                }
            }
        }
    }
}

fn types_of(schemas: &Schemas, keywords: &Keywords) -> Types {
    let target = keywords.reference.as_ref().and_then(|reference| reference.target);
    let all = target.iter().chain(&keywords.all_of);
    let types = all.fold(keywords.stated_types(), |types, id| types.and(schemas.get(*id).types));
    let branches = [&keywords.any_of, &keywords.one_of].into_iter().filter(|branches| !branches.is_empty());
    branches.fold(types, |types, branches| types.and(schemas.possible_types(branches)))
}

impl Schemas {
    /// The types that one of these schemas allows.
    pub(crate) fn possible_types(&self, branches: &[SchemaId]) -> Types {
        branches.iter().fold(Types::NONE, |any, branch| any.or(self.get(*branch).types))
    }
}

impl Keywords {
    /// The types that `type`, `enum` and `const` allow.
    pub(crate) fn stated_types(&self) -> Types {
        let types = self.types.unwrap_or(Types::ALL);
        let values = self.constant.iter().chain(self.enumeration.iter().flatten());
        if self.constant.is_none() && self.enumeration.is_none() {
            return types;
        }
        let listed = values.fold(Types::NONE, |all, value| all.or(Types::of_value(value)));
        // Of numbers both kinds, since the bit of fractions alone is no type.
        types.and(if Types::NUMBER.and(listed).is_empty() { listed } else { listed.or(Types::NUMBER) })
    }
}
