use letter::LetterEvent;
use serde::Serialize;

#[derive(Serialize, LetterEvent)]
#[letter(track)]
struct SignedUp {
    #[serde(skip)]
    #[schemars(length(min = 1))]
    skipped: String,
    #[serde(serialize_with = "loud")]
    #[schemars(length(min = 1))]
    loud: String,
    #[schemars(extend("maxLength" = 3))]
    extended: String,
    #[letter(unchecked)]
    #[schemars(range(min = 1))]
    unchecked: u64,
}

fn loud<S: serde::Serializer>(text: &str, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(&text.to_uppercase())
}

fn main() {}
