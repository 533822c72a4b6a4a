//! What each format makes of the same findings.

use std::path::Path;

use letter_schema::plan::Plan;
use letter_schema::rules::{self, Date};

use super::{Base, Files, Format, Report, github, text};

/// A report of a file that has this text.
fn report(path: &str, content: &str) -> Report {
    let plan = Plan::read(vec![(path.to_owned(), content.to_owned())], &mut |_| None);
    let found = rules::check(&plan, Date::parse("2026-06-01").unwrap(), []);
    let mut files = Files::new(&plan.sources, Base::of(Path::new(".")));
    let findings = found.sorted().into_iter().map(|diagnostic| files.finding(diagnostic)).collect();
    Report { command: "check", findings, subject: "1 event in 1 file".to_owned(), not_compared: 0 }
}

const CONTENT: &str = r#"{
  "description": "A customer paid.",
  "properties": {
    "coupon": { "type": "string", "mexLength": 8, "description": "What was redeemed." },
    "channel": { "enum": ["web"], "description": "Where it was." }
  }
}
"#;

#[test]
fn human() {
    let expected = r#"error[unknown-keyword]: unknown keyword `mexLength`
 --> paid.json:4:35
  |
4 |     "coupon": { "type": "string", "mexLength": 8, "description": "What was redeemed." },
  |                                   ^^^^^^^^^^^
  |
help: did you mean `maxLength`?
  |
4 -     "coupon": { "type": "string", "mexLength": 8, "description": "What was redeemed." },
4 +     "coupon": { "type": "string", "maxLength": 8, "description": "What was redeemed." },
  |

warning[enum-of-one]: this `enum` has one value, "web"
 --> paid.json:5:18
  |
5 |     "channel": { "enum": ["web"], "description": "Where it was." }
  |                  ^^^^^^
  |
  = help: write `"const": "web"`, or list the other values

1 event in 1 file: 1 error, 1 warning
"#;
    assert_eq!(text(&report("paid.json", CONTENT), Format::Human, false), expected);
    let coloured = text(&report("paid.json", CONTENT), Format::Human, true);
    assert!(coloured.contains("\x1b["), "{coloured}");
}

#[test]
fn short() {
    let expected = "paid.json:4:35: error[unknown-keyword]: unknown keyword `mexLength`\n\
                    paid.json:5:18: warning[enum-of-one]: this `enum` has one value, \"web\"\n\
                    1 event in 1 file: 1 error, 1 warning\n";
    assert_eq!(text(&report("paid.json", CONTENT), Format::Short, false), expected);
}

#[test]
fn json() {
    let json: serde_json::Value =
        serde_json::from_str(&text(&report("paid.json", CONTENT), Format::Json, false)).unwrap();
    let place = |line: u32, column: u32, end: u32| {
        serde_json::json!({
            "file": "paid.json", "line": line, "column": column, "endLine": line, "endColumn": end
        })
    };
    let mut first = serde_json::json!({
        "rule": "unknown-keyword",
        "level": "error",
        "pointer": "/properties/coupon/mexLength",
        "message": "unknown keyword `mexLength`",
        "help": "did you mean `maxLength`?",
        "notes": [],
        "edit": place(4, 35, 46),
    });
    first["edit"]["text"] = "\"maxLength\"".into();
    first.as_object_mut().unwrap().extend(place(4, 35, 46).as_object().unwrap().clone());
    assert_eq!(json["version"], 1);
    assert_eq!(json["findings"][0], first);
    assert_eq!(json["findings"][1]["edit"], serde_json::Value::Null);
    assert_eq!(json["summary"], serde_json::json!({ "errors": 1, "warnings": 1, "notCompared": 0 }));
}

#[test]
fn github_escapes_what_would_end_a_command() {
    let content = r#"{
  "description": "A customer paid.",
  "properties": { "a::b,c%\n::error::x": { "enum": ["web"], "description": "Where it was." } }
}"#;
    let report = report("a,b:c.json", content);
    let said = text(&report, Format::Github, false);
    let lines: Vec<&str> = said.lines().collect();
    let [command, summary] = lines[..] else { panic!("{said}") };
    assert_eq!(summary, "1 event in 1 file: 1 warning");
    let file = format!("{}a%2Cb%3Ac.json", in_repository());
    let expected = format!(
        "::warning file={file},line=3,endLine=3,col=44,endColumn=49,title=enum-of-one::\
         this `enum` has one value, \"web\"%0Awrite `\"const\": \"web\"`, or list the other values"
    );
    assert_eq!(command, expected);
}

