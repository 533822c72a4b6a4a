//! An event or traits type, as marks and notes name it.

use letter_scalar::marker::{Marked, held};

/// A call, and the name of what it sends: as much of it as a mark holds.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Sendable {
    /// `track`, `identify` or `group`.
    pub(super) call: &'static str,
    pub(super) name: String,
}

impl Sendable {
    pub(super) fn new(call: &'static str, name: &str) -> Self {
        Self { call, name: held(name).to_owned() }
    }

    /// What a mark marks; `None` if the call is not known.
    pub(super) fn of_mark(marked: &Marked<'_>) -> Option<Self> {
        let call = match marked.kind {
            b't' => "track",
            b'i' => "identify",
            b'g' => "group",
            _ => return None,
        };
        Some(Self::new(call, marked.name))
    }

    /// What a line of a process's notes names: the call, and the name as JSON.
    pub(super) fn of_note(line: &str) -> Option<Self> {
        let (call, name) = line.split_once(' ')?;
        let call = ["track", "identify", "group"].into_iter().find(|known| *known == call)?;
        Some(Self::new(call, &serde_json::from_str::<String>(name).ok()?))
    }
}
