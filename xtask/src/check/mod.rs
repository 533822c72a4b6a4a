//! `cargo xtask check`: everything that is wrong with a plan, at once.

mod fix;
mod ledger;
mod reading;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

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
        further.extend(ledger::findings(&read.path, &mut read.plan)?);
    }
    if arguments.export {
        if plan.is_file() {
            return Err(Failure::new(
                "`--export` asks for all types: name the plan's folder, and not one file of it",
            ));
        }
        further.extend(export::findings(&read.plan, &arguments.features)?);
    }
    let report = read.report(today, further);
    output::write(&report, &arguments.output)?;
    Ok(read.exit_code(&report))
}
