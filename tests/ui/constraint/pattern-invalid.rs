use letter::LetterEvent;
use serde::Serialize;

#[derive(Serialize, LetterEvent)]
#[letter(track)]
struct SignedUp {
    #[schemars(regex(pattern = "[a-z"))]
    source: String,
}

fn main() {}
