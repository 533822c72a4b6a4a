//! `plan.json`: what the plan is called, and who answers for its parts.

use crate::case::Case;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::json::{Json, Member, Value};
use crate::rules::Setting;
use crate::source::Span;
use crate::suggest::{nearest, nearest_of};

/// What `plan.json` says.
#[derive(Debug, Clone, Default)]
pub struct PlanFile {
    /// The plan's name.
    pub name: Option<String>,
    /// What the plan is about.
    pub description: Option<String>,
    /// The teams that `owner` can name.
    pub owners: Vec<Owner>,
    /// How names are to be written, where that is said.
    pub naming: Naming,
    /// The levels of rules.
    pub rules: Vec<RuleLevel>,
    /// Whether `check` always asks the types that files were exported from.
    pub checks_export: bool,
}

/// How names are written.
#[derive(Debug, Clone, Default)]
pub struct Naming {
    /// The names of track events.
    pub events: Option<Case>,
    /// The names of properties and traits.
    pub properties: Option<Case>,
}

/// What the plan says of a rule.
#[derive(Debug, Clone)]
pub struct RuleLevel {
    /// The rule, as it is written.
    pub rule: String,
    /// Where it is named.
    pub span: Span,
    /// Its level.
    pub level: Setting,
}

/// A team.
#[derive(Debug, Clone)]
pub struct Owner {
    /// What `owner` says.
    pub id: String,
    /// Where it stands.
    pub span: Span,
    /// What people call it.
    pub name: Option<String>,
    /// How to reach it.
    pub contact: Option<String>,
    /// What it answers for.
    pub description: Option<String>,
}

const KEYS: &[&str] = &["$schema", "name", "description", "owners", "rules", "naming", "export", "catalog"];
const OWNER_KEYS: &[&str] = &["name", "contact", "description"];
const NAMING_KEYS: &[&str] = &["events", "properties"];
const EXPORT_KEYS: &[&str] = &["check"];
const RULE: &str = "plan-file";

impl PlanFile {
    /// Where it stands: at the root of the plan's folder.
    pub const NAME: &str = "plan.json";

    /// Whether a file of that name is one: a schema that happens to have the name is none.
    pub(crate) fn is(json: &Json) -> bool {
        !["type", "properties", "$ref", "x-letter", "$defs", "definitions"]
            .iter()
            .any(|key| json.get(key).is_some())
    }

    pub(crate) fn read(json: &Json, found: &mut Diagnostics) -> Self {
        let mut read = Self::default();
        if !matches!(json.value, Value::Object(_)) {
            expected(json, "an object", found);
            return read;
        }
        for member in json.members() {
            match member.key.as_str() {
                "name" => read.name = text(&member.value, found),
                "description" => read.description = text(&member.value, found),
                "owners" => {
                    if !matches!(member.value.value, Value::Object(_)) {
                        expected(&member.value, "an object with a key for each team", found);
                    }
                    read.owners = member
                        .value
                        .members()
                        .iter()
                        .map(|owner| Owner::read(&owner.key, owner.key_span, &owner.value, found))
                        .collect();
                }
                "rules" => {
                    if !matches!(member.value.value, Value::Object(_)) {
                        expected(&member.value, "an object with a level for each rule", found);
                    }
                    let rules = member.value.members().iter();
                    read.rules = rules.filter_map(|rule| RuleLevel::read(rule, found)).collect();
                }
                "naming" => read.naming = Naming::read(&member.value, found),
                "export" => read.checks_export = checks_export(&member.value, found),
                key if KEYS.contains(&key) || key.starts_with("x-") => {}
                _ => unknown(member, json, KEYS, found),
            }
        }
        read
    }
}

impl Owner {
    fn read(id: &str, span: Span, json: &Json, found: &mut Diagnostics) -> Self {
        let mut read = Self { id: id.to_owned(), span, name: None, contact: None, description: None };
        if !matches!(json.value, Value::Object(_)) {
            expected(json, "an object", found);
        }
        for member in json.members() {
            match member.key.as_str() {
                "name" => read.name = text(&member.value, found),
                "contact" => read.contact = text(&member.value, found),
                "description" => read.description = text(&member.value, found),
                _ => unknown(member, json, OWNER_KEYS, found),
            }
        }
        read
    }
}

impl RuleLevel {
    fn read(member: &Member, found: &mut Diagnostics) -> Option<Self> {
        let level = one_of(&member.value, &Setting::NAMES, "level", found)?;
        Some(Self { rule: member.key.clone(), span: member.key_span, level })
    }
}

impl Naming {
    fn read(json: &Json, found: &mut Diagnostics) -> Self {
        let mut read = Self::default();
        if !matches!(json.value, Value::Object(_)) {
            expected(json, "an object with the keys `events` and `properties`", found);
        }
        for member in json.members() {
            match member.key.as_str() {
                "events" => read.events = one_of(&member.value, &Case::NAMES, "way of writing", found),
                "properties" => {
                    read.properties = one_of(&member.value, &Case::NAMES, "way of writing", found)
                }
                _ => unknown(member, json, NAMING_KEYS, found),
            }
        }
        read
    }
}

fn checks_export(json: &Json, found: &mut Diagnostics) -> bool {
    if !matches!(json.value, Value::Object(_)) {
        expected(json, "an object with the key `check`", found);
    }
    let mut read = false;
    for member in json.members() {
        match (member.key.as_str(), &member.value.value) {
            ("check", Value::Bool(check)) => read = *check,
            ("check", _) => expected(&member.value, "true or false", found),
            _ => unknown(member, json, EXPORT_KEYS, found),
        }
    }
    read
}

fn one_of<T: Copy>(
    json: &Json,
    names: &[(&'static str, T)],
    what: &str,
    found: &mut Diagnostics,
) -> Option<T> {
    let Some(word) = json.as_str() else {
        expected(json, "a string", found);
        return None;
    };
    let known = names.iter().find(|(name, _)| *name == word).map(|(_, value)| *value);
    if known.is_none() {
        let names: Vec<&str> = names.iter().map(|(name, _)| *name).collect();
        let error = Diagnostic::error(RULE, json.span, format!("there is no {what} `{word}`"));
        found.push(match nearest(word, names.iter().copied()) {
            Some(near) => {
                error.help(format!("did you mean `{near}`?")).edit(json.span, format!("\"{near}\""))
            }
            None => error.help(format!("one of: {}", names.join(", "))),
        });
    }
    known
}

fn expected(json: &Json, what: &str, found: &mut Diagnostics) {
    found.push(Diagnostic::error(RULE, json.span, format!("expected {what}, found {}", json.what())));
}

fn text(json: &Json, found: &mut Diagnostics) -> Option<String> {
    let text = json.as_str().map(str::to_owned);
    if text.is_none() {
        expected(json, "a string", found);
    }
    text
}

fn unknown(member: &Member, object: &Json, known: &[&'static str], found: &mut Diagnostics) {
    let error =
        Diagnostic::error(RULE, member.key_span, format!("`plan.json` has no key `{}` here", member.key));
    found.push(match nearest_of(&member.key, known) {
        Some(near) if object.get(near).is_none() => {
            error.help(format!("did you mean `{near}`?")).edit(member.key_span, format!("\"{near}\""))
        }
        Some(near) => error.help(format!("did you mean `{near}`?")),
        None => error.help(format!("the keys are {}", known.join(", "))),
    });
}
