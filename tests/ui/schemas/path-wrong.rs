mod missing {
    letter::schemas!("ui/schemas/nothing_here.json");
}

mod absolute {
    letter::schemas!("/etc");
}

mod outside {
    letter::schemas!("../../../../../../../../../..");
}

mod empty {
    letter::schemas!("");
}

mod no_text {
    letter::schemas!(schemas);
}

fn main() {}
