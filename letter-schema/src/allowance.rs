//! `"x-letter": { "allow": […] }`: findings that a file or a property may have, each with a reason.

use crate::diagnostic::Diagnostics;
use crate::json::{Json, Value};
use crate::source::Span;
use crate::x_letter::{expected, is_object, text, unknown};

/// Leave for one rule at one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allowance {
    /// Where it stands.
    pub span: Span,
    /// The rule, and where it is named.
    pub rule: Option<(String, Span)>,
    /// Why it is allowed.
    pub reason: Option<String>,
    /// The last day on which it is allowed, as it is written, and where.
    pub until: Option<(String, Span)>,
}

const KEYS: &[&str] = &["rule", "reason", "until"];

pub(crate) fn read(json: &Json, found: &mut Diagnostics) -> Vec<Allowance> {
    let Value::Array(items) = &json.value else {
        expected(json, "an array of objects with `rule` and `reason`", found);
        return Vec::new();
    };
    let mut read = Vec::new();
    for item in items {
        if is_object(item, found) {
            read.push(one(item, found));
        }
    }
    read
}

fn one(json: &Json, found: &mut Diagnostics) -> Allowance {
    let mut read = Allowance { span: json.span, rule: None, reason: None, until: None };
    for member in json.members() {
        let value = &member.value;
        match member.key.as_str() {
            "rule" => read.rule = text(value, found).map(|rule| (rule, value.span)),
            "reason" => read.reason = text(value, found),
            "until" => read.until = text(value, found).map(|until| (until, value.span)),
            _ => unknown(member, json, KEYS, found),
        }
    }
    read
}
