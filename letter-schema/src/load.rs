//! The one file that reads from the disk: a folder of schema files, or a file and what it refers to.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::diagnostic::Diagnostic;
use crate::json::MAX_FILE_BYTES;
use crate::plan::Plan;
use crate::resolve::join_path;

/// Folders inside of folders that are read.
const MAX_DEPTH: usize = 32;
/// Files of a plan.
const MAX_FILES: usize = 20_000;

/// A plan, and the files that it was read from.
#[derive(Debug)]
pub struct Loaded {
    /// The plan.
    pub plan: Plan,
    /// Every file that was read: when one of them changes, the plan does.
    pub files: Vec<PathBuf>,
}

/// Reads the plan at a path: a folder, with every `.json` file in it at any depth, or one file. Files
/// that references name are read as well, as long as they stand inside of `limit`.
#[must_use]
pub fn load(path: &Path, limit: &Path) -> Loaded {
    let mut disk = Disk {
        root: path.to_owned(),
        limit: canonical(limit),
        read: Vec::new(),
        unread: Vec::new(),
        problems: Vec::new(),
    };
    let mut files = Vec::new();
    if path.is_dir() {
        let mut names = Vec::new();
        disk.walk(path, "", 0, &mut HashSet::new(), &mut names);
        names.sort();
        for name in &names {
            let text = disk.text(name);
            files.push((name.clone(), text));
        }
        if names.is_empty() && disk.problems.is_empty() {
            let message = format!("there is no `.json` file in the folder {}", path.display());
            let help = "put the plan's schema files there, one for each event, or correct the path";
            disk.problems.push(Diagnostic::nowhere("plan-empty", message).help(help));
        }
    } else {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        disk.root = path.parent().map(Path::to_owned).unwrap_or_default();
        let text = disk.text(&name);
        files.push((name, text));
    }
    let mut plan = Plan::read_what_is_there(files, &mut |name| disk.referred(name));
    for (name, problem) in disk.unread {
        plan.unread(name, problem);
    }
    for problem in disk.problems {
        plan.found.push(problem);
    }
    Loaded { plan, files: disk.read }
}

struct Disk {
    root: PathBuf,
    limit: PathBuf,
    read: Vec<PathBuf>,
    /// Files that references name and that cannot be read.
    unread: Vec<(String, Diagnostic)>,
    /// What is wrong with folders.
    problems: Vec<Diagnostic>,
}

impl Disk {
    fn walk(
        &mut self,
        folder: &Path,
        prefix: &str,
        depth: usize,
        around: &mut HashSet<PathBuf>,
        names: &mut Vec<String>,
    ) {
        // A link back to a folder around this one would never end.
        let real = canonical(folder);
        if depth > MAX_DEPTH || !around.insert(real.clone()) {
            return;
        }
        let entries = match fs::read_dir(folder) {
            Ok(entries) => entries,
            Err(error) => {
                let message = format!("the folder {} cannot be read: {error}", folder.display());
                self.problems.push(Diagnostic::nowhere("plan-unreadable", message));
                return;
            }
        };
        for entry in entries.flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            let path = entry.path();
            if name.starts_with('.') {
                continue;
            }
            if path.is_dir() {
                self.walk(&path, &format!("{prefix}{name}/"), depth + 1, around, names);
            } else if name.ends_with(".json") {
                if names.len() == MAX_FILES {
                    let message =
                        format!("the folder {} has more than {MAX_FILES} schema files", self.root.display());
                    self.problems.push(Diagnostic::nowhere("plan-too-large", message));
                    return;
                }
                names.push(format!("{prefix}{name}"));
            }
        }
        around.remove(&real);
    }

    /// The text of a file, or why it cannot be had.
    fn text(&mut self, name: &str) -> Result<String, Box<Diagnostic>> {
        let path = self.root.join(name);
        let size = fs::metadata(&path).map_or(0, |metadata| metadata.len());
        if size > MAX_FILE_BYTES as u64 {
            let message = format!(
                "{} has {:.1} MiB; a schema file may have {} MiB",
                path.display(),
                size as f64 / f64::from(1 << 20),
                MAX_FILE_BYTES >> 20
            );
            let help = "split it into several files that refer to each other";
            return Err(Box::new(Diagnostic::nowhere("file-too-large", message).help(help)));
        }
        let problem = match fs::read(&path) {
            Ok(bytes) => match String::from_utf8(bytes) {
                Ok(text) => {
                    self.read.push(path);
                    return Ok(text);
                }
                Err(error) => {
                    let at = error.utf8_error().valid_up_to();
                    let marked = error.as_bytes().starts_with(b"\xff\xfe")
                        || error.as_bytes().starts_with(b"\xfe\xff");
                    let what = if marked { ", but UTF-16" } else { "" };
                    let message = format!(
                        "{} is not UTF-8{what}: byte {at} is the first that is wrong",
                        path.display()
                    );
                    let problem = Diagnostic::nowhere("file-encoding", message);
                    return Err(Box::new(problem.help("save the file as UTF-8")));
                }
            },
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                format!("there is no file or folder {}", path.display())
            }
            Err(error) => format!("{} cannot be read: {error}", path.display()),
        };
        Err(Box::new(Diagnostic::nowhere("plan-unreadable", problem)))
    }

    /// A file that a reference names; a missing one is reported at the reference.
    fn referred(&mut self, name: &str) -> Option<String> {
        let path = self.root.join(join_path("", name));
        let inside = fs::canonicalize(&path).is_ok_and(|real| real.starts_with(&self.limit));
        if !inside || !path.is_file() {
            return None;
        }
        self.text(name).map_err(|problem| self.unread.push((name.to_owned(), *problem))).ok()
    }
}

fn canonical(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
}
