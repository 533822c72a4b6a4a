//! What an export would change, as findings of a check.

use letter_schema::diagnostic::Diagnostic;
use letter_schema::plan::Plan;
use letter_schema::source::{FileId, Span};

use super::assign::{Export, File};
use crate::output::one_line;

const MEND: &str = "run `cargo xtask export`";

pub(super) fn of(export: &Export, plan: &Plan) -> Vec<Diagnostic> {
    let id = |path: &str| plan.sources.iter().find(|(_, file)| file.path() == path).map(|(id, _)| id);
    let mut found = Vec::new();
    for file in &export.files {
        match (&file.before, id(&file.path)) {
            (Some(before), Some(id)) if *before != file.after => found.push(difference(file, before, id)),
            (None, _) => {
                let message = format!("the plan has no file of `{}`", file.from);
                found.push(
                    Diagnostic::nowhere("export-missing", message)
                        .help(format!("{MEND}, which writes {}", file.path)),
                );
            }
            _ => {}
        }
    }
    for stale in &export.stale {
        let event = plan.events.iter().find(|event| Some(event.file) == id(&stale.path));
        let Some(span) = event.and_then(|event| event.extension.span_of("exported_from")) else { continue };
        let message = format!("`{}` is no more, from which this file was exported", stale.from);
        let help = "delete the file, or have `cargo xtask export --prune` do it";
        found.push(
            Diagnostic::error("export-left-over", span, message)
                .pointer("/x-letter/exported_from")
                .help(help),
        );
    }
    for problem in &export.problems {
        let message = format!("{} ({})", problem.message, problem.place);
        found.push(Diagnostic::nowhere("export-refused", message).help(&problem.help));
    }
    found
}

/// The first line that differs.
fn difference(file: &File, before: &str, id: FileId) -> Diagnostic {
    let (mut start, mut new) = (0, file.after.split_inclusive('\n'));
    let mut line = "";
    let mut wanted = None;
    for old in before.split_inclusive('\n') {
        line = old;
        wanted = new.next();
        if wanted != Some(old) {
            break;
        }
        start += old.len();
    }
    let indent = line.len() - line.trim_start().len();
    let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    // At the end of a file that is a part of the other one there is nothing to point at.
    let span = match line.trim() {
        text if start < before.len() && !text.is_empty() => {
            Span { file: id, start: place(start + indent), end: place(start + indent + text.len()) }
        }
        _ => Span { file: id, start: 0, end: 0 },
    };
    let message = format!("the file is not what `{}` says", file.from);
    let help = match wanted.map(str::trim).filter(|wanted| !wanted.is_empty() && wanted.len() < 200) {
        Some(wanted) => format!("{MEND}, which writes `{}` here", one_line(wanted)),
        None => MEND.to_owned(),
    };
    Diagnostic::error("export-differs", span, message).help(help)
}
