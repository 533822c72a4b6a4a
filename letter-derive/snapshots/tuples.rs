#[derive(Clone, Debug, PartialEq)]
pub struct Placed {
    pub point: Option<(f64, f64)>,
    pub tags: Option<Vec<String>>,
    pub scores: Option<Vec<::letter::Value>>,
}
/// Everything that this tracking plan lets be sent.
#[allow(dead_code, deprecated, reason = "for whoever wants to look")]
pub const PLAN: ::letter::Plan = ::letter::Plan {
    name: "",
    description: "",
    entries: &[::letter::PlanEntry::of::<Placed>("Placed", "tuples.json")],
};
#[doc(hidden)]
#[allow(warnings, clippy::all, clippy::pedantic, reason = "generated code")]
const _: () = {
    use ::letter::__private as __letter;
    __letter::object! {
        Placed { point optional "point", tags optional "tags", scores optional "scores",
        }
    }
    impl __letter::Check for Placed {
        fn check(&self, c: &mut __letter::Checker<'_>) {
            c.field("point", &self.point)
                .item(
                    0usize,
                    |tuple| match tuple {
                        ::core::option::Option::Some(tuple) => {
                            ::core::option::Option::Some(&tuple.0)
                        }
                        _ => ::core::option::Option::None,
                    },
                    |item| {
                        item.value();
                    },
                )
                .item(
                    1usize,
                    |tuple| match tuple {
                        ::core::option::Option::Some(tuple) => {
                            ::core::option::Option::Some(&tuple.1)
                        }
                        _ => ::core::option::Option::None,
                    },
                    |item| {
                        item.value();
                    },
                );
            c.field("tags", &self.tags)
                .max_length(3)
                .test_some("uniqueItems", "must not hold an item twice", |v| v.unique());
            c.field("scores", &self.scores)
                .test_some(
                    "contains",
                    "must hold at least 1 of the items that `contains` describes",
                    |v| {
                        v
                            .contains(
                                1,
                                ::core::primitive::usize::MAX,
                                |v| {
                                    ((v.is(4u8))
                                        && (v.if_number(|n| n >= __letter::Number::from(10))))
                                },
                            )
                    },
                );
        }
    }
    __letter::sample_of! {
        Placed "{\"point\":[1,1],\"tags\":[\"sample\"],\"scores\":[10]}"
    }
    __letter::event! {
        Placed Track "Placed" {}
    }
};
