//! What the ledger has to say of a plan, as findings.

use std::path::Path;

use letter_schema::compare::Audience;
use letter_schema::diagnostic::Diagnostic;
use letter_schema::ledger::{Ledger, ProblemKind, Subject};
use letter_schema::plan::Plan;
use letter_schema::rules::ledger::{BEHIND, CONFLICT, FUTURE, MISSING, SYNTAX};
use letter_schema::rules::{Date, Setting};
use letter_schema::source::{FileId, Span};

use crate::called::typed;
use crate::diff;
use crate::failure::Failure;
use crate::ledger_file::{LedgerFile, help};

/// What to do about days that have not come.
const TO_COME: &str =
    "set the clock right, or SOURCE_DATE_EPOCH; if it is right, write here the day on which it was accepted";

/// How a plan in a folder differs from its ledger. The ledger becomes one of the plan's sources.
///
/// # Errors
/// When there is a ledger that is no text.
pub(super) fn findings(folder: &Path, plan: &mut Plan, today: Date) -> Result<Vec<Diagnostic>, Failure> {
    let Some(read) = LedgerFile::read(folder, plan)? else { return Ok(missing(plan).into_iter().collect()) };
    let file = plan.sources.add(Ledger::NAME, read.text.as_str());
    if !read.problems.is_empty() {
        let found = read.problems.iter().map(|problem| {
            let rule = if problem.kind == ProblemKind::Conflict { CONFLICT } else { SYNTAX };
            let span = line(plan, file, problem.line);
            Diagnostic::error(rule, span, problem.message.as_str()).help(help(problem.kind))
        });
        return Ok(found.collect());
    }
    let to_come = to_come(&read, today).map(|(number, message)| {
        Diagnostic::warning(FUTURE, line(plan, file, number), message).help(TO_COME)
    });
    // What could not be read would seem to have gone.
    if plan.found.has_errors() {
        return Ok(to_come.into_iter().collect());
    }
    let drift = read.ledger.drift(plan);
    let found = drift.unaccepted.iter().map(|one| {
        let mut found = diff::diagnostic(&one.change, Audience::Both);
        found.message = format!("not accepted: {} ({})", found.message, one.change.rule);
        let breaks = one.change.breaks(Audience::Both);
        let how = if breaks {
            format!("`{} --reason \"…\"` records it", typed("accept"))
        } else {
            format!("`{}` records it", typed("accept"))
        };
        found.help = Some(match found.help {
            Some(proof) => format!("{how}; {proof}"),
            None => how,
        });
        found.rule = BEHIND;
        found.span =
            found.span.or_else(|| line_of(&read.ledger, &one.subject).map(|at| line(plan, file, at)));
        found
    });
    Ok(to_come.into_iter().chain(found).collect())
}

/// That it has days that have not come, with the line of the last one. A wrong clock writes many: they are one mistake.
fn to_come(read: &LedgerFile, today: Date) -> Option<(u32, String)> {
    let days = read.ledger.days_after(today);
    let (day, subject) = days.first()?;
    let (start, word) = (format!("{subject} "), day.to_string());
    let is_it = |text: &str| text.starts_with(&start) && text.split(' ').any(|found| found == word);
    let number = read.text.lines().zip(1..).find(|(text, _)| is_it(text)).map_or(1, |(_, number)| number);
    let others = match days.len() - 1 {
        0 => String::new(),
        1 => ", and 1 other entry of the ledger has such a day".to_owned(),
        others => format!(", and {others} other entries of the ledger have such days"),
    };
    let message = format!("{day} has not come: today is {today}{others}");
    Some((number, message))
}

/// That there is none, where the plan asks for one.
fn missing(plan: &Plan) -> Option<Diagnostic> {
    let set = plan.file.as_ref()?.rules.iter().find(|set| set.rule == MISSING)?;
    let wanted = set.level != Setting::Allow;
    let message = format!("the plan has no `{}`", Ledger::NAME);
    wanted.then(|| {
        Diagnostic::error(MISSING, set.span, message).help(format!("`{}` begins it", typed("accept")))
    })
}

/// The line that an entry begins on.
fn line_of(ledger: &Ledger, subject: &Subject) -> Option<u32> {
    ledger.entry(subject).map(|entry| entry.line).filter(|line| *line > 0)
}

fn line(plan: &Plan, file: FileId, number: u32) -> Span {
    let range = plan.sources.file(file).line_range(number);
    Span { file, start: range.start as u32, end: range.end as u32 }
}
