//! `cargo xtask new`.

use std::fs;
use std::path::Path;

use super::{stderr, stdout, workspace, xtask};

#[test]
fn a_file_is_written_once_in_the_style_of_its_neighbours() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("new_event");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder.join("events")).unwrap();
    for file in ["plan.json", "events/member_invited.json", "events/workspace_created.json"] {
        fs::copy(workspace().join("schemas").join(file), folder.join(file)).unwrap();
    }
    fs::create_dir_all(folder.join("shared")).unwrap();
    fs::copy(workspace().join("schemas/shared/product.json"), folder.join("shared/product.json")).unwrap();
    let place = folder.to_str().unwrap();
    let new = |name: &str, owner: &str| {
        let arguments = ["new", place, "--name", name, "--owner", owner, "--description", "A cart was paid."];
        let properties = ["--property", "order_id:string!=The \"order\"", "--property", "from:web|app"];
        xtask(&arguments).args(properties).output().unwrap()
    };

    let output = new("Order Completed", "billing");
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let path = folder.join("events/order_completed.json");
    assert_eq!(stdout(&output).trim(), path.to_str().unwrap());
    let expected = r#"{
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "title": "OrderCompleted",
  "description": "A cart was paid.",
  "x-letter": {
    "track": "Order Completed",
    "owner": "billing",
    "status": "draft"
  },
  "type": "object",
  "additionalProperties": false,
  "required": ["order_id"],
  "properties": {
    "order_id": {
      "type": "string",
      "description": "The \"order\""
    },
    "from": {
      "type": "string",
      "enum": ["web", "app"]
    }
  }
}
"#;
    assert_eq!(fs::read_to_string(&path).unwrap(), expected);

    for (name, owner, message) in [
        (
            "order_completed",
            "billing",
            "the plan has `Order Completed` already, at events/order_completed.json:6:5",
        ),
        ("Order Paid", "bilng", "`plan.json` has no owner `bilng`; its owners are growth, core, billing"),
    ] {
        let output = new(name, owner);
        assert_eq!(output.status.code(), Some(2), "{}", stderr(&output));
        assert!(stderr(&output).contains(message), "{}", stderr(&output));
    }
    let output = new("Orders Completed", "billing");
    assert!(stderr(&output).contains("the plan has `Order Completed` already: delete the new file"));
    assert_eq!(fs::read_to_string(&path).unwrap(), expected);
}
