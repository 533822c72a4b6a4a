use letter::{LetterEvent, PropertyValue};
use serde::Serialize;

#[derive(Serialize, LetterEvent)]
#[letter(track = "Plan Changed", schema = "ui/held/plan_changed.json")]
struct PlanChanged {
    plan: Plan,
    seats: Seats,
}

#[derive(Serialize, PropertyValue)]
#[serde(rename_all = "lowercase")]
enum Plan {
    Free,
    Pro,
    Enterprise,
}

#[derive(Serialize, PropertyValue)]
struct Seats {
    used: u32,
    paid: f64,
}

fn main() {}
