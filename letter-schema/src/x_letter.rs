//! `x-letter`: what the plan says of an event or a property beside JSON Schema.

use crate::allowance::{self, Allowance};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::json::{Json, Member, Value};
use crate::source::Span;
use crate::suggest::{nearest, nearest_of};

/// The call that sends an event or traits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// `track`: an event.
    Track,
    /// `identify`: a user's traits.
    Identify,
    /// `group`: an account's traits.
    Group,
}

impl Kind {
    /// Letter's word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Track => "track",
            Self::Identify => "identify",
            Self::Group => "group",
        }
    }
}

/// Where in its life an event is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Status {
    /// Planned, not sent yet.
    Draft,
    /// Sent.
    #[default]
    Active,
    /// Still sent by someone, and not to be used in new code.
    Deprecated,
    /// No longer sent.
    Removed,
}

impl Status {
    const NAMES: [(&'static str, Self); 4] = [
        ("draft", Self::Draft),
        ("active", Self::Active),
        ("deprecated", Self::Deprecated),
        ("removed", Self::Removed),
    ];

    /// As it is written.
    #[must_use]
    pub fn word(self) -> &'static str {
        Self::NAMES.into_iter().find(|(_, status)| *status == self).map_or("active", |(word, _)| word)
    }
}

/// `x-letter` at the root of a file.
#[derive(Debug, Clone, Default)]
pub struct EventExtension {
    /// `track`, `identify` or `group`, and the name of a track event; `None` if the file says nothing.
    pub kind: Option<(Kind, Option<String>)>,
    /// Where the kind is said.
    pub kind_span: Option<Span>,
    /// The team that answers for it.
    pub owner: Option<String>,
    /// Free labels.
    pub tags: Vec<String>,
    /// The date or version since when it is sent.
    pub since: Option<String>,
    /// Where in its life it is.
    pub status: Option<Status>,
    /// The event that takes its place.
    pub replaced_by: Option<String>,
    /// Where it is sent from.
    pub sources: Vec<String>,
    /// The Rust type that the file was exported from, by its path; `None` of a file that people keep.
    pub exported_from: Option<String>,
    /// Findings that the file may have.
    pub allow: Vec<Allowance>,
    /// Where the value of each key stands.
    pub spans: Vec<(String, Span)>,
}

impl EventExtension {
    /// Where the value of a key stands.
    #[must_use]
    pub fn span_of(&self, key: &str) -> Option<Span> {
        span_of(&self.spans, key)
    }
}

/// `x-letter` of a property.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PropertyExtension {
    /// The class of personal data that it holds.
    pub pii: Option<String>,
    /// The unit of a number.
    pub unit: Option<String>,
    /// `email`, `timezone` or `name`: the place beside the traits that it is sent in.
    pub lift: Option<Lift>,
    /// The date or version since when it is sent.
    pub since: Option<String>,
    /// The property that takes its place.
    pub replaced_by: Option<String>,
    /// Findings that it may have.
    pub allow: Vec<Allowance>,
    /// Where the value of each key stands.
    pub spans: Vec<(String, Span)>,
}

impl PropertyExtension {
    /// Where the value of a key stands.
    #[must_use]
    pub fn span_of(&self, key: &str) -> Option<Span> {
        span_of(&self.spans, key)
    }
}

fn span_of(spans: &[(String, Span)], key: &str) -> Option<Span> {
    spans.iter().find(|(known, _)| known == key).map(|(_, span)| *span)
}

/// A value that the wire wants beside the traits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Lift {
    /// `email` of identify.
    Email,
    /// `timezone` of identify.
    Timezone,
    /// `name` of group.
    Name,
}

impl Lift {
    /// The key on the wire.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Timezone => "timezone",
            Self::Name => "name",
        }
    }
}

const EVENT_KEYS: &[&str] = &[
    "track",
    "identify",
    "group",
    "owner",
    "tags",
    "since",
    "status",
    "replaced_by",
    "sources",
    "exported_from",
    "allow",
];
const PROPERTY_KEYS: &[&str] = &["pii", "unit", "email", "timezone", "name", "since", "replaced_by", "allow"];
const RULE: &str = "x-letter";

