//! `plan.json`: what the plan is called, and who answers for its parts.

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::json::{Json, Value};
use crate::source::Span;
use crate::suggest::nearest_of;

/// What `plan.json` says.
#[derive(Debug, Clone, Default)]
pub struct PlanFile {
    /// The plan's name.
    pub name: Option<String>,
    /// What the plan is about.
    pub description: Option<String>,
    /// The teams that `owner` can name.
    pub owners: Vec<Owner>,
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

const KEYS: &[&str] = &["$schema", "name", "description", "owners", "rules", "naming", "catalog"];
const OWNER_KEYS: &[&str] = &["name", "contact", "description"];
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
                key if KEYS.contains(&key) || key.starts_with("x-") => {}
                key => unknown(key, member.key_span, KEYS, found),
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
                key => unknown(key, member.key_span, OWNER_KEYS, found),
            }
        }
        read
    }
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

fn unknown(key: &str, span: Span, known: &[&'static str], found: &mut Diagnostics) {
    let help = match nearest_of(key, known) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("the keys are {}", known.join(", ")),
    };
    found.push(Diagnostic::error(RULE, span, format!("`plan.json` has no key `{key}` here")).help(help));
}
