//! `validate` and the schema that schemars writes agree: a value is valid for both, or for neither.

use std::cell::Cell;

use jsonschema::Validator;
use letter::{LetterEvent, PropertyValue};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde::Serialize;

#[derive(Debug, Serialize, JsonSchema, LetterEvent)]
#[letter(track)]
#[serde(rename_all = "camelCase")]
struct Everything {
    #[schemars(length(min = 2, max = 4))]
    short_text: String,
    #[schemars(length(min = 1))]
    maybe_text: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 2), inner(range(min = 3, max = 6)))]
    numbers: Option<Vec<u8>>,
    #[schemars(range(min = -10, max = 10))]
    integer: i64,
    #[schemars(range(min = -1.5, max = 1.5))]
    float: f64,
    #[schemars(regex(pattern = "^[ab]+$"))]
    code: String,
    #[schemars(contains(pattern = "a.b"))]
    part: String,
    #[schemars(ipv4)]
    address: String,
    choice: Choice,
    #[serde(flatten)]
    flat: Flat,
}

#[derive(Debug, Clone, Serialize, JsonSchema, PropertyValue)]
#[serde(tag = "type", rename_all = "snake_case")]
enum Choice {
    NoContent,
    Named {
        #[schemars(length(equal = 3))]
        code: String,
    },
    Wrapped(Inner),
}

#[derive(Debug, Clone, Serialize, JsonSchema, PropertyValue)]
struct Inner {
    #[schemars(range(max = 5))]
    level: u32,
}

#[derive(Debug, Clone, Serialize, JsonSchema, PropertyValue)]
struct Flat {
    #[schemars(length(max = 1))]
    tags: Vec<String>,
}

fn text(letters: &'static str, most: usize) -> impl Strategy<Value = String> {
    let letters: Vec<char> = letters.chars().collect();
    prop::collection::vec(prop::sample::select(letters), 0..=most).prop_map(String::from_iter)
}

fn choice() -> impl Strategy<Value = Choice> {
    prop_oneof![
        Just(Choice::NoContent),
        text("xé", 4).prop_map(|code| Choice::Named { code }),
        (3..8u32).prop_map(|level| Choice::Wrapped(Inner { level })),
    ]
}

fn everything() -> impl Strategy<Value = Everything> {
    let texts = (
        text("aé😀", 6),
        proptest::option::of(text("a", 2)),
        prop_oneof![text("ab", 3), text("abc\n", 3)],
        prop_oneof![Just("xa.by".to_owned()), Just("xaxby".to_owned())],
        prop_oneof![Just("127.0.0.1".to_owned()), Just("127.0.0".to_owned()), Just("::1".to_owned())],
    );
    let numbers = (
        proptest::option::of(prop::collection::vec(2..8u8, 0..4)),
        -12..12i64,
        prop_oneof![(-20..20i32).prop_map(|tenths| f64::from(tenths) / 10.0), Just(1.5)],
    );
    let tags = prop::collection::vec(text("t", 1), 0..3);
    (texts, numbers, choice(), tags).prop_map(
        |((short_text, maybe_text, code, part, address), (numbers, integer, float), choice, tags)| {
            Everything {
                short_text,
                maybe_text,
                numbers,
                integer,
                float,
                code,
                part,
                address,
                choice,
                flat: Flat { tags },
            }
        },
    )
}

fn schema() -> Validator {
    let settings = SchemaSettings::draft2020_12().for_serialize();
    let schema = settings.into_generator().into_root_schema_for::<Everything>();
    jsonschema::options().should_validate_formats(true).build(schema.as_value()).unwrap()
}

#[test]
fn validate_agrees_with_the_schema() {
    let schema = schema();
    let (valid, invalid) = (Cell::new(0), Cell::new(0));
    let config = ProptestConfig { cases: 2_000, ..ProptestConfig::default() };
    TestRunner::new(config)
        .run(&everything(), |event| {
            let written = serde_json::to_value(&event).unwrap();
            let ours = event.validate();
            prop_assert_eq!(ours.is_ok(), schema.is_valid(&written), "{}: {:?}", written, ours);
            let count = if ours.is_ok() { &valid } else { &invalid };
            count.set(count.get() + 1);
            Ok(())
        })
        .unwrap();
    assert!(invalid.get() > 100, "the values have to try the constraints: {} were valid", valid.get());
}

#[test]
fn each_field_alone_decides() {
    // Two thousand random values are mostly invalid in several fields; these are in one.
    let schema = schema();
    let valid = || Everything {
        short_text: "aé".into(),
        maybe_text: None,
        numbers: Some(vec![3, 6]),
        integer: 10,
        float: 1.5,
        code: "ab".into(),
        part: "a.b".into(),
        address: "10.0.0.1".into(),
        choice: Choice::NoContent,
        flat: Flat { tags: vec![] },
    };
    let mutations: &[fn(&mut Everything)] = &[
        |event| event.short_text = "😀".into(),
        |event| event.short_text = "aaaaa".into(),
        |event| event.maybe_text = Some(String::new()),
        |event| event.numbers = Some(vec![3, 4, 5]),
        |event| event.numbers = Some(vec![2]),
        |event| event.integer = 11,
        |event| event.float = -1.6,
        |event| event.code = "ab\n".into(),
        |event| event.part = "axb".into(),
        |event| event.address = "256.0.0.1".into(),
        |event| event.choice = Choice::Named { code: "xx".into() },
        |event| event.choice = Choice::Wrapped(Inner { level: 6 }),
        |event| event.flat.tags = vec![String::new(), String::new()],
    ];
    let both = |event: &Everything| {
        (event.validate().is_ok(), schema.is_valid(&serde_json::to_value(event).unwrap()))
    };
    assert_eq!(both(&valid()), (true, true));
    for (at, mutate) in mutations.iter().enumerate() {
        let mut event = valid();
        mutate(&mut event);
        assert_eq!(both(&event), (false, false), "mutation {at}: {event:?}");
    }
}
