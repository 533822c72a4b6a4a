//! What an export would change, as findings of a check.

use letter_schema::diagnostic::Diagnostic;
use letter_schema::json::{Json, Value};
use letter_schema::plan::Plan;
use letter_schema::source::{FileId, Span};

use super::assign::{Export, File};
use super::tree::{Difference, Tree};
use crate::called::typed;
use crate::output::one_line;

fn mend() -> String {
    format!("run `{}`", typed("export"))
}

pub(super) fn of(export: &Export, plan: &Plan) -> Vec<Diagnostic> {
    let id = |path: &str| plan.sources.iter().find(|(_, file)| file.path() == path).map(|(id, _)| id);
    let mut found = Vec::new();
    for file in &export.files {
        match (&file.before, id(&file.path)) {
            (Some(before), Some(id)) if *before != file.after => {
                found.push(difference(file, before, id, plan))
            }
            (None, _) => {
                let message = format!("the plan has no file of `{}`", file.from);
                found.push(Diagnostic::nowhere("export-missing", message).help(format!(
                    "{}, which writes {}",
                    mend(),
                    file.path
                )));
            }
            _ => {}
        }
    }
    for stale in &export.stale {
        let event = plan.events.iter().find(|event| Some(event.file) == id(&stale.path));
        let Some(span) = event.and_then(|event| event.extension.span_of("exported_from")) else { continue };
        let message = format!("`{}` is no more, from which this file was exported", stale.from);
        found.push(
            Diagnostic::error("export-left-over", span, message)
                .pointer("/x-letter/exported_from")
                .help(super::left_over_help()),
        );
    }
    for problem in &export.problems {
        let message = format!("{} ({})", problem.message, problem.place);
        found.push(Diagnostic::nowhere("export-refused", message).help(&problem.help));
    }
    found
}

/// The first thing that differs, at its place.
fn difference(file: &File, before: &str, id: FileId, plan: &Plan) -> Diagnostic {
    let trees = [before, &file.after].map(|text| serde_json::from_str::<Tree>(text).ok());
    let nothing = Span { file: id, start: 0, end: 0 };
    let [Some(old), Some(new)] = &trees else {
        let message = format!("the file is no JSON, and cannot be what `{}` says", file.from);
        return Diagnostic::error("export-differs", nothing, message).help(mend());
    };
    let Some(Difference { path, of, wanted }) = old.difference(new) else {
        return Diagnostic::error(
            "export-differs",
            nothing,
            format!("the file is not that of `{}`", file.from),
        )
        .help(mend());
    };
    let short = |value: &Tree| Some(one_line(&value.line())).filter(|line| line.chars().count() < 80);
    let key = one_line(path.last().map_or("", String::as_str));
    let message = match (of, wanted) {
        (None, _) => format!("`{key}` is missing, which `{}` has", file.from),
        (_, None) => format!("`{key}` is nothing that `{}` says", file.from),
        (Some(_), Some(wanted)) => match short(wanted) {
            Some(wanted) => format!("this is {wanted} by `{}`", file.from),
            None => format!("this is not what `{}` says", file.from),
        },
    };
    let depth = if of.is_some() { path.len() } else { path.len().saturating_sub(1) };
    let span = plan.json(id).map_or(nothing, |json| place(json, &path[..depth], nothing));
    let pointer: String =
        path[..depth].iter().map(|key| format!("/{}", key.replace('~', "~0").replace('/', "~1"))).collect();
    Diagnostic::error("export-differs", span, message).pointer(pointer).help(mend())
}

/// Where a value stands: its key, or else itself.
fn place(json: &Json, path: &[String], root: Span) -> Span {
    let (mut json, mut span) = (json, root);
    for key in path {
        let next = match &json.value {
            Value::Array(items) => {
                key.parse().ok().and_then(|at: usize| items.get(at)).map(|item| (item, item.span))
            }
            _ => {
                let member = json.members().iter().find(|member| member.key == *key);
                member.map(|member| (&member.value, member.key_span))
            }
        };
        let Some(next) = next else { return span };
        (json, span) = next;
    }
    // A value that is as small as its key says more than that.
    match &json.value {
        Value::Array(_) | Value::Object(_) => span,
        _ => json.span,
    }
}
