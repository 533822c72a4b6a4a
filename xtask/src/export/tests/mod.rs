//! Types that reported themselves, held against a plan.

mod additions;
mod checks;
mod fields;
mod files;
mod schemas;

use std::path::Path;

use letter_schema::plan::Plan;
use serde_json::{Value, json};

use super::assign::{Export, Options, assign};
use super::report::Report;

fn paid() -> Value {
    json!({
        "type": "shop::OrderPaid", "file": "src/events.rs", "line": 7,
        "event": {
            "kind": "track", "name": "Order Paid", "description": "A customer paid.", "owner": "", "tags": [],
            "since": "", "deprecated": false, "replaced_by": "",
        },
        "content": { "type": "shop::OrderPaid" },
        "types": { "shop::OrderPaid": { "form": "struct", "parts": [named("", &[])] } },
        "schema": {
            "title": "OrderPaid", "description": "A customer paid.", "type": "object",
            "properties": { "total": { "type": "integer", "format": "uint8", "minimum": 0, "maximum": 255 } },
            "required": ["total"],
        },
    })
}

/// What a type with these fields tells, or a variant with this name.
fn named(name: &str, fields: &[Value]) -> Value {
    json!({ "name": name, "tag": null, "content": null, "style": "named", "fields": fields })
}

/// The same of fields without names.
fn unnamed(name: &str, style: &str, fields: &[Value]) -> Value {
    json!({ "name": name, "tag": null, "content": null, "style": style, "fields": fields })
}

fn field(key: &str, pii: &str, content: &Value) -> Value {
    json!({ "key": key, "pii": pii, "lift": "", "never_null": false, "flatten": false, "content": content })
}

/// The same with some values changed.
fn but(mut report: Value, changes: &[(&str, Value)]) -> Value {
    for (pointer, value) in changes {
        *report.pointer_mut(pointer).unwrap() = value.clone();
    }
    report
}

fn export_with(reports: &[Value], files: &[(&str, &str)], adopt: bool) -> Export {
    let reports: Vec<Report> =
        reports.iter().map(|report| serde_json::from_value(report.clone()).unwrap()).collect();
    let files = files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
    let plan = Plan::read(files, &mut |_| None);
    assign(
        &reports,
        &plan,
        Options { folder: Path::new("plan"), adopt },
        &|path| !path.starts_with("other::"),
        &|_| Some("shop".to_owned()),
    )
}

fn export(reports: &[Value], files: &[(&str, &str)]) -> Export {
    export_with(reports, files, false)
}

/// The one file of an export, as JSON.
fn written(export: &Export) -> Value {
    assert_eq!((export.files.len(), &export.problems[..]), (1, &[][..]), "{export:?}");
    serde_json::from_str(&export.files[0].after).unwrap()
}

fn problem(export: &Export) -> String {
    let [problem] = &export.problems[..] else { panic!("{:?}", export.problems) };
    format!("{} @ {} @ {}", problem.message, problem.place, problem.help)
}
