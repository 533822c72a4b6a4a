use letter::{Client, Track};

#[derive(serde::Serialize)]
struct SignedUp {}

fn send(letter: &Client) {
    let _ = letter.track("user_1", SignedUp {});
    let _ = letter.send(Track::new("user_1", "Signed Up"));
}

fn main() {}
