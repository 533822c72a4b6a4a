//! The official Python client, if this machine can run it.

use std::ffi::OsString;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use std::{env, fs, process};

/// The release that `tests/wire` was recorded with.
const PACKAGE: &str = "letterapp==0.2.0";
/// Set to `1` where the client must be there, so that nothing is skipped unnoticed.
const REQUIRED: &str = "LETTER_REQUIRE_PYTHON";

/// Runs `tests/wire/official_client.py` against the server at this URL, and returns what it printed.
/// `None` if the client cannot be had here, which is said on stderr.
///
/// # Panics
/// If the script fails; or if the client cannot be had, and `LETTER_REQUIRE_PYTHON` is `1`.
#[must_use = "`None` means that nothing was tested"]
pub fn run_against(base_url: &str, scratch: &Path) -> Option<String> {
    let packages = match installed(scratch) {
        Ok(packages) => packages,
        Err(why) if env::var_os(REQUIRED).is_some_and(|set| set == "1") => {
            panic!("{REQUIRED} is set, but the official client cannot be run: {why}")
        }
        Err(why) => {
            // Written past the test harness, which shows nothing of a test that passes.
            let _ = writeln!(io::stderr(), "SKIPPED: the official client cannot be run: {why}");
            return None;
        }
    };
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("wire/official_client.py");
    let output = Command::new("python3")
        .arg(script)
        .arg(base_url)
        .env("PYTHONPATH", packages)
        .env("PYTHONIOENCODING", "utf-8")
        // The server is on this machine, whatever proxy there is to others.
        .env("no_proxy", "127.0.0.1")
        .output()
        .expect("python3 has been started before");
    let stdout = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        output.status.success(),
        "the official client failed against {base_url}:\n{stdout}{}",
        String::from_utf8_lossy(&output.stderr)
    );
    Some(stdout)
}

/// The folder with the client's package, which is fetched if it is not there.
fn installed(scratch: &Path) -> Result<OsString, String> {
    static INSTALLED: OnceLock<Result<PathBuf, String>> = OnceLock::new();
    INSTALLED.get_or_init(|| install(&scratch.join(PACKAGE))).clone().map(PathBuf::into_os_string)
}

fn install(folder: &Path) -> Result<PathBuf, String> {
    let missing = |error| format!("python3 cannot be started: {error}");
    Command::new("python3").arg("--version").output().map_err(missing)?;
    if !folder.is_dir() {
        // Another process may be at it: each has its own folder, and the first to finish is kept.
        let unfinished = folder.with_extension(format!("{}.part", process::id()));
        let pip = Command::new("python3")
            .args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--target"])
            .args([unfinished.as_os_str(), PACKAGE.as_ref()])
            .output()
            .map_err(missing)?;
        if !pip.status.success() {
            let said = String::from_utf8_lossy(&pip.stderr);
            return Err(format!("`python3 -m pip install {PACKAGE}` failed: {}", said.trim()));
        }
        if fs::rename(&unfinished, folder).is_err() {
            // Nobody needs the second copy; what is left of it lies in the target folder.
            let _ = fs::remove_dir_all(&unfinished);
        }
    }
    folder
        .is_dir()
        .then(|| folder.to_owned())
        .ok_or_else(|| format!("{} cannot be written", folder.display()))
}
