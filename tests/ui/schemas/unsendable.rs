mod plan {
    letter::schemas!("ui/schemas/unsendable.json");
}

fn send(letter: &letter::Client, list: plan::List) {
    let _ = letter.track("user_1", list);
}

fn main() {}
