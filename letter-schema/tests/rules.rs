//! The rules: their documentation, their levels, and what each of them takes for right and for wrong.

use letter_schema::diagnostic::Level;
use letter_schema::plan::Plan;
use letter_schema::rules::{self, Date};

const TODAY: &str = "2026-06-01";

/// What is found in some files: `file:line:column level rule` for each finding.
fn found(files: &[(&str, &str)]) -> Vec<String> {
    let files = files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
    let plan = Plan::read(files, &mut |_| None);
    let found = rules::check(&plan, Date::parse(TODAY).expect("a date"), []);
    let line = |found: &letter_schema::diagnostic::Diagnostic| {
        assert!(rules::find(found.rule).is_some(), "{} is not documented", found.rule);
        let level = if found.level == Level::Error { "error" } else { "warn" };
        let place = found.span.map_or_else(String::new, |span| plan.sources.place(span));
        format!("{place} {level} {}", found.rule)
    };
    found.sorted().into_iter().map(line).collect()
}

/// The rules that one event's properties break.
fn of_properties(properties: &str) -> Vec<String> {
    let text =
        format!(r#"{{"title":"T","description":"Something happened.","properties":{{{properties}}}}}"#);
    found(&[("t.json", &text)])
        .iter()
        .map(|found| found.rsplit(' ').next().expect("a rule").to_owned())
        .collect()
}

#[test]
fn the_page_is_what_the_rules_say() {
    let page = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/rules.md");
    let written = std::fs::read_to_string(page).unwrap_or_default();
    assert!(
        written == rules::page(),
        "docs/rules.md is out of date: run `cargo xtask explain --markdown > docs/rules.md`"
    );
}

#[test]
fn the_reference_plan_is_clean() {
    let folder = std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../schemas"));
    let plan = letter_schema::load::load(folder, folder).plan;
    assert!(plan.events.len() > 10, "the reference plan was not found");
    let found = rules::check(&plan, Date::parse("2026-12-31").expect("a date"), []);
    assert_eq!(letter_schema::render::all(&plan.sources, &found), "");
}

#[test]
fn names_of_properties() {
    for (name, breaks) in [
        ("is_not_active", true),
        ("no_reply", true),
        ("tracking_disabled", true),
        ("isNotBot", true),
        ("notified", false),
        ("has_notes", false),
        ("is_known", false),
        ("nonprofit", false),
    ] {
        let rules = of_properties(&format!(r#""{name}":{{"type":"boolean","description":"What it is."}}"#));
        assert_eq!(rules == ["boolean-negated"], breaks, "{name}: {rules:?}");
    }
}

#[test]
fn units_of_numbers() {
    for (name, description, told) in [
        ("duration", "The time that it took.", false),
        ("duration", "The time that it took, in seconds.", true),
        ("duration_ms", "The time that it took.", true),
        ("size", "How big it was.", false),
        ("size", "How many rooms it has.", true),
        ("seats", "What was booked.", true),
        ("booked", "Seats that were booked.", true),
        ("total", "What was paid.", false),
        ("total", "What was paid, in the smallest unit of `currency`.", true),
        ("discount", "What was taken off, in %.", true),
        ("status", "What it became.", true),
    ] {
        let property = format!(r#""{name}":{{"type":"number","description":"{description}"}}"#);
        let rules = of_properties(&property);
        assert_eq!(rules.is_empty(), told, "{name}: {description} {rules:?}");
    }
    assert!(
        of_properties(
            r#""total":{"type":"number","description":"What was paid.","x-letter":{"unit":"cent"}}"#
        )
        .is_empty()
    );
}

#[test]
fn personal_data() {
    for (name, schema, suspected) in [
        ("email", r#""type":"string""#, true),
        ("user_email_address", r#""type":"string""#, true),
        ("emails", r#""type":"array","items":{"type":"string"}"#, true),
        ("contact", r#""type":"string","format":"email""#, true),
        ("client", r#""type":"string","format":"ipv4""#, true),
        ("phoneNumber", r#""type":["string","null"]"#, true),
        ("lastName", r#""type":"string""#, true),
        ("home_address", r#""type":"string""#, true),
        ("latitude", r#""type":"number""#, true),
        ("ip", r#""type":"string""#, true),
        ("email_verified", r#""type":"boolean""#, false),
        ("email_count", r#""type":"integer""#, false),
        ("email_id", r#""type":"string""#, false),
        ("phone_model", r#""type":"string""#, false),
        ("address_type", r#""enum":["home","work"]"#, false),
        ("zip", r#""type":"string""#, false),
        ("tip", r#""type":"string""#, false),
        ("client_ip", r#""type":"string""#, true),
        ("ip_isp", r#""type":"string""#, false),
        ("product_name", r#""type":"string""#, false),
        ("email_opened_at", r#""type":"string","format":"date-time""#, false),
    ] {
        let rules = of_properties(&format!(r#""{name}":{{{schema},"description":"Where they live."}}"#));
        let found = rules.iter().any(|rule| rule == "personal-data-unclassified");
        assert_eq!(found, suspected, "{name}: {rules:?}");
    }
    for (name, secret) in [
        ("password", true),
        ("userPassword", true),
        ("api_key", true),
        ("api_key_id", false),
        ("passwordless", false),
    ] {
        let rules =
            of_properties(&format!(r#""{name}":{{"type":"string","description":"What it is for."}}"#));
        assert_eq!(rules == ["secret-in-plan"], secret, "{name}: {rules:?}");
    }
}

#[test]
fn descriptions() {
    for (description, empty) in [
        ("The order id", true),
        ("order ID.", true),
        ("TODO", true),
        ("tbd", true),
        ("Order", true),
        ("Identifier of the order in the shop.", false),
        ("The id of the order that was paid.", false),
    ] {
        let property = format!(r#""order_id":{{"type":"string","description":"{description}"}}"#);
        assert_eq!(of_properties(&property) == ["description-empty"], empty, "{description}");
    }
    assert_eq!(of_properties(r#""order_id":{"type":"string","description":"  "}"#), ["description-missing"]);
}

#[test]
fn what_references_and_all_of_say_counts() {
    let text = r##"{
        "title": "T", "description": "Something happened.",
        "$defs": { "Duration": { "type": "integer", "description": "In milliseconds.", "x-letter": { "unit": "ms" } } },
        "properties": {
            "waited": { "$ref": "#/$defs/Duration" },
            "worked": { "allOf": [{ "$ref": "#/$defs/Duration" }, { "maximum": 60000 }] }
        }
    }"##;
    assert_eq!(found(&[("t.json", text)]), [""; 0]);
}

#[test]
fn keywords_and_types() {
    for (schema, rule) in [
        (r#""type":"integer","maxLength":3"#, "keyword-without-effect"),
        (r#""type":"string","minimum":3"#, "keyword-without-effect"),
        (r#""type":"string","items":{}"#, "keyword-without-effect"),
        (r#""type":"array","required":["a"]"#, "keyword-without-effect"),
        (r#""minLength":3,"maxLength":2"#, "bounds-crossed"),
        (r#""minimum":3,"maximum":2.5"#, "bounds-crossed"),
        (r#""enum":["a"]"#, "enum-of-one"),
    ] {
        let rules = of_properties(&format!(r#""pages":{{{schema},"description":"What it holds."}}"#));
        assert!(rules.iter().any(|found| found == rule), "{schema}: {rules:?}");
    }
    for schema in [
        r#""type":["integer","string"],"maxLength":3"#,
        r#""type":"number","minimum":3,"maximum":3"#,
        r#""type":"array","items":{"type":"string"},"minItems":1"#,
        r#""const":"a""#,
    ] {
        let rules = of_properties(&format!(r#""pages":{{{schema},"description":"What it holds."}}"#));
        assert!(rules.is_empty(), "{schema}: {rules:?}");
    }
}

#[test]
fn required_names_of_combinations_are_declared_around_them() {
    let text = r#"{
        "title": "T", "description": "Something happened.", "type": "object",
        "properties": {
            "order": { "type": "string", "description": "What was ordered." },
            "invoice": { "type": "string", "description": "What was sent." }
        },
        "anyOf": [{ "required": ["order"] }, { "properties": { "invoice": { "minLength": 1 } }, "required": ["invoice"] }]
    }"#;
    assert_eq!(found(&[("t.json", text)]), [""; 0]);
}

#[test]
fn misspelt_names() {
    let event = |name: &str| format!(r#"{{"description":"It was so.","x-letter":{{"track":"{name}"}}}}"#);
    for (first, second, rule) in [
        ("Order Completed", "Order Compleated", Some("event-name-typo")),
        ("Order Completed", "Order Compelted", Some("event-name-typo")),
        ("Order Completed", "order completed", Some("event-name-collision")),
        ("Order Completed", "OrderCompleted", Some("event-name-collision")),
        ("Step 1 Done", "Step 2 Done", None),
        ("Item Added", "Items Added", None),
        ("Cart Viewed", "Card Viewed", None),
        ("Report Stated", "Report Staged", None),
        ("Order Merged", "Order Merges", None),
        ("Xaxis Moved", "Yaxis Moved", None),
        ("Order Completed", "Order Cancelled", None),
    ] {
        let found = found(&[("a.json", &event(first)), ("b.json", &event(second))]);
        let rules: Vec<&str> = found.iter().filter_map(|found| found.split(' ').nth(2)).collect();
        assert_eq!(rules, rule.into_iter().collect::<Vec<_>>(), "{first} {second}");
    }
}

#[test]
fn the_way_of_writing_is_learnt_from_most_names() {
    let event = |name: &str| format!(r#"{{"description":"It was so.","x-letter":{{"track":"{name}"}}}}"#);
    let texts: Vec<(String, String)> = ["Cart Opened", "Cart Closed", "API Key Made", "Login", "user_left"]
        .iter()
        .enumerate()
        .map(|(at, name)| (format!("{at}.json"), event(name)))
        .collect();
    let files: Vec<(&str, &str)> = texts.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    assert_eq!(found(&files), ["4.json:1:49 warn event-name-case"]);
    // Of two each, none is the rule.
    assert_eq!(found(&[files[0], files[4]]), [""; 0]);
}

#[test]
fn levels_and_allowances() {
    let plan = |rules: &str| format!(r#"{{"rules":{{{rules}}}}}"#);
    let event = |extension: &str| {
        format!(
            r#"{{"title":"T","description":"It was so.","x-letter":{{{extension}}},"properties":{{"x":{{"enum":["a"],"description":"Why."}}}}}}"#
        )
    };
    let of = |rules: &str, extension: &str| {
        let found = found(&[("plan.json", &plan(rules)), ("t.json", &event(extension))]);
        found.iter().map(|found| found.split_once(' ').expect("a level").1.to_owned()).collect::<Vec<_>>()
    };
    let allow = |more: &str| format!(r#""allow":[{{"rule":"enum-of-one"{more}}}]"#);
    let reason = r#","reason":"More will come.""#;
    assert_eq!(of("", ""), ["warn enum-of-one"]);
    assert_eq!(of(r#""enum-of-one":"error""#, ""), ["error enum-of-one"]);
    assert_eq!(of(r#""enum-of-one":"allow""#, ""), [""; 0]);
    assert_eq!(of("", &allow(reason)), [""; 0]);
    assert_eq!(of(r#""enum-of-one":"error""#, &allow(reason)), [""; 0]);
    assert_eq!(of(r#""enum-of-one":"allow""#, &allow(reason)), ["warn allowance-unused"]);
    assert_eq!(of("", &allow("")), ["error allowance-without-reason"]);
    let until = |day: &str| allow(&format!(r#"{reason},"until":"{day}""#));
    assert_eq!(of("", &until(TODAY)), [""; 0]);
    assert_eq!(of("", &until("2026-05-31")), ["error allowance-expired", "warn enum-of-one"]);
    assert_eq!(of("", &until("soon")), ["error allowance-expired", "warn enum-of-one"]);
    assert_eq!(
        of("", r#""allow":[{"rule":"enum-of-on","reason":"More."}]"#),
        ["error rule-unknown", "warn enum-of-one"]
    );
    assert_eq!(
        of("", r#""allow":[{"rule":"x-letter","reason":"More."}]"#),
        ["error allowance-unused", "warn enum-of-one"]
    );
    assert_eq!(of(r#""enum-of-one":"off""#, ""), ["error plan-file", "warn enum-of-one"]);
    assert_eq!(of(r#""json-syntax":"allow""#, ""), ["error plan-file", "warn enum-of-one"]);
    // What a property allows, it allows nowhere else.
    let two = r#"{"title":"T","description":"It was so.","properties":{
        "x":{"enum":["a"],"description":"Why.","x-letter":{"allow":[{"rule":"enum-of-one","reason":"More."}]}},
        "y":{"enum":["a"],"description":"Why."}}}"#;
    assert_eq!(found(&[("t.json", two)]), ["t.json:3:14 warn enum-of-one"]);
}

#[test]
fn errors_of_reading_stay_errors() {
    let rules = r#"{"rules":{"unknown-keyword":"allow"}}"#;
    let text = r#"{"title":"T","description":"It was so.","maxLenght":3,"widget":1}"#;
    assert_eq!(found(&[("plan.json", rules), ("t.json", text)]), ["t.json:1:41 error unknown-keyword"]);
}

#[test]
fn coming_and_going_of_properties() {
    let property = |more: &str| {
        of_properties(&format!(
            r#""a":{{"type":"string","description":"Which one.",{more}}},"b":{{"type":"string","description":"The other."}}"#
        ))
    };
    assert_eq!(property(r#""deprecated":true"#), ["replacement-missing"]);
    assert_eq!(property(r#""deprecated":true,"x-letter":{"replaced_by":"b"}"#), [""; 0]);
    assert_eq!(property(r#""deprecated":true,"x-letter":{"replaced_by":"a"}"#), ["replacement-unknown"]);
    assert_eq!(property(r#""deprecated":true,"x-letter":{"replaced_by":"c"}"#), ["replacement-unknown"]);
    assert_eq!(property(r#""x-letter":{"since":"2026-06-01"}"#), [""; 0]);
    assert_eq!(property(r#""x-letter":{"since":"2026-06-02"}"#), ["since-in-future"]);
    assert_eq!(property(r#""x-letter":{"since":"2.0"}"#), [""; 0]);
}

#[test]
fn plans_that_turn_in_circles() {
    // What they say does not matter: they are looked at and left.
    for text in [
        r##"{"$ref":"#"}"##,
        r##"{"properties":{"a":{"$ref":"#"},"b":{"$ref":"#/properties/b"}}}"##,
        r##"{"allOf":[{"$ref":"#/$defs/a"}],"$defs":{"a":{"allOf":[{"$ref":"#/$defs/b"}]},"b":{"allOf":[{"$ref":"#/$defs/a"}]}}}"##,
        r##"{"x-letter":{"track":"T","replaced_by":"T","status":"removed"}}"##,
        r#"{"x-letter":{"allow":[{}, 1, {"rule":""}, {"rule":"enum-of-one","until":1}]},"properties":{"":{},"\u0000":{}}}"#,
        "[]",
        "true",
    ] {
        assert!(!found(&[("t.json", text)]).is_empty(), "{text}");
    }
    let chain: Vec<String> =
        (0..1_000).map(|at| format!(r##""d{at}":{{"$ref":"#/$defs/d{}"}}"##, at + 1)).collect();
    let text = format!(
        r##"{{"properties":{{"a":{{"$ref":"#/$defs/d0"}}}},"$defs":{{{},"d1000":{{}}}}}}"##,
        chain.join(",")
    );
    assert!(!found(&[("t.json", &text)]).is_empty());
}

#[test]
fn types_across_events() {
    let event = |name: &str, schema: &str| {
        format!(
            r#"{{"title":"{name}","description":"It was so.","properties":{{"code":{{{schema},"description":"Which one."}}}}}}"#
        )
    };
    let (a, b, c) = (
        event("A", r#""type":"string""#),
        event("B", r#""type":["string","null"]"#),
        event("C", r#""enum":[1,2]"#),
    );
    // Null is presence, and no type of its own.
    assert_eq!(found(&[("a.json", &a), ("b.json", &b)]), [""; 0]);
    assert_eq!(
        found(&[("a.json", &a), ("b.json", &b), ("c.json", &c)]),
        ["c.json:1:55 warn property-type-differs"]
    );
}

#[test]
fn an_allowance_for_a_comparison_is_not_called_unused_without_one() {
    for (rule, unused) in [("property-removed", false), ("ledger-behind", false), ("boolean-negated", true)] {
        let text = format!(
            r#"{{"title":"T","description":"Something happened.","x-letter":{{"allow":[{{"rule":"{rule}","reason":"Why."}}]}}}}"#
        );
        let found = found(&[("t.json", &text)]);
        assert_eq!(
            found.iter().any(|found| found.ends_with("allowance-unused")),
            unused,
            "{rule}: {found:?}"
        );
    }
}

#[test]
fn the_tag_of_an_exported_enum_needs_no_description() {
    for (mark, told) in [(r#","exported_from":"shop::Paid""#, false), ("", true)] {
        let text = format!(
            r#"{{"title":"T","description":"Something happened.","x-letter":{{"track":"T"{mark}}},"oneOf":[{{"properties":{{"type":{{"const":"a"}}}}}}]}}"#
        );
        let found = found(&[("t.json", &text)]);
        assert_eq!(found.iter().any(|found| found.ends_with("description-missing")), told, "{found:?}");
    }
}
