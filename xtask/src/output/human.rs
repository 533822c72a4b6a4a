//! `--format human`: as rustc shows what it finds.

use std::ops::Range;
use std::rc::Rc;

use annotate_snippets::{AnnotationKind, Group, Level as Title, Origin, Patch, Renderer, Snippet};
use letter_schema::diagnostic::Level;

use super::finding::{File, Finding, Place};
use super::summary::line;
use super::{Report, visible};

/// Bytes from one place of a file to another that are shown in one piece.
const MAX_BYTES: usize = 8 << 10;
/// Bytes of a source line before and behind the place that are shown.
const MAX_AROUND: usize = 160;

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
            Rc::ptr_eq(&note.file, &place.file)
                && note.span.start.abs_diff(place.span.start) <= MAX_BYTES
                && !is_long(note)
                && !is_long(place)
        };
        let together: Vec<&(Place, String)> = apart.iter().copied().filter(|(note, _)| near(note)).collect();
        apart.retain(|(note, _)| !near(note));
        let excerpt =
            Excerpt::of(std::iter::once(place).chain(together.iter().map(|(place, _)| place)), place);
        let mut snippet = excerpt.snippet().annotation(AnnotationKind::Primary.span(excerpt.span(place)));
        for (note, label) in &together {
            snippet =
                snippet.annotation(AnnotationKind::Context.span(excerpt.span(note)).label(visible(label)));
        }
        group = group.elements(excerpt.origin(place)).element(snippet);
    }
    for (note, label) in apart {
        let excerpt = Excerpt::of(std::iter::once(note), note);
        let annotation = AnnotationKind::Context.span(excerpt.span(note)).label(visible(label));
        group = group.elements(excerpt.origin(note)).element(excerpt.snippet().annotation(annotation));
    }
    let mut groups = Vec::new();
    match (&finding.help, &finding.edit) {
        (Some(help), Some((place, text))) => {
            let excerpt = Excerpt::of(std::iter::once(place), place);
            let patch = Patch::new(excerpt.span(place), visible(text));
            groups.push(group);
            groups.push(Title::HELP.secondary_title(visible(help)).element(excerpt.snippet().patch(patch)));
        }
        (Some(help), None) => groups.push(group.element(Title::HELP.message(visible(help)))),
        (None, _) => groups.push(group),
    }
    renderer.render(&groups)
}

/// Some lines of a file, made safe to print.
struct Excerpt<'a> {
    file: &'a File,
    /// The bytes in the file.
    bytes: Range<usize>,
    first_line: u32,
    /// The lines, with what deceives spelt out.
    text: String,
    /// Whether the first line begins before the excerpt, so that columns cannot be counted in it.
    is_cut: bool,
}

impl<'a> Excerpt<'a> {
    /// The lines that places begin on; of a long line, what stands around the place. All stand in the file
    /// of `first`.
    fn of(places: impl Iterator<Item = &'a Place>, first: &'a Place) -> Self {
        let file = &*first.file;
        let (mut start, mut end, mut first_line) = (usize::MAX, 0, u32::MAX);
        for place in places {
            start = start.min(place.line.start);
            end = end.max(place.line.end);
            first_line = first_line.min(place.start.0);
        }
        let mut is_cut = false;
        if is_long(first) {
            let from = first.span.start.saturating_sub(MAX_AROUND).max(start);
            let to = first.span.start.saturating_add(MAX_AROUND).min(end);
            is_cut = from > start;
            let whole = |byte: &usize| file.text.is_char_boundary(*byte);
            // The ends of the line are whole characters, so both are found.
            start = (from..end).find(whole).unwrap_or(end);
            end = (start..=to).rev().find(whole).unwrap_or(start);
        }
        let text = safe(&file.text[start..end]);
        Self { file, bytes: start..end, first_line, text, is_cut }
    }

    fn snippet<'s, T: Clone>(&self) -> Snippet<'s, T> {
        let snippet = Snippet::source(self.text.clone()).line_start(self.first_line as usize);
        if self.is_cut { snippet } else { snippet.path(visible(&self.file.path)) }
    }

    /// The place in words, where the snippet cannot tell it.
    fn origin<'s>(&self, place: &Place) -> Option<Origin<'s>> {
        let origin = Origin::path(visible(&self.file.path)).line(place.start.0 as usize);
        self.is_cut.then(|| origin.char_column(place.start.1 as usize))
    }

    /// The place in the excerpt: up to the end of its first line.
    fn span(&self, place: &Place) -> Range<usize> {
        let from = place.span.start.max(self.bytes.start);
        let to = place.span.end.min(place.line.end.max(place.span.start)).min(self.bytes.end).max(from);
        let at = |byte: usize| safe(&self.file.text[self.bytes.start..byte]).len();
        at(from)..at(to)
    }
}

fn is_long(place: &Place) -> bool {
    place.line.len() > 4 * MAX_AROUND
}

/// Lines with what deceives spelt out.
fn safe(text: &str) -> String {
    let lines: Vec<String> = text.split('\n').map(|line| visible(line.trim_end_matches('\r'))).collect();
    lines.join("\n")
}
