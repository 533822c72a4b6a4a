//! The plan's past as its ledger has it.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use letter_schema::ledger::{Entry, Ledger, Recorded, Since, Subject};
use letter_schema::plan::Plan;
use letter_schema::schema::SchemaId;

use super::{Gone, History, Past, Step};
use crate::docs::catalog::Row;
use crate::docs::message::{escape, message};
use crate::docs::rows;
use crate::docs::texts::Texts;
use crate::docs::words::Words;

/// The past that a ledger knows of a plan.
pub(super) fn history(ledger: &Ledger, plan: &Plan, texts: &Texts) -> History {
    let ahead: BTreeSet<Subject> = ledger.drift(plan).unaccepted.into_iter().map(|one| one.subject).collect();
    let before = if ahead.is_empty() { Plan::default() } else { ledger.plan() };
    let accepted: HashMap<Subject, SchemaId> =
        Ledger::subjects(&before).into_iter().zip(before.events.iter().map(|event| event.schema)).collect();
    let mut history = History::default();
    for (event, subject) in plan.events.iter().zip(Ledger::subjects(plan)) {
        let Some(entry) = ledger.entry(&subject) else { continue };
        let rows = rows::rows(Words { schemas: &plan.schemas, texts }, event.schema);
        let is_ahead = ahead.contains(&subject);
        let paths = |rows: &[Row]| rows.iter().map(|row| row.path.clone()).collect::<HashSet<_>>();
        let was = match accepted.get(&subject).filter(|_| is_ahead) {
            Some(schema) => paths(&rows::rows(Words { schemas: &before.schemas, texts }, *schema)),
            None => paths(&rows),
        };
        let path = plan.sources.file(event.file).path().to_owned();
        let past = Past {
            added: entry.since.and_then(Since::day).map(|day| day.to_string()),
            deprecated: deprecated(entry),
            properties: properties(entry, &rows, &was),
            steps: steps(entry, texts),
            is_ahead,
        };
        history.events.insert(path, past);
    }
    for (subject, entry) in ledger.entries().filter(|(_, entry)| !entry.is_there()) {
        if let Subject::Event(kind, name) = subject {
            let steps = steps(entry, texts);
            history.gone.push(Gone { kind: kind.word(), name: name.clone(), steps });
        }
    }
    history
}

/// The day on which it was deprecated, if that was recorded and holds.
fn deprecated(entry: &Entry) -> Option<String> {
    let own = |change: &&Recorded| change.pointer.is_empty() && change.rule.starts_with("deprecation-");
    let last = entry.changes.iter().rev().find(own)?;
    (last.rule == "deprecation-added").then(|| last.date.to_string())
}

/// The days on which properties appeared, by their paths; none where it cannot be told. `was` has the paths that
/// were there when the plan was last accepted.
fn properties(entry: &Entry, rows: &[Row], was: &HashSet<String>) -> BTreeMap<String, String> {
    let mut added: HashMap<String, Since> = HashMap::new();
    let mut unclear: Vec<String> = Vec::new();
    for change in &entry.changes {
        let brings = change.rule.starts_with("property-added-") || change.rule == "property-renamed";
        match path(&change.pointer) {
            Some(path) if brings => drop(added.insert(path, Since::On(change.date))),
            Some(path) if !HARMLESS.contains(&change.rule.as_str()) => unclear.push(path),
            Some(_) => {}
            // Inside of something without a name: of the property around it, then, no part's day is known.
            None => unclear.push(outermost(&change.pointer)),
        }
    }
    let is_unclear = |path: &str| {
        unclear.iter().any(|around| {
            let inside = path.strip_prefix(around.as_str());
            inside.is_some_and(|inside| {
                around.is_empty() || inside.is_empty() || inside.starts_with(['.', '['])
            })
        })
    };
    let mut known: BTreeMap<&str, Since> = BTreeMap::new();
    for row in rows.iter().filter(|row| row.only_in.is_none() && was.contains(&row.path)) {
        let around = row.parent.trim_end_matches('.');
        let object = around.trim_end_matches("[]");
        let inherited = || known.get(object).copied().filter(|_| !is_unclear(around));
        let own = if row.depth == 0 { entry.property_since(&row.name) } else { None };
        if let Some(since) = own.or_else(|| added.get(&row.path).copied()).or_else(inherited) {
            known.insert(&row.path, since);
        }
    }
    known.into_iter().filter_map(|(path, since)| Some((path.to_owned(), since.day()?.to_string()))).collect()
}

