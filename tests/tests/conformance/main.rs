//! What each keyword means, case by case.
//!
//! A value is accepted if it deserialises into the generated type and `validate()` finds nothing; what is
//! accepted is written again as it was. An independent validator and the crate's own, which reads the schema
//! while it runs, judge every case as well: three opinions, one verdict.

#![expect(clippy::unwrap_used, reason = "a panic is how a test reports")]

mod judge;

use serde_json::json;

use self::judge::{Case, Subject};

/// For each schema file a module of types, and a test of the values that its properties take and refuse.
/// `whole` stands for the object itself.
macro_rules! conformance {
    ($($name:ident $path:literal {
        $($property:tt valid [$($valid:tt)*] invalid [$($invalid:tt)*];)*
    })*) => { $(
        mod $name {
            pub(crate) mod types {
                letter::schemas!($path);
            }
        }

        #[test]
        fn $name() {
            let cases = [$(Case {
                property: conformance!(@ $property),
                valid: json!([$($valid)*]),
                invalid: json!([$($invalid)*]),
            }),*];
            let subject = Subject::of($path);
            subject.judge(&cases);
            subject.take(&$name::types::Root::sample());
        }
    )* };
    (@ whole) => { None };
    (@ $property:literal) => { Some($property) };
}

conformance! {
    types "tests/conformance/schemas/types.json" {
        "null" valid [null] invalid [0, "", false, [], {}];
        "boolean" valid [true, false] invalid [0, 1, "true", null];
        "integer" valid [0, -7, 9_223_372_036_854_775_807_i64, (i64::MIN), 3.0] invalid [1.5, "1", null, true];
        "number" valid [0, 1.5, -2, 1e300] invalid ["1", null, false];
        "string" valid ["", "a", "null"] invalid [1, null, true, []];
        "array" valid [[], [1, "a", null]] invalid [{}, "[]", null];
        "object" valid [{}, {"a": {"b": [1]}}] invalid [[], "{}", null];
        "several" valid ["a", 5, null] invalid [1.5, true, [], {}];
        "any" valid [null, 1, 1.5, "a", true, [1], {"a": null}] invalid [];
        whole valid [{}] invalid [null, [], "a", 1, {"unknown": 1}];
    }
    constants "tests/conformance/schemas/constants.json" {
        "enum" valid ["a", "B", "c d"] invalid ["A", "b", "c", "", 1, null];
        "mixed" valid ["1", 1, 1.5, true, null, 1.0] invalid ["true", 2, false, 0, []];
        "objects" valid [{"a": 1, "b": [2]}, {"b": [2], "a": 1}, [3]] invalid [{"a": 1}, {"a": 1, "b": [2], "c": 3}, [], [3, 3], 3];
        "const" valid ["x"] invalid ["X", "", null, ["x"]];
        "const_number" valid [2, 2.0] invalid [1, "2", 2.5, null];
        "const_object" valid [{"a": null}] invalid [{}, {"a": 0}, {"a": null, "b": 1}, null];
        "narrowed" valid ["a"] invalid ["bb", "b", ""];
        "both" valid [[2], [2.0]] invalid [[1], "a", [], null];
    }
    anything "tests/conformance/schemas/anything.json" {
        whole valid [{}, {"a": [null]}, null, [], "a", 1.5, false] invalid [];
    }
    constant_root "tests/conformance/schemas/constant_root.json" {
        whole valid [{"a": 1}, {"b": [null], "a": 2.0}] invalid [{}, {"a": 2}, {"a": 1, "b": [null]}, {"a": "1"}, [], null];
    }
    nullable_root "tests/conformance/schemas/nullable_root.json" {
        whole valid [{"a": 1}, null] invalid [{}, {"a": null}, [], 1];
    }
    numbers "tests/conformance/schemas/numbers.json" {
        "multiple" valid [0, 0.01, 19.99, 1.1, -4.35, 1000000.07] invalid [0.001, 19.999, "0.01"];
        "whole_multiple" valid [0, 5, -10, 5.0] invalid [1, 4, 5.5];
        "minimum" valid [-2, 0, 9_007_199_254_740_993_i64] invalid [-3, -2.5];
        "maximum" valid [2.5, 2, -1e9] invalid [2.500001, 3];
        "above" valid [0.000001, 1] invalid [0, -0.5, 0.0];
        "below" valid [9, -5] invalid [10, 11];
        "untyped" valid [3, 4.5, "a", null, [], {}] invalid [2, 2.9, -1];
        "far" valid [9_007_199_254_740_993_i64, 9_007_199_254_740_994_i64, 1e300] invalid [9_007_199_254_740_992_i64, 0];
        "above_the_smallest" valid [(-i64::MAX), -1, 0, (i64::MAX)] invalid [(i64::MIN)];
        "wide" valid [0, 0.5, 1e15, 9_007_199_254_740_993_i64, 9_223_372_036_854_775_807_i64, null] invalid [-1, -0.5, 9_223_372_036_854_775_808_u64, 1e30, "1"];
        "not_negative" valid [0, 18_446_744_073_709_551_615_u64] invalid [-1, 0.5];
    }
    strings "tests/conformance/schemas/strings.json" {
        "min" valid ["ab", "äö", "😀😀", "abc"] invalid ["", "a", "😀", 12];
        "max" valid ["", "ab", "😀😀", "e\u{301}"] invalid ["abc", "e\u{301}x"];
        "pattern" valid ["123"] invalid ["12", "1234", "abc", "१२३", "123\n"];
        "part" valid ["b", "abbc"] invalid ["", "ac", "B"];
        "back" valid ["aa", "bb"] invalid ["ab", "a"];
        "untyped" valid ["", "a", 12, null, ["ab"]] invalid ["ab"];
    }
    formats "tests/conformance/schemas/formats.json" {
        "date_time" valid ["2026-11-24T02:43:05Z", "2026-02-28t00:00:00.123456+05:30", "1998-12-31T23:59:60Z"]
            invalid ["2026-11-24", "2026-11-24 02:43:05Z", "2026-11-24T02:43:05", "2026-13-01T00:00:00Z", "2026-02-29T00:00:00Z", "1998-12-31T23:58:60Z", ""];
        "date" valid ["2024-02-29", "0001-01-01"] invalid ["2023-02-29", "2026-1-1", "20260101", "2026-00-10"];
        "time" valid ["08:30:06Z", "08:30:06.283185+00:20"] invalid ["08:30:06", "24:00:00Z", "08:60:06Z", "8:30:06Z"];
        "duration" valid ["P4DT12H30M5S", "P4Y", "PT0S", "P2W"] invalid ["PT1D", "P", "4DT12H", "P1Y2W", "PT", "P2S"];
        "email" valid ["a@example.com", "first.last+tag@sub.example.org"] invalid ["a", "a@", "@example.com", "a b@example.com", "a@b..c"];
        "hostname" valid ["example.com", "a", "xn--4gbwdl.xn--wgbh1c"] invalid ["", "-a.com", "a-.com", "a..b", "a_b.com"];
        "ipv4" valid ["127.0.0.1", "255.255.255.255"] invalid ["256.0.0.1", "1.2.3", "01.2.3.4", "1.2.3.4.5", "::1"];
        "ipv6" valid ["::1", "2001:db8::8a2e:370:7334", "::ffff:192.0.2.1"] invalid ["1:2:3", "::g", "1::2::3", "127.0.0.1", "fe80::1%eth0"];
        "uri" valid ["https://example.com/a?b#c", "mailto:a@example.com", "urn:isbn:0451450523"] invalid ["/relative", "example.com", "http://a b", "", "https://example.com/<x>"];
        "uuid" valid ["2eb8aa08-aa98-11ea-b4aa-73b441d16380", "2EB8AA08-AA98-11EA-B4AA-73B441D16380"] invalid ["2eb8aa08aa9811eab4aa73b441d16380", "2eb8aa08-aa98-11ea-b4aa-73b441d1638", "zeb8aa08-aa98-11ea-b4aa-73b441d16380"];
        "unknown" valid ["anything", ""] invalid [1];
        "untyped" valid ["2026-01-01", 5, null] invalid ["today"];
    }
    arrays "tests/conformance/schemas/arrays.json" {
        "items" valid [[], [1, 2]] invalid [[0], [1, "a"], [null], {}];
        "tuple" valid [["a", 1]] invalid [[], ["a"], [1, "a"], ["a", 1, 2]];
        "prefix" valid [[], ["a"], ["a", 1, 2]] invalid [[1], ["a", "b"], ["a", 1, null]];
        "bounds" valid [[1], [1, "a"]] invalid [[], [1, 2, 3]];
        "unique" valid [[], [1, 2, "1", true], [[1], [2]], [{"a": 1}, {"a": 2}]] invalid [[1, 1], [1, 1.0], [{"a": 1, "b": 2}, {"b": 2, "a": 1}], [[1], [1]]];
        "contains" valid [[1], ["a", 2]] invalid [[], ["a", 1.5]];
        "some" valid [["x"], ["x", "y", "x"]] invalid [[], ["y"], ["x", "x", "x"]];
        "none" valid [[], ["y"], ["x"]] invalid [["x", "x"]];
        "empty" valid [[]] invalid [[null], [1]];
    }
    objects "tests/conformance/schemas/objects.json" {
        "closed" valid [{"a": 1}] invalid [{}, {"a": 1, "b": 2}, {"a": "1"}, {"a": null}, {"A": 1}];
        "open" valid [{}, {"a": 1}, {"a": 1, "b": {"c": null}}] invalid [{"a": "x"}, {"a": null}];
        "typed" valid [{}, {"a": 1, "b": "x"}] invalid [{"b": 1}, {"a": 1, "b": null}, {"a": "x"}];
        "map" valid [{}, {"x": true, "": false}] invalid [{"x": 1}, {"x": null}, []];
        "patterns" valid [{}, {"n_a": 1.5, "s_a": "x"}] invalid [{"n_a": "x"}, {"s_a": 1}, {"other": 1}];
        "one_pattern" valid [{}, {"a": 1, "bc": 2}] invalid [{"A": 1}, {"a": "1"}, {"": 1}];
        "mixed" valid [{"n_a": 3, "n_b": 0}, {"other": "x"}] invalid [{"n_a": 2}, {"n_a": "x"}, {"n_b": "x"}];
        "names" valid [{}, {"ab": 1}, {"😀😀": 1}] invalid [{"abc": 1}];
        "count" valid [{"a": 1}, {"a": 1, "b": 2}] invalid [{}, {"a": 1, "b": 2, "c": 3}];
        "forbidden" valid [{}, {"yes": 1}] invalid [{"no": 1}, {"no": null}];
        "required_only" valid [{"x": 1}, {"x": null, "y": 2}] invalid [{}, {"y": 1}];
    }
    presence "tests/conformance/schemas/presence.json" {
        whole
            valid [
                {"always": 1, "always_nullable": null},
                {"always": 1, "always_nullable": 2, "maybe": "a", "nullable": null},
                {"always": 1, "always_nullable": 2, "nullable": "a"}
            ]
            invalid [
                {}, {"always": 1}, {"always": null, "always_nullable": 1}, {"always_nullable": 1},
                {"always": 1, "always_nullable": 1, "maybe": null}
            ];
    }
    dependencies "tests/conformance/schemas/dependencies.json" {
        "required" valid [{}, {"cvc": "1"}, {"card": "4", "cvc": "1"}] invalid [{"card": "4"}];
        "schemas" valid [{}, {"name": 1}, {"card": "4", "name": 1}] invalid [{"card": "4"}];
    }
    combinations "tests/conformance/schemas/combinations.json" {
        "all" valid [{"a": 3}, {"a": 4, "b": "x"}] invalid [{}, {"a": 2}, {"a": 3, "b": 1}, {"a": "x"}];
        "bounds" valid [2, 4] invalid [1, 5, "3"];
        "any" valid ["ab", 5] invalid ["abc", 1.5, null];
        "any_required" valid [{"email": "a"}, {"phone": "1"}, {"email": "a", "phone": "1"}] invalid [{}, {"email": 1}, {"email": "a", "x": 1}];
        "one" valid [2, 3, 4, 9] invalid [1, 6, 12, "2"];
        "tagged" valid [{"kind": "card", "last4": "1234"}, {"kind": "bank", "iban": "x"}, {"kind": "bank"}]
            invalid [{"kind": "card"}, {"kind": "card", "iban": "x"}, {"kind": "cash"}, {"last4": "1"}, {"kind": "bank", "last4": "1"}];
        "overlapping" valid [{"a": 1}, {"b": 1}, {"a": 1, "b": "x"}] invalid [{}, {"a": 1, "b": 1}, {"a": "x"}];
        "nullable" valid [null, "a"] invalid ["", 1];
        "not" valid ["yes", ""] invalid ["no", 1];
        "not_object" valid [{}, {"b": 1}] invalid [{"a": 1}, {"a": null}];
        "if" valid [{}, {"country": "US", "zip": "1"}, {"country": "DE"}]
            invalid [{"country": "US"}, {"country": "DE", "zip": "1"}, {"zip": "1"}];
    }
    references "tests/conformance/schemas/references.json" {
        "tree" valid [{"name": "a"}, {"name": "a", "left": {"name": "b"}, "children": [{"name": "c"}]}]
            invalid [{}, {"name": "a", "left": {}}, {"name": "a", "children": [{"name": 1}]}, {"name": "a", "left": null}];
        "anchored" valid [0, 5] invalid [-1, 1.5];
        "beside" valid [0, 10] invalid [-1, 11];
        "list" valid [[], [[], [[]]]] invalid [[1], [[null]], {}];
        "escaped" valid [true] invalid [1];
        "resource" valid ["red"] invalid ["blue", 1];
        "dynamic" valid [{}, {"next": {"next": {}}}] invalid [{"next": {"other": 1}}, {"next": 1}];
    }
    unevaluated "tests/conformance/schemas/unevaluated.json" {
        "properties" valid [{"b": 1}, {"a": 0, "c": 2}, {"b": 1, "c": 2}] invalid [{}, {"b": 1, "d": 1}, {"b": 2, "c": 2}, {"b": 1, "c": 3}];
        "merged" valid [{}, {"a": 1, "b": 2}] invalid [{"c": 1}, {"a": "x"}];
        "items" valid [[], ["a"], ["a", 1]] invalid [["a", 2], ["a", 1, 3], [1]];
    }
    ways "tests/conformance/schemas/ways.json" {
        "properties" valid [{"a": 1}, {"b": 2}, {"a": 1, "b": 2}, {"a": 1, "c": "", "d": 0}]
            invalid [{}, {"a": 1, "d": 0}, {"a": 1, "c": 3}, {"a": 1, "b": 3}, {"a": 1, "e": 0}];
        "items" valid [[1], [2, 2], [2]] invalid [[], [1, 1], [2, 1], [2, 2, 2], [3]];
        "nine" valid [[1, 2, 3, 4, 5, 6, 7, 8, "9"]] invalid [[], [1, 2, 3, 4, 5, 6, 7, 8], [1, 2, 3, 4, 5, 6, 7, 8, 9], [1, 2, 3, 4, 5, 6, 7, 8, "9", 10]];
        "nested" valid [[[[1, 2], [3, 4]], [[5, 6], [7, 8]]]] invalid [[], [[[1, 2], [3, 4]]], [[[1, 2], [3]], [[5, 6], [7, 8]]], [[[1, 2], [3, "4"]], [[5, 6], [7, 8]]]];
    }
    draft04 "tests/conformance/schemas/draft04.json" {
        "above" valid [1.5, 2] invalid [1, 0];
        "tuple" valid [[], ["a"]] invalid [[1], ["a", "b"]];
        "dependent" valid [{}, {"a": 1, "b": 2}, {"c": 1}, {"c": 1, "d": 2}, {"d": "x"}] invalid [{"a": 1}, {"c": 1, "d": "x"}];
        "ref" valid ["abc"] invalid ["abcd"];
        "const" valid ["anything", 1] invalid [];
    }
    draft07 "tests/conformance/schemas/draft07.json" {
        "ref" valid ["abc"] invalid ["abcd"];
        "if" valid ["b", "abc"] invalid ["a", "ab", 1];
        "later" valid [{"a": 1}] invalid [1];
    }
    draft2019 "tests/conformance/schemas/draft2019.json" {
        "tuple" valid [[], ["a"], ["a", 1]] invalid [[1], ["a", "b"]];
        "recursive" valid [{}, {"beside": "a"}, {"recursive": {}}] invalid [{"recursive": {"beside": ""}}, {"unknown": 1}];
        "beside" valid ["a", "abc"] invalid ["", "abcd"];
        "some" valid [[1, 2], [1, "a", 2]] invalid [[1], [1, "a"]];
        "unevaluated" valid [{}, {"a": 1}] invalid [{"b": 1}, {"a": "x"}];
    }
    names "tests/conformance/schemas/names.json" {
        whole
            valid [
                {
                    "$schema": 1, "schema": 2, "CMS item count": 3, "cms item count": 4, "+1": 5, "-1": 6,
                    "type": 7, "self": 8, "1st": 9, "a \"quote\" \\ here": 10, "": 11, "größe": 12,
                    "additional_properties": 13, "r#type": 14, "Self": 15, "async": 16, "values": "+1"
                },
                {"unknown": [1], "additionalProperties": 2, "Schema": "x", "cms_item_count": null}
            ]
            invalid [{"$schema": "x"}, {"schema": "x"}, {"+1": "x"}, {"": "x"}, {"größe": "x"}, {"r#type": "x"}];
        "values"
            valid ["+1", "-1", "$a", "a", "A", "self", "Self", "1st", "", "\"q\"", "\\", "type"]
            invalid ["1", "SELF", "\"", "B"];
        "gen" valid [true] invalid [1];
        "accents" valid ["\u{c9}", "E\u{301}", "E"] invalid ["e", "\u{301}"];
        "maybe" valid [{}, {"a": 1}] invalid [null, {"b": 1}];
    }
}
