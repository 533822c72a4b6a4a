//! How findings are written: a file for each format.

mod choice;
mod escape;
mod finding;
mod github;
mod human;
mod json;
mod sarif;
mod short;
mod summary;

use std::path::Path;
use std::{env, fs};

pub(crate) use choice::{Format, Output};
pub(crate) use escape::{json as visible_json, one_line, visible};
pub(crate) use finding::{Base, Files, Finding, repository};

use crate::failure::Failure;

/// What a command found.
pub(crate) struct Report {
    /// The command, for the formats that name their tool.
    pub(crate) command: &'static str,
    /// In the order of the files.
    pub(crate) findings: Vec<Finding>,
    /// What was looked at: "13 events in 17 files".
    pub(crate) subject: String,
    /// Files that come from types in Rust and were not compared with them.
    pub(crate) not_compared: usize,
}

/// "1 change", "2 changes".
pub(crate) fn counted(count: usize, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}

/// A report in a format.
pub(crate) fn text(report: &Report, format: Format, colour: bool) -> String {
    match format {
        Format::Human => human::text(report, colour),
        Format::Short => short::text(report),
        Format::Json => json::text(report),
        Format::Github => github::text(report),
        Format::Sarif => sarif::text(report),
    }
}

/// Writes a report to everything that was asked for: stdout, files, and GitHub's summary of the job.
///
/// # Errors
/// When a file or stdout cannot be written.
pub(crate) fn write(report: &Report, arguments: &Output) -> Result<(), Failure> {
    write_as(report, arguments, |format, colour| text(report, format, colour))
}

/// As [`write()`], with texts that a command makes itself.
///
/// # Errors
/// When a file or stdout cannot be written.
pub(crate) fn write_as(
    report: &Report,
    arguments: &Output,
    text: impl Fn(Format, bool) -> String,
) -> Result<(), Failure> {
    let mut formats = vec![arguments.format()];
    for (format, path) in arguments.files() {
        write_file(path, &text(*format, false))?;
        formats.push(*format);
    }
    if formats.contains(&Format::Github)
        && let Some(path) = env::var_os("GITHUB_STEP_SUMMARY").filter(|path| !path.is_empty())
    {
        append(Path::new(&path), &github::job_summary(report))?;
    }
    arguments.print(|colour| text(arguments.format(), colour))
}

fn write_file(path: &Path, text: &str) -> Result<(), Failure> {
    fs::write(path, text)
        .map_err(|error| Failure::new(format!("{} cannot be written: {error}", path.display())))
}

fn append(path: &Path, text: &str) -> Result<(), Failure> {
    use std::io::Write as _;
    let file = fs::OpenOptions::new().create(true).append(true).open(path);
    file.and_then(|mut file| file.write_all(text.as_bytes()))
        .map_err(|error| Failure::new(format!("{} cannot be written: {error}", path.display())))
}

#[cfg(test)]
pub(crate) mod tests;
