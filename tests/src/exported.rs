//! Events that are declared in Rust. `tests/exported` has their schema files, as `cargo xtask export` writes them.

#![allow(deprecated, reason = "it is what schemars derives for a type that is deprecated")]
#![allow(missing_docs, reason = "as in an application; some descriptions are missing on purpose")]

use std::borrow::Cow;
use std::collections::BTreeMap;

use letter::{LetterEvent, PropertyValue};
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize};

/// A customer paid for
/// a cart.
///
/// Fires on the server:
/// - once the payment is through,
/// - and never for a test shop.
#[derive(Debug, Serialize, Deserialize, JsonSchema, LetterEvent)]
#[letter(track, owner = "checkout", tags("revenue", "core"), since = "2026-03-01")]
#[serde(rename_all = "camelCase")]
pub struct OrderCompleted {
    /// Identifier of the order in the shop's database.
    #[schemars(length(min = 1, max = 64))]
    pub order_id: String,
    /// Total charged, in the smallest unit of the currency.
    #[schemars(range(min = 0))]
    pub total: i64,
    #[schemars(range(min = -1.5, max = 1.5))]
    pub share: f64,
    #[schemars(regex(pattern = "^[A-Z]{2}$"))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    pub campaign: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", default, deserialize_with = "given")]
    pub rating: Option<Option<u8>>,
    /// What was bought.
    #[schemars(length(min = 1, max = 3))]
    pub items: Vec<Item>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gift: Option<Item>,
    pub voucher: Option<Item>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub currency: Option<Currency>,
    pub counts: BTreeMap<String, i32>,
    pub pair: (u16, bool),
    #[deprecated = "use `items`"]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sku: Option<Sku>,
    pub grade: char,
    #[serde(flatten)]
    pub visit: Visit,
}

/// What is there, `null` or not; what is not there is the default.
fn given<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Option<u8>>, D::Error> {
    Option::deserialize(deserializer).map(Some)
}

#[derive(Debug, Serialize, Deserialize, JsonSchema, PropertyValue)]
pub struct Item {
    pub sku: Sku,
    /// How many of it.
    #[schemars(range(min = 1))]
    pub quantity: u32,
    #[letter(pii = "name")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub engraving: Option<String>,
}

/// The shop's own number of a product.
#[derive(Debug, Serialize, Deserialize, JsonSchema, PropertyValue)]
pub struct Sku(#[schemars(length(min = 2, max = 4))] String);

/// What the shop charges in.
#[derive(Debug, Serialize, Deserialize, JsonSchema, PropertyValue)]
#[serde(rename_all = "UPPERCASE")]
pub enum Currency {
    /// Everywhere.
    Eur,
    Usd,
    Gbp,
}

#[derive(Debug, Serialize, Deserialize, JsonSchema, PropertyValue)]
pub struct Visit {
    /// Pages seen before.
    pub page_count: u8,
    #[letter(pii = "ip-address")]
    #[schemars(ipv4)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
}

/// Somebody chose how to pay.
#[derive(Debug, Serialize, Deserialize, JsonSchema, LetterEvent)]
#[letter(track = "Payment Chosen")]
pub struct PaymentChosen {
    pub external: External,
    pub internal: Internal,
    pub adjacent: Adjacent,
    pub untagged: Untagged,
    pub at: jiff::Timestamp,
    pub day: jiff::civil::Date,
    pub id: uuid::Uuid,
    pub anything: serde_json::Value,
}

#[derive(Debug, Serialize, Deserialize, JsonSchema, PropertyValue)]
pub enum External {
    Cash,
    Voucher(u8),
    Card {
        #[schemars(length(equal = 4))]
        last_digits: String,
    },
    Several(Vec<Sku>),
}

#[derive(Debug, Serialize, Deserialize, JsonSchema, PropertyValue)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Internal {
    Cash,
    Wrapped(Item),
    Card {
        #[letter(pii = "name")]
        #[serde(skip_serializing_if = "Option::is_none")]
        holder: Option<String>,
    },
}

#[derive(Debug, Serialize, Deserialize, JsonSchema, PropertyValue)]
#[serde(tag = "t", content = "c")]
pub enum Adjacent {
    Cash,
    Wrapped(Item),
    Card { month: u8 },
}

#[derive(Debug, Serialize, Deserialize, JsonSchema, PropertyValue)]
#[serde(untagged)]
pub enum Untagged {
    Number(u8),
    Name(String),
    Item(Item),
}

/// A person asked for something, in one of these ways.
#[derive(Debug, Serialize, Deserialize, JsonSchema, LetterEvent)]
#[letter(track)]
#[serde(tag = "how")]
pub enum SupportAsked<'a> {
    ByMail {
        #[letter(pii = "email")]
        #[schemars(email)]
        address: Cow<'a, str>,
    },
    ByPhone {
        #[serde(skip_serializing_if = "Option::is_none")]
        minutes: Option<i8>,
        #[serde(flatten)]
        caller: Caller<'a>,
    },
}

#[derive(Debug, Serialize, Deserialize, JsonSchema, PropertyValue)]
pub struct Caller<'a> {
    #[letter(pii = "phone")]
    pub number: Cow<'a, str>,
}

/// Who a user is.
#[derive(Debug, Serialize, Deserialize, JsonSchema, LetterEvent)]
#[letter(identify)]
#[deprecated]
pub struct Person {
    #[letter(email, pii = "email")]
    #[schemars(email)]
    pub email: String,
    #[letter(timezone)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timezone: Option<String>,
}

/// Somebody was written to.
#[derive(Debug, Serialize, Deserialize, JsonSchema, LetterEvent)]
#[letter(track)]
pub struct PersonContacted {
    pub way: Way,
    pub reply: Reply<Option<Address>>,
    pub copies: BTreeMap<String, Vec<Reply<u8>>>,
    pub sender: Sender,
    pub tagged: Tagged,
}

/// What is personal in it differs from variant to variant.
#[derive(Debug, Serialize, Deserialize, JsonSchema, PropertyValue)]
pub enum Way {
    Mail(#[letter(pii = "email")] Address),
    Call {
        #[letter(pii = "phone")]
        to: String,
    },
    Shop {
        #[serde(skip_serializing_if = "Option::is_none")]
        to: Option<String>,
    },
    Visit(u8, #[letter(pii = "address")] String),
}

#[derive(Debug, Serialize, Deserialize, JsonSchema, PropertyValue)]
pub struct Address(#[letter(pii = "email")] String);

#[derive(Debug, Serialize, Deserialize, JsonSchema, PropertyValue)]
pub struct Reply<T> {
    #[letter(pii = "name")]
    pub by: String,
    pub more: T,
}

#[derive(Debug, Serialize, Deserialize, JsonSchema, PropertyValue)]
#[schemars(inline)]
pub struct Sender {
    #[letter(pii = "name")]
    pub name: String,
}

#[derive(Debug, Serialize, Deserialize, JsonSchema, PropertyValue)]
#[serde(tag = "k")]
pub enum Tagged {
    Wrapped(Wrapper),
    Either(Either),
}

#[derive(Debug, Serialize, Deserialize, JsonSchema, PropertyValue)]
pub struct Wrapper(Inner);

#[derive(Debug, Serialize, Deserialize, JsonSchema, PropertyValue)]
pub struct Inner {
    #[letter(pii = "ip-address")]
    pub a: String,
}

#[derive(Debug, Serialize, Deserialize, JsonSchema, PropertyValue)]
#[serde(untagged)]
pub enum Either {
    Inner(Inner),
    Number { n: u8 },
}
