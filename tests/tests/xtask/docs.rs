//! `cargo xtask docs`.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::Stdio;

use super::{stderr, stdout, xtask};

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    folder
}

#[test]
fn the_reference_plan_becomes_a_catalog() {
    let out = folder("catalog");
    let output = xtask(&["docs", "--source", "demo", "--out", out.to_str().unwrap()]).output().unwrap();
    assert!(output.status.success(), "{}", stderr(&output));
    assert!(stdout(&output).contains("15 events"), "{}", stdout(&output));
    let read = |path: &str| fs::read_to_string(out.join(path)).unwrap();

    let page = read("events/subscription-started.html");
    for text in [
        "A workspace began to pay, or to try, a plan.",
        "renewals do not fire it",
        "price.</span><wbr>amount_minor",
        "SPRING26",
        "demo/src/story.rs:",
        "letter.track(\"user_123\", SubscriptionStarted {",
    ] {
        assert!(page.contains(text), "{text} is not on the page");
    }
    // Nothing is fetched from anywhere else.
    assert!(page.contains("default-src 'none'") && !page.contains("src=\"http"));

    let catalog: serde_json::Value = serde_json::from_str(&read("catalog.json")).unwrap();
    assert_eq!(catalog["catalog"]["events"].as_array().unwrap().len(), 15);
    assert!(read("events.csv").starts_with("\u{feff}name,kind,meaning,"));
    assert!(read("properties.csv").contains("UserTraits,identify,email,e-mail address,yes,,,no,"));
    assert!(read("markdown/events/signed-up.md").starts_with("# Signed Up\n"));
    assert!(read("llms.txt").contains("[Signed Up](markdown/events/signed-up.md)"));
    assert!(out.join("changes.atom").exists());
}

#[test]
fn one_file_holds_everything() {
    let out = folder("catalog-single");
    let output = xtask(&["docs", "--single-file", "--out", out.to_str().unwrap()]).output().unwrap();
    assert!(output.status.success(), "{}", stderr(&output));
    let file = fs::read_to_string(out.join("catalog.html")).unwrap();
    assert!(file.contains("id=\"events/signed-up\"") && file.contains("script-src 'sha256-"));
    assert!(!file.contains("<link rel=\"stylesheet\"") && !file.contains("<script src="));
    assert!(!out.join("changes.atom").exists(), "its links lead to pages that are not there");
}

#[test]
fn what_cannot_be_written_is_an_error() {
    let taken = folder("catalog-taken");
    fs::create_dir_all(&taken).unwrap();
    fs::write(taken.join("index.html"), "mine").unwrap();
    for (arguments, said) in [
        (vec!["docs"], "--out <OUT>"),
        (vec!["docs", "nowhere", "--out", "x"], "there is no folder `nowhere`"),
        (vec!["docs", "--source", "nowhere", "--out", "x"], "there is no folder `nowhere`"),
        (vec!["docs", "--repository", "javascript:x", "--out", "x"], "begins with https://"),
        (vec!["docs", "--out", taken.to_str().unwrap()], "index.html is in the way"),
        (vec!["docs", "schemas", "--out", "schemas"], "is the folder of the plan's schema files"),
        (
            vec!["docs", "schemas", "--out", "./schemas/new"],
            "Write it to a folder beside the plan: `--out catalog`",
        ),
    ] {
        let output = xtask(&arguments).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(stderr(&output).contains(said), "{arguments:?}: {}", stderr(&output));
    }
    assert_eq!(fs::read_to_string(taken.join("index.html")).unwrap(), "mine");
    assert!(!super::workspace().join("schemas/new").exists());
}

#[test]
fn watch_builds_again_when_a_file_changes() {
    let plan = folder("watched-plan");
    let out = folder("watched-catalog");
    fs::create_dir_all(&plan).unwrap();
    let schema =
        |meaning: &str| format!(r#"{{ "title": "Paid", "description": "{meaning}", "type": "object" }}"#);
    fs::write(plan.join("paid.json"), schema("Somebody paid.")).unwrap();
    let arguments = ["docs", plan.to_str().unwrap(), "--out", out.to_str().unwrap(), "--watch"];
    let mut process = xtask(&arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut progress = BufReader::new(process.stderr.take().unwrap()).lines();
    let mut built = || assert!(progress.any(|line| line.unwrap().starts_with("watching ")));
    built();
    fs::write(plan.join("paid.json"), schema("Somebody paid a bill.")).unwrap();
    built();
    assert!(fs::read_to_string(out.join("events/paid.html")).unwrap().contains("Somebody paid a bill."));
    process.kill().unwrap();
    process.wait().unwrap();
}
