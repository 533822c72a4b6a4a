//! `cargo xtask stats`: a plan in numbers.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;

use letter_schema::plan::Plan;
use serde_json::{Value, json};

use crate::failure::Failure;
use crate::output::one_line;
use crate::search::Format;
use crate::{plan_folder, properties};

/// Counts the plan: events by kind, status, owner and tag, and how well their properties are described.
///
/// Properties are counted at every depth, once for each event that has them, through references.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The folder with the plan's schema files [default: the nearest `schemas`, here or above].
    #[arg(value_name = "DIR")]
    plan: Option<PathBuf>,

    /// How to show it.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let (_, plan) = plan_folder::read(arguments.plan.as_deref())?;
    let stats = Stats::of(&plan);
    let text = match arguments.format {
        Format::Human => stats.human(),
        Format::Json => format!("{:#}\n", stats.json()),
    };
    io::stdout().write_all(text.as_bytes()).map_err(|error| Failure::new(format!("stdout: {error}")))?;
    Ok(ExitCode::SUCCESS)
}

type Counts = BTreeMap<String, usize>;

#[derive(Debug, Default)]
struct Stats {
    /// Events and traits types.
    events: usize,
    documented_events: usize,
    deprecated_events: usize,
    kinds: Counts,
    statuses: Counts,
    owners: Counts,
    /// An event with several tags counts for each.
    tags: Counts,
    properties: usize,
    required: usize,
    documented: usize,
    deprecated: usize,
    personal_data: Counts,
}

impl Stats {
    fn of(plan: &Plan) -> Self {
        let mut stats = Self { events: plan.events.len(), ..Self::default() };
        for event in &plan.events {
            let deprecated = event.is_deprecated(&plan.schemas);
            stats.deprecated_events += usize::from(deprecated);
            let keywords = plan.schemas.keywords(event.schema);
            let description = keywords.and_then(|keywords| keywords.description.as_deref());
            stats.documented_events += usize::from(description.is_some_and(|text| !text.trim().is_empty()));
            let status = match event.extension.status {
                Some(status) => status.word(),
                None if deprecated => "deprecated",
                None => "active",
            };
            let owner = event.extension.owner.as_deref().unwrap_or("");
            for (counts, key) in [
                (&mut stats.kinds, event.kind.word()),
                (&mut stats.statuses, status),
                (&mut stats.owners, owner),
            ] {
                *counts.entry(key.to_owned()).or_default() += 1;
            }
            let mut tags: Vec<&String> = event.extension.tags.iter().collect();
            tags.sort();
            tags.dedup();
            for tag in tags {
                *stats.tags.entry(tag.clone()).or_default() += 1;
            }
            for property in properties::of(plan, event.schema) {
                stats.properties += 1;
                stats.required += usize::from(property.required);
                stats.documented += usize::from(property.description().is_some());
                stats.deprecated += usize::from(property.is_deprecated());
                if let Some(class) = property.personal_data() {
                    *stats.personal_data.entry(class.to_owned()).or_default() += 1;
                }
            }
        }
        stats
    }

    fn json(&self) -> Value {
        json!({
            "events": {
                "total": self.events, "documented": self.documented_events,
                "deprecated": self.deprecated_events, "kinds": self.kinds, "statuses": self.statuses,
                "owners": self.owners, "tags": self.tags,
            },
            "properties": {
                "total": self.properties, "required": self.required, "documented": self.documented,
                "deprecated": self.deprecated, "personal_data": self.personal_data,
            },
        })
    }

    fn human(&self) -> String {
        let mut text = String::new();
        let mut line = |name: &str, value: String| {
            // Writing to a string does not fail.
            let _ = writeln!(text, "{name:<16}{value}");
        };
        line("events", self.events.to_string());
        line("  documented", share(self.documented_events, self.events));
        line("  deprecated", self.deprecated_events.to_string());
        line("  by kind", list(&self.kinds, ""));
        line("  by status", list(&self.statuses, ""));
        line("  by owner", list(&self.owners, "no owner"));
        line("  by tag", list(&self.tags, ""));
        line("properties", self.properties.to_string());
        line("  required", share(self.required, self.properties));
        line("  documented", share(self.documented, self.properties));
        line("  deprecated", self.deprecated.to_string());
        line("  personal data", list(&self.personal_data, ""));
        text
    }
}

/// "3 of 4 (75 %)", rounded down, so that only all is 100.
fn share(part: usize, whole: usize) -> String {
    match (part * 100).checked_div(whole) {
        Some(percent) => format!("{part} of {whole} ({percent} %)"),
        None => "none".to_owned(),
    }
}

/// The most frequent first.
fn list(counts: &Counts, nameless: &str) -> String {
    let mut counts: Vec<(&String, &usize)> = counts.iter().collect();
    counts.sort_by(|a, b| b.1.cmp(a.1).then(a.0.cmp(b.0)));
    let words: Vec<String> = counts
        .into_iter()
        .map(|(key, count)| {
            format!("{} {count}", if key.is_empty() { nameless.to_owned() } else { one_line(key) })
        })
        .collect();
    if words.is_empty() { "none".to_owned() } else { words.join(", ") }
}

#[cfg(test)]
mod tests {
    use letter_schema::plan::Plan;
    use serde_json::json;

    use super::Stats;

    #[test]
    fn events_and_properties_are_counted() {
        let files = [
            (
                "a.json",
                r#"{"description":"d","x-letter":{"track":"A","owner":"core","tags":["x","x","y"]},
                "required":["id"],"properties":{"id":{"description":"d"},
                "mail":{"deprecated":true,"x-letter":{"pii":"email"}}}}"#,
            ),
            ("b.json", r#"{"deprecated":true,"x-letter":{"identify":true},"type":"object"}"#),
        ];
        let files = files.map(|(path, text)| (path.to_owned(), text.to_owned())).to_vec();
        let stats = Stats::of(&Plan::read(files, &mut |_| None));
        let expected = json!({
            "events": {"total": 2, "documented": 1, "deprecated": 1, "kinds": {"track": 1, "identify": 1},
                "statuses": {"active": 1, "deprecated": 1}, "owners": {"core": 1, "": 1},
                "tags": {"x": 1, "y": 1}},
            "properties": {"total": 2, "required": 1, "documented": 1, "deprecated": 1,
                "personal_data": {"email": 1}},
        });
        assert_eq!(stats.json(), expected);
        let text = stats.human();
        assert!(text.contains("  by owner      no owner 1, core 1\n"), "{text}");
        assert!(text.contains("  required      1 of 2 (50 %)\n"), "{text}");
    }
}
