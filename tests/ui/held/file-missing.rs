use letter::LetterEvent;

#[derive(serde::Serialize, LetterEvent)]
#[letter(track = "Order Completed", schema = "ui/held/order_complete.json")]
struct OrderCompleted {}

#[derive(serde::Serialize, LetterEvent)]
#[letter(track = "Order Completed", schema = "ui/held")]
struct OrderCompletedAgain {}

fn main() {}
