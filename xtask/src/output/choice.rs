//! `--format`, `--output` and `--color`: which formats go where.

use std::io::{self, Write as _};
use std::path::PathBuf;

use anstream::{AutoStream, ColorChoice};
use clap::ValueEnum;

use crate::failure::Failure;

/// A way to write findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// The source line with the place underlined, and how to mend it.
    Human,
    /// A line for each finding: `file:line:column: level[rule]: message`.
    Short,
    /// One object; docs/check-json.md describes it.
    Json,
    /// Annotations of GitHub Actions, and a summary of the job.
    Github,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
enum Colour {
    /// On a terminal, unless `NO_COLOR` is set.
    #[default]
    Auto,
    Always,
    Never,
}

/// What is asked for.
#[derive(Debug, clap::Args)]
pub(crate) struct Output {
    /// What is printed.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,

    /// Writes a file as well; may be given several times.
    #[arg(long, value_name = "FORMAT=FILE", value_parser = output)]
    output: Vec<(Format, PathBuf)>,

    /// When to print in colour.
    #[arg(long, value_enum, default_value_t, value_name = "WHEN")]
    color: Colour,
}

impl Output {
    pub(super) fn format(&self) -> Format {
        self.format
    }

    pub(super) fn files(&self) -> &[(Format, PathBuf)] {
        &self.output
    }

    /// Prints a text, which may be made for a terminal with colours.
    ///
    /// # Errors
    /// When stdout cannot be written to. That nobody reads any more is none: the exit code says how it ended.
    pub(super) fn print(&self, text: impl FnOnce(bool) -> String) -> Result<(), Failure> {
        let stdout = io::stdout();
        let choice = match self.color {
            Colour::Always => ColorChoice::Always,
            Colour::Never => ColorChoice::Never,
            Colour::Auto => AutoStream::choice(&stdout),
        };
        let text = text(choice != ColorChoice::Never);
        let mut stream = AutoStream::new(stdout, choice);
        match stream.write_all(text.as_bytes()).and_then(|()| stream.flush()) {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
                Err(Failure::new(format!("stdout cannot be written: {error}")))
            }
            _ => Ok(()),
        }
    }
}

fn output(text: &str) -> Result<(Format, PathBuf), String> {
    let Some((format, file)) = text.split_once('=').filter(|(_, file)| !file.is_empty()) else {
        return Err("a format and a file are expected, such as `sarif=letter.sarif`".to_owned());
    };
    let format = Format::from_str(format, false).map_err(|_| {
        let known: Vec<String> = Format::value_variants()
            .iter()
            .filter_map(|format| Some(format.to_possible_value()?.get_name().to_owned()))
            .collect();
        format!("there is no format `{format}`: the formats are {}", known.join(", "))
    })?;
    Ok((format, PathBuf::from(file)))
}
