use letter::PropertyValue;
use serde::Serialize;

#[derive(Serialize, PropertyValue)]
#[letter(track)]
struct Address {
    #[letter(email)]
    email: String,
}

fn main() {}