impl EventExtension {
    /// Reads the `x-letter` of a file.
    pub fn read(json: &Json, found: &mut Diagnostics) -> Self {
        let mut read = Self::default();
        if !is_object(json, found) {
            return read;
        }
        let mut kinds: Vec<&Member> = Vec::new();
        for member in json.members() {
            read.spans.push((member.key.clone(), member.value.span));
            match member.key.as_str() {
                "track" => match &member.value.value {
                    Value::String(name) if !name.trim().is_empty() => {
                        read.kind = Some((Kind::Track, Some(name.clone())));
                        kinds.push(member);
                    }
                    Value::Bool(true) => {
                        read.kind = Some((Kind::Track, None));
                        kinds.push(member);
                    }
                    Value::Bool(false) => {}
                    _ => expected(&member.value, "the event's name", found),
                },
                "identify" | "group" => match member.value.as_bool() {
                    Some(true) => {
                        let kind = if member.key == "group" { Kind::Group } else { Kind::Identify };
                        read.kind = Some((kind, None));
                        kinds.push(member);
                    }
                    Some(false) => {}
                    None => expected(&member.value, "true", found),
                },
                "owner" => read.owner = text(&member.value, found),
                "since" => read.since = text(&member.value, found),
                "replaced_by" => read.replaced_by = text(&member.value, found),
                "tags" => read.tags = texts(&member.value, found),
                "sources" => read.sources = texts(&member.value, found),
                "exported_from" => read.exported_from = text(&member.value, found),
                "status" => read.status = status(&member.value, found),
                "allow" => read.allow = allowance::read(&member.value, found),
                _ => unknown(member, json, EVENT_KEYS, found),
            }
        }
        read.kind_span = kinds.first().map(|member| member.key_span);
        if let [first, second, ..] = kinds[..] {
            found.push(
                Diagnostic::error(
                    RULE,
                    second.key_span,
                    format!("`{}` and `{}` contradict each other", first.key, second.key),
                )
                .note(first.key_span, "the other one")
                .help("a file is sent with one call: keep `track` for an event, `identify` for a user's traits, or `group` for an account's traits"),
            );
        }
        read
    }
}

impl PropertyExtension {
    /// Reads the `x-letter` of a property.
    pub fn read(json: &Json, found: &mut Diagnostics) -> Self {
        let mut read = Self::default();
        if !is_object(json, found) {
            return read;
        }
        for member in json.members() {
            read.spans.push((member.key.clone(), member.value.span));
            let mut lift = |to: Lift| match member.value.as_bool() {
                Some(true) => read.lift = Some(to),
                Some(false) => {}
                None => expected(&member.value, "true", found),
            };
            match member.key.as_str() {
                "email" => lift(Lift::Email),
                "timezone" => lift(Lift::Timezone),
                "name" => lift(Lift::Name),
                "pii" => read.pii = text(&member.value, found),
                "unit" => read.unit = text(&member.value, found),
                "since" => read.since = text(&member.value, found),
                "replaced_by" => read.replaced_by = text(&member.value, found),
                "allow" => read.allow = allowance::read(&member.value, found),
                _ => unknown(member, json, PROPERTY_KEYS, found),
            }
        }
        read
    }
}

pub(crate) fn is_object(json: &Json, found: &mut Diagnostics) -> bool {
    let object = matches!(json.value, Value::Object(_));
    if !object {
        expected(json, "an object", found);
    }
    object
}

pub(crate) fn expected(json: &Json, what: &str, found: &mut Diagnostics) {
    found.push(Diagnostic::error(RULE, json.span, format!("expected {what}, found {}", json.what())));
}

pub(crate) fn text(json: &Json, found: &mut Diagnostics) -> Option<String> {
    match json.as_str() {
        Some(text) if !text.trim().is_empty() => Some(text.to_owned()),
        Some(_) => {
            found.push(
                Diagnostic::error(RULE, json.span, "an empty text says nothing").help("leave the key out"),
            );
            None
        }
        None => {
            expected(json, "a string", found);
            None
        }
    }
}

fn texts(json: &Json, found: &mut Diagnostics) -> Vec<String> {
    let Value::Array(items) = &json.value else {
        expected(json, "an array of strings", found);
        return Vec::new();
    };
    items.iter().filter_map(|item| text(item, found)).collect()
}

fn status(json: &Json, found: &mut Diagnostics) -> Option<Status> {
    let word = text(json, found)?;
    let known = Status::NAMES.into_iter().find(|(name, _)| *name == word).map(|(_, status)| status);
    if known.is_none() {
        let names: Vec<&str> = Status::NAMES.iter().map(|(name, _)| *name).collect();
        let message = format!("there is no status `{word}`");
        let mut error = Diagnostic::error(RULE, json.span, message);
        error = match nearest(&word, names.iter().copied()) {
            Some(near) => {
                error.help(format!("did you mean `{near}`?")).edit(json.span, format!("\"{near}\""))
            }
            None => error.help(format!("one of {}", names.join(", "))),
        };
        found.push(error);
    }
    known
}

pub(crate) fn unknown(member: &Member, object: &Json, known: &[&'static str], found: &mut Diagnostics) {
    let message = format!("`x-letter` has no key `{}` here", member.key);
    let mut error = Diagnostic::error(RULE, member.key_span, message);
    error = match nearest_of(&member.key, known) {
        Some(near) if object.get(near).is_none() => {
            error.help(format!("did you mean `{near}`?")).edit(member.key_span, format!("\"{near}\""))
        }
        Some(near) => error.help(format!("did you mean `{near}`?")),
        None => error.help(format!("the keys are {}", known.join(", "))),
    };
    found.push(error);
}
