//! `cargo xtask demo`.

use std::fs;

use serde_json::Value;

use super::{stderr, stdout, workspace, xtask};

#[test]
fn the_demo_shows_every_event_of_the_plan() {
    let output = xtask(&["demo"]).output().unwrap();
    assert!(output.status.success(), "{}{}", stdout(&output), stderr(&output));
    let said = stdout(&output);
    let mut events = 0;
    for file in fs::read_dir(workspace().join("schemas/events")).unwrap() {
        let schema: Value = serde_json::from_slice(&fs::read(file.unwrap().path()).unwrap()).unwrap();
        let name = schema["x-letter"]["track"].as_str().unwrap();
        assert!(said.contains(&format!("  track     {name}  ")), "{name} is not in the table:\n{said}");
        events += 1;
    }
    // Two users signed up; beside the events there are the traits of one user and one account.
    assert!(said.contains(&format!("accepted {} messages in 1 request:", events + 3)), "{said}");
    assert!(said.contains(&format!("flush reported: {} delivered\n", events + 3)), "{said}");
    assert!(said.contains("  identify") && said.contains("  group"), "{said}");
    assert!(said.contains("`seat_count` must be at least 1, but is 0"), "{said}");
    assert!(said.contains("15 events"), "the catalog is written as well: {said}");
    assert!(workspace().join("target/catalog/events/signed-up.html").is_file());
    assert!(said.contains("deprecated; `Subscription Started` takes its place"), "{said}");
}
