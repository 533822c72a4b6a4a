#[derive(Clone, Debug, PartialEq)]
pub struct Paid {
    pub method: PaidMethod,
}
#[derive(Clone, Debug, PartialEq)]
pub enum PaidMethod {
    Card(Card),
    Invoice(Invoice),
}
#[derive(Clone, Debug, PartialEq)]
pub struct Card {
    pub last4: String,
}
#[derive(Clone, Debug, PartialEq)]
pub struct Invoice {}
/// Everything that this tracking plan lets be sent.
#[allow(dead_code, deprecated, reason = "for whoever wants to look")]
pub const PLAN: ::letter::Plan = ::letter::Plan {
    name: "",
    description: "",
    entries: &[::letter::PlanEntry::of::<Paid>("Paid", "tagged_union.json")],
};
#[doc(hidden)]
#[allow(warnings, clippy::all, clippy::pedantic, reason = "generated code")]
const _: () = {
    use ::letter::__private as __letter;
    __letter::object! {
        Paid { method required "method", }
    }
    impl __letter::Check for Paid {
        fn check(&self, c: &mut __letter::Checker<'_>) {}
    }
    __letter::union! {
        PaidMethod by "kind" { Card "card", Invoice "invoice", }
    }
    impl __letter::Check for PaidMethod {
        fn check(&self, c: &mut __letter::Checker<'_>) {}
    }
    __letter::object! {
        Card { last4 required "last4", = "kind" Text("card"), }
    }
    impl __letter::Check for Card {
        fn check(&self, c: &mut __letter::Checker<'_>) {}
    }
    __letter::object! {
        Invoice { = "kind" Text("invoice"), }
    }
    impl __letter::Check for Invoice {
        fn check(&self, c: &mut __letter::Checker<'_>) {}
    }
    __letter::sample_of! {
        Paid "{\"method\":{\"kind\":\"card\",\"last4\":\"sample\"}}"
    }
    __letter::sample_of! {
        PaidMethod "{\"kind\":\"card\",\"last4\":\"sample\"}"
    }
    __letter::sample_of! {
        Card "{\"kind\":\"card\",\"last4\":\"sample\"}"
    }
    __letter::sample_of! {
        Invoice "{\"kind\":\"invoice\"}"
    }
    __letter::event! {
        Paid Track "Paid" {}
    }
};
