//! Tables for spreadsheets: UTF-8 with its mark, and no cell that a spreadsheet would calculate.

use super::catalog::Catalog;
use super::markdown::plain;
use super::visible::visible;

/// One row for each event and traits type.
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
        let replaced_by = event.replaced_by.as_ref().map(|link| link.name.as_str());
        line(
            &mut csv,
            &[
                &event.name,
                event.kind,
                &plain(&event.meaning),
                &plain(event.when.as_deref().unwrap_or_default()),
                owner.unwrap_or_default(),
                event.status,
                event.since.as_deref().unwrap_or_default(),
                event.added.as_deref().unwrap_or_default(),
                event.changed.as_deref().unwrap_or_default(),
                replaced_by.unwrap_or_default(),
                &event.tags.join(", "),
                &event.properties.len().to_string(),
                &event.personal.to_string(),
                &event.file,
            ],
        );
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
        for row in &event.properties {
            line(
                &mut csv,
                &[
                    &event.name,
                    event.kind,
                    &row.path,
                    &row.kind,
                    yes(row.required),
                    yes(row.nullable),
                    &plain(&row.description),
                    &row.values.join(", "),
                    &row.limits.join("; "),
                    row.unit.as_deref().unwrap_or_default(),
                    row.example.as_deref().unwrap_or_default(),
                    &row.pii.join(", "),
                    yes(row.deprecated),
                    row.added.as_deref().unwrap_or_default(),
                ],
            );
        }
    }
    csv
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
        cell(csv, text);
    }
    csv.push_str("\r\n");
}

fn cell(csv: &mut String, text: &str) {
    let text = visible(text);
    // What begins like this is a formula to a spreadsheet; an apostrophe makes it a text.
    let formula = text.trim_start().starts_with(['=', '+', '-', '@']) || text.starts_with(['\t', '\r', '\n']);
    let text = if formula { format!("'{text}") } else { text.into_owned() };
    if text.contains(['"', ',', '\n', '\r', ';', '\t']) {
        csv.push_str(&format!("\"{}\"", text.replace('"', "\"\"")));
    } else {
        csv.push_str(&text);
    }
}

#[cfg(test)]
mod tests {
    use super::cell;

    fn of(text: &str) -> String {
        let mut csv = String::new();
        cell(&mut csv, text);
        csv
    }

    #[test]
    fn cells_are_texts() {
        for (text, written) in [
            ("plain", "plain"),
            ("a,b", "\"a,b\""),
            ("say \"x\"", "\"say \"\"x\"\"\""),
            ("two\nlines", "\"two\nlines\""),
            ("=1+1", "'=1+1"),
            ("+1", "'+1"),
            ("-1", "'-1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("  =1", "'  =1"),
            ("\t=1", "\"'\t=1\""),
            ("=HYPERLINK(\"x\",\"y\")", "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\""),
            ("a=1", "a=1"),
            ("\u{202e}x", "‹U+202E›x"),
        ] {
            assert_eq!(of(text), written, "{text:?}");
        }
    }
}
