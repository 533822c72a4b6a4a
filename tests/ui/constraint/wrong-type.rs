use letter::LetterEvent;
use serde::Serialize;

#[derive(Serialize, LetterEvent)]
#[letter(track)]
struct SignedUp {
    #[schemars(length(min = 1))]
    count: u64,
    #[schemars(range(min = 1))]
    source: String,
    #[schemars(email)]
    emails: Vec<String>,
    #[schemars(inner(length(min = 1)))]
    tag: String,
}

fn main() {}
