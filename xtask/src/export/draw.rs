//! From what a type reports to the text of its schema file.

use std::collections::BTreeSet;

use serde_json::Value;

use super::closed::close_all;
use super::facts::tell;
use super::plain::{one_text, one_value, whole_numbers};
use super::report::{Call, Event, Report};
use super::subschemas::each;
use super::tree::Tree;

const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

/// The schema file of an event, without what people have added to it, and the types inside of it that tell nothing of
/// their fields.
pub(super) fn file(report: &Report, event: &Event) -> Option<(Tree, BTreeSet<String>)> {
    let mut root = report.schema.clone()?;
    if let Some(Tree::Object(definitions)) = root.get_mut("$defs") {
        definitions.sort_by(|(one, _), (other, _)| one.cmp(other));
    }
    let untold =
        report.content.as_ref().map(|content| tell(&mut root, content, &report.types)).unwrap_or_default();
    each(&mut root, &mut |schema| {
        whole_numbers(schema);
        one_value(schema);
        one_text(schema);
    });
    close_all(&mut root);
    let description =
        root.remove("description").filter(|text| text.as_str().is_some_and(|text| !text.is_empty()));
    root.set("$schema", Tree::text(DIALECT));
    root.set("title", Tree::text(report.ident()));
    if let Some(description) = description {
        root.set("description", description);
    }
    root.set("x-letter", extension(report, event));
    Some((root, untold))
}

fn extension(report: &Report, event: &Event) -> Tree {
    let yes = || Tree::Scalar(Value::Bool(true));
    let mut members = vec![match event.kind {
        Call::Track => ("track".to_owned(), Tree::text(&event.name)),
        Call::Identify => ("identify".to_owned(), yes()),
        Call::Group => ("group".to_owned(), yes()),
    }];
    let mut text = |key: &str, text: &str| {
        if !text.is_empty() {
            members.push((key.to_owned(), Tree::text(text)));
        }
    };
    text("owner", &event.owner);
    text("since", &event.since);
    text("status", if event.deprecated { "deprecated" } else { "" });
    text("replaced_by", &event.replaced_by);
    text("exported_from", &report.path);
    if !event.tags.is_empty() {
        members.push(("tags".to_owned(), Tree::Array(event.tags.iter().map(Tree::text).collect())));
    }
    Tree::Object(members)
}
