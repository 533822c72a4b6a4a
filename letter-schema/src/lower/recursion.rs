//! Recursion: schemas that contain themselves, and types that would be infinitely large.

use std::collections::HashSet;

use super::ir::{Body, Ty, TypeDef, Use};
use crate::schema::{SchemaId, Schemas};

/// The schemas that contain themselves, by way of references.
pub(super) fn recursive(schemas: &Schemas) -> HashSet<SchemaId> {
    let graph: Vec<Vec<usize>> = schemas
        .ids()
        .map(|id| {
            let Some(keywords) = schemas.keywords(id) else { return Vec::new() };
            let mut next: Vec<SchemaId> = keywords.children();
            // Definitions are only part of it where they are referred to.
            for (_, definition) in &keywords.definitions {
                next.retain(|id| id != definition);
            }
            next.extend(keywords.reference.as_ref().and_then(|reference| reference.target));
            next.into_iter().map(|id| id.0 as usize).collect()
        })
        .collect();
    let cyclic = components(&graph);
    schemas.ids().filter(|id| cyclic[id.0 as usize].is_some()).collect()
}

/// Puts content behind pointers where types would contain themselves.
pub(super) fn break_cycles(types: &mut [TypeDef]) {
    let graph: Vec<Vec<usize>> = types.iter().map(held).collect();
    let component = components(&graph);
    let inside = |from: usize, value: &Use| {
        let mut held = Vec::new();
        by_value(value, &mut held);
        component[from].is_some() && held.iter().any(|to| component[*to] == component[from])
    };
    for (at, ty) in types.iter_mut().enumerate() {
        match &mut ty.body {
            Body::Struct { fields, .. } => {
                for field in fields {
                    field.boxed = inside(at, &field.value);
                }
            }
            Body::Union { variants, .. } => {
                for variant in variants {
                    variant.boxed = inside(at, &variant.value);
                }
            }
            Body::Constants(_) | Body::Newtype(_) => {}
        }
    }
}

/// The types that a type holds by value.
fn held(ty: &TypeDef) -> Vec<usize> {
    let mut held = Vec::new();
    match &ty.body {
        Body::Struct { fields, .. } => fields.iter().for_each(|field| by_value(&field.value, &mut held)),
        Body::Union { variants, .. } => {
            variants.iter().for_each(|variant| by_value(&variant.value, &mut held))
        }
        Body::Newtype(inner) => by_value(inner, &mut held),
        Body::Constants(_) => {}
    }
    held
}

fn by_value(value: &Use, held: &mut Vec<usize>) {
    match &value.ty {
        Ty::Named(id) => held.push(id.0),
        Ty::Nullable(inner) => by_value(inner, held),
        Ty::Tuple(items) => items.iter().for_each(|item| by_value(item, held)),
        // A list or a map is a pointer already.
        _ => {}
    }
}

/// The strongly connected component of each node that lies on a cycle (Tarjan's algorithm, with a stack
/// of its own: chains can be longer than the thread's stack allows).
fn components(graph: &[Vec<usize>]) -> Vec<Option<usize>> {
    const NEW: usize = usize::MAX;
    let mut order = vec![NEW; graph.len()];
    let mut low = vec![0; graph.len()];
    let mut open = vec![false; graph.len()];
    let mut component = vec![None; graph.len()];
    let mut stack = Vec::new();
    let mut count = 0;
    for start in 0..graph.len() {
        if order[start] != NEW {
            continue;
        }
        let mut path = vec![(start, 0)];
        while let Some((node, next)) = path.last_mut() {
            let node = *node;
            if *next == 0 && order[node] == NEW {
                (order[node], low[node], open[node]) = (count, count, true);
                count += 1;
                stack.push(node);
            }
            if let Some(&to) = graph[node].get(*next) {
                *next += 1;
                if order[to] == NEW {
                    path.push((to, 0));
                } else if open[to] {
                    low[node] = low[node].min(order[to]);
                }
                continue;
            }
            path.pop();
            if let Some((parent, _)) = path.last() {
                low[*parent] = low[*parent].min(low[node]);
            }
            if low[node] == order[node] {
                let from = stack.iter().rposition(|one| *one == node).unwrap_or(0);
                let members = stack.split_off(from);
                let cyclic = members.len() > 1 || graph[node].contains(&node);
                for member in members {
                    open[member] = false;
                    component[member] = cyclic.then_some(node);
                }
            }
        }
    }
    component
}
