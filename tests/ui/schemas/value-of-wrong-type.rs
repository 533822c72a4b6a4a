mod plan {
    letter::schemas!("ui/held/order_completed.json");
}

use plan::{OrderCompleted, OrderCompletedCurrency};

fn main() {
    let order = OrderCompleted {
        order_id: 7,
        total: -1,
        currency: OrderCompletedCurrency::Gbp,
        coupon: None,
        reason: None,
    };
}
