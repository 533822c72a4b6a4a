//! Diagnostics as text: the source line with the place underlined, and how to mend it.

use std::fmt::Write as _;

use crate::deceiving::{is_deceiving, spelt_out};
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
    format!(
        "{level}[{}]: {}\n{}",
        diagnostic.rule,
        spelt_out(&diagnostic.message),
        place(sources, diagnostic, "")
    )
}

/// One diagnostic for the compiler, which says itself that it is an error. `folder` stands before the paths.
#[must_use]
pub fn plain(sources: &Sources, diagnostic: &Diagnostic, folder: &str) -> String {
    let folder = if folder.is_empty() { String::new() } else { format!("{}/", folder.trim_end_matches('/')) };
    format!(
        "{} [{}]\n{}",
        spelt_out(&diagnostic.message),
        diagnostic.rule,
        place(sources, diagnostic, &folder)
    )
}

fn place(sources: &Sources, diagnostic: &Diagnostic, folder: &str) -> String {
    let mut text = String::new();
    if let Some(span) = diagnostic.span {
        let gutter = gutter(sources, diagnostic);
        let pointer = if diagnostic.pointer.is_empty() {
            String::new()
        } else {
            format!(" (#{})", spelt_out(&diagnostic.pointer))
        };
        snippet(sources, folder, span, gutter, "-->", &pointer, '^', "", &mut text);
        for (span, note) in &diagnostic.notes {
            snippet(sources, folder, *span, gutter, ":::", "", '-', note, &mut text);
        }
        if let Some(help) = diagnostic.help.as_deref().map(spelt_out) {
            let _ = writeln!(text, "{:gutter$} = help: {help}", "");
        }
    } else if let Some(help) = diagnostic.help.as_deref().map(spelt_out) {
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
    let _ = writeln!(text, "{:gutter$}{arrow} {folder}{}:{start}{behind}", "", spelt_out(file.path()));
    let line: Vec<char> =
        // A letter for a letter: the marks below count them.
        file.line(start.line).chars().map(|letter| if is_deceiving(letter) { ' ' } else { letter }).collect();
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
    let note = if note.is_empty() { String::new() } else { format!(" {}", spelt_out(note)) };
    let _ = writeln!(text, "{:gutter$} |", "");
    let _ = writeln!(text, "{:gutter$} | {cut}{shown}{end}", start.line);
    let marks = mark.to_string().repeat(length);
    let _ = writeln!(text, "{:gutter$} | {:pad$}{marks}{note}", "", "", pad = column - from + pad);
}

#[cfg(test)]
mod tests {
    use super::{one, plain};
    use crate::diagnostic::Diagnostic;
    use crate::source::{Sources, Span};

    #[test]
    fn nothing_reaches_a_terminal_that_steers_it() {
        let mut sources = Sources::default();
        let file = sources.add("a\u{1b}[31m.json", "{\"a\u{202e}b\": 1}");
        let span = Span { file, start: 1, end: 8 };
        let odd = "x\u{1b}[2J\ny\u{2066}";
        let found = Diagnostic::error("odd", span, odd).help(odd).pointer(odd).note(span, odd);
        for text in [one(&sources, &found), plain(&sources, &found, "schemas")] {
            assert!(!text.contains(['\u{1b}', '\u{202e}', '\u{2066}']), "{text:?}");
            assert!(
                text.contains("a\\u{1b}[31m.json:1:2") && text.contains("x\\u{1b}[2J\\u{a}y\\u{2066}"),
                "{text}"
            );
        }
    }
}
