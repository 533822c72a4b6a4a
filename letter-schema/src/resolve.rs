//! References: to pointers, anchors and ids, in the same file and in others; and cycles that never descend.

use std::collections::HashMap;

use crate::diagnostic::Diagnostic;
use crate::plan::{Parsed, Plan};
use crate::read::{NameKind, Reader, escape};
use crate::schema::{Form, Reference, SchemaId, Schemas};
use crate::source::FileId;
use crate::suggest::nearest;

/// The files that the references of a file name by a relative path.
pub(crate) fn files_named_by(plan: &Plan, file: &Parsed) -> Vec<String> {
    let mut files = Vec::new();
    for reference in plan
        .schemas
        .ids_in(file.schemas.clone())
        .filter_map(|id| plan.schemas.keywords(id)?.reference.as_ref())
    {
        let (uri, _) = split_fragment(&reference.text);
        if uri.is_empty() || has_scheme(uri) {
            continue;
        }
        let path = join_path(plan.sources.file(file.id).path(), uri);
        if !files.contains(&path) {
            files.push(path);
        }
    }
    files
}

/// Resolves every reference of the plan, and reports those that lead nowhere or only to themselves.
pub(crate) fn resolve(plan: &mut Plan, files: &mut [Parsed]) {
    let mut index = Index::new(plan, files);
    // Reading what a reference points at may bring further references.
    let mut next = 0;
    loop {
        let ids: Vec<SchemaId> = plan.schemas.ids_in(next..usize::MAX).collect();
        if ids.is_empty() {
            break;
        }
        next += ids.len();
        for id in ids {
            let Some(reference) = plan.schemas.keywords(id).and_then(|keywords| keywords.reference.clone())
            else {
                continue;
            };
            let target = match index.find(plan, files, id, &reference) {
                Ok(target) => Some(target),
                Err(problem) => {
                    let pointer = format!("{}/$ref", plan.schemas.get(id).pointer);
                    plan.found.push(*problem.pointer(pointer).boxed());
                    None
                }
            };
            if let Form::Keywords(keywords) = &mut plan.schemas.get_mut(id).form
                && let Some(reference) = &mut keywords.reference
            {
                reference.target = target;
            }
        }
    }
    dynamic(plan, files);
    cycles(plan);
}

impl Diagnostic {
    /// Errors of results are kept small.
    fn boxed(self) -> Box<Self> {
        Box::new(self)
    }
}

struct Index {
    pointers: HashMap<(FileId, String), SchemaId>,
    paths: HashMap<String, usize>,
    files: HashMap<FileId, usize>,
    /// Absolute identifiers, without fragment.
    ids: HashMap<String, SchemaId>,
}

impl Index {
    fn new(plan: &Plan, files: &[Parsed]) -> Self {
        let mut index = Self {
            pointers: HashMap::new(),
            paths: HashMap::new(),
            files: HashMap::new(),
            ids: HashMap::new(),
        };
        for id in plan.schemas.ids() {
            index.add(&plan.schemas, id);
        }
        for (at, file) in files.iter().enumerate() {
            index.paths.insert(plan.sources.file(file.id).path().to_owned(), at);
            index.files.insert(file.id, at);
        }
        for file in files {
            for name in file.names.iter().filter(|name| name.kind == NameKind::Id) {
                let base = base_of(plan, file, name.schema, false);
                let (id, _) = split_fragment(&name.text);
                index.ids.insert(join_uri(&base, id), name.schema);
            }
        }
        index
    }

    fn add(&mut self, schemas: &Schemas, id: SchemaId) {
        let schema = schemas.get(id);
        self.pointers.entry((schema.span.file, schema.pointer.clone())).or_insert(id);
    }

