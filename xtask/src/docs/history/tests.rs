//! A past that is made with git, and read back.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use letter_schema::load;

use super::{History, Step, read};
use crate::docs::texts::Texts;

struct Repository(PathBuf);

impl Repository {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("letter-history-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(folder.join("schemas")).unwrap();
        let repository = Self(folder);
        repository.git(&["init", "-q", "-b", "main"], "2026-01-01");
        repository
    }

    fn git(&self, arguments: &[&str], day: &str) {
        let moment = format!("{day}T12:00:00Z");
        let status = Command::new("git")
            .args(["-c", "user.name=a", "-c", "user.email=a@b.c", "-c", "commit.gpgsign=false"])
            .args(arguments)
            .current_dir(&self.0)
            .env("GIT_AUTHOR_DATE", "2020-01-01T00:00:00Z")
            .env("GIT_COMMITTER_DATE", moment)
            .status()
            .unwrap();
        assert!(status.success(), "{arguments:?}");
    }

    fn write(&self, path: &str, text: &str) {
        fs::write(self.0.join(path), text).unwrap();
    }

    fn commit(&self, day: &str) {
        self.git(&["add", "-A"], day);
        self.git(&["commit", "-q", "-m", "x"], day);
    }

    fn read(&self, folder: &Path) -> History {
        read(folder, &load::load(folder, folder).plan, &Texts::english()).unwrap()
    }

    fn history(&self) -> History {
        self.read(&self.0.join("schemas"))
    }
}

impl Drop for Repository {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

const SHARED: &str = r#"{"$defs":{"Tier":{"type":"string","enum":["free","team"]}}}"#;
const EVENT: &str = r#"{"description":"A.","x-letter":{"track":"Signed Up"},"type":"object",
  "properties":{"tier":{"$ref":"shared.json#/$defs/Tier"}}}"#;

/// The changes of what is gone, each with its name.
fn gone(history: &History) -> impl Iterator<Item = (&str, &Step)> {
    history.gone.iter().flat_map(|past| past.steps.iter().map(|step| (past.name.as_str(), step)))
}

fn words(steps: &[Step]) -> Vec<(&str, &str, Vec<&str>)> {
    steps
        .iter()
        .map(|step| (step.date.as_str(), step.kind, step.words.iter().map(String::as_str).collect()))
        .collect()
}

#[test]
fn changes_are_told_with_the_day_on_which_they_came() {
    let repository = Repository::new("told");
    repository.write("schemas/shared.json", SHARED);
    repository.write("schemas/signed_up.json", EVENT);
    repository.commit("2026-01-02");
    repository.write("schemas/shared.json", &SHARED.replace("\"team\"", "\"team\",\"business\""));
    repository.commit("2026-01-05");
    let moved = EVENT.replace(
        "\"properties\":{",
        "\"required\":[\"plan\"],\"properties\":{\"plan\":{\"type\":\"string\"},",
    );
    fs::remove_file(repository.0.join("schemas/signed_up.json")).unwrap();
    fs::create_dir_all(repository.0.join("schemas/events")).unwrap();
    repository.write("schemas/events/signed_up.json", &moved.replace("shared.json#", "../shared.json#"));
    repository.commit("2026-02-01");

    let history = repository.history();
    let past = &history.events["events/signed_up.json"];
    assert_eq!(past.added.as_deref(), Some("2026-01-02"), "a file that moves keeps its past");
    assert_eq!(past.properties["tier"], "2026-01-02");
    assert_eq!(past.properties["plan"], "2026-02-01");
    assert!(!past.is_ahead);
    assert_eq!(
        words(&past.steps),
        [
            ("2026-01-02", "added", vec!["Added to the plan."]),
            ("2026-01-05", "changed", vec!["`tier` may now be `business`."]),
            ("2026-02-01", "changed", vec!["New required property `plan`: text."]),
        ]
    );
    assert!(history.gone.is_empty());

    fs::remove_file(repository.0.join("schemas/events/signed_up.json")).unwrap();
    repository.commit("2026-03-01");
    let history = repository.history();
    assert!(history.events.is_empty());
    let others: Vec<(&str, &str, &str)> =
        gone(&history).map(|(name, step)| (name, step.date.as_str(), step.kind)).collect();
    assert_eq!(
        others,
        [
            ("Signed Up", "2026-01-02", "added"),
            ("Signed Up", "2026-01-05", "changed"),
            ("Signed Up", "2026-02-01", "changed"),
            ("Signed Up", "2026-03-01", "removed"),
        ],
        "an event that is gone keeps its past"
    );
}

