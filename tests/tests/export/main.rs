//! A type, the schema file that is exported from it, and the type that `schemas!` makes of the file take the same
//! values.

#![expect(clippy::unwrap_used, reason = "a panic is how a test reports")]

use letter::LetterEvent;
use letter_tests::exported;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

mod plan {
    pub(super) mod order {
        letter::schemas!("exported/order_completed.json");
    }
    pub(super) mod payment {
        letter::schemas!("exported/payment_chosen.json");
    }
    pub(super) mod support {
        letter::schemas!("exported/support_asked.json");
    }
    pub(super) mod contact {
        letter::schemas!("exported/person_contacted.json");
    }
    pub(super) mod person {
        letter::schemas!("exported/person.json");
    }
}

/// Whether a value is one that the type writes: it is read, valid, and written as it was.
fn takes<T: DeserializeOwned + LetterEvent>(value: &Value) -> bool {
    let Ok(read) = serde_json::from_value::<T>(value.clone()) else { return false };
    read.validate().is_ok() && serde_json::to_value(&read).unwrap() == *value
}

/// Values that differ from one in a single place.
fn mutations(value: &Value) -> Vec<Value> {
    let mut mutations = vec![
        Value::Null,
        json!(true),
        json!(0),
        json!(-1),
        json!(1.5),
        json!(256),
        json!(65_536),
        json!(4_294_967_296_u64),
        json!(i64::MAX),
        json!(u64::MAX),
        json!(""),
        json!("a"),
        json!("AB"),
        json!("Cash"),
        json!("USD"),
        json!("a text that is longer than any that has a limit: sixty-four characters"),
        json!([]),
        json!({}),
        json!({ "Cash": null }),
        json!({ "Voucher": 3 }),
        json!({ "t": "Cash", "c": 1 }),
        json!({ "type": "cash" }),
        json!({ "sku": "abc", "quantity": 1 }),
    ];
    match value {
        Value::Array(items) => {
            for (at, item) in items.iter().enumerate() {
                mutations.extend(mutations_of(item, |item| {
                    let mut items = items.clone();
                    items[at] = item;
                    Value::Array(items)
                }));
            }
            for items in
                [&[&items[..], &items[..]].concat(), &items[..items.len().saturating_sub(1)].to_vec()]
            {
                mutations.push(Value::Array(items.clone()));
            }
        }
        Value::Object(members) => {
            for (key, value) in members {
                mutations.extend(mutations_of(value, |value| {
                    let mut members = members.clone();
                    members[key] = value;
                    Value::Object(members)
                }));
                let mut less = members.clone();
                less.remove(key);
                mutations.push(Value::Object(less));
            }
            for more in ["more", "holder", "engraving", "minutes", "c"] {
                let mut members = members.clone();
                members.insert(more.to_owned(), json!("more"));
                mutations.push(Value::Object(members));
            }
        }
        _ => {}
    }
    mutations
}

fn mutations_of(value: &Value, around: impl Fn(Value) -> Value) -> Vec<Value> {
    mutations(value).into_iter().map(around).collect()
}

/// Compares both types on some values and all that lie around them.
fn agree<R, P>(values: &[Value])
where
    R: DeserializeOwned + LetterEvent,
    P: DeserializeOwned + LetterEvent,
{
    assert_eq!((R::KIND, R::NAME), (P::KIND, P::NAME));
    let (mut valid, mut invalid) = (0, 0);
    for value in values {
        assert!(takes::<R>(value), "{value}");
        for value in [value.clone()].into_iter().chain(mutations(value)) {
            let (rust, plan) = (takes::<R>(&value), takes::<P>(&value));
            assert_eq!(rust, plan, "Rust's type takes it: {rust}, that of the file: {plan}: {value}");
            *if rust { &mut valid } else { &mut invalid } += 1;
        }
    }
    assert!(valid > values.len() && invalid > valid, "{valid} valid, {invalid} invalid");
}

fn sample<P: serde::Serialize>(sample: P) -> Value {
    serde_json::to_value(sample).unwrap()
}

#[test]
fn options_constraints_lists_and_maps() {
    let full = json!({
        "orderId": "o-1", "total": 4_900, "share": 0.5, "country": "PT", "campaign": "spring", "rating": null,
        "items": [{ "sku": "abc", "quantity": 2, "engraving": "Ada" }, { "sku": "abcd", "quantity": 1 }],
        "gift": { "sku": "abc", "quantity": 1 }, "voucher": { "sku": "abc", "quantity": 1 }, "currency": "EUR",
        "counts": { "a": -3, "b": 4 }, "pair": [3, true], "sku": "xy", "grade": "b", "page_count": 7, "address": "10.0.0.1",
    });
    let bare = json!({
        "orderId": "o-1", "total": 0, "share": -1.5, "campaign": null, "items": [{ "sku": "ab", "quantity": 1 }],
        "voucher": null, "counts": {}, "pair": [0, false], "grade": "é", "page_count": 0,
    });
    agree::<exported::OrderCompleted, plan::order::OrderCompleted>(&[
        full,
        bare,
        sample(plan::order::OrderCompleted::sample()),
    ]);
}

