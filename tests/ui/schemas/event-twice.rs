mod plan {
    letter::schemas!("ui/schemas/twice");
}

fn main() {}
