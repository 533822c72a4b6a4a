//! What types tell of their fields, as `letter` writes it.

use serde::Deserialize;

/// What a type tells of itself.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(super) struct Told {
    pub(super) form: Form,
    pub(super) parts: Vec<Part>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Form {
    Struct,
    /// It is its one field.
    Transparent,
    Enum,
}

/// The fields of a struct, or of a variant.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(super) struct Part {
    /// The variant's, on the wire; empty where it has none.
    pub(super) name: String,
    /// The keys of the tag and of the content.
    pub(super) tag: Option<String>,
    pub(super) content: Option<String>,
    pub(super) style: Style,
    pub(super) fields: Vec<Field>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Style {
    Named,
    Alone,
    Tuple,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(super) struct Field {
    pub(super) key: String,
    pub(super) pii: String,
    /// The envelope's field.
    pub(super) lift: String,
    pub(super) never_null: bool,
    pub(super) flatten: bool,
    pub(super) content: Option<Content>,
}

impl Field {
    pub(super) fn is_marked(&self) -> bool {
        self.never_null || !self.pii.is_empty() || !self.lift.is_empty()
    }
}

/// What stands at a place; nothing where nothing is to be said of it.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Content {
    /// By the name that the compiler has for it.
    Type(String),
    Optional(Box<Content>),
    Items(Box<Content>),
    Entries(Box<Content>),
    Tuple(Vec<Option<Content>>),
    /// Of a type that does not tell, its name.
    Untold(String),
}
