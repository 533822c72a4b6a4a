//! `cargo xtask docs`: the catalog of the tracking plan, for people who look up what an event means.
//!
//! `gather.rs` brings the plan into the words of `catalog.rs`; everything that is written is rendered
//! from those.

mod brand;
mod catalog;
mod dates;
mod facets;
mod feed;
mod gather;
mod health;
mod history;
mod markdown;
mod output;
mod payload;
mod people;
mod rows;
mod rust_code;
mod search_index;
mod settings;
mod site;
mod slug;
mod source_code;
mod table;
mod templating;
mod texts;
mod visible;
mod words;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use letter_schema::{load, render};

use crate::failure::Failure;
use crate::plan_folder;

/// Writes the catalog: what each event means, who answers for it, and what changed.
///
/// A static site that opens from the disk, with the same as JSON, CSV and Markdown. Only files that an
/// earlier run wrote are replaced or taken away.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The folder with the plan's schema files [default: the nearest `schemas`, here or above].
    #[arg(value_name = "DIR")]
    plan: Option<PathBuf>,

    /// The folder to write to.
    #[arg(long, value_name = "OUT")]
    out: PathBuf,

    /// A folder of Rust files, in which the places are looked for that send an event; can be repeated
    /// [default: the folder around the plan, if it has a Cargo.toml].
    #[arg(long, value_name = "DIR")]
    source: Vec<PathBuf>,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let folder = plan_folder::find(arguments.plan.as_deref())?;
    build(arguments, &folder)?;
    Ok(ExitCode::SUCCESS)
}

fn build(arguments: &Arguments, folder: &Path) -> Result<(), Failure> {
    let loaded = load::load(folder, folder);
    let plan = &loaded.plan;
    if plan.events.is_empty() {
        let found = render::all(&plan.sources, &plan.found);
        return Err(Failure::new(format!("there is no event in {}\n{found}", folder.display())));
    }
    let texts = texts::Texts::english();
    let settings = settings::Settings::read(plan).map_err(Failure::new)?;
    let history = history::read(folder, plan, &texts);
    let sources = sources(arguments, folder)?;
    let sendings = (!sources.is_empty()).then(|| source_code::Sendings::scan(&sources));
    let inputs = gather::Inputs { plan, settings: &settings, history: &history, sendings: sendings.as_ref(), texts: &texts };
    let catalog = gather::gather(&inputs, &mut |_, _| {});
    let engine = templating::engine(None, &texts).map_err(Failure::new)?;
    let site = site::Site::new(&catalog, &engine, &texts);
    let mut files = site.files(&settings, &mut |_, _| {}).map_err(Failure::new)?;
    site.data(&mut files).map_err(Failure::new)?;
    files.write(&arguments.out).map_err(Failure::new)?;
    let (count, bytes) = files.size();
    println!("{}: {} events, {count} files, {} KB", arguments.out.display(), catalog.events.len(), bytes / 1000);
    Ok(())
}

/// The folders of Rust files to look through.
fn sources(arguments: &Arguments, folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    if let Some(missing) = arguments.source.iter().find(|folder| !folder.is_dir()) {
        return Err(Failure::new(format!("there is no folder `{}` to look for Rust files in", missing.display())));
    }
    if !arguments.source.is_empty() {
        return Ok(arguments.source.clone());
    }
    let around = std::fs::canonicalize(folder).ok().and_then(|folder| folder.parent().map(Path::to_owned));
    Ok(around.filter(|around| around.join("Cargo.toml").is_file()).into_iter().collect())
}