    fn find(
        &mut self,
        plan: &mut Plan,
        files: &mut [Parsed],
        from: SchemaId,
        reference: &Reference,
    ) -> Result<SchemaId, Box<Diagnostic>> {
        let file_id = plan.schemas.get(from).span.file;
        let Some(at) = self.files.get(&file_id).copied() else {
            return Err(
                Diagnostic::error("reference", reference.span, "the file of this reference is gone").boxed()
            );
        };
        let (uri, fragment) = split_fragment(&reference.text);
        let (file, resource) = if uri.is_empty() {
            (at, resource_of(plan, &files[at], from))
        } else {
            self.resource(plan, files, at, from, uri, reference)?
        };
        let fragment = percent_decode(fragment);
        if fragment.is_empty() {
            return Ok(resource);
        }
        if !fragment.starts_with('/') {
            return anchor(plan, &files[file], resource, &fragment, reference);
        }
        let pointer = format!("{}{fragment}", plan.schemas.get(resource).pointer);
        self.pointed(plan, &mut files[file], pointer, reference)
    }

    /// The resource of a URI: a schema with that `$id`, or a file at that path.
    fn resource(
        &self,
        plan: &Plan,
        files: &[Parsed],
        at: usize,
        from: SchemaId,
        uri: &str,
        reference: &Reference,
    ) -> Result<(usize, SchemaId), Box<Diagnostic>> {
        let base = base_of(plan, &files[at], from, true);
        let file_of = |id: SchemaId| self.files.get(&plan.schemas.get(id).span.file).map(|file| (*file, id));
        let by_id = self.ids.get(&join_uri(&base, uri)).or_else(|| self.ids.get(uri));
        if let Some(found) = by_id.and_then(|id| file_of(*id)) {
            return Ok(found);
        }
        let path = join_path(plan.sources.file(files[at].id).path(), uri);
        if !has_scheme(uri)
            && let Some(file) = self.paths.get(&path)
        {
            return Ok((*file, files[*file].root));
        }
        let (message, help) = if has_scheme(uri) {
            (
                format!(
                    "\"{}\" refers to another place on the network, and nothing is fetched",
                    reference.text
                ),
                "save that schema as a file of the plan and refer to it by its path".to_owned(),
            )
        } else if plan.sources.iter().any(|(_, file)| file.path() == path) {
            let help = "mend that file first: what is wrong with it is told in its place";
            (format!("the file {path} cannot be read"), help.to_owned())
        } else {
            let near = nearest(&path, self.paths.keys().map(String::as_str));
            (
                format!("there is no file {path} in the plan"),
                match near {
                    Some(near) => format!("did you mean {near}?"),
                    None => "a reference to a file is relative to the file that it stands in".to_owned(),
                },
            )
        };
        let rule = if has_scheme(uri) { "reference-remote" } else { "reference" };
        Err(Diagnostic::error(rule, reference.span, message).help(help).boxed())
    }

    fn pointed(
        &mut self,
        plan: &mut Plan,
        file: &mut Parsed,
        pointer: String,
        reference: &Reference,
    ) -> Result<SchemaId, Box<Diagnostic>> {
        if let Some(id) = self.pointers.get(&(file.id, pointer.clone())) {
            return Ok(*id);
        }
        // Not under a keyword that holds schemas, but there all the same.
        let mut json = &file.json;
        for (at, step) in pointer.split('/').enumerate().skip(1) {
            let key = step.replace("~1", "/").replace("~0", "~");
            let next = match (&json.value, key.parse::<usize>()) {
                (crate::json::Value::Array(items), Ok(index)) => items.get(index),
                _ => json.get(&key),
            };
            let Some(next) = next else {
                let parent: Vec<&str> = pointer.split('/').take(at).collect();
                let (parent, path) = (parent.join("/"), plan.sources.file(file.id).path());
                let message = format!("there is no #{pointer} in {path}");
                let keys = json.members().iter().map(|member| member.key.as_str());
                let help = match nearest(&key, keys.clone()) {
                    Some(near) => format!("did you mean \"#{parent}/{}\"?", escape(near)),
                    None if json.members().is_empty() => format!("#{parent} has nothing inside"),
                    None => {
                        let keys: Vec<&str> = keys.take(12).collect();
                        format!("#{parent} has {}", keys.join(", "))
                    }
                };
                return Err(Diagnostic::error("reference", reference.span, message).help(help).boxed());
            };
            json = next;
        }
        let first = plan.schemas.ids().len();
        let mut reader = Reader {
            schemas: &mut plan.schemas,
            found: &mut plan.found,
            dialect: file.dialect,
            names: Vec::new(),
            at_root: false,
        };
        let id = reader.schema(json, pointer);
        file.names.extend(reader.names);
        for id in plan.schemas.ids_in(first..usize::MAX) {
            self.add(&plan.schemas, id);
        }
        Ok(id)
    }
}

