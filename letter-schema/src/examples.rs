//! `examples` and `default`, held to the schema that they stand in.

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::json::Json;
use crate::plan::Plan;
use crate::schema::SchemaId;
use crate::validate::Validator;

/// Reports every example and default that is not valid under its own schema.
pub fn check(plan: &Plan, found: &mut Diagnostics) {
    let validator = Validator::new(&plan.schemas);
    for id in plan.schemas.ids() {
        let Some(keywords) = plan.schemas.keywords(id) else { continue };
        for example in &keywords.examples {
            report(plan, &validator, id, example, ("example-invalid", "example", "examples"), found);
        }
        if let Some(default) = &keywords.default {
            report(plan, &validator, id, default, ("default-invalid", "default", "default"), found);
        }
    }
}

fn report(
    plan: &Plan,
    validator: &Validator<'_>,
    id: SchemaId,
    value: &Json,
    (rule, what, keyword): (&'static str, &str, &str),
    found: &mut Diagnostics,
) {
    let faults = validator.faults(id, value);
    let Some(first) = faults.first() else { return };
    let at = if first.pointer.is_empty() { "it".to_owned() } else { format!("`{}`", first.pointer) };
    let more = match faults.len() {
        1 => String::new(),
        count => format!(", and {} more", count - 1),
    };
    let message = format!("this {what} is not valid under its own schema: {at} {}{more}", first.rule);
    let schema = plan.schemas.get(id);
    let mut diagnostic = Diagnostic::error(rule, value.span, message)
        .pointer(format!("{}/{keyword}", schema.pointer))
        .help(format!("correct the {what}, or the schema if the {what} is right"));
    if let Some(span) = plan.schemas.keywords(id).and_then(|keywords| keywords.span_of(first.keyword)) {
        diagnostic = diagnostic.note(span, "which is asked for here");
    }
    found.push(diagnostic);
}
