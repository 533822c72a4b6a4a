//! What a schema says of a value, with everything that `$ref` and `allOf` add to it.

use std::cell::Cell;
use std::collections::HashSet;

use letter_schema::json::{Json, Value};
use letter_schema::schema::{Keywords, SchemaId, Schemas, Types};

/// Branches of one value that are looked into: those of schemas that name each other have no end.
const MAX_BRANCHES: usize = 1_000;

/// A schema and those that it includes, the outermost first.
#[derive(Debug, Clone)]
pub(crate) struct Facets<'a> {
    schemas: &'a Schemas,
    /// The schemas.
    pub(crate) ids: Vec<SchemaId>,
    all: Vec<&'a Keywords>,
}

impl<'a> Facets<'a> {
    pub(crate) fn new(schemas: &'a Schemas, ids: &[SchemaId]) -> Self {
        let mut facets = Self { schemas, ids: Vec::new(), all: Vec::new() };
        let mut seen: HashSet<SchemaId> = HashSet::new();
        let mut waiting: Vec<SchemaId> = ids.iter().rev().copied().collect();
        while let Some(id) = waiting.pop() {
            let Some(keywords) = schemas.keywords(id).filter(|_| seen.insert(id)) else { continue };
            facets.ids.push(id);
            facets.all.push(keywords);
            waiting.extend(keywords.all_of.iter().rev());
            waiting.extend(keywords.reference.as_ref().and_then(|reference| reference.target));
        }
        facets
    }

    /// The keywords of each.
    pub(crate) fn each(&self) -> impl Iterator<Item = &'a Keywords> + '_ {
        self.all.iter().copied()
    }

    /// The types, as far as `type`, `enum` and `const` say.
    pub(crate) fn types(&self) -> Types {
        let mut types = self.each().fold(Types::ALL, |all, one| all.and(one.types.unwrap_or(Types::ALL)));
        if let Some(values) = self.constants() {
            let of = values.iter().fold(Types::NONE, |all, value| all.or(Types::of_value(value)));
            types = types.and(if Types::NUMBER.and(of).is_empty() { of } else { of.or(Types::NUMBER) });
        }
        if types == Types::ALL && self.each().any(|one| !one.properties.is_empty()) {
            return Types::OBJECT;
        }
        types
    }

    /// Whether the value may be null beside something else, as far as it is said.
    pub(crate) fn is_nullable(&self) -> bool {
        self.types() != Types::NULL && self.nullable_within(0, &Cell::new(MAX_BRANCHES))
    }

    fn nullable_within(&self, depth: usize, left: &Cell<usize>) -> bool {
        let types = self.own_types();
        if types != Types::ALL || depth == 4 {
            return types != Types::ALL && types.contains(Types::NULL);
        }
        // One keyword says so, and no other one excludes it.
        let mut said = false;
        for branches in self.each().flat_map(|one| [&one.any_of, &one.one_of]) {
            let (mut has, mut may) = (false, branches.is_empty());
            for branch in branches {
                let Some(fewer) = left.get().checked_sub(1) else { return false };
                left.set(fewer);
                let branch = Self::new(self.schemas, &[*branch]);
                has |= branch.nullable_within(depth + 1, left);
                may |= branch.own_types().contains(Types::NULL);
            }
            if !may {
                return false;
            }
            said |= has;
        }
        said
    }

    /// The types without what branches say.
    fn own_types(&self) -> Types {
        let of = |one: &Keywords| match (&one.constant, &one.enumeration) {
            (Some(value), _) => Types::of_value(value),
            (None, Some(values)) => {
                values.iter().fold(Types::NONE, |all, value| all.or(Types::of_value(value)))
            }
            (None, None) if one.types.is_none() && !one.properties.is_empty() => Types::OBJECT,
            (None, None) => one.types.unwrap_or(Types::ALL),
        };
        self.each().fold(Types::ALL, |all, one| all.and(of(one)))
    }