/// The schema of a resource with an anchor.
fn anchor(
    plan: &Plan,
    file: &Parsed,
    resource: SchemaId,
    name: &str,
    reference: &Reference,
) -> Result<SchemaId, Box<Diagnostic>> {
    let anchors = file.names.iter().filter(|anchor| anchor.kind != NameKind::Id);
    let mut inside = anchors.clone().filter(|anchor| resource_of(plan, file, anchor.schema) == resource);
    if let Some(found) = inside.find(|anchor| anchor.text == name) {
        return Ok(found.schema);
    }
    let near = nearest(name, anchors.map(|anchor| anchor.text.as_str()));
    let message = format!("no schema in {} has the anchor \"{name}\"", plan.sources.file(file.id).path());
    let help = match near {
        Some(near) => format!("did you mean \"#{near}\"?"),
        None => "write a JSON pointer, such as \"#/$defs/Name\", or give the schema an `$anchor`".to_owned(),
    };
    Err(Diagnostic::error("reference", reference.span, message).help(help).boxed())
}

/// Dynamic references are plain ones as long as there is one schema that they can mean.
fn dynamic(plan: &mut Plan, files: &[Parsed]) {
    for file in files {
        let dynamic = file.names.iter().filter(|name| name.kind == NameKind::Dynamic);
        let mut names: Vec<&str> = dynamic.map(|name| name.text.as_str()).collect();
        names.sort_unstable();
        let Some(twice) = names.windows(2).find(|pair| pair[0] == pair[1]).map(|pair| pair[0]) else {
            continue;
        };
        for id in plan.schemas.ids().filter(|id| plan.schemas.get(*id).span.file == file.id) {
            let Some(keywords) = plan.schemas.keywords(id) else { continue };
            let span = keywords.span_of("$dynamicRef").or(keywords.span_of("$recursiveRef"));
            if let Some(span) = span {
                let message = "this reference means another schema for every way that leads to it";
                let anchor = if twice.is_empty() {
                    "`$recursiveAnchor`".to_owned()
                } else {
                    format!("the `$dynamicAnchor` \"{twice}\"")
                };
                plan.found.push(
                    Diagnostic::error("reference-dynamic", span, message)
                        .pointer(plan.schemas.get(id).pointer.clone())
                        .help(format!("write a `$ref`: {anchor} stands in the file several times, and types are made of one")),
                );
            }
        }
    }
}

/// The schema with the nearest `$id` around a schema, else the root of the file.
fn resource_of(plan: &Plan, file: &Parsed, schema: SchemaId) -> SchemaId {
    around(plan, file, schema, true).last().copied().unwrap_or(file.root)
}

/// The schemas with an `$id` around a schema, from the outside in.
fn around(plan: &Plan, file: &Parsed, schema: SchemaId, itself: bool) -> Vec<SchemaId> {
    let pointer = &plan.schemas.get(schema).pointer;
    let mut around: Vec<SchemaId> = file
        .names
        .iter()
        .filter(|name| name.kind == NameKind::Id)
        .map(|name| name.schema)
        .filter(|id| {
            let outer = &plan.schemas.get(*id).pointer;
            let inside = pointer.strip_prefix(outer.as_str());
            inside.is_some_and(|rest| rest.starts_with('/') || (rest.is_empty() && itself))
        })
        .collect();
    around.sort_by_key(|id| plan.schemas.get(*id).pointer.len());
    around
}

/// The URI that references inside of a schema are relative to; empty if nothing gives one.
fn base_of(plan: &Plan, file: &Parsed, schema: SchemaId, itself: bool) -> String {
    let mut base = String::new();
    for outer in around(plan, file, schema, itself) {
        let names = file.names.iter().filter(|name| name.kind == NameKind::Id && name.schema == outer);
        for name in names {
            base = join_uri(&base, split_fragment(&name.text).0);
        }
    }
    base
}

fn split_fragment(uri: &str) -> (&str, &str) {
    uri.split_once('#').unwrap_or((uri, ""))
}

