//! The lists of events beside a page: all of a small plan, the neighbours in a large one.

use serde::Serialize;

use super::catalog::{Catalog, Event};
use super::texts::Texts;

/// Events that every page's sidebar lists; a plan with more shows the neighbours of the page.
const SIDEBAR: usize = 80;
/// Neighbours that a page shows.
const NEIGHBOURS: usize = 16;

/// A list of events in the sidebar.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Nearby {
    title: String,
    anchor: String,
    links: Vec<NearbyLink>,
    more: usize,
}

#[derive(Debug, Clone, Serialize)]
struct NearbyLink {
    id: String,
    name: String,
    /// `deprecated` or `removed`, if it is.
    retired: Option<&'static str>,
}

/// The events that the sidebar of a page lists.
pub(super) fn nearby(catalog: &Catalog, texts: &Texts, of: Option<&Event>) -> Vec<Nearby> {
    let small = catalog.events.len() <= SIDEBAR;
    let mut groups = Vec::new();
    for owner in &catalog.owners {
        let own = of.and_then(|event| event.owner.as_ref()).is_some_and(|name| name.id == owner.id);
        if !(small || own) || owner.events.is_empty() {
            continue;
        }
        let events: Vec<&Event> = owner.events.iter().map(|at| &catalog.events[*at]).collect();
        let at = of.and_then(|of| events.iter().position(|event| event.id == of.id)).unwrap_or(0);
        let start = if small { 0 } else { at.saturating_sub(NEIGHBOURS / 2) };
        let most = if small { SIDEBAR } else { NEIGHBOURS };
        let links: Vec<NearbyLink> = events.iter().skip(start).take(most).map(|event| link(event)).collect();
        groups.push(Nearby {
            title: owner.name.clone(),
            anchor: owner.anchor.clone(),
            more: events.len() - links.len(),
            links,
        });
    }
    let unowned: Vec<&Event> = catalog.events.iter().filter(|event| event.owner.is_none()).collect();
    if small && !unowned.is_empty() {
        groups.push(Nearby {
            title: texts.get("no_owner").to_owned(),
            anchor: String::new(),
            more: 0,
            links: unowned.into_iter().map(link).collect(),
        });
    }
    groups
}

fn link(event: &Event) -> NearbyLink {
    let retired = event.is_retired().then_some(event.status);
    NearbyLink { id: event.id.clone(), name: event.name.clone(), retired }
}
