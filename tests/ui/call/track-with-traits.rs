use letter::{Client, LetterEvent};
use serde::Serialize;

#[derive(Serialize, LetterEvent)]
#[letter(track)]
struct SignedUp {}

#[derive(Serialize, LetterEvent)]
#[letter(identify)]
struct User {}

#[derive(Serialize, LetterEvent)]
#[letter(group)]
struct Workspace {}

fn send(letter: &Client) {
    let _ = letter.track("user_1", Workspace {});
    let _ = letter.track("user_1", &User {});
}

fn main() {}
