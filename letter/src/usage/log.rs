//! Which types a process has sent: a line for each, in a file of its own.

use std::collections::HashSet;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};

use crate::{Kind, LetterEvent, message_id};

/// The folder that the files are written into; nothing is written where it is not set.
const FOLDER: &str = "LETTER_USAGE_DIR";

/// Notes that a client accepted an event of this type. Only the first one of a process is written.
pub(crate) fn sent<E: LetterEvent>() {
    static LOG: OnceLock<Option<io::Result<Log>>> = OnceLock::new();
    let log = LOG.get_or_init(|| {
        let folder = std::env::var_os(FOLDER).filter(|folder| !folder.is_empty())?;
        Some(Log::create(Path::new(&folder)))
    });
    let noted = match log {
        None => return,
        Some(Ok(log)) => log.note(E::KIND, E::NAME),
        Some(Err(error)) => Err(error.to_string()),
    };
    // Outside of the lock and of the initialiser, since a subscriber may send events. Once is enough.
    static TOLD: AtomicBool = AtomicBool::new(false);
    if let Err(error) = noted
        && !TOLD.swap(true, Ordering::Relaxed)
    {
        tracing::warn!(%error, "what is sent cannot be noted in the folder {FOLDER}");
    }
}

struct Log {
    written: Mutex<HashSet<(Kind, &'static str)>>,
    file: File,
}

impl Log {
    fn create(folder: &Path) -> io::Result<Self> {
        fs::create_dir_all(folder)?;
        // Process ids come back, so a second part is random.
        let random = message_id::random().ok_or_else(|| io::Error::other("no randomness"))?;
        let path = folder.join(format!("{}-{random}.sent", std::process::id()));
        // Appending keeps lines whole that a forked child writes through the same file.
        let file = OpenOptions::new().append(true).create_new(true).open(path)?;
        Ok(Self { written: Mutex::default(), file })
    }

    fn note(&self, kind: Kind, name: &'static str) -> Result<(), String> {
        if !self.written.lock().unwrap_or_else(PoisonError::into_inner).insert((kind, name)) {
            return Ok(());
        }
        let call = match kind {
            Kind::Track => "track",
            Kind::Identify => "identify",
            Kind::Group => "group",
        };
        // JSON has no line break, whatever is in the name; one write, so that a line is there or is not.
        let line = format!("{call} {}\n", serde_json::Value::from(name));
        (&self.file).write_all(line.as_bytes()).map_err(|error| error.to_string())
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;

    #[test]
    fn a_type_is_noted_once_on_a_line_of_its_own() {
        let folder = std::env::temp_dir().join(format!("letter-usage-{}", std::process::id()));
        let log = Log::create(&folder).unwrap();
        log.note(Kind::Track, "Signed Up").unwrap();
        log.note(Kind::Identify, "Person").unwrap();
        log.note(Kind::Track, "Signed Up").unwrap();
        log.note(Kind::Group, "Signed Up").unwrap();
        log.note(Kind::Track, "two\nlines \"quoted\"").unwrap();
        let files: Vec<PathBuf> = fs::read_dir(&folder).unwrap().map(|file| file.unwrap().path()).collect();
        let [file] = &files[..] else { panic!("{files:?}") };
        let text = fs::read_to_string(file).unwrap();
        fs::remove_dir_all(&folder).unwrap();
        let expected = "track \"Signed Up\"\nidentify \"Person\"\ngroup \"Signed Up\"\n\
                        track \"two\\nlines \\\"quoted\\\"\"\n";
        assert_eq!(text, expected);
    }
}
