use letter::{LetterEvent, PropertyValue};
use serde::Serialize;

#[derive(Serialize, PropertyValue)]
struct Source(String);

#[derive(Serialize, LetterEvent)]
#[letter(track)]
struct SignedUp {
    #[schemars(length(min = 1))]
    source: Source,
}

fn main() {}
