//! What is known of a request's body, checked: the batch, its size, the fields of each item.

use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Map, Value};

use super::Received;
use crate::Kind;

/// The most items that any official client puts into a request.
const MAX_ITEMS: usize = 100;

/// Reads the items of a batch.
///
/// # Errors
/// The first fault, in words that name the item.
pub(super) fn read_batch(body: &[u8]) -> Result<Vec<Received>, String> {
    #[derive(Deserialize)]
    struct Batch {
        batch: Vec<Box<RawValue>>,
    }
    let Batch { batch } = serde_json::from_slice(body).map_err(|error| {
        if error.is_data() {
            format!("the body must be {{\"batch\": [item, …]}}: {error}")
        } else {
            format!("the body is not JSON: {error}")
        }
    })?;
    if batch.len() > MAX_ITEMS {
        return Err(format!("the batch has {} items; at most {MAX_ITEMS} are allowed", batch.len()));
    }
    let read = |(at, raw)| read_item(raw, None).map_err(|fault| format!("batch[{at}]{fault}"));
    batch.into_iter().enumerate().map(read).collect()
}

/// Reads the one item of a request to `/v1/identify`, `/v1/group` or `/v1/track`.
///
/// # Errors
/// The first fault, in words.
pub(super) fn read_single(kind: Kind, body: &[u8]) -> Result<Vec<Received>, String> {
    let raw = serde_json::from_slice(body).map_err(|error| format!("the body is not JSON: {error}"))?;
    read_item(raw, Some(kind)).map(|item| vec![item]).map_err(|fault| format!("body{fault}"))
}

/// Reads one item; where its kind is known by the path, it need not name it.
fn read_item(raw: Box<RawValue>, of_path: Option<Kind>) -> Result<Received, String> {
    let value: Value =
        serde_json::from_str(raw.get()).map_err(|error| format!(" cannot be read: {error}"))?;
    let Value::Object(item) = &value else {
        return Err(format!(" must be an object, but is {}", name_of(&value)));
    };
    let kind = match (item.get("type"), of_path) {
        (None, Some(kind)) => kind,
        (Some(Value::String(name)), path) => match (kind_of(name), path) {
            (Some(kind), None) => kind,
            (Some(kind), Some(path)) if kind == path => kind,
            (Some(_), Some(path)) => {
                return Err(format!(".type is `{name}`, but the path is /v1/{}", kind_name(path)));
            }
            (None, _) => {
                return Err(format!(".type must be `identify`, `group` or `track`, but is `{name}`"));
            }
        },
        (_, _) => return Err(".type must be `identify`, `group` or `track`".to_owned()),
    };
    let (required, object, optional): (&[&str], _, &[&str]) = match kind {
        Kind::Identify => (&["userId", "messageId"], "traits", &["email", "timezone", "timestamp"]),
        Kind::Group => (&["userId", "accountId", "messageId"], "traits", &["name", "timestamp"]),
        Kind::Track => (&["userId", "event", "messageId"], "properties", &["timestamp"]),
    };
    for key in required {
        required_text(item, key)?;
    }
    match item.get(object) {
        Some(Value::Object(_)) => {}
        Some(other) => return Err(format!(".{object} must be an object, but is {}", name_of(other))),
        None => return Err(format!(".{object} is missing; without any it is `{{}}`")),
    }
    for key in optional {
        match item.get(*key) {
            None | Some(Value::String(_)) => {}
            Some(other) => {
                let is = name_of(other);
                return Err(format!(".{key} must be a string or be left out, but is {is}"));
            }
        }
    }
    Ok(Received::new(kind, raw, value))
}

fn required_text(item: &Map<String, Value>, key: &str) -> Result<(), String> {
    match item.get(key) {
        Some(Value::String(text)) if !text.is_empty() => Ok(()),
        Some(Value::String(_)) => Err(format!(".{key} must not be empty")),
        Some(other) => Err(format!(".{key} must be a string, but is {}", name_of(other))),
        None => Err(format!(".{key} is missing")),
    }
}

