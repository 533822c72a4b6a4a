use letter::LetterEvent;
use serde::Serialize;

#[derive(Serialize, LetterEvent)]
#[letter(track)]
struct SignedUp {
    #[schemars(lenght(min = 1))]
    source: String,
    #[schemars(range(minimum = 1))]
    count: u64,
}

fn main() {}
