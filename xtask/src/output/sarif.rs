//! `--format sarif`: SARIF 2.1.0, as code scanning takes it.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use letter_schema::rules;
use serde::Serialize;

use super::finding::{Finding, Place};
use super::summary::level;
use super::{Report, escape, visible};

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

#[derive(Serialize)]
struct Log {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run {
    tool: Tool,
    column_kind: &'static str,
    results: Vec<Outcome>,
}

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver {
    name: &'static str,
    semantic_version: &'static str,
    rules: Vec<Descriptor>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Descriptor {
    id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    short_description: Option<Text>,
    #[serde(skip_serializing_if = "Option::is_none")]
    full_description: Option<Text>,
}

#[derive(Serialize)]
struct Text {
    text: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Outcome {
    rule_id: String,
    rule_index: usize,
    level: &'static str,
    message: Text,
    locations: Vec<Location>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location>,
    partial_fingerprints: BTreeMap<&'static str, String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fixes: Vec<Fix>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    physical_location: PhysicalLocation,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Text>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation {
    artifact_location: ArtifactLocation,
    region: Region,
}

#[derive(Serialize)]
struct ArtifactLocation {
    uri: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: u32,
    start_column: u32,
    end_line: u32,
    end_column: u32,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Fix {
    description: Text,
    artifact_changes: [Change; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Change {
    artifact_location: ArtifactLocation,
    replacements: [Replacement; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Replacement {
    deleted_region: Region,
    inserted_content: Text,
}

pub(super) fn text(report: &Report) -> String {
    let mut ids: Vec<&str> = report.findings.iter().map(|finding| finding.rule.as_str()).collect();
    ids.sort_unstable();
    ids.dedup();
    let index: BTreeMap<&str, usize> = ids.iter().enumerate().map(|(at, id)| (*id, at)).collect();
    let results = report.findings.iter().map(|finding| outcome(finding, index[finding.rule.as_str()]));
    let log = Log {
        schema: SCHEMA,
        version: "2.1.0",
        runs: [Run {
            tool: Tool {
                driver: Driver {
                    name: "letter",
                    semantic_version: env!("CARGO_PKG_VERSION"),
                    rules: ids.iter().map(|id| descriptor(id)).collect(),
                },
            },
            column_kind: "unicodeCodePoints",
            results: results.collect(),
        }],
    };
    let json = serde_json::to_string_pretty(&log).expect("strings and numbers are JSON");
    escape::json(&json) + "\n"
}

fn descriptor(id: &str) -> Descriptor {
    let rule = rules::find(id);
    let said = |text: &str| Text { text: text.to_owned() };
    Descriptor {
        id: id.to_owned(),
        short_description: rule.map(|rule| said(rule.summary)),
        full_description: rule.map(|rule| said(rule.reason)),
    }
}

fn outcome(finding: &Finding, rule_index: usize) -> Outcome {
    let mut message = visible(&finding.message);
    if let Some(help) = &finding.help {
        let _ = write!(message, "\n{}", visible(help));
    }
    let notes = finding.notes.iter();
    Outcome {
        rule_id: finding.rule.clone(),
        rule_index,
        level: level(finding.level),
        message: Text { text: message },
        locations: finding.place.iter().map(|place| location(place, None)).collect(),
        related_locations: notes.map(|(place, note)| location(place, Some(note))).collect(),
        partial_fingerprints: BTreeMap::from([("letterFinding/v1", fingerprint(finding))]),
        fixes: finding.edit.iter().map(|(place, text)| fix(finding, place, text)).collect(),
    }
}

fn fix(finding: &Finding, place: &Place, text: &str) -> Fix {
    Fix {
        description: Text { text: visible(finding.help.as_deref().unwrap_or("mend it")) },
        artifact_changes: [Change {
            artifact_location: artifact(place),
            replacements: [Replacement {
                deleted_region: region(place),
                inserted_content: Text { text: text.to_owned() },
            }],
        }],
    }
}

fn location(place: &Place, message: Option<&String>) -> Location {
    Location {
        physical_location: PhysicalLocation { artifact_location: artifact(place), region: region(place) },
        message: message.map(|text| Text { text: visible(text) }),
    }
}

fn region(place: &Place) -> Region {
    let ((start_line, start_column), (end_line, end_column)) = (place.start, place.end);
    Region { start_line, start_column, end_line, end_column }
}

/// The path as a relative URI.
fn artifact(place: &Place) -> ArtifactLocation {
    let mut uri = String::new();
    for byte in place.file.in_repository.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    ArtifactLocation { uri }
}

/// What stays the same of a finding when lines above it come and go (FNV-1a).
fn fingerprint(finding: &Finding) -> String {
    let file = finding.place.as_ref().map_or("", |place| &place.file.in_repository);
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for part in [&finding.rule, file, &finding.pointer, &finding.message] {
        for byte in part.bytes().chain([0]) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
    format!("{hash:016x}")
}
