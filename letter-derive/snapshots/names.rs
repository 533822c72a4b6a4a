#[derive(Clone, Debug, PartialEq)]
pub struct Named {
    pub schema_2: Option<bool>,
    pub schema: Option<bool>,
    pub r#type: Option<bool>,
    pub self_: Option<bool>,
    pub _1st: Option<bool>,
    pub a_quote: Option<bool>,
    pub plus_1: Option<bool>,
    pub minus_1: Option<bool>,
}
/// Everything that this tracking plan lets be sent.
#[allow(dead_code, deprecated, reason = "for whoever wants to look")]
pub const PLAN: ::letter::Plan = ::letter::Plan {
    name: "",
    description: "",
    entries: &[::letter::PlanEntry::of::<Named>("Named", "names.json")],
};
#[doc(hidden)]
#[allow(warnings, clippy::all, clippy::pedantic, reason = "generated code")]
const _: () = {
    use ::letter::__private as __letter;
    __letter::object! {
        Named { schema_2 optional "$schema", schema optional "schema", r#type optional
        "type", self_ optional "self", _1st optional "1st", a_quote optional
        "a \"quote\"", plus_1 optional "+1", minus_1 optional "-1", }
    }
    impl __letter::Check for Named {
        fn check(&self, c: &mut __letter::Checker<'_>) {}
    }
    __letter::sample_of! {
        Named
        "{\"$schema\":true,\"schema\":true,\"type\":true,\"self\":true,\"1st\":true,\"a \\\"quote\\\"\":true,\"+1\":true,\"-1\":true}"
    }
    __letter::event! {
        Named Track "Named" {}
    }
};
