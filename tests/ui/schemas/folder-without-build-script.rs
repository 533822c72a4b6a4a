mod plan {
    letter::schemas!("ui/schemas/folder");
}

fn main() {}
