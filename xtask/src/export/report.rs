//! What the types report of themselves, as `letter` writes it.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use letter_schema::x_letter::Kind;
use serde::Deserialize;

use super::told::{Content, Told};
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
    /// It is held to a file that people keep; nothing else is known of it.
    #[serde(default)]
    pub(super) held: bool,
    /// `None` of the two.
    #[serde(default)]
    pub(super) event: Option<Event>,
    /// What is inside of it, and the types there, by the names that the compiler has for them.
    #[serde(default)]
    pub(super) content: Option<Content>,
    #[serde(default)]
    pub(super) types: BTreeMap<String, Told>,
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

    /// Whether both are of one type, compiled into several programs.
    fn says_as(&self, other: &Self) -> bool {
        (&self.event, &self.schema, &self.types) == (&other.event, &other.schema, &other.types)
    }

    /// Whether it stands in a module of tests, and so is nothing that an application sends. A crate may be called so.
    pub(super) fn is_test(&self) -> bool {
        let modules = self.path.split("::").skip(1);
        modules
            .take_while(|segment| *segment != self.ident())
            .any(|segment| matches!(segment, "test" | "tests"))
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
    let mut read: BTreeMap<(String, u32, String), Vec<Report>> = BTreeMap::new();
    for entry in fs::read_dir(folder).map_err(|error| failed(&error))? {
        let entry = entry.map_err(|error| failed(&error))?;
        let text = fs::read_to_string(entry.path()).map_err(|error| failed(&error))?;
        let report: Report = serde_json::from_str(&text).map_err(|error| failed(&error))?;
        let alike = read.entry((report.file.clone(), report.line, report.ident().to_owned())).or_default();
        match alike.iter_mut().find(|other| other.says_as(&report)) {
            // Always the same one of several.
            Some(other) if report.path < other.path => *other = report,
            Some(_) => {}
            None => alike.push(report),
        }
    }
    let mut reports: Vec<Report> = read.into_values().flatten().collect();
    reports.sort_by(|one, other| one.path.cmp(&other.path));
    Ok(reports)
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use serde_json::json;

    use super::read;

    #[test]
    fn what_is_compiled_twice_counts_once_and_tests_are_known() {
        let folder = std::env::temp_dir().join(format!("letter-reports-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        let report = |path: &str, line: u32, schema: bool| {
            json!({ "type": path, "file": "src/events.rs", "line": line, "schema": schema }).to_string()
        };
        let reports = [
            report("shop_cli::events::Paid", 7, true),
            report("shop::events::Paid", 7, true),
            // Two types of one macro, and one that is another under another feature.
            report("shop::events::Sent", 7, true),
            report("shop::events::Sent", 7, false),
            report("test::events::tests::Paid", 9, true),
            report("tests::Paid", 11, true),
        ];
        for (at, text) in reports.iter().enumerate() {
            fs::write(folder.join(format!("{at}.json")), text).unwrap();
        }
        let paths = |folder: &Path| read(folder).unwrap().into_iter().map(|one| one.path).collect::<Vec<_>>();
        let all = [
            "shop::events::Paid",
            "shop::events::Sent",
            "shop::events::Sent",
            "test::events::tests::Paid",
            "tests::Paid",
        ];
        assert_eq!(paths(&folder), all);
        let tests = read(&folder).unwrap().into_iter().filter(super::Report::is_test);
        assert_eq!(tests.map(|one| one.path).collect::<Vec<_>>(), ["test::events::tests::Paid"]);
        fs::write(folder.join("x.json"), "{}").unwrap();
        assert!(read(&folder).is_err());
        fs::remove_dir_all(&folder).unwrap();
    }
}
