//! `--format short`: a line for each finding, as editors and `grep` read them.

use std::fmt::Write as _;

use super::summary::{level, line};
use super::{Report, visible};

pub(super) fn text(report: &Report) -> String {
    let mut text = String::new();
    for finding in &report.findings {
        if let Some(place) = &finding.place {
            let (line, column) = place.start;
            let _ = write!(text, "{}:{line}:{column}: ", visible(&place.file.path));
        }
        let _ = writeln!(
            text,
            "{}[{}]: {}",
            level(finding.level),
            visible(&finding.rule),
            visible(&finding.message)
        );
    }
    let _ = writeln!(text, "{}", line(report));
    text
}
