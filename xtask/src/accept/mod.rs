//! `cargo xtask accept`: the plan as it is becomes what the ledger says.

mod replay;

use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs};

use letter_schema::compare::{Audience, Change};
use letter_schema::diagnostic::Level;
use letter_schema::ledger::{Drift, Ledger, Since};
use letter_schema::plan::Plan;
use letter_schema::rules::Date;
use letter_schema::x_letter::Kind;

use self::replay::Past;
use crate::called::typed;
use crate::failure::Failure;
use crate::ledger_file::LedgerFile;
use crate::output::{one_line, repository, visible};
use crate::today::today;
use crate::{diff, git_history, plan_folder};

/// Accepts the plan as it is: records what changed in its ledger, `letter.lock`.
///
/// What breaks somebody is accepted with a reason only. The first time it begins the ledger, with the dates and
/// changes that git knows. The exit code is 1 if a reason is missing, and 2 if the plan has errors or the ledger
/// cannot be read or written.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The folder with the plan's schema files [default: the nearest `schemas`, here or above].
    #[arg(value_name = "DIR")]
    plan: Option<PathBuf>,

    /// Why something may break: it stands in the ledger beside what does.
    #[arg(long, value_name = "TEXT", value_parser = reason)]
    reason: Option<String>,
}

fn reason(text: &str) -> Result<String, String> {
    match text.trim() {
        "" => Err("say why, in a few words".to_owned()),
        text => Ok(text.to_owned()),
    }
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let folder = plan_folder::find(arguments.plan.as_deref())?;
    let today = today()?;
    let plan = read(&folder)?;
    match LedgerFile::read(&folder, &plan)? {
        Some(file) => go_on(arguments, file, &plan, today),
        None => begin(arguments, &folder, &plan, today),
    }
}

/// A plan without errors: of what cannot be read it would be recorded that it has gone.
fn read(folder: &Path) -> Result<Plan, Failure> {
    let plan = plan_folder::load(folder);
    match plan.found.iter().find(|found| found.level == Level::Error) {
        // There is nothing to mend.
        Some(error) if error.rule == "plan-empty" => {
            let help = error.help.as_deref().unwrap_or_default();
            Err(Failure::new(format!("{}: {help}", visible(&error.message))))
        }
        Some(error) => {
            let place = error.span.map(|span| format!("{}: ", one_line(&plan.sources.place(span))));
            Err(Failure::new(format!(
                "the plan has errors, and cannot be accepted: {}{}; `{}` shows them all",
                place.unwrap_or_default(),
                one_line(&error.message),
                typed("check")
            )))
        }
        None => Ok(plan),
    }
}

fn go_on(arguments: &Arguments, file: LedgerFile, plan: &Plan, today: Date) -> Result<ExitCode, Failure> {
    if let Some(failure) = file.failure(true) {
        return Err(failure);
    }
    let drift = file.ledger.drift(plan);
    let changes = changes(&drift);
    let shown = shown(&file.path);
    if let Some(last) = file.ledger.last_day().filter(|last| *last > today) {
        return Err(Failure::new(format!(
            "today is {today}, and the last change in {shown} is of {last}: set the clock right, or SOURCE_DATE_EPOCH; if \
             it is right, `{}` shows the line",
            typed("check")
        )));
    }
    if lacks_a_reason(arguments, &drift)? {
        return Ok(ExitCode::FAILURE);
    }
    let ledger = file.ledger.accept(plan, &drift, today, arguments.reason.as_deref());
    let text = ledger.to_string();
    if text == file.text {
        print(&format!("nothing changed: {shown} is as it was\n"))?;
        return Ok(ExitCode::SUCCESS);
    }
    write(&file.path, &text)?;
    let what = if changes.is_empty() {
        "nothing changed in meaning\n".to_owned()
    } else {
        diff::human(&changes, Audience::Both)
    };
    print(&format!("{what}accepted: commit {shown} with the plan\n"))?;
    Ok(ExitCode::SUCCESS)
}

