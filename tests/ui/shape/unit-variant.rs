use letter::LetterEvent;
use serde::Serialize;

#[derive(Serialize, LetterEvent)]
#[letter(track)]
enum Checkout {
    Started { cart: String },
    Left,
}

fn main() {}
