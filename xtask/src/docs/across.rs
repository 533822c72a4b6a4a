//! What is only seen across events: the same property in several, the changes of a day, personal data.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::catalog::{Change, Day, Event, Gone, Link, Meaning, PersonalClass, Property, Row, Use};
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
pub(super) fn days(events: &[Event], history: &History, gone: &[Gone]) -> Vec<Day> {
    let mut by_day: BTreeMap<String, Vec<Change>> = BTreeMap::new();
    let of_events = events.iter().flat_map(|event| event.history.iter().rev().cloned());
    let known = by_name(events);
    let mut anchors: HashMap<(&str, &str), &Gone> =
        gone.iter().map(|one| ((one.kind, one.name.as_str()), one)).collect();
    let mut others = Vec::new();
    for past in &history.gone {
        let key = (past.kind, past.name.as_str());
        let id = known.get(&key).map(|event| event.id.clone());
        let subject = Link { name: past.name.clone(), id };
        for step in &past.steps {
            let is_end = |one: &&Gone| step.kind == "removed" && one.removed == step.date;
            let anchor = anchors.get(&key).copied().filter(is_end).map(|one| one.anchor.clone());
            // An address leads to one place.
            if anchor.is_some() {
                anchors.remove(&key);
            }
            others.push(Change { anchor, ..change(step, &subject) });
        }
    }
    for change in of_events.chain(others) {
        by_day.entry(change.date.clone()).or_default().push(change);
    }
    let days = by_day.into_iter().rev().map(|(date, mut changes)| {
        changes.sort_by_key(|change| change.subject.name.to_lowercase());
        Day { date, changes }
    });
    days.collect()
}

/// What is gone from the plan, and has not come back under its name.
pub(super) fn gone(events: &[Event], history: &History) -> Vec<Gone> {
    let known = by_name(events);
    let mut last: BTreeMap<(String, &str, &'static str), &str> = BTreeMap::new();
    for past in &history.gone {
        let removed = past.steps.iter().rev().find(|step| step.kind == "removed");
        if let Some(step) = removed.filter(|_| !known.contains_key(&(past.kind, past.name.as_str()))) {
            let day = last.entry((past.name.to_lowercase(), &past.name, past.kind)).or_default();
            *day = (*day).max(&step.date);
        }
    }
    let mut slugs = Slugs::default();
    let one = |((_, name, kind), removed): ((String, &str, &'static str), &str)| Gone {
        kind,
        name: name.to_owned(),
        removed: removed.to_owned(),
        anchor: format!("r-{}", slugs.of(name)),
    };
    last.into_iter().map(one).collect()
}

/// Events by what a past names them by.
fn by_name(events: &[Event]) -> HashMap<(&str, &str), &Event> {
    events.iter().map(|event| ((event.kind, event.name.as_str()), event)).collect()
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
    Change {
        date: step.date.clone(),
        subject: subject.clone(),
        kind: step.kind,
        words: step.words.clone(),
        anchor: None,
    }
}

#[cfg(test)]
mod tests {
    use super::{days, gone};
    use crate::docs::catalog::Event;
    use crate::docs::history::{Gone, History, Step};

    fn past(kind: &'static str, name: &str, removed: &str) -> Gone {
        let step =
            |date: &str, kind| Step { date: date.to_owned(), kind, words: vec!["Something.".to_owned()] };
        let steps = vec![step("2026-01-01", "added"), step(removed, "removed")];
        Gone { kind, name: name.to_owned(), steps }
    }

    #[test]
    fn what_has_gone_is_told_once_with_the_last_day() {
        let there = Event {
            id: "events/back".to_owned(),
            kind: "track",
            name: "Back".to_owned(),
            ..Event::default()
        };
        let history = History {
            gone: vec![
                past("track", "Twice", "2026-02-01"),
                past("track", "Twice", "2026-03-01"),
                past("track", "Back", "2026-02-01"),
                past("identify", "Back", "2026-02-01"),
            ],
            ..History::default()
        };
        let events = [there];
        let gone = gone(&events, &history);
        let told: Vec<_> =
            gone.iter().map(|one| (one.kind, one.name.as_str(), one.removed.as_str())).collect();
        assert_eq!(
            told,
            [("identify", "Back", "2026-02-01"), ("track", "Twice", "2026-03-01")],
            "not what came back"
        );
        let days = days(&events, &history, &gone);
        let anchored: Vec<_> = days
            .iter()
            .flat_map(|day| &day.changes)
            .filter_map(|change| Some((change.date.as_str(), change.kind, change.anchor.as_deref()?)))
            .collect();
        assert_eq!(anchored, [("2026-03-01", "removed", "r-twice"), ("2026-02-01", "removed", "r-back")]);
        let mut back = days.iter().flat_map(|day| &day.changes).filter(|one| one.subject.name == "Back");
        assert!(
            back.any(|one| one.subject.id.as_deref() == Some("events/back")),
            "what came back has a page"
        );
    }
}
