use letter::LetterEvent;

#[derive(LetterEvent)]
#[letter(track)]
struct SignedUp {
    source: String,
}

fn main() {}
