use letter::{LetterEvent, PropertyValue};
use serde::Serialize;

#[derive(Serialize, LetterEvent)]
#[letter(track = "Moved", schema = "ui/held/moved.json")]
struct Moved {
    /// One of the two types only.
    from: Place,
    /// A pair.
    way: (f64, f64),
    /// Numbers that are listed.
    floor: i64,
    /// Looked at by whoever wrote it.
    #[letter(unchecked)]
    to: (f64, f64),
}

#[derive(Serialize, PropertyValue)]
#[serde(untagged)]
enum Place {
    Name(String),
}

fn main() {}
