mod plan {
    letter::schemas!("ui/schemas/contradiction.json");
}

fn main() {}
