//! A plan as the ledger writes it down: each file in parts, with its keys in order; and back.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt::Write as _;

use super::write::write_string;
use super::{Content, Entry, PartKind, Subject};
use crate::json::{Json, Member, Value, quoted};
use crate::plan::{Event, Plan};
use crate::plan_file::PlanFile;
use crate::source::FileId;

/// A file of a plan, in the parts that are a line each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct State {
    pub(super) path: String,
    /// The schema without its parts, as JSON.
    pub(super) root: String,
    /// Its properties and definitions, by the keyword that holds them and their names.
    pub(super) parts: BTreeMap<(PartKind, String), Content>,
}

/// The files of a plan, each with what it is about.
pub(super) fn snapshot(plan: &Plan) -> BTreeMap<Subject, State> {
    let named = subjects(plan);
    let files: HashMap<FileId, &Subject> = plan.events.iter().map(|event| event.file).zip(&named).collect();
    let mut states = BTreeMap::new();
    let is_plan_file = |path: &str| path == PlanFile::NAME && plan.file.is_some();
    for (id, file) in plan.sources.iter().filter(|(_, file)| !is_plan_file(file.path())) {
        if let Some(json) = plan.json(id) {
            let shared = || Subject::Shared(file.path().to_owned());
            let subject = files.get(&id).map_or_else(shared, |subject| (*subject).clone());
            states.insert(subject, State::of(file.path(), json));
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
    fn of(path: &str, json: &Json) -> Self {
        let mut parts = BTreeMap::new();
        let required = required(json);
        for kind in PartKind::ALL {
            for member in json.get(kind.keyword()).map(Json::members).unwrap_or_default() {
                let is_required = kind == PartKind::Property && required.contains(&member.key.as_str());
                let part = Content { required: is_required, schema: text(&member.value) };
                parts.insert((kind, member.key.clone()), part);
            }
        }
        Self { path: path.to_owned(), root: root(json, &required), parts }
    }
}

impl Entry {
    /// The parts that are there.
    fn live(&self) -> impl Iterator<Item = (&(PartKind, String), &Content)> {
        self.parts.iter().filter_map(|(key, part)| Some((key, part.content.as_ref()?)))
    }

    /// The file again, with its path: what it says is the same, in another order. `None` if it has gone.
    pub(super) fn file(&self) -> Option<(String, String)> {
        let (path, root) = (self.path.clone()?, self.root.as_ref()?);
        let Some(start) = root.strip_suffix('}') else { return Some((path, root.clone())) };
        let mut text = start.to_owned();
        let mut comma = if start.len() > 1 { ", " } else { "" };
        for kind in PartKind::ALL {
            let members: Vec<String> = self
                .live()
                .filter(|((known, _), _)| *known == kind)
                .map(|((_, name), content)| format!("{}: {}", quoted(name), content.schema))
                .collect();
            if !members.is_empty() {
                let _ = write!(text, "{comma}{}: {{{}}}", quoted(kind.keyword()), members.join(", "));
                comma = ", ";
            }
        }
        let required = self.live().filter(|(_, content)| content.required);
        let required: Vec<String> = required.map(|((_, name), _)| quoted(name).to_string()).collect();
        if !required.is_empty() {
            let _ = write!(text, "{comma}\"required\": [{}]", required.join(", "));
        }
        Some((path, text + "}"))
    }

    /// Whether it is what a file is.
    pub(super) fn is_like(&self, state: &State) -> bool {
        self.path.as_ref() == Some(&state.path)
            && self.root.as_ref() == Some(&state.root)
            && self.live().eq(state.parts.iter())
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
    let mut text = String::new();
    write_object(&mut text, members.iter().filter(|member| !has_lines(&member.key, &member.value)));
    text
}

/// JSON on one line, with the keys of objects in order.
fn text(json: &Json) -> String {
    let mut text = String::new();
    write(&mut text, json);
    text
}

fn write(text: &mut String, json: &Json) {
    match &json.value {
        Value::Object(members) => write_object(text, members.iter()),
        Value::Array(items) => {
            text.push('[');
            for (at, item) in items.iter().enumerate() {
                text.push_str(if at > 0 { ", " } else { "" });
                write(text, item);
            }
            text.push(']');
        }
        Value::String(string) => write_string(text, string),
        // Numbers and words have nothing that deceives.
        _ => {
            let _ = write!(text, "{json}");
        }
    }
}

fn write_object<'a>(text: &mut String, members: impl Iterator<Item = &'a Member>) {
    let mut members: Vec<&Member> = members.collect();
    members.sort_unstable_by_key(|member| member.key.as_str());
    text.push('{');
    for (at, member) in members.into_iter().enumerate() {
        text.push_str(if at > 0 { ", " } else { "" });
        write_string(text, &member.key);
        text.push_str(": ");
        write(text, &member.value);
    }
    text.push('}');
}
