//! `cargo xtask accept`, and what `check` and the catalog make of the ledger.

use std::fs;
use std::path::Path;

use serde_json::Value;

use super::repository::{folder, git_on, run, run_on, try_git};
use super::{stderr, stdout};

const PAID: &str = r#"{
  "title": "Paid",
  "description": "A customer paid.",
  "type": "object",
  "required": ["amount"],
  "properties": {
    "amount": { "type": "integer", "description": "What was paid, in cents.", "minimum": 0, "maximum": 100 },
    "via": { "type": "string", "description": "How it was paid.", "enum": ["card", "cash", "wire"] }
  },
  "x-letter": { "owner": "shop" }
}
"#;
const PLAN: &str = r#"{ "name": "Shop", "owners": { "shop": { "name": "Shop" } } }"#;
/// 2026-03-01 and 2026-04-01.
const MARCH: u64 = 1_772_323_200;
const APRIL: u64 = 1_775_001_600;

fn write(folder: &Path, path: &str, text: &str) {
    fs::write(folder.join("schemas").join(path), text).unwrap();
}

fn lock(folder: &Path) -> String {
    fs::read_to_string(folder.join("schemas/letter.lock")).unwrap()
}

fn without_cash() -> String {
    PAID.replace(r#", "cash""#, "")
}

fn with_coupon(text: &str) -> String {
    text.replace(
        r#""via": {"#,
        r#""coupon": { "type": "string", "description": "What was typed in.", "maxLength": 20 },
    "via": {"#,
    )
}

/// A repository with a plan that was committed, and no ledger.
fn repository(name: &str) -> std::path::PathBuf {
    let folder = folder(name);
    write(&folder, "plan.json", PLAN);
    write(&folder, "paid.json", PAID);
    git_on("2026-01-01", &folder, &["init", "--quiet"]);
    commit(&folder, "2026-01-01");
    folder
}

fn commit(folder: &Path, day: &str) {
    git_on(day, folder, &["add", "."]);
    git_on(day, folder, &["commit", "--quiet", "--message", "one"]);
}

#[test]
fn a_change_is_refused_until_it_is_accepted() {
    let folder = folder("accepted");
    write(&folder, "plan.json", PLAN);
    write(&folder, "paid.json", PAID);
    let begun = run_on(MARCH, &folder, &["accept"]);
    assert_eq!(begun.status.code(), Some(0), "{}", stderr(&begun));
    assert!(
        stdout(&begun).contains("schemas/letter.lock begins with 1 event, without dates"),
        "{}",
        stdout(&begun)
    );
    // Nobody knows since when it is there.
    assert!(lock(&folder).contains("\ntrack \"Paid\" before 2026-03-01\n"));
    let clean = run(&folder, &["check"]);
    assert_eq!(clean.status.code(), Some(0), "{}", stdout(&clean));

    write(&folder, "paid.json", &with_coupon(&without_cash()));
    let found = run(&folder, &["check", "--format", "json"]);
    assert_eq!(found.status.code(), Some(1));
    let found: Value = serde_json::from_str(&stdout(&found)).unwrap();
    let messages: Vec<&str> = found["findings"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|finding| finding["rule"] == "ledger-behind" && finding["level"] == "error")
        .map(|finding| finding["message"].as_str().unwrap())
        .collect();
    assert_eq!(messages.len(), 2, "{messages:?}");
    assert!(messages.iter().any(|message| message.contains("`coupon` was added")), "{messages:?}");
    assert!(messages.iter().any(|message| message.contains("breaks producers")), "{messages:?}");

    let before = lock(&folder);
    let refused = run_on(APRIL, &folder, &["accept"]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(stdout(&refused).contains(r#""via":"cash""#), "the payload that proves it: {}", stdout(&refused));
    assert!(stderr(&refused).contains("--reason"), "{}", stderr(&refused));
    assert_eq!(lock(&folder), before);

    let accepted = run_on(APRIL, &folder, &["accept", "--reason", "nobody pays cash"]);
    assert_eq!(accepted.status.code(), Some(0), "{}", stderr(&accepted));
    let after = lock(&folder);
    let new: Vec<&str> = after.lines().filter(|line| line.contains(" changed ")).collect();
    let [coupon, cash] = new[..] else { panic!("{new:?}") };
    assert!(coupon.starts_with(
        "track \"Paid\" changed 2026-04-01 property-added-optional at \"/properties/coupon\" minor"
    ));
    assert!(cash.contains("enum-value-removed at \"/properties/via\" major breaks producers"), "{cash}");
    assert!(cash.ends_with(r#"because "nobody pays cash""#), "{cash}");
    assert!(!coupon.contains("because"), "{coupon}");
    assert!(after.contains("track \"Paid\" property \"coupon\" since 2026-04-01 is {"));

    let clean = run(&folder, &["check"]);
    assert_eq!(clean.status.code(), Some(0), "{}", stdout(&clean));
    let again = run(&folder, &["accept"]);
    assert_eq!(again.status.code(), Some(0));
    assert!(stdout(&again).starts_with("nothing changed"), "{}", stdout(&again));
    assert_eq!(lock(&folder), after);
}

#[test]
fn it_begins_with_what_git_knows() {
    let folder = repository("begun");
    // What cannot be read hides nothing of the rest.
    write(&folder, "paid.json", "{ this was never JSON");
    write(&folder, "shipped.json", &PAID.replace("Paid", "Shipped").replace("paid", "shipped"));
    commit(&folder, "2026-01-15");
    write(&folder, "paid.json", &without_cash());
    commit(&folder, "2026-02-01");
    write(&folder, "refunded.json", &PAID.replace("Paid", "Refunded"));
    let begun = run_on(MARCH, &folder, &["accept"]);
    assert_eq!(begun.status.code(), Some(0), "{}", stderr(&begun));
    let text = lock(&folder);
    for line in ["track \"Paid\" since 2026-01-01", "track \"Refunded\" since 2026-03-01"] {
        assert!(text.lines().any(|known| known == line), "{line}\n{text}");
    }
    let changes: Vec<&str> = text.lines().filter(|line| line.contains(" changed ")).collect();
    let [cash, refunded, shipped] = changes[..] else { panic!("{changes:?}") };
    assert!(cash.starts_with("track \"Paid\" changed 2026-02-01 enum-value-removed"), "{cash}");
    assert!(shipped.starts_with("track \"Shipped\" changed 2026-01-15 event-added minor"), "{shipped}");
    assert!(refunded.starts_with("track \"Refunded\" changed 2026-03-01 event-added minor"), "{refunded}");
}

#[test]
fn the_folder_may_have_had_another_name() {
    let folder = repository("moved");
    write(&folder, "paid.json", &without_cash());
    commit(&folder, "2026-02-01");
    fs::create_dir(folder.join("plan")).unwrap();
    git_on("2026-02-15", &folder, &["mv", "schemas", "plan/schemas"]);
    commit(&folder, "2026-02-15");
    // However git is set up.
    git_on("2026-02-15", &folder, &["config", "diff.relative", "true"]);
    let begun = run_on(MARCH, &folder, &["accept", "plan/schemas"]);
    assert_eq!(begun.status.code(), Some(0), "{}", stderr(&begun));
    let text = fs::read_to_string(folder.join("plan/schemas/letter.lock")).unwrap();
    assert!(text.contains("\ntrack \"Paid\" since 2026-01-01\n"), "{text}");
    assert!(text.contains("\ntrack \"Paid\" changed 2026-02-01 enum-value-removed"), "{text}");
    assert!(!text.contains("2026-02-15") && !text.contains("2026-03-01"), "{text}");
}

#[test]
fn beginning_again_is_no_way_around_a_reason() {
    let folder = repository("around");
    write(&folder, "paid.json", &without_cash());
    let refused = run_on(MARCH, &folder, &["accept"]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(stderr(&refused).contains("--reason"), "{}", stderr(&refused));
    assert!(!folder.join("schemas/letter.lock").exists());
    let begun = run_on(MARCH, &folder, &["accept", "--reason", "nobody pays cash"]);
    assert!(begun.status.success(), "{}", stderr(&begun));
    assert!(lock(&folder).contains("because \"nobody pays cash\""));
    commit(&folder, "2026-03-01");
    fs::remove_file(folder.join("schemas/letter.lock")).unwrap();
    let refused = run_on(APRIL, &folder, &["accept"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(stderr(&refused).contains("git checkout HEAD -- schemas/letter.lock"), "{}", stderr(&refused));
}

#[test]
fn a_clock_that_goes_back_is_noticed() {
    let folder = repository("clock");
    assert!(run_on(MARCH, &folder, &["accept"]).status.success());
    write(&folder, "paid.json", &with_coupon(PAID));
    assert!(run_on(APRIL, &folder, &["accept"]).status.success());
    write(&folder, "paid.json", PAID);
    let refused = run_on(MARCH, &folder, &["accept", "--reason", "why"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(stderr(&refused).contains("2026-04-01"), "{}", stderr(&refused));
}

#[test]
fn a_shallow_clone_has_no_dates() {
    let folder = repository("deep");
    write(&folder, "paid.json", &without_cash());
    commit(&folder, "2026-02-01");
    let here = folder.display();
    git_on("2026-02-01", &folder, &["clone", "--quiet", "--depth", "1", &format!("file://{here}"), "clone"]);
    let clone = folder.join("clone");
    let begun = run_on(MARCH, &clone, &["accept"]);
    assert_eq!(begun.status.code(), Some(0), "{}", stderr(&begun));
    assert!(stdout(&begun).contains("--unshallow"), "{}", stdout(&begun));
    assert!(lock(&clone).contains("\ntrack \"Paid\" before 2026-03-01\n"));
    assert!(!lock(&clone).contains("since 20"));
}

/// A repository whose ledger was changed on two branches, of which the second is checked out.
fn branches(name: &str, attributes: &str) -> std::path::PathBuf {
    let folder = repository(name);
    fs::write(folder.join(".gitattributes"), attributes).unwrap();
    assert!(run_on(MARCH, &folder, &["accept"]).status.success());
    commit(&folder, "2026-03-01");
    git_on("2026-03-02", &folder, &["checkout", "--quiet", "-b", "coupon"]);
    write(&folder, "paid.json", &with_coupon(PAID));
    write(&folder, "shipped.json", &PAID.replace("Paid", "Shipped").replace("paid", "shipped"));
    assert!(run_on(APRIL, &folder, &["accept"]).status.success());
    commit(&folder, "2026-04-01");
    git_on("2026-03-02", &folder, &["checkout", "--quiet", "main"]);
    write(&folder, "paid.json", &without_cash());
    write(&folder, "refunded.json", &PAID.replace("Paid", "Refunded").replace("paid", "refunded"));
    assert!(run_on(APRIL, &folder, &["accept", "--reason", "nobody pays cash"]).status.success());
    commit(&folder, "2026-04-01");
    folder
}

/// That both sides' changes are in the ledger once, and the plan is clean.
fn assert_merged(folder: &Path) {
    let clean = run(folder, &["check"]);
    assert_eq!(clean.status.code(), Some(0), "{}", stdout(&clean));
    assert!(run_on(APRIL, folder, &["accept"]).status.success());
    let text = lock(folder);
    for (what, times) in [
        ("\ntrack \"Paid\" since 2026-01-01\n", 1),
        ("\ntrack \"Shipped\" since 2026-04-01\n", 1),
        ("\ntrack \"Refunded\" since 2026-04-01\n", 1),
        ("track \"Paid\" changed 2026-04-01 property-added-optional", 1),
        ("track \"Paid\" changed 2026-04-01 enum-value-removed", 1),
        ("because \"nobody pays cash\"", 1),
        ("track \"Paid\" property \"via\"", 1),
        ("<<<<<<<", 0),
    ] {
        assert_eq!(text.matches(what).count(), times, "{what}\n{text}");
    }
    let clean = run(folder, &["check"]);
    assert_eq!(clean.status.code(), Some(0), "{}", stdout(&clean));
}

#[test]
fn git_merges_it_by_itself() {
    let folder = branches("union", "schemas/letter.lock merge=union\n");
    // The schema file is for people to merge.
    let merged = try_git("2026-04-02", &folder, &["merge", "--quiet", "--no-edit", "coupon"]);
    let conflicts: Vec<_> =
        stdout(&merged).lines().filter(|line| line.starts_with("CONFLICT")).map(str::to_owned).collect();
    assert!(conflicts.len() == 1 && conflicts[0].ends_with("schemas/paid.json"), "{merged:?}");
    write(&folder, "paid.json", &with_coupon(&without_cash()));
    assert_merged(&folder);
}

#[test]
fn marks_of_a_merge_are_found_and_settled() {
    let folder = branches("marks", "");
    let merged = try_git("2026-04-02", &folder, &["merge", "--quiet", "--no-edit", "coupon"]);
    assert!(!merged.status.success(), "there is something to settle");
    write(&folder, "paid.json", &with_coupon(&without_cash()));
    let found = run(&folder, &["check", "--format", "json"]);
    assert_eq!(found.status.code(), Some(1));
    let found: Value = serde_json::from_str(&stdout(&found)).unwrap();
    let rules: Vec<&Value> = found["findings"].as_array().unwrap().iter().map(|one| &one["rule"]).collect();
    assert!(!rules.is_empty() && rules.iter().all(|rule| **rule == "ledger-conflict"), "{rules:?}");
    assert_eq!(found["findings"][0]["file"], "schemas/letter.lock");
    let settled = run_on(APRIL, &folder, &["accept"]);
    assert_eq!(settled.status.code(), Some(0), "{}{}", stdout(&settled), stderr(&settled));
    assert_merged(&folder);
}

#[test]
fn what_cannot_be_read_is_not_written_over() {
    let folder = repository("unread");
    assert!(run(&folder, &["accept"]).status.success());
    let path = folder.join("schemas/letter.lock");
    let good = lock(&folder);
    let utf16: Vec<u8> = "\u{feff}letter.lock 1\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    for (bytes, said) in [
        (utf16, "not UTF-8"),
        (format!("{good}some words\n").into_bytes(), "letter.lock:"),
        (good.replace("letter.lock 1", "letter.lock 2").into_bytes(), "update letter-xtask"),
        (Vec::new(), "`letter.lock 1` is missing"),
    ] {
        fs::write(&path, &bytes).unwrap();
        let output = run(&folder, &["accept", "--reason", "why"]);
        assert_eq!(output.status.code(), Some(2));
        assert!(stderr(&output).contains(said), "{}", stderr(&output));
        assert_eq!(fs::read(&path).unwrap(), bytes);
        let checked = run(&folder, &["check"]);
        assert!(!checked.status.success());
        let docs = run(&folder, &["docs", "--out", "catalog"]);
        assert_eq!(docs.status.code(), Some(2), "a catalog without its dates is not written");
    }
    fs::write(&path, &good).unwrap();
    write(&folder, "paid.json", "{");
    let output = run(&folder, &["accept"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("the plan has errors"), "{}", stderr(&output));
    assert_eq!(lock(&folder), good);
    for reason in ["", "  "] {
        assert_eq!(run(&folder, &["accept", "--reason", reason]).status.code(), Some(2));
    }
}

#[test]
fn an_event_that_has_gone_is_found_where_the_ledger_has_it() {
    let folder = repository("gone");
    let odd = "a \u{202e}b\n\u{1b}[31m";
    let event = serde_json::json!({
        "title": "Odd", "description": "Something odd was done.", "type": "object",
        "additionalProperties": false, "x-letter": { "track": odd, "owner": "shop" },
    });
    write(&folder, "odd.json", &event.to_string());
    let begun = run(&folder, &["accept"]);
    assert!(begun.status.success(), "{}", stderr(&begun));
    fs::remove_file(folder.join("schemas/odd.json")).unwrap();
    for format in ["human", "short", "github", "sarif", "json"] {
        let found = run(&folder, &["check", "--format", format]);
        assert_eq!(found.status.code(), Some(1));
        let text = stdout(&found);
        assert!(text.contains("letter.lock"), "{text}");
        assert!(text.contains("was removed"), "{text}");
        assert!(!text.contains(['\u{202e}', '\u{1b}']), "{text}");
    }
}

#[test]
fn days_that_have_not_come_are_a_warning_and_keep_accept_from_going_on() {
    let folder = repository("to_come");
    let begun = run_on(APRIL, &folder, &["accept"]);
    assert!(begun.status.success(), "{}", stderr(&begun));
    write(&folder, "paid.json", &with_coupon(PAID));
    let accepted = run_on(APRIL, &folder, &["accept"]);
    assert!(accepted.status.success(), "{}", stderr(&accepted));

    let found = run_on(APRIL, &folder, &["check"]);
    assert_eq!(stdout(&found), "1 event in 2 files: nothing found\n");
    let found = run_on(MARCH, &folder, &["check", "--format", "short"]);
    assert_eq!(found.status.code(), Some(0));
    let line = lock(&folder).lines().position(|line| line.contains(" 2026-04-01 ")).unwrap() + 1;
    let expected = format!(
        "schemas/letter.lock:{line}:1: warning[ledger-in-future]: 2026-04-01 has not come: today is 2026-03-01"
    );
    assert!(stdout(&found).starts_with(&expected), "{}", stdout(&found));

    write(&folder, "paid.json", PAID);
    let refused = run_on(MARCH, &folder, &["accept", "--reason", "nobody types it in"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(stderr(&refused).contains("`cargo xtask check` shows the line"), "{}", stderr(&refused));
}

#[test]
fn a_folder_without_a_plan_is_no_plan_with_errors() {
    let output = run(&folder("no_plan"), &["accept"]);
    assert_eq!(output.status.code(), Some(2));
    let said = stderr(&output);
    assert!(said.contains("there is no `.json` file in the folder"), "{said}");
    assert!(said.contains("put the plan's schema files there") && !said.contains("has errors"), "{said}");
}

#[test]
fn the_catalog_has_its_dates_without_git() {
    let folder = folder("catalog");
    write(&folder, "plan.json", PLAN);
    write(&folder, "paid.json", PAID);
    assert!(run_on(MARCH, &folder, &["accept"]).status.success());
    write(&folder, "paid.json", &without_cash());
    write(&folder, "refunded.json", &PAID.replace("Paid", "Refunded"));
    assert!(run_on(APRIL, &folder, &["accept", "--reason", "nobody pays cash"]).status.success());
    let docs = run(&folder, &["docs", "--out", "catalog"]);
    assert!(docs.status.success(), "{}", stderr(&docs));
    let catalog = fs::read_to_string(folder.join("catalog/catalog.json")).unwrap();
    let catalog: Value = serde_json::from_str(&catalog).unwrap();
    let event = |name: &str| {
        let events = catalog["catalog"]["events"].as_array().unwrap();
        events.iter().find(|event| event["name"] == name).unwrap().clone()
    };
    // It was there when the ledger began, and nobody knows since when.
    assert_eq!(event("Paid")["added"], Value::Null);
    assert_eq!(event("Paid")["changed"], "2026-04-01");
    assert_eq!(event("Refunded")["added"], "2026-04-01");
    let page = fs::read_to_string(folder.join("catalog/events/paid.html")).unwrap();
    assert!(page.contains("nobody pays cash"), "the reason is told");
}
