//! What is only seen across events: the same property in several, the changes of a day, personal data.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::catalog::{Change, Day, Event, Link, Meaning, PersonalClass, Property, Row, Use};
use super::history::{History, Step};
use super::part::Part;
use super::slug::Slugs;

/// A path in the order of the alphabet, and the way that tells it from others that read the same.
type Key<'a> = (String, &'a str, &'a [Part]);
/// The events that have a property, with its rows.
type Uses<'a> = Vec<(&'a Event, &'a Row)>;

/// Properties by their path, the ones with the most events first among equals of the alphabet.
pub(super) fn properties(events: &[Event]) -> Vec<Property> {
    let mut slugs = Slugs::default();
    let mut grouped: BTreeMap<Key<'_>, Uses<'_>> = BTreeMap::new();
    for event in events {
        for row in &event.properties {
            let key = (row.path.to_lowercase(), row.path.as_str(), row.at.as_slice());
            grouped.entry(key).or_default().push((event, row));
        }
    }
    let group = |((_, path, _), uses): (Key<'_>, Uses<'_>)| {
        let anchor = format!("p-{}", slugs.of(path));
        let mut property = Property { anchor, path: path.to_owned(), ..Property::default() };
        let mut at: HashMap<(&str, &str), usize> = HashMap::new();
        let mut values: HashSet<&str> = HashSet::new();
        let mut owners: HashSet<&str> = HashSet::new();
        for (event, row) in uses {
            if !property.types.contains(&row.kind) {
                property.types.push(row.kind.clone());
            }
            property.pii.extend(
                row.pii.iter().filter(|pii| !property.pii.contains(pii)).cloned().collect::<Vec<_>>(),
            );
            property.values.extend(row.values.iter().filter(|value| values.insert(value)).cloned());
            property.count += usize::from(owners.insert(&event.id));
            let index = *at.entry((&row.kind, &row.description)).or_insert_with(|| {
                let (kind, description) = (row.kind.clone(), row.description.clone());
                property.meanings.push(Meaning { kind, description, events: Vec::new() });
                property.meanings.len() - 1
            });
            let (event, id, anchor) = (event.name.clone(), event.id.clone(), row.anchor.clone());
            property.meanings[index].events.push(Use { event, id, anchor });
        }
        property.mixed = property.types.len() > 1;
        property
    };
    grouped.into_iter().map(group).collect()
}

/// Changes by day, the newest first; those of one event on one day together.
pub(super) fn days(events: &[Event], history: &History) -> Vec<Day> {
    let mut by_day: BTreeMap<String, Vec<Change>> = BTreeMap::new();
    let of_events = events.iter().flat_map(|event| event.history.iter().rev().cloned());
    let others = history.others.iter().map(|(name, step)| {
        let id = events
            .iter()
            .find(|event| event.name == *name && event.kind == "track")
            .map(|event| event.id.clone());
        change(step, &Link { name: name.clone(), id })
    });
    for change in of_events.chain(others) {
        by_day.entry(change.date.clone()).or_default().push(change);
    }
    let days = by_day.into_iter().rev().map(|(date, mut changes)| {
        changes.sort_by_key(|change| change.subject.name.to_lowercase());
        Day { date, changes }
    });
    days.collect()
}

pub(super) fn personal(events: &[Event]) -> Vec<PersonalClass> {
    let mut slugs = Slugs::default();
    let mut classes: BTreeMap<&str, Vec<(usize, usize)>> = BTreeMap::new();
    for (at, event) in events.iter().enumerate() {
        for (row, property) in event.properties.iter().enumerate() {
            for class in &property.pii {
                classes.entry(class).or_default().push((at, row));
            }
        }
    }
    let class = |(class, rows): (&str, _)| PersonalClass {
        class: class.to_owned(),
        anchor: format!("c-{}", slugs.of(class)),
        rows,
    };
    classes.into_iter().map(class).collect()
}

/// A step of an event's past, as a change of the plan.
pub(super) fn change(step: &Step, subject: &Link) -> Change {
    Change { date: step.date.clone(), subject: subject.clone(), kind: step.kind, words: step.words.clone() }
}
