//! Wrong usage: told in words, with exit code 2.

use std::fs;
use std::path::Path;

use super::{stderr, stdout, xtask};

#[track_caller]
fn refuses(arguments: &[&str], message: &str) {
    let output = xtask(arguments).output().unwrap();
    assert_eq!(output.status.code(), Some(2), "{arguments:?}: {}", stderr(&output));
    assert!(stderr(&output).contains(message), "{arguments:?}: {}", stderr(&output));
    assert!(!stderr(&output).contains("panicked"), "{}", stderr(&output));
    assert!(output.stdout.is_empty(), "{}", stdout(&output));
}

#[test]
fn unknown_commands_and_arguments() {
    refuses(&[], "Usage: cargo xtask <COMMAND>");
    refuses(&["sevre"], "'serve'");
    refuses(&["demo", "now"], "unexpected argument 'now'");
    refuses(&["serve", "--port"], "a value is required for '--port <PORT>'");
    refuses(&["serve", "--port", "65536"], "a port is a number from 0 to 65535");
    refuses(&["serve", "--port", "http"], "a port is a number from 0 to 65535");
    refuses(&["check", "--format", "xml"], "possible values: human, short, json, github, sarif");
    refuses(&["check", "--watch", "--output", "json=a.json"], "cannot be used with");
}

#[test]
fn plans_that_cannot_be_read() {
    refuses(&["serve", "nowhere"], "there is no folder `nowhere`");
    refuses(&["serve", "Cargo.toml"], "`Cargo.toml` is not a folder of schema files");

    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("unreadable_plan");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    let name = folder.to_str().unwrap();
    refuses(&["serve", "--port", "0", name], "there are no schema files (*.json) in this folder");
    fs::write(folder.join("a.json"), "{").unwrap();
    refuses(&["serve", "--port", "0", name], "a.json: EOF while parsing an object at line 1 column 1");
    fs::write(folder.join("a.json"), r#"{"type":"objet"}"#).unwrap();
    refuses(&["serve", "--port", "0", name], "a.json: this is no JSON Schema: at /type, \"objet\"");
    fs::write(folder.join("a.json"), r#"{"$ref":"b.json"}"#).unwrap();
    refuses(
        &["serve", "--port", "0", name],
        "a schema refers to the file `b.json`, which is not in this folder",
    );
    fs::write(folder.join("a.json"), r#"{"$ref":"https://example.com/b.json"}"#).unwrap();
    refuses(
        &["serve", "--port", "0", name],
        "refers to `https://example.com/b.json`: only this folder is read",
    );
    fs::write(folder.join("a.json"), r#"{"x-letter":{"track":"A"}}"#).unwrap();
    fs::write(folder.join("b.json"), r#"{"x-letter":{"track":"A"}}"#).unwrap();
    refuses(&["serve", "--port", "0", name], "b.json: a file before it describes the event `A` as well");
}

#[test]
fn help_is_no_error() {
    let output = xtask(&["--help"]).output().unwrap();
    assert!(output.status.success());
    for command in
        ["check", "completions", "demo", "diff", "docs", "explain", "man", "new", "search", "serve", "stats"]
    {
        assert!(stdout(&output).contains(&format!("\n  {command} ")), "{}", stdout(&output));
    }
}
