use letter::LetterEvent;
use serde::Serialize;

#[derive(Serialize, LetterEvent)]
#[letter(track = 7)]
struct SignedUp {}

#[derive(Serialize, LetterEvent)]
#[letter(identify = "User")]
struct User {}

fn main() {}
