//! What a plan must not be: each is told with its place, and nothing panics, hangs or overflows.

use std::fmt::Write as _;
use std::path::Path;

use letter_schema::diagnostic::{Diagnostics, Level};
use letter_schema::load::load;
use letter_schema::lower::lower;
use letter_schema::plan::Plan;
use letter_schema::render;
use letter_schema::rules;
use letter_schema::sample::Sampler;
use letter_schema::validate::Validator;

/// Everything that is said of some files, by reading and by lowering.
fn said(files: &[(&str, &str)]) -> String {
    let files = files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
    let plan = Plan::read(files, &mut |_| None);
    let mut found: Diagnostics = plan.found.clone();
    let _ = lower(&plan, &mut found);
    for diagnostic in found.iter() {
        assert!(rules::find(diagnostic.rule).is_some(), "{} is not documented", diagnostic.rule);
    }
    render::all(&plan.sources, &found)
}

#[track_caller]
fn says(text: &str, parts: &[&str]) {
    let said = said(&[("a.json", text)]);
    for part in parts {
        assert!(said.contains(part), "{part:?} is not in:\n{said}");
    }
}

#[test]
fn what_is_not_json() {
    says("", &["error[json-syntax]: the file is empty", "a.json:1:1"]);
    says(
        "{\n  \"type\": \"object\",\n}",
        &["a comma stands behind the last item", "a.json:3:1", "remove the comma"],
    );
    says("{ // no\n}", &["JSON has no comments", "a.json:1:3", "$comment"]);
    says("{\"type\": \"object\"", &["the file ends in the middle of a value"]);
    says("{'type': 1}", &["not valid JSON", "a.json:1:2"]);
    says("\u{feff}{}", &["byte order mark"]);
    for (text, help) in [
        ("{\"a\": 01}", "without zeros before them"),
        ("{\"a\": +1}", "write a text in quotation marks"),
        ("{\"a\": yes}", "true, false or null"),
        ("{\"a\": truth}", "the words are true"),
        ("{\"a\" 1}", "put a colon"),
        ("{\"a\": 1 \"b\": 2}", "put a comma"),
        ("{'a': 1}", "double quotation marks"),
        ("{a: 1}", "double quotation marks"),
        ("{\"a\": \"\\d\"}", "a backslash itself"),
        ("{\"a\": \"x\ny\"}", "a line break in a text"),
        ("{} {}", "one value"),
    ] {
        says(text, &["not valid JSON", help]);
    }
    says("[1] [2]", &["not valid JSON: trailing characters", "a.json:1:5"]);
    says(
        "{\"title\": \"a\", \"title\": \"b\"}",
        &["the key \"title\" stands twice", "it stands here first", "a.json:1:16"],
    );
    says("{\"minimum\": 1e999}", &["json"]);
}

