//! What a plan of 500 events costs the compiler: `cargo run -p letter-benches --bin compile_time`.
//!
//! Checks, in turns, a package with `letter::schemas!` on 500 generated schema files, one with the same types and
//! serde's derives on them and nothing else, and an empty one; prints the median of each and the ratios. It takes
//! several minutes.

use std::fmt::Write as _;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};
use std::{env, fs};

const EVENTS: usize = 500;
const ROUNDS: usize = 3;

fn main() -> io::Result<()> {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let folder = workspace.join("target/compile-time");
    let packages = ["plan", "derives", "empty"];
    for name in packages {
        package(&folder, &workspace, name)?;
        check(&folder, name)?;
    }
    let mut times = [const { Vec::new() }; 3];
    for _ in 0..ROUNDS {
        for (name, times) in packages.iter().zip(&mut times) {
            times.push(check(&folder, name)?);
        }
    }
    let [plan, derives, empty] = times.map(median);
    println!("cargo check, wall time, median of {ROUNDS}, no incremental compilation:");
    println!("  {EVENTS} events by letter::schemas!      {:.2} s", plan.as_secs_f64());
    println!("  the same structs with serde's derives {:.2} s", derives.as_secs_f64());
    println!("  an empty package                      {:.2} s", empty.as_secs_f64());
    let ratio = (plan.as_secs_f64() - empty.as_secs_f64()) / (derives.as_secs_f64() - empty.as_secs_f64());
    println!("  ratio of the first two, the empty one taken off: {ratio:.2}");
    Ok(())
}

/// Writes a package, its sources anew.
fn package(folder: &Path, workspace: &Path, name: &str) -> io::Result<()> {
    let package = folder.join(name);
    fs::create_dir_all(package.join("src"))?;
    let letter = workspace.canonicalize()?.join("letter");
    fs::write(
        package.join("Cargo.toml"),
        format!(
            "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\nletter = {{ path = {letter:?} }}\nserde = {{ version = \"1\", features = [\"derive\"] }}\n\n[workspace]\n"
        ),
    )?;
    fs::copy(workspace.join("Cargo.lock"), package.join("Cargo.lock"))?;
    let source = match name {
        "plan" => {
            fs::create_dir_all(package.join("schemas"))?;
            for event in 0..EVENTS {
                fs::write(package.join(format!("schemas/event_{event}.json")), schema(event))?;
            }
            fs::write(
                package.join("build.rs"),
                "fn main() { println!(\"cargo::rerun-if-changed=schemas\"); }\n",
            )?;
            "letter::schemas!(\"schemas\");\n".to_owned()
        }
        "derives" => (0..EVENTS).fold(String::new(), |source, event| source + &derives(event)),
        _ => String::new(),
    };
    fs::write(package.join("src/lib.rs"), source)
}

fn schema(event: usize) -> String {
    format!(
        r#"{{ "title": "Event{event}", "description": "Something happened, for the {event}th time.", "type": "object",
  "additionalProperties": false, "required": ["id", "total", "plan"],
  "properties": {{
    "id": {{ "type": "string", "minLength": 1, "maxLength": 64, "description": "Identifier." }},
    "total": {{ "type": "integer", "minimum": 0 }},
    "share": {{ "type": "number", "maximum": 1 }},
    "plan": {{ "enum": ["free", "team", "business"] }},
    "email": {{ "type": "string", "format": "email" }},
    "note": {{ "type": ["string", "null"], "maxLength": 200 }},
    "labels": {{ "type": "array", "maxItems": 10, "items": {{ "type": "string" }} }},
    "price": {{ "type": "object", "additionalProperties": false, "required": ["amount", "currency"],
      "properties": {{ "amount": {{ "type": "integer" }}, "currency": {{ "type": "string", "pattern": "^[A-Z]{{3}}$" }} }} }}
  }} }}"#
    )
}

/// The same types with serde alone: no checks, and absent is null.
fn derives(event: usize) -> String {
    let mut source = String::new();
    let derive = "#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]\n";
    let _ = write!(
        source,
        "{derive}pub struct Event{event} {{ pub id: String, pub total: u64, pub share: Option<f64>, \
         pub plan: Plan{event}, pub email: Option<String>, pub note: Option<Option<String>>, \
         pub labels: Option<Vec<String>>, pub price: Option<Price{event}> }}\n\
         {derive}pub enum Plan{event} {{ Free, Team, Business }}\n\
         {derive}pub struct Price{event} {{ pub amount: i64, pub currency: String }}\n"
    );
    source
}

/// Checks a package whose sources are new, and says how long it took.
fn check(folder: &Path, name: &str) -> io::Result<Duration> {
    let package = folder.join(name);
    let source: PathBuf = package.join("src/lib.rs");
    fs::write(&source, fs::read(&source)?)?;
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let start = Instant::now();
    let ended = Command::new(cargo)
        .args(["check", "--quiet"])
        .current_dir(&package)
        .env("CARGO_TARGET_DIR", folder.join("target"))
        .env("CARGO_INCREMENTAL", "0")
        .status()?;
    if !ended.success() {
        return Err(io::Error::other(format!("{} does not compile", package.display())));
    }
    Ok(start.elapsed())
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}
