//! `cargo xtask diff` and `check --against`, as a user or CI runs them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};

use super::repository::{folder, git, program, run, variables};
use super::{stderr, stdout};

const BEFORE: &str = r#"{
  "title": "Paid",
  "description": "A customer paid.",
  "type": "object",
  "required": ["amount"],
  "properties": {
    "amount": { "type": "integer", "description": "What was paid, in cents.", "minimum": 0, "maximum": 100 },
    "via": { "type": "string", "description": "How it was paid.", "enum": ["card", "cash"] }
  }
}
"#;

/// A repository whose plan has two versions: `v1`, and the commit after it.
fn repository(name: &str, now: &str) -> PathBuf {
    let folder = folder(name);
    let file = folder.join("schemas/paid.json");
    fs::write(&file, BEFORE).unwrap();
    git(&folder, &["init", "--quiet"]);
    git(&folder, &["add", "."]);
    git(&folder, &["commit", "--quiet", "--message", "one"]);
    git(&folder, &["tag", "v1"]);
    fs::write(&file, now).unwrap();
    git(&folder, &["commit", "--quiet", "--all", "--message", "two"]);
    folder
}

fn tightened() -> String {
    BEFORE.replace("\"maximum\": 100", "\"maximum\": 50").replace("\"cash\"]", "\"cash\", \"wire\"]")
}

#[test]
fn revisions_are_compared() {
    let folder = repository("revisions", &tightened());
    let output = run(&folder, &["diff", "v1", "HEAD", "--format", "json"]);
    assert_eq!((output.status.code(), stderr(&output).as_str()), (Some(1), ""));
    let found: Value = serde_json::from_str(&stdout(&output)).unwrap();
    assert_eq!((&found["breaking"], &found["step"]), (&json!(true), &json!("major")));
    let changes = found["changes"].as_array().unwrap();
    let facts: Vec<Value> = changes
        .iter()
        .map(|change| {
            json!([change["rule"], change["level"], change["for"], change["file"], change["pointer"]])
        })
        .collect();
    assert_eq!(
        facts,
        [
            json!(["maximum-tightened", "breaking", "producers", "paid.json", "/properties/amount"]),
            json!(["enum-value-added", "breaking", "consumers", "paid.json", "/properties/via"]),
        ]
    );
    // What was right and is too much now.
    assert!(
        changes[0]["witness"]["amount"].as_i64().is_some_and(|amount| (51..=100).contains(&amount)),
        "{found}"
    );
    assert_eq!(changes[1]["witness"]["via"], "wire");

    // A folder, a path in a revision, and one direction only.
    for (old, new) in
        [("v1", "schemas"), ("v1:schemas", "HEAD:schemas"), ("v1:schemas/paid.json", "schemas/paid.json")]
    {
        let output = run(&folder, &["diff", old, new, "--for", "consumers", "--format", "json"]);
        let found: Value = serde_json::from_str(&stdout(&output)).unwrap();
        let levels: Vec<&Value> =
            found["changes"].as_array().unwrap().iter().map(|change| &change["level"]).collect();
        assert_eq!(levels, ["compatible", "breaking"], "{old} {new}");
    }
    let output = run(&folder, &["diff", "HEAD", "schemas"]);
    assert_eq!((output.status.code(), stdout(&output).as_str()), (Some(0), "nothing changed\n"));
}