#[test]
fn a_past_that_is_not_known_in_full_has_no_dates() {
    let repository = Repository::new("shallow");
    repository.write("schemas/a.json", EVENT);
    repository.commit("2026-01-02");
    repository.write("schemas/a.json", &EVENT.replace("\"A.\"", "\"B.\""));
    repository.commit("2026-01-03");
    assert_eq!(repository.history().events.len(), 1);

    let clone = repository.0.join("clone");
    let from = format!("file://{}", repository.0.display());
    repository.git(&["clone", "-q", "--depth", "1", &from, clone.to_str().unwrap()], "2026-01-04");
    let history = repository.read(&clone.join("schemas"));
    assert!(history.events.is_empty() && history.gone.is_empty(), "a shallow clone does not know");
}

#[test]
fn what_is_not_committed_has_no_date() {
    let repository = Repository::new("ahead");
    repository.write("schemas/a.json", EVENT);
    repository.commit("2026-01-02");
    repository.write("schemas/a.json", &EVENT.replace("\"A.\"", "\"B.\""));
    repository.write("schemas/b.json", &EVENT.replace("Signed Up", "Signed In"));
    let history = repository.history();
    assert!(history.events["a.json"].is_ahead);
    assert!(!history.events.contains_key("b.json"));
}

#[test]
fn the_day_of_a_deprecation_is_that_of_the_change() {
    let repository = Repository::new("deprecated");
    let deprecated = EVENT.replace("\"Signed Up\"", "\"Signed Up\",\"status\":\"deprecated\"");
    repository.write("schemas/a.json", EVENT);
    repository.write("schemas/b.json", &deprecated.replace("Signed Up", "Signed In"));
    repository.commit("2026-01-02");
    repository.write("schemas/a.json", &deprecated);
    repository.commit("2026-04-01");
    let history = repository.history();
    assert_eq!(history.events["a.json"].deprecated.as_deref(), Some("2026-04-01"));
    assert_eq!(history.events["b.json"].deprecated, None, "it came deprecated");
}

#[test]
fn a_plan_that_moved_into_the_folder_keeps_its_past() {
    let repository = Repository::new("folder");
    fs::create_dir_all(repository.0.join("old")).unwrap();
    repository.write("old/a.json", EVENT);
    repository.commit("2026-01-02");
    fs::rename(repository.0.join("old/a.json"), repository.0.join("schemas/a.json")).unwrap();
    repository.commit("2026-05-01");
    let history = repository.history();
    assert_eq!(history.events["a.json"].added.as_deref(), Some("2026-01-02"));
}

#[test]
fn without_git_there_are_no_dates() {
    let folder = std::env::temp_dir().join(format!("letter-history-none-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("a.json"), EVENT).unwrap();
    let history = read(&folder, &load::load(&folder, &folder).plan, &Texts::english()).unwrap();
    assert!(history.events.is_empty());
    fs::remove_dir_all(&folder).unwrap();
}

/// The ledger of a plan that begins on the first day, and then changes day by day.
fn ledger(folder: &Path, versions: &[(&str, &str, Option<&str>)]) -> History {
    use letter_schema::ledger::{Ledger, Since};
    use letter_schema::plan::Plan;
    use letter_schema::rules::Date;

    let plan = |text: &str| {
        let files = text.split_inclusive("\n\n").enumerate();
        let files = files.filter(|(_, text)| !text.trim().is_empty());
        Plan::read(files.map(|(at, text)| (format!("{at}.json"), text.to_owned())).collect(), &mut |_| None)
    };
    let mut known: Option<Ledger> = None;
    let mut last = Plan::default();
    for (day, text, reason) in versions {
        let day = Date::parse(day).unwrap();
        last = plan(text);
        known = Some(match known {
            None => Ledger::begin(&last, Since::On(day)),
            Some(ledger) => {
                let drift = ledger.drift(&last);
                ledger.accept(&last, &drift, day, *reason)
            }
        });
    }
    fs::create_dir_all(folder).unwrap();
    fs::write(folder.join("letter.lock"), known.unwrap().to_string()).unwrap();
    read(folder, &last, &Texts::english()).unwrap()
}

struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        Self(std::env::temp_dir().join(format!("letter-ledger-{name}-{}", std::process::id())))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

const PAID: &str = r#"{ "title": "Paid", "properties": {
    "via": { "type": "string", "enum": ["card", "cash"] },
    "shop": { "type": "object", "properties": { "city": { "type": "string" } } } } }"#;

