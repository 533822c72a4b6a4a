//! A finding as every format needs it: with its place in words and numbers.

use std::collections::HashMap;
use std::env;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use letter_schema::diagnostic::{Diagnostic, Level};
use letter_schema::source::{FileId, Sources, Span};

/// One thing that is wrong.
#[derive(Debug, Clone)]
pub(crate) struct Finding {
    /// The rule's id.
    pub(crate) rule: String,
    /// How grave it is.
    pub(crate) level: Level,
    /// What is wrong, in one sentence without a full stop.
    pub(crate) message: String,
    /// Where; `None` for what concerns no file.
    pub(crate) place: Option<Place>,
    /// The JSON pointer inside of the file.
    pub(crate) pointer: String,
    /// Other places that explain it.
    pub(crate) notes: Vec<(Place, String)>,
    /// How to mend it.
    pub(crate) help: Option<String>,
    /// The change that mends it: what gives way, and to what.
    pub(crate) edit: Option<(Place, String)>,
}

/// A place in a file.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    /// The file.
    pub(crate) file: Rc<File>,
    /// The bytes.
    pub(crate) span: Range<usize>,
    /// The bytes of the line that it begins on, without its end.
    pub(crate) line: Range<usize>,
    /// The line and the column, in characters, of the first; both from 1.
    pub(crate) start: (u32, u32),
    /// The same of the character behind the last.
    pub(crate) end: (u32, u32),
}

/// A file that something was found in.
#[derive(Debug)]
pub(crate) struct File {
    /// From the current folder, as a terminal makes links of it.
    pub(crate) path: String,
    /// From the root of the repository, as CI wants it.
    pub(crate) in_repository: String,
    /// The whole text.
    pub(crate) text: String,
}

/// Where a plan stands: what paths of its files begin with.
#[derive(Debug, Clone)]
pub(crate) struct Base {
    shown: String,
    in_repository: String,
}

impl Base {
    /// The base of a plan in a folder.
    pub(crate) fn of(folder: &Path) -> Self {
        let real = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
        let here = env::current_dir().and_then(|here| here.canonicalize()).unwrap_or_default();
        let shown = real.strip_prefix(&here).map_or_else(|_| folder.to_owned(), Path::to_owned);
        let root = repository(&real).unwrap_or(here);
        let in_repository = real.strip_prefix(&root).map_or_else(|_| shown.clone(), Path::to_owned);
        Self { shown: prefix(&shown), in_repository: prefix(&in_repository) }
    }
}

/// The root of the repository that a folder is in.
pub(crate) fn repository(folder: &Path) -> Option<PathBuf> {
    folder.ancestors().find(|folder| folder.join(".git").exists()).map(Path::to_owned)
}

fn prefix(folder: &Path) -> String {
    let folder = folder.to_string_lossy().replace('\\', "/");
    let folder = folder.trim_start_matches("./").trim_end_matches('/');
    if folder.is_empty() || folder == "." { String::new() } else { format!("{folder}/") }
}

/// The files of a plan, to make findings of its diagnostics.
pub(crate) struct Files<'a> {
    sources: &'a Sources,
    base: Base,
    made: HashMap<FileId, Rc<File>>,
}

impl<'a> Files<'a> {
    pub(crate) fn new(sources: &'a Sources, base: Base) -> Self {
        Self { sources, base, made: HashMap::new() }
    }

    /// The finding of a diagnostic.
    pub(crate) fn finding(&mut self, diagnostic: &Diagnostic) -> Finding {
        let edit = diagnostic.edit.as_ref();
        Finding {
            rule: diagnostic.rule.to_owned(),
            level: diagnostic.level,
            message: diagnostic.message.clone(),
            place: diagnostic.span.map(|span| self.place(span)),
            pointer: diagnostic.pointer.clone(),
            notes: diagnostic.notes.iter().map(|(span, note)| (self.place(*span), note.clone())).collect(),
            help: diagnostic.help.clone(),
            edit: edit.map(|edit| (self.place(edit.span), edit.text.clone())),
        }
    }

    fn place(&mut self, span: Span) -> Place {
        let source = self.sources.file(span.file);
        let base = &self.base;
        let file = self.made.entry(span.file).or_insert_with(|| {
            Rc::new(File {
                path: format!("{}{}", base.shown, source.path()),
                in_repository: format!("{}{}", base.in_repository, source.path()),
                text: source.text().to_owned(),
            })
        });
        let (start, end) = (source.position(span.start), source.position(span.end));
        Place {
            file: Rc::clone(file),
            span: span.start as usize..span.end as usize,
            line: source.line_range(start.line),
            start: (start.line, start.column),
            end: (end.line, end.column),
        }
    }
}
