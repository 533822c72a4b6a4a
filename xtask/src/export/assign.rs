//! Which file belongs to which type, and what stands in the way of writing it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use letter_schema::diagnostic::{Diagnostic, Level};
use letter_schema::plan::Plan;
use letter_schema::plan_file::PlanFile;
use letter_schema::x_letter::Kind;

use super::claims::{Key, claims, key_of};
use super::order::order;
use super::report::{Event, Report};
use super::tree::Tree;
use super::{draw, keep, left_over};
use crate::called::typed;
use crate::new::conventions::Conventions;
use crate::output::one_line;

/// A file as it is to be.
#[derive(Debug)]
pub(super) struct File {
    /// Relative to the plan's folder.
    pub(super) path: String,
    /// The type.
    pub(super) from: String,
    pub(super) before: Option<String>,
    pub(super) after: String,
}

/// Something to mend, and what to do about it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Problem {
    pub(super) message: String,
    /// `file:line`, or the path of a schema file.
    pub(super) place: String,
    pub(super) help: String,
}

/// What an export comes to.
#[derive(Debug, Default)]
pub(super) struct Export {
    pub(super) files: Vec<File>,
    pub(super) problems: Vec<Problem>,
    /// What people should know of, though nothing stops the export.
    pub(super) notes: Vec<String>,
    /// Types that an export passes over, each with where it is declared.
    pub(super) skipped: Vec<(String, String)>,
    /// Files of types that are no more.
    pub(super) stale: Vec<Stale>,
}

/// A file whose type is no more.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Stale {
    pub(super) path: String,
    pub(super) from: String,
    pub(super) text: String,
}

/// What the caller decides.
#[derive(Debug, Clone, Copy)]
pub(super) struct Options<'a> {
    /// The plan's folder, which files are named with.
    pub(super) folder: &'a Path,
    /// Files that people keep may be taken over.
    pub(super) adopt: bool,
}

