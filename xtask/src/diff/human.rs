//! Changes for people: the breaking ones first.

use std::fmt::Write as _;

use letter_schema::compare::{Audience, Change};

use crate::output::{counted, visible, visible_json};

const RED: &str = "\x1b[1;31m";
const GREEN: &str = "\x1b[32m";
const PLAIN: &str = "\x1b[0m";

/// All changes, and what they add up to.
pub(super) fn text(changes: &[Change], audience: Audience, colour: bool) -> String {
    let (breaking, compatible): (Vec<&Change>, Vec<&Change>) =
        changes.iter().partition(|change| change.breaks(audience));
    let mut text = String::new();
    for change in &breaking {
        let whom = match change.audience(audience) {
            Audience::Both => "producers and consumers",
            one => one.word(),
        };
        let head = painted(&format!("breaks {whom}[{}]", change.rule), RED, colour);
        let _ = writeln!(text, "{head}: {}", visible(&change.told(audience)));
        let _ = writeln!(text, "  --> {}", place(change));
        let sides = [
            (Audience::Producers, &change.producers, "valid in the old plan, refused by the new one"),
            (Audience::Consumers, &change.consumers, "valid in the new plan, refused by the old one"),
        ];
        for (whom, verdict, proof) in sides {
            if let Some(witness) =
                verdict.witness().filter(|_| audience == Audience::Both || audience == whom)
            {
                let _ = writeln!(text, "  {proof}:\n    {}", visible_json(&witness.to_string()));
            }
        }
        text.push('\n');
    }
    for change in &compatible {
        let head = painted(&format!("compatible[{}]", change.rule), GREEN, colour);
        let _ = writeln!(text, "{head}: {} ({})", visible(&change.told(audience)), place(change));
    }
    if !compatible.is_empty() {
        text.push('\n');
    }
    text + &summary(changes, audience, breaking.len())
}

fn summary(changes: &[Change], audience: Audience, breaking: usize) -> String {
    let Some(step) = changes.iter().map(|change| change.step_for(audience)).max() else {
        return "nothing changed\n".to_owned();
    };
    format!("{}, {breaking} breaking: a {} step\n", counted(changes.len(), "change"), step.word())
}

fn place(change: &Change) -> String {
    if change.pointer.is_empty() {
        visible(&change.file)
    } else {
        visible(&format!("{}#{}", change.file, change.pointer))
    }
}

fn painted(text: &str, colour: &str, on: bool) -> String {
    if on { format!("{colour}{text}{PLAIN}") } else { text.to_owned() }
}
