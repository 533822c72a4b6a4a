//! The documentation of rules, as text for a terminal and as a page.

use std::fmt::Write as _;

use super::rule::{Files, Rule, Settable, Setting};
use super::{Date, FAMILIES, changed, check};
use crate::compare::{Audience, Change, compare};
use crate::diagnostic::Diagnostics;
use crate::plan::Plan;
use crate::render;

/// The day on which the examples are checked.
const DAY: &str = "2026-06-01";

/// What is found in the files of an example, and the plan that they make.
pub(super) fn found(files: Files) -> (Plan, Diagnostics) {
    let files = files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
    let plan = Plan::read(files, &mut |_| None);
    let found = Date::parse(DAY).map(|day| check(&plan, day, [])).unwrap_or_default();
    (plan, found)
}

/// What `explain` prints of a rule.
#[must_use]
pub fn text(rule: &Rule) -> String {
    let mut text = format!("{} ({})\n\n{}\n{}\n", rule.id, level(rule), rule.summary, rule.reason);
    if !rule.invalid.is_empty() {
        text.push_str("\nThis breaks it:\n\n");
        files(rule.invalid, "    ", &mut text);
        let _ = writeln!(text, "\nand is told so:\n\n{}\n", indented(&said(rule), "    "));
        text.push_str("This does not:\n\n");
        files(rule.valid, "    ", &mut text);
    }
    if let Some((before, after)) = changed::example(rule.id) {
        for (when, file) in [("Before", before), ("After", after)] {
            let _ = writeln!(text, "\n{when}:\n\n    {}", or_nothing(file));
        }
        let _ = writeln!(text, "\n`diff` says:\n\n{}", indented(&told(before, after), "    "));
    }
    let _ = writeln!(text, "\n{}", setting(rule));
    text
}

/// What changed between two versions of a file; an empty text is one that is not there.
#[must_use]
pub fn between(before: &str, after: &str) -> Vec<Change> {
    let plan = |text: &str| {
        let file = (!text.is_empty()).then(|| ("order.json".to_owned(), text.to_owned()));
        Plan::read(file.into_iter().collect(), &mut |_| None)
    };
    compare(&plan(before), &plan(after))
}

/// The examples of the rules about changes: the rule, the file before, and after.
pub fn change_examples() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    super::all().filter_map(|rule| changed::example(rule.id).map(|(before, after)| (rule.id, before, after)))
}

/// What is said of a change, with the payload that proves it.
fn told(before: &str, after: &str) -> String {
    let mut text = String::new();
    for change in between(before, after) {
        let whom = match change.audience(Audience::Both) {
            _ if !change.breaks(Audience::Both) => "compatible".to_owned(),
            Audience::Both => "breaks producers and consumers".to_owned(),
            one => format!("breaks {}", one.word()),
        };
        let _ = writeln!(
            text,
            "{whom}: {}, a {} step",
            change.told(Audience::Both),
            change.step_for(Audience::Both).word()
        );
        for witness in [change.producers.witness(), change.consumers.witness()].into_iter().flatten().take(1)
        {
            let _ = writeln!(text, "a payload that proves it: {witness}");
        }
    }
    text
}

fn or_nothing(file: &str) -> &str {
    if file.is_empty() { "(no file)" } else { file }
}

