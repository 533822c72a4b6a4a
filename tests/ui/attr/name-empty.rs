use letter::LetterEvent;
use serde::Serialize;

#[derive(Serialize, LetterEvent)]
#[letter(track = "")]
struct SignedUp {}

#[derive(Serialize, LetterEvent)]
#[letter(track = "Signed Out ")]
struct SignedOut {}

fn main() {}
