use letter::LetterEvent;
use serde::Serialize;

#[derive(Serialize)]
enum Source {
    Web,
}

#[derive(Serialize, LetterEvent)]
#[letter(track)]
struct SignedUp {
    source: Source,
    others: Vec<Source>,
}

fn main() {}
