//! Holding what arrives at the local server against the schema files of a plan.
//!
//! This is JSON Schema as an independent validator reads it, at run time: it checks clients of any
//! language, and does not share the code of the macros.

mod read;
mod words;

use std::collections::BTreeMap;

use jsonschema::Validator;
use letter::Kind;
use letter::testing::Received;
use serde_json::{Map, Value};

pub use read::ReadError;

/// How alike two names are, at least, for the one to be proposed for the other.
const ALIKE: f64 = 0.75;

/// The schemas of a plan, ready to be held against messages.
#[derive(Debug)]
pub struct Plan {
    events: BTreeMap<String, Schema>,
    user_traits: Vec<Schema>,
    account_traits: Vec<Schema>,
}

/// The schema of one event, or of the traits of a user or an account.
#[derive(Debug)]
struct Schema {
    validator: Validator,
    properties: Vec<String>,
    /// What to say about an event that should no longer be sent.
    outdated: Option<String>,
}

impl Plan {
    /// How many events the plan has.
    #[must_use]
    pub fn event_count(&self) -> usize {
        self.events.len()
    }

    /// What is wrong with a message, in words; nothing, if it is as planned.
    #[must_use]
    pub fn findings(&self, message: &Received) -> Vec<String> {
        match message.kind() {
            Kind::Track => {
                let name = message.event().unwrap_or_default();
                match self.events.get(name) {
                    Some(schema) => schema.findings(message.body()),
                    None => vec![self.unknown_event(name)],
                }
            }
            Kind::Identify => best_match(&self.user_traits, &with_envelope(message, &["email", "timezone"])),
            Kind::Group => best_match(&self.account_traits, &with_envelope(message, &["name"])),
        }
    }

    fn unknown_event(&self, name: &str) -> String {
        let known = self.events.keys().map(String::as_str);
        format!("the plan has no event `{name}`{}", proposal(name, known))
    }
}

impl Schema {
    fn findings(&self, body: &Value) -> Vec<String> {
        let errors: Vec<_> = self.validator.iter_errors(body).collect();
        let told = errors.iter().filter(|error| !words::goes_without_saying(error, &errors));
        let faults = told.flat_map(|error| words::describe(error, &self.properties));
        self.outdated.iter().cloned().chain(faults).collect()
    }
}

/// The findings of the schema that fits best: of several for one kind, each client may use its own.
fn best_match(schemas: &[Schema], traits: &Value) -> Vec<String> {
    schemas.iter().map(|schema| schema.findings(traits)).min_by_key(Vec::len).unwrap_or_default()
}

/// The traits together with those that the wire wants beside them, as the schema describes them.
fn with_envelope(message: &Received, lifted: &[&str]) -> Value {
    let mut traits: Map<String, Value> = message.body().as_object().cloned().unwrap_or_default();
    for key in lifted {
        if let Some(value) = message.json().get(*key) {
            traits.insert((*key).to_owned(), value.clone());
        }
    }
    Value::Object(traits)
}

/// `; did you mean …?`, if one of the known names is like this one.
fn proposal<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> String {
    let likeness = |known: &str| strsim::normalized_damerau_levenshtein(&plain(name), &plain(known));
    let best = known.map(|known| (likeness(known), known)).max_by(|(a, _), (b, _)| a.total_cmp(b));
    match best {
        Some((likeness, best)) if likeness >= ALIKE => format!("; did you mean `{best}`?"),
        _ => String::new(),
    }
}

/// A name without what people get wrong most: capitals, and what separates words.
fn plain(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
