//! What is written is read again, what changed is recorded, and merges lose nothing.

use super::{Kind, Ledger, ProblemKind, Since, Subject};
use crate::compare::{Audience, compare};
use crate::plan::Plan;
use crate::rules::Date;

const PAID: &str = r#"{
  "title": "Paid",
  "description": "A customer paid.",
  "type": "object",
  "x-letter": { "track": "Order Paid" },
  "required": ["amount"],
  "properties": {
    "amount": { "$ref": "shared.json#/$defs/Amount" },
    "via": { "type": "string", "enum": ["card", "cash"] }
  }
}"#;
const SHARED: &str = r#"{ "$defs": { "Amount": { "type": "integer", "minimum": 0, "maximum": 100 } } }"#;

fn day(text: &str) -> Date {
    Date::parse(text).expect("a day")
}

fn plan(files: &[(&str, &str)]) -> Plan {
    let files = files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
    let plan = Plan::read(files, &mut |_| None);
    assert_eq!(plan.found.iter().next(), None);
    plan
}

fn with_shared(paid: &str) -> Plan {
    plan(&[("paid.json", paid), ("shared.json", SHARED)])
}

fn event(name: &str) -> Subject {
    Subject::Event(Kind::Track, name.to_owned())
}

/// The ledger, written and read again.
fn again(ledger: &Ledger, plan: &Plan) -> Ledger {
    let (read, problems) = Ledger::read(&ledger.to_string(), plan);
    assert_eq!(problems, []);
    assert_eq!(read.to_string(), ledger.to_string());
    read
}

fn accept(ledger: &Ledger, plan: &Plan, date: &str, reason: Option<&str>) -> Ledger {
    let ledger = again(ledger, plan);
    let drift = ledger.drift(plan);
    let accepted = ledger.accept(plan, &drift, day(date), reason);
    assert!(again(&accepted, plan).drift(plan).unaccepted.is_empty());
    accepted
}

/// What is recorded of an event: the day, the rule, and the reason.
fn recorded(ledger: &Ledger, subject: &Subject) -> Vec<(String, String, Option<String>)> {
    let changes = &ledger.entry(subject).expect("an entry").changes;
    changes.iter().map(|one| (one.date.to_string(), one.rule.clone(), one.reason.clone())).collect()
}

fn change(date: &str, rule: &str, reason: Option<&str>) -> (String, String, Option<String>) {
    (date.to_owned(), rule.to_owned(), reason.map(str::to_owned))
}

#[test]
fn a_plan_is_the_same_after_it_was_written_down() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../schemas");
    let plan = crate::load::load(folder.as_ref(), folder.as_ref()).plan;
    let ledger = Ledger::begin(&plan, Since::On(day("2026-03-01")));
    let ledger = again(&ledger, &plan);
    assert!(ledger.drift(&plan).unaccepted.is_empty());
    let accepted = ledger.plan();
    assert_eq!(accepted.events.len(), plan.events.len());
    assert_eq!(accepted.found.iter().next(), None);
    for (one, other) in [(&plan, &accepted), (&accepted, &plan)] {
        assert!(compare(one, other).is_empty());
    }
}

