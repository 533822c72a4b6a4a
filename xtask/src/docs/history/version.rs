//! One version of an event, as far as its changes are told, and the words for what differs.

use std::collections::{BTreeMap, BTreeSet};

use letter_schema::plan::{Event, Plan};
use letter_schema::plan_file::PlanFile;

use crate::docs::facets::Facets;
use crate::docs::message::{escape, tick};
use crate::docs::rows;
use crate::docs::texts::Texts;
use crate::docs::words::Words;

use super::Step;

/// A name in a text, and what stands in its place.
type Filling<'a> = (&'a str, &'a str);
/// Says a text with its fillings.
type Say<'a> = dyn FnMut(&str, &[Filling<'_>]) + 'a;

/// A version of an event or traits type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Version {
    pub(super) name: String,
    pub(super) kind: &'static str,
    pub(super) status: &'static str,
    owner: Option<String>,
    replaced_by: Option<String>,
    description: String,
    /// The properties, by their paths.
    pub(super) rows: BTreeMap<String, RowVersion>,
}

/// A version of a property.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct RowVersion {
    kind: String,
    required: bool,
    nullable: bool,
    values: Vec<String>,
    limits: Vec<String>,
    description: String,
    pii: Option<String>,
}

impl Version {
    /// Reads the events of these files; one that describes none, or cannot be read, is left out.
    pub(super) fn read_all(
        paths: &BTreeSet<String>,
        files: &BTreeMap<String, String>,
        texts: &Texts,
    ) -> Vec<(String, Self)> {
        let is_schema = |path: &&String| path.rsplit('/').next() != Some(PlanFile::NAME);
        let with_text = |path: &String| Some((path.clone(), files.get(path)?.clone()));
        let own: Vec<(String, String)> = paths.iter().filter(is_schema).filter_map(with_text).collect();
        let plan = Plan::read(own, &mut |path| files.get(path).cloned());
        let versions = plan.events.iter().map(|event| {
            let path = plan.sources.file(event.file).path().to_owned();
            let version = Self::read(&plan, event, texts);
            (path, version)
        });
        versions.collect()
    }

    fn read(plan: &Plan, event: &Event, texts: &Texts) -> Self {
        let words = Words { schemas: &plan.schemas, texts };
        let rows = rows::rows(words, event.schema).into_iter().map(|row| {
            let version = RowVersion {
                kind: row.kind,
                required: row.required,
                nullable: row.nullable,
                values: row.values,
                limits: row.limits,
                description: row.description,
                pii: (!row.pii.is_empty()).then(|| row.pii.join(", ")),
            };
            (row.path, version)
        });
        let status = match event.extension.status {
            None if event.is_deprecated(&plan.schemas) => "deprecated",
            status => status.unwrap_or_default().word(),
        };
        Self {
            name: event.name.clone(),
            kind: event.kind.word(),
            status,
            owner: event.extension.owner.clone(),
            replaced_by: event.extension.replaced_by.clone(),
            description: Facets::new(&plan.schemas, &[event.schema])
                .description()
                .unwrap_or_default()
                .to_owned(),
            rows: rows.collect(),
        }
    }

    /// What is different from an earlier version; `None` if nothing is that is told.
    pub(super) fn since(&self, before: &Self, date: &str, texts: &Texts) -> Option<Step> {
        let mut words = Vec::new();
        let mut say = |key: &str, values: &[(&str, &str)]| words.push(texts.fill(key, values));
        if self.name != before.name {
            say("hist_renamed", &[("from", &tick(&before.name)), ("to", &tick(&self.name))]);
        }
        if self.kind != before.kind {
            say("hist_kind", &[("from", &tick(before.kind)), ("to", &tick(self.kind))]);
        }
        if self.status != before.status {
            let by = self.replaced_by.as_deref().map(tick);
            match (self.status, by) {
                ("deprecated", Some(by)) => say("hist_deprecated_by", &[("by", &by)]),
                ("deprecated", None) => say("hist_deprecated", &[]),
                (status, _) => say("hist_status", &[("from", &tick(before.status)), ("to", &tick(status))]),
            }
        } else if self.replaced_by != before.replaced_by
            && let Some(by) = &self.replaced_by
        {
            say("hist_replaced_by", &[("by", &tick(by))]);
        }
        if self.owner != before.owner {
            let none = || texts.get("no_owner").to_owned();
            let from = before.owner.as_deref().map_or_else(none, tick);
            let to = self.owner.as_deref().map_or_else(none, tick);
            say("hist_owner", &[("from", &from), ("to", &to)]);
        }
        if self.description != before.description {
            say("hist_description", &[]);
        }
        for (path, row) in &self.rows {
            match before.rows.get(path) {
                None => {
                    let key = if row.required { "hist_property_required" } else { "hist_property_optional" };
                    say(key, &[("path", &tick(path)), ("type", &row.kind)]);
                }
                Some(earlier) => words_of_row(path, row, earlier, texts, &mut say),
            }
        }
        for path in before.rows.keys().filter(|path| !self.rows.contains_key(*path)) {
            say("hist_property_removed", &[("path", &tick(path))]);
        }
        let kind = match self.status {
            "deprecated" | "removed" if self.status != before.status => self.status,
            _ => "changed",
        };
        let kind = if kind == "removed" { "removed" } else { kind };
        (!words.is_empty()).then(|| Step { date: date.to_owned(), kind, words })
    }
}

fn words_of_row(path: &str, row: &RowVersion, before: &RowVersion, texts: &Texts, say: &mut Say<'_>) {
    let path = tick(path);
    let path = ("path", path.as_str());
    if row.kind != before.kind {
        say("hist_type", &[path, ("from", &before.kind), ("to", &row.kind)]);
    }
    if row.required != before.required {
        say(if row.required { "hist_required" } else { "hist_optional" }, &[path]);
    }
    if row.nullable != before.nullable {
        say(if row.nullable { "hist_nullable" } else { "hist_not_nullable" }, &[path]);
    }
    if row.values != before.values {
        let list = |a: &[String], b: &[String]| -> String {
            let only: Vec<String> =
                a.iter().filter(|value| !b.contains(value)).map(|value| tick(value)).collect();
            only.join(", ")
        };
        let (new, gone) = (list(&row.values, &before.values), list(&before.values, &row.values));
        match (before.values.is_empty(), row.values.is_empty()) {
            (true, _) => say("hist_values_now", &[path, ("values", &new)]),
            (_, true) => say("hist_values_any", &[path]),
            _ => {
                if !new.is_empty() {
                    say("hist_values_new", &[path, ("values", &new)]);
                }
                if !gone.is_empty() {
                    say("hist_values_gone", &[path, ("values", &gone)]);
                }
            }
        }
    }
    if row.limits != before.limits {
        let list = |limits: &[String]| {
            if limits.is_empty() { texts.get("hist_no_limit").to_owned() } else { escape(&limits.join("; ")) }
        };
        say("hist_limits", &[path, ("from", &list(&before.limits)), ("to", &list(&row.limits))]);
    }
    if row.pii != before.pii {
        match &row.pii {
            Some(class) => say("hist_pii", &[path, ("class", &tick(class))]),
            None => say("hist_pii_gone", &[path]),
        }
    }
    if row.description != before.description {
        say("hist_row_description", &[path]);
    }
}
