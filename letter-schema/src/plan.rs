//! The tracking plan: every file read, every reference resolved, every event and traits type listed.

use std::collections::{HashMap, HashSet};

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::dialect::Dialect;
use crate::json::{self, Json, Value};
use crate::plan_file::PlanFile;
use crate::read::{Name, Reader};
use crate::schema::{Form, SchemaId, Schemas};
use crate::source::{FileId, Sources, Span};
use crate::x_letter::{EventExtension, Kind, Status};
use crate::{possible, resolve};

/// A tracking plan, and everything that is wrong with it.
#[derive(Debug, Clone, Default)]
pub struct Plan {
    /// The files.
    pub sources: Sources,
    /// Every schema in them.
    pub schemas: Schemas,
    /// What can be sent, in the order of the files.
    pub events: Vec<Event>,
    /// Files that hold definitions for the others, and nothing to send.
    pub shared: Vec<SchemaId>,
    /// `plan.json`, if there is one.
    pub file: Option<PlanFile>,
    /// What is wrong.
    pub found: Diagnostics,
    /// What was parsed of the files.
    json: HashMap<FileId, Json>,
}

/// A file that describes something to send.
#[derive(Debug, Clone)]
pub struct Event {
    /// The file.
    pub file: FileId,
    /// The schema of its properties or traits.
    pub schema: SchemaId,
    /// The call that sends it.
    pub kind: Kind,
    /// The name on the wire of a track event; that of the type for traits, which have none.
    pub name: String,
    /// Where the name stands, or else the whole file.
    pub name_span: Span,
    /// What its type is named after: the `title`, else the file's stem.
    pub title: String,
    /// What `x-letter` says.
    pub extension: EventExtension,
}

impl Event {
    /// Whether code should stop sending it.
    #[must_use]
    pub fn is_deprecated(&self, schemas: &Schemas) -> bool {
        matches!(self.extension.status, Some(Status::Deprecated | Status::Removed))
            || schemas.keywords(self.schema).is_some_and(|keywords| keywords.deprecated)
    }
}

/// A file as it was parsed, kept while references are resolved.
pub(crate) struct Parsed {
    pub(crate) id: FileId,
    pub(crate) json: Json,
    pub(crate) root: SchemaId,
    pub(crate) dialect: Dialect,
    pub(crate) names: Vec<Name>,
    /// Its schemas, which follow each other.
    pub(crate) schemas: std::ops::Range<usize>,
}

/// Brings a file that a reference names: its path, as the plan writes paths, to its text.
pub type Fetch<'a> = dyn FnMut(&str) -> Option<String> + 'a;

impl Plan {
    /// Reads a plan from texts, each with the path that messages show and references use.
    /// `fetch` is asked for files that references name beyond these.
    #[must_use]
    pub fn read(files: Vec<(String, String)>, fetch: &mut Fetch<'_>) -> Self {
        Self::read_what_is_there(files.into_iter().map(|(path, text)| (path, Ok(text))), fetch)
    }

    /// As [`Plan::read`], with what is wrong with a file in place of its text where that cannot be had.
    pub(crate) fn read_what_is_there(
        files: impl IntoIterator<Item = (String, Result<String, Box<Diagnostic>>)>,
        fetch: &mut Fetch<'_>,
    ) -> Self {
        let mut plan = Self::default();
        let mut parsed: Vec<Parsed> = Vec::new();
        for (path, text) in files {
            let text = match text {
                Ok(text) => text,
                Err(problem) => {
                    plan.unread(path, *problem);
                    continue;
                }
            };
            let id = plan.sources.add(path, text);
            let Some(json) = plan.parse(id) else { continue };
            if plan.sources.file(id).path() == PlanFile::NAME && PlanFile::is(&json) {
                plan.file = Some(PlanFile::read(&json, &mut plan.found));
                plan.json.insert(id, json);
                continue;
            }
            let file = plan.schema_file(id, json);
            plan.list(&file);
            parsed.push(file);
        }
        let mut asked: HashSet<String> =
            plan.sources.iter().map(|(_, file)| file.path().to_owned()).collect();
        let mut next = 0;
        while next < parsed.len() {
            for path in resolve::files_named_by(&plan, &parsed[next]) {
                if let Some(text) = asked.insert(path.clone()).then(|| fetch(&path)).flatten() {
                    let id = plan.sources.add(path, text);
                    if let Some(json) = plan.parse(id) {
                        let file = plan.schema_file(id, json);
                        parsed.push(file);
                    }
                }
            }
            next += 1;
        }
        resolve::resolve(&mut plan, &mut parsed);
        possible::settle(&mut plan.schemas);
        plan.one_file_an_event();
        plan.json.extend(parsed.into_iter().map(|file| (file.id, file.json)));
        plan
    }

