//! Rules about the ledger: what `check` says where the plan and `letter.lock` differ.

use super::rule::{Family, Rule, Settable, Setting};

/// A plan that has no ledger.
pub const MISSING: &str = "ledger-missing";
/// A change that was not accepted.
pub const BEHIND: &str = "ledger-behind";
/// Days that have not come.
pub const FUTURE: &str = "ledger-in-future";
/// Marks that a merge left.
pub const CONFLICT: &str = "ledger-conflict";
/// A line, or a file, that cannot be read.
pub const SYNTAX: &str = "ledger-syntax";

pub(super) const FAMILY: Family = Family {
    title: "Ledger",
    about: "`letter.lock` in the plan's folder holds what the plan was when it was last accepted, and every change \
            since. `cargo xtask accept` begins it and brings it up to date.",
    rules: &[
        rule(
            MISSING,
            Setting::Allow,
            Settable::Yes,
            "A plan has a ledger.",
            "Without one nobody has to say why something breaks, and the catalog knows dates from git alone.",
        ),
        rule(
            BEHIND,
            Setting::Error,
            Settable::Yes,
            "The ledger says what the plan says.",
            "A change that nobody accepted is one that nobody decided. In a pull request the lines that `accept` adds \
             tell in words what changes for whom.",
        ),
        rule(
            FUTURE,
            Setting::Warn,
            Settable::Yes,
            "The days in the ledger have come.",
            "The catalog shows them as the past, and `accept` refuses to go on before the last of them. They were written \
             with a clock that was wrong, or by hand.",
        ),
        rule(
            CONFLICT,
            Setting::Error,
            Settable::No,
            "The ledger has no marks of a merge.",
            "Merge the schema files first; `accept` then takes the ledger's lines of both sides. With \
             `schemas/letter.lock merge=union` in `.gitattributes` git does the same by itself.",
        ),
        rule(
            SYNTAX,
            Setting::Error,
            Settable::No,
            "The ledger can be read.",
            "What was accepted cannot be told from lines that were changed by hand, or by newer tools.",
        ),
    ],
};

/// They take a ledger to show, and not a plan alone.
const fn rule(
    id: &'static str,
    level: Setting,
    settable: Settable,
    summary: &'static str,
    reason: &'static str,
) -> Rule {
    Rule { id, level, settable, summary, reason, invalid: &[], valid: &[], check: None }
}
