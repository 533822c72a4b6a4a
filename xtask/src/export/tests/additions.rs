//! What people add to files, and what becomes of it.

use serde_json::{Value, json};

use super::{but, export, paid, written};

#[test]
fn what_people_add_stays_and_what_rust_knows_wins() {
    let old = r##"{
      "title": "Renamed", "description": "Old.", "$comment": "Ask Ada.", "deprecated": true,
      "x-letter": { "track": "Order Paid", "owner": "billing", "status": "deprecated", "sources": ["api"],
                    "exported_from": "shop::old::OrderPaid" },
      "type": "object", "required": ["gone"],
      "properties": { "gone": { "type": "string" },
                      "total": { "type": "string", "description": "In euros.", "examples": [3], "maxLength": 3,
                                 "x-letter": { "unit": "EUR", "pii": "id", "email": true } } },
      "examples": [{ "total": 3 }] }"##;
    let export = export(&[paid()], &[("any/where.json", old)]);
    assert_eq!(export.files[0].path, "any/where.json");
    assert_eq!(
        written(&export),
        json!({
            "$schema": "https://json-schema.org/draft/2020-12/schema", "title": "OrderPaid",
            "description": "A customer paid.", "$comment": "Ask Ada.",
            // The status came from Rust, with the keyword.
            "x-letter": { "track": "Order Paid", "owner": "billing", "sources": ["api"], "exported_from": "shop::OrderPaid" },
            "type": "object", "additionalProperties": false, "required": ["total"],
            "properties": {
                "total": {
                    "type": "integer", "description": "In euros.", "minimum": 0, "maximum": 255, "examples": [3],
                    "x-letter": { "unit": "EUR", "pii": "id" },
                },
            },
            "examples": [{ "total": 3 }],
        })
    );
    assert!(export.stale.is_empty());
}

#[test]
fn what_people_add_to_a_variant_stays_with_it() {
    let tagged = |name: &str, key: &str| json!({ "type": "object", "properties": { "k": { "const": name }, key: { "type": "string" } }, "required": ["k"] });
    let keyed = |key: &str| json!({ "type": "object", "properties": { key: { "type": "string" } }, "required": [key] });
    let of = |tagged: &[Value], external: &[Value], untagged: &[Value]| {
        let schema = json!({
            "type": "object",
            "properties": { "t": { "oneOf": tagged }, "e": { "oneOf": external }, "u": { "anyOf": untagged } },
            "$defs": { "A": { "type": "object" }, "B": { "type": "object" } },
        });
        but(paid(), &[("/schema", schema)])
    };
    let refer = |name: &str| json!({ "$ref": format!("#/$defs/{name}") });
    let (a, b, c) = (tagged("A", "x"), tagged("B", "x"), tagged("C", "y"));
    let word = |word: &str| json!({ "type": "string", "const": word });
    let old = of(
        &[a.clone(), b.clone()],
        &[word("None"), keyed("Mail"), keyed("Phone")],
        &[refer("A"), json!({ "type": "integer" }), refer("B")],
    );
    let mut old: Value = written(&export(&[old], &[]));
    let said = [
        "/properties/t/oneOf/0/properties/x",
        "/properties/t/oneOf/1",
        "/properties/e/oneOf/0",
        "/properties/e/oneOf/1/properties/Mail",
        "/properties/e/oneOf/2/properties/Phone",
        "/properties/u/anyOf/1",
        "/properties/u/anyOf/2",
    ];
    for place in said {
        old.pointer_mut(place).unwrap()["description"] = json!(place);
    }
    old.pointer_mut(said[4]).unwrap()["x-letter"] = json!({ "unit": "digits" });
    let new = of(
        &[c, b, a],
        &[keyed("Mail"), word("None"), word("Other")],
        &[refer("B"), json!({ "type": "integer" }), refer("A")],
    );
    let new = export(&[new], &[("order_paid.json", &old.to_string())]);
    let dropped: Vec<&str> = new.notes.iter().map(|note| note.rsplit(": ").next().unwrap()).collect();
    let phone = "/properties/e/oneOf/2/properties/Phone";
    assert_eq!(dropped, [format!("{phone}/description, {phone}/x-letter")]);
    let written = written(&new);
    for (of, place) in [
        (0, "/properties/t/oneOf/2/properties/x"),
        (1, "/properties/t/oneOf/1"),
        (2, "/properties/e/oneOf/1"),
        (3, "/properties/e/oneOf/0/properties/Mail"),
        (5, "/properties/u/anyOf/1"),
        (6, "/properties/u/anyOf/0"),
    ] {
        assert_eq!(written.pointer(place).unwrap()["description"], said[of], "{place}");
    }
    assert_eq!(written.to_string().matches("\"description\"").count(), 6, "{written:#}");
}

#[test]
fn what_people_add_stays_with_a_definition_that_got_another_number() {
    let definition = |key: &str| json!({ "type": "object", "properties": { key: { "type": "string" } } });
    let of = |first: &str, second: &str| {
        let schema = json!({
            "type": "object",
            "properties": { first: { "$ref": "#/$defs/Buyer" }, second: { "$ref": "#/$defs/Buyer2" } },
            "$defs": { "Buyer": definition(first), "Buyer2": definition(second) },
        });
        but(paid(), &[("/schema", schema)])
    };
    let mut old: Value = written(&export(&[of("a", "b")], &[]));
    old["$defs"]["Buyer"]["description"] = json!("A");
    old["$defs"]["Buyer2"]["description"] = json!("B");
    let new = export(&[of("b", "a")], &[("order_paid.json", &old.to_string())]);
    let new = written(&new);
    assert_eq!(
        (&new["$defs"]["Buyer"]["description"], &new["$defs"]["Buyer2"]["description"]),
        (&json!("B"), &json!("A"))
    );
}

#[test]
fn a_second_export_changes_nothing_however_people_lay_it_out() {
    let text = export(&[paid()], &[]).files.remove(0).after;
    assert!(text.ends_with("}\n") && text.contains("\n  \"required\": [\"total\"],\n"), "{text}");
    let whole: Value = serde_json::from_str(&text).unwrap();
    for text in [text, whole.to_string()] {
        let again = export(&[paid()], &[("order_paid.json", &text)]);
        assert_eq!(again.files[0].before.as_ref(), Some(&again.files[0].after));
    }
}
