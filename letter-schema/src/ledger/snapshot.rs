//! A plan as the ledger writes it down: each file in parts, with its keys in order; and back.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt::Write as _;

use super::{Part, PartKind, Since, State, Subject};
use crate::deceiving;
use crate::diagnostic::Diagnostics;
use crate::json::{self, Json, Value, quoted};
use crate::plan::{Event, Plan};
use crate::plan_file::PlanFile;
use crate::rules::Date;
use crate::source::FileId;

/// The files of a plan, each with what it is about. Parts are dated `since`.
pub(super) fn snapshot(plan: &Plan, since: Date) -> BTreeMap<Subject, State> {
    let named = subjects(plan);
    let files: HashMap<FileId, &Subject> = plan.events.iter().map(|event| event.file).zip(&named).collect();
    let mut states = BTreeMap::new();
    let is_plan_file = |path: &str| path == PlanFile::NAME && plan.file.is_some();
    for (id, file) in plan.sources.iter().filter(|(_, file)| !is_plan_file(file.path())) {
        if let Some(json) = json::parse(id, file, &mut Diagnostics::default()) {
            let shared = || Subject::Shared(file.path().to_owned());
            let subject = files.get(&id).map_or_else(shared, |subject| (*subject).clone());
            states.insert(subject, State::of(file.path(), &json, since));
        }
    }
    states
}

/// What each event of a plan is about. Traits have no name on the wire: where a name is taken by an earlier
/// file, the path tells them apart.
pub(super) fn subjects(plan: &Plan) -> Vec<Subject> {
    let mut taken = HashSet::new();
    let subject = |event: &Event| {
        let subject = Subject::Event(event.kind, event.name.clone());
        if taken.insert(subject.clone()) {
            return subject;
        }
        Subject::Event(event.kind, format!("{} ({})", event.name, plan.sources.file(event.file).path()))
    };
    plan.events.iter().map(subject).collect()
}

impl State {
    fn of(path: &str, json: &Json, since: Date) -> Self {
        let mut parts = BTreeMap::new();
        let required = required(json);
        for kind in PartKind::ALL {
            for member in json.get(kind.keyword()).map(Json::members).unwrap_or_default() {
                let is_required = kind == PartKind::Property && required.contains(&member.key.as_str());
                let schema = text(&member.value);
                let part = Part { since: Since::On(since), required: is_required, schema };
                parts.insert((kind, member.key.clone()), part);
            }
        }
        Self { path: path.to_owned(), root: root(json, &required), parts }
    }

    /// The file again: what it says is the same, in another order.
    pub(super) fn file(&self) -> String {
        let Some(start) = self.root.strip_suffix('}') else { return self.root.clone() };
        let mut text = start.to_owned();
        let mut comma = if start.len() > 1 { ", " } else { "" };
        for kind in PartKind::ALL {
            let members: Vec<String> = self
                .parts
                .iter()
                .filter(|((known, _), _)| *known == kind)
                .map(|((_, name), part)| format!("{}: {}", quoted(name), part.schema))
                .collect();
            if !members.is_empty() {
                let _ = write!(text, "{comma}{}: {{{}}}", quoted(kind.keyword()), members.join(", "));
                comma = ", ";
            }
        }
        let required: Vec<String> = self
            .parts
            .iter()
            .filter(|(_, part)| part.required)
            .map(|((_, name), _)| quoted(name).to_string())
            .collect();
        if !required.is_empty() {
            let _ = write!(text, "{comma}\"required\": [{}]", required.join(", "));
        }
        text + "}"
    }

    /// Whether two are the same but for their dates.
    pub(super) fn says_the_same(&self, other: &Self) -> bool {
        let same =
            |(one, other): (&Part, &Part)| one.required == other.required && one.schema == other.schema;
        self.path == other.path
            && self.root == other.root
            && self.parts.keys().eq(other.parts.keys())
            && self.parts.values().zip(other.parts.values()).all(same)
    }
}

/// The names that a line of their own can call required: all of `required`, or none.
fn required(json: &Json) -> Vec<&str> {
    let Some(Json { value: Value::Array(names), .. }) = json.get("required") else { return Vec::new() };
    let properties = json.get("properties");
    let named: Vec<&str> = names
        .iter()
        .filter_map(Json::as_str)
        .filter(|name| properties.is_some_and(|all| all.get(name).is_some()))
        .collect();
    if named.len() == names.len() { named } else { Vec::new() }
}

/// The schema without what has lines of its own.
fn root(json: &Json, required: &[&str]) -> String {
    let Value::Object(members) = &json.value else { return text(json) };
    let has_lines = |key: &str, value: &Json| {
        let is_part = PartKind::ALL.iter().any(|kind| kind.keyword() == key);
        (is_part && matches!(value.value, Value::Object(_))) || (key == "required" && !required.is_empty())
    };
    let kept = members.iter().filter(|member| !has_lines(&member.key, &member.value));
    let mut kept: Vec<_> = kept.map(|member| (member.key.as_str(), &member.value)).collect();
    kept.sort_unstable_by_key(|(key, _)| *key);
    object(&kept)
}

/// JSON on one line, with the keys of objects in order.
fn text(json: &Json) -> String {
    match &json.value {
        Value::Object(members) => {
            let mut members: Vec<_> =
                members.iter().map(|member| (member.key.as_str(), &member.value)).collect();
            members.sort_unstable_by_key(|(key, _)| *key);
            object(&members)
        }
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(text).collect();
            format!("[{}]", items.join(", "))
        }
        _ => deceiving::json(&json.to_string()),
    }
}

fn object(members: &[(&str, &Json)]) -> String {
    let members: Vec<String> =
        members.iter().map(|(key, value)| format!("{}: {}", super::write::quote(key), text(value))).collect();
    format!("{{{}}}", members.join(", "))
}
