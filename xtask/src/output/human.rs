//! `--format human`: as rustc shows what it finds.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level as Title, Patch, Renderer, Snippet};
use letter_schema::diagnostic::Level;

use super::finding::{File, Finding, Place};
use super::summary::line;
use super::{Report, visible};

/// Lines between two places of a file that are shown in one piece.
const MAX_LINES: u32 = 200;
/// Characters of a source line: of longer ones what stands around the place is shown.
const MAX_WIDTH: usize = 400;

pub(super) fn text(report: &Report, colour: bool) -> String {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let mut text = String::new();
    for finding in &report.findings {
        text.push_str(&one(finding, &renderer));
        text.push_str("\n\n");
    }
    text.push_str(&line(report));
    text.push('\n');
    text
}

fn one(finding: &Finding, renderer: &Renderer) -> String {
    let level = match finding.level {
        Level::Error => Title::ERROR,
        Level::Warning => Title::WARNING,
    };
    let mut group =
        Group::with_title(level.primary_title(visible(&finding.message)).id(visible(&finding.rule)));
    let mut apart: Vec<&(Place, String)> = finding.notes.iter().collect();
    if let Some(place) = &finding.place {
        let near = |note: &Place| {
            std::rc::Rc::ptr_eq(&note.file, &place.file) && note.start.0.abs_diff(place.start.0) <= MAX_LINES
        };
        let together: Vec<&(Place, String)> = apart.iter().copied().filter(|(note, _)| near(note)).collect();
        apart.retain(|(note, _)| !near(note));
        let places = || std::iter::once(place).chain(together.iter().map(|(place, _)| place));
        let excerpt = Excerpt::of(&place.file, places());
        let mut snippet = excerpt.snippet().annotation(AnnotationKind::Primary.span(excerpt.span(place)));
        for (note, label) in &together {
            snippet =
                snippet.annotation(AnnotationKind::Context.span(excerpt.span(note)).label(visible(label)));
        }
        group = group.element(snippet);
    }
    for (note, label) in apart {
        let excerpt = Excerpt::of(&note.file, std::iter::once(note));
        let annotation = AnnotationKind::Context.span(excerpt.span(note)).label(visible(label));
        group = group.element(excerpt.snippet().annotation(annotation));
    }
    let mut groups = Vec::new();
    match (&finding.help, &finding.edit) {
        (Some(help), Some((place, text))) => {
            let excerpt = Excerpt::of(&place.file, std::iter::once(place));
            let patch = Patch::new(excerpt.span(place), visible(text));
            groups.push(group);
            groups.push(
                Title::HELP.secondary_title(visible(help)).element(
                    Snippet::source(excerpt.text.clone())
                        .line_start(excerpt.first_line as usize)
                        .path(visible(&place.file.path))
                        .patch(patch),
                ),
            );
        }
        (Some(help), None) => groups.push(group.element(Title::HELP.message(visible(help)))),
        (None, _) => groups.push(group),
    }
    renderer.render(&groups)
}

/// Some lines of a file, made safe to print.
struct Excerpt<'a> {
    file: &'a File,
    /// The first byte in the file.
    start: usize,
    end: usize,
    first_line: u32,
    /// The lines, with what deceives spelt out.
    text: String,
}

impl<'a> Excerpt<'a> {
    /// The lines that places begin on.
    fn of<'p>(file: &'a File, places: impl Iterator<Item = &'p Place>) -> Self {
        let (mut start, mut end, mut first_line) = (usize::MAX, 0, u32::MAX);
        for place in places {
            let from = file.text[..place.span.start].rfind('\n').map_or(0, |at| at + 1);
            let to =
                file.text[place.span.start..].find('\n').map_or(file.text.len(), |at| place.span.start + at);
            start = start.min(from);
            end = end.max(to);
            first_line = first_line.min(place.start.0);
        }
        let text = safe(&file.text[start..end]);
        Self { file, start, end, first_line, text }
    }

    fn snippet<'s, T: Clone>(&self) -> Snippet<'s, T> {
        Snippet::source(self.text.clone()).line_start(self.first_line as usize).path(visible(&self.file.path))
    }

    /// The place in the excerpt: up to the end of its first line.
    fn span(&self, place: &Place) -> Range<usize> {
        let from = place.span.start;
        let line_end = self.file.text[from..].find(['\r', '\n']).map_or(self.file.text.len(), |at| from + at);
        let to = place.span.end.min(line_end).min(self.end).max(from);
        let at = |byte: usize| safe(&self.file.text[self.start..byte]).len();
        at(from)..at(to)
    }
}

/// Lines with what deceives spelt out.
fn safe(text: &str) -> String {
    let lines: Vec<String> = text.split('\n').map(|line| visible(line.trim_end_matches('\r'))).collect();
    lines.join("\n")
}