pub(super) fn kind_of(name: &str) -> Option<Kind> {
    match name {
        "identify" => Some(Kind::Identify),
        "group" => Some(Kind::Group),
        "track" => Some(Kind::Track),
        _ => None,
    }
}

fn kind_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Identify => "identify",
        Kind::Group => "group",
        Kind::Track => "track",
    }
}

fn name_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}

#[cfg(test)]
mod tests {
    use super::{read_batch, read_single};
    use crate::Kind;

    fn fault_of(item: &str) -> String {
        read_batch(format!(r#"{{"batch":[{item}]}}"#).as_bytes()).unwrap_err()
    }

    #[test]
    fn the_items_of_the_official_clients_are_in_order() {
        let body = r#"{"batch":[
            {"type":"identify","userId":"u","traits":{},"messageId":"1","email":"a@example.com"},
            {"type":"group","userId":"u","accountId":"a","traits":{"mrr":4.5},"messageId":"2"},
            {"type":"track","userId":"u","event":"E","properties":{},"messageId":"3","timestamp":"2026-03-01"}
        ]}"#;
        let items = read_batch(body.as_bytes()).unwrap();
        let kinds: Vec<Kind> = items.iter().map(|item| item.kind()).collect();
        assert_eq!(kinds, [Kind::Identify, Kind::Group, Kind::Track]);
        assert!(read_batch(br#"{"batch":[]}"#).unwrap().is_empty());
    }

    #[test]
    fn a_fault_names_the_item_and_the_field() {
        for (item, fault) in [
            ("7", "batch[0] must be an object, but is a number"),
            ("{}", "batch[0].type must be `identify`, `group` or `track`"),
            (r#"{"type":"alias"}"#, "batch[0].type must be `identify`, `group` or `track`, but is `alias`"),
            (r#"{"type":"track","userId":7}"#, "batch[0].userId must be a string, but is a number"),
            (r#"{"type":"track","userId":""}"#, "batch[0].userId must not be empty"),
            (r#"{"type":"track","userId":"u"}"#, "batch[0].event is missing"),
            (r#"{"type":"group","userId":"u","messageId":"1"}"#, "batch[0].accountId is missing"),
            (r#"{"type":"track","userId":"u","event":"E"}"#, "batch[0].messageId is missing"),
            (
                r#"{"type":"track","userId":"u","event":"E","messageId":"1"}"#,
                "batch[0].properties is missing; without any it is `{}`",
            ),
            (
                r#"{"type":"identify","userId":"u","messageId":"1","traits":[]}"#,
                "batch[0].traits must be an object, but is an array",
            ),
            (
                r#"{"type":"identify","userId":"u","messageId":"1","traits":{},"email":null}"#,
                "batch[0].email must be a string or be left out, but is null",
            ),
        ] {
            assert_eq!(fault_of(item), fault);
        }
    }

    #[test]
    fn a_body_that_is_no_batch_is_refused() {
        for body in ["", "{", "[]", "{}", r#"{"batch":{}}"#, r#"{"batch":[NaN]}"#] {
            assert!(read_batch(body.as_bytes()).unwrap_err().starts_with("the body "), "{body}");
        }
        let deep = format!("{}{}", r#"{"type":"#.repeat(10_000), "1".repeat(10_000));
        read_batch(deep.as_bytes()).unwrap_err();
        let items = |count| format!(r#"{{"batch":[{}]}}"#, vec!["{}"; count].join(","));
        assert!(read_batch(items(100).as_bytes()).unwrap_err().starts_with("batch[0]"));
        assert!(read_batch(items(101).as_bytes()).unwrap_err().starts_with("the batch has 101 items"));
    }

    #[test]
    fn the_path_of_a_single_item_says_its_type() {
        let item = br#"{"userId":"u","event":"E","properties":{},"messageId":"1"}"#;
        assert_eq!(read_single(Kind::Track, item).unwrap()[0].kind(), Kind::Track);
        let fault = read_single(Kind::Group, br#"{"type":"track"}"#).unwrap_err();
        assert_eq!(fault, "body.type is `track`, but the path is /v1/group");
    }
}
