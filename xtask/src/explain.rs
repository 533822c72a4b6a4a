//! `cargo xtask explain`: the documentation of rules.

use std::io::Write as _;
use std::process::ExitCode;

use letter_schema::{rules, suggest};

use crate::called::typed;
use crate::failure::Failure;
use crate::output::visible;

/// Prints what a rule asks for, why, and an example; without a rule, lists them all.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The id that stands in brackets behind `error` or `warning`.
    rule: Option<String>,

    /// Prints the page that documents all rules.
    #[arg(long, conflicts_with = "rule")]
    markdown: bool,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let text = match &arguments.rule {
        // The page of all rules is the same for everybody; here somebody types what is read next.
        Some(id) => rules::text(rules::find(id).ok_or_else(|| unknown(id))?)
            .replace("`cargo xtask ", &format!("`{}", typed(""))),
        None if arguments.markdown => rules::page(),
        None => list(),
    };
    // Whoever reads may have gone.
    let _ = std::io::stdout().write_all(text.as_bytes());
    Ok(ExitCode::SUCCESS)
}

fn unknown(id: &str) -> Failure {
    let near = suggest::nearest(id, rules::all().map(|rule| rule.id));
    let help = near.map_or_else(
        || "`explain` without a rule lists them".to_owned(),
        |near| format!("did you mean `{near}`?"),
    );
    Failure::new(format!("there is no rule `{}`: {help}", visible(id)))
}

fn list() -> String {
    let width = rules::all().map(|rule| rule.id.len()).max().unwrap_or(0);
    let mut text = String::new();
    for family in rules::FAMILIES {
        text += &format!("{}\n", family.title);
        for rule in family.rules {
            text += &format!("  {:width$}  {:5}  {}\n", rule.id, rule.level.name(), rule.summary);
        }
        text.push('\n');
    }
    text + "`explain RULE` says more of one; `plan.json` sets their levels.\n"
}
