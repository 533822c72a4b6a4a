use letter::LetterEvent;
use serde::Serialize;

#[derive(Serialize, LetterEvent)]
#[letter(identify)]
struct User {
    #[letter(email)]
    work: String,
    #[letter(email)]
    home: String,
    #[letter(timezone)]
    #[serde(skip)]
    timezone: String,
}

fn main() {}
