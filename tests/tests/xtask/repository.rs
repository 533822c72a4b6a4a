//! Scratch repositories, and the program in them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use super::{stderr, workspace, xtask};

/// An empty folder of this name, outside of the workspace's repository.
pub(crate) fn folder(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("letter-xtask-{}", std::process::id())).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder.join("schemas")).unwrap();
    folder.canonicalize().unwrap()
}

pub(crate) fn git(folder: &Path, arguments: &[&str]) {
    git_on("2026-06-01", folder, arguments);
}

/// git, on a day.
pub(crate) fn git_on(day: &str, folder: &Path, arguments: &[&str]) {
    let output = try_git(day, folder, arguments);
    assert!(output.status.success(), "{arguments:?}: {}", stderr(&output));
}

/// git, on a day, with whatever it says.
pub(crate) fn try_git(day: &str, folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new("git");
    command.args([
        "-c",
        "user.name=Test",
        "-c",
        "user.email=test@example.com",
        "-c",
        "init.defaultBranch=main",
    ]);
    command.args(["-c", "commit.gpgsign=false", "-c", "core.autocrlf=false"]);
    command.env("GIT_AUTHOR_DATE", format!("{day}T12:00:00Z"));
    command.env("GIT_COMMITTER_DATE", format!("{day}T12:00:00Z"));
    command.args(arguments).current_dir(folder).output().unwrap()
}

/// The program, in a folder. Cargo would look for the workspace there.
pub(crate) fn run(folder: &Path, arguments: &[&str]) -> Output {
    run_on(1_780_272_000, folder, arguments)
}

/// The program, at a time in seconds since 1970.
pub(crate) fn run_on(time: u64, folder: &Path, arguments: &[&str]) -> Output {
    // Builds it.
    let built = xtask(&["explain"]).output().unwrap();
    assert!(built.status.success(), "{}", stderr(&built));
    let mut command = Command::new(program());
    command.args(arguments).current_dir(folder).env("SOURCE_DATE_EPOCH", time.to_string());
    command.env_remove("GITHUB_STEP_SUMMARY").output().unwrap()
}

/// Where the program is, once it was built.
pub(crate) fn program() -> PathBuf {
    let target =
        std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| workspace().join("target"), PathBuf::from);
    target.join("debug").join(format!("xtask{}", std::env::consts::EXE_SUFFIX))
}

/// Lets git and the program take it for a day, whatever else there is on the machine.
pub(crate) fn variables(command: &mut Command, day: &str) {
    let moment = format!("{day}T12:00:00Z");
    let seconds: jiff::Timestamp = moment.parse().unwrap();
    command.env("SOURCE_DATE_EPOCH", seconds.as_second().to_string());
    command.env("GIT_AUTHOR_DATE", &moment).env("GIT_COMMITTER_DATE", &moment);
    command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
    for who in ["AUTHOR", "COMMITTER"] {
        command.env(format!("GIT_{who}_NAME"), "Test").env(format!("GIT_{who}_EMAIL"), "test@example.com");
    }
    command.env("NO_COLOR", "1").env_remove("GITHUB_STEP_SUMMARY");
}
