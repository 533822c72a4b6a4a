//! The ledger as text.

use std::fmt;

use super::{Content, Entry, Ledger, Recorded, Subject};
use crate::deceiving;
use crate::json::quoted;

/// The version of the format.
pub(super) const VERSION: u32 = 1;
/// What the first line says before the version.
pub(super) const HEADER: &str = "letter.lock";

const ABOUT: &str = "\
# What the tracking plan was when it was last accepted, and every change since this file was begun.
# `cargo xtask accept` writes it. After a merge, run that again: it takes the lines of both sides.
";

impl fmt::Display for Ledger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{HEADER} {VERSION}")?;
        f.write_str(ABOUT)?;
        for (subject, entry) in &self.entries {
            f.write_str("\n")?;
            write_entry(f, subject, entry)?;
        }
        Ok(())
    }
}

fn write_entry(f: &mut fmt::Formatter<'_>, subject: &Subject, entry: &Entry) -> fmt::Result {
    if let Some(since) = entry.since {
        writeln!(f, "{subject} {since}")?;
    }
    if let (Subject::Event(..), Some(path)) = (subject, &entry.path) {
        writeln!(f, "{subject} in {}", quote(path))?;
    }
    write!(f, "{subject} {}", version(entry.version))?;
    match &entry.root {
        Some(root) => writeln!(f, "is {root}")?,
        None => writeln!(f, "gone")?,
    }
    for ((kind, name), part) in &entry.parts {
        let (name, word) = (quote(name), kind.word());
        write!(f, "{subject} {word} {name} {} {}", part.since, version(part.version))?;
        match &part.content {
            Some(Content { required: true, schema }) => writeln!(f, "required is {schema}")?,
            Some(Content { required: false, schema }) => writeln!(f, "is {schema}")?,
            None => writeln!(f, "gone")?,
        }
    }
    for change in &entry.changes {
        writeln!(f, "{subject} {change}")?;
    }
    Ok(())
}

/// The first time is not counted out.
fn version(version: u32) -> String {
    if version == 1 { String::new() } else { format!("version {version} ") }
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Event(kind, name) => write!(f, "{} {}", kind.word(), quote(name)),
            Self::Shared(path) => write!(f, "shared {}", quote(path)),
        }
    }
}

/// As a line of the ledger has it behind its subject.
impl fmt::Display for Recorded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "changed {} {} ", self.date, self.rule)?;
        if !self.pointer.is_empty() {
            write!(f, "at {} ", quote(&self.pointer))?;
        }
        f.write_str(self.step.word())?;
        if let Some(whom) = self.breaks {
            write!(f, " breaks {}", whom.word())?;
        }
        write!(f, " {}", quote(&self.message))?;
        if let Some(reason) = &self.reason {
            write!(f, " because {}", quote(reason))?;
        }
        Ok(())
    }
}

/// A text as a JSON string in which nothing deceives the eye.
pub(super) fn quote(text: &str) -> String {
    let mut quoted = String::new();
    write_string(&mut quoted, text);
    quoted
}

/// Writes a text so.
pub(super) fn write_string(to: &mut String, text: &str) {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~') && byte != b'"' && byte != b'\\') {
        // Most texts are what they look like.
        to.extend(["\"", text, "\""]);
    } else {
        to.push_str(&deceiving::json(&quoted(text).to_string()));
    }
}
