//! The catalog as plain words: what every page, file and feed of it is rendered from.

use letter_schema::schema::SchemaId;
use serde::Serialize;

use super::part::Part;

/// Everything that the catalog says.
#[derive(Debug, Clone, Default, Serialize)]
pub(crate) struct Catalog {
    /// What the plan is called.
    pub(crate) title: String,
    /// What the plan is about, as Markdown.
    pub(crate) description: String,
    /// Events and traits types, by name.
    pub(crate) events: Vec<Event>,
    /// Properties of the same path, across events.
    pub(crate) properties: Vec<Property>,
    /// The teams that answer for events.
    pub(crate) owners: Vec<Owner>,
    /// Every tag, in the order of the alphabet.
    pub(crate) tags: Vec<String>,
    /// What was in the plan once and is not now, by name, as far as its past is known.
    pub(crate) gone: Vec<Gone>,
    /// Changes by day, the newest first; empty when no dates are known.
    pub(crate) days: Vec<Day>,
    /// Properties that hold personal data, by class.
    pub(crate) personal: Vec<PersonalClass>,
    /// What could be better.
    pub(crate) health: Health,
    /// The properties by which an event names its account.
    pub(crate) account_keys: Vec<String>,
    /// Whether the program's source was looked through.
    pub(crate) scanned: bool,
    /// Pages of the plan's own.
    pub(crate) pages: Vec<ExtraPage>,
}

/// An event, or a type of traits.
#[derive(Debug, Clone, Default, Serialize)]
pub(crate) struct Event {
    /// The page, such as `events/signed-up`.
    pub(crate) id: String,
    /// `track`, `identify` or `group`.
    pub(crate) kind: &'static str,
    /// The exact name on the wire; of traits, the type's.
    pub(crate) name: String,
    /// The description as it was written, as Markdown.
    pub(crate) description: String,
    /// The part of it that says what the event means.
    pub(crate) meaning: String,
    /// The part of it that says when it fires.
    pub(crate) when: Option<String>,
    /// The first sentence, as plain text.
    pub(crate) summary: String,
    /// The team that answers for it.
    pub(crate) owner: Option<OwnerName>,
    /// `draft`, `active`, `deprecated` or `removed`.
    pub(crate) status: &'static str,
    /// Labels.
    pub(crate) tags: Vec<String>,
    /// The date or version since when it is sent, as the plan says.
    pub(crate) since: Option<String>,
    /// The day of the first version that history has.
    pub(crate) added: Option<String>,
    /// The day of the last change.
    pub(crate) changed: Option<String>,
    /// The day on which it was deprecated.
    pub(crate) deprecated_on: Option<String>,
    /// The event that takes its place.
    pub(crate) replaced_by: Option<Link>,
    /// The events whose place it takes.
    pub(crate) replaces: Vec<Link>,
    /// Where it is sent from, as the plan says.
    pub(crate) sent_by: Vec<String>,
    /// The schema file, relative to the plan's folder.
    pub(crate) file: String,
    /// Properties or traits, nested ones below their parent.
    pub(crate) properties: Vec<Row>,
    /// The paths of those that have a name of their own, each once: what Letter can be asked for.
    pub(crate) paths: Vec<String>,
    /// Whether there may be properties beyond those.
    pub(crate) open: bool,
    /// Properties of it that hold personal data.
    pub(crate) personal: usize,
    /// Valid payloads.
    pub(crate) examples: Vec<Example>,
    /// The Rust that sends the first example.
    pub(crate) rust: Option<String>,
    /// The Rust type.
    pub(crate) rust_type: Option<String>,
    /// Where the code sends it.
    pub(crate) places: Vec<Place>,
    /// Its changes, the newest first.
    pub(crate) history: Vec<Change>,
    /// The schema file's text.
    pub(crate) schema: String,
}

impl Event {
    /// Whether new code should leave it alone.
    pub(crate) fn is_retired(&self) -> bool {
        matches!(self.status, "deprecated" | "removed")
    }
}

