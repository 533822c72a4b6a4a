mod plan {
    letter::schemas!("ui/schemas/not_json.json");
}

fn main() {}
