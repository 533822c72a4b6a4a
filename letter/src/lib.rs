//! Typed product events for Rust, delivered to [Letter](https://letter.app)'s ingestion API.
//!
//! An event is a Rust type with `#[derive(LetterEvent)]`; a [`Client`] sends it.
//!
//! ```
//! use letter::{Client, LetterEvent};
//! use serde::Serialize;
//!
//! /// Somebody created an account.
//! #[derive(Serialize, LetterEvent)]
//! #[letter(track = "Signed Up")]
//! struct SignedUp {
//!     #[schemars(length(min = 1))]
//!     source: String,
//! }
//!
//! # #[cfg(feature = "testing")] {
//! // A local server; an application says `Client::from_env()?`, with LETTER_API_KEY set.
//! let server = letter::testing::Server::start()?;
//! let letter = Client::builder("lt_live_example").base_url(server.url()).build()?;
//!
//! letter.track("user_123", SignedUp { source: "web".into() })?;
//! assert!(letter.track("user_123", SignedUp { source: String::new() }).is_err());
//!
//! let report = letter.close_blocking()?;
//! assert_eq!(report.events.delivered, 1);
//! # }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Delivery
//! An event is either rejected at the call, or accepted and then, exactly once, *delivered* (2xx),
//! *refused* (the service will not take it), *expired* (all attempts failed), *dropped* (to make room) or
//! *abandoned* (a close did not wait for it). [`Client::stats`] counts them, and
//! [`ClientBuilder::on_error`] receives every event that was not delivered, with the [`Reason`].
//!
//! Not promised: delivery exactly once (the service discards repetitions by their `messageId`), and
//! anything after the process ends without [`Client::close`].
//!
//! # Features
//! `testing`: the module `testing`, for unit tests. `jiff`, `chrono`: their times as timestamps and values.
//! `usage` is for `cargo xtask usage`, which switches it on by itself: compiled code then says which events it
//! can send, in some 300 bytes for each.
//! `export`: for `cargo xtask export`, which switches it on by itself.

#![warn(clippy::print_stdout, clippy::print_stderr)]

mod block_on;
mod builder;
mod check;
mod client;
mod delivery;
mod encode;
mod endpoint;
mod error;
mod event;
mod fork;
mod generated;
mod handle;
mod key;
mod location;
mod message;
mod message_id;
mod plan;
mod report;
mod shape;
mod timestamp;
mod transport;
mod undelivered;
#[cfg(any(feature = "testing", feature = "usage"))]
mod usage;
mod value;
mod violation;
mod worker;

/// Any JSON value, where a schema says nothing more: that of `serde_json`.
// No re-export: the compiler would count the variant `String` among the names in scope, and write
// `std::string::String` in every message.
pub type Value = serde_json::Value;

/// A number, where the bounds of a schema go beyond the whole numbers that an `f64` holds exactly: that of
/// `serde_json`.
pub type Number = serde_json::Number;

/// Compiles the README's example.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;

#[doc(hidden)]
pub mod __private;
#[cfg(feature = "export")]
#[doc(hidden)]
pub mod export;
#[cfg(feature = "testing")]
pub mod testing;

pub use builder::ClientBuilder;
pub use client::Client;
pub use delivery::WhenFull;
pub use error::{BuildError, SendError, WaitError};
pub use event::{Kind, LetterEvent, Metadata, SentWith, kind};
pub use location::Location;
pub use message::{Group, Identify, Message, Track};
pub use plan::{Plan, PlanEntry};
pub use report::{CloseReport, FlushReport, Stats};
/// The HTTP client underneath, for [`ClientBuilder::http`].
pub use reqwest;
/// TLS underneath, for `tls_backend_preconfigured` in [`ClientBuilder::http`].
pub use rustls;
pub use timestamp::Timestamp;
pub use undelivered::{Reason, Undelivered, UndeliveredEvent};
pub use value::PropertyValue;
pub use violation::{Violation, Violations};

