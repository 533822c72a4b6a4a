//! `cargo xtask new`: a schema file by the plan's own conventions.

mod ask;
pub(crate) mod conventions;
mod property;
mod schema;

use std::fs::{self, OpenOptions};
use std::io::{self, IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use letter_schema::diagnostic::{Diagnostic, Level};
use letter_schema::plan::Plan;
use letter_schema::rules;
use letter_schema::source::Span;
use letter_schema::suggest::nearest;
use letter_schema::x_letter::Kind;

use self::ask::Asking;
use self::conventions::Conventions;
use self::property::NewProperty;
use crate::failure::Failure;
use crate::output::one_line;
use crate::plan_folder;
use crate::today::today;

/// Writes the schema file of a new event, in the folder and the style of the plan's other files.
///
/// On a terminal it asks for what the flags leave open, and shows the file before it is written.
/// It never overwrites a file. A name that the plan has already, but for case and spacing, is refused; one
/// that is spelt nearly as another is warned of.
#[derive(Debug, Default, clap::Args)]
pub(crate) struct Arguments {
    /// The event's name on the wire, as in "Order Completed"; for traits the name of their type.
    #[arg(long, value_name = "NAME", value_parser = said)]
    name: Option<String>,

    /// The call that sends it [default: track].
    #[arg(long, value_enum)]
    kind: Option<NewKind>,

    /// The team that answers for it.
    #[arg(long, value_name = "TEAM", value_parser = said)]
    owner: Option<String>,

    /// What it means, and when it fires.
    #[arg(long, value_name = "TEXT", value_parser = said)]
    description: Option<String>,

    /// A label. May be repeated.
    #[arg(long = "tag", value_name = "TAG", value_parser = said)]
    tags: Vec<String>,

    /// A property: its name, its type, `!` if it is always there, and what it means, as in
    /// "order_id:string!=Identifier of the order". May be repeated. Types are string, integer, number,
    /// boolean, date, date-time, email, uri, and values such as `web|app`.
    #[arg(long = "property", value_name = "NAME:TYPE[!][=TEXT]", value_parser = NewProperty::read)]
    properties: Vec<NewProperty>,

    /// The folder with the plan's schema files [default: the nearest `schemas`, here or above].
    #[arg(value_name = "DIR")]
    plan: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, Default, clap::ValueEnum)]
enum NewKind {
    /// Something that a user did.
    #[default]
    Track,
    /// Who a user is.
    Identify,
    /// What is known of an account.
    Group,
}

impl NewKind {
    fn kind(self) -> Kind {
        match self {
            Self::Track => Kind::Track,
            Self::Identify => Kind::Identify,
            Self::Group => Kind::Group,
        }
    }
}

/// Letter matches names exactly: what cannot be seen in a text must not be in it.
fn said(text: &str) -> Result<String, &'static str> {
    if text.trim().is_empty() {
        Err("it is empty: say something")
    } else if text.trim() != text {
        Err("it begins or ends with a space that nobody would see")
    } else if one_line(text) != text {
        Err("it holds a character that nobody can see")
    } else {
        Ok(text.to_owned())
    }
}

pub(crate) fn run(arguments: Arguments) -> Result<ExitCode, Failure> {
    let folder = plan_folder::find(arguments.plan.as_deref())?;
    // A plan without files is one that begins.
    let plan = plan_folder::load(&folder);
    let open = arguments.name.is_none() || arguments.description.is_none();
    if open && io::stdin().is_terminal() && io::stderr().is_terminal() {
        let (mut answers, mut questions) = (io::stdin().lock(), io::stderr());
        let mut asking = Asking { answers: &mut answers, questions: &mut questions };
        return create(arguments, &folder, &plan, Some(&mut asking));
    }
    create(arguments, &folder, &plan, None)
}

