use std::collections::HashMap;

use letter::LetterEvent;
use serde::Serialize;

#[derive(Serialize, LetterEvent)]
#[letter(track)]
struct SignedUp {
    #[schemars(length(max = 10))]
    labels: HashMap<String, String>,
}

fn main() {}
