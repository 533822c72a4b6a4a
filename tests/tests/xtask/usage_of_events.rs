//! `cargo xtask usage` in a workspace of its own: a library that declares and sends, and a program on top.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

use super::{stderr, stdout, workspace, xtask};

const SHOP: &str = r#"
pub mod plan { letter::schemas!("schemas"); }
use plan::*;
use letter::{Client, SendError};

pub fn start(letter: &Client) -> Result<(), SendError> {
    letter.identify("u", UserTraits {})?;
    letter.track("u", FromMainAndTest {})?;
    if false { letter.track("u", Unreachable {})?; }
    letter.track("u", &FromMain {})
}
pub fn not_called_by_the_program(letter: &Client) -> Result<(), SendError> {
    letter.track("u", FromLibrary {})
}
pub struct Till(pub Client);
impl Till {
    pub async fn from_async(&self) -> Result<(), SendError> {
        self.0.send_waiting(letter::Track::new("u", FromAsync {})).await
    }
}
#[cfg(test)]
mod tests {
    use letter::testing::{Recorder, Server};
    #[test]
    fn recorded() {
        let letter = Recorder::new().client();
        letter.track("u", super::FromMainAndTest {}).unwrap();
    }
    #[test]
    fn received() {
        let server = Server::start().unwrap();
        let letter = letter::Client::builder("k").base_url(server.url()).build().unwrap();
        letter.identify("u", super::UserTraits {}).unwrap();
        letter.close_blocking().unwrap();
        assert!(std::env::var_os("SHOP_FAILS").is_none());
    }
}
"#;

const TILL: &str = r#"
#[derive(shop::serde::Serialize, shop::letter::LetterEvent)]
#[serde(crate = "shop::serde")]
#[letter(track = "Not Declared", crate = shop::letter)]
struct Local {}

fn main() {
    let letter = shop::letter::Client::builder("k").base_url("http://127.0.0.1:9").build().unwrap();
    shop::start(&letter).unwrap();
    letter.track("u", Local {}).unwrap();
}
"#;

/// Letter under another name, and no library.
const BACK: &str = r#"
#[derive(serde::Serialize, tracking::LetterEvent)]
#[letter(track, crate = tracking)]
struct FromBack {}

fn main() {
    tracking::Client::from_env().unwrap().track("u", FromBack {}).unwrap();
}
"#;

/// Tests in a package of their own.
const TESTS: &str = r#"
#[test]
fn sent() {
    letter::testing::Recorder::new().client().track("u", shop::plan::FromTest {}).unwrap();
}
"#;

