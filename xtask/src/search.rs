//! `cargo xtask search WORD`: where the plan speaks of something.

use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use letter_schema::plan::Plan;
use letter_schema::source::Span;
use letter_schema::suggest::nearest;
use serde_json::{Value, json};

use crate::failure::Failure;
use crate::output::one_line;
use crate::{plan_folder, properties};

/// How the tools that only tell something show it.
#[derive(Debug, Clone, Copy, Default, clap::ValueEnum)]
pub(crate) enum Format {
    /// For people.
    #[default]
    Human,
    /// For programs.
    Json,
}

/// Finds events, properties, allowed values and descriptions.
///
/// Case does not matter, and `_`, `-` and a space are the same. Exact names come first, then names that
/// begin with it, names that have it, values, and descriptions. If nothing has it, what is spelt nearly so
/// is looked for. Exits with 1 if nothing is found.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// What to look for.
    #[arg(value_name = "WORD", value_parser = word)]
    word: String,

    /// The folder with the plan's schema files [default: the nearest `schemas`, here or above].
    #[arg(value_name = "DIR")]
    plan: Option<PathBuf>,

    /// How to show it.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

fn word(text: &str) -> Result<String, &'static str> {
    if text.trim().is_empty() { Err("say what to look for") } else { Ok(text.to_owned()) }
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let (folder, plan) = plan_folder::read(arguments.plan.as_deref())?;
    let found = search(&plan, &arguments.word);
    let text = match arguments.format {
        Format::Human => found.human(&plan, &folder, &arguments.word),
        Format::Json => format!("{:#}\n", found.json(&plan, &folder)),
    };
    io::stdout().write_all(text.as_bytes()).map_err(|error| Failure::new(format!("stdout: {error}")))?;
    Ok(ExitCode::from(u8::from(found.hits.is_empty())))
}

/// How well something fits, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    Exact,
    Beginning,
    Part,
    Value,
    Description,
}

/// Something that the plan has, and what can be searched of it.
#[derive(Debug)]
struct Entry {
    what: &'static str,
    name: String,
    /// The event that has the property; empty for an event.
    event: String,
    /// A second name: the type of an event, a property without those around it.
    alias: String,
    values: Vec<String>,
    description: String,
    span: Span,
}

#[derive(Debug)]
struct Found {
    /// What was looked for instead, as nothing has the word.
    instead: Option<String>,
    hits: Vec<(Fit, Entry)>,
}

fn search(plan: &Plan, word: &str) -> Found {
    let entries = entries(plan);
    let word = folded(word);
    let fits = |entry: &Entry, word: &str| entry.fit(word);
    let mut instead = None;
    if !entries.iter().any(|entry| fits(entry, &word).is_some()) {
        let names: Vec<String> = entries.iter().flat_map(Entry::names).collect();
        instead = nearest(&word, names.iter().map(String::as_str)).map(str::to_owned);
    }
    let wanted = instead.as_deref().unwrap_or(&word);
    let mut hits: Vec<(Fit, Entry)> =
        entries.into_iter().filter_map(|entry| Some((entry.fit(wanted)?, entry))).collect();
    // Stable: what fits equally well stays in the order of the files.
    hits.sort_by_key(|(fit, _)| *fit);
    Found { instead, hits }
}

/// In lower case, with one kind of space.
fn folded(text: &str) -> String {
    text.trim().to_lowercase().replace(['_', '-', '\n'], " ")
}

fn entries(plan: &Plan) -> Vec<Entry> {
    let mut entries = Vec::new();
    for event in &plan.events {
        let keywords = plan.schemas.keywords(event.schema);
        entries.push(Entry {
            what: event.kind.word(),
            name: event.name.clone(),
            event: String::new(),
            alias: event.title.clone(),
            values: Vec::new(),
            description: keywords.and_then(|keywords| keywords.description.clone()).unwrap_or_default(),
            span: event.name_span,
        });
        for property in properties::of(plan, event.schema) {
            let constants = property
                .keywords
                .iter()
                .flat_map(|keywords| keywords.enumeration.iter().flatten().chain(&keywords.constant));
            let text = |value: &letter_schema::json::Json| {
                value.as_str().map_or_else(|| value.to_string(), str::to_owned)
            };
            entries.push(Entry {
                what: "property",
                event: event.name.clone(),
                alias: property.path.rsplit('.').next().unwrap_or_default().to_owned(),
                values: constants.map(text).collect(),
                description: property.description().unwrap_or_default().to_owned(),
                span: plan.schemas.get(property.schema).span,
                name: property.path,
            });
        }
    }
    entries
}

