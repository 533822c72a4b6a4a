//! `cargo xtask check` and `explain`, as a user or CI runs them.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};

use super::{repository, stderr, stdout, workspace, xtask};

/// An empty folder of this name.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("check").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// A folder with these files.
fn plan(name: &str, files: &[(&str, &str)]) -> PathBuf {
    let folder = folder(name);
    for (path, text) in files {
        fs::write(folder.join(path), text).unwrap();
    }
    folder
}

/// `check` of a folder, on a day that does not move.
fn check(folder: &Path, more: &[&str]) -> Output {
    let mut command = xtask(&["check", folder.to_str().unwrap()]);
    command.args(more).env("SOURCE_DATE_EPOCH", "1780272000").env_remove("GITHUB_STEP_SUMMARY");
    command.output().unwrap()
}

/// A file as findings name it: from the folder that the command runs in.
fn shown(file: &Path) -> String {
    file.strip_prefix(workspace()).unwrap_or(file).display().to_string()
}

const WRONG: &str = r#"{
  "title": "Paid",
  "description": "A customer paid.",
  "properties": {
    "coupon": { "type": "string", "mexLength": 8, "description": "What was redeemed." }
  }
}
"#;

#[test]
fn the_reference_plan_is_clean() {
    let output = xtask(&["check"]).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}{}", stdout(&output), stderr(&output));
    assert_eq!(stdout(&output), "15 events in 18 files: nothing found\n");
    assert_eq!(stderr(&output), "");
}

#[test]
fn errors_end_with_1_and_warnings_with_0() {
    let folder = plan("levels", &[("paid.json", WRONG)]);
    let output = check(&folder, &["--format", "short"]);
    assert_eq!(output.status.code(), Some(1), "{}", stdout(&output));
    let first = format!("{}:5:35: error[unknown-keyword]: ", shown(&folder.join("paid.json")));
    assert!(stdout(&output).starts_with(&first), "{}", stdout(&output));
    assert_eq!(stderr(&output), "");

    fs::write(folder.join("paid.json"), r#"{ "title": "Paid" }"#).unwrap();
    let output = check(&folder, &["--format", "short"]);
    assert_eq!(output.status.code(), Some(0), "{}", stdout(&output));
    assert!(stdout(&output).contains("warning[description-missing]: "), "{}", stdout(&output));
}

#[test]
fn one_run_serves_several_readers() {
    let folder = plan("outputs", &[("paid.json", WRONG)]);
    let out = |name: &str| folder.join(name).display().to_string();
    let (json_file, sarif_file, github_file) = (out("out.json.txt"), out("out.sarif"), out("out.github"));
    let mut command = xtask(&["check", folder.to_str().unwrap(), "--color", "always"]);
    command.args(["--output", &format!("json={json_file}"), "--output", &format!("sarif={sarif_file}")]);
    command.args(["--output", &format!("github={github_file}")]);
    let summary = folder.join("summary.md");
    fs::write(&summary, "before\n").unwrap();
    let output = command.env("GITHUB_STEP_SUMMARY", &summary).output().unwrap();
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    assert!(stdout(&output).contains("\u{1b}["), "{}", stdout(&output));

    let read = |file: &str| fs::read_to_string(file).unwrap();
    let json: Value = serde_json::from_str(&read(&json_file)).unwrap();
    let finding = &json["findings"][0];
    assert_eq!(finding["rule"], "unknown-keyword");
    assert_eq!(finding["level"], "error");
    assert_eq!(finding["file"], shown(&folder.join("paid.json")));
    assert_eq!((&finding["line"], &finding["column"]), (&json!(5), &json!(35)));
    assert_eq!(finding["pointer"], "/properties/coupon/mexLength");
    assert_eq!(finding["message"], "unknown keyword `mexLength`");

    assert!(read(&github_file).starts_with("::error file="), "{}", read(&github_file));
    let summary = fs::read_to_string(summary).unwrap();
    assert!(summary.starts_with("before\n## ❌ letter check\n"), "{summary}");

    let sarif: Value = serde_json::from_str(&read(&sarif_file)).unwrap();
    let schema = workspace().join("tests/tests/xtask/sarif/sarif-2.1.0.json");
    let mut schema: Value = serde_json::from_slice(&fs::read(schema).unwrap()).unwrap();
    // The pattern of languages has a bracket too many, which strict readers refuse; none is written here.
    for part in ["run", "toolComponent"] {
        let language = &mut schema["definitions"][part]["properties"]["language"];
        language.as_object_mut().unwrap().remove("pattern");
    }
    let validator = jsonschema::validator_for(&schema).unwrap();
    let faults: Vec<String> = validator.iter_errors(&sarif).map(|fault| fault.to_string()).collect();
    assert!(faults.is_empty(), "{faults:#?}");
    let result = &sarif["runs"][0]["results"][0];
    let place = &result["locations"][0]["physicalLocation"];
    assert_eq!(result["ruleId"], "unknown-keyword");
    assert_eq!(place["region"], json!({ "startLine": 5, "startColumn": 35, "endLine": 5, "endColumn": 46 }));
    let uri = place["artifactLocation"]["uri"].as_str().unwrap();
    assert!(uri.ends_with("/check/outputs/paid.json"), "{uri}");
    let change = &result["fixes"][0]["artifactChanges"][0]["replacements"][0];
    assert_eq!(change["insertedContent"]["text"], "\"maxLength\"");
}

#[test]
fn fix_mends_what_has_one_right_answer_and_nothing_else() {
    let before = "\u{feff}{\r\n  \"title\": \"Paid\",\r\n\t\"description\" :  \"Ü – a customer paid.\",\r\n  \
                  \"properties\": { \"a\": { \"enum\": [ \"x\", \"y\" , \"x\"], \"descripton\": \"Which.\" } },\r\n  \
                  \"required\": [\"a\",\r\n    \"a\"],\r\n}";
    let after = "{\r\n  \"title\": \"Paid\",\r\n\t\"description\" :  \"Ü – a customer paid.\",\r\n  \
                 \"properties\": { \"a\": { \"enum\": [ \"x\", \"y\"], \"description\": \"Which.\" } },\r\n  \
                 \"required\": [\"a\"]\r\n}";
    let folder = plan("fix", &[("paid.json", before)]);
    let output = check(&folder, &["--fix"]);
    assert_eq!(output.status.code(), Some(0), "{}{}", stdout(&output), stderr(&output));
    assert_eq!(fs::read_to_string(folder.join("paid.json")).unwrap(), after);
    assert_eq!(stdout(&output), "1 event in 1 file: nothing found\n");
    for rule in ["json-syntax", "enum-duplicate", "required-duplicate", "unknown-keyword"] {
        assert!(stderr(&output).contains(&format!("mended[{rule}] paid.json:")), "{}", stderr(&output));
    }
    // There is nothing left to mend.
    let output = check(&folder, &["--fix"]);
    assert_eq!((stderr(&output).as_str(), output.status.code()), ("", Some(0)));
}

#[test]
fn fix_leaves_alone_what_it_cannot_know() {
    let text = r#"{
  "title": "Paid",
  "description": "A customer paid.",
  "properties": { "a": { "maxLength": 4, "mexLength": 8, "description": "Which." } }
}"#;
    let folder = plan("fix_nothing", &[("paid.json", text)]);
    let output = check(&folder, &["--fix"]);
    assert_eq!(output.status.code(), Some(1), "{}", stdout(&output));
    assert_eq!(fs::read_to_string(folder.join("paid.json")).unwrap(), text);
    assert_eq!(stderr(&output), "");
}

