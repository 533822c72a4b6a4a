use letter::LetterEvent;
use serde::Serialize;

#[derive(Serialize, LetterEvent)]
struct SignedUp {
    source: String,
}

fn main() {}
