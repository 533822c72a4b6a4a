#[derive(Clone, Debug, PartialEq)]
pub struct Cart {
    pub items: Vec<Item>,
    pub shipping: Option<CartShipping>,
}
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    pub sku: String,
    pub quantity: u64,
}
#[derive(Clone, Debug, PartialEq)]
pub struct CartShipping {
    pub city: String,
    /// Properties that the schema allows and does not name.
    pub additional_properties: ::letter::__private::BTreeMap<String, ::letter::Value>,
}
/// Everything that this tracking plan lets be sent.
#[allow(dead_code, deprecated, reason = "for whoever wants to look")]
pub const PLAN: ::letter::Plan = ::letter::Plan {
    name: "",
    description: "",
    entries: &[::letter::PlanEntry::of::<Cart>("Cart", "nested.json")],
};
#[doc(hidden)]
#[allow(warnings, clippy::all, clippy::pedantic, reason = "generated code")]
const _: () = {
    use ::letter::__private as __letter;
    __letter::object! {
        Cart { items required "items", shipping optional "shipping", }
    }
    impl __letter::Check for Cart {
        fn check(&self, c: &mut __letter::Checker<'_>) {
            c.field("items", &self.items).min_length(1).value();
            c.field("shipping", &self.shipping).value();
        }
    }
    __letter::object! {
        Item { sku required "sku", quantity required "quantity", }
    }
    impl __letter::Check for Item {
        fn check(&self, c: &mut __letter::Checker<'_>) {
            c.field("sku", &self.sku).pattern(&PATTERN_0);
            c.field("quantity", &self.quantity).minimum(1).maximum(99);
        }
    }
    __letter::object! {
        CartShipping { city required "city", ..additional_properties }
    }
    impl __letter::Check for CartShipping {
        fn check(&self, c: &mut __letter::Checker<'_>) {
            c.rest(&self.additional_properties, &["city"]);
        }
    }
    __letter::sample_of! {
        Cart
        "{\"items\":[{\"sku\":\"AA\",\"quantity\":1}],\"shipping\":{\"city\":\"sample\"}}"
    }
    __letter::sample_of! {
        Item "{\"sku\":\"AA\",\"quantity\":1}"
    }
    __letter::sample_of! {
        CartShipping "{\"city\":\"sample\"}"
    }
    __letter::event! {
        Cart Track "Cart" {}
    }
    static PATTERN_0: __letter::Pattern = __letter::Pattern::of_table(
        "^[A-Z]{2}$",
        b"\x02\x03\0\0\0\0\0\0A\0\0\0\x01[\0\0\0\0\0\x01\0\x02\0\x03\x01\0\x01\0\0\x01\0\x03\0\x01\x01\0\x01\0",
    );
};
