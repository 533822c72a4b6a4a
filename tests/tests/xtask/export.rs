//! `cargo xtask export`.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use super::{stderr, stdout, workspace, xtask};

/// A workspace in which events are declared in a library that knows `letter` by another name, and in a program that
/// only knows it through that library.
const ANALYTICS: &str = r#"
pub use events as letter;

/// A customer paid.
#[derive(serde::Serialize, schemars::JsonSchema, events::LetterEvent)]
#[letter(track, owner = "checkout", crate = events)]
pub struct OrderPaid {
    /// The amount in cents.
    pub total: u32,
    pub item: Item,
}

#[derive(serde::Serialize, schemars::JsonSchema, events::PropertyValue)]
#[letter(crate = events)]
pub struct Item {
    #[letter(pii = "name")]
    pub engraving: String,
}

#[derive(serde::Serialize, events::LetterEvent)]
#[letter(track, crate = events)]
pub struct Unschemed {
    pub total: u32,
}
"#;
const APP: &str = r#"
#![deny(warnings)]
#![forbid(non_snake_case)]

mod private {
    macro_rules! event {
        ($name:ident) => {
            #[derive(serde::Serialize, schemars::JsonSchema, analytics::letter::LetterEvent)]
            #[letter(identify, crate = analytics::letter)]
            pub(super) struct $name<'a> {
                pub(super) plan: &'a str,
            }
        };
    }
    event!(Person);
}

#[derive(serde::Serialize, analytics::letter::LetterEvent)]
#[letter(track, crate = analytics::letter)]
struct Wrapped<T> {
    inner: T,
}

#[derive(serde::Serialize, analytics::letter::LetterEvent)]
#[letter(track, schema = "held.json", crate = analytics::letter)]
struct Held {}

fn main() {
    #[derive(serde::Serialize, analytics::letter::LetterEvent)]
    #[letter(track, crate = analytics::letter)]
    struct Local {}
    let (_, _, _) = (Local {}, Wrapped { inner: 1 }.inner, Held {});
    let _ = private::Person { plan: "free" }.plan;
}

#[cfg(test)]
mod tests {
    #[derive(serde::Serialize, analytics::letter::LetterEvent)]
    #[letter(track, crate = analytics::letter)]
    struct OfTests {}

    #[test]
    fn other_tests_are_not_run() {
        let _ = OfTests {};
        panic!("an export runs nothing but itself");
    }
}
"#;

fn write(folder: &Path, file: &str, text: &str) {
    let path = folder.join(file);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn scratch() -> std::path::PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("export");
    let _ = fs::remove_dir_all(&folder);
    // The same settings and versions as here, so that what is built here is built once.
    let manifest = "[workspace]\nresolver = \"3\"\nmembers = [\"analytics\", \"app\"]\n\n[profile.dev]\ndebug = \"line-tables-only\"\n";
    write(&folder, "Cargo.toml", manifest);
    fs::copy(workspace().join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
    let package = |name: &str, dependency: &str| {
        format!(
            "[package]\nname = \"{name}\"\nedition = \"2024\"\n\n[dependencies]\n{dependency}\n\
             schemars = \"1\"\nserde = {{ version = \"1\", features = [\"derive\"] }}\n"
        )
    };
    let letter = format!("events = {{ package = \"letter\", path = {:?} }}", workspace().join("letter"));
    write(&folder, "analytics/Cargo.toml", &package("analytics", &letter));
    write(&folder, "analytics/src/lib.rs", ANALYTICS);
    write(&folder, "app/Cargo.toml", &package("app", "analytics = { path = \"../analytics\" }"));
    write(&folder, "app/src/main.rs", APP);
    let held = r#"{ "title": "Held", "x-letter": { "track": "Held" }, "type": "object", "additionalProperties": false }"#;
    write(&folder, "app/held.json", held);
    folder
}

/// The command, run as in another workspace.
fn export(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO"));
    command.args(["run", "--quiet", "--manifest-path"]).arg(workspace().join("Cargo.toml"));
    command.args(["--package", "letter-xtask", "--bin", "xtask", "--", "export"]).args(arguments);
    command.current_dir(folder).env("CARGO_TARGET_DIR", workspace().join("target"));
    command.output().unwrap()
}

#[test]
fn types_are_found_wherever_they_stand() {
    let folder = scratch();
    let output = export(&folder, &[]);
    let (out, err) = (stdout(&output), stderr(&output));
    assert_eq!(output.status.code(), Some(1), "{out}{err}");
    let help = "help: add `#[derive(schemars::JsonSchema)]` (of schemars 1) to `Unschemed` and to the types of its fields";
    assert!(
        out.contains("error: `analytics::Unschemed` does not tell its schema\n  --> analytics/src/lib.rs:"),
        "{out}"
    );
    assert!(out.contains(help), "{out}");
    assert!(err.contains("note: `app::Wrapped` at app/src/main.rs:"), "{err}");
    let mut files: Vec<_> =
        fs::read_dir(folder.join("schemas")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    files.sort();
    assert_eq!(files, ["order_paid.json", "person.json"]);

    let paid = fs::read_to_string(folder.join("schemas/order_paid.json")).unwrap();
    let expected = r##"{
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "title": "OrderPaid",
  "description": "A customer paid.",
  "x-letter": {
    "track": "Order Paid",
    "owner": "checkout",
    "exported_from": "analytics::OrderPaid"
  },
  "type": "object",
  "additionalProperties": false,
  "required": ["total", "item"],
  "properties": {
    "total": {
      "type": "integer",
      "description": "The amount in cents.",
      "minimum": 0,
      "maximum": 4294967295
    },
    "item": { "$ref": "#/$defs/Item" }
  },
  "$defs": {
    "Item": {
      "type": "object",
      "additionalProperties": false,
      "required": ["engraving"],
      "properties": {
        "engraving": {
          "type": "string",
          "x-letter": { "pii": "name" }
        }
      }
    }
  }
}
"##;
    assert_eq!(paid, expected);

    // A field more, and one type less that was in the way.
    let changed = ANALYTICS
        .replace("pub total: u32,\n    pub item", "pub total: u32,\n    pub paid: bool,\n    pub item");
    write(
        &folder,
        "analytics/src/lib.rs",
        changed.split("#[derive(serde::Serialize, events::LetterEvent)]").next().unwrap(),
    );
    let output = export(&folder, &["--check"]);
    let out = stdout(&output);
    assert_eq!(output.status.code(), Some(1), "{out}{}", stderr(&output));
    assert!(out.contains("+  \"required\": [\"total\", \"paid\", \"item\"],\n"), "{out}");
    assert!(
        stderr(&output).contains("2 types: 1 file differs: run `cargo xtask export`"),
        "{}",
        stderr(&output)
    );
    assert_eq!(fs::read_to_string(folder.join("schemas/order_paid.json")).unwrap(), expected);
}

#[test]
fn the_files_of_these_tests_are_as_their_types_say() {
    let output =
        xtask(&["export", "--check", "--package", "letter-tests", "tests/exported"]).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}{}", stdout(&output), stderr(&output));
    assert_eq!(stdout(&output), "");
}

#[test]
fn what_cannot_be_built_or_found_is_said() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("export_nothing");
    write(&folder, "Cargo.toml", "[workspace]\n\n[package]\nname = \"nothing\"\n");
    write(&folder, "src/lib.rs", "");
    let output = export(&folder, &[]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("depends on letter: there is no type to export"), "{}", stderr(&output));

    let output = export(Path::new("/"), &[]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("the types are found by building the workspace"), "{}", stderr(&output));
}