/// The workspace, made anew.
fn scratch(name: &str) -> PathBuf {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&root);
    let write = |path: &str, text: &str| {
        let path = root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    // The versions that are there already.
    let lock = fs::read_to_string(workspace().join("Cargo.lock")).unwrap();
    write("Cargo.lock", &lock);
    write(
        "Cargo.toml",
        "[workspace]\nresolver = \"3\"\nmembers = [\"shop\", \"till\", \"back\", \"checks\"]\n[profile.dev]\ndebug = \"line-tables-only\"\n",
    );
    let package = |name| format!("[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n");
    let path = workspace().join("letter");
    let letter = format!("letter = {{ path = {path:?}");
    let shop = format!(
        "{}[dependencies]\n{letter} }}\nserde = {{ version = \"1\", features = [\"derive\"] }}\n\
         [dev-dependencies]\n{letter}, features = [\"testing\"] }}\n",
        package("shop")
    );
    write("shop/Cargo.toml", &shop);
    write("shop/build.rs", "fn main() { println!(\"cargo::rerun-if-changed=schemas\"); }\n");
    write("shop/src/lib.rs", &format!("pub use {{letter, serde}};\n{SHOP}"));
    write(
        "till/Cargo.toml",
        &format!("{}[dependencies]\nshop = {{ path = \"../shop\" }}\n", package("till")),
    );
    write("till/src/main.rs", TILL);
    let back = format!(
        "{}[dependencies]\nserde = \"1\"\ntracking = {{ path = {path:?}, package = \"letter\", optional = true }}\n\
         [features]\ndefault = [\"dep:tracking\"]\n",
        package("back")
    );
    write("back/Cargo.toml", &back);
    write("back/src/main.rs", BACK);
    let checks = format!(
        "{}[dev-dependencies]\nshop = {{ path = \"../shop\" }}\n{letter}, features = [\"testing\"] }}\n",
        package("checks")
    );
    write("checks/Cargo.toml", &checks);
    write("checks/src/lib.rs", "");
    write("checks/tests/sent.rs", TESTS);
    for (title, name, rest) in [
        ("FromMain", "From Main", r#""owner": "core""#),
        ("FromMainAndTest", "From Main And Test", r#""owner": "core", "tags": ["key"]"#),
        ("FromLibrary", "From Library", r#""owner": "growth""#),
        ("FromAsync", "From Async", r#""owner": "growth""#),
        ("FromTest", "From Test", r#""owner": "growth""#),
        ("NeverSent", "Never\\u202eSent", r#""owner": "growth""#),
        ("Unreachable", "Unreachable", r#""owner": "growth""#),
        ("Old", "Old", r#""status": "deprecated""#),
        ("Planned", "Planned", r#""status": "draft""#),
    ] {
        let text = format!(
            r#"{{"title": "{title}", "x-letter": {{"track": "{name}", {rest}}}, "type": "object", "additionalProperties": false}}"#
        );
        write(&format!("shop/schemas/{title}.json"), &text);
    }
    let text = r#"{"title": "UserTraits", "x-letter": {"identify": true, "owner": "core"}, "type": "object", "additionalProperties": false}"#;
    write("shop/schemas/UserTraits.json", text);
    root
}

fn usage(root: &Path, arguments: &[&str]) -> Command {
    usage_of(root, &root.join("shop/schemas"), arguments)
}

fn usage_of(root: &Path, plan: &Path, arguments: &[&str]) -> Command {
    let mut command = xtask(&["usage"]);
    command.arg(plan).arg("--manifest-path").arg(root.join("Cargo.toml"));
    // With the same versions and the same profile, what letter depends on has been compiled already.
    let target =
        std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| workspace().join("target"), PathBuf::from);
    command.env("CARGO_TARGET_DIR", target);
    command.args(arguments);
    command
}

fn states(output: &Output) -> Vec<(String, String)> {
    let report: Value =
        serde_json::from_str(&stdout(output)).unwrap_or_else(|_| panic!("{}", stderr(output)));
    let text = |event: &Value, key: &str| event[key].as_str().unwrap().to_owned();
    let events = report["events"].as_array().unwrap();
    events.iter().map(|event| (text(event, "name"), text(event, "state"))).collect()
}

#[test]
fn each_event_is_as_far_as_the_code_and_the_tests_bring_it() {
    let root = scratch("usage");
    states_of_all(&root);
    gates(&root);
    notes_of_an_earlier_run(&root);
    members(&root);
    failing_tests(&root);
    code_that_does_not_compile(&root);
}

fn states_of_all(root: &Path) {
    let output = usage(root, &["--format", "json"]).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let expected = [
        ("From Async", "constructed"),
        ("From Library", "constructed"),
        ("From Main", "constructed"),
        ("From Main And Test", "sent"),
        ("From Test", "only-in-tests"),
        ("Never\u{202e}Sent", "declared"),
        ("Old", "declared"),
        ("Planned", "declared"),
        ("Unreachable", "declared"),
        ("UserTraits", "sent"),
        ("From Back", "constructed"),
        ("Not Declared", "constructed"),
    ];
    let expected = expected.map(|(name, state)| (name.to_owned(), state.to_owned()));
    assert_eq!(states(&output), expected);
    assert!(!stdout(&output).contains('\u{202e}'));
    let report: Value = serde_json::from_str(&stdout(&output)).unwrap();
    assert_eq!((&report["version"], &report["tests"]), (&1.into(), &"passed".into()));
    let places = |name: &str| {
        let event = report["events"].as_array().unwrap().iter().find(|event| event["name"] == name).unwrap();
        let places = event["places"].as_array().unwrap();
        places.iter().map(|place| place["name"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(places("From Main"), ["till", "shop"]);
    assert_eq!(places("From Library"), ["shop"], "no program can send it");
    assert_eq!(places("Not Declared"), ["till"]);
    assert_eq!(places("From Back"), ["back"]);
}

/// What a run with these arguments exits with.
fn code(root: &Path, arguments: &[&str]) -> Option<i32> {
    usage(root, arguments).output().unwrap().status.code()
}

fn gates(root: &Path) {
    let asks = ["--no-test", "--fail-on-unconstructed"];
    let asked = |scope: &[&str]| code(root, &[&asks[..], scope].concat());
    assert_eq!(asked(&[]), Some(1));
    assert_eq!(asked(&["--owner", "core"]), Some(0));
    assert_eq!(asked(&["--owner", "growth"]), Some(1));
    assert_eq!(asked(&["--event", "From Async"]), Some(0), "an async function of the library");
    assert_eq!(asked(&["--event", "From Test"]), Some(1), "tests are not the code");
    assert_eq!(asked(&["--event", "Old", "--event", "Planned"]), Some(0), "neither is asked for");
    let scope = ["--event", "From Test", "--event", "From Main"];
    let except = |exception: &str| asked(&[&scope[..], &["--except", exception]].concat());
    assert_eq!(except("From Test=the app for phones sends it"), Some(0));
    assert_eq!(except("From Test="), Some(2), "why?");
    assert_eq!(except("From Tset=the app for phones sends it"), Some(2), "there is no such event");
    assert_eq!(except("Old=gone"), Some(2), "nobody asks for it");
    assert_eq!(asked(&["--event", "From Main", "--except", "From Main=not yet"]), Some(1), "it is there");

    // An event that cannot be read passes no gate.
    let copy = root.join("copy");
    fs::create_dir_all(&copy).unwrap();
    for entry in fs::read_dir(root.join("shop/schemas")).unwrap() {
        let entry = entry.unwrap();
        fs::copy(entry.path(), copy.join(entry.file_name())).unwrap();
    }
    fs::write(copy.join("broken.json"), "{").unwrap();
    let of_copy = |arguments: &[&str]| usage_of(root, &copy, arguments).output().unwrap().status.code();
    assert_eq!(of_copy(&["--no-test", "--owner", "core", "--fail-on-unconstructed"]), Some(2));
    assert_eq!(of_copy(&["--no-test", "--owner", "core"]), Some(0), "without a gate it is told of");

    let output = usage(root, &["--no-test", "--event", "From Mian"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("did you mean `From Main`?"), "{}", stderr(&output));
    assert_eq!(
        code(root, &["--no-test", "--tag", "key", "--owner", "growth"]),
        Some(2),
        "a gate for nothing"
    );

    let output = usage(root, &["--no-test"]).output().unwrap();
    let text = stdout(&output);
    let start = "never constructed (3)\n    track    From Test          growth  ";
    assert!(text.starts_with(start), "{text}");
    assert!(text.contains("track    Never\\u{202e}Sent  growth"), "{text}");
    assert!(text.contains("FromLibrary.json:1      in the library shop only\n"), "{text}");
    assert!(
        text.contains("deprecated: never constructed") && text.contains("draft: never constructed"),
        "{text}"
    );
    assert!(text.ends_with("\n5 of 8 constructed\n"), "{text}");
}

fn notes_of_an_earlier_run(root: &Path) {
    let notes = root.join("notes");
    let from = ["--tests-from", notes.to_str().unwrap(), "--fail-on-unsent"];
    assert_eq!(code(root, &from), Some(2), "there is no such folder");
    fs::create_dir(&notes).unwrap();
    let asked = |scope: &[&str]| code(root, &[&from[..], scope].concat());
    assert_eq!(asked(&["--tag", "key"]), Some(1));
    fs::write(notes.join("1.sent"), "track \"From Main And Test\"\n").unwrap();
    assert_eq!(asked(&["--tag", "key"]), Some(0));
    assert_eq!(asked(&["--owner", "core"]), Some(1));
    assert_eq!(asked(&["--owner", "core", "--kind", "track", "--event", "From Main And Test"]), Some(0));
}

/// What only one member has, and members that there are not.
fn members(root: &Path) {
    let output = usage(root, &["--format", "json", "--no-test", "-p", "back"]).output().unwrap();
    let constructed = states(&output).into_iter().filter(|(_, state)| state == "constructed");
    assert_eq!(constructed.map(|(name, _)| name).collect::<Vec<_>>(), ["From Back"]);
    for (member, message) in [
        ("front", "`front` is no member of this workspace that uses letter"),
        ("till", "no member that is looked at depends on letter itself"),
    ] {
        let output = usage(root, &["--no-test", "-p", member]).output().unwrap();
        assert_eq!(output.status.code(), Some(2));
        assert!(stderr(&output).contains(message), "{}", stderr(&output));
    }
}

fn code_that_does_not_compile(root: &Path) {
    fs::write(root.join("till/src/main.rs"), "fn main() { nothing() }").unwrap();
    let output = usage(root, &[]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("cannot find function `nothing`"), "{}", stderr(&output));
    assert!(output.stdout.is_empty(), "{}", stdout(&output));
}

fn failing_tests(root: &Path) {
    let output = usage(root, &["--format", "json"]).env("SHOP_FAILS", "1").output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("error: not all tests passed"), "{}", stderr(&output));
    let report: Value = serde_json::from_str(&stdout(&output)).unwrap();
    assert_eq!(report["tests"], "failed");
}
