//! `cargo xtask docs`: the catalog of the tracking plan, for people who look up what an event means.
//!
//! `gather.rs` brings the plan into the words of `catalog.rs`; everything that is written is rendered
//! from those.

mod across;
mod address;
mod brand;
mod catalog;
mod cell;
mod dates;
mod exports;
mod facets;
mod feed;
mod gather;
mod health;
mod history;
mod inert;
mod markdown;
mod marked;
mod message;
mod moment;
mod out_folder;
mod output;
mod own_files;
mod part;
mod payload;
mod people;
mod progress;
mod rewritten;
mod rows;
mod rust_code;
mod search_index;
mod settings;
mod sidebar;
mod site;
mod slug;
mod source_code;
mod table;
mod templating;
mod texts;
mod visible;
mod words;
mod written;

use std::ffi::OsStr;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use letter_schema::render;

use self::own_files::OwnFiles;
use self::progress::Progress;
use self::settings::Settings;
use self::site::Site;
use self::texts::Texts;
use crate::failure::Failure;
use crate::{plan_folder, watch};

/// Writes the catalog: what each event means, who answers for it, and what changed.
///
/// A static site that opens from the disk, with the same as JSON, CSV and Markdown. Only files that an
/// earlier run wrote are replaced or taken away. `catalog` in plan.json gives it a title, a logo, an accent
/// colour, pages of your own and the address of the source.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The folder with the plan's schema files [default: the nearest `schemas`, here or above].
    #[arg(value_name = "DIR")]
    plan: Option<PathBuf>,

    /// The folder to write to.
    #[arg(long, value_name = "OUT")]
    out: PathBuf,

    /// Writes the site as one file, `catalog.html`, to send to somebody.
    #[arg(long)]
    single_file: bool,

    /// A folder of Rust files, in which the places are looked for that send an event; can be repeated
    /// [default: the folder around the plan, if it has a Cargo.toml].
    #[arg(long, value_name = "DIR")]
    source: Vec<PathBuf>,

    /// The address of the source's files, to which `/src/main.rs#L12` is added, such as
    /// `https://github.com/you/app/blob/main` [default: `catalog.repository` in plan.json].
    #[arg(long, value_name = "URL")]
    repository: Option<String>,

    /// Writes it again whenever a file changes, until Ctrl-C.
    #[arg(long)]
    watch: bool,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let folder = plan_folder::find(arguments.plan.as_deref())?;
    let sources = sources(arguments, &folder)?;
    if arguments.watch {
        let mut folders = sources.clone();
        folders.push(folder.clone());
        let absolute = |path: &Path| std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let out = absolute(&arguments.out);
        let roots: Vec<PathBuf> = folders.iter().map(|folder| absolute(folder)).collect();
        // Neither what this writes, nor what cargo, git and npm do.
        let ours = move |path: &Path| {
            let path = absolute(path);
            let inside = roots.iter().find_map(|root| path.strip_prefix(root).ok()).unwrap_or(&path);
            let others = |name: &OsStr| {
                name == "target" || name == "node_modules" || name.as_encoded_bytes().starts_with(b".")
            };
            !path.starts_with(&out) && !inside.iter().any(others)
        };
        return watch::run(&folders, ours, || match build(arguments, &folder, &sources) {
            Ok(said) => tell(&said),
            Err(failure) => drop(failure.report()),
        });
    }
    tell(&build(arguments, &folder, &sources)?);
    Ok(ExitCode::SUCCESS)
}

/// Writes the catalog of a plan, with the places in some folders of Rust files, and says what was written.
///
/// # Errors
/// When the plan cannot be read, or the files cannot be written.
pub(crate) fn write(plan: &Path, sources: &[PathBuf], out: &Path) -> Result<(), Failure> {
    let arguments = Arguments {
        plan: None,
        out: out.to_owned(),
        single_file: false,
        source: Vec::new(),
        repository: None,
        watch: false,
    };
    tell(&build(&arguments, plan, sources)?);
    Ok(())
}

/// Writes everything, and says what.
fn build(arguments: &Arguments, folder: &Path, sources: &[PathBuf]) -> Result<String, Failure> {
    out_folder::check(&arguments.out, folder).map_err(Failure::new)?;
    let started = Instant::now();
    let mut progress = Progress::new();
    let plan = &plan_folder::load(folder);
    if plan.events.is_empty() {
        let found = render::all(&plan.sources, &plan.found);
        return Err(Failure::new(format!("there is no event in {}\n{found}", folder.display())));
    }
    let texts = Texts::english();
    let mut settings = Settings::read(plan).map_err(Failure::new)?;
    settings.repository = arguments.repository.clone().or(settings.repository);
    let settings = settings.checked().map_err(Failure::new)?;
    let own = OwnFiles::read(folder, &settings).map_err(Failure::new)?;
    let history = history::read(folder, plan, &texts)?;
    let sendings = (!sources.is_empty()).then(|| source_code::Sendings::scan(sources));
    let inputs = gather::Inputs {
        plan,
        settings: &settings,
        history: &history,
        sendings: sendings.as_ref(),
        pages: &own.pages,
        texts: &texts,
    };
    let catalog = gather::gather(&inputs, &mut |done, all| progress.step("events read:", done, all));
    let engine = templating::engine(own.templates.as_deref(), &texts).map_err(Failure::new)?;
    let mut site = Site::new(&catalog, &engine, &texts, &settings, &own, arguments.single_file);
    let mut step = |done, all| progress.step("pages written:", done, all);
    let mut files = if arguments.single_file {
        let mut files = output::Files::default();
        files.add("catalog.html", site.single_file(&mut step).map_err(Failure::new)?);
        files
    } else {
        site.files(&own, &mut step).map_err(Failure::new)?
    };
    site.data(&mut files).map_err(Failure::new)?;
    progress.done();
    files.write(&arguments.out, folder).map_err(Failure::new)?;
    let (count, bytes) = files.size();
    let first = if arguments.single_file { "catalog.html" } else { "index.html" };
    let warned = match catalog.health.errors {
        0 => String::new(),
        1 => "\nthe plan has an error, which the page `health` shows".to_owned(),
        many => format!("\nthe plan has {many} errors, which the page `health` shows"),
    };
    let counted = |count: usize, one, many| format!("{count} {}", if count == 1 { one } else { many });
    Ok(format!(
        "{}: {}, {}; {count} files, {:.1} MB, in {:.1} s{warned}",
        arguments.out.join(first).display(),
        // As its first page counts them.
        counted(catalog.events.len() + catalog.gone.len(), "event", "events and traits"),
        counted(catalog.properties.len(), "property", "properties"),
        bytes as f64 / 1e6,
        started.elapsed().as_secs_f64()
    ))
}

fn tell(said: &str) {
    // Without a terminal to write to there is nothing left to say.
    let _ = writeln!(io::stdout(), "{said}");
}

/// The folders of Rust files to look through.
fn sources(arguments: &Arguments, folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    if let Some(missing) = arguments.source.iter().find(|folder| !folder.is_dir()) {
        return Err(Failure::new(format!(
            "there is no folder `{}` to look for Rust files in",
            missing.display()
        )));
    }
    if !arguments.source.is_empty() {
        return Ok(arguments.source.clone());
    }
    let around = std::fs::canonicalize(folder).ok().and_then(|folder| folder.parent().map(Path::to_owned));
    Ok(around.filter(|around| around.join("Cargo.toml").is_file()).into_iter().collect())
}

#[cfg(test)]
mod out_folder_tests;
#[cfg(test)]
mod rewritten_tests;
#[cfg(test)]
mod rows_tests;
#[cfg(test)]
mod tests;