/// Where this package stands, as GitHub writes it.
fn in_repository() -> &'static str {
    // Outside of a repository the current folder is where paths begin.
    super::repository(Path::new(env!("CARGO_MANIFEST_DIR"))).map_or("", |_| "xtask/")
}

#[test]
fn github_shows_ten_of_a_kind_and_all_in_the_summary() {
    let properties: Vec<String> = (0..25)
        .map(|at| format!(r#""kind_{at}|<b>": {{ "enum": ["web"], "description": "Which." }}"#))
        .collect();
    let content =
        format!(r#"{{ "description": "A customer paid.", "properties": {{ {} }} }}"#, properties.join(", "));
    let mut report = report("paid.json", &content);
    report.findings.retain(|finding| finding.rule == "enum-of-one");
    let said = text(&report, Format::Github, false);
    assert_eq!(said.matches("::warning ").count(), 10, "{said}");
    assert!(said.contains("::and 16 further warnings, which are in the summary of the job"), "{said}");
    let summary = github::job_summary(&report);
    let row = format!("| warning | enum-of-one | {}paid.json:1 |", in_repository());
    assert_eq!(summary.matches(&row).count(), 25, "{summary}");
    assert!(summary.starts_with("## ⚠️ letter check\n"), "{summary}");
}

#[test]
fn nothing_that_deceives_is_written_raw() {
    // In names, in a description, and behind the end of a line.
    let content = "{\r\n  \"title\": \"a\u{202e}b\u{7f}\",\r\n  \"properties\": { \"\u{200b}x\u{2066}\\u001b[2J\": { \"enum\": [\"\u{202e}\"] } }\r\n}";
    let report = report("a\u{202e}\u{1b}.json", content);
    assert!(report.findings.len() > 2);
    for format in [Format::Human, Format::Short, Format::Json, Format::Github, Format::Sarif] {
        let said = text(&report, format, false);
        let raw: Vec<char> = said
            .chars()
            .filter(|letter| {
                (letter.is_control() && *letter != '\n')
                    || matches!(letter, '\u{202e}' | '\u{200b}' | '\u{2066}' | '\u{1b}')
            })
            .collect();
        assert!(raw.is_empty(), "{format:?}: {raw:?}\n{said}");
    }
    assert!(github::job_summary(&report).chars().all(|letter| !letter.is_control() || letter == '\n'));
}

#[test]
fn a_long_line_is_cut_to_what_stands_around_the_place() {
    let filler = "x".repeat(100_000);
    let content = format!(
        r#"{{"description":"{filler}","properties":{{"a":{{"mexLength":1,"description":"{filler}"}}}}}}"#
    );
    let said = text(&report("long.json", &content), Format::Human, false);
    assert!(said.len() < 3_000, "{} bytes", said.len());
    assert!(said.contains("--> long.json:1:100038"), "{said}");
    assert!(said.contains("\"maxLength\":1"), "{said}");
}

/// Every rule's example that breaks it, as `--format json` shows it.
#[test]
fn the_json_of_every_rule() {
    let mut all = serde_json::Map::new();
    for rule in rules::all().filter(|rule| !rule.invalid.is_empty()) {
        let files = rule.invalid.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned()));
        let plan = Plan::read(files.collect(), &mut |_| None);
        let found = rules::check(&plan, Date::parse("2026-06-01").unwrap(), []);
        let mut files = Files::new(&plan.sources, Base::of(Path::new(".")));
        let own = found.sorted().into_iter().filter(|diagnostic| diagnostic.rule == rule.id);
        let findings: Vec<_> = own.map(|diagnostic| files.finding(diagnostic)).collect();
        assert!(!findings.is_empty(), "{}", rule.id);
        let report = Report { command: "check", findings, subject: String::new(), not_compared: 0 };
        let mut json: serde_json::Value = serde_json::from_str(&text(&report, Format::Json, false)).unwrap();
        all.insert(rule.id.to_owned(), json["findings"].take());
    }
    golden("src/output/rules.golden.json", &all);
}

/// Compares with what is written down; `UPDATE_GOLDEN=1` writes it anew, to be read.
pub(crate) fn golden(path: &str, all: &serde_json::Map<String, serde_json::Value>) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    let now = serde_json::to_string_pretty(all).unwrap() + "\n";
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&path, &now).unwrap();
    }
    let known = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        known == now,
        "{} is out of date: UPDATE_GOLDEN=1 writes it, and then it is to be read",
        path.display()
    );
}