/// One property, or trait, of an event.
#[derive(Debug, Clone, Default, Serialize)]
pub(crate) struct Row {
    /// The way to it, such as `price.amount_minor` or `items[].sku`.
    pub(crate) path: String,
    /// The part of the path before the name.
    pub(crate) parent: String,
    /// The last part of the path.
    pub(crate) name: String,
    /// How deep it is nested.
    pub(crate) depth: usize,
    /// The fragment that leads to it on its event's page.
    pub(crate) anchor: String,
    /// The type, in words.
    #[serde(rename = "type")]
    pub(crate) kind: String,
    /// Whether it is there whenever what it is a part of is, in the case that `only_in` names.
    pub(crate) required: bool,
    /// The cases in which it has to be there, where it does not have to otherwise.
    pub(crate) required_in: Vec<String>,
    /// Whether it may be null.
    pub(crate) nullable: bool,
    /// What it means, as Markdown.
    pub(crate) description: String,
    /// The values that are allowed; `limits` say how many more there are, where there are too many to list.
    pub(crate) values: Vec<String>,
    /// Limits, in words.
    pub(crate) limits: Vec<String>,
    /// The unit of a number.
    pub(crate) unit: Option<String>,
    /// A valid value.
    pub(crate) example: Option<String>,
    /// What is meant when it is left out.
    pub(crate) default: Option<String>,
    /// The classes of personal data, of the value in any of its forms, of its items, and of what it is a
    /// part of.
    pub(crate) pii: Vec<String>,
    /// Whether one of them is the class of what it is a part of.
    pub(crate) inherits: bool,
    /// Whether new code should leave it out.
    pub(crate) deprecated: bool,
    /// The key beside the traits that it is sent under.
    pub(crate) sent_as: Option<&'static str>,
    /// The shared definition that it follows.
    pub(crate) definition: Option<String>,
    /// The alternative of its parent that it belongs to.
    pub(crate) only_in: Option<String>,
    /// Why there is more inside of it than rows.
    pub(crate) cut: Option<Cut>,
    /// The day of the first version that has it.
    pub(crate) added: Option<String>,
    /// What says all this of it.
    #[serde(skip)]
    pub(crate) schemas: Vec<SchemaId>,
    /// What tells it from every other row, together with `forms`.
    #[serde(skip)]
    pub(crate) at: Vec<Part>,
    /// The alternatives that hold where it is, each with how many parts of the way lead to the value that
    /// has that form.
    #[serde(skip)]
    pub(crate) forms: Vec<(usize, SchemaId)>,
}

/// Why what is inside of a property has no rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Cut {
    /// It contains itself.
    Repeats,
    /// It is nested too deeply, or there is too much of it.
    Stops,
}

/// A valid payload.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Example {
    /// The payload, over several lines.
    pub(crate) json: String,
    /// Whether it was made from the schema's rules, rather than written by a person.
    pub(crate) made: bool,
}

/// A link to an event's page; without a page it is only a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Link {
    /// The name.
    pub(crate) name: String,
    /// The page.
    pub(crate) id: Option<String>,
}

/// Properties that have the same path in different events.
#[derive(Debug, Clone, Default, Serialize)]
pub(crate) struct Property {
    /// The path.
    pub(crate) path: String,
    /// The fragment that leads to it on the page of all properties.
    pub(crate) anchor: String,
    /// Its types, in words; more than one is worth a look.
    pub(crate) types: Vec<String>,
    /// Whether there is more than one.
    pub(crate) mixed: bool,
    /// Its distinct meanings.
    pub(crate) meanings: Vec<Meaning>,
    /// How many events have it.
    pub(crate) count: usize,
    /// Classes of personal data.
    pub(crate) pii: Vec<String>,
    /// Values, of every event together.
    pub(crate) values: Vec<String>,
}

/// One type and description of a property, and the events that share it.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Meaning {
    /// The type, in words.
    #[serde(rename = "type")]
    pub(crate) kind: String,
    /// What it means, as Markdown.
    pub(crate) description: String,
    /// The events, with the fragment of the property on their pages.
    pub(crate) events: Vec<Use>,
}

