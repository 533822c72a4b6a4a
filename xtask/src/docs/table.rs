//! Tables for spreadsheets: UTF-8 with its mark, and no cell that a spreadsheet would calculate.

use std::collections::HashMap;

use super::catalog::{Catalog, Row};
use super::cell::{self, exact, list};
use super::dates::is_day;
use super::markdown::plain;
use super::part::Part;

/// One row for each event and traits type, then for those that are gone, as the page has them.
pub(crate) fn events(catalog: &Catalog) -> String {
    let heading = [
        "name",
        "kind",
        "meaning",
        "when",
        "owner",
        "status",
        "since",
        "added",
        "changed",
        "replaced_by",
        "tags",
        "properties",
        "personal_data",
        "file",
    ];
    let mut csv = start(&heading);
    for event in &catalog.events {
        let owner = event.owner.as_ref().map(|owner| owner.id.as_str());
        let since = event.since.as_deref().unwrap_or_default();
        let replaced_by = event.replaced_by.as_ref().map(|link| link.name.as_str());
        line(
            &mut csv,
            &[
                &exact(&event.name),
                event.kind,
                &plain(&event.meaning),
                &plain(event.when.as_deref().unwrap_or_default()),
                &exact(owner.unwrap_or_default()),
                event.status,
                // A day may be a day to the spreadsheet as well, so that it can be sorted.
                &if is_day(since) { since.into() } else { exact(since) },
                event.added.as_deref().unwrap_or_default(),
                event.changed.as_deref().unwrap_or_default(),
                &exact(replaced_by.unwrap_or_default()),
                &exact(&list(&event.tags)),
                &event.properties.len().to_string(),
                &event.personal.to_string(),
                &event.file,
            ],
        );
    }
    for one in &catalog.gone {
        let name = exact(&one.name);
        line(&mut csv, &[&name, one.kind, "", "", "", "removed", "", "", &one.removed, "", "", "", "", ""]);
    }
    csv
}

/// One row for each property of each of them.
pub(crate) fn properties(catalog: &Catalog) -> String {
    let heading = [
        "event",
        "kind",
        "property",
        "type",
        "required",
        "required_in",
        "only_in",
        "nullable",
        "meaning",
        "allowed_values",
        "limits",
        "unit",
        "example",
        "personal_data",
        "deprecated",
        "added",
    ];
    let mut csv = start(&heading);
    let yes = |is: bool| if is { "yes" } else { "no" };
    for event in &catalog.events {
        let cases = cases(&event.properties);
        let mut required: HashMap<&[Part], Vec<(&Row, Option<&String>)>> = HashMap::new();
        for (row, case) in event.properties.iter().zip(cases) {
            let always = required.entry(&row.at).or_default();
            // What is required without a case is so in each of them.
            let holds = always.iter().find(|(wider, _)| row.forms.starts_with(&wider.forms));
            let within = holds.map_or(case, |(_, case)| *case);
            // What belongs to a case is required in that case at most.
            let required_in = match within {
                Some(case) if row.required => std::slice::from_ref(case),
                _ => &row.required_in,
            };
            if row.required {
                always.push((row, within));
            }
            line(
                &mut csv,
                &[
                    &exact(&event.name),
                    event.kind,
                    &exact(&row.path),
                    &row.kind,
                    if required_in.is_empty() { yes(row.required) } else { "sometimes" },
                    &exact(&list(required_in)),
                    &exact(case.map_or("", String::as_str)),
                    yes(row.nullable),
                    &plain(&row.description),
                    &exact(&list(&row.values)),
                    &row.limits.join("; "),
                    row.unit.as_deref().unwrap_or_default(),
                    &exact(row.example.as_deref().unwrap_or_default()),
                    &exact(&list(&row.pii)),
                    yes(row.deprecated),
                    row.added.as_deref().unwrap_or_default(),
                ],
            );
        }
    }
    csv
}

/// The cases that rows belong to: their own, or those of what they are a part of. On a page these stand above
/// them, in a table that is sorted they do not.
fn cases(rows: &[Row]) -> Vec<Option<&String>> {
    let mut around: Vec<&Row> = Vec::new();
    let mut cases = Vec::with_capacity(rows.len());
    for row in rows {
        let is_part = |of: &Row| {
            of.at.len() < row.at.len() && row.at.starts_with(&of.at) && row.forms.starts_with(&of.forms)
        };
        while around.last().is_some_and(|last| !is_part(last)) {
            around.pop();
        }
        around.push(row);
        cases.push(around.iter().rev().find_map(|one| one.only_in.as_ref()));
    }
    cases
}

fn start(heading: &[&str]) -> String {
    // Excel reads UTF-8 only behind its mark.
    let mut csv = "\u{feff}".to_owned();
    line(&mut csv, heading);
    csv
}

fn line(csv: &mut String, cells: &[&str]) {
    for (at, text) in cells.iter().enumerate() {
        if at > 0 {
            csv.push(',');
        }
        cell::write(csv, text);
    }
    csv.push_str("\r\n");
}
