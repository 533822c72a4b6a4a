// error[unknown-keyword]: unknown keyword `mexLength`
//  --> refused.json:5:33 (#/properties/name/mexLength)
//   |
// 5 |     "name": { "type": "string", "mexLength": 3 },
//   |                                 ^^^^^^^^^^^
//   = help: did you mean `maxLength`?
// 
// error[reference]: there is no #/$defs/adress in refused.json
//  --> refused.json:6:26 (#/properties/address/$ref)
//   |
// 6 |     "address": { "$ref": "#/$defs/adress" },
//   |                          ^^^^^^^^^^^^^^^^
//   = help: did you mean "#/$defs/address"?
#[derive(Clone, Debug, PartialEq)]
pub struct Refused {
    pub name: Option<String>,
    pub address: Option<::letter::Value>,
    pub count: Option<u64>,
    /// Properties that the schema allows and does not name.
    pub additional_properties: ::letter::__private::BTreeMap<String, ::letter::Value>,
}
/// Everything that this tracking plan lets be sent.
#[allow(dead_code, deprecated, reason = "for whoever wants to look")]
pub const PLAN: ::letter::Plan = ::letter::Plan {
    name: "",
    description: "",
    entries: &[::letter::PlanEntry::of::<Refused>("Refused", "refused.json")],
};
#[doc(hidden)]
#[allow(warnings, clippy::all, clippy::pedantic, reason = "generated code")]
const _: () = {
    use ::letter::__private as __letter;
    __letter::object! {
        Refused { name optional "name", address optional "address", count optional
        "count", ..additional_properties }
    }
    impl __letter::Check for Refused {
        fn check(&self, c: &mut __letter::Checker<'_>) {
            c.field("count", &self.count).minimum(10).maximum(5);
            c.rest(&self.additional_properties, &["name", "address", "count"]);
        }
    }
    __letter::sample_of! {
        Refused "{\"name\":\"sample\",\"address\":{}}"
    }
    __letter::event! {
        Refused Track "Refused" {}
    }
};