#[test]
fn the_ledger_tells_what_changed_when_and_why() {
    let folder = Folder::new("told");
    let more = PAID.replace(
        r#""city": { "type": "string" }"#,
        r#""city": { "type": "string" }, "street": { "type": "string" }"#,
    );
    let less = more.replace(r#", "cash""#, "");
    let retired =
        less.replace(r#""title": "Paid""#, r#""title": "Paid", "x-letter": { "status": "deprecated" }"#);
    let history = ledger(
        &folder.0,
        &[
            ("2026-01-01", PAID, None),
            ("2026-02-01", &more, None),
            ("2026-03-01", &less, Some("nobody pays *cash*")),
            ("2026-04-01", &retired, None),
        ],
    );
    let past = &history.events["0.json"];
    assert_eq!(past.added.as_deref(), Some("2026-01-01"));
    assert_eq!(past.deprecated.as_deref(), Some("2026-04-01"));
    assert!(!past.is_ahead);
    let dates: Vec<_> = past.properties.iter().map(|(path, day)| (path.as_str(), day.as_str())).collect();
    assert_eq!(
        dates,
        [
            ("shop", "2026-01-01"),
            ("shop.city", "2026-01-01"),
            ("shop.street", "2026-02-01"),
            ("via", "2026-01-01")
        ]
    );
    let steps: Vec<_> = past.steps.iter().map(|step| (step.date.as_str(), step.kind)).collect();
    assert_eq!(
        steps,
        [
            ("2026-01-01", "added"),
            ("2026-02-01", "changed"),
            ("2026-03-01", "changed"),
            ("2026-04-01", "deprecated")
        ]
    );
    let words = &past.steps[2].words;
    assert!(words[0].ends_with(r"Breaks what sends it. Why: nobody pays \*cash\*."), "{words:?}");
    assert!(words[0].contains("`via`"), "{words:?}");
}

#[test]
fn an_event_that_has_gone_is_told_of() {
    let folder = Folder::new("gone");
    let both = format!("{PAID}\n\n{}", r#"{ "title": "Other", "properties": { "a": { "type": "null" } } }"#);
    let history = ledger(&folder.0, &[("2026-01-01", &both, None), ("2026-02-01", PAID, Some("unused"))]);
    let told: Vec<_> = gone(&history).map(|(name, step)| (name, step.date.as_str(), step.kind)).collect();
    assert_eq!(told, [("Other", "2026-01-01", "added"), ("Other", "2026-02-01", "removed")]);
}

#[test]
fn parts_that_came_with_another_type_have_no_date() {
    let folder = Folder::new("type");
    let text = |shop: &str| format!(r#"{{ "title": "Paid", "properties": {{ "shop": {shop} }} }}"#);
    let object = r#"{ "type": "object", "properties": { "city": { "type": "string" } } }"#;
    let versions = [("2026-01-01", text(r#"{ "type": "string" }"#)), ("2026-02-01", text(object))];
    let versions: Vec<_> = versions.iter().map(|(day, text)| (*day, text.as_str(), Some("why"))).collect();
    let past = &ledger(&folder.0, &versions).events["0.json"];
    assert_eq!(past.properties.get("shop").map(String::as_str), Some("2026-01-01"));
    assert_eq!(past.properties.get("shop.city"), None);
}

#[test]
fn a_ledger_that_cannot_be_read_stands_in_the_way() {
    let folder = Folder::new("broken");
    fs::create_dir_all(&folder.0).unwrap();
    let lock = folder.0.join("letter.lock");
    let plan = letter_schema::plan::Plan::default();
    for text in ["nonsense\n", "letter.lock 1\n<<<<<<< HEAD\n", "letter.lock 9\n"] {
        fs::write(&lock, text).unwrap();
        assert!(read(&folder.0, &plan, &Texts::english()).is_err(), "{text}");
    }
}

#[test]
fn what_was_not_accepted_has_no_date() {
    let folder = Folder::new("ahead");
    ledger(&folder.0, &[("2026-01-01", PAID, None)]);
    let ahead = PAID
        .replace(
            r#""city": { "type": "string" }"#,
            r#""city": { "type": "string" }, "street": { "type": "string" }"#,
        )
        .replace(
            r#""via": { "type": "string", "enum": ["card", "cash"] }"#,
            r#""via": { "type": "object", "properties": { "how": {} } }"#,
        );
    let plan = letter_schema::plan::Plan::read(vec![("0.json".to_owned(), ahead)], &mut |_| None);
    let past = &read(&folder.0, &plan, &Texts::english()).unwrap().events["0.json"];
    assert!(past.is_ahead);
    let known: Vec<_> = past.properties.keys().map(String::as_str).collect();
    assert_eq!(known, ["shop", "shop.city", "via"]);
}

#[test]
fn what_came_inside_of_something_without_a_name_has_no_date() {
    for (before, after) in [
        // A map whose objects have one more property.
        (
            r#"{ "additionalProperties": { "type": "object", "properties": { "a": {} } } }"#,
            r#"{ "additionalProperties": { "type": "object", "properties": { "a": {}, "new": {} } } }"#,
        ),
        // An object that takes others now, which are objects themselves.
        (
            r#"{ "additionalProperties": false, "properties": { "a": {} } }"#,
            r#"{ "additionalProperties": { "type": "object", "properties": { "new": {} } }, "properties": { "a": {} } }"#,
        ),
        // A list whose first item has one more property.
        (
            r#"{ "type": "array", "prefixItems": [{ "type": "object", "properties": { "a": {} } }] }"#,
            r#"{ "type": "array", "prefixItems": [{ "type": "object", "properties": { "a": {}, "new": {} } }] }"#,
        ),
        (
            r#"{ "type": "object", "patternProperties": { "^a": { "type": "object", "properties": { "a": {} } } } }"#,
            r#"{ "type": "object", "patternProperties": { "^a": { "type": "object", "properties": { "a": {}, "new": {} } } } }"#,
        ),
    ] {
        let folder = Folder::new("unnamed");
        let text = |shop: &str| {
            format!(
                r#"{{ "title": "Paid", "properties": {{ "shop": {shop}, "other": {{ "type": "object", "properties": {{ "x": {{}} }} }} }} }}"#
            )
        };
        let (before, after) = (text(before), text(after));
        let past = &ledger(&folder.0, &[("2026-01-01", &before, None), ("2026-02-01", &after, Some("why"))])
            .events["0.json"];
        let wrong: Vec<_> = past
            .properties
            .iter()
            .filter(|(path, day)| path.ends_with("new") && *day == "2026-01-01")
            .collect();
        assert!(wrong.is_empty(), "{after}: {wrong:?}");
        assert_eq!(past.properties.get("other.x").map(String::as_str), Some("2026-01-01"), "{after}");
    }
}

#[test]
fn files_that_are_alike_are_not_the_same_event() {
    let repository = Repository::new("alike");
    let event = |name: &str| {
        format!(
            "{{\n  \"x-letter\": {{ \"track\": \"{name}\" }},\n  \"type\": \"object\",\n  \"additionalProperties\": false,\n  \"properties\": {{\n    \"user_id\": {{ \"type\": \"string\" }}\n  }}\n}}\n"
        )
    };
    repository.write("schemas/cart_viewed.json", &event("Cart Viewed"));
    repository.commit("2026-01-05");
    fs::remove_file(repository.0.join("schemas/cart_viewed.json")).unwrap();
    repository.write("schemas/newsletter_joined.json", &event("Newsletter Joined"));
    repository.commit("2026-03-10");
    let history = repository.history();
    let past = &history.events["newsletter_joined.json"];
    assert_eq!(past.added.as_deref(), Some("2026-03-10"));
    let told: Vec<_> = gone(&history).map(|(name, step)| (name, step.kind)).collect();
    assert_eq!(told, [("Cart Viewed", "added"), ("Cart Viewed", "removed")]);
}
