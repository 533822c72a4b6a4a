//! `cargo xtask export`: the schema files of types that are declared in Rust.

mod assign;
mod build;
mod claims;
mod closed;
mod draw;
mod facts;
mod findings;
mod keep;
mod left_over;
mod mark;
mod members;
mod order;
mod plain;
mod renamed;
mod report;
mod show;
mod subschemas;
#[cfg(test)]
mod tests;
mod told;
mod tree;

use std::env;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use letter_schema::diagnostic::Diagnostic;
use letter_schema::load::load;
use letter_schema::plan::Plan;

use self::assign::{Export, Options, Problem};
pub(crate) use self::build::Features;
use self::members::Workspace;
use crate::called::typed;
use crate::failure::Failure;
use crate::output::{counted, visible};
use crate::plan_folder;

/// What to do with a file whose type is no more.
fn left_over_help() -> String {
    format!(
        "delete the file, or have `{}` do it; if the type is behind a feature, name it with `--features`",
        typed("export --prune")
    )
}

/// Writes the schema files of the types with `#[derive(LetterEvent)]` in this workspace.
///
/// The types are found by building the workspace's libraries and programs, wherever in them they stand, private ones as
/// well. Types with `#[letter(schema = "…")]` have a file that people keep, and are left out. What people add to a
/// file, such as an owner, examples, or `x-letter` of a property, stays in it.
///
/// The exit code is 1 if something is to be mended or, with `--check`, if a file differs, and 2 if the workspace does not
/// build.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The plan's folder [default: the nearest `schemas`, here or above; else a new one in the workspace].
    #[arg(value_name = "DIR")]
    plan: Option<PathBuf>,

    /// Writes nothing, and shows what would change.
    #[arg(long)]
    check: bool,

    /// Deletes the files of types that are no more.
    #[arg(long, conflicts_with = "check")]
    prune: bool,

    /// Takes over files of the same events that people have written.
    #[arg(long)]
    adopt: bool,

    /// Exports the types of this package alone. May be repeated.
    #[arg(short, long = "package", value_name = "NAME")]
    packages: Vec<String>,

    #[command(flatten)]
    features: Features,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let workspace = Workspace::here()?;
    let folder = plan_folder::find_in(arguments.plan.as_deref(), &workspace.root)?;
    // As people would write it.
    let here = env::current_dir().unwrap_or_default();
    let folder = folder.strip_prefix(&here).map(Path::to_owned).unwrap_or(folder);
    let plan = if folder.is_dir() { load(&folder, &folder).plan } else { Plan::default() };
    if let Some((place, message)) = unread(&plan) {
        let place = place.map(|place| format!("{}: ", shown(&folder, &place))).unwrap_or_default();
        let told = visible(&format!("{place}{message}"));
        return Err(Failure::new(format!(
            "{told}; mend that first: a type whose file cannot be read would get another one"
        )));
    }
    let options = Options { folder: &folder, adopt: arguments.adopt };
    let mut export = asked(&workspace, &plan, &arguments.packages, &arguments.features, options)?;
    if !arguments.prune {
        let stale = std::mem::take(&mut export.stale);
        export.problems.extend(stale.into_iter().map(|stale| Problem {
            message: format!("`{}` is no more, from which this file was exported", stale.from),
            place: shown(&folder, &stale.path),
            help: left_over_help(),
        }));
    }
    let changes = if arguments.check { differs(&export, &folder) } else { write(&export, &folder)? };
    let _ = io::stdout().write_all(show::problems(&export.problems).as_bytes());
    tell(&summary(&export, changes, arguments.check));
    let clean = export.problems.is_empty() && !(arguments.check && changes > 0);
    Ok(if clean { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// What `check` finds wrong with a plan's files by asking the types.
///
/// # Errors
/// When they cannot be asked.
pub(crate) fn findings(plan: &Plan, features: &Features) -> Result<Vec<Diagnostic>, Failure> {
    // Which is an error of the plan itself, and makes a type seem to have no file.
    if unread(plan).is_some() {
        return Ok(Vec::new());
    }
    let options = Options { folder: Path::new(""), adopt: false };
    let export = asked(&Workspace::here()?, plan, &[], features, options)?;
    Ok(findings::of(&export, plan))
}

/// The first thing in a plan that cannot be read: the place, if it has one, and what is wrong.
fn unread(plan: &Plan) -> Option<(Option<String>, &str)> {
    let rules = ["json-syntax", "plan-unreadable", "plan-too-large", "file-too-large", "file-encoding"];
    let found = plan.found.iter().find(|found| rules.contains(&found.rule))?;
    Some((found.span.map(|span| plan.sources.place(span)), &found.message))
}

/// Asks the types of a workspace, and holds what they say against a plan.
fn asked(
    workspace: &Workspace,
    plan: &Plan,
    packages: &[String],
    features: &Features,
    options: Options<'_>,
) -> Result<Export, Failure> {
    let selection = workspace.selection(packages)?;
    if selection.packages.is_empty() {
        return Err(Failure::new(format!(
            "no package of the workspace {} depends on letter: there is no type to export",
            workspace.root.display()
        )));
    }
    for target in &selection.silent {
        tell(&format!(
            "note: types in `{target}` cannot be found: it has `test = false` or `harness = false` in its Cargo.toml, or \
             needs features beside a program that has no harness"
        ));
    }
    let mut reports = build::run(workspace, &selection, features)?;
    reports.retain(|report| selection.has(&report.path));
    let (tests, reports): (Vec<_>, Vec<_>) = reports.into_iter().partition(report::Report::is_test);
    if !tests.is_empty() {
        let names: Vec<String> = tests.iter().map(|report| format!("`{}`", report.path)).collect();
        tell(&format!("note: left out are types in modules of tests: {}", names.join(", ")));
    }
    let missing = |path: &str| workspace.package_without("schemars", path).map(str::to_owned);
    let ours = |path: &str| selection.has(path) && !selection.is_silent(path);
    let export = assign::assign(&reports, plan, options, &ours, &missing);
    export.notes.iter().for_each(|note| tell(&format!("note: {note}")));
    for (path, place) in &export.skipped {
        tell(&format!(
            "note: `{path}` at {place} has type parameters, so it is many types: export it by hand, or write it without"
        ));
    }
    Ok(export)
}

/// Shows what writing would change; the number of files.
fn differs(export: &Export, folder: &Path) -> usize {
    // Without a terminal to write to there is nothing left to say.
    let _ = io::stdout().write_all(show::difference(export, &folder.display().to_string()).as_bytes());
    export.files.iter().filter(|file| file.before.as_ref() != Some(&file.after)).count()
}

/// Writes what has changed; the number of files.
fn write(export: &Export, folder: &Path) -> Result<usize, Failure> {
    let mut changes = 0;
    for file in export.files.iter().filter(|file| file.before.as_ref() != Some(&file.after)) {
        let path = folder.join(&file.path);
        let failed =
            |error: io::Error| Failure::new(format!("{} cannot be written: {error}", path.display()));
        if let Some(around) = path.parent() {
            fs::create_dir_all(around).map_err(failed)?;
        }
        fs::write(&path, &file.after).map_err(failed)?;
        let _ = writeln!(
            io::stdout(),
            "written {} from {}",
            visible(&path.display().to_string()),
            visible(&file.from)
        );
        changes += 1;
    }
    for stale in &export.stale {
        let path = folder.join(&stale.path);
        fs::remove_file(&path)
            .map_err(|error| Failure::new(format!("{} cannot be deleted: {error}", path.display())))?;
        let _ = writeln!(io::stdout(), "deleted {}", visible(&path.display().to_string()));
        changes += 1;
    }
    Ok(changes)
}

fn shown(folder: &Path, path: &str) -> String {
    folder.join(path).display().to_string()
}

fn summary(export: &Export, changes: usize, check: bool) -> String {
    let types = counted(export.files.len(), "type");
    let export_again = typed("export");
    let problems = match export.problems.len() {
        0 => String::new(),
        count => format!("; {}", counted(count, "error")),
    };
    match (check, changes) {
        (true, 0) => format!("{types}: no file differs{problems}"),
        (true, 1) => format!("{types}: 1 file differs: run `{export_again}`{problems}"),
        (true, _) => format!("{types}: {changes} files differ: run `{export_again}`{problems}"),
        (false, _) => format!("{types}: {} changed{problems}", counted(changes, "file")),
    }
}

fn tell(text: &str) {
    // Without a terminal to write to there is nothing left to say.
    let _ = writeln!(io::stderr(), "{}", visible(text));
}
