//! A message as the local server received it.

use std::fmt;
use std::sync::Arc;

use serde::de::DeserializeOwned;
use serde_json::Value;
use serde_json::value::RawValue;

use crate::Kind;

/// A message that a [`Server`](super::Server) received. Cloning it is cheap.
#[derive(Clone)]
pub struct Received(Arc<Parts>);

struct Parts {
    kind: Kind,
    raw: Box<RawValue>,
    value: Value,
    findings: Vec<String>,
}

impl Received {
    /// An item that has been checked: it is an object with the fields of its kind.
    pub(super) fn new(kind: Kind, raw: Box<RawValue>, value: Value) -> Self {
        Self(Arc::new(Parts { kind, raw, value, findings: Vec::new() }))
    }

    pub(super) fn with_findings(self, findings: Vec<String>) -> Self {
        if findings.is_empty() {
            return self;
        }
        let Self(parts) = self;
        let (kind, raw, value) = (parts.kind, parts.raw.clone(), parts.value.clone());
        Self(Arc::new(Parts { kind, raw, value, findings }))
    }

    pub(super) fn raw_value(&self) -> &RawValue {
        &self.0.raw
    }

    /// The call.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.0.kind
    }

    /// The user.
    #[must_use]
    pub fn user_id(&self) -> &str {
        self.text("userId").unwrap_or_default()
    }

    /// The account, of a `group` call.
    #[must_use]
    pub fn account_id(&self) -> Option<&str> {
        self.text("accountId")
    }

    /// The event's name, of a `track` call.
    #[must_use]
    pub fn event(&self) -> Option<&str> {
        self.text("event")
    }

    /// The id by which duplicates are recognised.
    #[must_use]
    pub fn message_id(&self) -> &str {
        self.text("messageId").unwrap_or_default()
    }

    /// The timestamp, if the client sent one.
    #[must_use]
    pub fn timestamp(&self) -> Option<&str> {
        self.text("timestamp")
    }

    /// The properties of an event, or the traits of a user or an account: always an object.
    #[must_use]
    pub fn body(&self) -> &Value {
        &self.0.value[if self.0.kind == Kind::Track { "properties" } else { "traits" }]
    }

    /// The properties or traits as their Rust type.
    ///
    /// # Errors
    /// serde's, when they do not fit the type.
    pub fn decode<E: DeserializeOwned>(&self) -> Result<E, serde_json::Error> {
        E::deserialize(self.body())
    }

    /// The whole item, with fields such as `email`, `timezone` and `name` that stand beside the traits.
    #[must_use]
    pub fn item(&self) -> &Value {
        &self.0.value
    }

    /// The JSON text of the item, byte for byte as it was received.
    #[must_use]
    pub fn raw(&self) -> &str {
        self.0.raw.get()
    }

    /// What the server's [check](super::ServerBuilder::check) found.
    #[must_use]
    pub fn findings(&self) -> &[String] {
        &self.0.findings
    }

    fn text(&self, key: &str) -> Option<&str> {
        self.0.value.get(key)?.as_str()
    }
}

impl fmt::Debug for Received {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Received ")?;
        f.write_str(self.raw())
    }
}
