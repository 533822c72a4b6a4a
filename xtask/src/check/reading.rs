//! A plan as it was read from the disk, and what is wrong with it.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use letter_schema::diagnostic::{Diagnostic, Level};
use letter_schema::plan::{Event, Plan};
use letter_schema::rules::{self, Date};

use crate::failure::Failure;
use crate::output::{Base, Files, Report, counted, visible};
use crate::plan_folder;

/// A plan, and where it stands.
pub(super) struct Reading {
    pub(super) plan: Plan,
    /// Where it was read from.
    pub(super) path: PathBuf,
    base: Base,
    /// How many files it has.
    files: usize,
    /// The folder that the plan's paths begin at.
    pub(super) folder: PathBuf,
}

impl Reading {
    /// Reads the plan at a path.
    ///
    /// # Errors
    /// When there is nothing to check.
    pub(super) fn of(path: &Path) -> Result<Self, Failure> {
        let folder = plan_folder::folder_of(path);
        let plan = plan_folder::load(path);
        if let Some(nothing) = plan.found.iter().find(|diagnostic| diagnostic.rule == "plan-empty") {
            let help = nothing.help.as_deref().unwrap_or_default();
            return Err(Failure::new(format!("{}: {help}", visible(&nothing.message))));
        }
        let files = plan.sources.iter().count();
        Ok(Self { files, plan, path: path.to_owned(), base: Base::of(folder), folder: folder.to_owned() })
    }

    /// Everything that is wrong with it, in the order of the files; `further` is what comparing it with something
    /// else found. That is held to the plan's levels and allowances, and shown like everything else.
    pub(super) fn report(&self, today: Date, further: Vec<Diagnostic>) -> Report {
        let found = rules::check(&self.plan, today, further);
        let mut files = Files::new(&self.plan.sources, self.base.clone());
        let findings = found.sorted().into_iter().map(|diagnostic| files.finding(diagnostic)).collect();
        let subject =
            format!("{} in {}", counted(self.plan.events.len(), "event"), counted(self.files, "file"));
        Report { command: "check", findings, subject, not_compared: 0 }
    }

    /// How many of its files `export` has written: types in Rust say what must stand in them.
    pub(super) fn exported(&self) -> usize {
        let exported = |event: &&Event| event.extension.exported_from.is_some();
        self.plan.events.iter().filter(exported).count()
    }

    /// 2 if something could not be read, 1 if there are errors, else 0.
    pub(super) fn exit_code(&self, report: &Report) -> ExitCode {
        if self.plan.found.iter().any(|diagnostic| diagnostic.rule == "plan-unreadable") {
            ExitCode::from(2)
        } else if report.findings.iter().any(|finding| finding.level == Level::Error) {
            ExitCode::FAILURE
        } else {
            ExitCode::SUCCESS
        }
    }
}
