//! A message as the local server received it.

use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

use serde_json::Value;
use serde_json::value::RawValue;

use crate::Kind;
use crate::testing::Item;

/// A message that a [`Server`](super::Server) received: an [`Item`], with its bytes. Cloning it is cheap.
#[derive(Clone)]
pub struct Received(Arc<Parts>);

struct Parts {
    item: Item,
    raw: Box<RawValue>,
    findings: Vec<String>,
}

impl Received {
    /// An item that has been checked: it is an object with the fields of its kind.
    pub(super) fn new(kind: Kind, raw: Box<RawValue>, value: Value) -> Self {
        Self(Arc::new(Parts { item: Item::new(kind, value), raw, findings: Vec::new() }))
    }

    pub(super) fn with_findings(self, findings: Vec<String>) -> Self {
        if findings.is_empty() {
            return self;
        }
        let Self(parts) = self;
        let (item, raw) = (parts.item.clone(), parts.raw.clone());
        Self(Arc::new(Parts { item, raw, findings }))
    }

    pub(super) fn raw_value(&self) -> &RawValue {
        &self.0.raw
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
}

impl Deref for Received {
    type Target = Item;

    fn deref(&self) -> &Item {
        &self.0.item
    }
}

impl fmt::Debug for Received {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Received ")?;
        f.write_str(self.raw())
    }
}
