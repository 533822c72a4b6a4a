//! Types that reported themselves, held against a plan.

use std::path::Path;

use letter_schema::diagnostic::Diagnostics;
use letter_schema::json::{self as text, Json};
use letter_schema::plan::Plan;
use letter_schema::source::Sources;
use letter_schema::validate::Validator;
use serde_json::{Value, json};

use super::assign::{Export, Options, assign};
use super::report::Report;

fn paid() -> Value {
    json!({
        "type": "shop::OrderPaid", "file": "src/events.rs", "line": 7,
        "event": {
            "kind": "track", "name": "Order Paid", "description": "A customer paid.", "owner": "", "tags": [],
            "since": "", "deprecated": false, "replaced_by": "",
        },
        "content": { "type": "shop::OrderPaid" },
        "types": { "shop::OrderPaid": { "form": "struct", "parts": [named("", &[])] } },
        "schema": {
            "title": "OrderPaid", "description": "A customer paid.", "type": "object",
            "properties": { "total": { "type": "integer", "format": "uint8", "minimum": 0, "maximum": 255 } },
            "required": ["total"],
        },
    })
}

/// What a type with these fields tells, or a variant with this name.
fn named(name: &str, fields: &[Value]) -> Value {
    json!({ "name": name, "tag": null, "content": null, "style": "named", "fields": fields })
}

/// The same of fields without names.
fn unnamed(name: &str, style: &str, fields: &[Value]) -> Value {
    json!({ "name": name, "tag": null, "content": null, "style": style, "fields": fields })
}

fn field(key: &str, pii: &str, content: &Value) -> Value {
    json!({ "key": key, "pii": pii, "lift": "", "never_null": false, "flatten": false, "content": content })
}

/// The same with some values changed.
fn but(mut report: Value, changes: &[(&str, Value)]) -> Value {
    for (pointer, value) in changes {
        *report.pointer_mut(pointer).unwrap() = value.clone();
    }
    report
}

fn export_with(reports: &[Value], files: &[(&str, &str)], adopt: bool) -> Export {
    let reports: Vec<Report> =
        reports.iter().map(|report| serde_json::from_value(report.clone()).unwrap()).collect();
    let files = files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
    let plan = Plan::read(files, &mut |_| None);
    assign(
        &reports,
        &plan,
        Options { folder: Path::new("plan"), adopt },
        &|path| !path.starts_with("other::"),
        &|_| Some("shop".to_owned()),
    )
}

fn export(reports: &[Value], files: &[(&str, &str)]) -> Export {
    export_with(reports, files, false)
}

/// The one file of an export, as JSON.
fn written(export: &Export) -> Value {
    assert_eq!((export.files.len(), &export.problems[..]), (1, &[][..]), "{export:?}");
    serde_json::from_str(&export.files[0].after).unwrap()
}

/// Whether a schema file takes a value.
fn is_valid(file: &Value, value: &Value) -> bool {
    let plan = Plan::read(vec![("a.json".to_owned(), file.to_string())], &mut |_| None);
    Validator::new(&plan.schemas).is_valid(plan.events[0].schema, &json_of(value))
}

fn json_of(value: &Value) -> Json {
    let mut sources = Sources::default();
    let id = sources.add("value.json".to_owned(), value.to_string());
    text::parse(id, sources.file(id), &mut Diagnostics::default()).unwrap()
}

fn problem(export: &Export) -> String {
    let [problem] = &export.problems[..] else { panic!("{:?}", export.problems) };
    format!("{} @ {} @ {}", problem.message, problem.place, problem.help)
}

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

#[test]
fn a_file_that_people_keep_is_only_taken_over_if_they_say_so() {
    let kept = r#"{ "title": "OrderPaid", "x-letter": { "track": "Order Paid", "owner": "billing" }, "type": "object" }"#;
    let refused = export(&[paid()], &[("order_paid.json", kept)]);
    let told = problem(&refused);
    assert!(told.contains("a file that people keep @ src/events.rs:7 and plan/order_paid.json"), "{told}");
    assert!(told.contains("schema = \"…/order_paid.json\"") && refused.files.is_empty(), "{told}");
    let adopted = written(&export_with(&[paid()], &[("order_paid.json", kept)], true));
    assert_eq!(adopted["x-letter"]["owner"], "billing");
    assert_eq!(adopted["x-letter"]["exported_from"], "shop::OrderPaid");
}