/// The page that documents every rule, as Markdown.
#[must_use]
pub fn page() -> String {
    let mut page = String::from(
        "# Rules\n\n<!-- Written by `cargo xtask explain --markdown`; a test keeps it equal to the rules. -->\n\n\
         What `cargo xtask check` looks for. `cargo xtask explain RULE` prints the same.\n\n\
         A level is set in `plan.json`, as `error`, `warn` or `allow`:\n\n\
         ```json\n{ \"rules\": { \"string-unbounded\": \"warn\", \"number-without-unit\": \"allow\" } }\n```\n\n\
         A single finding is allowed where it stands, in the `x-letter` of the property or of the file, with a \
         reason, and with a last day if it has one:\n\n\
         ```json\n\"x-letter\": {\n  \"allow\": [\n    { \"rule\": \"boolean-negated\", \"reason\": \"The \
         mail service calls it so.\", \"until\": \"2027-01-01\" }\n  ]\n}\n```\n\n\
         | rule | level | asks for |\n|---|---|---|\n",
    );
    for rule in super::all() {
        let _ = writeln!(page, "| [`{0}`](#{0}) | {1} | {2} |", rule.id, rule.level.name(), rule.summary);
    }
    for family in FAMILIES {
        let _ = writeln!(page, "\n## {}\n\n{}", family.title, family.about);
        for rule in family.rules {
            let _ = writeln!(page, "\n### {}\n\n{} {}\n", rule.id, rule.summary, rule.reason);
            if !rule.invalid.is_empty() {
                fenced(rule.invalid, &mut page);
                let _ = writeln!(page, "```text\n{}```\n\nInstead:\n", said(rule));
                fenced(rule.valid, &mut page);
            }
            if let Some((before, after)) = changed::example(rule.id) {
                for (when, file) in [("Before", before), ("After", after)] {
                    let fence = if file.is_empty() { "text" } else { "json" };
                    let _ = writeln!(page, "{when}:\n\n```{fence}\n{}\n```\n", or_nothing(file));
                }
                let _ = writeln!(page, "```text\n{}```\n", told(before, after));
            }
            let _ = writeln!(page, "Level: {}. {}", level(rule), setting(rule));
        }
    }
    page
}

fn level(rule: &Rule) -> &'static str {
    match (rule.level, rule.settable) {
        (Setting::Error, Settable::Warnings) => "error or warn",
        (level, _) => level.name(),
    }
}

fn setting(rule: &Rule) -> String {
    match rule.settable {
        Settable::Yes => {
            format!("`plan.json` sets its level: `{{ \"rules\": {{ \"{}\": \"error\" }} }}`.", rule.id)
        }
        Settable::Warnings => {
            "`plan.json` sets the level of its warnings; its errors stay errors.".to_owned()
        }
        Settable::No => "It is always looked for, and cannot be allowed.".to_owned(),
    }
}

/// What is said of the example that breaks the rule.
fn said(rule: &Rule) -> String {
    let (plan, found) = found(rule.invalid);
    let of_rule = found.sorted().into_iter().filter(|diagnostic| diagnostic.rule == rule.id);
    let texts: Vec<String> = of_rule.map(|diagnostic| render::one(&plan.sources, diagnostic)).collect();
    texts.join("\n")
}

fn files(files: Files, indent: &str, text: &mut String) {
    for (at, (path, content)) in files.iter().enumerate() {
        let gap = if at == 0 { "" } else { "\n" };
        let _ = writeln!(text, "{gap}{indent}// {path}\n{}", indented(content, indent));
    }
}

fn fenced(files: Files, page: &mut String) {
    for (path, content) in files {
        let _ = writeln!(page, "`{path}`\n\n```json\n{content}\n```\n");
    }
}

fn indented(text: &str, indent: &str) -> String {
    let lines: Vec<String> = text
        .lines()
        .map(|line| if line.is_empty() { String::new() } else { format!("{indent}{line}") })
        .collect();
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use crate::diagnostic::Level;
    use crate::rules::all;

    use super::found;

    #[test]
    fn every_example_shows_its_rule_and_nothing_worse() {
        let mut wrong = String::new();
        for rule in all().filter(|rule| !rule.invalid.is_empty()) {
            for (files, breaks) in [(rule.invalid, true), (rule.valid, false)] {
                let (plan, found) = found(files);
                let by_rule = found.iter().filter(|diagnostic| diagnostic.rule == rule.id).count();
                let others: Vec<_> = found.iter().filter(|diagnostic| diagnostic.rule != rule.id).collect();
                let worse = others.iter().any(|diagnostic| !breaks || diagnostic.level == Level::Error);
                if (by_rule > 0) != breaks || worse {
                    wrong += &format!(
                        "{} {}:\n{}\n",
                        rule.id,
                        if breaks { "invalid" } else { "valid" },
                        crate::render::all(&plan.sources, &found)
                    );
                }
            }
        }
        assert!(wrong.is_empty(), "{wrong}");
    }

    #[test]
    fn ids_are_unique_and_in_one_form() {
        let mut seen = std::collections::HashSet::new();
        for rule in all() {
            assert!(seen.insert(rule.id), "{} stands twice", rule.id);
            assert!(
                rule.id.chars().all(|letter| letter == '-' || letter.is_ascii_lowercase()),
                "{}",
                rule.id
            );
            assert!(rule.summary.ends_with('.') && rule.reason.ends_with('.'), "{}", rule.id);
        }
    }
}
