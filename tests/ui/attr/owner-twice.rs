use letter::LetterEvent;
use serde::Serialize;

#[derive(Serialize, LetterEvent)]
#[letter(track, owner = "growth", owner = "billing")]
struct SignedUp {}

fn main() {}
