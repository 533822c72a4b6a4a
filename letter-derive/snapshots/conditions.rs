#[derive(Clone, Debug, PartialEq)]
pub struct Shipped {
    pub country: Option<String>,
    pub zip: Option<String>,
    pub card: Option<String>,
    pub cvc: Option<String>,
}
/// Everything that this tracking plan lets be sent.
#[allow(dead_code, deprecated, reason = "for whoever wants to look")]
pub const PLAN: ::letter::Plan = ::letter::Plan {
    name: "",
    description: "",
    entries: &[::letter::PlanEntry::of::<Shipped>("Shipped", "conditions.json")],
};
#[doc(hidden)]
#[allow(warnings, clippy::all, clippy::pedantic, reason = "generated code")]
const _: () = {
    use ::letter::__private as __letter;
    __letter::object! {
        Shipped { country optional "country", zip optional "zip", card optional "card",
        cvc optional "cvc", }
    }
    impl __letter::Check for Shipped {
        fn check(&self, c: &mut __letter::Checker<'_>) {
            c.this(self)
                .test(
                    "dependentRequired",
                    "must have \"cvc\", since it has \"card\"",
                    |v| ((!(v.has("card"))) || (v.required(&["cvc"]))),
                )
                .test(
                    "not",
                    "must not be what `not` describes",
                    |v| !(v.required(&["zip", "cvc"])),
                )
                .test(
                    "then",
                    "must be as `if`, `then` and `else` ask for",
                    |v| {
                        (if ((v.required(&["country"]))
                            && (v
                                .property(
                                    "country",
                                    |v| {
                                        ::core::matches!(
                                            v.text(), ::core::option::Option::Some("US")
                                        )
                                    },
                                )))
                        {
                            v.required(&["zip"])
                        } else {
                            true
                        })
                    },
                );
        }
    }
    __letter::sample_of! {
        Shipped "{}"
    }
    __letter::event! {
        Shipped Track "Shipped" {}
    }
};