#[test]
fn a_type_of_another_name_or_event_keeps_its_file() {
    let first = export(&[paid()], &[]).files.remove(0);
    let files = [("order_paid.json", first.after.as_str())];
    let renamed = export(&[but(paid(), &[("/type", json!("shop::Paid"))])], &files);
    assert_eq!((renamed.files[0].path.as_str(), renamed.stale.len()), ("order_paid.json", 0));
    let event = export(&[but(paid(), &[("/event/name", json!("Cart Paid"))])], &files);
    assert_eq!((event.files[0].path.as_str(), event.stale.len()), ("order_paid.json", 0));
    assert_eq!(written(&event)["x-letter"]["track"], "Cart Paid");

    // Both at once are known by the properties, if nothing else could be meant.
    let other = [("/type", json!("shop::CartPaid")), ("/event/name", json!("Cart Paid"))];
    let other = but(paid(), &other);
    let taken = export(std::slice::from_ref(&other), &files);
    assert_eq!((taken.files[0].path.as_str(), taken.stale.len()), ("order_paid.json", 0));
    assert!(
        taken.notes[0].contains("order_paid.json is that of `shop::CartPaid` from now on"),
        "{:?}",
        taken.notes
    );

    let left_over = |reports: &[Value], files: &[(&str, &str)]| {
        let export = export(reports, files);
        let left: Vec<_> = export.stale.iter().map(|stale| stale.path.clone()).collect();
        let paths: Vec<_> = export.files.iter().map(|file| file.path.clone()).collect();
        assert_eq!(export.notes, [""; 0]);
        (paths, left)
    };
    let paths = |paths: &[&str]| paths.iter().map(|path| (*path).to_owned()).collect::<Vec<_>>();
    let changed = but(other.clone(), &[("/schema/required", json!([]))]);
    assert_eq!(left_over(&[changed], &files), (paths(&["cart_paid.json"]), paths(&["order_paid.json"])));
    let third = but(other.clone(), &[("/type", json!("shop::Third")), ("/event/name", json!("Third"))]);
    assert_eq!(
        left_over(&[other.clone(), third], &files),
        (paths(&["cart_paid.json", "third.json"]), paths(&["order_paid.json"]))
    );
    // The file of a package that is not asked is nobody's.
    let foreign = first.after.replace("shop::OrderPaid", "other::OrderPaid");
    assert_eq!(
        left_over(&[other], &[("order_paid.json", &foreign)]),
        (paths(&["cart_paid.json"]), paths(&[]))
    );
}

#[test]
fn types_of_one_path_in_a_library_and_a_program_keep_their_own_files() {
    let program = [("/file", json!("src/main.rs")), ("/event/name", json!("Cart Paid"))];
    let reports = [paid(), but(paid(), &program)];
    let first = export(&reports, &[]);
    let files: Vec<(&str, &str)> =
        first.files.iter().map(|file| (file.path.as_str(), file.after.as_str())).collect();
    assert_eq!(files.len(), 2);
    let again = export(&reports, &files);
    assert_eq!((&again.problems[..], &again.stale[..]), (&[][..], &[][..]));
    assert!(
        again.files.iter().all(|file| file.before.as_ref() == Some(&file.after)) && again.files.len() == 2
    );
}

#[test]
fn files_of_types_that_are_still_there_are_not_left_over() {
    let first = export(&[paid()], &[]).files.remove(0).after;
    let files = [("order_paid.json", first.as_str())];
    let passed = |why: &str| json!({ "type": "shop::OrderPaid", "file": "src/a.rs", "line": 1, why: true });
    let held = export(&[passed("held")], &files);
    assert!(problem(&held).contains("remove `exported_from`"), "{:?}", held.problems);
    let generic = export(&[passed("generic")], &files);
    assert!(problem(&generic).contains("has type parameters"), "{:?}", generic.problems);
    let copied = export(&[paid()], &[files[0], ("other.json", &first)]);
    let told = problem(&copied);
    assert!(
        told.contains("plan/order_paid.json, of which this one looks like a copy @ plan/other.json"),
        "{told}"
    );
    assert!(held.stale.is_empty() && generic.stale.is_empty() && copied.stale.is_empty());
}

