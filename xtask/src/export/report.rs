//! What the types report of themselves, as `letter` writes it.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use letter_schema::x_letter::Kind;
use serde::Deserialize;

use super::tree::Tree;
use crate::failure::Failure;

/// A type.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(super) struct Report {
    /// Its path in Rust.
    #[serde(rename = "type")]
    pub(super) path: String,
    /// The source file, relative to the workspace, and the line in it.
    pub(super) file: String,
    pub(super) line: u32,
    /// It has type parameters; nothing else is known of it.
    #[serde(default)]
    pub(super) generic: bool,
    /// `None` of a value inside of events.
    #[serde(default)]
    pub(super) event: Option<Event>,
    #[serde(default)]
    pub(super) facts: Vec<Fact>,
    /// What the compiler calls it, and the types whose fields stand among its own.
    #[serde(default)]
    pub(super) type_name: String,
    #[serde(default)]
    pub(super) flattened: Vec<String>,
    /// What schemas of other types call it.
    #[serde(default)]
    pub(super) schema_name: Option<String>,
    /// `None` of a type without `JsonSchema`.
    #[serde(default)]
    pub(super) schema: Option<Tree>,
}

/// What `#[letter(…)]` says of an event or of traits; a text that it does not say is empty.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(super) struct Event {
    pub(super) kind: Call,
    /// The name on the wire; for traits that of the type.
    pub(super) name: String,
    pub(super) description: String,
    pub(super) owner: String,
    pub(super) tags: Vec<String>,
    pub(super) since: String,
    pub(super) deprecated: bool,
    pub(super) replaced_by: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Call {
    Track,
    Identify,
    Group,
}

impl Call {
    pub(super) fn kind(self) -> Kind {
        match self {
            Self::Track => Kind::Track,
            Self::Identify => Kind::Identify,
            Self::Group => Kind::Group,
        }
    }
}

/// What attributes say of a field, and its schema does not: the key, the class of personal data, the envelope's field,
/// and whether `null` is never written.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(super) struct Fact(pub(super) String, pub(super) String, pub(super) String, pub(super) bool);

impl Report {
    /// The name of the type.
    pub(super) fn ident(&self) -> &str {
        let ident = self.path.rsplit("::").next().unwrap_or(&self.path);
        ident.strip_prefix("r#").unwrap_or(ident)
    }

    /// Where it is declared.
    pub(super) fn place(&self) -> String {
        format!("{}:{}", self.file, self.line)
    }

    /// Whether it stands in a module of tests, and so is nothing that an application sends.
    fn is_test(&self) -> bool {
        self.path.split("::").any(|segment| matches!(segment, "test" | "tests"))
    }
}

/// The reports in a folder, in the order of their paths. What is compiled into several programs reports itself
/// several times, and counts once.
///
/// # Errors
/// When a report cannot be read.
pub(super) fn read(folder: &Path) -> Result<Vec<Report>, Failure> {
    let failed = |error: &dyn std::fmt::Display| {
        Failure::new(format!(
            "a report in {} cannot be read: {error}; the versions of letter and of this command may differ",
            folder.display()
        ))
    };
    let mut read: BTreeMap<(String, String, u32), Vec<Report>> = BTreeMap::new();
    for entry in fs::read_dir(folder).map_err(|error| failed(&error))? {
        let entry = entry.map_err(|error| failed(&error))?;
        let text = fs::read_to_string(entry.path()).map_err(|error| failed(&error))?;
        let report: Report = serde_json::from_str(&text).map_err(|error| failed(&error))?;
        if report.is_test() {
            continue;
        }
        let alike = read.entry((report.path.clone(), report.file.clone(), report.line)).or_default();
        if !alike.contains(&report) {
            alike.push(report);
        }
    }
    Ok(read.into_values().flatten().collect())
}
