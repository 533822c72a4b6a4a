//! Changes as one JSON object.

use letter_schema::compare::{Audience, Change};
use serde::Serialize;
use serde_json::Value;

use crate::output::visible_json;

#[derive(Serialize)]
struct Document<'a> {
    breaking: bool,
    /// The version step: `null` if nothing changed.
    step: Option<&'static str>,
    changes: Vec<Item<'a>>,
}

#[derive(Serialize)]
struct Item<'a> {
    rule: &'a str,
    level: &'static str,
    #[serde(rename = "for")]
    audience: &'static str,
    file: &'a str,
    pointer: &'a str,
    message: String,
    witness: Option<Value>,
}

pub(super) fn text(changes: &[Change], audience: Audience) -> String {
    let item = |change| item(change, audience);
    let document = Document {
        breaking: changes.iter().any(|change| change.breaks(audience)),
        step: changes.iter().map(|change| change.step_for(audience)).max().map(|step| step.word()),
        changes: changes.iter().map(item).collect(),
    };
    let json = serde_json::to_string_pretty(&document).expect("strings and numbers are JSON");
    visible_json(&json) + "\n"
}

fn item(change: &Change, audience: Audience) -> Item<'_> {
    let witness = change.witness(audience);
    Item {
        rule: change.rule,
        level: if change.breaks(audience) { "breaking" } else { "compatible" },
        audience: change.audience(audience).word(),
        file: &change.file,
        pointer: &change.pointer,
        message: change.told(audience),
        witness: witness.and_then(|witness| serde_json::from_str(&witness.to_string()).ok()),
    }
}

#[cfg(test)]
mod tests {
    use letter_schema::compare::Audience;
    use letter_schema::rules;

    use crate::output::tests::golden;

    /// The example of every rule about changes, as `--format json` shows it.
    #[test]
    fn the_json_of_every_change() {
        let mut all = serde_json::Map::new();
        for (rule, before, after) in rules::change_examples() {
            let json = super::text(&rules::between(before, after), Audience::Both);
            all.insert(rule.to_owned(), serde_json::from_str(&json).unwrap());
        }
        golden("src/diff/changes.golden.json", &all);
    }
}
