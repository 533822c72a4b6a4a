#[derive(Clone, Debug, PartialEq)]
pub struct Customer {
    pub email: Option<String>,
    pub name: Option<String>,
}
/// Everything that this tracking plan lets be sent.
#[allow(dead_code, deprecated, reason = "for whoever wants to look")]
pub const PLAN: ::letter::Plan = ::letter::Plan {
    name: "",
    description: "",
    entries: &[::letter::PlanEntry::of::<Customer>("Customer", "user_traits.json")],
};
#[doc(hidden)]
#[allow(warnings, clippy::all, clippy::pedantic, reason = "generated code")]
const _: () = {
    use ::letter::__private as __letter;
    __letter::object! {
        Customer { email optional "email", name optional "name", = "plan" Text("pro"), }
    }
    impl __letter::Check for Customer {
        fn check(&self, c: &mut __letter::Checker<'_>) {
            c.field("email", &self.email).format(__letter::Format::Email);
        }
    }
    __letter::sample_of! {
        Customer "{\"email\":\"ada@example.com\",\"name\":\"sample\",\"plan\":\"pro\"}"
    }
    __letter::event! {
        Customer Identify "Customer" { personal_data : & [("email", "contact")], }
    }
};