/// Makes a type an event of `track`, or the traits of `identify` or `group`.
///
/// The type also needs `serde::Serialize`: what serde writes is what is sent, as the event's properties or
/// as the traits. The derive implements the trait [`LetterEvent`], [`SentWith`] for the one kind, and
/// [`PropertyValue`].
///
/// ```
/// use letter::LetterEvent;
///
/// /// A user's traits.
/// #[derive(serde::Serialize, LetterEvent)]
/// #[letter(identify, owner = "growth")]
/// struct Person {
///     #[letter(email, pii = "email")]
///     #[schemars(email)]
///     email: String,
///     #[schemars(length(max = 80))]
///     first_name: Option<String>,
///     #[schemars(range(min = 0, max = 150))]
///     age: u8,
/// }
///
/// let alice = Person { email: "alice".into(), first_name: None, age: 30 };
/// let violations = alice.validate().unwrap_err();
/// assert_eq!(violations.to_string(), "`email` must be an e-mail address, but is \"alice\" (format)");
/// ```
///
/// # On the type: `#[letter(…)]`
/// | key | meaning |
/// |---|---|
/// | `track` | an event, named by the type: `OrderCompleted` is "Order Completed" |
/// | `track = "Order Completed"` | an event with this name, byte for byte |
/// | `identify` | the traits of a user |
/// | `group` | the traits of an account |
/// | `owner = "…"` | the team that answers for it |
/// | `tags("…", "…")` | free labels |
/// | `since = "…"` | the date or version since when it is sent |
/// | `replaced_by = "…"` | the event that takes its place; mark the type `#[deprecated]` |
/// | `schema = "…"` | a JSON Schema file that the type is held to, relative to Cargo.toml |
/// | `crate = path` | where `letter` is, if not at `::letter` |
///
/// One of `track`, `identify` and `group` is needed. The documentation of the type is the event's
/// description. All but the kind and the name is for people, in [`LetterEvent::METADATA`].
///
/// # On a field: `#[letter(…)]`
/// | key | meaning |
/// |---|---|
/// | `email`, `timezone` | stands beside a user's traits on the wire and not among them |
/// | `name` | the same for an account |
/// | `pii = "…"` | personal data, of this class |
/// | `unchecked` | a type of another crate, which has no constraints of ours |
///
/// A field that is lifted is a string or an `Option` of one; `None` is left out of the message.
///
/// # Constraints: `#[schemars(…)]`
/// `length(min, max, equal)`, `range(min, max)`, `regex(pattern = "…")` (ECMA-262), `contains(pattern = "…")`,
/// `email`, `url`, `ip`, `ipv4`, `ipv6`, `required`, `inner(…)` for the items of an array. They mean what
/// schemars writes of them into a JSON Schema; deriving `JsonSchema` is not needed. `validate` enforces them
/// before an event is queued. The same keys in `#[validate(…)]` and `#[garde(…)]` count as well, since
/// schemars reads them, but for patterns.
///
/// # serde's attributes
/// | attribute | what is made of it |
/// |---|---|
/// | `rename`, `rename_all`, `rename_all_fields`, `tag`, `content`, `untagged`, `transparent`, `flatten` | followed |
/// | `skip`, `skip_serializing`, `skip_serializing_if` | what is not sent is not checked |
/// | `with`, `serialize_with` | the field is sent unchecked; a constraint on it is an error |
/// | `into`, `remote`, `getter` | an error: what is sent would not be this type |
/// | those for reading: `default`, `alias`, `from`, … | nothing |
/// | any that is not known here | an error |
///
/// # Held to a schema file
/// With `schema = "schemas/order_completed.json"` the type is compared with that file while compiling. What differs is
/// an error at the field that it concerns, naming file, line and JSON pointer: a property that is missing, unknown or
/// misspelt, its type, whether it may be left out or null, the variants of an enum, constraints, the kind and the name
/// of the event. What no attribute can say (`multipleOf`, exclusive bounds, formats such as `date`) is enforced by
/// `validate` all the same. What cannot be compared is an error as well; `#[letter(unchecked)]` opts a field out.
///
/// A property that may be left out is an `Option` with `#[serde(skip_serializing_if = "Option::is_none")]`; one that may
/// also be null an `Option<Option<T>>`.
///
/// Types of fields implement [`PropertyValue`](trait@PropertyValue); type parameters of the event get it as a bound.
///
/// # A schema file of it
/// With `#[derive(schemars::JsonSchema)]` as well, `cargo xtask export` writes the type's schema file: see
/// `docs/export.md`.
pub use letter_derive::LetterEvent;
/// Makes a struct or an enum a value that stands inside of events, with its constraints.
///
/// It takes the constraints, serde's attributes and the field's `#[letter(unchecked)]` and `#[letter(pii = "…")]`
/// of [`LetterEvent`](derive@LetterEvent).
///
/// ```
/// use letter::{LetterEvent, PropertyValue};
///
/// #[derive(serde::Serialize, PropertyValue)]
/// struct Item {
///     #[schemars(length(min = 1))]
///     sku: String,
/// }
///
/// #[derive(serde::Serialize, LetterEvent)]
/// #[letter(track)]
/// struct CartUpdated {
///     items: Vec<Item>,
/// }
///
/// let event = CartUpdated { items: vec![Item { sku: String::new() }] };
/// let violations = event.validate().unwrap_err();
/// assert_eq!(violations.iter().next().unwrap().path(), "items[0].sku");
/// ```
pub use letter_derive::PropertyValue;
/// Turns JSON Schema files into types: a folder of them, or one.
///
/// ```ignore
/// mod plan {
///     letter::schemas!("schemas");
/// }
///
/// letter.track("user_123", plan::SignedUp { source: "web".into() })?;
/// ```
///
/// The path is relative to the folder of Cargo.toml and leads to a place inside of the workspace. Every `.json` file
/// in the folder, at any depth, becomes a type that is named by its `title`, else by its file; `plan.json` describes
/// the plan, and files that only have `$defs` hold definitions for the others.
///
/// Each type implements [`LetterEvent`], [`SentWith`] for its call, [`PropertyValue`](trait@PropertyValue),
/// `Serialize`, `Deserialize`, `Clone`, `Debug` and `PartialEq`. A value is acceptable exactly if it deserialises and
/// then passes [`validate`](LetterEvent::validate). With the feature `testing` there is `T::sample()`, a valid value.
/// The constant `PLAN` is a [`Plan`] that lists what can be sent.
///
/// What each keyword becomes is listed in `docs/json-schema.md`. What cannot be read or expressed fails the build: all
/// errors at once, each with its file, line, column, snippet and mend.
///
/// # Changes of files
/// A changed file is compiled again by itself. For new files in a folder cargo needs a build script that names the
/// folder, without which the macro is an error that prints the line:
///
/// ```ignore
/// fn main() {
///     println!("cargo::rerun-if-changed=schemas");
/// }
/// ```
pub use letter_derive::schemas;
