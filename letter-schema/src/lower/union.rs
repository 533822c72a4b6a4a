//! `oneOf` and `anyOf` as enums, and values of several types.

use super::conjunction::Conjunction;
use super::ir::{Body, Check, Tag, Use, Variant};
use super::names::{Names, pascal};
use super::{Hint, Lowering};
use crate::json::Value;
use crate::schema::{SchemaId, Types};

/// Variants of an enum; more of them are checked and not told apart by type.
const MAX_BRANCHES: usize = 100;
/// Choices inside of each other for one value; what is chosen further inside is checked. Every way to choose is a
/// type of its own.
const MAX_DECIDED: usize = 6;

/// An `anyOf` or `oneOf` that becomes an enum.
pub(super) struct Branches {
    owner: SchemaId,
    exactly_one: bool,
    /// Each branch, together with everything around it.
    each: Vec<(SchemaId, Conjunction)>,
}

impl Lowering<'_> {
    /// Whether some `anyOf` or `oneOf` is still to be decided.
    pub(super) fn has_branches(&self, conjunction: &Conjunction) -> bool {
        conjunction.keywords(self.schemas).any(|(id, keywords)| {
            let has = !keywords.any_of.is_empty() || !keywords.one_of.is_empty();
            has && !conjunction.decided.contains(&id)
        })
    }

    /// The `anyOf` or `oneOf` that becomes an enum, if one does: it is the only one, and its branches are
    /// different things and not different conditions on one thing.
    pub(super) fn branches(&self, conjunction: &Conjunction, types: Types) -> Option<Branches> {
        let mut groups = conjunction.keywords(self.schemas).flat_map(|(id, keywords)| {
            let any = (!keywords.any_of.is_empty()).then_some((id, false, &keywords.any_of));
            let one = (!keywords.one_of.is_empty()).then_some((id, true, &keywords.one_of));
            any.into_iter().chain(one).filter(move |_| !conjunction.decided.contains(&id))
        });
        let (owner, exactly_one, ids) = groups.next()?;
        let too_many = ids.len() > MAX_BRANCHES || conjunction.decided.len() >= MAX_DECIDED;
        if groups.next().is_some() || too_many {
            return None;
        }
        // Texts under different conditions are texts.
        if matches!(
            types.each().collect::<Vec<_>>()[..],
            [Types::STRING | Types::BOOLEAN | Types::INTEGER | Types::NUMBER]
        ) {
            return None;
        }
        let each: Vec<(SchemaId, Conjunction)> = ids
            .iter()
            .map(|id| {
                let mut branch = conjunction.clone();
                branch.decided.push(owner);
                branch.add(self.schemas, &[*id]);
                (*id, branch)
            })
            .filter(|(_, branch)| !branch.is_never(self.schemas, &self.validator))
            .collect();
        let tells = |(id, branch): &(SchemaId, Conjunction)| self.tells_apart(conjunction, *id, branch);
        (!each.is_empty() && each.iter().all(tells)).then_some(Branches { owner, exactly_one, each })
    }

    /// Whether a branch brings a type of its own, and does not only restrict the one around it.
    fn tells_apart(&self, around: &Conjunction, id: SchemaId, branch: &Conjunction) -> bool {
        let own = Conjunction::new(self.schemas, &[id]);
        let named = |conjunction: &Conjunction| -> Vec<String> {
            let all = conjunction.keywords(self.schemas);
            all.flat_map(|(_, keywords)| keywords.properties.iter().map(|(name, _)| name.clone())).collect()
        };
        let outside = named(around);
        let has_type = own.keywords(self.schemas).any(|(_, keywords)| {
            keywords.types.is_some() || keywords.enumeration.is_some() || keywords.constant.is_some()
        });
        if outside.is_empty() {
            return has_type
                || !named(&own).is_empty()
                || self.has_branches(&own) && own.types(self.schemas) != Types::ALL;
        }
        let types = branch.types(self.schemas);
        types == Types::OBJECT
            && (named(&own).iter().any(|name| !outside.contains(name)) || !self.constants_in(&own).is_empty())
    }

    pub(super) fn union(
        &mut self,
        conjunction: &Conjunction,
        branches: Branches,
        ids: &[SchemaId],
        hint: &Hint,
    ) -> Use {
        if let [(id, branch)] = &branches.each[..] {
            // One branch is left: the value is what that branch says.
            return self.value(branch, &[*id], hint);
        }
        self.named(conjunction, ids, hint)
    }

    pub(super) fn union_body(
        &mut self,
        conjunction: &Conjunction,
        branches: Branches,
        hint: &Hint,
    ) -> (Body, Vec<Check>) {
        if let [(id, branch)] = &branches.each[..] {
            let value = self.value(branch, &[*id], hint);
            return (Body::Newtype(value), Vec::new());
        }
        let tag = self.tag(&branches);
        let mut names = Names::default();
        let mut variants = Vec::new();
        for (at, (id, branch)) in branches.each.iter().enumerate() {
            let types = branch.types(self.schemas);
            let by_tag = tag.as_ref().map(|tag| pascal(&tag.values[at]));
            let wish = self.given_name(&[*id]).or(by_tag).unwrap_or_else(|| type_name(types).to_owned());
            let name = names.choose(&[wish]);
            let value = self.value(branch, &[*id], &hint.inside(&name));
            let doc = self.schemas.keywords(*id).and_then(|keywords| keywords.description.clone());
            variants.push(Variant { name, doc: doc.unwrap_or_default(), value, boxed: false });
        }
        let mut checks = Vec::new();
        if branches.exactly_one && tag.is_none() && !self.disjoint(&branches) {
            let keywords = self.schemas.keywords(branches.owner);
            let test = keywords.and_then(|keywords| self.tests.one_of(keywords, 0));
            checks.extend(test.map(|(keyword, rule, test)| Check::Test { keyword, rule, test }));
        }
        let mut decided = conjunction.clone();
        decided.decided.push(branches.owner);
        // Conditions around the branches are part of every branch already.
        (Body::Union { variants, tag }, checks)
    }

    fn disjoint(&self, branches: &Branches) -> bool {
        let mut seen = Types::NONE;
        branches.each.iter().all(|(id, _)| {
            let types = Conjunction::new(self.schemas, &[*id]).types(self.schemas);
            let new = seen.and(types).is_empty();
            seen = seen.or(types);
            new
        })
    }

    /// The properties that a conjunction requires to be one text.
    fn constants_in(&self, conjunction: &Conjunction) -> Vec<(String, String)> {
        let mut all = Vec::new();
        let required = |name: &String| {
            conjunction.keywords(self.schemas).any(|(_, keywords)| keywords.required.contains(name))
        };
        for (_, keywords) in conjunction.keywords(self.schemas) {
            for (name, id) in keywords.properties.iter().filter(|(name, _)| required(name)) {
                let constants =
                    Conjunction::new(self.schemas, &[*id]).constants(self.schemas, &self.validator);
                if let Some([one]) = constants.as_deref()
                    && let Value::String(text) = &one.value
                {
                    all.push((name.clone(), text.clone()));
                }
            }
        }
        all
    }

    /// The property that tells the branches apart: required in each, with another text in each.
    fn tag(&self, branches: &Branches) -> Option<Tag> {
        let each: Vec<Vec<(String, String)>> =
            branches.each.iter().map(|(_, branch)| self.constants_in(branch)).collect();
        each.first()?.iter().find_map(|(key, _)| {
            let values: Option<Vec<String>> = each
                .iter()
                .zip(&branches.each)
                .map(|(constants, (_, branch))| {
                    let object = branch.types(self.schemas) == Types::OBJECT;
                    let value = constants.iter().find(|(name, _)| name == key).filter(|_| object);
                    value.map(|(_, value)| value.clone())
                })
                .collect();
            let values = values?;
            let distinct = values.iter().enumerate().all(|(at, value)| !values[..at].contains(value));
            distinct.then(|| Tag { key: key.clone(), values })
        })
    }

    /// A value of several types: a variant for each.
    pub(super) fn union_of_types(
        &mut self,
        conjunction: &Conjunction,
        types: Types,
        hint: &Hint,
    ) -> (Body, Vec<Check>) {
        let variants = types.each().map(|one| {
            let mut inner = conjunction.clone();
            inner.types = one.bits();
            let name = type_name(one).to_owned();
            let value = self.value(&inner, &[], &hint.inside(&name));
            Variant { name, doc: String::new(), value, boxed: false }
        });
        (Body::Union { variants: variants.collect(), tag: None }, Vec::new())
    }
}

fn type_name(types: Types) -> &'static str {
    match types {
        Types::NULL => "Null",
        Types::BOOLEAN => "Boolean",
        Types::INTEGER => "Integer",
        Types::NUMBER => "Number",
        Types::STRING => "String",
        Types::ARRAY => "Array",
        Types::OBJECT => "Object",
        _ => "Value",
    }
}
