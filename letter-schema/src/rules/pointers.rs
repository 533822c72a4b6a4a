//! The JSON pointers of findings that were made where only the place was known.

use crate::diagnostic::Diagnostic;
use crate::json::{Json, Value};
use crate::plan::Plan;
use crate::read::escape;
use crate::source::Span;

/// Gives a finding the pointer of its place, if it has none and the file is JSON.
pub(super) fn complete(plan: &Plan, mut diagnostic: Diagnostic) -> Diagnostic {
    if let Some(span) = diagnostic.span.filter(|_| diagnostic.pointer.is_empty())
        && let Some(json) = plan.json(span.file)
    {
        diagnostic.pointer = pointer(json, span);
    }
    diagnostic
}

/// The way to the smallest value that a place is in, or whose key it is.
fn pointer(mut json: &Json, span: Span) -> String {
    let mut pointer = String::new();
    while json.span != span {
        let inside = match &json.value {
            // Both are in the order of the file.
            Value::Object(members) => {
                let behind = members.partition_point(|member| member.key_span.start <= span.start);
                behind.checked_sub(1).map(|at| (escape(&members[at].key), &members[at].value))
            }
            Value::Array(items) => {
                let behind = items.partition_point(|item| item.span.start <= span.start);
                behind.checked_sub(1).map(|at| (at.to_string(), &items[at]))
            }
            _ => None,
        };
        let Some((step, next)) = inside.filter(|(_, next)| span.end <= next.span.end) else { break };
        pointer.push('/');
        pointer.push_str(&step);
        if span.start < next.span.start {
            // It is the key.
            break;
        }
        json = next;
    }
    pointer
}

#[cfg(test)]
mod tests {
    use super::pointer;
    use crate::diagnostic::Diagnostics;
    use crate::json::parse;
    use crate::source::{Sources, Span};

    #[test]
    fn places_have_ways_to_them() {
        let text = r#"{ "a/b": { "c": [1, { "d": "e" }] }, "f": 2 }"#;
        let mut sources = Sources::default();
        let file = sources.add("a.json", text);
        let json = parse(file, sources.file(file), &mut Diagnostics::default()).expect("it is JSON");
        for (place, way) in [
            (text, ""),
            (r#""a/b""#, "/a~1b"),
            (r#""c""#, "/a~1b/c"),
            ("1", "/a~1b/c/0"),
            (r#"{ "d": "e" }"#, "/a~1b/c/1"),
            (r#""d""#, "/a~1b/c/1/d"),
            (r#""e""#, "/a~1b/c/1/d"),
            ("2", "/f"),
        ] {
            let start = text.find(place).expect("it is there");
            let span = Span { file, start: start as u32, end: (start + place.len()) as u32 };
            assert_eq!(pointer(&json, span), way, "{place}");
        }
    }
}