    /// Takes in a file that cannot be read, for what is wrong with it to stand in its place.
    pub(crate) fn unread(&mut self, path: String, problem: Diagnostic) {
        let file = self.sources.add(path, "");
        self.found.push(Diagnostic { span: Some(Span { file, start: 0, end: 0 }), ..problem });
    }

    fn parse(&mut self, id: FileId) -> Option<Json> {
        json::parse(id, self.sources.file(id), &mut self.found)
    }

    fn schema_file(&mut self, id: FileId, json: Json) -> Parsed {
        let dialect = self.dialect(&json);
        let first = self.schemas.ids().len();
        let mut reader = Reader {
            schemas: &mut self.schemas,
            found: &mut self.found,
            dialect,
            names: Vec::new(),
            at_root: true,
        };
        let root = reader.schema(&json, String::new());
        let names = reader.names;
        let schemas = first..self.schemas.ids().len();
        Parsed { id, json, root, dialect, names, schemas }
    }

    fn dialect(&mut self, json: &Json) -> Dialect {
        let Some(written) = json.get("$schema") else { return Dialect::Draft2020 };
        let known = written.as_str().and_then(Dialect::of_uri);
        if known.is_none() {
            let message = format!("{written} names no known dialect: it is read as 2020-12");
            let warning = Diagnostic::warning("unknown-dialect", written.span, message);
            self.found.push(
                warning
                    .pointer("/$schema")
                    .help("\"https://json-schema.org/draft/2020-12/schema\" is the newest"),
            );
        }
        known.unwrap_or(Dialect::Draft2020)
    }

    /// Lists what a file describes.
    fn list(&mut self, file: &Parsed) {
        let extension = file.json.get("x-letter");
        if extension.is_none() && is_shared(&file.json) {
            self.shared.push(file.root);
            return;
        }
        let read = extension.map(|json| EventExtension::read(json, &mut self.found)).unwrap_or_default();
        let path = self.sources.file(file.id).path();
        let stem = path.rsplit('/').next().unwrap_or(path);
        let stem = stem.strip_suffix(".json").unwrap_or(stem);
        let stem = stem.strip_suffix(".schema").unwrap_or(stem);
        let title_json =
            file.json.get("title").filter(|title| title.as_str().is_some_and(|t| !t.trim().is_empty()));
        let title = title_json.and_then(Json::as_str).unwrap_or(stem).to_owned();
        let (kind, name) = read.kind.clone().unwrap_or((Kind::Track, None));
        let name = name.unwrap_or_else(|| title.clone());
        let name_span = read.kind_span.or(title_json.map(|title| title.span)).unwrap_or(file.json.span);
        self.events.push(Event {
            file: file.id,
            schema: file.root,
            kind,
            name,
            name_span,
            title,
            extension: read,
        });
    }

    fn one_file_an_event(&mut self) {
        let mut seen: HashMap<&str, &Event> = HashMap::new();
        for event in self.events.iter().filter(|event| event.kind == Kind::Track) {
            if let Some(first) = seen.insert(&event.name, event) {
                let message = format!("two files claim the event \"{}\"", event.name);
                self.found.push(
                    Diagnostic::error("event-duplicate", event.name_span, message)
                        .note(first.name_span, "the other one")
                        .help("delete one of the two, or name its event otherwise with `\"x-letter\": { \"track\": \"…\" }`"),
                );
            }
        }
    }

    /// What a file says, with the places of it all; `None` of what is no JSON.
    #[must_use]
    pub fn json(&self, file: FileId) -> Option<&Json> {
        self.json.get(&file)
    }

    /// The path of the file that a schema stands in.
    #[must_use]
    pub fn path_of(&self, schema: SchemaId) -> &str {
        self.sources.file(self.schemas.get(schema).span.file).path()
    }
}

/// Whether a file only holds definitions: it asks nothing of a value itself.
fn is_shared(json: &Json) -> bool {
    const NOTHING_ASKED: &[&str] =
        &["$schema", "$id", "id", "$comment", "title", "description", "$defs", "definitions", "$anchor"];
    matches!(json.value, Value::Object(_))
        && (json.get("$defs").is_some() || json.get("definitions").is_some())
        && json.members().iter().all(|member| NOTHING_ASKED.contains(&member.key.as_str()))
}

impl Schemas {
    /// Whether a schema accepts nothing at all, as far as it says so itself.
    #[must_use]
    pub fn is_false(&self, id: SchemaId) -> bool {
        matches!(self.get(id).form, Form::Boolean(false))
    }
}
