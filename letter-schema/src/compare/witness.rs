//! Payloads that prove a verdict: valid under one plan, refused by the other, and both was tried.

use std::collections::HashSet;
use std::rc::Rc;

use super::half::{Asked, Half};
use super::place::{self, Place};
use super::values;
use crate::json::{Json, Value};
use crate::schema::SchemaId;
use crate::validate::Fault;

/// Values that are tried for one verdict.
const MAX_TRIED: usize = 400;
/// Properties that a payload is tried without.
const MAX_LEFT_OUT: usize = 200;

/// Who has to accept a payload, and who has to refuse it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    /// The old plan accepts it and the new one refuses it: what is sent today fails tomorrow.
    Producers,
    /// The new plan accepts it and the old one refuses it. What is read may hold more than the old plan
    /// knows of: that alone is no refusal.
    Consumers,
}

/// What a refusal has to be about, so that a payload proves this change and not another one.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Focus<'a> {
    /// The keywords that refuse it; none: any.
    pub(super) keywords: &'a [&'a str],
    /// The properties that it is about; none: any.
    pub(super) names: &'a [&'a str],
}

impl Direction {
    fn sides(self, place: &Place) -> (&Asked, &Asked) {
        match self {
            Self::Producers => (&place.old, &place.new),
            Self::Consumers => (&place.new, &place.old),
        }
    }

    pub(super) fn faults(self, half: &Half<'_>, ids: &[SchemaId], value: &Json) -> Vec<Fault> {
        let mut faults: Vec<Fault> = ids.iter().flat_map(|id| half.validator.faults(*id, value)).collect();
        if self == Self::Consumers {
            faults.retain(|fault| fault.keyword != "false");
        }
        faults
    }
}

/// A payload that one half accepts and the other refuses because of the last place of a path.
pub(super) fn find(
    direction: Direction,
    old: &Half<'_>,
    new: &Half<'_>,
    path: &[Place],
    focus: Focus<'_>,
) -> Option<Json> {
    let (accepting, refusing) = match direction {
        Direction::Producers => (old, new),
        Direction::Consumers => (new, old),
    };
    let (root, leaf) = (path.first()?, path.last()?);
    let given_up = || accepting.proves_no_more() || refusing.proves_no_more();
    if given_up() {
        return None;
    }
    let (accepts, refuses) = direction.sides(leaf);
    let pointer = place::value_pointer(path);
    let mut seen = HashSet::new();
    let candidates = values::at_the_edges(accepting, accepts)
        .into_iter()
        .chain(values::at_the_edges(refusing, refuses))
        .filter(|value| path.len() > 1 || matches!(value.value, Value::Object(_)))
        .filter(|value| seen.insert(value.to_string()))
        .take(MAX_TRIED);
    let make = |place: &Place| accepting.sample(direction.sides(place).0);
    let (root_accepts, root_refuses) = direction.sides(root);
    let mut skeletons: Option<Vec<Option<Json>>> = None;
    for value in candidates {
        if given_up() {
            return None;
        }
        let about = |fault: &Fault| {
            let keyword = focus.keywords.is_empty() || focus.keywords.contains(&fault.keyword);
            let names = |name: &str| {
                fault.pointer == format!("/{}", crate::read::escape(name))
                    || fault.rule.contains(&format!("\"{name}\""))
            };
            keyword && (focus.names.is_empty() || focus.names.iter().any(|name| names(name)))
        };
        if !accepting.holds(&accepts.ids, &value)
            || !direction.faults(refusing, &refuses.ids, &value).iter().any(about)
        {
            continue;
        }
        let skeletons = skeletons.get_or_insert_with(|| {
            let mut bases: Vec<Option<Json>> =
                bases(accepting, root_accepts).iter().cloned().map(Some).collect();
            bases.push(None);
            bases.into_iter().map(|base| place::put(path, base.as_ref(), &value, &make)).collect()
        });
        for skeleton in skeletons.iter().flatten() {
            let Some(payload) = place::put(path, Some(skeleton), &value, &make) else { continue };
            if accepting.holds(&root_accepts.ids, &payload)
                && direction
                    .faults(refusing, &root_refuses.ids, &payload)
                    .iter()
                    .any(|fault| fault.pointer.starts_with(&pointer) || pointer.starts_with(&fault.pointer))
            {
                return Some(payload);
            }
        }
    }
    None
}

/// Whole payloads: the smallest that was found, a full one, and the examples.
pub(super) fn bases(half: &Half<'_>, root: &Asked) -> Rc<Vec<Json>> {
    half.bases(root, || {
        let full = half.sample(root);
        let mut bases: Vec<Json> = full.iter().map(|full| smallest(half, root, full)).collect();
        bases.extend(full);
        let examples = half.keywords(root).flat_map(|keywords| &keywords.examples);
        bases.extend(examples.filter(|value| half.holds(&root.ids, value)).take(8).cloned());
        bases
    })
}

/// The payload without all that it can do without.
fn smallest(half: &Half<'_>, root: &Asked, full: &Json) -> Json {
    let mut small = full.clone();
    // Mostly all that is optional can go at once, and each payload that is tried has a price.
    if let Value::Object(members) = &mut small.value {
        members.retain(|member| half.is_required(root, &member.key));
    }
    if half.holds(&root.ids, &small) {
        return small;
    }
    small = full.clone();
    for member in full.members().iter().take(MAX_LEFT_OUT) {
        let mut without = small.clone();
        if let Value::Object(members) = &mut without.value {
            members.retain(|kept| kept.key != member.key);
        }
        if half.holds(&root.ids, &without) {
            small = without;
        }
    }
    small
}
