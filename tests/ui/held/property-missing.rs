use letter::LetterEvent;

#[derive(serde::Serialize, LetterEvent)]
#[letter(track = "Order Completed", schema = "ui/held/order_completed.json")]
struct OrderCompleted {
    #[schemars(length(min = 1, max = 64))]
    order_id: String,
}

fn main() {}