/// Holds what types report against the plan. `ours` says of a type's path whether its absence means that it is no more.
pub(super) fn assign(
    reports: &[Report],
    plan: &Plan,
    options: Options<'_>,
    ours: &dyn Fn(&str) -> bool,
    missing_crate: &dyn Fn(&str) -> Option<String>,
) -> Export {
    let mut export = Export::default();
    let shown = |path: &str| options.folder.join(path).display().to_string();
    let mut events: Vec<(&Report, &Event)> = Vec::new();
    let mut first: BTreeMap<Key, &Report> = BTreeMap::new();
    let mut doubtful: BTreeSet<Key> = BTreeSet::new();
    for report in reports {
        if report.generic {
            export.skipped.push((report.path.clone(), report.place()));
        }
        let Some(event) = &report.event else { continue };
        let key = key_of(report, event);
        if let Some(other) = first.get(&key) {
            export.problems.push(Problem {
                message: format!("`{}` and `{}` are both the {}", other.path, report.path, told(&key)),
                place: format!("{} and {}", other.place(), report.place()),
                help: match event.kind.kind() {
                    Kind::Track => "name one of them otherwise with `#[letter(track = \"…\")]`, or delete it",
                    Kind::Identify | Kind::Group => "rename one of the types, or delete it",
                }
                .to_owned(),
            });
            doubtful.insert(key);
            continue;
        }
        first.insert(key, report);
        events.push((report, event));
    }

    let claims = claims(reports, &events, plan, ours);
    for (index, at) in &claims.renamed {
        let (file, from) = (&plan.events[*at], &events[*index].0.path);
        export.notes.push(format!(
            "{} is that of `{from}` from now on, whose properties are those of `{}`, which is no more: if they are not \
             the same, delete the file and export again",
            shown(plan.sources.file(file.file).path()),
            file.extension.exported_from.as_deref().unwrap_or_default(),
        ));
    }

    let mut paths: BTreeMap<String, (&str, Kind)> = BTreeMap::new();
    // Finding them out reads the whole plan.
    let mut conventions: BTreeMap<&str, Conventions> = BTreeMap::new();
    for (index, (report, event)) in events.iter().enumerate() {
        if doubtful.contains(&key_of(report, event)) {
            continue;
        }
        let existing = claims.of.get(&index).map(|at| &plan.events[*at]);
        if report.schema.is_none() {
            export.problems.push(without_schema(report, missing_crate));
            continue;
        }
        if let Some(kept) = existing.filter(|one| one.extension.exported_from.is_none() && !options.adopt) {
            let path = plan.sources.file(kept.file).path();
            export.problems.push(Problem {
                message: format!("`{}` is the {} of a file that people keep", report.path, told(&key_of(report, event))),
                place: format!("{} and {}", report.place(), shown(path)),
                help: format!(
                    "hold the type to the file with `#[letter(schema = \"…/{path}\")]`, or have the file written from \
                     the type from now on with `{}`",
                    typed("export --adopt")
                ),
            });
            continue;
        }
        let path = match existing {
            Some(one) => plan.sources.file(one.file).path().to_owned(),
            None => {
                let kind = event.kind.kind();
                let conventions =
                    conventions.entry(kind.word()).or_insert_with(|| Conventions::of(plan, kind));
                // Who is there already, of which kind.
                let other = |path: &String| match paths.get(path) {
                    Some((_, kind)) => Some(*kind),
                    None => plan
                        .events
                        .iter()
                        .find(|one| plan.sources.file(one.file).path() == path)
                        .map(|one| one.kind),
                };
                let is_free = |path: &String| {
                    !path.eq_ignore_ascii_case(PlanFile::NAME)
                        && other(path).is_none_or(|other| other == kind)
                };
                let named = [event.name.clone(), format!("{} {}", event.name, kind.word())];
                let named = named.map(|name| conventions.file(&name));
                let [Ok(plain), Ok(with_kind)] = named else {
                    export.problems.push(Problem {
                        message: format!(
                            "no file can be named after the {} of `{}`, which has no letters and no digits",
                            told(&key_of(report, event)),
                            report.path
                        ),
                        place: report.place(),
                        help: "name the event otherwise with `#[letter(track = \"…\")]`, or write the file by hand and \
                               hold the type to it with `#[letter(schema = \"…\")]`"
                            .to_owned(),
                    });
                    continue;
                };
                if is_free(&plain) { plain } else { with_kind }
            }
        };
        if let Some((other, _)) = paths.get(&path) {
            export.problems.push(Problem {
                message: format!("`{other}` and `{}` would be one file", report.path),
                place: shown(&path),
                help: "the names differ in case or spacing alone, which readers take for one: rename one of the events".to_owned(),
            });
            continue;
        }
        paths.insert(path.clone(), (&report.path, event.kind.kind()));
        let before =
            plan.sources.iter().find(|(_, file)| file.path() == path).map(|(_, file)| file.text().to_owned());
        if existing.is_none() && before.is_some() {
            export.problems.push(Problem {
                message: format!(
                    "`{}` would be written into a file that is there for something else",
                    report.path
                ),
                place: shown(&path),
                help: "rename that file".to_owned(),
            });
            continue;
        }
        let Some((mut tree, untold)) = draw::file(report, event) else { continue };
        export.notes.extend(untold.into_iter().map(|inside| {
            format!(
                "`{}` at {} holds `{inside}`, which does not tell what `#[letter(…)]` says of the fields inside of it: \
                 add to the file what is missing, or derive `letter::PropertyValue` for that type and its parts",
                report.path,
                report.place()
            )
        }));
        let old = before.as_deref().and_then(|text| serde_json::from_str::<Tree>(text).ok());
        if let Some(old) = &old {
            let dropped = keep::additions(&mut tree, old);
            if !dropped.is_empty() {
                export.notes.push(format!(
                    "{}: the type has nothing of these places any more, and what the file said there goes with them: {}",
                    shown(&path),
                    dropped.join(", ")
                ));
            }
        }
        order(&mut tree);
        let after = match (&before, &old) {
            // How people lay a file out is theirs.
            (Some(before), Some(old)) if tree.says_as(old) => before.clone(),
            _ => tree.file(),
        };
        match fault(&path, &after) {
            Some(fault) => export.problems.push(Problem {
                message: format!("the schema of `{}` is none that a plan can have: {fault}", report.path),
                place: report.place(),
                help:
                    "write the type otherwise, or write the schema file by hand and hold the type to it with \
                       `#[letter(schema = \"…\")]`"
                        .to_owned(),
            }),
            None => export.files.push(File { path, from: report.path.clone(), before, after }),
        }
    }

    for (at, existing) in plan.events.iter().enumerate() {
        let from = existing.extension.exported_from.as_ref();
        if let Some(from) = from.filter(|from| !claims.taken.contains(&at) && ours(from)) {
            match left_over::judge(existing, from, reports, &events, &claims, plan, &shown) {
                Ok(stale) => export.stale.push(stale),
                Err(problem) => export.problems.push(problem),
            }
        }
    }
    export
}

fn told((kind, name): &Key) -> String {
    match *kind {
        "track" => format!("event \"{name}\""),
        "identify" => format!("user traits `{name}`"),
        _ => format!("account traits `{name}`"),
    }
}

fn without_schema(report: &Report, missing_crate: &dyn Fn(&str) -> Option<String>) -> Problem {
    let before = missing_crate(&report.path)
        .map(|package| format!("run `cargo add schemars --package {package}`, then "))
        .unwrap_or_default();
    Problem {
        message: format!("`{}` does not tell its schema", report.path),
        place: report.place(),
        help: format!(
            "{before}add `#[derive(schemars::JsonSchema)]` (of schemars 1) to `{}` and to the types of its fields",
            report.ident()
        ),
    }
}

/// What is wrong with a file that would be written.
fn fault(path: &str, text: &str) -> Option<String> {
    let read = Plan::read(vec![(path.to_owned(), text.to_owned())], &mut |_| None);
    let mut found = read.found.clone();
    letter_schema::lower::lower(&read, &mut found);
    // What nothing can satisfy is a warning where people have written it: here it would refuse what the type writes.
    let refuses = |one: &&Diagnostic| one.level == Level::Error || one.rule == "unsatisfiable";
    let error = found.iter().find(refuses)?;
    let pointer = match error.pointer.as_str() {
        "" => String::new(),
        pointer => format!(" ({})", one_line(pointer)),
    };
    Some(format!("{}{pointer}", one_line(&error.message)))
}
