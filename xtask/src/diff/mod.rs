//! `cargo xtask diff`: what changed between two versions of a plan, and whom it breaks.

mod human;
mod json;
mod revision;
mod version;

use std::path::Path;
use std::process::ExitCode;

use clap::ValueEnum;
use letter_schema::compare::{Audience, Change, compare, compare_files};
use letter_schema::diagnostic::{Diagnostic, Level};
use letter_schema::plan::Plan;
use letter_schema::rules::{self, Setting};

pub(crate) use self::revision::joined;
use self::version::Version;
use crate::failure::Failure;
use crate::output::{self, Files, Finding, Format, Report};

/// Shows what changed between two versions of a plan, and whom it breaks.
///
/// Producers break when what they send today is refused tomorrow; consumers when they read what the plan did
/// not allow before, or miss what they read. Every breaking change comes with a payload that proves it, where
/// one was found. The exit code is 1 if something breaks, and 2 if a version cannot be read.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The plan before: a folder, a file, or a git revision such as `main` or `v1.2:schemas`.
    old: String,

    /// The plan now, likewise.
    new: String,

    /// Whom a change has to break to count.
    #[arg(long = "for", value_enum, default_value_t = For::Both, value_name = "WHOM")]
    audience: For,

    #[command(flatten)]
    output: output::Output,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum For {
    /// What sends events.
    Producers,
    /// What reads them.
    Consumers,
    Both,
}

impl From<For> for Audience {
    fn from(asked: For) -> Self {
        match asked {
            For::Producers => Self::Producers,
            For::Consumers => Self::Consumers,
            For::Both => Self::Both,
        }
    }
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let old = Version::read(&arguments.old, Path::new(&arguments.new))?;
    let new = Version::read(&arguments.new, Path::new(&arguments.old))?;
    let changes = if old.is_file && new.is_file {
        compare_files(&old.plan, &new.plan)
    } else {
        compare(&old.plan, &new.plan)
    };
    let audience = arguments.audience.into();
    let report = report(&new, &changes, audience);
    output::write_as(&report, &arguments.output, |format, colour| match format {
        Format::Human => human::text(&changes, audience, colour),
        Format::Json => json::text(&changes, audience),
        _ => output::text(&report, format, colour),
    })?;
    let breaking = changes.iter().any(|change| change.breaks(audience));
    Ok(if breaking { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// What changed between an earlier version of a plan and the plan at a path, as something that is wrong; nothing as
/// long as the plan itself has errors.
///
/// # Errors
/// When there is no such version, or it cannot be read.
pub(crate) fn against(version: &str, path: &Path, plan: &Plan) -> Result<Vec<Diagnostic>, Failure> {
    let old = Version::read(version, path)?;
    // What could not be read would seem to have gone.
    if plan.found.has_errors() {
        return Ok(Vec::new());
    }
    let changes =
        if old.is_file && path.is_file() { compare_files(&old.plan, plan) } else { compare(&old.plan, plan) };
    // What breaks nobody is said where the plan asks for it.
    let asked = |change: &&Change| {
        let quiet = rules::find(change.rule).is_some_and(|rule| rule.level == Setting::Allow);
        let mut set = plan.file.iter().flat_map(|file| &file.rules);
        let wanted = quiet && set.any(|set| set.rule == change.rule);
        wanted || change.breaks(Audience::Both)
    };
    Ok(changes.iter().filter(asked).map(|change| diagnostic(change, Audience::Both)).collect())
}

/// Changes as `diff` shows them.
pub(crate) fn human(changes: &[Change], audience: Audience) -> String {
    human::text(changes, audience, true)
}

/// The breaking changes as findings, for the formats that know nothing else.
fn report(new: &Version, changes: &[Change], audience: Audience) -> Report {
    let mut files = Files::new(&new.plan.sources, new.base.clone());
    let breaking = changes.iter().filter(|change| change.breaks(audience));
    let findings: Vec<Finding> =
        breaking.map(|change| files.finding(&diagnostic(change, audience))).collect();
    Report { command: "diff", findings, subject: output::counted(changes.len(), "change"), not_compared: 0 }
}

/// A change as something that is wrong.
pub(crate) fn diagnostic(change: &Change, audience: Audience) -> Diagnostic {
    let whom = match change.audience(audience) {
        Audience::Both => "producers and consumers",
        one => one.word(),
    };
    let mut message = change.told(audience);
    if change.breaks(audience) {
        message += &format!(": breaks {whom}");
    }
    if change.span.is_none() {
        message = format!("{}: {message}", change.file);
    }
    let mut found = Diagnostic::nowhere(change.rule, message);
    found.level = Level::Error;
    found.span = change.span;
    found.pointer.clone_from(&change.pointer);
    found.help = change.witness(audience).map(|witness| format!("a payload that proves it: {witness}"));
    found
}
