mod plan {
    letter::schemas!("ui/schemas/reference_dangling.json");
}

fn main() {}
