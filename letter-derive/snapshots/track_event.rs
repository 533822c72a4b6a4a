/** Someone paid for an order.

 Sent once the payment is confirmed.*/
#[derive(Clone, Debug, PartialEq)]
pub struct OrderCompleted {
    /// The order's number.
    pub order_id: String,
    pub total: f64,
    pub currency: OrderCompletedCurrency,
    pub coupon: Option<Option<String>>,
}
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OrderCompletedCurrency {
    Eur,
    Usd,
}
/// Everything that this tracking plan lets be sent.
#[allow(dead_code, deprecated, reason = "for whoever wants to look")]
pub const PLAN: ::letter::Plan = ::letter::Plan {
    name: "",
    description: "",
    entries: &[
        ::letter::PlanEntry::of::<OrderCompleted>("OrderCompleted", "track_event.json"),
    ],
};
#[doc(hidden)]
#[allow(warnings, clippy::all, clippy::pedantic, reason = "generated code")]
const _: () = {
    use ::letter::__private as __letter;
    __letter::object! {
        OrderCompleted { order_id required "order_id", total required "total", currency
        required "currency", coupon optional "coupon", }
    }
    impl __letter::Check for OrderCompleted {
        fn check(&self, c: &mut __letter::Checker<'_>) {
            c.field("order_id", &self.order_id).min_length(1);
            c.field("total", &self.total).minimum(0).value();
        }
    }
    __letter::constants! {
        OrderCompletedCurrency { Eur Text("EUR"), Usd Text("USD"), }
    }
    __letter::sample_of! {
        OrderCompleted "{\"order_id\":\"A-1\",\"total\":12.5,\"currency\":\"EUR\"}"
    }
    __letter::sample_of! {
        OrderCompletedCurrency "\"EUR\""
    }
    __letter::event! {
        OrderCompleted Track "Order Completed" { description :
        "Someone paid for an order.\n\nSent once the payment is confirmed.", owner :
        "payments", }
    }
};