    /// The values that are allowed, beside null in a branch of its own.
    pub(crate) fn values(&self) -> Option<Vec<&'a Json>> {
        self.constants().or_else(|| {
            let groups = self.each().flat_map(|one| [&one.any_of, &one.one_of]);
            let [first, second] = groups.flatten().collect::<Vec<_>>()[..] else { return None };
            let [first, second] = [first, second].map(|id| Self::new(self.schemas, &[*id]));
            match (first.own_types() == Types::NULL, second.own_types() == Types::NULL) {
                (true, false) => second.constants(),
                (false, true) => first.constants(),
                _ => None,
            }
        })
    }

    /// The values of `const` or `enum`; those of the branches, if each of them has only some.
    pub(crate) fn constants(&self) -> Option<Vec<&'a Json>> {
        self.constants_within(0, &Cell::new(MAX_BRANCHES))
    }

    fn constants_within(&self, depth: usize, left: &Cell<usize>) -> Option<Vec<&'a Json>> {
        for one in self.each() {
            if let Some(value) = &one.constant {
                return Some(vec![value]);
            }
        }
        let mut lists = self.each().filter_map(|one| one.enumeration.as_ref());
        if let Some(first) = lists.next() {
            let rest: Vec<&Vec<Json>> = lists.collect();
            return Some(first.iter().filter(|value| rest.iter().all(|list| list.contains(value))).collect());
        }
        for branches in self.each().flat_map(|one| [&one.any_of, &one.one_of]) {
            if depth < 4 && !branches.is_empty() {
                let of = |branch: &SchemaId| {
                    left.set(left.get().checked_sub(1)?);
                    Self::new(self.schemas, &[*branch]).constants_within(depth + 1, left)
                };
                if let Some(lists) = branches.iter().map(of).collect::<Option<Vec<_>>>() {
                    return Some(lists.concat());
                }
            }
        }
        None
    }

    /// The first description, which is the nearest to where it stands.
    pub(crate) fn description(&self) -> Option<&'a str> {
        self.each().find_map(|one| one.description.as_deref()).map(str::trim).filter(|text| !text.is_empty())
    }

    /// The first value that one of them has.
    pub(crate) fn first<T>(&self, of: impl Fn(&'a Keywords) -> Option<T>) -> Option<T> {
        self.each().find_map(of)
    }

    /// The names of properties, in the order of the files, each with every schema that it has.
    pub(crate) fn properties(&self) -> Vec<(&'a str, Vec<SchemaId>)> {
        let mut found: Vec<(&str, Vec<SchemaId>)> = Vec::new();
        let mut at: std::collections::HashMap<&str, usize> = std::collections::HashMap::new();
        for (name, id) in self.each().flat_map(|one| &one.properties) {
            let index = *at.entry(name).or_insert_with(|| {
                found.push((name, Vec::new()));
                found.len() - 1
            });
            found[index].1.push(*id);
        }
        for name in self.each().flat_map(|one| &one.required) {
            at.entry(name).or_insert_with(|| {
                found.push((name, Vec::new()));
                found.len() - 1
            });
        }
        found
    }

    /// The schemas of the items of a list, each place with every schema that it has.
    pub(crate) fn prefix(&self) -> Vec<Vec<SchemaId>> {
        let mut places: Vec<Vec<SchemaId>> = Vec::new();
        for one in self.each() {
            places.resize(places.len().max(one.prefix_items.len()), Vec::new());
            for (place, id) in places.iter_mut().zip(&one.prefix_items) {
                place.push(*id);
            }
        }
        places
    }

    /// The schemas of the items of a list that have no place of their own.
    pub(crate) fn rest(&self) -> Vec<SchemaId> {
        self.each().filter_map(|one| one.items.or(one.unevaluated_items)).collect()
    }

    /// Whether a property is always there.
    pub(crate) fn requires(&self, name: &str) -> bool {
        self.each().any(|one| one.required.iter().any(|required| required == name))
    }

    /// Whether there may be properties that no keyword names.
    pub(crate) fn is_open(&self) -> bool {
        let closes = |id: &Option<SchemaId>| id.is_some_and(|id| self.schemas.is_false(id));
        !self.each().any(|one| closes(&one.additional_properties) || closes(&one.unevaluated_properties))
    }

    /// The alternatives of `oneOf` and `anyOf`.
    pub(crate) fn branches(&self) -> Vec<SchemaId> {
        self.each().flat_map(|one| one.one_of.iter().chain(&one.any_of)).copied().collect()
    }

    /// What a form of a value is called, if its schema says.
    pub(crate) fn name(&self) -> Option<String> {
        self.first(|keywords| keywords.title.clone()).or_else(|| self.definition())
    }

    /// The name of the definition that the value follows.
    pub(crate) fn definition(&self) -> Option<String> {
        let id = *self.ids.get(1)?;
        let direct = self.all.first()?.reference.as_ref()?.target == Some(id);
        let pointer = &self.schemas.get(id).pointer;
        let named = pointer
            .rsplit_once('/')
            .filter(|(before, _)| before.ends_with("/$defs") || before.ends_with("/definitions"));
        let name = || named.map(|(_, name)| name.replace("~1", "/").replace("~0", "~"));
        direct.then(|| self.all[1].title.clone().or_else(name)).flatten()
    }
}

/// A value as people write it: a text without quotes, everything else as JSON.
pub(crate) fn shown(value: &Json) -> String {
    match &value.value {
        Value::String(text) if !text.is_empty() => text.clone(),
        _ => value.to_string(),
    }
}
