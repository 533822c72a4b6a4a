//! The cases of an object, in words: `if` with `then` and `else`, and `dependentSchemas`.

use letter_schema::schema::{Keywords, SchemaId};

use crate::docs::facets::{Facets, shown};
use crate::docs::texts::Texts;
use crate::docs::words::Words;

/// Values and properties of a condition that are written out.
const LISTED: usize = 3;

/// A schema that holds in a case.
pub(super) struct Case {
    /// The schema.
    pub(super) schema: SchemaId,
    /// When it holds.
    pub(super) name: String,
    /// Whether it only asks whether the case is there.
    pub(super) is_condition: bool,
}

/// The cases of an object, their conditions last.
pub(super) fn of(words: Words<'_>, facets: &Facets<'_>) -> Vec<Case> {
    let texts = words.texts;
    let mut cases = Vec::new();
    for keywords in facets.each() {
        let condition = condition(words, keywords);
        for (schema, text) in [(keywords.then, "case_then"), (keywords.otherwise, "case_else")] {
            // Without `if` they say nothing.
            if let (Some(schema), Some(condition)) = (schema, &condition) {
                let title = Facets::new(words.schemas, &[schema]).name();
                let name = title.unwrap_or_else(|| texts.fill(text, &[("condition", condition)]));
                cases.push(Case { schema, name, is_condition: false });
            }
        }
        for (name, schema) in &keywords.dependent_schemas {
            cases.push(Case { schema: *schema, name: there(texts, name), is_condition: false });
        }
    }
    let conditions = facets.each().filter_map(|keywords| keywords.condition);
    cases.extend(conditions.map(|schema| {
        let name = texts.get("case_condition").to_owned();
        Case { schema, name, is_condition: true }
    }));
    cases
}

/// The case that a property is there.
pub(super) fn there(texts: &Texts, name: &str) -> String {
    let condition = texts.fill("condition_there", &[("name", name)]);
    texts.fill("case_then", &[("condition", &condition)])
}

/// What tells a form without a name from the others: the only value of a property, else what there has to be.
pub(super) fn told_by(words: Words<'_>, form: &Facets<'_>, around: &Facets<'_>) -> Option<String> {
    let texts = words.texts;
    let properties = form.properties();
    let values = properties.iter().filter_map(|(name, ids)| {
        let values = Facets::new(words.schemas, ids).constants()?;
        let [value] = values.as_slice() else { return None };
        Some(texts.fill("condition_is", &[("name", name), ("value", &shown(value))]))
    });
    let asked = properties.iter().map(|(name, _)| *name);
    let asked = asked.filter(|name| form.requires(name) && !around.requires(name));
    let mut parts: Vec<String> = values.take(LISTED + 1).collect();
    if parts.is_empty() {
        let there = asked.map(|name| texts.fill("condition_there", &[("name", name)]));
        parts = there.take(LISTED + 1).collect();
    }
    let condition = parts.join(texts.get("condition_and"));
    (1..=LISTED).contains(&parts.len()).then(|| texts.fill("form_told", &[("condition", &condition)]))
}

/// What `if` asks for, if it has one.
fn condition(words: Words<'_>, keywords: &Keywords) -> Option<String> {
    let facets = Facets::new(words.schemas, &[keywords.condition?]);
    let some = || Some(words.texts.get("condition_some").to_owned());
    // A long one is not gone through for each of the cases that share it.
    let length: usize = facets.each().map(|one| one.properties.len() + one.required.len()).sum();
    if length > LISTED * LISTED {
        return some();
    }
    let parts = facets.properties().into_iter().map(|(name, ids)| {
        let property = Facets::new(words.schemas, &ids);
        match property.constants().filter(|values| (1..=LISTED).contains(&values.len())) {
            Some(values) => {
                let values: Vec<String> = values.into_iter().map(shown).collect();
                let values = values.join(words.texts.get("or"));
                Some(words.texts.fill("condition_is", &[("name", name), ("value", &values)]))
            }
            // Only `required` speaks of it.
            None if ids.is_empty() => Some(words.texts.fill("condition_there", &[("name", name)])),
            None => None,
        }
    });
    let parts = parts.collect::<Option<Vec<String>>>().filter(|parts| (1..=LISTED).contains(&parts.len()));
    let only = |keywords: &Keywords| {
        keywords.any_of.is_empty() && keywords.one_of.is_empty() && keywords.not.is_none()
    };
    let told = parts.filter(|_| facets.each().all(only));
    told.map(|parts| parts.join(words.texts.get("condition_and"))).or_else(some)
}
