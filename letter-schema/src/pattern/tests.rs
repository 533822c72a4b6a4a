//! Tables are held to the engine that has ECMA-262's meaning.

use letter_scalar::automaton::Automaton;
use proptest::prelude::*;

use super::{Pattern, sample, table};

const REAL: &[&str] = &[
    "",
    "^$",
    "^a|b$",
    r"^(\d+\.\d+\.\d+.*)$",
    "^[a-zA-Z0-9-]+$",
    "^iglu:[a-zA-Z0-9-_.]+/[a-zA-Z0-9-_]+/[a-zA-Z0-9-_]+/[0-9]+-[0-9]+-[0-9]+$",
    "^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{4}|[A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{2}==)$",
    "^.{1,255}$",
    "^[a-f0-9]{64}$",
    "^(a+)+$",
    r"^\S+@\S+\.\S+$",
    r"^\+?[1-9]\d{1,14}$",
    r"[\s\S]",
    r"[\w-.]x",
    r"\u{1F600}|\uD83D\uDE01",
    "^(?:a|b)??c{0}d{2,}e*?$",
    "(?<year>[0-9]{4})-[^-]",
    r"^[^\n\]]\cA\x41\0?$",
    "x{,3}",
];

#[test]
fn real_patterns_become_tables_that_agree_with_the_engine() {
    let texts = [
        "",
        "a",
        "b",
        "ab",
        "ba",
        "1.2.3",
        "1.2.3-rc\n",
        "1.2",
        "a-B-9",
        "iglu:com.a/b/c-d/1-0-0",
        "YWJj",
        "YQ==",
        "YQ=",
        "\n",
        "x\n",
        "é",
        "😀",
        "😁",
        "aaaaaaaa!",
        "a@b.c",
        "a b@c.d",
        "+4912345",
        "0123",
        "cdd",
        "acddee",
        "2024-x",
        "2024--",
        "-x",
        ".x",
        "qx",
        "!x",
        "\u{1}A",
        "b\u{1}A",
        "b\u{1}A\0",
        "x{,3}",
        "xxx",
        "0000000000000000000000000000000000000000000000000000000000000000",
    ];
    for source in REAL {
        let table = table(source).unwrap_or_else(|| panic!("{source} has no table"));
        let engine = Pattern::new(source).expect("it is a pattern");
        for text in texts {
            assert_eq!(Automaton::of(&table).matches(text), engine.matches(text), "/{source}/ on {text:?}");
        }
    }
}

#[test]
fn what_is_not_regular_or_too_large_has_none() {
    for source in
        [r"(a)\1", "(?=a)b", "(?<!a)b", r"\bword\b", r"\p{L}+", "(a{1000}){1000}", "(", "(?i)x", "a**"]
    {
        assert_eq!(table(source), None, "{source}");
    }
    let deep = format!("{}a{}", "(".repeat(5000), ")".repeat(5000));
    assert_eq!(table(&deep), None);
}

#[test]
fn samples_match_and_are_long_enough() {
    for source in REAL {
        for least in [0, 1, 5, 64] {
            if let Some(text) = sample(source, least) {
                assert!(
                    Pattern::new(source).expect("it is a pattern").matches(&text),
                    "/{source}/ on {text:?}"
                );
                assert!(text.chars().count() >= least, "/{source}/ gave {text:?}");
            } else {
                let bounded =
                    ["^$", "^[a-f0-9]{64}$", "^a|b$", r"^\+?[1-9]\d{1,14}$", r"^[^\n\]]\cA\x41\0?$"];
                assert!(bounded.contains(source) || least == 64, "/{source}/ has no sample of {least}");
            }
        }
    }
    assert_eq!(sample("^[A-Z]{3}$", 0).as_deref(), Some("AAA"));
}

/// Patterns over a small alphabet.
fn pattern() -> impl Strategy<Value = String> {
    let atom = prop_oneof![
        Just("a".to_owned()),
        Just("b".to_owned()),
        Just("\\n".to_owned()),
        Just(".".to_owned()),
        Just("é".to_owned()),
        Just("[ab]".to_owned()),
        Just("[^a]".to_owned()),
        Just("\\w".to_owned()),
        Just("\\s".to_owned()),
        Just("^".to_owned()),
        Just("$".to_owned()),
        Just("".to_owned()),
    ];
    atom.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 1..4).prop_map(|parts| parts.concat()),
            prop::collection::vec(inner.clone(), 1..4).prop_map(|parts| format!("(?:{})", parts.join("|"))),
            (
                inner,
                prop_oneof![
                    Just("*"),
                    Just("+"),
                    Just("?"),
                    Just("{2}"),
                    Just("{1,3}"),
                    Just("{0}"),
                    Just("*?")
                ]
            )
                .prop_map(|(inner, times)| format!("(?:{inner}){times}")),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn tables_agree_with_the_engine(source in pattern(), texts in prop::collection::vec("[abé\n ]{0,6}", 8)) {
        let engine = Pattern::new(&source).expect("the grammar only makes patterns");
        if let Some(table) = table(&source) {
            for text in texts {
                prop_assert_eq!(Automaton::of(&table).matches(&text), engine.matches(&text), "/{}/ on {:?}", source, text);
            }
        }
    }
}

/// An engine that tries every way takes longer than anyone waits.
#[test]
fn a_table_never_backtracks() {
    let table = table("^(a+)+$").expect("it is regular");
    assert!(!Automaton::of(&table).matches(&format!("{}!", "a".repeat(100_000))));
}
