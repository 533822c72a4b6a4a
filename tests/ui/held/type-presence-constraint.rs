use letter::{LetterEvent, PropertyValue};
use serde::Serialize;

type Text = String;

#[derive(Serialize, LetterEvent)]
#[letter(track = "Order Completed", schema = "ui/held/order_completed.json")]
struct OrderCompleted {
    /// Lacks a limit.
    #[schemars(length(min = 1))]
    order_id: String,
    /// An alias of the wrong type.
    total: Text,
    /// Lacks a variant.
    currency: Currency,
    /// May be missing, by the schema.
    coupon: String,
    /// Null, by the schema, or missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 10))]
    note: Option<String>,
}

#[derive(Serialize, PropertyValue)]
#[serde(rename_all = "UPPERCASE")]
enum Currency {
    Eur,
}

fn main() {}
