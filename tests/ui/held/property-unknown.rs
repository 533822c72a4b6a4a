use letter::LetterEvent;

#[derive(serde::Serialize, LetterEvent)]
#[letter(track = "Person Left", schema = "ui/held/person_left.json")]
struct PersonLeft {
    /// Misspelt.
    reson: String,
    /// Of another event.
    colour: String,
}

fn main() {}
