//! `--format github`: annotations of GitHub Actions, and the summary of the job.

use std::fmt::Write as _;

use letter_schema::diagnostic::Level;

use super::summary::{counts, level, line};
use super::{Report, escape, visible};

/// GitHub shows ten annotations of a kind for each step, and drops the others in silence.
const MAX_OF_A_KIND: usize = 10;
/// Rows of the summary: GitHub takes a mebibyte.
const MAX_ROWS: usize = 500;
/// Characters of a cell.
const MAX_CELL: usize = 300;

pub(super) fn text(report: &Report) -> String {
    let mut text = String::new();
    for kind in [Level::Error, Level::Warning] {
        let findings: Vec<_> = report.findings.iter().filter(|finding| finding.level == kind).collect();
        let word = level(kind);
        // The last of them says that there are more.
        let shown = if findings.len() > MAX_OF_A_KIND { MAX_OF_A_KIND - 1 } else { findings.len() };
        for finding in &findings[..shown] {
            let mut message = finding.message.clone();
            if let Some(help) = &finding.help {
                let _ = write!(message, "\n{help}");
            }
            let place = finding.place.as_ref().map_or_else(String::new, |place| {
                let file = property(&place.file.in_repository);
                let ((line, column), (end_line, end_column)) = (place.start, place.end);
                // GitHub wants columns on one line only.
                let columns = if line == end_line {
                    format!(",col={column},endColumn={}", end_column.saturating_sub(1).max(column))
                } else {
                    String::new()
                };
                format!("file={file},line={line},endLine={end_line}{columns},")
            });
            let _ = writeln!(text, "::{word} {place}title={}::{}", property(&finding.rule), data(&message));
        }
        if findings.len() > shown {
            let more = findings.len() - shown;
            let message = format!("and {more} further {word}s, which are in the summary of the job");
            let _ = writeln!(text, "::{word} title=letter::{}", data(&message));
        }
    }
    let _ = writeln!(text, "{}", visible(&line(report)));
    text
}

/// The summary of the job, as Markdown.
pub(super) fn job_summary(report: &Report) -> String {
    let (errors, warnings) = counts(report);
    let mark = if errors > 0 {
        "❌"
    } else if warnings > 0 {
        "⚠️"
    } else {
        "✅"
    };
    let mut text = format!("## {mark} letter {}\n\n{}\n", report.command, escape::markdown(&line(report)));
    if !report.findings.is_empty() {
        text.push_str("\n| | rule | where | what |\n|---|---|---|---|\n");
    }
    let cell = |text: &str| {
        let cut: String = text.chars().take(MAX_CELL).collect();
        let end = if cut.len() < text.len() { "…" } else { "" };
        escape::markdown(&cut) + end
    };
    for finding in report.findings.iter().take(MAX_ROWS) {
        let place = finding.place.as_ref().map_or_else(String::new, |place| {
            format!("{}:{}", cell(&place.file.in_repository), place.start.0)
        });
        let _ = writeln!(
            text,
            "| {} | {} | {place} | {} |",
            level(finding.level),
            cell(&finding.rule),
            cell(&finding.message)
        );
    }
    if report.findings.len() > MAX_ROWS {
        let _ = writeln!(text, "\nAnd {} more.", report.findings.len() - MAX_ROWS);
    }
    text + "\n"
}

/// The text of a workflow command.
fn data(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(visible).collect();
    lines.join("\n").replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a property of a workflow command.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