fn changes(drift: &Drift) -> Vec<Change> {
    drift.unaccepted.iter().map(|one| one.change.clone()).collect()
}

/// Whether something breaks somebody and it is not said why. It is shown.
fn lacks_a_reason(arguments: &Arguments, drift: &Drift) -> Result<bool, Failure> {
    if !drift.is_breaking() || arguments.reason.is_some() {
        return Ok(false);
    }
    print(&diff::human(&changes(drift), Audience::Both))?;
    // Without a terminal to write to there is nothing left to say.
    let _ = writeln!(
        io::stderr(),
        "error: nothing was accepted: say why this may break, as in `{} --reason \"the report has moved to \
         another event\"`",
        typed("accept")
    );
    Ok(true)
}

fn begin(arguments: &Arguments, folder: &Path, plan: &Plan, today: Date) -> Result<ExitCode, Failure> {
    if plan.events.is_empty() {
        return Err(Failure::new(format!(
            "no file in `{}` describes an event or traits: write one, or let `{}` do it",
            visible(&folder.display().to_string()),
            typed("new")
        )));
    }
    let path = folder.join(Ledger::NAME);
    if git_history::has(folder, Ledger::NAME) {
        let shown = shown(&path);
        return Err(Failure::new(format!(
            "{shown} is gone, and git has it, with all that was accepted: `git checkout HEAD -- {shown}` brings it back"
        )));
    }
    let (ledger, whence) = match replay::past(folder) {
        Past::Known(ledger) if ledger.entries().next().is_some() => {
            // What is not committed yet.
            let drift = ledger.drift(plan);
            if lacks_a_reason(arguments, &drift)? {
                return Ok(ExitCode::FAILURE);
            }
            let ledger = ledger.accept(plan, &drift, today, arguments.reason.as_deref());
            (ledger, "with the dates and changes that git knows")
        }
        Past::Known(_) => (
            Ledger::begin(plan, Since::On(today)),
            "and everything in it appears today: git knows no earlier plan",
        ),
        Past::Unknown(why) => (Ledger::begin(plan, Since::Before(today)), why),
    };
    write(&path, &ledger.to_string())?;
    let shown = shown(&path);
    let events = match plan.events.len() {
        1 => "1 event".to_owned(),
        count if plan.events.iter().all(|event| event.kind == Kind::Track) => format!("{count} events"),
        count => format!("{count} events and traits"),
    };
    let mut text = format!("{shown} begins with {events}, {whence}\n");
    let real = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    if let Some(top) = repository(&real) {
        let inside = real.strip_prefix(&top).unwrap_or(&real).join(Ledger::NAME);
        let inside = inside.to_string_lossy().replace('\\', "/");
        text += &format!(
            "commit it with the plan; with the line `{} merge=union` in .gitattributes git merges it by itself\n",
            visible(&inside)
        );
    }
    print(&text)?;
    Ok(ExitCode::SUCCESS)
}

/// A path from the current folder.
fn shown(path: &Path) -> String {
    let here = env::current_dir().unwrap_or_default();
    visible(&path.strip_prefix(here).unwrap_or(path).display().to_string())
}

/// Writes the whole or nothing.
fn write(path: &Path, text: &str) -> Result<(), Failure> {
    // Through a link to what it leads to.
    let real = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let next = real.with_extension("lock.new");
    let written = fs::write(&next, text).and_then(|()| fs::rename(&next, &real));
    written.map_err(|error| {
        let _ = fs::remove_file(&next);
        Failure::new(format!("`{}` cannot be written: {error}", visible(&path.display().to_string())))
    })
}

fn print(text: &str) -> Result<(), Failure> {
    let mut out = anstream::AutoStream::auto(io::stdout());
    match out.write_all(text.as_bytes()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Failure::new(format!("stdout cannot be written: {error}")))
        }
        _ => Ok(()),
    }
}
