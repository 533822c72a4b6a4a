//! Which file is whose.

use letter_schema::plan::Plan;
use serde_json::{Value, json};

use super::{Export, but, export, export_with, paid, problem, written};

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
        super::super::unread(&plan).map(|(place, _)| place.unwrap())
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
