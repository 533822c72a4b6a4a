//! What recorded and received messages have in common: one item of the wire.

use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::Kind;

/// One item of the wire: a message, as it is sent.
#[derive(Debug, Clone)]
pub struct Item {
    kind: Kind,
    json: Value,
}

impl Item {
    pub(super) fn new(kind: Kind, json: Value) -> Self {
        Self { kind, json }
    }

    /// The call.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.kind
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

    /// The timestamp, if the message has one.
    #[must_use]
    pub fn timestamp(&self) -> Option<&str> {
        self.text("timestamp")
    }

    /// The properties of an event, or the traits of a user or an account without those that stand
    /// beside them: always an object.
    #[must_use]
    pub fn body(&self) -> &Value {
        &self.json[if self.kind == Kind::Track { "properties" } else { "traits" }]
    }

    /// The properties or traits as their Rust type.
    ///
    /// # Errors
    /// serde's, when they do not fit the type: also when the type has fields that stand beside the traits.
    pub fn decode<E: DeserializeOwned>(&self) -> Result<E, serde_json::Error> {
        E::deserialize(self.body())
    }

    /// The whole item, with fields such as `email`, `timezone` and `name` that stand beside the traits.
    #[must_use]
    pub fn json(&self) -> &Value {
        &self.json
    }

    fn text(&self, key: &str) -> Option<&str> {
        self.json.get(key)?.as_str()
    }
}
