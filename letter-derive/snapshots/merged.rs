#[derive(Clone, Debug, PartialEq)]
pub struct Merged {
    pub id: String,
    pub at: Option<String>,
}
/// Everything that this tracking plan lets be sent.
#[allow(dead_code, deprecated, reason = "for whoever wants to look")]
pub const PLAN: ::letter::Plan = ::letter::Plan {
    name: "",
    description: "",
    entries: &[::letter::PlanEntry::of::<Merged>("Merged", "merged.json")],
};
#[doc(hidden)]
#[allow(warnings, clippy::all, clippy::pedantic, reason = "generated code")]
const _: () = {
    use ::letter::__private as __letter;
    __letter::object! {
        Merged { id required "id", at optional "at", }
    }
    impl __letter::Check for Merged {
        fn check(&self, c: &mut __letter::Checker<'_>) {
            c.field("id", &self.id).max_length(8);
            c.field("at", &self.at).format(__letter::Format::DateTime);
        }
    }
    __letter::sample_of! {
        Merged "{\"id\":\"sample\",\"at\":\"2026-03-01T12:00:00Z\"}"
    }
    __letter::event! {
        Merged Track "Merged" {}
    }
};
