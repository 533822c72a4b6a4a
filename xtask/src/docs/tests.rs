//! The catalog of plans that are made for it: what it says, and that it always says the same.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use letter_schema::plan::Plan;

use super::catalog::{Catalog, Change, Day, Event, Gone, Link, Row};
use super::feed::atom;
use super::gather::{Inputs, gather};
use super::history::History;
use super::rows::rows;
use super::settings::Settings;
use super::texts::Texts;
use super::words::Words;
use super::{Arguments, build, table};

pub(super) fn catalog(files: &[(&str, &str)]) -> Catalog {
    let files = files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
    let plan = Plan::read(files, &mut |_| None);
    let settings = Settings::read(&plan).unwrap();
    let (history, texts) = (History::default(), Texts::english());
    let inputs = Inputs {
        plan: &plan,
        settings: &settings,
        history: &history,
        sendings: None,
        pages: &[],
        texts: &texts,
    };
    gather(&inputs, &mut |_, _| {})
}

pub(super) fn event(schema: &str) -> Event {
    catalog(&[("a.json", schema)]).events.remove(0)
}

fn row<'a>(event: &'a Event, path: &str) -> &'a Row {
    event.properties.iter().find(|row| row.path == path).unwrap_or_else(|| panic!("{path} has no row"))
}

#[test]
fn properties_are_told_in_plain_words() {
    let event = event(
        r##"{"x-letter": {"track": "Paid"}, "type": "object", "required": ["id", "at"], "properties": {
            "id": {"type": "string", "minLength": 1, "maxLength": 64},
            "at": {"type": ["string", "null"], "format": "date-time"},
            "n": {"type": "integer", "exclusiveMinimum": 0, "maximum": 100000},
            "big": {"type": "number", "multipleOf": 0.5, "x-letter": {"unit": "hours"}},
            "mail": {"type": "string", "format": "email", "x-letter": {"pii": "email"}},
            "tags": {"type": "array", "items": {"type": "string", "maxLength": 9}, "uniqueItems": true, "maxItems": 1},
            "kind": {"enum": ["a", "b"], "deprecated": true},
            "is": {"type": "boolean", "default": false},
            "any": true}}"##,
    );
    let kinds: Vec<(&str, &str)> =
        event.properties.iter().map(|row| (row.path.as_str(), row.kind.as_str())).collect();
    assert_eq!(
        kinds,
        [
            ("id", "text"),
            ("at", "date and time"),
            ("n", "whole number"),
            ("big", "number"),
            ("mail", "e-mail address"),
            ("tags", "list of: text"),
            ("kind", "one of a list"),
            ("is", "true or false"),
            ("any", "any value"),
        ]
    );
    assert_eq!(row(&event, "id").limits, ["1 to 64 characters"]);
    assert!(row(&event, "id").required && !row(&event, "n").required);
    assert!(row(&event, "at").nullable && !row(&event, "id").nullable && !row(&event, "any").nullable);
    assert_eq!(row(&event, "n").limits, ["more than 0, at most 100,000"]);
    assert_eq!(
        (row(&event, "big").limits.as_slice(), row(&event, "big").unit.as_deref()),
        (["a multiple of 0.5".to_owned()].as_slice(), Some("hours"))
    );
    assert_eq!(
        row(&event, "tags").limits,
        ["at most 1 item", "no item twice", "each item at most 9 characters"]
    );
    assert_eq!(row(&event, "kind").values, ["a", "b"]);
    assert!(row(&event, "kind").deprecated);
    assert_eq!(row(&event, "is").default.as_deref(), Some("false"));
    assert_eq!(row(&event, "mail").pii, ["email"]);
    assert!(event.open, "further properties are allowed unless the schema says otherwise");
}

