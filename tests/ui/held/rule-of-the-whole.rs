use letter::LetterEvent;

#[derive(serde::Serialize, LetterEvent)]
#[letter(track = "Moved", schema = "ui/held/rule_of_the_whole.json")]
struct Moved {
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<String>,
}

fn main() {}
