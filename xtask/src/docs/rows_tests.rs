//! The rows of schemas that are deep, that contain themselves, or that have several forms.

use std::collections::BTreeSet;

use super::catalog::{Catalog, Cut, Row};
use super::table;
use super::tests::{catalog, event};

/// `email` behind a number of objects inside of each other, `a.a.a.email`.
fn nested(levels: usize, inmost: &str) -> String {
    let open = r#"{"type": "object", "properties": {"a": "#;
    format!("{}{inmost}{}", open.repeat(levels), "}}".repeat(levels))
}

fn marked(catalog: &Catalog) -> BTreeSet<(String, String)> {
    let rows = catalog.personal.iter().flat_map(|class| class.rows.iter().map(|at| (&class.class, *at)));
    rows.map(|(class, (event, row))| (catalog.events[event].properties[row].path.clone(), class.clone()))
        .collect()
}

#[test]
fn what_is_marked_is_never_missing() {
    let mail = r#"{"type": "string", "x-letter": {"pii": "email"}}"#;
    let object = format!(r#"{{"type": "object", "properties": {{"m": {mail}}}}}"#);
    for (schema, path) in [
        (mail.to_owned(), "p"),
        (nested(12, mail), &format!("p{}", ".a".repeat(12))),
        (nested(60, mail), &format!("p{}.…{}", ".a".repeat(31), ".a".repeat(8))),
        (format!(r#"{{"type": "array", "items": {mail}}}"#), "p"),
        (format!(r#"{{"items": {{"items": {mail}}}}}"#), "p"),
        (format!(r#"{{"type": "array", "items": {{"type": "array", "items": {object}}}}}"#), "p[][].m"),
        (format!(r#"{{"type": "array", "prefixItems": [{object}]}}"#), "p.‹item 1›.m"),
        (format!(r#"{{"type": "array", "items": {{"oneOf": [{{"type": "string"}}, {object}]}}}}"#), "p[].m"),
        (format!(r#"{{"oneOf": [{{"type": "integer"}}, {mail}]}}"#), "p"),
        (format!(r#"{{"anyOf": [{{"type": "integer"}}, {{"oneOf": [{mail}]}}]}}"#), "p"),
        (format!(r#"{{"patternProperties": {{"^x": {mail}}}}}"#), "p.‹names like ^x›"),
        (format!(r#"{{"type": "object", "patternProperties": {{"^x": {object}}}}}"#), "p.‹names like ^x›.m"),
        (
            format!(r#"{{"additionalProperties": {{"additionalProperties": {mail}}}}}"#),
            "p.‹any other name›.‹any other name›",
        ),
        (format!(r#"{{"unevaluatedProperties": {mail}}}"#), "p.‹any other name›"),
        (format!(r#"{{"propertyNames": {mail}}}"#), "p.‹the names›"),
        (format!(r#"{{"if": true, "then": {object}}}"#), "p.m"),
        (
            format!(
                r#"{{"properties": {{"m": {{"type": "string"}}}}, "dependentSchemas": {{"x": {object}}}}}"#
            ),
            "p.m",
        ),
        (format!(r#"{{"type": "string", "properties": {{"m": {mail}}}}}"#), "p.m"),
    ] {
        let text =
            format!(r#"{{"x-letter": {{"track": "A"}}, "type": "object", "properties": {{"p": {schema}}}}}"#);
        let catalog = catalog(&[("a.json", &text)]);
        assert_eq!(marked(&catalog), BTreeSet::from([(path.to_owned(), "email".to_owned())]), "{schema}");
        let csv = table::properties(&catalog);
        let line = csv.lines().find(|line| line.contains(",email,"));
        assert!(line.is_some_and(|line| line.contains(path)), "{csv}");
    }
}

#[test]
fn every_class_of_a_value_is_told() {
    let event = event(
        r#"{"x-letter": {"track": "A"}, "properties": {"contact": {"oneOf": [
            {"type": "string", "x-letter": {"pii": "email"}}, {"type": "integer", "x-letter": {"pii": "phone"}}]}}}"#,
    );
    assert_eq!(event.properties[0].pii, ["email", "phone"]);
    assert_eq!(event.personal, 1);
}

#[test]
fn the_whole_of_an_event_can_be_marked() {
    let catalog = catalog(&[(
        "a.json",
        r#"{"x-letter": {"track": "A"}, "allOf": [{"x-letter": {"pii": "health"}}], "type": "object"}"#,
    )]);
    assert_eq!(marked(&catalog), BTreeSet::from([("‹the whole payload›".to_owned(), "health".to_owned())]));
}

#[test]
fn rows_say_where_they_end() {
    let text = format!(
        r##"{{"x-letter": {{"track": "A"}}, "properties": {{"deep": {}, "tree": {{"$ref": "#/$defs/Node"}}, "flat": {{"type": "string"}}}},
          "$defs": {{"Node": {{"type": "object", "properties": {{
            "name": {{"type": "string", "x-letter": {{"pii": "name"}}}},
            "next": {{"$ref": "#/$defs/Node"}}, "all": {{"type": "array", "items": {{"$ref": "#/$defs/Node"}}}}}}}}}}}}"##,
        nested(30, r#"{"type": "string"}"#)
    );
    let event = event(&text);
    let ends: Vec<(&str, Cut)> =
        event.properties.iter().filter_map(|row| Some((row.path.as_str(), row.cut?))).collect();
    let deepest = format!("deep{}", ".a".repeat(16));
    assert_eq!(
        ends,
        [(deepest.as_str(), Cut::Stops), ("tree.next", Cut::Repeats), ("tree.all", Cut::Repeats)]
    );
    let named: Vec<&Row> = event.properties.iter().filter(|row| !row.pii.is_empty()).collect();
    assert_eq!(named.iter().map(|row| row.path.as_str()).collect::<Vec<_>>(), ["tree.name"]);
}

#[test]
fn a_definition_that_only_deep_places_reach_is_listed_once_a_place() {
    let deep = nested(
        20,
        r##"{"type": "object", "properties": {"x": {"$ref": "#/$defs/Who"}, "y": {"$ref": "#/$defs/Who"}}}"##,
    );
    let text = format!(
        r##"{{"x-letter": {{"track": "A"}}, "properties": {{"p": {deep}}},
          "$defs": {{"Who": {{"type": "object", "properties": {{"mail": {{"x-letter": {{"pii": "email"}}}}, "again": {{"$ref": "#/$defs/Who"}}}}}},
                     "Left": {{"x-letter": {{"pii": "unused"}}}}}}}}"##
    );
    let catalog = catalog(&[("a.json", &text)]);
    let path = |name: &str| (format!("p{}.{name}.mail", ".a".repeat(20)), "email".to_owned());
    assert_eq!(marked(&catalog), BTreeSet::from([path("x"), path("y")]));
}

#[test]
fn a_definition_is_told_on_every_way_to_it() {
    let catalog = catalog(&[(
        "a.json",
        r##"{"x-letter": {"track": "A"}, "type": "object", "properties": {
            "buyer": {"$ref": "#/$defs/Person"}, "phone": {"$ref": "#/$defs/Phone"},
            "pair": {"type": "array", "prefixItems": [{"properties": {"x": {"$ref": "#/$defs/Person"}}}]},
            "has": {"type": "array", "contains": {"properties": {"w": {"$ref": "#/$defs/Person"}}}},
            "names": {"type": "object", "propertyNames": {"$ref": "#/$defs/Phone"}}},
          "if": {"required": ["phone"]},
          "then": {"properties": {"receiver": {"$ref": "#/$defs/Person"}, "receiver_phone": {"$ref": "#/$defs/Phone"}}},
          "dependentSchemas": {"phone": {"properties": {"witness": {"$ref": "#/$defs/Person"}}}},
          "$defs": {"Phone": {"type": "string", "x-letter": {"pii": "phone"}},
            "Person": {"type": "object", "properties": {
              "mail": {"type": "string", "x-letter": {"pii": "email"}}, "friend": {"$ref": "#/$defs/Person"}}}}}"##,
    )]);
    let expected = [
        ("buyer.mail", "email"),
        ("phone", "phone"),
        ("pair.‹item 1›.x.mail", "email"),
        ("has.‹some items›.w.mail", "email"),
        ("names.‹the names›", "phone"),
        ("receiver.mail", "email"),
        ("receiver_phone", "phone"),
        ("witness.mail", "email"),
    ];
    let expected = expected.map(|(path, class)| (path.to_owned(), class.to_owned()));
    assert_eq!(marked(&catalog), BTreeSet::from(expected), "one inside of itself is told once");
    let csv = table::properties(&catalog);
    assert!(csv.lines().any(|line| line.contains("witness.mail") && line.contains(",email,")), "{csv}");
}

#[test]
fn the_parts_of_what_is_marked_are_marked() {
    let event = event(
        r##"{"x-letter": {"track": "A"}, "type": "object", "properties": {
            "at": {"$ref": "#/$defs/Place"}, "n": {"type": "integer"},
            "all": {"type": "array", "x-letter": {"pii": "route"}, "items": {"type": "array", "items": {"$ref": "#/$defs/Place"}}},
            "who": {"oneOf": [{"type": "string", "x-letter": {"pii": "email"}},
                              {"type": "object", "properties": {"id": {"type": "integer"}}}]},
            "by": {"type": "object", "anyOf": [
                {"x-letter": {"pii": "card"}, "properties": {"no": {"type": "string"}}}, {"properties": {"iban": {}}}]}},
          "$defs": {"Place": {"type": "object", "x-letter": {"pii": "location"}, "properties": {
            "lat": {"type": "number"}, "name": {"x-letter": {"pii": "name"}}}}}}"##,
    );
    let rows: Vec<(&str, String)> =
        event.properties.iter().map(|row| (row.path.as_str(), row.pii.join(" "))).collect();
    let expected = [
        ("at", "location"),
        ("at.lat", "location"),
        ("at.name", "name location"),
        ("n", ""),
        ("all", "route location"),
        ("all[][].lat", "route location"),
        ("all[][].name", "name route location"),
        ("who", "email"),
        ("who.id", ""),
        ("by", "card"),
        ("by.no", "card"),
        ("by.iban", ""),
    ];
    assert_eq!(rows, expected.map(|(path, pii)| (path, pii.to_owned())));
    let inherits = event.properties.iter().filter(|row| row.inherits).map(|row| row.path.as_str());
    assert_eq!(inherits.collect::<Vec<_>>(), ["at.lat", "at.name", "all[][].lat", "all[][].name", "by.no"]);
}

#[test]
fn a_case_marks_the_parts_of_a_group_that_stands_outside_of_it() {
    let event = event(
        r#"{"x-letter": {"track": "A"}, "type": "object", "properties": {
            "kind": {"type": "string"}, "at": {"type": "object", "properties": {"lat": {"type": "number"}}}},
          "dependentSchemas": {"kind": {"properties": {"at": {"x-letter": {"pii": "location"}}}}}}"#,
    );
    let rows: Vec<(&str, String)> =
        event.properties.iter().map(|row| (row.path.as_str(), row.pii.join(" "))).collect();
    let expected = [("kind", ""), ("at", "location"), ("at.lat", "location")];
    assert_eq!(rows, expected.map(|(path, pii)| (path, pii.to_owned())));
}

#[test]
fn what_stands_only_in_a_case_has_a_row_that_says_so() {
    let event = event(
        r#"{"x-letter": {"track": "A"}, "type": "object", "properties": {
            "how": {"enum": ["card", "bank"]}, "at": {"type": "object", "properties": {"x": {"type": "integer"}}}},
          "allOf": [
            {"if": {"properties": {"how": {"const": "card"}}, "required": ["how"]},
             "then": {"properties": {"how": {"minLength": 1}, "last4": {"type": "string"}, "at": {"properties": {"y": {"type": "integer"}}}},
                      "required": ["last4"]},
             "else": {"properties": {"iban": {"type": "string"}}}},
            {"if": {"properties": {"sum": {"minimum": 5}}}, "then": {"title": "Large", "properties": {"by": {}}}}],
          "dependentSchemas": {"how": {"properties": {"fee": {"type": "integer"}}}},
          "examples": [{"how": "card", "last4": "4242"}]}"#,
    );
    let rows: Vec<(&str, Option<&str>)> =
        event.properties.iter().map(|row| (row.path.as_str(), row.only_in.as_deref())).collect();
    assert_eq!(
        rows,
        [
            ("how", None),
            ("at", None),
            ("at.x", None),
            ("fee", Some("the case that there is how")),
            ("last4", Some("the case that how is card")),
            ("at.y", Some("the case that how is card")),
            ("iban", Some("every case but that how is card")),
            ("by", Some("Large")),
            ("sum", Some("a condition of a case")),
        ]
    );
    let last4 = event.properties.iter().find(|row| row.path == "last4");
    assert_eq!(last4.map(|row| (row.required, row.example.as_deref())), Some((true, Some("4242"))));
}

#[test]
fn what_stands_in_a_list_by_its_place_has_rows() {
    let event = event(
        r#"{"x-letter": {"track": "Moved"}, "type": "object", "properties": {
            "route": {"type": "array", "minItems": 1, "items": {"type": "integer", "minimum": 0}, "prefixItems": [
                {"type": "string", "description": "Where from."},
                {"type": "object", "required": ["code"], "properties": {"code": {"type": "string"}}}]},
            "pair": {"prefixItems": [{"type": "string"}, {"enum": ["a", "b"]}], "type": "array", "items": false},
            "has": {"type": "array", "items": {"type": "object", "properties": {"x": {"type": "integer"}}},
                "contains": {"properties": {"main": {"const": true}}, "required": ["main"]}, "maxContains": 2},
            "free": {"type": "object", "properties": {"k": {"type": "string"}},
                "unevaluatedProperties": {"type": "integer", "description": "A count."}}},
          "examples": [{"route": ["Oslo", {"code": "BGO"}, 3], "free": {"k": "v", "n": 7}}]}"#,
    );
    let rows: Vec<(&str, &str, bool, String, Option<&str>)> = event
        .properties
        .iter()
        .map(|row| {
            let limits = row.limits.join("; ");
            (row.path.as_str(), row.kind.as_str(), row.required, limits, row.example.as_deref())
        })
        .collect();
    let plain =
        |path, kind, required, limits: &str, example| (path, kind, required, limits.to_owned(), example);
    assert_eq!(
        rows,
        [
            plain(
                "route",
                "list in a fixed order: text, group of properties, then any number of: whole number",
                false,
                "at least 1 item; each further item at least 0",
                Some(r#"["Oslo",{"code":"BGO"},3]"#)
            ),
            plain("route.‹item 1›", "text", true, "", Some("Oslo")),
            plain("route.‹item 2›", "group of properties", false, "", None),
            plain("route.‹item 2›.code", "text", true, "", Some("BGO")),
            plain("pair", "list in a fixed order: text, one of a list", false, "", None),
            plain("pair.‹item 1›", "text", false, "", None),
            plain("pair.‹item 2›", "one of a list", false, "", None),
            plain("has", "list of: group of properties", false, "", None),
            plain(
                "has.‹some items›",
                "group of properties",
                false,
                "at least 1 of the items; at most 2 of the items",
                None
            ),
            plain("has.‹some items›.main", "true or false", true, "", None),
            plain("has[].x", "whole number", false, "", None),
            plain("free", "group of properties", false, "", None),
            plain("free.k", "text", false, "", Some("v")),
            plain("free.‹any other name›", "whole number", false, "", None),
        ]
    );
    let second = event.properties.iter().find(|row| row.path == "pair.‹item 2›");
    assert_eq!(second.map(|row| row.values.as_slice()), Some(["a".to_owned(), "b".to_owned()].as_slice()));
    assert_eq!(
        event.paths,
        ["route", "pair", "has", "has[].x", "free", "free.k"],
        "what Letter can be asked for"
    );
}

#[test]
fn what_is_required_in_a_case_says_in_which() {
    let catalog = catalog(&[(
        "a.json",
        r#"{"x-letter": {"track": "Paid"}, "type": "object", "required": ["how"], "properties": {
            "how": {"enum": ["card", "bank"]}, "iban": {"type": "string", "description": "Where from."},
            "code": {"type": "string"}, "note": {"type": "string"}},
          "oneOf": [{"required": ["iban"]}, {"title": "By card", "required": ["code", "how"]}],
          "if": {"properties": {"how": {"const": "card"}}, "required": ["how", "note"]},
          "then": {"required": ["code"], "properties": {"card": {"type": "object", "required": ["last4"],
            "properties": {"last4": {"type": "string"}}}}},
          "dependentRequired": {"code": ["iban"]},
          "dependentSchemas": {"note": {"required": ["by"], "properties": {"by": {"type": "string"}}}}}"#,
    )]);
    let csv = table::properties(&catalog);
    let rows: Vec<String> = csv
        .lines()
        .skip(1)
        .map(|line| line.split(',').skip(2).take(5).collect::<Vec<_>>().join("|"))
        .collect();
    assert_eq!(
        rows,
        [
            "how|one of a list|yes||",
            "iban|text|sometimes|\"the case that there is code| the form in which there is iban\"",
            "code|text|sometimes|\"By card| the case that how is card and there is note\"",
            "note|text|no||",
            "card|group of properties|no||the case that how is card and there is note",
            "card.last4|text|sometimes|the case that how is card and there is note|the case that how is card and there is note",
            "by|text|sometimes|the case that there is note|the case that there is note",
        ]
    );
    assert_eq!(catalog.health.undocumented.len(), 7, "a property is described once: {:?}", catalog.health);
    assert!(catalog.properties.iter().all(|property| !property.mixed));
}

#[test]
fn null_in_a_branch_is_said_beside_the_type() {
    let event = event(
        r##"{"$defs": {"Price": {"type": "object", "properties": {"net": {"type": "integer"}}}, "Size": {"enum": ["s", "m"]}},
          "properties": {
            "price": {"anyOf": [{"$ref": "#/$defs/Price"}, {"type": "null"}]},
            "size": {"anyOf": [{"$ref": "#/$defs/Size"}, {"type": "null"}]},
            "deep": {"oneOf": [{"type": "string"}, {"type": ["integer", "null"]}]},
            "not": {"type": "string", "anyOf": [{"type": "null"}, {"minLength": 1}]},
            "neither": {"allOf": [{"anyOf": [{"type": "string"}, {"type": "null"}]}, {"oneOf": [{"type": "string"}]}]},
            "alone": {"type": "null"}}}"##,
    );
    let facts = |path: &str| {
        let row = event.properties.iter().find(|row| row.path == path).unwrap();
        (row.kind.as_str(), row.nullable)
    };
    assert_eq!(facts("price"), ("Price, a group of properties", true));
    assert_eq!(facts("size"), ("one of a list", true));
    assert_eq!(facts("deep"), ("text or whole number", true));
    assert!(!facts("not").1 && !facts("neither").1);
    assert_eq!(facts("alone"), ("always empty (null)", false));
    let size = event.properties.iter().find(|row| row.path == "size").unwrap();
    assert_eq!(size.values, ["s", "m"]);
}

#[test]
fn values_that_are_not_listed_are_counted() {
    let of = |many: usize| {
        let values: Vec<String> = (0..many).map(|at| format!("v{at}")).collect();
        let values = serde_json::json!({ "enum": values });
        event(
            &serde_json::json!({ "properties": { "one": values, "list": { "items": values } } }).to_string(),
        )
    };
    for row in &of(1_000).properties {
        assert_eq!((row.values.len(), row.limits.as_slice()), (1_000, [].as_slice()), "{}", row.path);
    }
    for row in &of(1_002).properties {
        assert_eq!(row.values.len(), 1_000);
        assert_eq!(row.limits, ["2 more values, which the JSON Schema lists"], "{}", row.path);
    }
}

#[test]
fn what_is_always_required_is_so_in_each_form() {
    let catalog = catalog(&[(
        "a.json",
        r#"{"x-letter": {"track": "Paid"}, "type": "object", "required": ["how"], "properties": {
            "how": {"enum": ["card", "bank"]}, "by": {"type": "string"}},
          "oneOf": [{"title": "By card", "properties": {"how": {"const": "card"}}},
            {"title": "By bank", "required": ["by"], "properties": {"how": {"const": "bank"}, "by": {"minLength": 2}}}]}"#,
    )]);
    let csv = table::properties(&catalog);
    let facts = |line: &str| {
        let cells: Vec<&str> = line.split(',').skip(2).collect();
        [cells[0], cells[2], cells[3], cells[4]].join("|")
    };
    let rows: Vec<String> = csv.lines().skip(1).map(facts).collect();
    let expected =
        ["how|yes||", "by|no||", "how|yes||By card", "how|yes||By bank", "by|sometimes|By bank|By bank"];
    assert_eq!(rows, expected);
}

#[test]
fn what_holds_for_all_forms_is_told_in_each() {
    let event = event(
        r#"{"x-letter": {"track": "Paid"}, "type": "object", "required": ["how"], "properties": {
            "how": {"enum": ["card", "bank"], "description": "How."},
            "to": {"type": "string", "maxLength": 9, "description": "To.", "x-letter": {"pii": "name"}}},
          "oneOf": [
            {"title": "Card", "properties": {"how": {"const": "card"}, "to": {"minLength": 2}}},
            {"title": "Bank", "properties": {"how": {"const": "bank", "description": "By bank."}}}]}"#,
    );
    let rows: Vec<(&str, &str, bool, &str, Option<&str>)> = event
        .properties
        .iter()
        .map(|row| {
            let description = row.description.as_str();
            (row.path.as_str(), row.kind.as_str(), row.required, description, row.only_in.as_deref())
        })
        .collect();
    assert_eq!(
        rows,
        [
            ("how", "one of a list", true, "How.", None),
            ("to", "text", false, "To.", None),
            ("how", "one of a list", true, "How.", Some("Card")),
            ("to", "text", false, "To.", Some("Card")),
            ("how", "one of a list", true, "By bank.", Some("Bank")),
        ]
    );
    assert_eq!(event.properties[2].values, ["card"]);
    let to = &event.properties[3];
    assert_eq!(
        (to.limits.join(", "), to.pii.join(", ")),
        ("2 to 9 characters".to_owned(), "name".to_owned())
    );
}

#[test]
fn forms_are_told_apart_by_what_is_only_in_them() {
    let event = event(
        r#"{"x-letter": {"track": "Paid"}, "type": "object", "required": ["id"], "oneOf": [
            {"required": ["id", "how"], "properties": {"how": {"const": "card"}, "no": {"type": "string"}}},
            {"properties": {"iban": {"type": "string"}}, "required": ["iban"]},
            {"properties": {"iban": {"type": "integer"}}, "required": ["iban"]},
            {"properties": {"x": {"type": "integer"}}}]}"#,
    );
    let rows: Vec<(&str, Option<&str>)> =
        event.properties.iter().map(|row| (row.path.as_str(), row.only_in.as_deref())).collect();
    assert_eq!(
        rows,
        [
            ("id", None),
            ("how", Some("the form in which how is card")),
            ("no", Some("the form in which how is card")),
            ("iban", Some("the form in which there is iban")),
            ("iban", Some("form 3")),
            ("x", Some("form 4")),
        ]
    );
}

#[test]
fn ways_without_number_have_an_end_and_each_definition_a_row() {
    let definitions: Vec<String> = (0..30)
        .map(|n| {
            let next = n + 1;
            format!(
                r##""d{n}": {{"contains": {{"properties": {{"a": {{"$ref": "#/$defs/d{next}"}}, "b": {{"$ref": "#/$defs/d{next}"}}}}}}}}"##
            )
        })
        .collect();
    let text = format!(
        r##"{{"x-letter": {{"track": "A"}}, "properties": {{"p": {{"$ref": "#/$defs/d0"}}}},
          "$defs": {{{}, "d30": {{"x-letter": {{"pii": "email"}}}}}}}}"##,
        definitions.join(",")
    );
    let event = event(&text);
    let marked: Vec<&Row> = event.properties.iter().filter(|row| !row.pii.is_empty()).collect();
    assert!(!marked.is_empty() && marked.len() <= 2_001, "{}", marked.len());
    assert_eq!(event.properties.last().and_then(|row| row.cut), Some(Cut::Stops), "more is not told");
}

#[test]
fn a_large_property_does_not_take_the_rows_of_the_others() {
    let many: Vec<String> = (0..3_000).map(|n| format!(r#""n{n}": {{"type": "string"}}"#)).collect();
    let text = format!(
        r#"{{"x-letter": {{"track": "A"}}, "properties": {{"many": {{"properties": {{{}}}}}, "last": {{"type": "string"}}}}}}"#,
        many.join(",")
    );
    let event = event(&text);
    assert_eq!(event.properties[0].cut, Some(Cut::Stops));
    assert_eq!(event.properties.last().map(|row| (row.path.as_str(), row.cut)), Some(("last", None)));
}

#[test]
fn a_form_has_its_own_example() {
    let event = event(
        r#"{"x-letter": {"track": "Paid"}, "type": "object", "properties": {
            "by": {"type": "object", "oneOf": [
                {"title": "Card", "properties": {"how": {"const": "card"}, "no": {"type": "string"}}, "required": ["how"]},
                {"title": "Bank", "properties": {"how": {"const": "bank"}, "no": {"type": "string"}}, "required": ["how"]},
                {"title": "Cash", "properties": {"how": {"const": "cash"}, "no": {"type": "string"}}, "required": ["how"]}]},
            "lines": {"type": "array", "items": {"anyOf": [
                {"title": "A", "properties": {"kind": {"const": "a"}, "n": {"type": "integer"}}, "required": ["kind"]},
                {"title": "B", "properties": {"kind": {"const": "b"}, "n": {"type": "integer"}}, "required": ["kind"]}]}}},
          "examples": [
            {"by": {"how": "card", "no": "4242"}, "lines": [{"kind": "a", "n": 1}, {"kind": "b", "n": 2}]},
            {"by": {"how": "bank", "no": "DE12"}}]}"#,
    );
    let of = |path: &str, form: &str| {
        let row =
            event.properties.iter().find(|row| row.path == path && row.only_in.as_deref() == Some(form));
        row.unwrap().example.as_deref()
    };
    assert_eq!((of("by.how", "Card"), of("by.no", "Card")), (Some("card"), Some("4242")));
    assert_eq!((of("by.how", "Bank"), of("by.no", "Bank")), (Some("bank"), Some("DE12")));
    assert_eq!(of("by.no", "Cash"), None, "no payload has this form");
    assert_eq!((of("lines[].n", "A"), of("lines[].n", "B")), (Some("1"), Some("2")));
    assert_eq!(event.paths, ["by", "by.how", "by.no", "lines", "lines[].kind", "lines[].n"], "each once");
}

#[test]
fn names_with_signs_of_paths_are_rows_of_their_own() {
    let schema = r#"{"x-letter": {"track": "A"}, "type": "object", "properties": {
            "a": {"type": "object", "properties": {"b": {"type": "integer"}, "": {"type": "string"}}},
            "a.b": {"type": "string"}, "l[]": {"type": "object", "properties": {"x": {"type": "boolean"}}},
            "l": {"type": "array", "items": {"type": "object", "properties": {"x": {"type": "integer"}}}}},
          "examples": [{"a": {"b": 1, "": "e"}, "a.b": "dotted", "l[]": {"x": true}, "l": [{"x": 7}]}]}"#;
    let catalog = catalog(&[("a.json", schema)]);
    let rows: Vec<(&str, &str, Option<&str>)> = catalog.events[0]
        .properties
        .iter()
        .map(|row| (row.path.as_str(), row.kind.as_str(), row.example.as_deref()))
        .collect();
    assert_eq!(
        rows,
        [
            ("a", "group of properties", None),
            ("a.b", "whole number", Some("1")),
            ("a.", "text", Some("e")),
            ("a.b", "text", Some("dotted")),
            ("l[]", "group of properties", None),
            ("l[].x", "true or false", Some("true")),
            ("l", "list of: group of properties", Some("[{\"x\":7}]")),
            ("l[].x", "whole number", Some("7")),
        ]
    );
    assert!(catalog.properties.iter().all(|property| !property.mixed), "they are different properties");
    assert_eq!(catalog.properties.len(), 8);
    let anchors: BTreeSet<&str> =
        catalog.events[0].properties.iter().map(|row| row.anchor.as_str()).collect();
    assert_eq!(anchors.len(), 8);
}
