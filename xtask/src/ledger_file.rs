//! The plan's ledger on the disk.

use std::path::{Path, PathBuf};
use std::{fs, io};

use letter_schema::ledger::{Ledger, Problem, ProblemKind};
use letter_schema::plan::Plan;

use crate::called::typed;
use crate::failure::Failure;
use crate::output::visible;

/// Bytes that are read. The ledger of the largest plan that is read has less.
const MOST: u64 = 1 << 30;

/// The ledger of a plan, as it was read.
pub(crate) struct LedgerFile {
    /// Where it stands.
    pub(crate) path: PathBuf,
    /// Its text.
    pub(crate) text: String,
    /// What it says.
    pub(crate) ledger: Ledger,
    /// What is wrong with it.
    pub(crate) problems: Vec<Problem>,
}

impl LedgerFile {
    /// Reads the ledger of the plan in a folder; `None` if it has none.
    ///
    /// # Errors
    /// When it is there and is no text that can be read.
    pub(crate) fn read(folder: &Path, plan: &Plan) -> Result<Option<Self>, Failure> {
        let path = folder.join(Ledger::NAME);
        let shown = visible(&path.display().to_string());
        let large = fs::metadata(&path).is_ok_and(|metadata| metadata.len() > MOST);
        if large {
            return Err(Failure::new(format!(
                "`{shown}` is too large to be a ledger: take it from git again"
            )));
        }
        let bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => {
                return Err(Failure::new(format!(
                    "`{shown}` cannot be read: {error}; git may have it as it was"
                )));
            }
        };
        let Ok(text) = String::from_utf8(bytes) else {
            return Err(Failure::new(format!(
                "`{shown}` is not UTF-8: an editor changed it, take it from git again"
            )));
        };
        let (ledger, problems) = Ledger::read(&text, plan);
        Ok(Some(Self { path, text, ledger, problems }))
    }

    /// The first thing that keeps it from being used, as a failure. A conflict does if it is not to be settled.
    pub(crate) fn failure(&self, settles: bool) -> Option<Failure> {
        let stands = |problem: &&Problem| !(settles && problem.kind == ProblemKind::Conflict);
        let problem = self.problems.iter().find(stands)?;
        let place = format!("{}:{}", visible(&self.path.display().to_string()), problem.line);
        Some(Failure::new(format!("{place}: {}: {}", visible(&problem.message), help(problem.kind))))
    }
}

/// What to do about a problem.
pub(crate) fn help(kind: ProblemKind) -> String {
    let accept = typed("accept");
    match kind {
        ProblemKind::Conflict => {
            format!("merge the schema files, then `{accept}` takes the ledger's lines of both sides")
        }
        ProblemKind::Line => {
            format!("only `{accept}` writes this file: take it from git again, and accept the plan anew")
        }
        ProblemKind::Version => "update letter-xtask".to_owned(),
    }
}
