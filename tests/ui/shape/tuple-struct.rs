use letter::LetterEvent;
use serde::Serialize;

#[derive(Serialize, LetterEvent)]
#[letter(track)]
struct SignedUp(String, u64);

fn main() {}