#[test]
fn references_and_nested_objects_are_followed() {
    let event = event(
        r##"{"x-letter": {"track": "Paid"}, "type": "object", "properties": {
            "price": {"$ref": "#/$defs/Money", "description": "What it cost."},
            "lines": {"type": "array", "items": {"type": "object", "required": ["sku"], "properties": {"sku": {"type": "string"}}}},
            "all": {"allOf": [{"type": "string"}, {"maxLength": 3}]},
            "self": {"$ref": "#/$defs/Node"},
            "pay": {"oneOf": [{"title": "Card", "type": "object", "properties": {"last4": {"type": "string"}}},
                              {"title": "Bank", "type": "object", "properties": {"iban": {"type": "string"}}}]}},
          "$defs": {"Money": {"description": "An amount.", "type": "object", "required": ["currency"],
                      "properties": {"currency": {"enum": ["EUR"]}}},
                    "Node": {"type": "object", "properties": {"next": {"$ref": "#/$defs/Node"}}}}}"##,
    );
    assert_eq!(row(&event, "price").kind, "Money, a group of properties");
    assert_eq!(row(&event, "price").description, "What it cost.", "the nearest description wins");
    assert!(row(&event, "price.currency").required);
    assert_eq!(row(&event, "price.currency").depth, 1);
    assert!(row(&event, "lines[].sku").required);
    assert_eq!(
        (row(&event, "all").kind.as_str(), row(&event, "all").limits[0].as_str()),
        ("text", "at most 3 characters")
    );
    assert_eq!(
        event.properties.iter().filter(|row| row.path.starts_with("self")).count(),
        2,
        "a type that contains itself is shown once"
    );
    assert_eq!(row(&event, "pay.last4").only_in.as_deref(), Some("Card"));
    assert_eq!(row(&event, "pay.iban").only_in.as_deref(), Some("Bank"));
}

