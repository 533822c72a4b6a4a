//! Reading a folder of schema files into validators.

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use jsonschema::{Draft, ReferencingError, Registry, ValidationError, Validator};
use serde_json::Value;

use super::{Plan, Schema};

/// References between files are resolved against this; nothing is fetched from it.
const BASE: &str = "letter-plan:///";
/// The file that describes the plan as a whole, and no event.
const PLAN_FILE: &str = "plan.json";

/// Why a plan cannot be used, with the file.
#[derive(Debug)]
pub struct ReadError {
    path: PathBuf,
    problem: String,
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path.display(), self.problem)
    }
}

impl std::error::Error for ReadError {}

impl Plan {
    /// Reads the schema files in a folder and the folders in it.
    ///
    /// # Errors
    /// When a file cannot be read, is not JSON or not a schema, or refers to what is not in the folder;
    /// when two describe one event; or when there are none.
    pub fn read(folder: &Path) -> Result<Self, ReadError> {
        let mut files = Vec::new();
        list(folder, &mut files).map_err(|error| fault(folder, error))?;
        files.retain(|path| *path != folder.join(PLAN_FILE));
        // The order of a folder's entries differs between machines.
        files.sort();
        let mut schemas = BTreeMap::new();
        for path in files {
            let text = fs::read_to_string(&path).map_err(|error| fault(&path, error))?;
            let schema: Value = serde_json::from_str(&text).map_err(|error| fault(&path, error))?;
            schemas.insert(path, schema);
        }
        let mut registry = Registry::new().draft(Draft::Draft202012);
        for (path, schema) in &schemas {
            registry = registry.add(uri(folder, path), schema).map_err(|error| fault(path, error))?;
        }
        let registry = registry.prepare().map_err(|error| fault(folder, dangling(&error)))?;

        let mut plan = Self { events: BTreeMap::new(), user_traits: vec![], account_traits: vec![] };
        for (path, schema) in schemas.iter().filter(|(_, schema)| !is_definitions(schema)) {
            let validator = jsonschema::options()
                .with_registry(&registry)
                .with_base_uri(uri(folder, path))
                .with_draft(Draft::Draft202012)
                .should_validate_formats(true)
                .offline()
                .build(schema)
                .map_err(|error| fault(path, not_a_schema(&error)))?;
            plan.add(path, schema, validator)?;
        }
        if plan.events.is_empty() && plan.user_traits.is_empty() && plan.account_traits.is_empty() {
            return Err(fault(folder, "there are no schema files (*.json) in this folder"));
        }
        Ok(plan)
    }

    fn add(&mut self, path: &Path, schema: &Value, validator: Validator) -> Result<(), ReadError> {
        let about = &schema["x-letter"];
        let read = Schema { validator, properties: property_names(schema), outdated: outdated(schema) };
        if about["identify"] == true {
            self.user_traits.push(read);
        } else if about["group"] == true {
            self.account_traits.push(read);
        } else {
            let title = about["track"].as_str().or_else(|| schema["title"].as_str());
            let stem = || path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            let name = title.map_or_else(stem, str::to_owned);
            if self.events.insert(name.clone(), read).is_some() {
                return Err(fault(path, format!("a file before it describes the event `{name}` as well")));
            }
        }
        Ok(())
    }
}

fn list(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let path = entry.path();
        // Links to folders are not followed: they may lead in circles.
        if entry.file_type()?.is_dir() {
            list(&path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "json") && !path.ends_with(PLAN_FILE)
        {
            files.push(path);
        }
    }
    Ok(())
}

/// Whether a file only holds definitions for others.
fn is_definitions(schema: &Value) -> bool {
    let has = |key| schema.get(key).is_some();
    (has("$defs") || has("definitions")) && !has("x-letter") && !has("type") && !has("properties")
}

/// What to say about an event that the plan has, but should no longer be sent.
fn outdated(schema: &Value) -> Option<String> {
    let about = &schema["x-letter"];
    let status = match about["status"].as_str() {
        Some(status @ ("deprecated" | "removed")) => status,
        _ if schema["deprecated"] == true => "deprecated",
        _ => return None,
    };
    let instead = about["replaced_by"].as_str().map(|name| format!("; `{name}` takes its place"));
    Some(format!("it is {status}{}", instead.unwrap_or_default()))
}

fn property_names(schema: &Value) -> Vec<String> {
    let properties = schema["properties"].as_object();
    properties.map(|properties| properties.keys().cloned().collect()).unwrap_or_default()
}

fn uri(folder: &Path, path: &Path) -> String {
    let path = path.strip_prefix(folder).unwrap_or(path);
    let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy().replace(' ', "%20")).collect();
    format!("{BASE}{}", parts.join("/"))
}

/// What to say of a reference that leads nowhere.
fn dangling(error: &ReferencingError) -> String {
    let ReferencingError::Unretrievable { uri, .. } = error else { return error.to_string() };
    match uri.strip_prefix(BASE) {
        Some(path) => format!("a schema refers to the file `{path}`, which is not in this folder"),
        None => format!("a schema refers to `{uri}`: only this folder is read, and nothing is fetched"),
    }
}

fn not_a_schema(error: &ValidationError<'_>) -> String {
    match error.instance_path().as_str() {
        "" => format!("this is no JSON Schema: {error}"),
        place => format!("this is no JSON Schema: at {place}, {error}"),
    }
}

fn fault(path: &Path, problem: impl fmt::Display) -> ReadError {
    ReadError { path: path.to_owned(), problem: problem.to_string() }
}
