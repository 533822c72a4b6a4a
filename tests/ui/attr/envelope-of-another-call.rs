use letter::LetterEvent;
use serde::Serialize;

#[derive(Serialize, LetterEvent)]
#[letter(track)]
struct SignedUp {
    #[letter(email)]
    email: String,
}

#[derive(Serialize, LetterEvent)]
#[letter(group)]
struct Workspace {
    #[letter(timezone)]
    timezone: String,
}

fn main() {}
