//! `cargo xtask search` and `cargo xtask stats`, on the reference plan.

use serde_json::Value;

use super::{stdout, xtask};

#[test]
fn search_finds_events_properties_and_values() {
    let output = xtask(&["search", "signed up", "--format", "json"]).output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    let found: Value = serde_json::from_str(&stdout(&output)).unwrap();
    let first = &found["matches"][0];
    assert_eq!((&first["name"], &first["match"]), (&"Signed Up".into(), &"exact".into()));
    assert!(first["file"].as_str().unwrap().ends_with("schemas/events/signed_up.json"));
    assert_eq!(first["line"], 6, "the place of `track`");

    let output = xtask(&["search", "kanbn"]).output().unwrap();
    let said = stdout(&output);
    assert!(said.starts_with("nothing has `kanbn`; this has `kanban`:\nproperty template of"), "{said}");

    let output = xtask(&["search", "weather station"]).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(stdout(&output), "nothing in the plan has `weather station`\n");
}

#[test]
fn stats_count_the_reference_plan() {
    let output = xtask(&["stats", "--format", "json"]).output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    let stats: Value = serde_json::from_str(&stdout(&output)).unwrap();
    let events = &stats["events"];
    assert_eq!(events["kinds"], serde_json::json!({ "track": 13, "identify": 1, "group": 1 }));
    assert_eq!((&events["documented"], &events["deprecated"]), (&15.into(), &1.into()));
    assert_eq!(stats["properties"]["documented"], stats["properties"]["total"]);
    assert_eq!(
        stats["properties"]["personal_data"],
        serde_json::json!({ "email": 2, "free_text": 1, "name": 2 })
    );
}