#[test]
fn what_is_not_a_schema() {
    says("[]", &["a schema is an object or a boolean, not an array"]);
    says(
        r#"{"type": "strin"}"#,
        &["there is no type \"strin\"", "did you mean \"string\"?", "a.json:1:10", "#/type"],
    );
    says(r#"{"maxLength": "5"}"#, &["`maxLength` wants a whole number that is not negative", "#/maxLength"]);
    says(r#"{"properties": []}"#, &["`properties` wants an object"]);
    says(r#"{"required": [1]}"#, &["`required` wants the name of a property"]);
    says(r#"{"anyOf": []}"#, &["`anyOf` wants at least one schema"]);
    says(r#"{"pattern": "("}"#, &["not a valid regular expression of ECMA-262", "#/pattern"]);
    says(r#"{"multipleOf": 0}"#, &["`multipleOf` wants a number above 0"]);
    says(
        r#"{"x-letter": {"track": "A", "identify": true}}"#,
        &["`track` and `identify` contradict each other"],
    );
    says(r#"{"x-letter": {"ownr": "a"}}"#, &["`x-letter` has no key `ownr`", "did you mean `owner`?"]);
    says(r#"{"x-letter": {"status": "actve"}}"#, &["there is no status `actve`"]);
    says(r#"{"type": "object", "allOf": [{"type": "string"}]}"#, &["no value can be valid"]);
}

#[test]
fn misspelt_keywords() {
    for (wrong, right) in [
        ("mexLength", "maxLength"),
        ("maxiumum", "maximum"),
        ("additonalProperties", "additionalProperties"),
        ("requierd", "required"),
        ("Pattern", "pattern"),
        ("one0f", "oneOf"),
        ("ref", "$ref"),
    ] {
        let text = format!("{{\"properties\": {{\"a\": {{\"{wrong}\": 1}}}}}}");
        let pointer = format!("#/properties/a/{wrong}");
        says(&text, &["error[unknown-keyword]", &format!("did you mean `{right}`?"), &pointer]);
    }
    // What is no keyword, and near to none, is a word of somebody else's.
    let said = said(&[("a.json", r#"{"widget": 1, "x-anything": 2, "example": 3, "comment": 4}"#)]);
    assert!(said.contains("warning[unknown-keyword]: `widget`") && !said.contains("error["), "{said}");
}

#[test]
fn references_that_lead_nowhere() {
    says(
        r##"{"$ref": "#/$defs/Mony", "$defs": {"Money": {}}}"##,
        &["there is no #/$defs/Mony", "did you mean \"#/$defs/Money\"?"],
    );
    says(r#"{"$ref": "other.json"}"#, &["there is no file other.json in the plan"]);
    says(r#"{"$ref": "https://example.com/a.json"}"#, &["error[reference-remote]", "nothing is fetched"]);
    says(
        r##"{"$ref": "#anchr", "$defs": {"a": {"$anchor": "anchor"}}}"##,
        &["has the anchor \"anchr\"", "#anchor"],
    );
    for cycle in [
        r##"{"$ref": "#"}"##,
        r##"{"allOf": [{"$ref": "#"}]}"##,
        r##"{"$ref": "#/$defs/a", "$defs": {"a": {"anyOf": [{"$ref": "#/$defs/b"}]}, "b": {"not": {"$ref": "#/$defs/a"}}}}"##,
    ] {
        says(cycle, &["error[reference-cycle]", "comes back to itself"]);
    }
}

#[test]
fn two_files_of_one_event() {
    let event = r#"{"x-letter": {"track": "Signed Up"}, "type": "object"}"#;
    let said = said(&[("a.json", event), ("b/c.json", event)]);
    assert!(said.contains("two files claim the event \"Signed Up\""), "{said}");
    assert!(said.contains("b/c.json:1:15") && said.contains("::: a.json:1:15"), "{said}");
}

#[test]
fn every_problem_is_told_at_once() {
    let said = said(&[("a.json", r#"{"type": "objct", "maxLenght": 1, "minimum": "x"}"#), ("b.json", "{")]);
    assert_eq!(said.matches("error[").count(), 4, "{said}");
}

#[test]
fn what_is_very_deep() {
    let deep = format!("{}{}", "{\"items\":".repeat(10_000), "{}".to_owned() + &"}".repeat(10_000));
    says(&deep, &["error[json-syntax]", "nests deeper than 256 levels"]);
    // As deep as is read.
    let deep = format!("{}{}", "{\"items\":".repeat(150), "{}".to_owned() + &"}".repeat(150));
    assert!(!said(&[("a.json", &deep)]).contains("error["), "150 levels are read");
}

#[test]
fn a_long_chain_of_references() {
    for (before, after) in [
        ("", ""),
        ("{\"items\":", "}"),
        ("{\"properties\":{\"a\":", "}}"),
        ("{\"anyOf\":[{\"type\":\"null\"},", "]}"),
    ] {
        let mut text = String::from("{\"$ref\":\"#/$defs/d0\",\"$defs\":{");
        for at in 0..10_000 {
            let next = format!("{{\"$ref\":\"#/$defs/d{}\"}}", at + 1);
            let _ = write!(text, "\"d{at}\":{before}{next}{after},");
        }
        text.push_str("\"d10000\":{\"type\":\"string\"}}}");
        let said = said(&[("a.json", &text)]);
        assert!(!said.contains("panicked"), "{said}");
    }
}

#[test]
fn conjunctions_that_multiply() {
    // Each level names the one below it twice: 2^60 ways, and one schema.
    let mut text = String::from("{\"$ref\":\"#/$defs/d0\",\"$defs\":{");
    for at in 0..60 {
        let next = at + 1;
        let _ = write!(
            text,
            "\"d{at}\":{{\"allOf\":[{{\"$ref\":\"#/$defs/d{next}\"}},{{\"$ref\":\"#/$defs/d{next}\"}}]}},"
        );
    }
    text.push_str("\"d60\":{\"type\":\"object\"}}}");
    assert!(!said(&[("a.json", &text)]).contains("error["));
}

#[test]
fn samples_of_what_holds_itself() {
    // Each sample of these could hold several samples of the same, and those again.
    for (schema, possible) in [
        (r##"{"type":"array","items":{"$ref":"#"}}"##, true),
        (r##"{"type":"array","items":{"$ref":"#"},"minItems":2}"##, false),
        (r##"{"type":"array","prefixItems":[{"$ref":"#"},{"$ref":"#"},{"$ref":"#"}]}"##, true),
        (r##"{"type":"object","properties":{"a":{"$ref":"#"},"b":{"$ref":"#"}}}"##, true),
        (
            r##"{"type":"object","properties":{"a":{"$ref":"#"},"b":{"$ref":"#"}},"required":["a","b"]}"##,
            false,
        ),
    ] {
        let plan = Plan::read(vec![("a.json".to_owned(), schema.to_owned())], &mut |_| None);
        let validator = Validator::new(&plan.schemas);
        let root = plan.schemas.ids().next().expect("a schema");
        let sample = Sampler::new(&plan.schemas, &validator).sample(&[root]);
        assert_eq!(sample.is_some(), possible, "{schema}");
    }
}

#[test]
fn what_no_keyword_describes_inside_of_what_holds_itself() {
    // Which items are left over hangs on the branch, which asks the same of its items.
    for schema in [
        r##"{"oneOf":[{"prefixItems":[{"$ref":"#","unevaluatedItems":{}}]}]}"##,
        r##"{"anyOf":[{"items":{"if":{"$ref":"#"},"unevaluatedItems":false}}]}"##,
        r##"{"contains":{"items":{"$ref":"#","unevaluatedItems":false}}}"##,
        r##"{"oneOf":[{"patternProperties":{"^a":{"anyOf":[{"$ref":"#"}],"unevaluatedProperties":{}}}}]}"##,
    ] {
        let plan = Plan::read(vec![("a.json".to_owned(), schema.to_owned())], &mut |_| None);
        let mut found = plan.found.clone();
        lower(&plan, &mut found);
        assert!(found.sorted().iter().all(|finding| finding.level != Level::Error), "{schema}");
    }
}

#[test]
fn folders() {
    let scratch = std::env::temp_dir().join(format!("letter-schema-{}", std::process::id()));
    let folder = scratch.join("plan");
    std::fs::create_dir_all(folder.join("empty")).expect("a folder for the test");
    let said = |path: &Path| {
        let loaded = load(path, &scratch);
        render::all(&loaded.plan.sources, &loaded.plan.found)
    };
    assert!(said(&scratch.join("nothing")).contains("there is no file or folder"));
    assert!(said(&folder.join("empty")).contains("there is no `.json` file in the folder"));
    std::fs::write(folder.join("latin.json"), b"{\"title\": \"\xe4\"}").expect("a file");
    assert!(said(&folder).contains("is not UTF-8: byte 11"), "{}", said(&folder));
    std::fs::write(folder.join("latin.json"), vec![b' '; 10 << 20]).expect("a file");
    assert!(said(&folder).contains("has 10.0 MiB; a schema file may have 4 MiB"));
    std::fs::write(folder.join("latin.json"), "{}").expect("a file");
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(&folder, folder.join("loop")).expect("a link");
        std::os::unix::fs::symlink(folder.join("none.json"), folder.join("gone.json")).expect("a link");
        assert!(said(&folder).contains("gone.json"), "{}", said(&folder));
        std::fs::remove_file(folder.join("gone.json")).expect("it is there");
        let loaded = load(&folder, &scratch);
        assert_eq!(loaded.plan.events.len(), 1, "{:?}", loaded.files);
    }
    // A reference does not lead out of the limit.
    std::fs::write(folder.join("latin.json"), r#"{"$ref": "../../../etc/hosts.json"}"#).expect("a file");
    assert!(said(&folder).contains("there is no file"), "{}", said(&folder));
    std::fs::remove_dir_all(&scratch).expect("the test's own folder");
}