impl Entry {
    fn fit(&self, word: &str) -> Option<Fit> {
        let names = [folded(&self.name), folded(&self.alias)];
        let any = |fits: &dyn Fn(&String) -> bool| names.iter().any(fits);
        if any(&|name| name == word) {
            Some(Fit::Exact)
        } else if any(&|name| name.starts_with(word)) {
            Some(Fit::Beginning)
        } else if any(&|name| name.contains(word)) {
            Some(Fit::Part)
        } else if self.values.iter().any(|value| folded(value).contains(word)) {
            Some(Fit::Value)
        } else {
            folded(&self.description).contains(word).then_some(Fit::Description)
        }
    }

    /// What a word may have been meant to be: names, their words, and values.
    fn names(&self) -> Vec<String> {
        let whole = [folded(&self.name), folded(&self.alias)];
        let words: Vec<String> = whole
            .iter()
            .flat_map(|name| name.split(' '))
            .filter(|word| word.len() > 3)
            .map(str::to_owned)
            .collect();
        whole.into_iter().chain(words).chain(self.values.iter().map(|value| folded(value))).collect()
    }
}

impl Found {
    fn json(&self, plan: &Plan, folder: &Path) -> Value {
        let hits = self.hits.iter().map(|(fit, entry)| {
            let file = plan.sources.file(entry.span.file);
            let place = file.position(entry.span.start);
            json!({
                "kind": entry.what, "name": entry.name,
                "event": if entry.event.is_empty() { Value::Null } else { entry.event.clone().into() },
                "match": match fit {
                    Fit::Exact => "exact", Fit::Beginning => "beginning", Fit::Part => "part",
                    Fit::Value => "value", Fit::Description => "description",
                },
                "values": entry.values, "description": entry.description,
                "file": folder.join(file.path()).display().to_string(),
                "line": place.line, "column": place.column,
            })
        });
        json!({ "instead": self.instead, "matches": hits.collect::<Vec<_>>() })
    }

    fn human(&self, plan: &Plan, folder: &Path, word: &str) -> String {
        let mut text = String::new();
        // Writing to a string does not fail.
        if self.hits.is_empty() {
            let _ = writeln!(text, "nothing in the plan has `{}`", one_line(word));
        } else if let Some(instead) = &self.instead {
            let _ = writeln!(text, "nothing has `{}`; this has `{}`:", one_line(word), one_line(instead));
        }
        for (fit, entry) in &self.hits {
            let of = if entry.event.is_empty() { String::new() } else { format!(" of {}", entry.event) };
            let place = folder.join(plan.sources.place(entry.span));
            let _ = writeln!(text, "{} {}{}", entry.what, one_line(&entry.name), one_line(&of));
            let _ = writeln!(text, "    {}", one_line(&place.display().to_string()));
            if *fit == Fit::Value {
                let _ = writeln!(text, "    one of {}", one_line(&entry.values.join(", ")));
            }
            if !entry.description.trim().is_empty() {
                let _ = writeln!(text, "    {}", one_line(entry.description.trim()));
            }
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use letter_schema::plan::Plan;

    use super::search;

    fn plan() -> Plan {
        let text = r#"{"x-letter":{"track":"Plan Changed"},"description":"A subscription moved.","properties":{
            "plan":{"enum":["free","team"]},
            "seat_count":{"type":"integer","description":"Seats on the new plan."}}}"#;
        Plan::read(vec![("a.json".to_owned(), text.to_owned())], &mut |_| None)
    }

    fn names(word: &str) -> (Option<String>, Vec<String>) {
        let found = search(&plan(), word);
        (found.instead, found.hits.into_iter().map(|(_, entry)| entry.name).collect())
    }

    #[test]
    fn exact_names_come_first_and_descriptions_last() {
        assert_eq!(names("Plan").1, ["plan", "Plan Changed", "seat_count"]);
        assert_eq!(names("seat-count").1, ["seat_count"]);
        assert_eq!(names("team").1, ["plan"]);
    }

    #[test]
    fn typing_errors_are_forgiven_when_nothing_matches() {
        assert_eq!(names("saet_count"), (Some("seat count".to_owned()), vec!["seat_count".to_owned()]));
        assert_eq!(names("weather"), (None, Vec::new()));
    }

    #[test]
    fn each_hit_says_where_it_stands() {
        let (plan, folder) = (plan(), Path::new("schemas"));
        let found = search(&plan, "seat_count");
        assert!(found.human(&plan, folder, "seat_count").contains("\n    schemas/a.json:3:26\n"));
        let json = found.json(&plan, folder);
        assert_eq!((&json["matches"][0]["line"], &json["matches"][0]["match"]), (&3.into(), &"exact".into()));
    }
}