fn has_scheme(uri: &str) -> bool {
    uri.split_once(':').is_some_and(|(scheme, _)| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
    })
}

/// RFC 3986, section 5.2, as far as identifiers of schemas need it.
fn join_uri(base: &str, uri: &str) -> String {
    if has_scheme(uri) || base.is_empty() {
        return uri.to_owned();
    }
    let authority_end = base.find("://").map_or(0, |at| {
        let start = at + 3;
        base[start..].find('/').map_or(base.len(), |slash| start + slash)
    });
    let (authority, path) = base.split_at(authority_end);
    if uri.is_empty() {
        base.to_owned()
    } else if uri.starts_with('/') {
        format!("{authority}{uri}")
    } else if authority.is_empty() && has_scheme(base) {
        // `urn:…` has no hierarchy to be relative to.
        uri.to_owned()
    } else {
        format!("{authority}/{}", join_path(path.trim_start_matches('/'), uri))
    }
}

/// A path relative to the folder of a file, without `.` and, as far as possible, `..`.
pub(crate) fn join_path(file: &str, relative: &str) -> String {
    let mut steps: Vec<&str> = file.split('/').collect();
    steps.pop();
    for step in relative.split('/') {
        match step {
            "." | "" => {}
            ".." if steps.last().is_some_and(|last| *last != "..") => {
                steps.pop();
            }
            step => steps.push(step),
        }
    }
    steps.join("/")
}

fn percent_decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let code = tail.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
        match code.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) if *first == b'%' => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            _ => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Schemas that apply to the same value as the schema they stand in.
pub(crate) fn in_place(schemas: &Schemas, id: SchemaId) -> Vec<SchemaId> {
    let Some(keywords) = schemas.keywords(id) else { return Vec::new() };
    let mut all: Vec<SchemaId> = keywords.reference.iter().filter_map(|reference| reference.target).collect();
    all.extend(keywords.all_of.iter().chain(&keywords.any_of).chain(&keywords.one_of));
    all.extend(
        keywords.not.iter().chain(&keywords.condition).chain(&keywords.then).chain(&keywords.otherwise),
    );
    all.extend(keywords.dependent_schemas.iter().map(|(_, id)| *id));
    all
}

/// Reports schemas that come back to themselves without going into the value, and cuts them there.
fn cycles(plan: &mut Plan) {
    #[derive(Clone, Copy, PartialEq)]
    enum State {
        New,
        Open,
        Done,
    }
    let mut states = vec![State::New; plan.schemas.ids().len()];
    let mut cut: Vec<SchemaId> = Vec::new();
    for start in plan.schemas.ids() {
        if states[start.0 as usize] != State::New {
            continue;
        }
        // A stack of its own: chains of references can be longer than the thread's allows.
        let mut path = vec![(start, in_place(&plan.schemas, start), 0)];
        states[start.0 as usize] = State::Open;
        while let Some((id, inside, next)) = path.last_mut() {
            let Some(child) = inside.get(*next).copied() else {
                states[id.0 as usize] = State::Done;
                path.pop();
                continue;
            };
            *next += 1;
            let id = *id;
            match states[child.0 as usize] {
                State::New => {
                    states[child.0 as usize] = State::Open;
                    path.push((child, in_place(&plan.schemas, child), 0));
                }
                State::Open => cut.push(id),
                State::Done => {}
            }
        }
    }
    for id in cut {
        let schema = plan.schemas.get(id);
        let keywords = plan.schemas.keywords(id);
        let span =
            keywords.and_then(|k| k.reference.as_ref()).map_or(schema.span, |reference| reference.span);
        let message = "this schema comes back to itself without going into the value";
        let pointer = schema.pointer.clone();
        plan.found.push(
            Diagnostic::error("reference-cycle", span, message)
                .pointer(pointer)
                .help("refer to it from inside of `properties` or `items`, or take the reference out"),
        );
        if let Form::Keywords(keywords) = &mut plan.schemas.get_mut(id).form {
            let keep = std::mem::take(&mut keywords.definitions);
            **keywords = crate::schema::Keywords { definitions: keep, ..Default::default() };
        }
    }
}
