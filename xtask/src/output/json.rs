//! `--format json`: one object, documented in docs/check-json.md.

use serde::Serialize;

use super::finding::{Finding, Place};
use super::summary::{counts, level};
use super::{Report, escape};

/// Grows by one when a key changes its meaning or goes; new keys may come at any time.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct Document<'a> {
    version: u32,
    findings: Vec<Item<'a>>,
    summary: Summary,
}

#[derive(Serialize)]
struct Summary {
    errors: usize,
    warnings: usize,
    #[serde(rename = "notCompared")]
    not_compared: usize,
}

#[derive(Serialize)]
struct Item<'a> {
    rule: &'a str,
    level: &'static str,
    #[serde(flatten)]
    place: Where<'a>,
    pointer: &'a str,
    message: &'a str,
    help: Option<&'a str>,
    notes: Vec<Note<'a>>,
    edit: Option<Edit<'a>>,
}

/// Columns count characters.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Where<'a> {
    file: Option<&'a str>,
    line: Option<u32>,
    column: Option<u32>,
    end_line: Option<u32>,
    end_column: Option<u32>,
}

#[derive(Serialize)]
struct Note<'a> {
    #[serde(flatten)]
    place: Where<'a>,
    message: &'a str,
}

#[derive(Serialize)]
struct Edit<'a> {
    #[serde(flatten)]
    place: Where<'a>,
    text: &'a str,
}

impl<'a> Where<'a> {
    fn of(place: Option<&'a Place>) -> Self {
        Self {
            file: place.map(|place| place.file.path.as_str()),
            line: place.map(|place| place.start.0),
            column: place.map(|place| place.start.1),
            end_line: place.map(|place| place.end.0),
            end_column: place.map(|place| place.end.1),
        }
    }
}

impl<'a> From<&'a Finding> for Item<'a> {
    fn from(finding: &'a Finding) -> Self {
        let notes = finding.notes.iter();
        Self {
            rule: &finding.rule,
            level: level(finding.level),
            place: Where::of(finding.place.as_ref()),
            pointer: &finding.pointer,
            message: &finding.message,
            help: finding.help.as_deref(),
            notes: notes.map(|(place, message)| Note { place: Where::of(Some(place)), message }).collect(),
            edit: finding.edit.as_ref().map(|(place, text)| Edit { place: Where::of(Some(place)), text }),
        }
    }
}

pub(super) fn text(report: &Report) -> String {
    let (errors, warnings) = counts(report);
    let findings = report.findings.iter().map(Item::from).collect();
    let summary = Summary { errors, warnings, not_compared: report.not_compared };
    let document = Document { version: VERSION, findings, summary };
    let json = serde_json::to_string_pretty(&document).expect("strings and numbers are JSON");
    escape::json(&json) + "\n"
}
