//! Diagnostics as text: the source line with the place underlined, and how to mend it.

use std::fmt::Write as _;

use crate::diagnostic::{Diagnostic, Diagnostics, Level};
use crate::source::{Sources, Span};

/// Characters of a source line that are shown.
const SHOWN: usize = 120;

/// All of them, in the order of files, with an empty line in between.
#[must_use]
pub fn all(sources: &Sources, found: &Diagnostics) -> String {
    let texts: Vec<String> = found.sorted().into_iter().map(|diagnostic| one(sources, diagnostic)).collect();
    texts.join("\n")
}

/// One diagnostic, in the style of rustc; ends in a line break.
#[must_use]
pub fn one(sources: &Sources, diagnostic: &Diagnostic) -> String {
    let level = match diagnostic.level {
        Level::Error => "error",
        Level::Warning => "warning",
    };
    format!("{level}[{}]: {}\n{}", diagnostic.rule, diagnostic.message, place(sources, diagnostic, ""))
}

/// One diagnostic for the compiler, which says itself that it is an error. `folder` stands before the paths.
#[must_use]
pub fn plain(sources: &Sources, diagnostic: &Diagnostic, folder: &str) -> String {
    let folder = if folder.is_empty() { String::new() } else { format!("{}/", folder.trim_end_matches('/')) };
    format!("{} [{}]\n{}", diagnostic.message, diagnostic.rule, place(sources, diagnostic, &folder))
}

fn place(sources: &Sources, diagnostic: &Diagnostic, folder: &str) -> String {
    let mut text = String::new();
    if let Some(span) = diagnostic.span {
        let gutter = gutter(sources, diagnostic);
        let pointer =
            if diagnostic.pointer.is_empty() { String::new() } else { format!(" (#{})", diagnostic.pointer) };
        snippet(sources, folder, span, gutter, "-->", &pointer, '^', "", &mut text);
        for (span, note) in &diagnostic.notes {
            snippet(sources, folder, *span, gutter, ":::", "", '-', note, &mut text);
        }
        if let Some(help) = &diagnostic.help {
            let _ = writeln!(text, "{:gutter$} = help: {help}", "");
        }
    } else if let Some(help) = &diagnostic.help {
        let _ = writeln!(text, "  = help: {help}");
    }
    text
}

fn gutter(sources: &Sources, diagnostic: &Diagnostic) -> usize {
    let spans = diagnostic.span.iter().chain(diagnostic.notes.iter().map(|(span, _)| span));
    let line = spans.map(|span| sources.file(span.file).position(span.start).line).max().unwrap_or(1);
    line.to_string().len()
}

#[allow(clippy::too_many_arguments, reason = "one line of layout, called from one function")]
fn snippet(
    sources: &Sources,
    folder: &str,
    span: Span,
    gutter: usize,
    arrow: &str,
    behind: &str,
    mark: char,
    note: &str,
    text: &mut String,
) {
    let file = sources.file(span.file);
    let start = file.position(span.start);
    let _ = writeln!(text, "{:gutter$}{arrow} {folder}{}:{start}{behind}", "", file.path());
    let line: Vec<char> =
        file.line(start.line).chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let column = start.column as usize - 1;
    let length = file.text().get(span.start as usize..span.end as usize).unwrap_or("");
    let length = length.lines().next().unwrap_or("").chars().count().max(1);
    // A long line is cut to what stands around the place.
    let from = if line.len() > SHOWN { column.saturating_sub(SHOWN / 3) } else { 0 };
    let to = line.len().min(from + SHOWN);
    let shown: String = line[from.min(to)..to].iter().collect();
    let (cut, pad) = if from > 0 { ("…", 1) } else { ("", 0) };
    let end = if to < line.len() { "…" } else { "" };
    let length = length.min(to.saturating_sub(column)).max(1);
    let note = if note.is_empty() { String::new() } else { format!(" {note}") };
    let _ = writeln!(text, "{:gutter$} |", "");
    let _ = writeln!(text, "{:gutter$} | {cut}{shown}{end}", start.line);
    let marks = mark.to_string().repeat(length);
    let _ = writeln!(text, "{:gutter$} | {:pad$}{marks}{note}", "", "", pad = column - from + pad);
}
