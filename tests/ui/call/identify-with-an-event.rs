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
    let _ = letter.identify("user_1", SignedUp {});
    let _ = letter.group("user_1", "acct_1", User {});
}

fn main() {}
