//! `cargo xtask usage`: which declared events compiled code can send, and which the tests have sent.

mod cargo;
mod constructed;
mod exception;
mod human;
mod json;
mod metadata;
mod report;
mod scan;
mod scope;
mod sendable;
mod sent;

use std::io::{self, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;

use self::cargo::{Selection, Workspace};
use self::exception::Exception;
use self::report::{Report, Tests, Usage};
use self::scope::Scope;
use crate::called::typed;
use crate::failure::Failure;
use crate::output::one_line;
use crate::plan_folder;
use crate::search::Format;

/// Tells which declared events the code never constructs, and which the tests never send.
///
/// It builds the members of the workspace that use letter, and looks into what the compiler made: an event is
/// constructed if a program can send it, or a function of a library. Then it runs their tests, and each test
/// process notes what its clients accept. What is deprecated, removed or a draft is shown and not asked for.
///
/// The exit code is 1 if a gate that was asked for is not passed, and 2 if the workspace cannot be built, a test
/// fails, or there is a gate and the plan has errors.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The folder with the plan's schema files [default: the nearest `schemas`, here or above].
    #[arg(value_name = "DIR")]
    plan: Option<PathBuf>,

    #[command(flatten)]
    scope: Scope,

    /// Fails if an event was not sent in a test.
    #[arg(long, conflicts_with = "no_test")]
    fail_on_unsent: bool,

    /// Fails if no code constructs an event.
    #[arg(long)]
    fail_on_unconstructed: bool,

    /// Has the gates pass over an event that is sent from elsewhere, or not yet; may be repeated. A gate fails
    /// when it would be passed without.
    #[arg(long = "except", value_name = "NAME=REASON", value_parser = Exception::parse)]
    exceptions: Vec<Exception>,

    /// Does not run the tests.
    #[arg(long)]
    no_test: bool,

    /// Reads what tests noted that ran before, with LETTER_USAGE_DIR naming this folder.
    #[arg(long, value_name = "FOLDER", conflicts_with_all = ["no_test", "test_arguments"])]
    tests_from: Option<PathBuf>,

    /// Counts examples as programs, too.
    #[arg(long)]
    examples: bool,

    #[command(flatten)]
    selection: Selection,

    /// How to show it.
    #[arg(long, value_enum, default_value_t)]
    format: Format,

    /// For the tests' programs, as behind `cargo test --`.
    #[arg(last = true, value_name = "ARGUMENTS", conflicts_with = "no_test")]
    test_arguments: Vec<String>,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let (folder, plan) = plan_folder::read(arguments.plan.as_deref())?;
    arguments.scope.check(&plan)?;
    exception::check(&arguments.exceptions, &plan)?;
    let workspace = Workspace::find(&arguments.selection)?;
    let mut places = constructed::find(&workspace, arguments.examples)?;
    if report::misses(&plan, &arguments.scope, &places) {
        constructed::find_in_libraries(&workspace, &mut places)?;
    }
    let tests = if arguments.no_test {
        Tests::NotRun
    } else if let Some(folder) = &arguments.tests_from {
        Tests::Read(sent::read(folder)?)
    } else {
        let sent = sent::run_tests(&workspace, &arguments.test_arguments)?;
        if sent.passed { Tests::Passed(sent.events) } else { Tests::Failed(sent.events) }
    };
    let report = Report::of(&plan, &folder, &arguments.scope, &arguments.exceptions, &places, tests);
    let text = match arguments.format {
        Format::Human => human::text(&report),
        Format::Json => json::text(&report),
    };
    io::stdout().write_all(text.as_bytes()).map_err(|error| Failure::new(format!("stdout: {error}")))?;
    if let Tests::Failed(_) = report.tests {
        return Err(Failure::new(
            "not all tests passed, or were built, so that events may be missing among those that were sent",
        ));
    }
    let gated = arguments.fail_on_unsent || arguments.fail_on_unconstructed;
    if gated && plan.found.has_errors() {
        return Err(Failure::new(format!(
            "the plan has errors, and an event that cannot be read passes no gate: `{}` shows them",
            typed("check")
        )));
    }
    let fails = |event: &Usage| {
        arguments.fail_on_unsent && !event.sent || arguments.fail_on_unconstructed && !event.is_constructed()
    };
    let needless: Vec<&Usage> = report.excepted().filter(|event| !fails(event)).collect();
    if gated {
        for event in &needless {
            // Without a terminal to write to there is nothing left to say.
            let _ =
                writeln!(io::stderr(), "error: `{}` need not be excepted any more", one_line(&event.name));
        }
    }
    Ok(ExitCode::from(u8::from(report.asked().any(fails) || gated && !needless.is_empty())))
}
