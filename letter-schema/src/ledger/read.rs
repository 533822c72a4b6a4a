//! The ledger from text: line by line, in any order, with what stands twice kept for settling.

use std::collections::BTreeMap;

use serde_core::de::IgnoredAny;

use super::write::{HEADER, VERSION};
use super::{Content, Ledger, Part, PartKind, Recorded, Since, Subject};
use crate::compare::{Audience, Step};
use crate::plan::Plan;
use crate::rules::Date;
use crate::x_letter::Kind;

/// What is wrong with a ledger's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The line, from 1.
    pub line: u32,
    /// Of what kind it is.
    pub kind: ProblemKind,
    /// What is wrong, in one sentence without a full stop.
    pub message: String,
}

/// The kinds of problems.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProblemKind {
    /// A merge left its marks: the lines of both sides are there, and accepting the plan takes them all.
    Conflict,
    /// A line is none of a ledger.
    Line,
    /// Newer tools wrote it.
    Version,
}

/// The lines about one subject. A merge can leave several that say what it is.
#[derive(Debug, Default)]
pub(super) struct Lines {
    pub(super) first: u32,
    pub(super) since: Option<Since>,
    pub(super) paths: Vec<String>,
    /// How often each was written, and what it is; `None` if it has gone.
    pub(super) roots: Vec<(u32, Option<String>)>,
    pub(super) parts: BTreeMap<(PartKind, String), Vec<Part>>,
    pub(super) changes: Vec<Recorded>,
}

impl Ledger {
    /// Reads a ledger. Where a merge left two versions of a line, the one that was written more often counts; of two
    /// that both sides wrote it is the one that the plan has not, and that is a [`ProblemKind::Conflict`].
    ///
    /// What is wrong is told beside what could be read. With a [`ProblemKind::Conflict`] alone, nothing is
    /// missing.
    #[must_use]
    pub fn read(text: &str, plan: &Plan) -> (Self, Vec<Problem>) {
        let mut subjects: BTreeMap<Subject, Lines> = BTreeMap::new();
        let mut problems = Vec::new();
        let mut side = Side::Neither;
        let mut last_mark = 1;
        let mut header = false;
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        for (line, number) in text.lines().zip(1..) {
            let mut problem = |kind, message: String| problems.push(Problem { line: number, kind, message });
            let mark = |mark: &str| {
                line.strip_prefix(mark).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
            };
            if let Some(next) = Side::ALL.into_iter().find(|side| mark(side.mark())) {
                if next == Side::Ours {
                    problem(ProblemKind::Conflict, "a merge left a conflict here".to_owned());
                }
                if !next.follows(side) {
                    let message =
                        "a mark of a merge stands alone: the lines around it may be lost".to_owned();
                    problem(ProblemKind::Line, message);
                }
                (side, last_mark) = (next, number);
            } else if side == Side::Base || line.trim().is_empty() || line.starts_with('#') {
                // What both sides started from is in them, or has gone from them.
            } else if let Some(version) = line.strip_prefix(HEADER) {
                header = true;
                match version.trim().parse::<u32>() {
                    Ok(VERSION) => {}
                    Ok(newer) => problem(
                        ProblemKind::Version,
                        format!(
                            "this is version {newer} of the format, and these tools know version {VERSION}"
                        ),
                    ),
                    Err(_) => problem(ProblemKind::Line, "the version is no number".to_owned()),
                }
            } else if let Err(message) = (Line { rest: line, number }).read(&mut subjects) {
                problem(ProblemKind::Line, message);
            }
        }
        if side != Side::Neither {
            let message = "the marks of a merge have no end: lines may be lost".to_owned();
            problems.push(Problem { line: last_mark, kind: ProblemKind::Line, message });
        }
        if !header {
            let message = format!("the line `{HEADER} {VERSION}` is missing");
            problems.push(Problem { line: 1, kind: ProblemKind::Line, message });
        }
        (Self::settle(subjects, plan, &mut problems), problems)
    }
}

/// Where in a conflict of git's a line stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Neither,
    Ours,
    Base,
    Theirs,
}

impl Side {
    const ALL: [Self; 4] = [Self::Ours, Self::Base, Self::Theirs, Self::Neither];

    /// The mark that it begins with.
    fn mark(self) -> &'static str {
        match self {
            Self::Ours => "<<<<<<<",
            Self::Base => "|||||||",
            Self::Theirs => "=======",
            Self::Neither => ">>>>>>>",
        }
    }

    fn follows(self, before: Self) -> bool {
        match self {
            Self::Ours => before == Self::Neither,
            Self::Base => before == Self::Ours,
            Self::Theirs => matches!(before, Self::Ours | Self::Base),
            Self::Neither => before == Self::Theirs,
        }
    }
}

struct Line<'a> {
    rest: &'a str,
    number: u32,
}

impl<'a> Line<'a> {
    fn read(mut self, subjects: &mut BTreeMap<Subject, Lines>) -> Result<(), String> {
        let subject = self.subject()?;
        let number = self.number;
        // Only lines that are whole leave a trace.
        let read = self.statement()?;
        let lines = subjects.entry(subject).or_insert_with(|| Lines { first: number, ..Lines::default() });
        match read {
            Statement::Since(since) => {
                lines.since = Some(lines.since.map_or(since, |known| known.first(since)));
            }
            Statement::In(path) => lines.paths.push(path),
            Statement::Is(version, root) => lines.roots.push((version, root)),
            Statement::Part(key, part) => lines.parts.entry(key).or_default().push(part),
            Statement::Changed(change) => lines.changes.push(change),
        }
        Ok(())
    }

