//! Rules about files that are exported from Rust: `check --export` asks the types.

use super::rule::{Family, Rule, Settable, Setting};

pub(super) const FAMILY: Family = Family {
    title: "Types in Rust",
    about: "What `check --export` finds by building the workspace and asking its types. `x-letter` says of a file that is \
            exported which type it comes from; all others are kept by people, and none of these rules is about them.",
    rules: &[
        asked(
            "export-differs",
            "A file says something else than the type that it is exported from.",
            "Readers go by the file, and the type is what is sent. Run `cargo xtask export`.",
        ),
        asked(
            "export-missing",
            "A type is sent, and the plan has no file of it.",
            "Nobody can look up what it means. Run `cargo xtask export`.",
        ),
        asked(
            "export-left-over",
            "The type that a file is exported from is no more.",
            "The plan promises an event that no code sends. `cargo xtask export --prune` deletes the file; to keep it as one \
             that is not sent any more, remove `exported_from` and set its `status` to `removed`.",
        ),
        asked(
            "export-refused",
            "A type cannot be exported.",
            "It has no schema, its event is that of another type or of a file that people keep, or no plan can have its schema.",
        ),
    ],
};

/// It takes a build to show.
const fn asked(id: &'static str, summary: &'static str, reason: &'static str) -> Rule {
    Rule {
        id,
        level: Setting::Error,
        settable: Settable::Yes,
        summary,
        reason,
        invalid: &[],
        valid: &[],
        check: None,
    }
}