#[test]
fn enums_in_every_form_and_times() {
    let around = |external, internal, adjacent, untagged| {
        json!({
            "external": external, "internal": internal, "adjacent": adjacent, "untagged": untagged,
            "at": "2026-03-01T09:30:00Z", "day": "2026-03-01", "id": "67e55044-10b1-426f-9247-bb680e5fe0c8",
            "anything": { "a": [1, null] },
        })
    };
    let item = json!({ "sku": "abc", "quantity": 2 });
    let wrapped = json!({ "type": "wrapped", "sku": "abc", "quantity": 2, "engraving": "Ada" });
    let values = [
        around(json!("Cash"), json!({ "type": "cash" }), json!({ "t": "Cash" }), json!(7)),
        around(json!({ "Voucher": 3 }), wrapped, json!({ "t": "Wrapped", "c": item }), json!("seven")),
        around(
            json!({ "Card": { "last_digits": "1234" } }),
            json!({ "type": "card" }),
            json!({ "t": "Card", "c": { "month": 3 } }),
            item,
        ),
        around(
            json!({ "Several": ["abc"] }),
            json!({ "type": "card", "holder": "Ada" }),
            json!({ "t": "Cash" }),
            json!(""),
        ),
    ];
    agree::<exported::PaymentChosen, plan::payment::PaymentChosen>(&values);
    assert!(takes::<exported::PaymentChosen>(&values[0]));
}

#[test]
fn an_event_that_is_an_enum() {
    let values = [
        json!({ "how": "ByMail", "address": "ada@example.com" }),
        json!({ "how": "ByPhone", "number": "1" }),
        json!({ "how": "ByPhone", "minutes": -3, "number": "2" }),
    ];
    agree::<exported::SupportAsked<'static>, plan::support::SupportAsked>(&values);
}

#[test]
fn what_attributes_say_of_fields_reaches_every_type_inside() {
    let around = |way: Value, more: Value, tagged: Value| {
        json!({
            "way": way, "reply": { "by": "Ada", "more": more }, "copies": { "a": [{ "by": "Eve", "more": 3 }], "b": [] },
            "sender": { "name": "Bob" }, "tagged": tagged,
        })
    };
    let wrapped = json!({ "k": "Wrapped", "a": "10.0.0.1" });
    let inner = json!({ "k": "Either", "a": "10.0.0.1" });
    let number = json!({ "k": "Either", "n": 1 });
    let file: Value = serde_json::from_str(include_str!("../../exported/person_contacted.json")).unwrap();
    let validator = jsonschema::validator_for(&file).unwrap();
    for value in [
        around(json!({ "Mail": "a@b.c" }), Value::Null, wrapped),
        around(json!({ "Call": { "to": "1" } }), json!("a@b.c"), inner),
        around(json!({ "Shop": {} }), json!("a@b.c"), number.clone()),
        around(json!({ "Visit": [3, "Here"] }), json!("a@b.c"), number),
    ] {
        assert!(takes::<exported::PersonContacted>(&value), "{value}");
        assert!(takes::<plan::contact::PersonContacted>(&value), "{value}");
        assert!(validator.is_valid(&value), "{value}");
    }
    let mut found = Vec::new();
    personal(&file, String::new(), &mut found);
    found.sort();
    assert_eq!(
        found,
        [
            "/$defs/Address email",
            "/$defs/Inner/properties/a ip-address",
            "/$defs/Reply/properties/by name",
            "/$defs/Reply2/properties/by name",
            // Beside the tag.
            "/$defs/Tagged/oneOf/0/properties/a ip-address",
            "/$defs/Way/oneOf/0/properties/Mail email",
            "/$defs/Way/oneOf/1/properties/Call/properties/to phone",
            "/$defs/Way/oneOf/3/properties/Visit/prefixItems/1 address",
            "/properties/sender/properties/name name",
        ]
    );
}

/// Every place in a schema that says which personal data it has.
fn personal(value: &Value, at: String, found: &mut Vec<String>) {
    if let Some(class) = value.pointer("/x-letter/pii").and_then(Value::as_str) {
        found.push(format!("{at} {class}"));
    }
    for (key, value) in value.as_object().into_iter().flatten() {
        personal(value, format!("{at}/{key}"), found);
    }
    for (at_item, value) in value.as_array().into_iter().flatten().enumerate() {
        personal(value, format!("{at}/{at_item}"), found);
    }
}

#[test]
#[expect(deprecated, reason = "its file says so as well")]
fn traits_and_what_stands_beside_them() {
    let ada = json!({ "email": "ada@example.com", "timezone": "Europe/Lisbon" });
    agree::<exported::Person, plan::person::Person>(&[ada.clone(), sample(plan::person::Person::sample())]);
    let rust: exported::Person = serde_json::from_value(ada.clone()).unwrap();
    let plan: plan::person::Person = serde_json::from_value(ada).unwrap();
    assert_eq!(rust.envelope(), plan.envelope());
    assert_eq!(plan.envelope().timezone, Some("Europe/Lisbon"));
}