    fn subject(&mut self) -> Result<Subject, String> {
        let word = self.word();
        let kind = [Kind::Track, Kind::Identify, Kind::Group].into_iter().find(|kind| kind.word() == word);
        match kind {
            Some(kind) => Ok(Subject::Event(kind, self.string()?)),
            None if word == "shared" => Ok(Subject::Shared(self.string()?)),
            None => Err("a line begins with `track`, `identify`, `group` or `shared`".to_owned()),
        }
    }

    fn statement(mut self) -> Result<Statement, String> {
        let word = self.word();
        let statement = match word {
            "since" => Statement::Since(Since::On(self.date()?)),
            "before" => Statement::Since(Since::Before(self.date()?)),
            "in" => Statement::In(self.string()?),
            "version" | "is" | "gone" => {
                let (version, word) = self.version(word)?;
                match word {
                    "is" => return Ok(Statement::Is(version, Some(self.json()?))),
                    "gone" => Statement::Is(version, None),
                    _ => return Err("`is` or `gone` is expected behind the version".to_owned()),
                }
            }
            "changed" => Statement::Changed(self.change()?),
            _ => match PartKind::ALL.into_iter().find(|kind| kind.word() == word) {
                Some(kind) => return Ok(Statement::Part((kind, self.string()?), self.part()?)),
                None => {
                    return Err("`since`, `before`, `in`, `is`, `gone`, `property`, `$defs`, `definitions` or `changed` is \
                                expected behind the name"
                        .to_owned());
                }
            },
        };
        if self.rest.trim().is_empty() {
            Ok(statement)
        } else {
            Err("the line goes on behind its end".to_owned())
        }
    }

    fn part(&mut self) -> Result<Part, String> {
        let since = match self.word() {
            "since" => Since::On(self.date()?),
            "before" => Since::Before(self.date()?),
            _ => return Err("`since` or `before` and a day are expected behind the name".to_owned()),
        };
        let word = self.word();
        let (version, word) = self.version(word)?;
        let required = word == "required";
        let word = if required { self.word() } else { word };
        let content = match word {
            "is" => Some(Content { required, schema: self.json()? }),
            "gone" if !required => None,
            _ => return Err("`is`, `required is` or `gone` is expected behind the day".to_owned()),
        };
        Ok(Part { since, version, content })
    }

    /// The version, if this word is about it, and the word behind.
    fn version(&mut self, word: &'a str) -> Result<(u32, &'a str), String> {
        if word != "version" {
            return Ok((1, word));
        }
        let version = self.word().parse().map_err(|_| "a number is expected behind `version`".to_owned())?;
        Ok((version, self.word()))
    }

    fn change(&mut self) -> Result<Recorded, String> {
        let date = self.date()?;
        let rule = self.word().to_owned();
        let mut word = self.word();
        let mut pointer = String::new();
        if word == "at" {
            pointer = self.string()?;
            word = self.word();
        }
        let steps = [Step::Patch, Step::Minor, Step::Major];
        let Some(step) = steps.into_iter().find(|step| step.word() == word) else {
            return Err("`patch`, `minor` or `major` is expected behind the rule".to_owned());
        };
        let mut breaks = None;
        if let Some(rest) = self.rest.trim_start().strip_prefix("breaks ") {
            self.rest = rest;
            let word = self.word();
            let whom = [Audience::Producers, Audience::Consumers, Audience::Both];
            breaks = whom.into_iter().find(|whom| whom.word() == word);
            if breaks.is_none() {
                return Err("`producers`, `consumers` or `both` is expected behind `breaks`".to_owned());
            }
        }
        let message = self.string()?;
        let reason = match self.word() {
            "" => None,
            "because" => Some(self.string()?),
            _ => return Err("nothing but `because` and a reason stands behind the message".to_owned()),
        };
        Ok(Recorded { date, rule, pointer, step, breaks, message, reason })
    }

    fn word(&mut self) -> &'a str {
        let rest = self.rest.trim_start_matches(' ');
        let end = rest.find(' ').unwrap_or(rest.len());
        let (word, rest) = rest.split_at(end);
        self.rest = rest;
        word
    }

    fn date(&mut self) -> Result<Date, String> {
        let word = self.word();
        Date::parse(word).ok_or_else(|| "a day such as 2026-03-01 is expected".to_owned())
    }

    fn string(&mut self) -> Result<String, String> {
        let mut texts = serde_json::Deserializer::from_str(self.rest).into_iter::<String>();
        let Some(Ok(text)) = texts.next() else {
            return Err("a text in quotation marks is expected".to_owned());
        };
        self.rest = &self.rest[texts.byte_offset()..];
        Ok(text)
    }

    fn json(&mut self) -> Result<String, String> {
        let text = std::mem::take(&mut self.rest).trim();
        serde_json::from_str::<IgnoredAny>(text)
            .map_err(|_| "JSON is expected up to the end of the line".to_owned())?;
        Ok(text.to_owned())
    }
}

enum Statement {
    Since(Since),
    In(String),
    Is(u32, Option<String>),
    Part((PartKind, String), Part),
    Changed(Recorded),
}
