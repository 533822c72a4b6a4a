use letter::LetterEvent;
use serde::Serialize;

#[derive(Serialize, LetterEvent)]
#[letter(identify)]
struct User {
    #[letter(email)]
    email: u64,
}

fn main() {}