#[test]
fn schemas_without_an_end_are_cut_off() {
    let branches = |next: &str| vec![format!(r##"{{"$ref": "#/$defs/{next}"}}"##); 40].join(",");
    let definitions: Vec<String> = (0..30)
        .map(|at| {
            format!(
                r##""d{at}": {{"type": "object", "anyOf": [{}]}}"##,
                branches(&format!("d{}", (at + 1) % 30))
            )
        })
        .collect();
    let schema = format!(
        r##"{{"x-letter": {{"track": "A"}}, "properties": {{"a": {{"$ref": "#/$defs/d0"}}, "b": {{"anyOf": [{}]}}}}, "$defs": {{{}}}}}"##,
        branches("d3"),
        definitions.join(",")
    );
    let plan = Plan::read(vec![("a.json".to_owned(), schema)], &mut |_| None);
    let words = Words { schemas: &plan.schemas, texts: &Texts::english() };
    assert_eq!(rows(words, plan.events[0].schema).len(), 2);
}

#[test]
fn a_payload_and_its_rust_stand_on_the_page() {
    let written = event(
        r#"{"title": "Paid", "x-letter": {"track": "Paid"}, "type": "object", "additionalProperties": false, "required": ["total", "type"],
            "properties": {"total": {"type": "integer"}, "type": {"enum": ["card", "cash"]}, "note": {"type": "string"}},
            "examples": [{"total": "wrong"}, {"total": 12500, "type": "card", "note": "say \"hi\""}]}"#,
    );
    assert_eq!(written.examples.len(), 1, "an example that is not valid is none");
    assert!(!written.examples[0].made);
    assert_eq!(
        written.rust.as_deref(),
        Some(
            "letter.track(\"user_123\", Paid {\n    total: 12_500,\n    r#type: PaidType::Card,\n    note: Some(\"say \\\"hi\\\"\".into()),\n})?;"
        )
    );
    let made = event(
        r#"{"title": "Who", "x-letter": {"group": true}, "type": "object", "required": ["n"], "properties": {"n": {"type": "integer", "minimum": 7}}}"#,
    );
    assert!(made.examples[0].made);
    assert_eq!(made.examples[0].json, "{\n  \"n\": 7\n}");
    assert!(made.rust.unwrap().starts_with("letter.group(\"user_123\", \"account_9\", Who {\n    n: 7,"));
}

#[test]
fn the_same_property_is_gathered_across_events() {
    let one = |name: &str, kind: &str, text: &str| {
        format!(
            r#"{{"x-letter": {{"track": "{name}"}}, "properties": {{"plan": {{"type": "{kind}", "description": "{text}"}}}}}}"#
        )
    };
    let files = [
        one("A", "string", "One."),
        one("B", "string", "One."),
        one("C", "integer", "One."),
        one("D", "string", "Two."),
    ];
    let files: Vec<(&str, &str)> =
        ["a.json", "b.json", "c.json", "d.json"].into_iter().zip(files.iter().map(String::as_str)).collect();
    let catalog = catalog(&files);
    let [plan] = catalog.properties.as_slice() else { panic!("{:?}", catalog.properties) };
    assert_eq!((plan.count, plan.mixed, plan.meanings.len()), (4, true, 3));
    assert_eq!(plan.types, ["text", "whole number"]);
    assert_eq!(plan.meanings[0].events.len(), 2);
}

#[test]
fn what_could_be_better_is_counted() {
    let catalog = catalog(&[
        (
            "a.json",
            r##"{"x-letter": {"track": "A", "status": "deprecated", "replaced_by": "B"}, "properties": {"x": {"$ref": "#/$defs/Used/properties/y"}},
            "$defs": {"Used": {"properties": {"y": true}}, "Left": {"type": "string"}}}"##,
        ),
        ("b.json", r#"{"description": "B happened.", "x-letter": {"track": "B", "owner": "core"}}"#),
    ]);
    let health = &catalog.health;
    assert_eq!(health.undocumented.len(), 2, "the event A, and its property");
    assert_eq!(health.unowned.iter().map(|link| link.name.as_str()).collect::<Vec<_>>(), ["A"]);
    assert_eq!(health.retired.len(), 1);
    assert_eq!(health.unused.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(), ["Left"]);
    let [a, b] = catalog.events.as_slice() else { panic!() };
    assert_eq!(a.replaced_by.as_ref().unwrap().id.as_deref(), Some("events/b"));
    assert_eq!(b.replaces[0].name, "A");
    assert!(!catalog.owners[0].listed);
}

#[test]
fn a_moment_that_is_not_recognised_is_not_called_untold() {
    let folder = Folder::new("moment");
    folder.write(
        "plan/b.json",
        r#"{"description": "B happened. Occurs when it does.", "x-letter": {"track": "B"}, "type": "object"}"#,
    );
    let out = folder.build("out", false).unwrap();
    let files = ["events/a.html", "events/b.html", "markdown/events/a.md", "markdown/events/b.md"];
    for (file, with) in files.into_iter().zip([false, true, false, true]) {
        let page = fs::read_to_string(out.join(file)).unwrap();
        assert_eq!(page.contains("When it fires"), with, "{page}");
    }
    let page = fs::read_to_string(out.join("markdown/events/b.md")).unwrap();
    assert!(page.contains("|---|---|\n| When it fires | Occurs when it does. |\n| Kind |"), "{page}");
}

#[test]
fn a_removed_event_is_not_called_deprecated() {
    let folder = Folder::new("removed");
    folder.write(
        "plan/c.json",
        r#"{"description": "It was.", "x-letter": {"track": "C", "status": "removed"}, "type": "object"}"#,
    );
    folder.write(
        "plan/d.json",
        r#"{"description": "It is.", "x-letter": {"track": "D", "status": "deprecated"}, "type": "object"}"#,
    );
    let out = folder.build("out", false).unwrap();
    let page = fs::read_to_string(out.join("events/a.html")).unwrap();
    for (name, status) in [("C", "Removed"), ("D", "Deprecated")] {
        assert!(
            page.contains(&format!("<bdi>{name}</bdi> <span class=\"unseen\">{status}</span>")),
            "{page}"
        );
    }
    let catalog = catalog(&[
        ("c.json", r#"{"x-letter": {"track": "C", "status": "removed"}, "type": "object"}"#),
        ("d.json", r#"{"x-letter": {"track": "D", "status": "deprecated"}, "type": "object"}"#),
    ]);
    let retired: Vec<&str> = catalog.health.retired.iter().map(|link| link.name.as_str()).collect();
    assert_eq!(retired, ["D"]);
}

#[test]
fn errors_by_the_rules_are_mistakes_on_every_day() {
    let of = |extension: &str| {
        let text = format!(
            r#"{{"description": "A.", "x-letter": {{"track": "A", "owner": "core"{extension}}}, "type": "object", "properties": {{}}}}"#
        );
        let health = catalog(&[("a.json", &text)]).health;
        (health.errors, health.findings.into_iter().map(|finding| finding.message).collect::<Vec<_>>())
    };
    assert_eq!(of(""), (0, Vec::new()));
    let (errors, findings) = of(r#", "status": "deprecated", "replaced_by": "Gone""#);
    assert!(errors == 1 && findings[0].contains("Gone"), "{findings:?}");
    assert_eq!(of(r#", "since": "2026-03-01""#), (0, Vec::new()), "it may have come");
    let allow = r#", "status": "deprecated", "replaced_by": "Gone",
        "allow": [{"rule": "replacement-unknown", "reason": "Old.", "until": "2020-01-01"}]"#;
    assert_eq!(of(allow), (0, Vec::new()), "the allowance may hold still");
}

/// A folder that is gone when the test is.
pub(super) struct Folder(pub(super) PathBuf);

impl Folder {
    pub(super) fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("letter-docs-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(folder.join("plan")).unwrap();
        let one = Self(folder);
        one.write("plan/plan.json", r#"{"name": "Shop"}"#);
        one.write(
            "plan/a.json",
            r#"{"title": "A", "description": "One.", "x-letter": {"track": "A"}, "type": "object"}"#,
        );
        one.write("plan/b.json", r#"{"title": "B", "x-letter": {"track": "B"}, "type": "object"}"#);
        one
    }

    pub(super) fn write(&self, path: &str, text: &str) {
        let path = self.0.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub(super) fn build(&self, out: &str, single_file: bool) -> Result<PathBuf, String> {
        self.build_plan("plan", out, single_file)
    }

    pub(super) fn build_plan(&self, plan: &str, out: &str, single_file: bool) -> Result<PathBuf, String> {
        let arguments = Arguments {
            plan: None,
            out: self.0.join(out),
            single_file,
            source: Vec::new(),
            repository: None,
            watch: false,
        };
        build(&arguments, &self.0.join(plan), &[]).map_err(|failure| format!("{failure:?}"))?;
        Ok(arguments.out)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Every file below a folder, by its path from there.
pub(super) fn contents(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut all = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let name = PathBuf::from(entry.file_name());
        if entry.path().is_dir() {
            let inside = contents(&entry.path()).into_iter();
            all.extend(inside.map(|(path, text)| (name.join(path), text)));
        } else {
            all.insert(name, fs::read(entry.path()).unwrap());
        }
    }
    all
}

#[test]
fn the_same_plan_gives_the_same_bytes() {
    let folder = Folder::new("same");
    let (one, two) = (folder.build("one", false).unwrap(), folder.build("two", false).unwrap());
    let files = contents(&one);
    assert!(files.contains_key(Path::new("index.html")) && files.contains_key(Path::new("events.csv")));
    assert_eq!(files, contents(&two));
    let size = |path: &str| files[Path::new(path)].len();
    // Its first line has the texts of the interface.
    let texts = files[Path::new("assets/catalog.js")].iter().position(|byte| *byte == b'\n').unwrap();
    let sizes = size("assets/catalog.css") + size("assets/catalog.js") - texts;
    assert!(texts < 2_000 && sizes < 40_000, "styles and script stay small: {sizes}");
    let (one, two) = (folder.build("three", true).unwrap(), folder.build("four", true).unwrap());
    assert_eq!(contents(&one), contents(&two));
    assert!(!one.join("index.html").exists() && one.join("catalog.html").exists());
}

#[test]
fn only_what_an_earlier_run_wrote_is_taken_away() {
    let folder = Folder::new("manifest");
    let out = folder.build("out", false).unwrap();
    folder.write("out/mine.txt", "kept");
    folder.write("out/events/mine.txt", "kept");
    fs::remove_file(folder.0.join("plan/b.json")).unwrap();
    folder.build("out", false).unwrap();
    assert!(!out.join("events/b.html").exists());
    assert!(out.join("events/a.html").exists());
    assert_eq!(fs::read_to_string(out.join("mine.txt")).unwrap(), "kept");
    assert_eq!(fs::read_to_string(out.join("events/mine.txt")).unwrap(), "kept");

    folder.write("other/index.html", "somebody's");
    let said = folder.build("other", false).unwrap_err();
    assert!(said.contains("is in the way"), "{said}");
    assert_eq!(fs::read_to_string(folder.0.join("other/index.html")).unwrap(), "somebody's");
    assert_eq!(fs::read_dir(folder.0.join("other")).unwrap().count(), 1, "nothing is made beside it");
}

#[test]
fn it_wears_the_plan_s_own_looks() {
    let folder = Folder::new("brand");
    folder.write(
        "plan/plan.json",
        r##"{"name": "Shop", "catalog": {"title": "Shop events", "logo": "own/logo.svg", "accent": "#c02060", "pages": "own/pages", "templates": "own/templates"}}"##,
    );
    folder.write("plan/own/logo.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>");
    folder.write("plan/own/pages/10-start.md", "# Start here\n\nHello <b>you</b>.");
    folder.write(
        "plan/own/templates/guide.html",
        "{% extends site.layout %}{% block content %}<h1>Our guide</h1>{% endblock %}",
    );
    let out = folder.build("out", false).unwrap();
    let read = |path: &str| fs::read_to_string(out.join(path)).unwrap();
    let index = read("index.html");
    assert!(index.contains("<title>Shop events</title>") && index.contains("assets/logo.svg"));
    assert!(read("assets/brand.css").contains("#c02060"));
    assert!(index.contains("pages/start.html"));
    assert!(read("pages/start.html").contains("Hello &lt;b&gt;you&lt;/b&gt;."));
    assert!(read("guide.html").contains("<h1>Our guide</h1>"));

    for (settings, said) in [
        (r#"{"accent": "red"}"#, "a colour as `#0f6b5c`"),
        (r#"{"logo": "../../x.svg"}"#, "plan.json"),
        (r#"{"pages": ".."}"#, "out of the plan's folder"),
        (r#"{"repository": "javascript:x"}"#, "begins with https://"),
        (r#"{"colour": "red"}"#, "unknown field `colour`"),
    ] {
        folder.write("plan/plan.json", &format!(r#"{{"catalog": {settings}}}"#));
        let failure = folder.build("out", false).unwrap_err();
        assert!(failure.contains(said), "{settings}: {failure}");
    }
}

#[test]
fn changes_become_a_feed() {
    let change = |date: &str, name: &str| Change {
        date: date.to_owned(),
        subject: Link { name: name.to_owned(), id: Some("events/a".to_owned()) },
        kind: "changed",
        words: vec!["`x` is now <b>".to_owned()],
        anchor: None,
    };
    let day =
        |date: &str| Day { date: date.to_owned(), changes: vec![change(date, "A"), change(date, "B & C")] };
    let catalog = Catalog {
        title: "Shop".to_owned(),
        days: vec![day("2026-03-01"), day("2026-01-02")],
        ..Catalog::default()
    };
    let atom = atom(&catalog, &Texts::english()).unwrap();
    assert!(
        atom.contains("<updated>2026-03-01T00:00:00Z</updated>\n<author>"),
        "as new as the newest change: {atom}"
    );
    assert!(atom.contains("<title>B &amp; C: Changed</title>"));
    assert!(atom.contains("&lt;code&gt;x&lt;/code&gt; is now &amp;lt;b&amp;gt;"), "text stays text: {atom}");
    let ids: BTreeSet<&str> = atom.lines().filter(|line| line.starts_with("<id>")).collect();
    assert_eq!(ids.len(), 5, "the feed and each entry have a name of their own");
}

#[test]
fn tables_keep_values_to_the_letter() {
    let folder = Folder::new("tables");
    let schema = r#"{"description": "x;=A1", "x-letter": {"track": "A", "since": "1.10", "tags": ["b, c"]}, "properties": {
        "size": {"enum": ["11-50", "a, b"]}, "zip": {"type": "string", "examples": ["01234"]},
        "range": {"enum": ["11-50"]}, "n": {"type": "integer", "examples": [12]}}}"#;
    folder.write("plan/a.json", schema);
    let out = folder.build("out", false).unwrap();
    let read = |path: &str| fs::read_to_string(out.join(path)).unwrap();
    let (events, properties) = (read("events.csv"), read("properties.csv"));
    assert!(events.contains(",\"x;'=A1\","), "{events}");
    assert!(events.contains(",'1.10,") && events.contains(",\"\"\"b, c\"\"\","), "{events}");
    for cells in [",\"11-50, \"\"a, b\"\"\",", ",'01234,", ",'11-50,", ",12,"] {
        assert!(properties.contains(cells), "{cells}: {properties}");
    }
}

#[test]
fn what_is_gone_has_a_row_among_the_events() {
    let gone = Gone {
        kind: "track",
        name: "=Paid".to_owned(),
        removed: "2026-03-01".to_owned(),
        anchor: "r-paid".to_owned(),
    };
    let csv = table::events(&Catalog { gone: vec![gone], ..Catalog::default() });
    let lines: Vec<Vec<&str>> = csv.lines().map(|line| line.split(',').collect()).collect();
    let at = |name: &str| lines[0].iter().position(|heading| *heading == name).unwrap();
    assert_eq!((lines.len(), lines[1].len()), (2, lines[0].len()));
    assert_eq!((lines[1][0], lines[1][at("kind")]), ("'=Paid", "track"));
    assert_eq!((lines[1][at("status")], lines[1][at("changed")]), ("removed", "2026-03-01"));
}

#[test]
fn every_key_of_the_json_is_documented() {
    let page = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/catalog-json.md");
    let page = fs::read_to_string(page).unwrap();
    let folder = Folder::new("json");
    folder
        .write("plan/a.json", r#"{"x-letter": {"track": "A"}, "properties": {"size": {"type": "integer"}}}"#);
    let out = folder.build("out", false).unwrap();
    let json: serde_json::Value =
        serde_json::from_slice(&fs::read(out.join("catalog.json")).unwrap()).unwrap();
    assert_eq!(json["format"], 1);
    let catalog = &json["catalog"];
    let (event, property) = (&catalog["events"][0], &catalog["properties"][0]);
    for object in
        [catalog, event, &event["properties"][0], property, &property["meanings"][0], &catalog["health"]]
    {
        let keys: Vec<&String> = object.as_object().unwrap().keys().collect();
        assert!(!keys.is_empty());
        for key in keys {
            assert!(page.contains(&format!("`{key}`")), "{key}");
        }
    }
}

#[test]
fn links_into_the_source_lead_to_any_name_of_a_folder() {
    let folder = Folder::new("source");
    folder.write("code/a b#c/50%?.rs", "fn f() {\n    letter.track(\"u\", A {});\n}\n");
    let arguments = Arguments {
        plan: None,
        out: folder.0.join("out"),
        single_file: false,
        source: Vec::new(),
        repository: Some("https://code.example/x/".to_owned()),
        watch: false,
    };
    build(&arguments, &folder.0.join("plan"), &[folder.0.join("code")]).unwrap();
    let page = fs::read_to_string(folder.0.join("out/events/a.html")).unwrap();
    let link = page.split("href=\"https://code.example/x/").nth(1).unwrap().split('"').next().unwrap();
    assert!(link.ends_with("a%20b%23c/50%25%3F.rs#L2"), "{link}");
}

#[test]
fn without_dates_there_is_no_feed() {
    let folder = Folder::new("feed");
    let out = folder.build("out", false).unwrap();
    assert!(!out.join("changes.atom").exists());
    assert!(!fs::read_to_string(out.join("index.html")).unwrap().contains("atom"));
}

#[test]
fn no_file_of_the_catalog_brings_a_description_to_life() {
    let folder = Folder::new("hostile");
    let attack = "<script>x()</script> [a](javascript:x()) [b](data:text/html,x) [c](vbscript:x) ![d](https://evil.example/p.png) <img src=x> [e]\n\n[e]: javascript:x()";
    let json = |value: serde_json::Value| value.to_string();
    folder.write("plan/plan.json", &json(serde_json::json!({"name": attack, "description": attack, "owners": {"o": {"name": attack, "description": attack}}})));
    folder.write("plan/a.json", &json(serde_json::json!({
        "title": "A", "description": format!("{attack} Fires. {attack}"),
        "x-letter": {"track": attack, "owner": "o", "tags": [attack], "since": attack},
        "type": "object", "properties": {attack: {"type": "string", "description": attack, "enum": [attack], "x-letter": {"pii": attack}}},
    })));
    let out = folder.build("out", false).unwrap();
    let mut read = 0;
    for (path, content) in contents(&out) {
        let name = path.to_str().unwrap();
        if !(name.ends_with(".md") || name == "llms.txt") {
            continue;
        }
        read += 1;
        let text = String::from_utf8(content).unwrap();
        let options = pulldown_cmark::Options::ENABLE_TABLES;
        for event in pulldown_cmark::Parser::new_ext(&text, options) {
            use pulldown_cmark::{Event, Tag};
            let active = match &event {
                Event::Html(_) | Event::InlineHtml(_) | Event::Start(Tag::Image { .. }) => true,
                Event::Start(Tag::Link { dest_url, .. }) => dest_url.contains(':'),
                _ => false,
            };
            assert!(!active, "{name}: {event:?} in {text}");
        }
    }
    assert!(read >= 4, "the index, both events and the map");
}

#[test]
fn no_file_of_the_catalog_holds_what_cannot_be_seen() {
    let folder = Folder::new("unseen");
    let odd = "a\u{202e}b\u{1b}[31m\u{2066}c\u{e0041}";
    let json = |value: serde_json::Value| value.to_string();
    folder.write("plan/plan.json", &json(serde_json::json!({"name": odd, "owners": {"o": {"name": odd}}})));
    folder.write(
        "plan/a.json",
        &json(serde_json::json!({
            "title": "A", "description": odd, "x-letter": {"track": odd, "owner": "o", "tags": [odd]},
            "type": "object", "properties": {odd: {"type": "string", "description": odd, "enum": [odd]}},
        })),
    );
    let out = folder.build("out", false).unwrap();
    for (path, content) in contents(&out) {
        let text = String::from_utf8(content).unwrap();
        // Lines of CSV end in a carriage return and a line feed, and it begins with a mark for spreadsheets.
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text).replace("\r\n", "\n");
        let unseen = |letter: &char| *letter != '\n' && letter_schema::deceiving::is_deceiving(*letter);
        assert_eq!(text.chars().find(unseen), None, "{}", path.display());
    }
}

#[test]
fn a_page_says_everything_once() {
    let folder = Folder::new("once");
    folder.write(
        "plan/a.json",
        r#"{"title": "A", "description": "One.", "x-letter": {"track": "A"}, "type": "object", "properties": {
            "p": {"type": "string", "description": "Described.", "pattern": "^shape"}}, "examples": [{"p": "shaped"}]}"#,
    );
    let file = fs::read_to_string(folder.build("single", true).unwrap().join("catalog.html")).unwrap();
    let times = |text: &str| file.matches(text).count();
    assert_eq!(times("Described."), 4, "the row, the schema, the page of properties, the search");
    assert_eq!(times("^shape"), 2, "the row, the schema");
    assert_eq!(times("shaped"), 4, "the row, the payload, the Rust, the schema");

    for n in 0..200 {
        let schema = format!(r#"{{"x-letter": {{"track": "Many {n}", "owner": "core"}}}}"#);
        folder.write(&format!("plan/many_{n}.json"), &schema);
    }
    let page = fs::read_to_string(folder.build("site", false).unwrap().join("events/many-100.html")).unwrap();
    let side = page.split_once("<nav class=\"side\"").unwrap().1.split_once("</nav>").unwrap().0;
    let links = side.matches("<a ").count();
    assert!((20..40).contains(&links), "{links} links: the neighbours, not all of 200");
    assert!(side.contains("owners.html#o-core\">184 more"), "{side}");
}