#[test]
fn a_plan_with_a_file_that_cannot_be_read_is_refused() {
    let first = export(&[paid()], &[]).files.remove(0).after;
    let unread = |text: String| {
        let plan = Plan::read(vec![("order_paid.json".to_owned(), text)], &mut |_| None);
        super::unread(&plan).map(|(place, _)| place.unwrap())
    };
    assert_eq!(unread(first.clone()), None);
    let conflict = first.replace("  \"type\"", "<<<<<<< HEAD\n  \"type\"");
    assert_eq!(unread(conflict).as_deref(), Some("order_paid.json:9:1"));
    assert_eq!(unread(format!("\u{feff}{first}")).as_deref(), Some("order_paid.json:1:1"));
}

#[test]
fn a_file_is_named_otherwise_where_its_name_is_taken() {
    let paths = |export: &Export| export.files.iter().map(|file| file.path.clone()).collect::<Vec<_>>();
    let plan = export(&[but(paid(), &[("/event/name", json!("Plan"))])], &[]);
    assert_eq!(paths(&plan), ["plan_track.json"]);

    let of = |module: &str, kind: &str| {
        let path = json!(format!("{module}::Profile"));
        but(paid(), &[("/type", path), ("/event/kind", json!(kind)), ("/event/name", json!("Profile"))])
    };
    let both = [of("g", "group"), of("u", "identify")];
    let first = export(&both, &[]);
    assert_eq!(
        (paths(&first), first.problems.len()),
        (vec!["profile.json".into(), "profile_identify.json".into()], 0)
    );
    // The one that is there keeps its file, whichever comes first.
    let user = export(&both[1..], &[]).files.remove(0).after;
    let later = export(&both, &[("profile.json", &user)]);
    assert_eq!(
        (paths(&later), later.problems.len()),
        (vec!["profile_group.json".into(), "profile.json".into()], 0)
    );

    let party = but(paid(), &[("/event/name", json!("🎉"))]);
    let party =
        export(&[party, but(paid(), &[("/type", json!("shop::B")), ("/event/name", json!("B"))])], &[]);
    assert_eq!(paths(&party), ["b.json"]);
    assert!(problem(&party).contains("event \"🎉\" of `shop::OrderPaid`"), "{:?}", party.problems);
    assert_eq!(party.problems[0].place, "src/events.rs:7");
}

