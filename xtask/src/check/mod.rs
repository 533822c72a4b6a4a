//! `cargo xtask check`: everything that is wrong with a plan, at once.

mod fix;
mod ledger;
mod reading;

use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::called::typed;
use crate::failure::Failure;
use crate::today::today;
use crate::{diff, export, output, plan_folder, watch};

/// Reads the plan and shows everything that is wrong with it.
///
/// The exit code is 1 if there is an error among the findings, and 2 if there is no plan to check.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The folder with the plan's schema files [default: the nearest `schemas`, here or above].
    #[arg(value_name = "DIR")]
    plan: Option<PathBuf>,

    #[command(flatten)]
    output: output::Output,

    /// Adds the changes since another version that break somebody: a folder, a file, or a git revision.
    #[arg(long, value_name = "REF_OR_DIR")]
    against: Option<String>,

    /// Adds what differs between files that `export` has written and their types; builds the workspace.
    #[arg(long, conflicts_with = "watch")]
    export: bool,

    #[command(flatten)]
    features: export::Features,

    /// Mends what has one right answer, and shows what it changed.
    #[arg(long)]
    fix: bool,

    /// Checks again whenever a file of the plan changes, until Ctrl-C.
    // Files that it writes into the plan's folder would be changes.
    #[arg(long, conflicts_with = "output")]
    watch: bool,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    if arguments.features.is_chosen() && !arguments.export {
        return Err(Failure::new(
            "features are those of the build that `--export` needs: add it, or leave them out",
        ));
    }
    let plan = plan_folder::find_plan(arguments.plan.as_deref())?;
    if arguments.watch {
        // Other files are no part of a plan.
        let ours =
            |path: &Path| path.extension().is_none_or(|extension| extension == "json" || extension == "lock");
        return watch::run(std::slice::from_ref(&plan), ours, || {
            if let Err(failure) = once(arguments, &plan) {
                // A plan that is gone for a moment comes back.
                let _ = failure.report();
            }
        });
    }
    once(arguments, &plan)
}

fn once(arguments: &Arguments, plan: &Path) -> Result<ExitCode, Failure> {
    let today = today()?;
    if arguments.fix {
        fix::run(plan, today)?;
    }
    let mut read = reading::Reading::of(plan)?;
    let mut further = match &arguments.against {
        Some(version) => diff::against(version, &read.path, &read.plan)?,
        None => Vec::new(),
    };
    if read.path.is_dir() {
        further.extend(ledger::findings(&read.path, &mut read.plan, today)?);
    }
    let asked_by_plan = read.plan.file.as_ref().is_some_and(|file| file.checks_export);
    // A build at each change would come later than the next change.
    let compares = arguments.export || (asked_by_plan && !arguments.watch && plan.is_dir());
    if compares {
        if plan.is_file() {
            return Err(Failure::new(
                "`--export` asks for all types: name the plan's folder, and not one file of it",
            ));
        }
        let found = export::findings(&read.plan, &arguments.features);
        further.extend(found.map_err(|failure| match arguments.export {
            true => failure,
            false => {
                failure.because("`plan.json` asks for this build, with `\"export\": { \"check\": true }`")
            }
        })?);
    }
    let mut report = read.report(today, further);
    if !compares {
        report.not_compared = read.exported();
    }
    output::write(&report, &arguments.output)?;
    tell_not_compared(report.not_compared);
    Ok(read.exit_code(&report))
}

/// Says what a clean report does not say.
fn tell_not_compared(files: usize) {
    let (files, come, them) = match files {
        0 => return,
        1 => ("1 file".to_owned(), "comes from a type in Rust and was not compared with it", "it"),
        _ => (format!("{files} files"), "come from types in Rust and were not compared with them", "them"),
    };
    // Without a terminal to write to nobody wants to know.
    let _ = writeln!(
        io::stderr(),
        "note: {files} {come}: `{}` builds the workspace and compares {them}",
        typed("check --export")
    );
}
