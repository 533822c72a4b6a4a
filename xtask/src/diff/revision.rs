//! Files of a git revision, through the `git` program.

use std::path::{Path, PathBuf};

use letter_schema::json::MAX_FILE_BYTES;
use letter_schema::plan::Plan;

use crate::failure::Failure;
use crate::git;
use crate::output::visible;

/// Files of a plan.
const MAX_FILES: usize = 20_000;

/// The top of the repository that a folder is in; `None` where there is no repository.
///
/// # Errors
/// When git is not there, or refuses for another reason, such as an owner that it does not trust.
pub(super) fn top(folder: &Path) -> Result<Option<PathBuf>, Failure> {
    match git::answer(&mut git::command(folder), &["rev-parse", "--show-toplevel"])? {
        Ok(text) => Ok(Path::new(text.trim_end_matches(['\n', '\r'])).canonicalize().ok()),
        Err(words) if words.contains("not a git repository") => Ok(None),
        Err(words) => Err(git::refused(&words)),
    }
}

/// The commit of a revision.
///
/// # Errors
/// When there is none.
pub(super) fn commit(top: &Path, revision: &str) -> Result<String, Failure> {
    let name = format!("{revision}^{{commit}}");
    let found = git(top, &["rev-parse", "--verify", "--quiet", "--end-of-options", name.as_str()]);
    if let Ok(commit) = found {
        return Ok(commit.trim().to_owned());
    }
    let shallow = git(top, &["rev-parse", "--is-shallow-repository"]).is_ok_and(|text| text.trim() == "true");
    let help = if git(top, &["rev-list", "--all", "--max-count=1"]).is_ok_and(|text| text.is_empty()) {
        "nothing was committed in this repository yet: commit the plan, or name a folder or a file"
    } else if shallow {
        "this clone is shallow: fetch the whole history with `git fetch --unshallow --tags`, or with \
         `fetch-depth: 0` for `actions/checkout`"
    } else {
        "name a folder, a file, or what `git rev-parse` knows, such as `main`, `origin/main` or `HEAD~1`"
    };
    Err(Failure::new(format!("there is no file, folder or git revision `{}`: {help}", visible(revision))))
}

/// The plan in a folder, or in a file, of a commit; and whether it was a file.
///
/// # Errors
/// When there is none, or it cannot be read.
pub(super) fn plan(top: &Path, commit: &str, path: &str, revision: &str) -> Result<(Plan, bool), Failure> {
    let mut list = vec!["ls-tree", "-r", "-z", "-l", "--full-tree", commit];
    if !path.is_empty() {
        list.extend(["--", path]);
    }
    let listing = git(top, &list)?;
    let folder = if path.is_empty() { String::new() } else { format!("{path}/") };
    let mut blobs: Vec<(String, String)> = Vec::new();
    let mut is_file = false;
    for line in listing.split('\0') {
        let Some((facts, name)) = line.split_once('\t') else { continue };
        let facts: Vec<&str> = facts.split_ascii_whitespace().collect();
        let [mode, "blob", id, size] = facts[..] else { continue };
        is_file |= name == path;
        let inside = if name == path { name.rsplit('/').next() } else { name.strip_prefix(&folder) };
        let Some(inside) = inside else { continue };
        let hidden = inside.split('/').any(|part| part.starts_with('.'));
        // A link has a path for its content.
        if mode == "120000" || (name != path && (hidden || !inside.ends_with(".json"))) {
            continue;
        }
        if size.parse::<usize>().is_ok_and(|size| size > MAX_FILE_BYTES) || blobs.len() == MAX_FILES {
            return Err(Failure::new(format!(
                "`{}` at `{}` is too large: a plan has at most {MAX_FILES} files of {} MiB",
                visible(name),
                visible(revision),
                MAX_FILE_BYTES >> 20
            )));
        }
        blobs.push((inside.to_owned(), id.to_owned()));
    }
    if blobs.is_empty() {
        return Err(Failure::new(format!(
            "there is no `.json` file in `{}` at `{}`: say which folder is meant, as in `{}:schemas`",
            visible(if path.is_empty() { "." } else { path }),
            visible(revision),
            visible(revision)
        )));
    }
    blobs.sort();
    let texts = contents(top, blobs)?;
    let around = if is_file { path.rsplit_once('/').map_or("", |(around, _)| around) } else { path };
    let mut fetch = |name: &str| {
        let whole = joined(around, name)?;
        let text = git(top, &["cat-file", "blob", &format!("{commit}:{whole}")]).ok()?;
        (text.len() <= MAX_FILE_BYTES).then_some(text)
    };
    Ok((Plan::read(texts, &mut fetch), is_file))
}

/// The path from the top of the repository; `None` if it leads out of it.
pub(crate) fn joined(folder: &str, name: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in name.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// The texts of named blobs.
fn contents(top: &Path, blobs: Vec<(String, String)>) -> Result<Vec<(String, String)>, Failure> {
    let ids: Vec<&str> = blobs.iter().map(|(_, id)| id.as_str()).collect();
    let contents = git::contents(&mut git::command(top), &ids)?;
    let named = blobs.into_iter().zip(contents);
    named
        .map(|((name, _), content)| {
            let content =
                content.ok_or_else(|| Failure::new(format!("git has no content of `{}`", visible(&name))))?;
            let text = String::from_utf8(content)
                .map_err(|_| Failure::new(format!("`{}` is not UTF-8 in that revision", visible(&name))))?;
            Ok((name, text))
        })
        .collect()
}

fn git(folder: &Path, arguments: &[&str]) -> Result<String, Failure> {
    git::text(&mut git::command(folder), arguments)
}

#[cfg(test)]
mod tests {
    use super::joined;

    #[test]
    fn references_stay_inside_of_the_repository() {
        assert_eq!(joined("plan/schemas", "../shared/money.json").as_deref(), Some("plan/shared/money.json"));
        assert_eq!(joined("", "./money.json").as_deref(), Some("money.json"));
        assert_eq!(joined("schemas", "../../etc/passwd"), None);
    }
}
