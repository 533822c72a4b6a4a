use letter::LetterEvent;
use serde::Serialize;

#[derive(Serialize, LetterEvent)]
#[letter(track, group)]
struct SignedUp {
    source: String,
}

fn main() {}
