mod plan {
    letter::schemas!("ui/schemas/keyword_misspelt.json");
}

fn main() {}
