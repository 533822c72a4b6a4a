//! What an export says.

use std::fmt::Write as _;

use similar::TextDiff;

use super::assign::{Export, Problem};
use super::order::order;
use super::tree::Tree;
use crate::output::{one_line, visible};

/// What is to be mended.
pub(super) fn problems(problems: &[Problem]) -> String {
    let mut text = String::new();
    for Problem { message, place, help } in problems {
        let _ = writeln!(
            text,
            "error: {}\n  --> {}\n  help: {}",
            one_line(message),
            one_line(place),
            one_line(help)
        );
    }
    text
}

/// What writing would change.
pub(super) fn difference(export: &Export, folder: &str) -> String {
    let mut text = String::new();
    for file in &export.files {
        let before = file.before.as_deref().unwrap_or_default();
        if before != file.after {
            // Without what only is laid out otherwise.
            let old = serde_json::from_str::<Tree>(before).map(|mut tree| {
                order(&mut tree);
                tree.file()
            });
            let old = old.as_deref().unwrap_or(before);
            one_difference(&mut text, &format!("{folder}/{}", file.path), old, &file.after);
        }
    }
    text
}

fn one_difference(text: &mut String, path: &str, before: &str, after: &str) {
    let path = visible(path);
    let from = if before.is_empty() { "/dev/null".to_owned() } else { format!("a/{path}") };
    let diff = TextDiff::from_lines(before, after);
    let diff = diff.unified_diff().context_radius(3).header(&from, &format!("b/{path}")).to_string();
    for line in diff.lines() {
        let _ = writeln!(text, "{}", visible(line));
    }
}
