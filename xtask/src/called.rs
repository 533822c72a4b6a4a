//! What this program was called as, for messages that say what to type next.

use std::sync::OnceLock;

static NAME: OnceLock<String> = OnceLock::new();

/// Remembers the name, such as `cargo letter`. The first one counts: a process is called once.
pub(crate) fn remember(name: &str) {
    NAME.get_or_init(|| name.to_owned());
}

/// A command as it is typed, such as `cargo letter accept`.
pub(crate) fn typed(command: &str) -> String {
    format!("{} {command}", NAME.get().map_or("cargo xtask", String::as_str))
}
