use letter::LetterEvent;
use serde::Serialize;

#[derive(Serialize, LetterEvent)]
#[letter(trakc = "Signed Up", onwer = "growth")]
struct SignedUp {
    #[letter(pi = "email")]
    email: String,
}

fn main() {}