#[test]
fn another_order_is_no_change_and_other_meaning_is_one() {
    let ledger = Ledger::begin(&with_shared(PAID), Since::On(day("2026-03-01")));
    let reordered = PAID.replace(
        r#""title": "Paid",
  "description": "A customer paid.","#,
        r#""description": "A customer paid.", "title": "Paid","#,
    );
    assert_ne!(reordered, PAID);
    assert!(ledger.drift(&with_shared(&reordered)).unaccepted.is_empty());

    let narrower = with_shared(&PAID.replace(r#", "cash""#, ""));
    let drift = ledger.drift(&narrower);
    assert!(drift.is_breaking());
    let [one] = &drift.unaccepted[..] else { panic!("{:?}", drift.unaccepted) };
    assert_eq!((one.change.rule, &one.subject), ("enum-value-removed", &event("Order Paid")));
}

#[test]
fn a_definition_that_changed_is_recorded_at_the_event_it_reaches() {
    let before = with_shared(PAID);
    let ledger = Ledger::begin(&before, Since::Before(day("2026-03-01")));
    let wider = plan(&[("paid.json", PAID), ("shared.json", &SHARED.replace("100", "1000"))]);
    let ledger = accept(&ledger, &wider, "2026-04-01", Some("prices rose"));
    let entry = ledger.entry(&event("Order Paid")).expect("an entry");
    let [one] = &entry.changes[..] else { panic!("{:?}", entry.changes) };
    assert_eq!(one.pointer, "/properties/amount");
    assert_eq!(one.breaks, Some(Audience::Consumers));
    assert_eq!(one.reason.as_deref(), Some("prices rose"));
    assert_eq!(entry.since, Some(Since::Before(day("2026-03-01"))));
}

#[test]
fn dates_stay_and_new_things_have_their_own() {
    let ledger = Ledger::begin(&with_shared(PAID), Since::On(day("2026-03-01")));
    let more = PAID.replace(r#""via": {"#, r#""coupon": { "type": "string" }, "via": {"#);
    let both = plan(&[
        ("paid.json", &more),
        ("refunded.json", r#"{ "title": "Refunded", "properties": { "why": { "type": "string" } } }"#),
        ("shared.json", SHARED),
    ]);
    let ledger = accept(&ledger, &both, "2026-04-01", Some("not for what breaks nobody else"));
    let paid = ledger.entry(&event("Order Paid")).expect("an entry");
    assert_eq!(paid.since, Some(Since::On(day("2026-03-01"))));
    assert_eq!(paid.property_since("amount"), Some(Since::On(day("2026-03-01"))));
    assert_eq!(paid.property_since("coupon"), Some(Since::On(day("2026-04-01"))));
    let refunded = ledger.entry(&event("Refunded")).expect("an entry");
    assert_eq!(refunded.since, Some(Since::On(day("2026-04-01"))));
    assert_eq!(refunded.property_since("why"), Some(Since::On(day("2026-04-01"))));
    let [added] = &refunded.changes[..] else { panic!("{:?}", refunded.changes) };
    assert_eq!((added.rule.as_str(), added.breaks), ("event-added", None));
}

#[test]
fn a_reason_stands_at_what_breaks() {
    let ledger = Ledger::begin(&with_shared(PAID), Since::On(day("2026-03-01")));
    let now = PAID.replace(r#", "cash""#, "").replace("A customer paid.", "A customer has paid.");
    let ledger = accept(&ledger, &with_shared(&now), "2026-04-01", Some("nobody pays cash"));
    let changes = recorded(&ledger, &event("Order Paid"));
    assert!(changes.contains(&change("2026-04-01", "enum-value-removed", Some("nobody pays cash"))));
    assert!(changes.contains(&change("2026-04-01", "description-changed", None)));
    assert_eq!(changes.len(), 2);
}

#[test]
fn an_event_that_has_gone_keeps_its_past_and_goes_on_with_it() {
    let other = ("other.json", r#"{ "title": "Something Else", "properties": { "a": { "type": "null" } } }"#);
    let before = plan(&[other, ("paid.json", PAID), ("shared.json", SHARED)]);
    let ledger = Ledger::begin(&before, Since::On(day("2026-03-01")));
    let ledger = accept(&ledger, &plan(&[other]), "2026-04-01", Some("no money any more"));
    let gone = ledger.entry(&event("Order Paid")).expect("an entry");
    assert!(!gone.is_there());
    assert_eq!(gone.since, Some(Since::On(day("2026-03-01"))));
    let shared = Subject::Shared("shared.json".to_owned());
    assert!(!ledger.entry(&shared).expect("its line").is_there());

    let ledger = accept(&ledger, &before, "2026-05-01", None);
    let back = ledger.entry(&event("Order Paid")).expect("an entry");
    assert!(back.is_there());
    assert_eq!(back.since, Some(Since::On(day("2026-03-01"))));
    assert_eq!(
        recorded(&ledger, &event("Order Paid")),
        [
            change("2026-04-01", "event-removed", Some("no money any more")),
            change("2026-05-01", "event-added", None)
        ]
    );
}

#[test]
fn a_renamed_event_takes_its_past_with_it() {
    let ledger = Ledger::begin(&with_shared(PAID), Since::On(day("2026-03-01")));
    let ledger = accept(&ledger, &with_shared(&PAID.replace("has paid", "paid")), "2026-03-02", None);
    let renamed = with_shared(&PAID.replace("Order Paid", "Order Completed"));
    let ledger = accept(&ledger, &renamed, "2026-04-01", Some("the word of the market"));
    let left = ledger.entry(&event("Order Paid")).expect("its line");
    assert!(!left.is_there() && left.since.is_none() && left.changes.is_empty());
    let entry = ledger.entry(&event("Order Completed")).expect("an entry");
    assert_eq!(entry.since, Some(Since::On(day("2026-03-01"))));
    assert_eq!(entry.changes.last().map(|one| one.rule.as_str()), Some("event-renamed"));
}

/// Two branches that begin with the same ledger: one takes a value away, the other adds a property.
fn branches() -> (Ledger, Ledger, Ledger, Plan) {
    let base = Ledger::begin(&with_shared(PAID), Since::On(day("2026-03-01")));
    let narrower = PAID.replace(r#", "cash""#, "");
    let more = |text: &str| text.replace(r#""via": {"#, r#""coupon": { "type": "string" }, "via": {"#);
    let ours = accept(&base, &with_shared(&narrower), "2026-04-02", Some("no cash"));
    let theirs = accept(&base, &with_shared(&more(PAID)), "2026-04-01", None);
    (base, ours, theirs, with_shared(&more(&narrower)))
}

fn assert_merged(ledger: &Ledger, plan: &Plan) {
    assert!(ledger.drift(plan).unaccepted.is_empty(), "{ledger}");
    assert_eq!(
        recorded(ledger, &event("Order Paid")),
        [
            change("2026-04-01", "property-added-optional", None),
            change("2026-04-02", "enum-value-removed", Some("no cash"))
        ]
    );
}

#[test]
fn the_lines_of_both_sides_are_the_merged_ledger() {
    let (_, ours, theirs, merged) = branches();
    for (one, other) in [(&ours, &theirs), (&theirs, &ours)] {
        let (ledger, problems) = Ledger::read(&format!("{one}{other}"), &merged);
        assert_eq!(problems, []);
        assert_merged(&ledger, &merged);
        let entry = ledger.entry(&event("Order Paid")).expect("an entry");
        assert_eq!(entry.property_since("coupon"), Some(Since::On(day("2026-04-01"))));
        again(&accept(&ledger, &merged, "2026-04-03", None), &merged);
    }
}

/// Lines of both sides of a merge, of which each accepted the end of cash.
fn both_ended_cash(ours: (&str, &str), theirs: (&str, &str)) -> [String; 2] {
    let base = Ledger::begin(&with_shared(PAID), Since::On(day("2026-03-01")));
    let narrower = with_shared(&PAID.replace(r#", "cash""#, ""));
    let ours = accept(&base, &narrower, ours.0, Some(ours.1));
    let theirs = accept(&base, &narrower, theirs.0, Some(theirs.1));
    [format!("{ours}{theirs}"), format!("{theirs}{ours}")]
}

#[test]
fn what_both_sides_accepted_stands_once() {
    let narrower = with_shared(&PAID.replace(r#", "cash""#, ""));
    for (ours, theirs, day, reason) in [
        (("2026-04-02", "no cash"), ("2026-04-05", "no cash"), "2026-04-02", "no cash"),
        (("2026-04-05", "late"), ("2026-04-02", "early"), "2026-04-02", "early; late"),
    ] {
        for text in both_ended_cash(ours, theirs) {
            let (ledger, problems) = Ledger::read(&text, &narrower);
            assert_eq!(problems, []);
            let expected = [change(day, "enum-value-removed", Some(reason))];
            assert_eq!(recorded(&ledger, &event("Order Paid")), expected);
            // Also if a third side comes that has one of the two.
            let (ledger, _) = Ledger::read(&format!("{ledger}{text}"), &narrower);
            assert_eq!(recorded(&ledger, &event("Order Paid")), expected);
            again(&ledger, &narrower);
        }
    }
}

#[test]
fn several_changes_of_one_place_that_both_sides_accepted_stand_once_each() {
    let now = with_shared(&PAID.replace(r#", "cash"]"#, r#"], "deprecated": true"#));
    let base = Ledger::begin(&with_shared(PAID), Since::On(day("2026-03-01")));
    let ours = accept(&base, &now, "2026-04-01", Some("no cash"));
    let theirs = accept(&base, &now, "2026-04-03", Some("no cash"));
    let (merged, problems) = Ledger::read(&format!("{theirs}{ours}"), &now);
    assert_eq!(problems, []);
    let changes = recorded(&merged, &event("Order Paid"));
    assert_eq!(changes, recorded(&ours, &event("Order Paid")));
    assert_eq!(changes.len(), 2);
}

#[test]
fn what_was_undone_in_between_stands_twice() {
    let narrower = with_shared(&PAID.replace(r#", "cash""#, ""));
    let mut ledger = Ledger::begin(&with_shared(PAID), Since::On(day("2026-03-01")));
    for (plan, date) in [
        (&narrower, "2026-04-01"),
        (&with_shared(PAID), "2026-04-02"),
        (&narrower, "2026-04-03"),
        (&with_shared(PAID), "2026-04-04"),
    ] {
        ledger = accept(&ledger, plan, date, Some("why"));
    }
    let rules: Vec<String> = recorded(&ledger, &event("Order Paid"))
        .into_iter()
        .map(|(date, rule, _)| date + " " + &rule)
        .collect();
    assert_eq!(
        rules,
        [
            "2026-04-01 enum-value-removed",
            "2026-04-02 enum-value-added",
            "2026-04-03 enum-value-removed",
            "2026-04-04 enum-value-added"
        ]
    );
}

#[test]
fn words_that_changed_twice_stand_twice() {
    let mut ledger = Ledger::begin(&with_shared(PAID), Since::On(day("2026-03-01")));
    for (words, date) in [("Somebody paid.", "2026-04-01"), ("Money came.", "2026-04-02")] {
        ledger = accept(&ledger, &with_shared(&PAID.replace("A customer paid.", words)), date, None);
    }
    assert_eq!(recorded(&ledger, &event("Order Paid")).len(), 2);
}

#[test]
fn the_same_words_about_another_schema_stand_as_well() {
    // Two patterns of one object, and two branches that changed their places in between.
    let patterns = |limits: [u32; 2]| {
        let [a, b] = limits.map(|limit| format!(r#"{{ "type": "integer", "maximum": {limit} }}"#));
        format!(r#"{{ "type": "object", "patternProperties": {{ "^a": {a}, "^b": {b} }} }}"#)
    };
    let branches = |limits: [(&str, u32); 2]| {
        let branch = limits.map(|(kind, limit)| {
            format!(
                r#"{{ "type": "object", "required": ["kind"], "properties":
                {{ "kind": {{ "const": "{kind}" }}, "n": {{ "type": "integer", "maximum": {limit} }} }} }}"#
            )
        });
        format!(r#"{{ "oneOf": [{}] }}"#, branch.join(", "))
    };
    for steps in [
        [patterns([9, 9]), patterns([5, 9]), patterns([5, 5])],
        [branches([("x", 9), ("y", 9)]), branches([("x", 5), ("y", 9)]), branches([("y", 5), ("x", 5)])],
    ] {
        let plans = steps.map(|step| {
            plan(&[("order.json", &format!(r#"{{ "title": "Order", "properties": {{ "item": {step} }} }}"#))])
        });
        let ledger = Ledger::begin(&plans[0], Since::On(day("2026-03-01")));
        let ledger = accept(&ledger, &plans[1], "2026-04-01", Some("one"));
        let ledger = accept(&ledger, &plans[2], "2026-04-02", Some("the other"));
        let expected = [
            change("2026-04-01", "maximum-tightened", Some("one")),
            change("2026-04-02", "maximum-tightened", Some("the other")),
        ];
        assert_eq!(recorded(&ledger, &event("Order")), expected);
        assert_eq!(recorded(&again(&ledger, &plans[2]), &event("Order")), expected);
    }
}

#[test]
fn days_to_come_are_told_with_the_entry_that_has_them() {
    let plan = with_shared(PAID);
    let ledger = again(&Ledger::begin(&plan, Since::On(day("2026-03-01"))), &plan);
    assert_eq!(ledger.days_after(day("2026-03-01")), []);
    let late = ledger.to_string().replace("\"via\" since 2026-03-01", "\"via\" since 2026-03-02");
    let (ledger, _) = Ledger::read(&late, &plan);
    let found = ledger.days_after(day("2026-03-01"));
    let [(date, subject)] = &found[..] else { panic!("{found:?}") };
    assert_eq!((*date, *subject), (day("2026-03-02"), &event("Order Paid")));
}

#[test]
fn marks_of_a_merge_are_reported_and_nothing_is_lost() {
    let (base, ours, theirs, merged) = branches();
    let text = format!("<<<<<<< HEAD\r\n{ours}||||||| 1234567\n{base}=======\n{theirs}>>>>>>> theirs\n");
    let (ledger, problems) = Ledger::read(&text, &merged);
    let [problem] = &problems[..] else { panic!("{problems:?}") };
    assert_eq!((problem.line, problem.kind), (1, ProblemKind::Conflict));
    assert_merged(&ledger, &merged);
}

#[test]
fn what_one_side_removed_stays_removed() {
    let base = Ledger::begin(&with_shared(PAID), Since::On(day("2026-03-01")));
    let without = PAID.replace(
        r#" },
    "via": { "type": "string", "enum": ["card", "cash"] }"#,
        " }",
    );
    let plan_without = with_shared(&without);
    let ours = accept(&base, &plan_without, "2026-04-01", Some("it was never right"));
    let (ledger, _) = Ledger::read(&format!("{ours}{base}"), &plan_without);
    assert!(ledger.drift(&plan_without).unaccepted.is_empty());

    let other = plan(&[("other.json", r#"{ "title": "Other", "properties": { "a": { "type": "null" } } }"#)]);
    let ours = accept(&base, &other, "2026-04-01", Some("no money any more"));
    let (ledger, _) = Ledger::read(&format!("{ours}{base}"), &other);
    assert!(ledger.drift(&other).unaccepted.is_empty());
    assert!(!ledger.entry(&event("Order Paid")).expect("an entry").is_there());
}

#[test]
fn names_that_deceive_are_spelt_out() {
    let name = "a \"b\"\\ \u{202e}\n\u{1b}[31m\u{e0041} ü名";
    let text = serde_json::json!({
        "title": "Odd",
        "x-letter": { "track": name },
        "description": name,
        "properties": { (name): { "type": "string", "description": name } },
    });
    let odd = plan(&[("odd.json", &text.to_string())]);
    let ledger = again(&Ledger::begin(&odd, Since::On(day("2026-03-01"))), &odd);
    assert!(ledger.drift(&odd).unaccepted.is_empty());
    let entry = ledger.entry(&event(name)).expect("an entry");
    assert_eq!(entry.property_since(name), Some(Since::On(day("2026-03-01"))));
    let written = ledger.to_string();
    assert!(written.contains("ü名"));
    assert!(!written.chars().any(
        |letter| letter != '\n' && (letter.is_control() || letter == '\u{202e}' || letter == '\u{e0041}')
    ));
}

#[test]
fn every_other_line_is_refused_with_its_number() {
    let plan = with_shared(PAID);
    let good = Ledger::begin(&plan, Since::On(day("2026-03-01"))).to_string();
    for bad in [
        "nonsense",
        "track",
        "track \"Order Paid",
        "track \"Order Paid\"",
        "track \"Order Paid\" sinc 2026-03-01",
        "track \"Order Paid\" since 2026-02-30",
        "track \"Order Paid\" since 2026-03-01 and more",
        "track \"Order Paid\" is {\"a\": 1",
        "track \"Order Paid\" property \"a\" is {}",
        "track \"Order Paid\" property \"a\" since 2026-03-01 needed is {}",
        "track \"Order Paid\" property \"a\" since 2026-03-01 required {}",
        "track \"Order Paid\" property \"a\" since 2026-03-01 required gone",
        "track \"Order Paid\" property \"a\" since 2026-03-01 version x is {}",
        "track \"Order Paid\" version 2 {}",
        "track \"Order Paid\" gone away",
        "track \"Order Paid\" changed 2026-03-01 event-added large \"it\"",
        "track \"Order Paid\" changed 2026-03-01 event-added minor breaks nobody \"it\"",
        "track \"Order Paid\" changed 2026-03-01 event-added minor \"it\" for \"fun\"",
        "track \"Order Paid\" changed 2026-03-01 event-added minor \"it\" because \"fun\" \"more\"",
        "event \"Order Paid\" since 2026-03-01",
    ] {
        let (ledger, problems) = Ledger::read(&format!("{good}{bad}\n"), &plan);
        let lines: Vec<_> = problems.iter().map(|problem| (problem.line as usize, problem.kind)).collect();
        assert_eq!(lines, [(good.lines().count() + 1, ProblemKind::Line)], "{bad}");
        // It leaves no trace.
        assert_eq!(ledger.to_string(), good, "{bad}");
    }
    let newer = good.replace("letter.lock 1", "letter.lock 2");
    let (_, problems) = Ledger::read(&newer, &plan);
    assert_eq!(problems.first().map(|problem| problem.kind), Some(ProblemKind::Version));
    let (_, problems) = Ledger::read("", &plan);
    assert_eq!(problems.len(), 1, "an empty file is no ledger");
}

#[test]
fn line_ends_and_marks_of_editors_are_no_change() {
    let plan = with_shared(PAID);
    let ledger = Ledger::begin(&plan, Since::On(day("2026-03-01")));
    let text = format!("\u{feff}{}", ledger.to_string().replace('\n', "\r\n"));
    let (read, problems) = Ledger::read(&text, &plan);
    assert_eq!(problems, []);
    assert_eq!(read.to_string(), ledger.to_string());
}

#[test]
fn traits_of_one_name_are_told_apart() {
    let traits = |name: &str| {
        format!(
            r#"{{ "title": "User", "x-letter": {{ "identify": true }}, "properties": {{ "{name}": {{ "type": "string" }} }} }}"#
        )
    };
    let both = plan(&[("a.json", &traits("a")), ("b.json", &traits("b"))]);
    let ledger = again(&Ledger::begin(&both, Since::On(day("2026-03-01"))), &both);
    assert_eq!(ledger.entries().count(), 2);
    assert!(ledger.drift(&both).unaccepted.is_empty());
    let more = plan(&[("a.json", &traits("a")), ("b.json", &traits("c"))]);
    accept(&ledger, &more, "2026-04-01", Some("why not"));
}

fn maximum(maximum: &str) -> Plan {
    plan(&[("paid.json", PAID), ("shared.json", &SHARED.replace("100", maximum))])
}

#[test]
fn what_both_sides_wrote_is_a_conflict_until_it_is_accepted() {
    let base = Ledger::begin(&maximum("100"), Since::On(day("2026-03-01")));
    let ours = accept(&base, &maximum("200"), "2026-04-01", Some("more"));
    let theirs = accept(&base, &maximum("300"), "2026-04-02", Some("even more"));
    for text in [format!("{ours}{theirs}"), format!("{theirs}{ours}")] {
        // Ours was taken: what theirs had accepted is not so any more, and that breaks who sends by it.
        let plan = maximum("200");
        let (ledger, problems) = Ledger::read(&text, &plan);
        let [problem] = &problems[..] else { panic!("{problems:?}") };
        assert_eq!(problem.kind, ProblemKind::Conflict);
        assert!(problem.message.contains("\"Amount\" of shared \"shared.json\""), "{}", problem.message);
        let drift = ledger.drift(&plan);
        assert!(drift.is_breaking());
        let accepted = ledger.accept(&plan, &drift, day("2026-04-03"), Some("200 is enough"));
        let accepted = again(&accepted, &plan);
        // No other version is left to be taken for what was accepted.
        for other in ["300", "100"] {
            assert!(!accepted.drift(&maximum(other)).unaccepted.is_empty(), "{other}");
        }
    }
}

#[test]
fn what_one_side_removed_and_the_other_changed_is_not_forgotten() {
    let other = ("other.json", r#"{ "title": "Other", "properties": { "a": { "type": "null" } } }"#);
    let with = |maximum: &str| {
        plan(&[other, ("paid.json", &PAID.replace("A customer", maximum)), ("shared.json", SHARED)])
    };
    let without = plan(&[other]);
    let base = Ledger::begin(&with("A customer"), Since::On(day("2026-03-01")));
    let removed = accept(&base, &without, "2026-04-01", Some("no money"));
    let changed = accept(&base, &with("Somebody"), "2026-04-02", None);
    for text in [format!("{removed}{changed}"), format!("{changed}{removed}")] {
        // It stays.
        let plan = with("Somebody");
        let (ledger, _) = Ledger::read(&text, &plan);
        let drift = ledger.drift(&plan);
        assert_eq!(drift.unaccepted.first().map(|one| one.change.rule), Some("event-added"));
        let kept = again(&ledger.accept(&plan, &drift, day("2026-04-03"), None), &plan);
        assert!(kept.drift(&without).is_breaking(), "its removal is seen");
        // It goes.
        let (ledger, _) = Ledger::read(&text, &without);
        assert!(ledger.drift(&without).is_breaking(), "what one side accepted as changed has gone");
    }
}

#[test]
fn days_do_not_decide_what_is_there() {
    let with = with_shared(PAID);
    let without = with_shared(&PAID.replace(
        r#" },
    "via": { "type": "string", "enum": ["card", "cash"] }"#,
        " }",
    ));
    let mut ledger = Ledger::begin(&with, Since::On(day("2026-03-01")));
    // The clock goes back in between.
    for (plan, date) in [(&without, "2026-03-07"), (&with, "2026-03-06")] {
        ledger = accept(&ledger, plan, date, Some("why"));
    }
    assert!(!ledger.drift(&without).unaccepted.is_empty());
    // It was there before.
    let entry = ledger.entry(&event("Order Paid")).expect("an entry");
    assert_eq!(entry.property_since("via"), Some(Since::On(day("2026-03-01"))));
}

#[test]
fn a_rename_on_one_side_takes_the_old_name_away() {
    let renamed = with_shared(&PAID.replace("Order Paid", "Order Completed"));
    let base = Ledger::begin(&with_shared(PAID), Since::On(day("2026-03-01")));
    let ours = accept(&base, &renamed, "2026-04-01", Some("the word of the market"));
    let (ledger, problems) = Ledger::read(&format!("{ours}{base}"), &renamed);
    assert_eq!(problems, []);
    assert!(ledger.drift(&renamed).unaccepted.is_empty());
}

#[test]
fn marks_that_stand_alone_and_lines_that_are_missing_are_found() {
    let plan = with_shared(PAID);
    let good = Ledger::begin(&plan, Since::On(day("2026-03-01"))).to_string();
    let without = |part: &str| -> String {
        good.lines().filter(|line| !line.contains(part)).map(|line| format!("{line}\n")).collect()
    };
    let before = |mark: &str, part: &str| good.replace(part, &format!("{mark}\n{part}"));
    for text in [
        before("||||||| 1234567", "track \"Order Paid\" property \"via\""),
        before("=======", "track \"Order Paid\" property \"via\""),
        before(">>>>>>> other", "track \"Order Paid\" property \"via\""),
        format!("<<<<<<< HEAD\n{good}"),
        without("track \"Order Paid\" is"),
        without("track \"Order Paid\" since"),
        without("track \"Order Paid\" in"),
        without("shared \"shared.json\" is"),
    ] {
        let (_, problems) = Ledger::read(&text, &plan);
        assert!(problems.iter().any(|problem| problem.kind == ProblemKind::Line), "{text}\n{problems:?}");
    }
    let (_, problems) = Ledger::read(&format!("{good}<<<<<<< HEAD\n"), &plan);
    let end = good.lines().count() as u32 + 1;
    assert!(problems.iter().all(|problem| problem.line == end), "the mark is shown: {problems:?}");
}
