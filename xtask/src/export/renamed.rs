//! Types that got another name, and their events with them: what they hold says which file is theirs.

use std::collections::BTreeMap;

use letter_schema::plan::{Event as Existing, Plan};

use super::draw;
use super::report::{Event, Report};
use super::tree::Tree;

/// The keys, the type of each, and whether it is required.
type Properties = BTreeMap<String, (Option<String>, bool)>;

/// Pairs of a type without a file and a file without a type, by their indices, where neither could be another's.
pub(super) fn pairs(
    types: &[(usize, &Report, &Event)],
    files: &[(usize, &Existing)],
    plan: &Plan,
) -> Vec<(usize, usize)> {
    if types.is_empty() || files.is_empty() {
        return Vec::new();
    }
    let new: Vec<_> = types
        .iter()
        .filter_map(|(index, report, event)| {
            let (tree, _) = draw::file(report, event)?;
            Some((*index, event.kind.kind(), properties(&tree)?))
        })
        .collect();
    let old: Vec<_> = files
        .iter()
        .filter_map(|(index, file)| {
            let tree = serde_json::from_str::<Tree>(plan.sources.file(file.file).text()).ok()?;
            Some((*index, file.kind, properties(&tree)?))
        })
        .collect();
    let pairs = new.iter().filter_map(|(index, kind, properties)| {
        let mut types = new.iter().filter(|(_, other, all)| (other, all) == (kind, properties));
        let mut files = old.iter().filter(|(_, other, all)| (other, all) == (kind, properties));
        match (types.next(), types.next(), files.next(), files.next()) {
            (Some(_), None, Some((file, _, _)), None) => Some((*index, *file)),
            _ => None,
        }
    });
    pairs.collect()
}

/// `None` of what has none, which says nothing.
fn properties(schema: &Tree) -> Option<Properties> {
    let required = schema.get("required").map(Tree::items).unwrap_or_default();
    let is_required = |key: &str| required.iter().any(|name| name.as_str() == Some(key));
    let all = schema.get("properties")?.members().iter();
    let all = all.map(|(key, property)| {
        let of = property.get("type").or_else(|| property.get("$ref")).map(Tree::line);
        (key.clone(), (of, is_required(key)))
    });
    Some(all.collect()).filter(|all: &Properties| !all.is_empty())
}
