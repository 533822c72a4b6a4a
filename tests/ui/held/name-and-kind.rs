use letter::LetterEvent;

#[derive(serde::Serialize, LetterEvent)]
#[letter(track = "Order Complete", schema = "ui/held/empty.json")]
struct OrderCompleted {}

#[derive(serde::Serialize, LetterEvent)]
#[letter(identify, schema = "ui/held/empty.json")]
struct Person {}

fn main() {}
