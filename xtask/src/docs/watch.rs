//! Building again whenever a file changes that the catalog is made of.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, SystemTime};

/// How often is looked. Asking the file system works on every system and network folder alike.
const PAUSE: Duration = Duration::from_millis(400);
/// Folders inside of folders that are looked at.
const MAX_DEPTH: usize = 32;

/// Files, with what tells that they changed.
type Seen = BTreeMap<PathBuf, (u64, Option<SystemTime>)>;

/// Calls `build` now and after every change in these folders; never returns. What is written to `out`
/// is no change.
pub(crate) fn watch(folders: &[PathBuf], out: &Path, mut build: impl FnMut()) -> ! {
    let mut before = Seen::new();
    let mut built = false;
    loop {
        let now = seen(folders, out);
        if now != before || !built {
            // Editors and git write several files: wait until it is quiet.
            let mut settled = now;
            loop {
                thread::sleep(PAUSE / 4);
                let again = seen(folders, out);
                if again == settled {
                    break;
                }
                settled = again;
            }
            before = settled;
            built = true;
            build();
        }
        thread::sleep(PAUSE);
    }
}

fn seen(folders: &[PathBuf], out: &Path) -> Seen {
    let mut seen = Seen::new();
    for folder in folders {
        look(folder, out, 0, &mut seen);
    }
    seen
}

fn look(folder: &Path, out: &Path, depth: usize, seen: &mut Seen) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let path = entry.path();
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if name.starts_with('.') || name == "target" || name == "node_modules" || path == out {
            continue;
        }
        let Ok(metadata) = entry.metadata() else { continue };
        if metadata.is_dir() && depth < MAX_DEPTH {
            look(&path, out, depth + 1, seen);
        } else if metadata.is_file() {
            seen.insert(path, (metadata.len(), metadata.modified().ok()));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::seen;

    #[test]
    fn changes_are_seen_and_the_output_is_none() {
        let folder = std::env::temp_dir().join(format!("letter-watch-{}", std::process::id()));
        let out = folder.join("out");
        fs::create_dir_all(&out).unwrap();
        fs::write(folder.join("a.json"), "1").unwrap();
        let folders = [folder.clone()];
        let before = seen(&folders, &out);
        fs::write(out.join("index.html"), "1").unwrap();
        assert_eq!(seen(&folders, &out), before);
        fs::write(folder.join("a.json"), "12").unwrap();
        let changed = seen(&folders, &out);
        assert_ne!(changed, before);
        fs::remove_file(folder.join("a.json")).unwrap();
        assert!(seen(&folders, &out).is_empty());
        fs::remove_dir_all(&folder).unwrap();
    }
}
