//! A bounded search for payloads that one plan accepts and the other refuses, where no rule saw a reason.

use super::half::{Asked, Half};
use super::place::{self, Place, Way};
use super::values;
use super::witness::{self, Direction};
use crate::json::Json;
use crate::schema::{SchemaId, Types};

/// Places whose values are varied.
const MAX_PLACES: usize = 200;
/// Places inside of each other.
const MAX_DEPTH: usize = 7;
/// Values of one place.
const MAX_VALUES: usize = 80;

/// A payload that breaks one side.
pub(super) fn find(
    direction: Direction,
    (old, before): (&Half<'_>, SchemaId),
    (new, now): (&Half<'_>, SchemaId),
) -> Option<Json> {
    let (accepting, accepts, refusing, refuses) = match direction {
        Direction::Producers => (old, before, new, now),
        Direction::Consumers => (new, now, old, before),
    };
    let mut root = accepting.asked(&[accepts]);
    root.conjunction.restrict(Types::OBJECT);
    let breaks = |payload: &Json| {
        accepting.holds(&[accepts], payload) && !direction.faults(refusing, &[refuses], payload).is_empty()
    };
    let bases = witness::bases(accepting, &root);
    if let Some(found) = bases.iter().find(|payload| breaks(payload)) {
        return Some(found.clone());
    }
    let mut paths = Vec::new();
    spread(accepting, vec![at(Way::Root, root)], &mut paths);
    let make = |place: &Place| accepting.sample(&place.old);
    for path in &paths {
        if accepting.proves_no_more() || refusing.proves_no_more() {
            return None;
        }
        let Some(leaf) = path.last() else { continue };
        let edges = values::at_the_edges(accepting, &leaf.old).into_iter();
        let edges = edges.filter(|value| path.len() > 1 || Types::of_value(value) == Types::OBJECT);
        for value in edges.filter(|value| accepting.holds(&leaf.old.ids, value)).take(MAX_VALUES) {
            for base in bases.iter().take(3).map(Some).chain([None]) {
                if let Some(payload) = place::put(path, base, &value, &make).filter(&breaks) {
                    return Some(payload);
                }
            }
        }
    }
    None
}

fn at(way: Way, asked: Asked) -> Place {
    Place { way, new: asked.clone(), old: asked }
}

/// Every place of a schema, as a path.
fn spread(half: &Half<'_>, path: Vec<Place>, paths: &mut Vec<Vec<Place>>) {
    if paths.len() >= MAX_PLACES || path.len() > MAX_DEPTH {
        return;
    }
    let Some(place) = path.last().cloned() else { return };
    paths.push(path.clone());
    let mut parts: Vec<(Way, Vec<SchemaId>)> = Vec::new();
    for keywords in half.keywords(&place.old) {
        for (name, _) in &keywords.properties {
            let ids = half.property(&place.old, name).unwrap_or_default();
            parts.push((Way::Property(name.clone()), ids));
        }
        for (at, id) in keywords.prefix_items.iter().enumerate() {
            parts.push((Way::Prefix(at), vec![*id]));
        }
        let behind = keywords.prefix_items.len();
        parts.extend(keywords.items.map(|id| (Way::Items(behind), vec![id])));
        parts.extend(keywords.additional_properties.map(|id| (Way::Further("another".to_owned()), vec![id])));
        for (text, id) in &keywords.pattern_properties {
            parts.extend(
                half.validator.sample_of(text, 1).map(|key| (Way::Matching(text.clone(), key), vec![*id])),
            );
        }
        for branch in keywords.any_of.iter().chain(&keywords.one_of).chain(&keywords.then) {
            parts.push((Way::Branch(String::new()), vec![*branch]));
        }
    }
    for (way, ids) in parts {
        if half.forbids(&ids)
            || (matches!(way, Way::Further(_) | Way::Matching(..))
                && ids.iter().all(|id| half.asks_nothing(*id)))
        {
            continue;
        }
        let mut inner = path.clone();
        inner.push(at(way, half.asked(&ids)));
        spread(half, inner, paths);
    }
}