const EXPORTED: &str = r#"{
  "title": "Paid",
  "description": "A customer paid.",
  "x-letter": { "track": "Paid", "exported_from": "shop::Paid" }
}"#;

#[test]
fn messages_name_the_program_as_it_was_called() {
    let folder = plan("called", &[("paid.json", EXPORTED)]);
    let letter = || {
        let mut command = Command::new(env!("CARGO"));
        command.args([
            "run",
            "--quiet",
            "--package",
            "letter-xtask",
            "--bin",
            "cargo-letter",
            "--",
            "letter",
        ]);
        command.current_dir(workspace());
        command
    };
    let output = letter().arg("check").arg(&folder).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}{}", stdout(&output), stderr(&output));
    assert!(stderr(&output).contains("`cargo letter check --export` builds"), "{}", stderr(&output));
    let output = letter().args(["explain", "export-differs"]).output().unwrap();
    assert!(stdout(&output).contains("Run `cargo letter export`."), "{}", stdout(&output));
}

#[test]
fn a_build_that_the_plan_asks_for_and_nobody_can_make_is_explained() {
    let folder = repository::folder("no_workspace");
    fs::write(folder.join("schemas/paid.json"), EXPORTED).unwrap();
    fs::write(folder.join("schemas/plan.json"), r#"{ "export": { "check": true } }"#).unwrap();
    let output = repository::run(&folder, &["check"]);
    assert_eq!(output.status.code(), Some(2), "{}", stdout(&output));
    let said = "`plan.json` asks for this build, with `\"export\": { \"check\": true }`\n";
    assert!(stderr(&output).ends_with(said), "{}", stderr(&output));
}

#[test]
fn no_plan_is_no_clean_plan() {
    let empty = folder("empty");
    fs::write(empty.join("README.md"), "no schema").unwrap();
    let output = check(&empty, &[]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("there is no `.json` file in the folder"), "{}", stderr(&output));
    assert_eq!(stdout(&output), "");
    let output = check(&empty.join("nowhere"), &[]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("there is no folder or file"), "{}", stderr(&output));
}

#[test]
fn files_of_other_encodings() {
    let folder = folder("encodings");
    let utf16: Vec<u8> = "\u{feff}{}".encode_utf16().flat_map(u16::to_le_bytes).collect();
    fs::write(folder.join("a.json"), utf16).unwrap();
    fs::write(folder.join("b.json"), b"{\0\"\0a\0\"\0}\0").unwrap();
    fs::write(folder.join("c.json"), "{\r\n  \"title\": \"C\",\r\n  \"typ\": 1\r\n}\r\n").unwrap();
    let output = check(&folder, &["--format", "short"]);
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    let said = stdout(&output);
    let at = |part: &str| said.find(part).unwrap_or_else(|| panic!("{part} is not in {said}"));
    let places = [
        at("a.json is not UTF-8, but UTF-16"),
        at("b.json:1:2: error[json-syntax]: a zero byte"),
        at("c.json:3:3: warning[unknown-keyword]"),
    ];
    assert!(places.is_sorted(), "{said}");
}

#[test]
fn files_that_were_not_compared_with_their_types_are_counted() {
    let text = r#"{ "title": "Paid", "description": "Money came.", "x-letter": { "track": "Paid", "exported_from": "app::Paid" } }"#;
    let folder = plan("exported", &[("paid.json", text)]);
    let output = check(&folder, &["--format", "json"]);
    assert_eq!(output.status.code(), Some(0), "{}", stdout(&output));
    let document: Value = serde_json::from_str(&stdout(&output)).unwrap();
    assert_eq!(document["summary"]["notCompared"], json!(1));
    assert_eq!(
        stderr(&output),
        "note: 1 file comes from a type in Rust and was not compared with it: `cargo xtask check --export` builds the workspace \
         and compares it\n"
    );

    // The plan can ask for it: here it cannot be had.
    let elsewhere = repository::folder("exported");
    fs::write(elsewhere.join("schemas/paid.json"), text).unwrap();
    fs::write(elsewhere.join("schemas/plan.json"), r#"{ "export": { "check": true } }"#).unwrap();
    for (arguments, code) in [(["check", "schemas"], 2), (["check", "schemas/paid.json"], 0)] {
        let output = repository::run(&elsewhere, &arguments);
        assert_eq!(output.status.code(), Some(code), "{}", stderr(&output));
        assert_eq!(stderr(&output).contains("the types are found by building the workspace"), code == 2);
    }

    fs::write(folder.join("plan.json"), r#"{ "export": { "chek": true } }"#).unwrap();
    let output = check(&folder, &["--format", "short"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stdout(&output).contains("plan.json:1:15: error[plan-file]"), "{}", stdout(&output));
}

#[test]
fn outputs_that_cannot_be_written() {
    let folder = plan("unwritable", &[("paid.json", WRONG)]);
    for (output, message) in [
        ("sarif", "a format and a file are expected, such as `sarif=letter.sarif`"),
        ("xml=a.xml", "there is no format `xml`: the formats are human, short, json, github, sarif"),
        ("json=nowhere/at/all.json", "nowhere/at/all.json cannot be written"),
    ] {
        let output = check(&folder, &["--output", output]);
        assert_eq!(output.status.code(), Some(2), "{}", stdout(&output));
        assert!(stderr(&output).contains(message), "{}", stderr(&output));
    }
}

#[test]
fn watch_checks_again_when_a_file_changes() {
    let folder = plan("watch", &[("paid.json", WRONG)]);
    let mut command = xtask(&["check", folder.to_str().unwrap(), "--watch", "--format", "short"]);
    let mut process = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut findings = BufReader::new(process.stdout.take().unwrap()).lines();
    let mut progress = BufReader::new(process.stderr.take().unwrap()).lines();
    let mut line = || findings.next().unwrap().unwrap();
    assert!(line().contains("error[unknown-keyword]"));
    assert_eq!(line(), "1 event in 1 file: 1 error");
    assert!(progress.next().unwrap().unwrap().starts_with("watching "));
    fs::write(folder.join("paid.json"), WRONG.replace("mexLength", "maxLength")).unwrap();
    assert_eq!(line(), "1 event in 1 file: nothing found");
    process.kill().unwrap();
    process.wait().unwrap();
}

#[test]
fn rules_are_explained() {
    let output = xtask(&["explain", "enum-of-one"]).output().unwrap();
    assert!(output.status.success());
    assert!(
        stdout(&output).contains("warning[enum-of-one]: this `enum` has one value"),
        "{}",
        stdout(&output)
    );
    let output = xtask(&["explain"]).output().unwrap();
    assert!(stdout(&output).contains("\n  enum-of-one "), "{}", stdout(&output));
    let output = xtask(&["explain", "enum-of-on"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("did you mean `enum-of-one`?"), "{}", stderr(&output));
}

#[test]
fn shells_and_man_are_served() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let output = xtask(&["completions", shell]).output().unwrap();
        assert!(output.status.success(), "{}", stderr(&output));
        assert!(stdout(&output).contains("cargo-letter"), "{}", stdout(&output));
    }
    let output = xtask(&["man"]).output().unwrap();
    assert!(stdout(&output).contains(".TH cargo-letter 1"), "{}", stdout(&output));
}
