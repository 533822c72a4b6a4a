use letter::LetterEvent;
use serde::Serialize;

#[derive(Serialize, LetterEvent)]
#[letter(track = "", tag("growth"))]
struct SignedUp {
    #[schemars(length(mim = 1))]
    source: String,
    #[serde(rename = "source")]
    origin: String,
    #[schemars(regex(pattern = "("))]
    code: String,
}

fn main() {}
