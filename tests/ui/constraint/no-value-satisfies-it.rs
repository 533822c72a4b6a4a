use letter::LetterEvent;
use serde::Serialize;

#[derive(Serialize, LetterEvent)]
#[letter(track)]
struct SignedUp {
    #[schemars(length(min = 5, max = 2))]
    source: String,
    #[schemars(range(min = 1, max = -1))]
    count: i64,
}

fn main() {}
