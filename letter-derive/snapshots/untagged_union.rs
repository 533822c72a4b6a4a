#[derive(Clone, Debug, PartialEq)]
pub struct Measured {
    pub value: Option<Option<MeasuredValue>>,
    pub even_or_triple: Option<i64>,
}
#[derive(Clone, Debug, PartialEq)]
pub enum MeasuredValue {
    Integer(i64),
    String(String),
}
/// Everything that this tracking plan lets be sent.
#[allow(dead_code, deprecated, reason = "for whoever wants to look")]
pub const PLAN: ::letter::Plan = ::letter::Plan {
    name: "",
    description: "",
    entries: &[::letter::PlanEntry::of::<Measured>("Measured", "untagged_union.json")],
};
#[doc(hidden)]
#[allow(warnings, clippy::all, clippy::pedantic, reason = "generated code")]
const _: () = {
    use ::letter::__private as __letter;
    __letter::object! {
        Measured { value optional "value", even_or_triple optional "even_or_triple", }
    }
    impl __letter::Check for Measured {
        fn check(&self, c: &mut __letter::Checker<'_>) {
            c.field("even_or_triple", &self.even_or_triple)
                .test_some(
                    "oneOf",
                    "must be valid under exactly one of the schemas of `oneOf`",
                    |v| {
                        [
                            ((v.is(4u8))
                                && (v
                                    .if_number(|n| {
                                        n.is_multiple_of(__letter::Number::from(2))
                                    }))),
                            ((v.is(4u8))
                                && (v
                                    .if_number(|n| {
                                        n.is_multiple_of(__letter::Number::from(3))
                                    }))),
                        ]
                            .into_iter()
                            .filter(|passes| *passes)
                            .count() == 1
                    },
                );
        }
    }
    __letter::union! {
        MeasuredValue { Integer, String, }
    }
    impl __letter::Check for MeasuredValue {
        fn check(&self, c: &mut __letter::Checker<'_>) {}
    }
    __letter::sample_of! {
        Measured "{\"value\":\"sample\",\"even_or_triple\":2}"
    }
    __letter::sample_of! {
        MeasuredValue "\"sample\""
    }
    __letter::event! {
        Measured Track "Measured" {}
    }
};
