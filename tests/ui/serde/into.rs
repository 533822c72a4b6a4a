use letter::LetterEvent;
use serde::Serialize;

#[derive(Clone, Serialize, LetterEvent)]
#[letter(track)]
#[serde(into = "String")]
struct SignedUp {
    source: String,
}

impl From<SignedUp> for String {
    fn from(event: SignedUp) -> Self {
        event.source
    }
}

fn main() {}
