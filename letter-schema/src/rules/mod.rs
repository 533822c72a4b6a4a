//! The rules of plans: what reading reports, and lints; each with its documentation and its examples.
//!
//! A file for each family. [`check`] is everything that is wrong with a plan, at the levels that the plan
//! asks for.

mod allowing;
mod changed;
mod changes;
mod consistency;
mod date;
mod effect;
mod exporting;
mod files;
pub mod ledger;
mod levels;
mod lifecycle;
mod metadata;
mod naming;
mod page;
mod pointers;
mod privacy;
mod reading;
mod rule;
mod shape;
mod slips;
mod survey;
mod units;

use std::collections::HashSet;

use crate::diagnostic::{Diagnostic, Diagnostics, Level};
use crate::plan::Plan;
use crate::source::Span;
use crate::{examples, lower};

pub use date::Date;
pub use page::{between, change_examples, page, text};
pub use rule::{Family, Files, Rule, Settable, Setting};

/// Every rule, in the order of their documentation.
pub const FAMILIES: &[&Family] = &[
    &files::FAMILY,
    &reading::FAMILY,
    &naming::FAMILY,
    &metadata::FAMILY,
    &shape::FAMILY,
    &effect::FAMILY,
    &privacy::FAMILY,
    &consistency::FAMILY,
    &lifecycle::FAMILY,
    &allowing::FAMILY,
    &ledger::FAMILY,
    &changes::FAMILY,
    &exporting::FAMILY,
];

/// Every rule, in the order of their documentation.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    FAMILIES.iter().flat_map(|family| family.rules)
}

/// The rule of an id.
#[must_use]
pub fn find(id: &str) -> Option<&'static Rule> {
    all().find(|rule| rule.id == id)
}

/// Everything that is wrong with a plan on a day, at the levels that the plan asks for. `further` is what
/// was found by comparing the plan with something else; it is held to the same levels and allowances.
#[must_use]
pub fn check(plan: &Plan, today: Date, further: impl IntoIterator<Item = Diagnostic>) -> Diagnostics {
    let mut found = plan.found.clone();
    let survey = survey::Survey::new(plan, today);
    for check in all().filter_map(|rule| rule.check) {
        check(&survey, &mut found);
    }
    // That no value of a required name is valid is said better by the rule that the name is not declared.
    let undeclared: HashSet<Option<Span>> =
        found.iter().filter(|found| found.rule == effect::UNDECLARED).map(|found| found.span).collect();
    let mut lowered = Diagnostics::default();
    let _ = lower::lower(plan, &mut lowered);
    examples::check(plan, &mut lowered);
    let again = |found: &Diagnostic| found.level == Level::Warning && undeclared.contains(&found.span);
    for diagnostic in lowered.into_iter().filter(|found| !again(found)).chain(further) {
        found.push(diagnostic);
    }
    let settled = levels::settle(plan, today, found).into_iter();
    let mut completed = Diagnostics::default();
    for diagnostic in settled {
        completed.push(pointers::complete(plan, diagnostic));
    }
    completed
}
