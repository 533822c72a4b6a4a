//! The last line of a report: how many of what.

use letter_schema::diagnostic::Level;

use super::Report;

/// How many errors, and how many warnings.
pub(super) fn counts(report: &Report) -> (usize, usize) {
    let errors = report.findings.iter().filter(|finding| finding.level == Level::Error).count();
    (errors, report.findings.len() - errors)
}

/// "13 events in 17 files: 2 errors, 1 warning".
pub(super) fn line(report: &Report) -> String {
    let count = |count: usize, what: &str| match count {
        0 => None,
        1 => Some(format!("1 {what}")),
        _ => Some(format!("{count} {what}s")),
    };
    let (errors, warnings) = counts(report);
    let counted: Vec<String> = count(errors, "error").into_iter().chain(count(warnings, "warning")).collect();
    if counted.is_empty() {
        format!("{}: nothing found", report.subject)
    } else {
        format!("{}: {}", report.subject, counted.join(", "))
    }
}

/// The word for a level.
pub(super) fn level(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
    }
}
