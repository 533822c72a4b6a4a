//! Each constraint, at its limit and beyond.

use std::borrow::Cow;
use std::collections::HashMap;
use std::num::NonZeroU8;

use letter::LetterEvent;
use serde::Serialize;

use crate::violations;

const MOST: usize = 3;
const LOWEST: f64 = -0.5;
const CODE: &str = "^[A-Z]{3}$";

#[derive(Serialize, LetterEvent)]
#[letter(track)]
struct Constrained<'a> {
    #[schemars(length(min = 2, max = MOST))]
    text: &'a str,
    #[schemars(length(equal = 2))]
    list: Vec<u8>,
    #[schemars(length(max = 1), inner(length(min = 1), inner(length(max = 2))))]
    deep: Option<Vec<Vec<Cow<'a, str>>>>,
    #[schemars(range(min = -5, max = 5_000_000_000))]
    int: i64,
    #[schemars(range(max = 18_446_744_073_709_551_615))]
    huge: u128,
    #[schemars(range(min = LOWEST, max = 0.1))]
    float: f32,
    #[schemars(range(min = 2))]
    non_zero: NonZeroU8,
    #[schemars(regex(pattern = CODE))]
    code: Option<Box<str>>,
    #[schemars(pattern("^(?!x)\\d\\p{L}$"))]
    ahead: String,
    #[schemars(contains(pattern = "://"))]
    part: String,
    #[schemars(email)]
    email: Option<String>,
    #[schemars(url)]
    url: String,
    #[schemars(ipv4)]
    ip: String,
    #[schemars(required)]
    #[serde(skip_serializing_if = "Option::is_none")]
    needed: Option<u8>,
}

fn valid() -> Constrained<'static> {
    Constrained {
        text: "äß😀",
        list: vec![1, 2],
        deep: Some(vec![vec!["ab".into()]]),
        int: 5_000_000_000,
        huge: u64::MAX.into(),
        float: 0.1,
        non_zero: NonZeroU8::new(2).unwrap(),
        code: Some("ABC".into()),
        ahead: "1é".into(),
        part: "a://b".into(),
        email: None,
        url: "https://example.org/?a=b".into(),
        ip: "127.0.0.1".into(),
        needed: Some(0),
    }
}

#[test]
fn values_at_their_limits_are_valid() {
    assert_eq!(violations(&valid()), [""; 0]);
    let low = Constrained { text: "ab", int: -5, float: -0.5, deep: None, code: None, ..valid() };
    assert_eq!(violations(&low), [""; 0]);
}

#[test]
fn values_beyond_their_limits_are_not() {
    let mut event = valid();
    event.text = "a";
    event.list.push(3);
    event.deep = Some(vec![vec![], vec!["abc".into()]]);
    event.int = -6;
    event.huge += 1;
    event.float = 0.100_000_01;
    event.non_zero = NonZeroU8::MIN;
    event.code = Some("abc".into());
    event.ahead = "x1".into();
    event.part = "a".into();
    event.email = Some("nobody".into());
    event.url = "example.org".into();
    event.ip = "1.2.3".into();
    event.needed = None;
    assert_eq!(
        violations(&event),
        [
            "text: minLength",
            "list: maxItems",
            "deep: maxItems",
            "deep[0]: minItems",
            "deep[1][0]: maxLength",
            "int: minimum",
            "huge: maximum",
            "float: maximum",
            "non_zero: minimum",
            "code: pattern",
            "ahead: pattern",
            "part: pattern",
            "email: format",
            "url: format",
            "ip: format",
            "needed: required",
        ]
    );
    let text = event.validate().unwrap_err().to_string();
    for part in [
        "`text` must have at least 2 characters, but is \"a\" (minLength)",
        "`list` must have at most 2 items, but is an array of 3 (maxItems)",
        "`int` must be at least -5, but is -6 (minimum)",
        "`code` must match /^[A-Z]{3}$/, but is \"abc\" (pattern)",
        "`needed` must be present, but is absent (required)",
    ] {
        assert!(text.contains(part), "{part}\nis not in\n{text}");
    }
}

#[test]
fn lengths_are_counted_in_code_points() {
    // Four code points, of which the emoji takes four bytes and two UTF-16 units.
    let event = Constrained { text: "ab😀c", ..valid() };
    assert_eq!(violations(&event), ["text: maxLength"]);
    let event = Constrained { text: "😀", ..valid() };
    assert_eq!(violations(&event), ["text: minLength"]);
}

#[derive(Serialize, LetterEvent)]
#[letter(track)]
struct Numbers {
    plain: f64,
    map: HashMap<u32, Vec<f32>>,
}

#[test]
fn numbers_are_finite_at_any_depth() {
    let event = Numbers { plain: f64::NEG_INFINITY, map: [(7, vec![0.0, f32::NAN])].into() };
    assert_eq!(violations(&event), ["plain: type", "map[\"7\"][1]: type"]);
}

#[derive(Serialize, letter::PropertyValue)]
struct Node {
    value: f64,
    children: HashMap<String, Node>,
}

#[derive(Serialize, LetterEvent)]
#[letter(track)]
struct Planted {
    node: Node,
}

#[test]
fn deep_maps_are_walked_once() {
    // Walking each level twice would be 2^64 steps here.
    let mut node = Node { value: f64::NAN, children: HashMap::new() };
    for _ in 0..64 {
        node = Node { value: 0.0, children: [("k".to_owned(), node)].into() };
    }
    let found = violations(&Planted { node });
    assert_eq!(found.len(), 1);
    assert!(found[0].ends_with(".children.k.value: type"), "{found:?}");
}

#[test]
fn violations_are_bounded() {
    let event = Numbers { plain: 0.0, map: [(7, vec![f32::NAN; 1000])].into() };
    let found = event.validate().unwrap_err();
    assert_eq!((found.len(), found.iter().count()), (1000, 32));
    assert!(found.to_string().ends_with("and 968 more"));
}
