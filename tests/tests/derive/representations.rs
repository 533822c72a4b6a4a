//! Violations name the place where serde writes a value, whatever its attributes say.

use std::collections::BTreeMap;

use letter::testing::Recorder;
use letter::{LetterEvent, PropertyValue};
use serde::Serialize;
use serde_json::{Value, json};

use crate::violations;

/// A value that breaks its constraint, wherever it stands.
#[derive(Clone, Serialize, PropertyValue)]
struct Bad(#[schemars(length(min = 1))] String);

fn bad() -> Bad {
    Bad(String::new())
}

/// The paths of all empty strings in what serde writes: where the violations have to be.
fn empty_strings(value: &Value, path: &str, found: &mut Vec<String>) {
    match value {
        Value::String(text) if text.is_empty() => found.push(path.to_owned()),
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                empty_strings(item, &format!("{path}[{index}]"), found);
            }
        }
        Value::Object(fields) => {
            for (key, value) in fields {
                let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                empty_strings(value, &path, found);
            }
        }
        _ => {}
    }
}

#[track_caller]
fn assert_places<E: LetterEvent>(event: &E) {
    let written = serde_json::to_value(event).unwrap();
    let mut expected = Vec::new();
    empty_strings(&written, "", &mut expected);
    let mut found: Vec<_> =
        event.validate().unwrap_err().iter().map(|violation| violation.path().to_owned()).collect();
    expected.sort();
    found.sort();
    assert!(!found.is_empty());
    assert_eq!(found, expected, "in {written}");
}

#[derive(Serialize, LetterEvent)]
#[letter(track)]
#[serde(rename_all = "camelCase")]
struct Renamed {
    first_field: Bad,
    #[serde(rename = "other_name")]
    second_field: Bad,
    #[serde(rename(serialize = "sent", deserialize = "read"))]
    third_field: Bad,
    r#type: Bad,
    nested: Vec<Option<Box<Bad>>>,
    map: BTreeMap<String, Bad>,
    tuple: (u8, Bad),
    pair: Pair,
    partly: Partly,
}

#[derive(Serialize, PropertyValue)]
struct Partly(
    #[serde(skip)]
    #[allow(dead_code, reason = "never sent, which is the point")]
    u8,
    Bad,
);

#[derive(Serialize, PropertyValue)]
struct Pair(Bad, Bad);

#[test]
fn structs() {
    assert_places(&Renamed {
        first_field: bad(),
        second_field: bad(),
        third_field: bad(),
        r#type: bad(),
        nested: vec![None, Some(Box::new(bad()))],
        map: [("key".to_owned(), bad())].into(),
        tuple: (1, bad()),
        pair: Pair(bad(), bad()),
        partly: Partly(0, bad()),
    });
}

#[derive(Serialize, LetterEvent)]
#[letter(track)]
struct Left {
    #[serde(skip)]
    #[allow(dead_code, reason = "never sent, which is the point")]
    skipped: Unsendable,
    #[serde(skip_serializing_if = "Option::is_none")]
    absent: Option<Bad>,
    #[serde(skip_serializing_if = "is_bad")]
    left_out: Bad,
    #[serde(flatten)]
    flat: Flat,
    #[serde(flatten)]
    further: BTreeMap<String, Bad>,
    #[serde(serialize_with = "as_zero")]
    as_zero: Unsendable,
    #[letter(unchecked)]
    unchecked: Foreign,
    present: Bad,
}

#[derive(Default)]
struct Unsendable;

#[derive(Serialize)]
struct Foreign;

#[derive(Serialize, PropertyValue)]
struct Flat {
    inner: Bad,
}

fn is_bad(bad: &Bad) -> bool {
    bad.0.is_empty()
}

fn as_zero<S: serde::Serializer>(_: &Unsendable, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_u8(0)
}

#[test]
fn fields_that_are_left_out_flattened_or_written_otherwise() {
    assert_places(&Left {
        skipped: Unsendable,
        absent: None,
        left_out: bad(),
        flat: Flat { inner: bad() },
        further: [("further".to_owned(), bad())].into(),
        as_zero: Unsendable,
        unchecked: Foreign,
        present: bad(),
    });
}

macro_rules! enum_event {
    ($name:ident, $($attr:tt)*) => {
        #[derive(Serialize, LetterEvent)]
        #[letter(track)]
        #[serde($($attr)*)]
        enum $name {
            Named { a_field: Bad, #[serde(rename = "b")] other: Bad },
            Newtype(Flat),
        }

        impl $name {
            fn all() -> [Self; 2] {
                [Self::Named { a_field: bad(), other: bad() }, Self::Newtype(Flat { inner: bad() })]
            }
        }
    };
}

enum_event!(External, rename_all = "snake_case");
enum_event!(Internal, tag = "type", rename_all_fields = "camelCase");
enum_event!(Adjacent, tag = "type", content = "content");
enum_event!(Untagged, untagged);

#[test]
fn enums_in_all_representations() {
    External::all().iter().for_each(assert_places);
    Internal::all().iter().for_each(assert_places);
    Adjacent::all().iter().for_each(assert_places);
    Untagged::all().iter().for_each(assert_places);
}

#[derive(Serialize, PropertyValue)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
enum Choice {
    UnitVariant,
    TupleVariant(u8, Bad),
    #[serde(rename = "one")]
    NewtypeVariant(Bad),
    #[serde(untagged)]
    Plain(Bad),
}

#[derive(Serialize, PropertyValue)]
#[serde(transparent)]
struct Transparent {
    inner: Bad,
}

#[derive(Serialize, LetterEvent)]
#[letter(track)]
#[serde(tag = "kind")]
struct Tagged {
    choices: Vec<Choice>,
    transparent: Transparent,
}

#[test]
fn enums_inside_of_events() {
    let choices = vec![
        Choice::UnitVariant,
        Choice::TupleVariant(1, bad()),
        Choice::NewtypeVariant(bad()),
        Choice::Plain(bad()),
    ];
    assert_places(&Tagged { choices, transparent: Transparent { inner: bad() } });
}

#[derive(Serialize, LetterEvent)]
#[letter(track)]
struct LoggedOut;

#[derive(Serialize, LetterEvent)]
#[letter(track)]
struct Strange {
    #[serde(rename = "a b\"c\\")]
    quoted: Bad,
    #[serde(rename = "+1")]
    plus: u8,
}

#[test]
fn a_unit_struct_has_no_properties_and_strange_names_stay() {
    let recorder = Recorder::new();
    recorder.client().track("u", LoggedOut).unwrap();
    recorder.client().track("u", Strange { quoted: Bad("x".into()), plus: 1 }).unwrap();
    let sent = recorder.sent();
    assert_eq!(sent[0].body(), &json!({}));
    assert_eq!(sent[1].body(), &json!({ "a b\"c\\": "x", "+1": 1 }));
    let strange = Strange { quoted: bad(), plus: 1 };
    assert_eq!(violations(&strange), [r#"["a b\"c\\"]: minLength"#]);
}