/// The rules of changes that bring no property with them, beyond those that say so.
const HARMLESS: [&str; 45] = [
    "event-added",
    "event-removed",
    "event-renamed",
    "event-kind-changed",
    "property-removed",
    "property-became-required",
    "property-became-optional",
    "became-nullable",
    "became-not-nullable",
    "enum-value-added",
    "enum-value-removed",
    "enum-added",
    "enum-removed",
    "const-changed",
    "minimum-tightened",
    "minimum-loosened",
    "maximum-tightened",
    "maximum-loosened",
    "multiple-of-tightened",
    "multiple-of-loosened",
    "length-tightened",
    "length-loosened",
    "pattern-added",
    "pattern-removed",
    "pattern-changed",
    "format-added",
    "format-removed",
    "format-changed",
    "items-tightened",
    "items-loosened",
    "unique-items-added",
    "unique-items-removed",
    "unit-changed",
    "unit-said",
    "pii-raised",
    "pii-lowered",
    "pii-changed",
    "status-changed",
    "deprecation-added",
    "deprecation-lifted",
    "default-changed",
    "replacement-changed",
    "facts-changed",
    "owner-changed",
    "description-changed",
];

/// The property at the root that a way begins with; the whole event if it begins otherwise.
fn outermost(pointer: &str) -> String {
    let name = pointer.strip_prefix("/properties/").and_then(|rest| rest.split('/').next());
    name.map_or_else(String::new, |name| name.replace("~1", "/").replace("~0", "~"))
}

/// The path of a property, as rows write it, of the way to its schema; `None` for what has no name.
fn path(pointer: &str) -> Option<String> {
    let mut path = String::new();
    let mut steps = pointer.split('/').skip(1);
    while let Some(step) = steps.next() {
        match step {
            "properties" => {
                let name = steps.next()?.replace("~1", "/").replace("~0", "~");
                if !path.is_empty() {
                    path.push('.');
                }
                path += &name;
            }
            "items" => path += "[]",
            _ => return None,
        }
    }
    Some(path)
}

/// The changes of each day, the oldest first.
fn steps(entry: &Entry, texts: &Texts) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    let appears = entry.changes.first().is_none_or(|first| first.rule != "event-added");
    if let Some(day) = entry.since.and_then(Since::day).filter(|_| appears) {
        let words = vec![texts.get("hist_added").to_owned()];
        steps.push(Step { date: day.to_string(), kind: "added", words });
    }
    for change in &entry.changes {
        let date = change.date.to_string();
        if steps.last().is_none_or(|last| last.date != date) {
            steps.push(Step { date, kind: "changed", words: Vec::new() });
        }
        let Some(step) = steps.last_mut() else { continue };
        if let Some(kind) = kind(change) {
            step.kind = kind;
        }
        step.words.push(sentence(change, texts));
    }
    steps
}

/// What a change is above all, where that is more than a change.
fn kind(change: &Recorded) -> Option<&'static str> {
    match change.rule.as_str() {
        "event-added" => Some("added"),
        "event-removed" => Some("removed"),
        "deprecation-added" if change.pointer.is_empty() => Some("deprecated"),
        _ => None,
    }
}

/// What changed, whom it breaks and why it was accepted, as Markdown.
fn sentence(change: &Recorded, texts: &Texts) -> String {
    let mut words = match change.rule.as_str() {
        "event-added" => texts.get("hist_added").to_owned(),
        "event-removed" => texts.get("hist_removed").to_owned(),
        _ => capital(&message(&change.message)) + ".",
    };
    if let Some(whom) = change.breaks {
        words += " ";
        words += texts.get(match whom.word() {
            "producers" => "hist_breaks_producers",
            "consumers" => "hist_breaks_consumers",
            _ => "hist_breaks_both",
        });
    }
    if let Some(reason) = &change.reason {
        words += " ";
        words += &texts.fill("hist_reason", &[("reason", &escape(reason.trim_end_matches('.')))]);
    }
    words
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use letter_schema::rules;

    #[test]
    fn what_is_called_harmless_is_a_rule() {
        for id in super::HARMLESS {
            assert!(rules::find(id).is_some(), "{id}");
        }
    }
}
