//! Everything that a schema marks as personal data, wherever it stands: the rows of a table end
//! somewhere, what is marked must not.

use std::collections::HashSet;

use letter_schema::schema::{Keywords, SchemaId, Schemas};

use super::part::{Part, shortened};

/// The marked schemas that an event leads to and that are not among those `shown`, each with the first
/// way to it. Every schema is visited once, so types that contain themselves have an end.
pub(super) fn beyond(
    schemas: &Schemas,
    event: SchemaId,
    shown: &HashSet<SchemaId>,
) -> Vec<(Vec<Part>, SchemaId)> {
    let mut seen: HashSet<SchemaId> = HashSet::from([event]);
    // A schema, with the index of the one that it was reached from, and the part between them.
    let mut reached: Vec<(SchemaId, Option<usize>, Option<Part>)> = vec![(event, None, None)];
    let mut found = Vec::new();
    let mut at = 0;
    while let Some((id, _, _)) = reached.get(at) {
        let id = *id;
        if let Some(keywords) = schemas.keywords(id) {
            if keywords.extension.pii.is_some() && !shown.contains(&id) {
                found.push((way(&reached, at), id));
            }
            let next = here(keywords).map(|id| (None, id)).chain(further(keywords));
            reached.extend(next.filter(|(_, id)| seen.insert(*id)).map(|(part, id)| (id, Some(at), part)));
        }
        at += 1;
    }
    found
}

fn way(reached: &[(SchemaId, Option<usize>, Option<Part>)], end: usize) -> Vec<Part> {
    let mut way = Vec::new();
    let mut at = Some(end);
    while let Some((_, from, part)) = at.and_then(|at| reached.get(at)) {
        way.extend(part.clone());
        at = *from;
    }
    way.reverse();
    shortened(way)
}

/// The schemas that speak of the same value.
pub(super) fn here(keywords: &Keywords) -> impl Iterator<Item = SchemaId> + '_ {
    let reference = keywords.reference.as_ref().and_then(|reference| reference.target);
    let branches = keywords.all_of.iter().chain(&keywords.any_of).chain(&keywords.one_of);
    let conditions =
        keywords.condition.iter().chain(&keywords.then).chain(&keywords.otherwise).chain(&keywords.not);
    let dependent = keywords.dependent_schemas.iter().map(|(_, id)| id);
    reference.into_iter().chain(branches.chain(conditions).chain(dependent).copied())
}

/// The schemas of the value's items.
pub(super) fn items(keywords: &Keywords) -> impl Iterator<Item = SchemaId> + '_ {
    let rest = keywords.items.iter().chain(&keywords.contains).chain(&keywords.unevaluated_items);
    keywords.prefix_items.iter().chain(rest).copied()
}

/// The schemas of what is inside of the value.
fn further(keywords: &Keywords) -> impl Iterator<Item = (Option<Part>, SchemaId)> + '_ {
    let named = keywords.properties.iter().map(|(name, id)| (Part::Name(name.clone()), *id));
    let patterns = keywords.pattern_properties.iter().map(|(text, id)| (Part::Pattern(text.clone()), *id));
    let others = keywords.additional_properties.iter().chain(&keywords.unevaluated_properties);
    let others = others.map(|id| (Part::Others, *id));
    let names = keywords.property_names.iter().map(|id| (Part::Names, *id));
    let items = items(keywords).map(|id| (Part::Item, id));
    named.chain(patterns).chain(others).chain(names).chain(items).map(|(part, id)| (Some(part), id))
}
