#[deprecated]
#[derive(Clone, Debug, PartialEq)]
pub struct Old {
    pub kept: Option<i64>,
    #[deprecated]
    pub dropped: Option<i64>,
}
/// Everything that this tracking plan lets be sent.
#[allow(dead_code, deprecated, reason = "for whoever wants to look")]
pub const PLAN: ::letter::Plan = ::letter::Plan {
    name: "",
    description: "",
    entries: &[::letter::PlanEntry::of::<Old>("Old", "deprecated.json")],
};
#[doc(hidden)]
#[allow(warnings, clippy::all, clippy::pedantic, reason = "generated code")]
const _: () = {
    use ::letter::__private as __letter;
    __letter::object! {
        Old { kept optional "kept", dropped optional "dropped", }
    }
    impl __letter::Check for Old {
        fn check(&self, c: &mut __letter::Checker<'_>) {}
    }
    __letter::sample_of! {
        Old "{\"kept\":1,\"dropped\":1}"
    }
    __letter::event! {
        Old Track "Old" { replaced_by : "New", deprecated : true, }
    }
};
