//! Files as they were read, and places in them.

use std::fmt;
use std::ops::Range;
use std::sync::OnceLock;

/// Which file of a [`Sources`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileId(pub(crate) u32);

/// A file's text, and the path that messages show.
#[derive(Debug, Clone)]
pub struct SourceFile {
    path: String,
    text: String,
    /// Looked for when a place is asked for: of most files none is.
    layout: OnceLock<Layout>,
}

#[derive(Debug, Clone)]
struct Layout {
    /// The first byte of each line.
    lines: Vec<u32>,
    /// Whether a character is a byte, which makes columns a difference.
    is_ascii: bool,
}

impl SourceFile {
    fn new(path: String, text: String) -> Self {
        Self { path, text, layout: OnceLock::new() }
    }

    fn layout(&self) -> &Layout {
        self.layout.get_or_init(|| {
            let starts = self.text.match_indices('\n').map(|(at, _)| at as u32 + 1);
            Layout { lines: std::iter::once(0).chain(starts).collect(), is_ascii: self.text.is_ascii() }
        })
    }

    /// The path that messages show: relative to the plan's folder where there is one, with `/`.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The whole text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The line and column of a byte, both from 1, the column in characters.
    #[must_use]
    pub fn position(&self, byte: u32) -> Position {
        let Layout { lines, is_ascii } = self.layout();
        let line = lines.partition_point(|start| *start <= byte).max(1);
        let start = lines[line - 1] as usize;
        let before = self.text.get(start..byte as usize).unwrap_or("");
        let column = if *is_ascii { before.len() } else { before.chars().count() };
        Position { line: line as u32, column: column as u32 + 1 }
    }

    /// A line without its end, counted from 1.
    #[must_use]
    pub fn line(&self, line: u32) -> &str {
        &self.text[self.line_range(line)]
    }

    /// The bytes of a line without its end, counted from 1.
    #[must_use]
    pub fn line_range(&self, line: u32) -> Range<usize> {
        let lines = &self.layout().lines;
        let at = (line as usize).saturating_sub(1);
        let start = lines.get(at).map_or(self.text.len(), |start| *start as usize);
        let end = lines.get(at + 1).map_or(self.text.len(), |end| *end as usize);
        start..start + self.text[start..end].trim_end_matches(['\n', '\r']).len()
    }
}

/// A line and a column, both from 1; columns count characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line.
    pub line: u32,
    /// The character in the line.
    pub column: u32,
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}

/// A range of bytes in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// The first byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

/// Every file that was read.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    files: Vec<SourceFile>,
}

impl Sources {
    /// Takes a file in, under the path that messages are to show.
    pub fn add(&mut self, path: impl Into<String>, text: impl Into<String>) -> FileId {
        self.files.push(SourceFile::new(path.into(), text.into()));
        FileId(self.files.len() as u32 - 1)
    }

    /// The file.
    #[must_use]
    pub fn file(&self, id: FileId) -> &SourceFile {
        &self.files[id.0 as usize]
    }

    /// Every file, in the order in which they were read.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        self.files.iter().enumerate().map(|(at, file)| (FileId(at as u32), file))
    }

    /// `file:line:column` of the start of a span.
    #[must_use]
    pub fn place(&self, span: Span) -> String {
        let file = self.file(span.file);
        format!("{}:{}", file.path, file.position(span.start))
    }
}
