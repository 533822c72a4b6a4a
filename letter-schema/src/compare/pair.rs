//! The old and the new version of one event.

use super::change::{Audience, Change, Step, Verdict};
use super::half::Half;
use super::search;
use super::walk::Walk;
use super::witness::Direction;
use crate::plan::Event;
use crate::x_letter::{EventExtension, Kind, Status};

/// Compares two versions of an event, its name and kind left out.
pub(super) fn pair(old: &Half<'_>, new: &Half<'_>, before: &Event, now: &Event) -> Vec<Change> {
    let file = new.plan.sources.file(now.file).path().to_owned();
    old.begin();
    new.begin();
    let mut walk = Walk::new(old, new, file);
    walk.root(before.schema, now.schema);
    let unseen = unseen(old, new, before, now, &walk.changes);
    walk.changes.extend(unseen);
    walk.annotations(before.schema, now.schema);
    let mut changes = walk.changes;
    changes.extend(facts(old, new, before, now));
    changes
}

/// What no rule saw, and a payload shows.
fn unseen(old: &Half<'_>, new: &Half<'_>, before: &Event, now: &Event, known: &[Change]) -> Option<Change> {
    let same = old.text(&[before.schema]);
    if same.is_some() && same == new.text(&[now.schema]) {
        return None;
    }
    let search = |direction| {
        let witness = search::find(direction, (old, before.schema), (new, now.schema));
        witness.map_or(Verdict::Compatible, |witness| Verdict::Breaking { witness: Some(witness) })
    };
    let mut found = change(new, now, "instance-rejected", String::new());
    if !known.iter().any(|change| change.producers.is_breaking()) {
        found.producers = search(Direction::Producers);
    }
    if !known.iter().any(|change| change.consumers.is_breaking()) {
        found.consumers = search(Direction::Consumers);
    }
    if !found.breaks(Audience::Both) {
        return None;
    }
    found.message = format!("{} accepts other payloads than before", words(now));
    found.step = Step::Major;
    Some(found)
}

/// What the file says of the event itself.
fn facts(old: &Half<'_>, new: &Half<'_>, before: &Event, now: &Event) -> Vec<Change> {
    let name = words(now);
    let mut changes = Vec::new();
    let mut note = |rule, message, step| {
        changes.push(Change { step, ..change(new, now, rule, message) });
    };
    let status = |event: &Event| event.extension.status.unwrap_or_default();
    let (was, is) = (status(before), status(now));
    let deprecated = (before.is_deprecated(old.schemas), now.is_deprecated(new.schemas));
    let rule = match (deprecated, is) {
        ((false, true), Status::Removed) => "status-changed",
        ((false, true), _) => "deprecation-added",
        ((true, false), _) => "deprecation-lifted",
        _ => "status-changed",
    };
    if was != is {
        note(rule, format!("{name} is `{}` now, and was `{}`", is.word(), was.word()), Step::Minor);
    } else if deprecated.0 != deprecated.1 {
        let words = if deprecated.1 { "is deprecated now" } else { "is not deprecated any more" };
        note(rule, format!("{name} {words}"), Step::Minor);
    }
    let pair = |read: fn(&EventExtension) -> &Option<String>| {
        (read(&before.extension).clone(), read(&now.extension).clone())
    };
    let (was, is) = pair(|extension| &extension.owner);
    if was != is {
        let show =
            |owner: Option<String>| owner.map_or_else(|| "nobody".to_owned(), |one| format!("`{one}`"));
        let message = format!("{} answers for {name} now, and before it was {}", show(is), show(was));
        note("owner-changed", message, Step::Patch);
    }
    let (was, is) = pair(|extension| &extension.replaced_by);
    if let Some(replacement) = is.filter(|is| was.as_ref() != Some(is)) {
        note("replacement-changed", format!("{name} is replaced by \"{replacement}\""), Step::Patch);
    }
    let mut said = Vec::new();
    let (one, other) = (&before.extension, &now.extension);
    let same = [
        ("tags", one.tags == other.tags),
        ("since", one.since == other.since),
        ("sources", one.sources == other.sources),
        ("replaced_by", one.replaced_by == other.replaced_by || other.replaced_by.is_some()),
    ];
    said.extend(same.into_iter().filter(|(_, same)| !same).map(|(key, _)| format!("`{key}`")));
    if !said.is_empty() {
        note("facts-changed", format!("{} of {name} changed", said.join(" and ")), Step::Patch);
    }
    let description = |half: &Half<'_>, event: &Event| {
        half.schemas.keywords(event.schema).and_then(|keywords| keywords.description.clone())
    };
    if description(old, before) != description(new, now) {
        note("description-changed", format!("{name} is described in other words"), Step::Patch);
    }
    changes
}

/// What an event is called in a sentence.
pub(super) fn words(event: &Event) -> String {
    match event.kind {
        Kind::Track => format!("the event \"{}\"", event.name),
        Kind::Identify => format!("the user traits \"{}\"", event.name),
        Kind::Group => format!("the account traits \"{}\"", event.name),
    }
}

/// A change of an event that breaks nobody.
pub(super) fn change(half: &Half<'_>, event: &Event, rule: &'static str, message: String) -> Change {
    Change {
        rule,
        file: half.plan.sources.file(event.file).path().to_owned(),
        pointer: String::new(),
        message,
        span: Some(event.name_span),
        producers: Verdict::Compatible,
        consumers: Verdict::Compatible,
        step: Step::Minor,
    }
}
