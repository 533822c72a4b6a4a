//! What the derives make of a type: names, places, constraints, and the schema's agreement.

#![expect(clippy::unwrap_used, reason = "a panic is the report of a test")]

mod constraints;
mod envelope;
mod generics;
mod held;
mod hygiene;
mod oracle;
mod representations;

use letter::LetterEvent;

/// The violations of an event, one a line, without the values.
fn violations<E: LetterEvent>(event: &E) -> Vec<String> {
    match event.validate() {
        Ok(()) => Vec::new(),
        Err(found) => {
            found.iter().map(|violation| format!("{}: {}", violation.path(), violation.keyword())).collect()
        }
    }
}
