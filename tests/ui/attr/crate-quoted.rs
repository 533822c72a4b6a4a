use letter::LetterEvent;
use serde::Serialize;

#[derive(Serialize, LetterEvent)]
#[letter(track, crate = "letter")]
struct SignedUp {}

fn main() {}
