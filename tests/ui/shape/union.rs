use letter::LetterEvent;

#[derive(LetterEvent)]
#[letter(track)]
union SignedUp {
    source: u64,
}

fn main() {}
