//! `check --fix`: mends what has one right answer.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::path::Path;

use letter_schema::diagnostic::{Diagnostic, Edit};
use letter_schema::rules::{self, Date};
use letter_schema::source::{FileId, SourceFile};

use super::reading::Reading;
use crate::failure::Failure;
use crate::output::visible;

/// Mending one thing can bring the next to light, as in a file that was no JSON before.
const MAX_ROUNDS: usize = 8;

/// Mends the files of a plan, and says on stderr what it changed. Everything else in them stays as it is,
/// byte for byte.
///
/// # Errors
/// When a file cannot be written.
pub(super) fn run(plan: &Path, today: Date) -> Result<(), Failure> {
    for _ in 0..MAX_ROUNDS {
        let read = Reading::of(plan)?;
        let found = rules::check(&read.plan, today, []);
        let mut by_file: BTreeMap<FileId, Vec<(&Diagnostic, &Edit)>> = BTreeMap::new();
        for diagnostic in found.sorted() {
            if let Some(edit) = &diagnostic.edit {
                by_file.entry(edit.span.file).or_default().push((diagnostic, edit));
            }
        }
        if by_file.is_empty() {
            break;
        }
        for (id, edits) in by_file {
            let file = read.plan.sources.file(id);
            let path = read.folder.join(file.path());
            let mended = mended(file, edits);
            fs::write(&path, mended)
                .map_err(|error| Failure::new(format!("{} cannot be written: {error}", path.display())))?;
        }
    }
    Ok(())
}

/// The text of a file with its edits made. Of edits that overlap only the first is made: the others are
/// looked at again in the next round.
fn mended(file: &SourceFile, mut edits: Vec<(&Diagnostic, &Edit)>) -> String {
    edits.sort_by_key(|(_, edit)| (edit.span.start, edit.span.end));
    let mut text = String::with_capacity(file.text().len());
    let mut done = 0;
    for (diagnostic, edit) in edits {
        let (start, end) = (edit.span.start as usize, edit.span.end as usize);
        if start < done {
            continue;
        }
        text.push_str(&file.text()[done..start]);
        text.push_str(&edit.text);
        done = end;
        tell(file, diagnostic, edit);
    }
    text.push_str(&file.text()[done..]);
    text
}

/// Says what is changed: the line before and after.
fn tell(file: &SourceFile, diagnostic: &Diagnostic, edit: &Edit) {
    let text = file.text();
    let (start, end) = (edit.span.start as usize, edit.span.end as usize);
    let from = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let to = text[end..].find('\n').map_or(text.len(), |at| end + at);
    let mut said =
        format!("mended[{}] {}:{}\n", diagnostic.rule, visible(file.path()), file.position(edit.span.start));
    let after = format!("{}{}{}", &text[from..start], edit.text, &text[end..to]);
    for (mark, lines) in [('-', &text[from..to]), ('+', after.as_str())] {
        for line in lines.lines() {
            said += &format!("  {mark} {}\n", visible(line));
        }
    }
    // Without a terminal to write to nobody wants to know.
    let _ = std::io::stderr().write_all(said.as_bytes());
}