#[test]
fn people_see_who_breaks_and_why() {
    let folder = repository("people", &tightened());
    let output = run(&folder, &["diff", "v1", "HEAD"]);
    let expected = "\
breaks producers[maximum-tightened]: `amount` has a tighter maximum: at most 50 now, at most 100 before
  --> paid.json#/properties/amount
  valid in the old plan, refused by the new one:
    {\"amount\":100}

breaks consumers[enum-value-added]: `via` may be \"wire\" now
  --> paid.json#/properties/via
  valid in the new plan, refused by the old one:
    {\"amount\":1,\"via\":\"wire\"}

2 changes, 2 breaking: a major step
";
    assert_eq!(stdout(&output), expected);
}

#[test]
fn what_cannot_be_compared_ends_with_2() {
    let folder = repository("failures", BEFORE.trim_end());
    let fails = |old: &str, new: &str, said: &str| {
        let output = run(&folder, &["diff", old, new]);
        assert_eq!((output.status.code(), stdout(&output).as_str()), (Some(2), ""), "{old} {new}");
        assert!(
            stderr(&output).starts_with("error: ") && stderr(&output).contains(said),
            "{}",
            stderr(&output)
        );
    };
    fails("v2", "schemas", "there is no file, folder or git revision `v2`");
    fails("v1:plans", "schemas", "there is no `.json` file in `plans` at `v1`");
    fails("--output=x", "schemas", "a format and a file are expected");
    fs::write(folder.join("schemas/broken.json"), "{").unwrap();
    fails("v1", "schemas", "broken.json: the file ends in the middle of a value");
    let _ = fs::remove_file(folder.join("schemas/broken.json"));

    // A clone without history says how to get it.
    let clone = folder.with_file_name("shallow");
    let _ = fs::remove_dir_all(&clone);
    let from = format!("file://{}", folder.display());
    git(&folder, &["clone", "--quiet", "--depth", "1", "--no-tags", &from, &clone.display().to_string()]);
    let output = run(&clone, &["diff", "HEAD~1", "schemas"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        stderr(&output).contains("this clone is shallow: fetch the whole history"),
        "{}",
        stderr(&output)
    );
}

#[test]
fn check_adds_what_breaks() {
    let folder = repository("check", &tightened());
    let output = run(&folder, &["check", "--against", "v1", "--format", "short"]);
    assert_eq!(output.status.code(), Some(1), "{}{}", stdout(&output), stderr(&output));
    let text = stdout(&output);
    assert!(
        text.contains("schemas/paid.json:7:15: error[maximum-tightened]: `amount` has a tighter maximum"),
        "{text}"
    );
    assert!(text.contains("breaks producers"), "{text}");
    let output = run(&folder, &["check", "--against", "HEAD", "--format", "short"]);
    assert!(!stdout(&output).contains("tightened"), "{}", stdout(&output));

    // What cannot be read has not gone.
    fs::write(folder.join("schemas/paid.json"), "{").unwrap();
    let output = run(&folder, &["check", "--against", "v1", "--format", "short"]);
    let text = stdout(&output);
    assert!(text.contains("json-syntax") && !text.contains("removed"), "{text}");
    let output = run(&folder, &["check", "--against", "v9", "--format", "short"]);
    assert_eq!(output.status.code(), Some(2), "{}", stdout(&output));
}

#[test]
fn what_is_wrong_with_git_is_not_called_something_else() {
    let folder = repository("no-git", &tightened());
    let built = run(&folder, &["diff", "HEAD", "schemas"]);
    assert_eq!(built.status.code(), Some(0), "{}", stderr(&built));
    let said = |name: &str, value: &Path| {
        let mut command = Command::new(program());
        // Without what the machine says of folders that belong to somebody else.
        variables(&mut command, "2026-06-01");
        command.args(["diff", "HEAD", "schemas"]).current_dir(&folder).env(name, value);
        let output = command.output().unwrap();
        assert_eq!((output.status.code(), stdout(&output).as_str()), (Some(2), ""));
        stderr(&output)
    };
    let text = said("PATH", &folder.join("schemas"));
    assert!(text.starts_with("error: the `git` program cannot be used: "), "{text}");
    // As in a container whose folder belongs to somebody else: git's own tests have this variable.
    let text = said("GIT_TEST_ASSUME_DIFFERENT_OWNER", Path::new("1"));
    assert!(text.starts_with("error: git: ") && text.contains("safe.directory"), "{text}");
    assert_eq!(text.lines().count(), 1, "{text}");

    let text = said("GIT_DIR", &folder.join("nothing"));
    assert!(text.contains("this is no git repository"), "{text}");

    let empty = folder_without_commits("no-commits");
    let output = run(&empty, &["check", "--against", "HEAD"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("nothing was committed in this repository yet"), "{}", stderr(&output));
}

/// A repository with a plan that was not committed.
fn folder_without_commits(name: &str) -> PathBuf {
    let folder = folder(name);
    fs::write(folder.join("schemas/paid.json"), BEFORE).unwrap();
    git(&folder, &["init", "--quiet"]);
    folder
}
