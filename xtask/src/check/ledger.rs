//! What the ledger has to say of a plan, as findings.

use std::path::Path;

use letter_schema::compare::Audience;
use letter_schema::diagnostic::Diagnostic;
use letter_schema::ledger::{Ledger, ProblemKind, Subject};
use letter_schema::plan::Plan;
use letter_schema::rules::Setting;
use letter_schema::rules::ledger::{BEHIND, CONFLICT, MISSING, SYNTAX};
use letter_schema::source::{FileId, Span};

use crate::diff;
use crate::failure::Failure;
use crate::ledger_file::{LedgerFile, help};

/// How a plan in a folder differs from its ledger. The ledger becomes one of the plan's sources.
///
/// # Errors
/// When there is a ledger that is no text.
pub(super) fn findings(folder: &Path, plan: &mut Plan) -> Result<Vec<Diagnostic>, Failure> {
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
    // What could not be read would seem to have gone.
    if plan.found.has_errors() {
        return Ok(Vec::new());
    }
    let drift = read.ledger.drift(plan);
    let found = drift.unaccepted.iter().map(|one| {
        let mut found = diff::diagnostic(&one.change, Audience::Both);
        found.message = format!("not accepted: {} ({})", found.message, one.change.rule);
        let breaks = one.change.breaks(Audience::Both);
        let how = if breaks {
            "`cargo xtask accept --reason \"…\"` records it"
        } else {
            "`cargo xtask accept` records it"
        };
        found.help = Some(match found.help {
            Some(proof) => format!("{how}; {proof}"),
            None => how.to_owned(),
        });
        found.rule = BEHIND;
        found.span =
            found.span.or_else(|| line_of(&read.ledger, &one.subject).map(|at| line(plan, file, at)));
        found
    });
    Ok(found.collect())
}

/// That there is none, where the plan asks for one.
fn missing(plan: &Plan) -> Option<Diagnostic> {
    let set = plan.file.as_ref()?.rules.iter().find(|set| set.rule == MISSING)?;
    let wanted = set.level != Setting::Allow;
    let message = format!("the plan has no `{}`", Ledger::NAME);
    wanted.then(|| Diagnostic::error(MISSING, set.span, message).help("`cargo xtask accept` begins it"))
}

/// The line that an entry begins on.
fn line_of(ledger: &Ledger, subject: &Subject) -> Option<u32> {
    ledger.entry(subject).map(|entry| entry.line).filter(|line| *line > 0)
}

fn line(plan: &Plan, file: FileId, number: u32) -> Span {
    let range = plan.sources.file(file).line_range(number);
    Span { file, start: range.start as u32, end: range.end as u32 }
}
