#[derive(Clone, Debug, PartialEq)]
pub struct Counted {
    pub by_country: Option<::letter::__private::BTreeMap<String, i64>>,
    pub by_prefix: Option<::letter::__private::BTreeMap<String, f64>>,
    pub open: Option<CountedOpen>,
}
#[derive(Clone, Debug, PartialEq)]
pub struct CountedOpen {
    pub a: Option<String>,
    /// Properties that the schema allows and does not name.
    pub additional_properties: ::letter::__private::BTreeMap<String, bool>,
}
/// Everything that this tracking plan lets be sent.
#[allow(dead_code, deprecated, reason = "for whoever wants to look")]
pub const PLAN: ::letter::Plan = ::letter::Plan {
    name: "",
    description: "",
    entries: &[::letter::PlanEntry::of::<Counted>("Counted", "maps.json")],
};
#[doc(hidden)]
#[allow(warnings, clippy::all, clippy::pedantic, reason = "generated code")]
const _: () = {
    use ::letter::__private as __letter;
    __letter::object! {
        Counted { by_country optional "by_country", by_prefix optional "by_prefix", open
        optional "open", }
    }
    impl __letter::Check for Counted {
        fn check(&self, c: &mut __letter::Checker<'_>) {
            c.field("by_country", &self.by_country)
                .test_some(
                    "minProperties",
                    "must have a property",
                    |v| v.properties(1, ::core::primitive::usize::MAX),
                )
                .test_some(
                    "propertyNames",
                    "must have properties with valid names only",
                    |v| {
                        v
                            .entries(|k, _| {
                                let v = __letter::View::Text(k);
                                v.if_text(|t| PATTERN_0.matches(t))
                            })
                    },
                );
            c.field("by_prefix", &self.by_prefix)
                .test_some(
                    "additionalProperties",
                    "must have names that match /^n_/",
                    |v| v.entries(|k, v| (PATTERN_1.matches(k) || false)),
                )
                .value();
            c.field("open", &self.open).value();
        }
    }
    __letter::object! {
        CountedOpen { a optional "a", ..additional_properties }
    }
    impl __letter::Check for CountedOpen {
        fn check(&self, c: &mut __letter::Checker<'_>) {
            c.rest(&self.additional_properties, &["a"]);
        }
    }
    __letter::sample_of! {
        Counted "{\"by_prefix\":{},\"open\":{\"a\":\"sample\"}}"
    }
    __letter::sample_of! {
        CountedOpen "{\"a\":\"sample\"}"
    }
    __letter::event! {
        Counted Track "Counted" {}
    }
    static PATTERN_0: __letter::Pattern = __letter::Pattern::of_table(
        "^[A-Z]{2}$",
        b"\x02\x03\0\0\0\0\0\0A\0\0\0\x01[\0\0\0\0\0\x01\0\x02\0\x03\x01\0\x01\0\0\x01\0\x03\0\x01\x01\0\x01\0",
    );
    static PATTERN_1: __letter::Pattern = __letter::Pattern::of_table(
        "^n_",
        b"\x03\x05\0\0\0\0\0\0_\0\0\0\x01`\0\0\0\0n\0\0\0\x02o\0\0\0\0\0\x01\0\x01\0\x02\0\x03\x01\0\x01\0\x01\0\0\x01\0\x03\0\x01\0\x02\x03\0\x03\0\x03\0",
    );
};
