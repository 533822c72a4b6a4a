use letter::LetterEvent;
use serde::Serialize;

#[derive(Serialize, LetterEvent)]
#[letter(track)]
#[serde(rename_all = "camelCase")]
struct SignedUp {
    signup_source: String,
    #[serde(rename = "signupSource")]
    source: String,
}

#[derive(Serialize, LetterEvent)]
#[letter(track)]
#[serde(tag = "type")]
struct SignedOut {
    r#type: String,
}

fn main() {}
