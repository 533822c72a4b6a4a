//! Files that say of themselves that they are exported, and are no type's.

use letter_schema::plan::{Event as Existing, Plan};

use super::assign::{Problem, Stale};
use super::claims::{Claims, key_in, key_of};
use super::report::{Event, Report};

/// The file of a type that is no more; of one that is still there, what is to be done about it.
pub(super) fn judge(
    existing: &Existing,
    from: &str,
    reports: &[Report],
    events: &[(&Report, &Event)],
    claims: &Claims,
    plan: &Plan,
    shown: &dyn Fn(&str) -> String,
) -> Result<Stale, Problem> {
    let file = plan.sources.file(existing.file);
    let problem = |message: String, help: &str| {
        Err(Problem { message, place: shown(file.path()), help: help.to_owned() })
    };
    let copied = events.iter().enumerate().find_map(|(index, (report, event))| {
        let is_of = report.path == from || key_of(report, event) == key_in(existing);
        Some((claims.of.get(&index).filter(|_| is_of)?, report))
    });
    if let Some((other, report)) = copied {
        let other = shown(plan.sources.file(plan.events[*other].file).path());
        return problem(
            format!("`{}` has a file, {other}, of which this one looks like a copy", report.path),
            "delete one of the two; if people keep this one, remove `exported_from` from it",
        );
    }
    match reports.iter().find(|report| report.event.is_none() && report.path == from) {
        Some(report) if report.held => problem(
            format!("`{from}` is held to a file that people keep, and is not exported any more"),
            "remove `exported_from` if it is this file, else delete the file",
        ),
        Some(_) => problem(
            format!("`{from}` has type parameters, so it is many types, and is not exported any more"),
            "write the type without, or keep the file by hand: remove `exported_from` from it",
        ),
        None => {
            Ok(Stale { path: file.path().to_owned(), from: from.to_owned(), text: file.text().to_owned() })
        }
    }
}