/// A property in an event.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Use {
    /// The event's name.
    pub(crate) event: String,
    /// The event's page.
    pub(crate) id: String,
    /// The fragment.
    pub(crate) anchor: String,
}

/// What an event says of its team.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct OwnerName {
    /// As the event's file writes it.
    pub(crate) id: String,
    /// As people call it.
    pub(crate) name: String,
    /// The fragment on the page of owners.
    pub(crate) anchor: String,
}

/// A team.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Owner {
    /// As events name it.
    pub(crate) id: String,
    /// As people call it.
    pub(crate) name: String,
    /// The fragment on the page of owners.
    pub(crate) anchor: String,
    /// How to reach it.
    pub(crate) contact: Option<String>,
    /// A link for that.
    pub(crate) contact_link: Option<String>,
    /// What it answers for, as Markdown.
    pub(crate) description: String,
    /// Whether `plan.json` lists it.
    pub(crate) listed: bool,
    /// Its events, as indices of the catalog's.
    pub(crate) events: Vec<usize>,
}

/// What changed on one day.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Day {
    /// The day, as `2026-03-01`.
    pub(crate) date: String,
    /// The changes, by event.
    pub(crate) changes: Vec<Change>,
}

/// An event or traits type that was taken out of the plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Gone {
    /// `track`, `identify` or `group`.
    pub(crate) kind: &'static str,
    /// The name that it had at last.
    pub(crate) name: String,
    /// The day on which it went.
    pub(crate) removed: String,
    /// The fragment that leads to that change on the page of changes.
    pub(crate) anchor: String,
}

/// A change, in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Change {
    /// The day, as `2026-03-01`.
    pub(crate) date: String,
    /// The event, or the shared definition.
    pub(crate) subject: Link,
    /// `added`, `changed`, `deprecated` or `removed`.
    pub(crate) kind: &'static str,
    /// What happened, as Markdown.
    pub(crate) words: Vec<String>,
    /// The fragment that leads to it on the page of changes, where something links to it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) anchor: Option<String>,
}

/// Properties that hold one class of personal data.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct PersonalClass {
    /// The class.
    pub(crate) class: String,
    /// The fragment on the page of personal data.
    pub(crate) anchor: String,
    /// Event and row, as indices.
    pub(crate) rows: Vec<(usize, usize)>,
}

/// What could be better about the plan.
#[derive(Debug, Clone, Default, Serialize)]
pub(crate) struct Health {
    /// How many things there are that need a description.
    pub(crate) describable: usize,
    /// Events and properties without a description.
    pub(crate) undocumented: Vec<Use>,
    /// Events that no team answers for.
    pub(crate) unowned: Vec<Link>,
    /// Deprecated events that are still in the plan.
    pub(crate) retired: Vec<Link>,
    /// Definitions that nothing refers to.
    pub(crate) unused: Vec<Definition>,
    /// Events that the source does not send.
    pub(crate) unsent: Vec<Link>,
    /// How many errors there are.
    pub(crate) errors: usize,
    /// What is wrong with the plan on every day, in words with its place.
    pub(crate) findings: Vec<Finding>,
}

/// A definition that events could share.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Definition {
    /// Its name.
    pub(crate) name: String,
    /// `file:line`.
    pub(crate) place: String,
}

/// Something that is wrong with the plan.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Finding {
    /// What is wrong.
    pub(crate) message: String,
    /// `file:line:column`.
    pub(crate) place: String,
}

/// A line of the program's source.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub(crate) struct Place {
    /// The file, relative to the folder that was looked through.
    pub(crate) file: String,
    /// The line, from 1.
    pub(crate) line: usize,
    /// Its address, where a repository is configured.
    pub(crate) href: Option<String>,
}

/// A page that the plan brings along.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct ExtraPage {
    /// The page, such as `pages/onboarding`.
    pub(crate) id: String,
    /// Its title.
    pub(crate) title: String,
    /// Its text, as Markdown.
    pub(crate) text: String,
}