fn create(
    mut arguments: Arguments,
    folder: &Path,
    plan: &Plan,
    mut asking: Option<&mut Asking<'_>>,
) -> Result<ExitCode, Failure> {
    if let Some(asking) = &mut asking {
        asking.complete(&mut arguments, plan)?;
    }
    let event = NewEvent::of(arguments)?;
    let near = refuse(plan, &event)?;
    let conventions = Conventions::of(plan, event.kind.kind());
    let text = schema::text(&event, &conventions);
    let file = conventions.file(&event.name)?;
    let path = folder.join(&file);
    let mut notes = notes(plan, &file, &text)?;
    if let Some(asking) = asking {
        let shown: String = notes.iter().map(|note| format!("{note}\n")).collect();
        let question = format!("\n{text}{shown}\nWrite {}?", one_line(&path.display().to_string()));
        if !asking.confirm(&question)? {
            return Err(Failure::new("nothing was written"));
        }
        notes.clear();
    }
    let failed = |error: io::Error| {
        let hint = if error.kind() == io::ErrorKind::AlreadyExists { "; it is left as it is" } else { "" };
        Failure::new(format!("{} cannot be written: {error}{hint}", path.display()))
    };
    if let Some(around) = path.parent() {
        fs::create_dir_all(around).map_err(failed)?;
    }
    let mut new = OpenOptions::new().write(true).create_new(true).open(&path).map_err(failed)?;
    new.write_all(text.as_bytes()).map_err(failed)?;
    // Without a terminal to write to there is nothing left to say.
    if let Some(near) = near {
        let near = one_line(near);
        let _ = writeln!(
            io::stderr(),
            "warning: the plan has `{near}` already: delete the new file if that is what was meant"
        );
    }
    for note in notes {
        let _ = writeln!(io::stderr(), "{note}");
    }
    let _ = writeln!(io::stdout(), "{}", path.display());
    Ok(ExitCode::SUCCESS)
}

/// What `check` will say of the new file among the others, a line each.
///
/// # Errors
/// When the file would not be a schema at all.
fn notes(plan: &Plan, file: &str, text: &str) -> Result<Vec<String>, Failure> {
    let known = plan.sources.iter().map(|(_, file)| (file.path().to_owned(), file.text().to_owned()));
    let mut files: Vec<(String, String)> = known.collect();
    files.push((file.to_owned(), text.to_owned()));
    let with = Plan::read(files, &mut |_| None);
    let here = |span: Span| with.sources.file(span.file).path() == file;
    if let Some(error) = with.found.iter().find(|found| found.span.is_some_and(here)) {
        let message = one_line(&error.message);
        return Err(Failure::new(format!(
            "what would be written is not right, and nothing was written: {message}"
        )));
    }
    let found = rules::check(&with, today()?, []);
    let line = |found: &Diagnostic| {
        let level = if found.level == Level::Error { "error" } else { "warning" };
        format!("{level}[{}]: {}", found.rule, one_line(&found.message))
    };
    Ok(found.sorted().into_iter().filter(|found| found.span.is_some_and(here)).map(line).collect())
}

/// What is to be written.
struct NewEvent {
    name: String,
    kind: NewKind,
    owner: Option<String>,
    description: String,
    tags: Vec<String>,
    properties: Vec<NewProperty>,
}

impl NewEvent {
    fn of(arguments: Arguments) -> Result<Self, Failure> {
        let missing = |flag| {
            Failure::new(format!("`{flag}` is missing: give it, or run this on a terminal to be asked"))
        };
        Ok(Self {
            name: arguments.name.ok_or_else(|| missing("--name"))?,
            kind: arguments.kind.unwrap_or_default(),
            owner: arguments.owner,
            description: arguments.description.ok_or_else(|| missing("--description"))?,
            tags: arguments.tags,
            properties: arguments.properties,
        })
    }
}

/// Refuses what the plan contradicts; a name that is spelt nearly as the new one.
fn refuse<'a>(plan: &'a Plan, arguments: &NewEvent) -> Result<Option<&'a str>, Failure> {
    let kind = arguments.kind.kind();
    let bare =
        |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    let name: String = bare(&arguments.name);
    let same = plan.events.iter().filter(|event| event.kind == kind);
    if let Some(event) = same.clone().find(|event| bare(&event.name) == name) {
        let place = plan.sources.place(event.name_span);
        return Err(Failure::new(format!(
            "the plan has `{}` already, at {}",
            one_line(&event.name),
            one_line(&place)
        )));
    }
    let owners = plan.file.as_ref().map(|file| &file.owners[..]).unwrap_or_default();
    if let Some(owner) = arguments.owner.as_ref().filter(|_| !owners.is_empty())
        && !owners.iter().any(|known| known.id == *owner)
    {
        let known: Vec<String> = owners.iter().map(|owner| one_line(&owner.id)).collect();
        let known = known.join(", ");
        return Err(Failure::new(format!("`plan.json` has no owner `{owner}`; its owners are {known}")));
    }
    for (at, property) in arguments.properties.iter().enumerate() {
        if arguments.properties[..at].iter().any(|other| other.name == property.name) {
            return Err(Failure::new(format!("the property `{}` is given twice", property.name)));
        }
    }
    Ok(nearest(&arguments.name, same.map(|event| event.name.as_str())))
}