#[test]
fn types_that_would_be_one_event_or_one_file_are_refused() {
    let twin = but(paid(), &[("/type", json!("shop::b::Paid")), ("/line", json!(30))]);
    let told = export(&[paid(), twin], &[]);
    assert!(told.files.is_empty());
    let told = problem(&told);
    assert!(
        told.contains("`shop::OrderPaid` and `shop::b::Paid` are both the event \"Order Paid\""),
        "{told}"
    );
    assert!(told.contains("src/events.rs:7 and src/events.rs:30"), "{told}");

    let near = but(paid(), &[("/type", json!("shop::b::Paid")), ("/event/name", json!("order_paid"))]);
    let near = export(&[paid(), near], &[]);
    assert_eq!(near.files.len(), 1);
    assert!(problem(&near).contains("would be one file"));

    let shared = export(&[paid()], &[("order_paid.json", r#"{ "$defs": {} }"#)]);
    assert!(problem(&shared).contains("there for something else") && shared.files.is_empty());
}

#[test]
fn a_type_that_cannot_be_exported_is_named_and_its_file_left_alone() {
    let first = export(&[paid()], &[]).files.remove(0);
    let blind = but(paid(), &[("/schema", Value::Null)]);
    let blind = export(&[blind], &[("order_paid.json", &first.after)]);
    let told = problem(&blind);
    assert!(told.contains("`shop::OrderPaid` does not tell its schema @ src/events.rs:7"), "{told}");
    assert!(
        told.contains("`cargo add schemars --package shop`, then add `#[derive(schemars::JsonSchema)]`"),
        "{told}"
    );
    assert!(blind.stale.is_empty() && blind.files.is_empty());

    let generic = json!({ "type": "shop::Wrapped", "file": "src/a.rs", "line": 1, "generic": true });
    let generic = export(&[generic], &[]);
    assert_eq!(generic.skipped, [("shop::Wrapped".to_owned(), "src/a.rs:1".to_owned())]);

    let impossible = json!({ "type": "object", "properties": { "a": { "type": "string", "pattern": "(" } } });
    let impossible = export(&[but(paid(), &[("/schema", impossible)])], &[]);
    assert!(problem(&impossible).contains("is none that a plan can have"), "{:?}", impossible.problems);
}

/// An event of this schema that tells this of its types; the first is its own.
fn telling(schema: &Value, types: &[(&str, &str, Value)]) -> Value {
    let told =
        types.iter().map(|(name, form, parts)| ((*name).to_owned(), json!({ "form": form, "parts": parts })));
    let told: serde_json::Map<String, Value> = told.collect();
    let mut event = but(paid(), &[("/schema", schema.clone()), ("/types", Value::Object(told))]);
    event["content"] = json!({ "type": types[0].0 });
    event
}

#[test]
fn what_attributes_say_of_fields_reaches_types_inside_of_events() {
    let schema = json!({
        "type": "object",
        "properties": {
            "buyer": { "anyOf": [{ "$ref": "#/$defs/Buyer" }, { "type": "null" }], "description": "Who." },
            "note": { "type": ["string", "null"] },
            "others": { "type": "object", "additionalProperties": { "type": "array", "items": { "$ref": "#/$defs/Buyer2" } } },
            "flat": { "type": "string" },
            "pair": { "type": "array", "prefixItems": [{ "type": "integer" }, {
                "type": "object", "properties": { "mail": { "type": "string" }, "again": { "$ref": "#/$defs/Buyer" } },
            }] },
        },
        "$defs": {
            "Buyer": { "type": "object", "properties": { "mail": { "type": ["string", "null"] } } },
            "Buyer2": { "type": "object", "properties": { "phone": { "type": "string" }, "mail": { "$ref": "#/$defs/Mail" } } },
            "Mail": { "type": "string" },
        },
    });
    let mut buyer = field("buyer", "", &json!({ "optional": { "type": "a::Buyer" } }));
    buyer["never_null"] = json!(true);
    let mut flat = field("", "", &json!({ "optional": { "type": "Flat" } }));
    flat["flatten"] = json!(true);
    let mut mail = field("mail", "email", &Value::Null);
    mail["never_null"] = json!(true);
    let others = json!({ "entries": { "items": { "type": "b::Buyer" } } });
    let again = field("again", "", &json!({ "type": "a::Buyer" }));
    let event = telling(
        &schema,
        &[
            (
                "E",
                "struct",
                json!([named(
                    "",
                    &[
                        buyer,
                        field("others", "", &others),
                        flat,
                        field("pair", "", &json!({ "tuple": [null, { "type": "Inline" }] })),
                    ]
                )]),
            ),
            ("Flat", "struct", json!([named("", &[field("flat", "name", &Value::Null)])])),
            ("a::Buyer", "struct", json!([named("", &[mail])])),
            // Of two types with one name, each knows its own fields only.
            (
                "b::Buyer",
                "struct",
                json!([named(
                    "",
                    &[field("phone", "phone", &Value::Null), field("mail", "", &json!({ "type": "Mail" })),]
                )]),
            ),
            ("Mail", "struct", json!([unnamed("", "alone", &[field("", "home", &Value::Null)])])),
            ("Inline", "struct", json!([named("", &[field("mail", "work", &Value::Null), again])])),
        ],
    );
    let whole = export(&[event], &[]);
    assert_eq!(whole.notes, [""; 0]);
    let written = written(&whole);
    assert_eq!(written["properties"]["buyer"], json!({ "$ref": "#/$defs/Buyer", "description": "Who." }));
    assert_eq!(written["properties"]["note"], json!({ "type": ["string", "null"] }));
    assert_eq!(written["properties"]["flat"]["x-letter"], json!({ "pii": "name" }));
    assert_eq!(
        written["$defs"]["Buyer"]["properties"]["mail"],
        json!({ "type": "string", "x-letter": { "pii": "email" } })
    );
    assert_eq!(written["$defs"]["Buyer2"]["properties"]["phone"]["x-letter"]["pii"], "phone");
    assert_eq!(written["$defs"]["Buyer2"]["properties"]["mail"], json!({ "$ref": "#/$defs/Mail" }));
    assert_eq!(written["$defs"]["Mail"], json!({ "type": "string", "x-letter": { "pii": "home" } }));
    assert_eq!(
        written["properties"]["pair"]["prefixItems"][1]["properties"]["mail"]["x-letter"]["pii"],
        "work"
    );
}

#[test]
fn what_attributes_say_of_a_variant_stays_in_it() {
    let text = json!({ "type": "string" });
    let object = |properties: Value| json!({ "type": "object", "properties": properties });
    let schema = object(json!({
        "external": { "oneOf": [
            { "type": "string", "enum": ["None", "Both"] },
            object(json!({ "Mail": text })),
            object(json!({ "Form": object(json!({ "mail": text })) })),
        ] },
        "internal": { "oneOf": [
            object(json!({ "k": { "const": "one" }, "mail": text })), object(json!({ "k": { "const": "two" }, "mail": text })),
        ] },
        "adjacent": { "oneOf": [
            object(json!({ "k": { "const": "one" }, "c": { "type": "array", "prefixItems": [text, text] } })),
        ] },
        "untagged": { "anyOf": [object(json!({ "mail": text })), text, object(json!({ "mail": text }))] },
        "short": { "anyOf": [text] },
        "foreign": { "type": "array", "items": text },
        "number": { "type": "integer" },
    }));
    let nothing = Value::Null;
    let mail = || field("mail", "email", &nothing);
    let tagged = |mut part: Value, content: Option<&str>| {
        part["tag"] = json!("k");
        part["content"] = json!(content);
        part
    };
    let fields = ["external", "internal", "adjacent", "untagged", "short"]
        .map(|name| field(name, "", &json!({ "type": name })))
        .into_iter()
        .chain(["foreign", "number"].map(|name| field(name, "", &json!({ "untold": name }))));
    let event = telling(
        &schema,
        &[
            ("E", "struct", json!([named("", &fields.collect::<Vec<_>>())])),
            (
                "external",
                "enum",
                json!([
                    named("Form", &[mail()]),
                    unnamed("None", "alone", &[]),
                    unnamed("Mail", "alone", &[field("", "home", &nothing)]),
                ]),
            ),
            (
                "internal",
                "enum",
                json!([
                    tagged(named("one", &[field("mail", "", &nothing)]), None),
                    tagged(named("two", &[mail()]), None),
                ]),
            ),
            (
                "adjacent",
                "enum",
                json!([tagged(
                    unnamed("one", "tuple", &[field("", "", &nothing), field("", "work", &nothing)]),
                    Some("c"),
                )]),
            ),
            (
                "untagged",
                "enum",
                json!([
                    named("", &[mail()]),
                    unnamed("", "alone", &[field("", "any", &nothing)]),
                    named("", &[]),
                ]),
            ),
            ("short", "enum", json!([named("", &[mail()]), named("", &[mail()])])),
        ],
    );
    let whole = export(&[event], &[]);
    let written = written(&whole);
    let mut found = Vec::new();
    marked(&written["properties"], String::new(), &mut found);
    assert_eq!(
        found,
        [
            "/adjacent/oneOf/0/properties/c/prefixItems/1 work",
            "/external/oneOf/1/properties/Mail home",
            "/external/oneOf/2/properties/Form/properties/mail email",
            "/internal/oneOf/1/properties/mail email",
            "/untagged/anyOf/0/properties/mail email",
            "/untagged/anyOf/1 any",
        ]
    );
    // What cannot be brought to its place is named.
    let named = whole.notes.iter().map(|note| note.split('`').nth(3).unwrap()).collect::<Vec<_>>();
    assert_eq!(named, ["foreign", "short"]);
}

#[test]
fn what_attributes_say_reaches_unions_that_are_flattened_together() {
    let object = |key: &str| json!({ "type": "object", "properties": { key: { "type": "string" } } });
    let schema = json!({
        "type": "object",
        "allOf": [
            { "anyOf": [object("a"), {}] },
            { "anyOf": [{ "type": "string", "enum": ["One", "Two"] }, object("Named"), object("b")] },
        ],
    });
    let flat = |name: &str| {
        let mut field = field("", "", &json!({ "optional": { "type": name } }));
        field["flatten"] = json!(true);
        field
    };
    let marked = |key: &str| field(key, key, &Value::Null);
    let event = telling(
        &schema,
        &[
            ("E", "struct", json!([named("", &[flat("mixed"), flat("untagged")])])),
            ("untagged", "enum", json!([named("", &[marked("a")])])),
            (
                "mixed",
                "enum",
                json!([
                    unnamed("One", "alone", &[]),
                    unnamed("Two", "alone", &[]),
                    unnamed("Named", "alone", &[field("", "named", &Value::Null)]),
                    named("", &[marked("b")]),
                ]),
            ),
        ],
    );
    let whole = export(&[event], &[]);
    assert_eq!(whole.notes, [""; 0]);
    let mut found = Vec::new();
    super::tests::marked(&written(&whole)["allOf"], String::new(), &mut found);
    assert_eq!(
        found,
        ["/0/anyOf/0/properties/a a", "/1/anyOf/1/properties/Named named", "/1/anyOf/2/properties/b b"]
    );
}

/// Every place that says which personal data it has.
fn marked(value: &Value, at: String, found: &mut Vec<String>) {
    if let Some(pii) = value.pointer("/x-letter/pii").and_then(Value::as_str) {
        found.push(format!("{at} {pii}"));
    }
    for (key, value) in value.as_object().into_iter().flatten() {
        marked(value, format!("{at}/{key}"), found);
    }
    for (key, value) in value.as_array().into_iter().flatten().enumerate() {
        marked(value, format!("{at}/{key}"), found);
    }
}

#[test]
fn objects_that_several_schemas_speak_of_stay_open() {
    let schema = json!({
        "type": "object",
        "properties": { "a": { "type": "string" }, "b": { "$ref": "#/$defs/Alone" } },
        "oneOf": [
            { "$ref": "#/$defs/Part" },
            { "type": "object", "properties": { "c": { "type": "string" } } },
        ],
        "$defs": {
            "Part": { "type": "object", "properties": { "d": { "type": "string" } } },
            "Alone": { "type": "object", "properties": { "e": { "type": "string" } } },
        },
    });
    let written = written(&export(&[but(paid(), &[("/schema", schema)])], &[]));
    let closed = |pointer: &str| written.pointer(pointer).unwrap().get("additionalProperties").is_some();
    assert!(!closed("") && !closed("/oneOf/1") && !closed("/$defs/Part") && closed("/$defs/Alone"));
}

#[test]
fn an_object_that_is_reached_by_way_of_other_definitions_stays_open() {
    let schema = |payload: &str| {
        json!({
            "type": "object",
            "properties": { "t": { "$ref": "#/$defs/Tagged" }, "alone": { "$ref": "#/$defs/Alone" } },
            "required": ["t"],
            "$defs": {
                "Tagged": { "oneOf": [{
                    "type": "object", "properties": { "k": { "type": "string", "const": "A" } }, "required": ["k"],
                    "$ref": format!("#/$defs/{payload}"),
                }] },
                "Wrapper": { "$ref": "#/$defs/Inner" },
                "Either": { "anyOf": [{ "$ref": "#/$defs/Wrapper" }, { "$ref": "#/$defs/Number" }] },
                "Number": { "type": "object", "properties": { "n": { "type": "integer" } }, "required": ["n"] },
                "Inner": { "type": "object", "properties": { "a": { "type": "integer" } }, "required": ["a"] },
                "Alone": { "type": "object", "properties": { "e": { "type": "string" } } },
            },
        })
    };
    let value = json!({ "t": { "a": 1, "k": "A" } });
    for payload in ["Wrapper", "Either"] {
        let schema = schema(payload);
        let inside = written(&export(&[but(paid(), &[("/schema", schema.clone())])], &[]));
        assert!(is_valid(&inside, &value), "{inside:#}");
        assert!(!is_valid(&inside, &json!({ "t": { "a": 1, "k": "A" }, "alone": { "f": 1 } })), "{inside:#}");

        let mut whole = schema["$defs"]["Tagged"].clone();
        whole["$defs"] = schema["$defs"].clone();
        let whole = written(&export(&[but(paid(), &[("/schema", whole)])], &[]));
        assert!(is_valid(&whole, &value["t"]), "{whole:#}");
    }
}

#[test]
fn a_schema_that_nothing_satisfies_is_refused() {
    let never = json!({ "type": "object", "properties": { "a": false }, "required": ["a"] });
    let never = export(&[but(paid(), &[("/schema", never)])], &[]);
    assert!(problem(&never).contains("no value of it can be valid"), "{:?}", never.problems);
    assert!(never.files.is_empty());
}

#[test]
fn descriptions_flow_but_for_lists_tables_and_code() {
    let text =
        "One\ntwo.\n\nThree:\n- four\n  five\n- six\n\n| a | b |\n|---|---|\n```\nx\n  y\n```\nend\nhere";
    let flowing =
        "One two.\n\nThree:\n- four five\n- six\n\n| a | b |\n|---|---|\n```\nx\n  y\n```\nend here";
    let described = but(paid(), &[("/schema/description", json!(text))]);
    assert_eq!(written(&export(&[described], &[]))["description"], flowing);
}

#[test]
fn a_check_points_at_what_differs() {
    let first = export(&[paid()], &[]).files.remove(0);
    let file = first.after.replace("\"maximum\": 255", "\"maximum\": 9").replace("\"OrderPaid\"", "\"Paid\"");
    let gone = first.after.replace("Order Paid", "Cart Paid").replace("shop::OrderPaid", "shop::CartPaid");
    let gone = gone.replace("total", "sum");
    let added = [("/type", json!("shop::New")), ("/event/name", json!("New"))];
    let blind = [("/type", json!("shop::Blind")), ("/event/name", json!("Blind")), ("/schema", Value::Null)];
    let files = [("cart_paid.json", gone.as_str()), ("order_paid.json", file.as_str())];
    let plan = Plan::read(files.map(|(path, text)| (path.to_owned(), text.to_owned())).into(), &mut |_| None);
    let export = export(&[paid(), but(paid(), &added), but(paid(), &blind)], &files);
    let found = super::findings::of(&export, &plan);
    let lines = found.iter().map(|found| {
        let place = found.span.map(|span| plan.sources.place(span)).unwrap_or_default();
        format!("{place} {}: {}; {}", found.rule, found.message, found.help.as_deref().unwrap_or_default())
    });
    assert_eq!(
        lines.collect::<Vec<_>>(),
        [
            "order_paid.json:3:12 export-differs: this is \"OrderPaid\" by `shop::OrderPaid`; run `cargo xtask export`",
            " export-missing: the plan has no file of `shop::New`; run `cargo xtask export`, which writes new.json",
            "cart_paid.json:7:22 export-left-over: `shop::CartPaid` is no more, from which this file was exported; delete \
             the file, or have `cargo xtask export --prune` do it; if the type is behind a feature, name it with `--features`",
            " export-refused: `shop::Blind` does not tell its schema (src/events.rs:7); run `cargo add schemars --package \
             shop`, then add `#[derive(schemars::JsonSchema)]` (of schemars 1) to `Blind` and to the types of its fields",
        ]
    );
}

#[test]
fn a_check_says_what_differs_and_not_how_it_is_laid_out() {
    let first = export(&[paid()], &[]).files.remove(0);
    let compact = first.after.split_whitespace().collect::<Vec<_>>().join(" ");
    let told = |changed: &str| {
        let files = [("order_paid.json", changed)];
        let plan =
            Plan::read(files.map(|(path, text)| (path.to_owned(), text.to_owned())).into(), &mut |_| None);
        let found = super::findings::of(&export(&[paid()], &files), &plan);
        let found = found.first().map(|found| {
            let text = &changed[found.span.unwrap().start as usize..found.span.unwrap().end as usize];
            format!("{} {text}: {}", found.pointer, found.message)
        });
        found.unwrap_or_default()
    };
    assert_eq!(told(&compact), "");
    assert_eq!(
        told(&compact.replace("\"maximum\": 255", "\"maximum\": 9")),
        "/properties/total/maximum 9: this is 255 by `shop::OrderPaid`"
    );
    assert_eq!(
        told(&compact.replace("\"maximum\": 255", "\"multipleOf\": 5, \"maximum\": 255")),
        "/properties/total/multipleOf 5: `multipleOf` is nothing that `shop::OrderPaid` says"
    );
    assert_eq!(
        told(&compact.replace(", \"maximum\": 255", "")),
        "/properties/total \"total\": `maximum` is missing, which `shop::OrderPaid` has"
    );
    assert_eq!(
        told(&compact.replace("[\"total\"]", "[]")),
        "/required \"required\": this is [\"total\"] by `shop::OrderPaid`"
    );
}
