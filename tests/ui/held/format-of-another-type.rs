use letter::LetterEvent;

#[derive(serde::Serialize, LetterEvent)]
#[letter(track = "Dated", schema = "ui/held/dated.json")]
struct Dated {
    /// A plain text is checked while running.
    at: String,
    /// An address is no day.
    #[letter(pii = "ip")]
    on: std::net::Ipv4Addr,
}

fn main() {}
