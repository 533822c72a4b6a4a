//! What a schema says of a value, as a constant.

use super::Rule;

/// What a schema says of a value.
#[derive(Debug)]
pub struct Expected {
    /// The type.
    pub wanted: Wanted,
    /// The constraints, each with what to say if it is missing.
    pub rules: &'static [(Rule, &'static str)],
    /// What to say if the type is another one.
    pub mismatch: &'static str,
    /// What to say if there are constraints beyond these.
    pub surplus: &'static str,
    /// What to say if the type does not tell how it is written.
    pub unknown: &'static str,
}

/// The type that a schema asks for.
#[derive(Debug)]
pub enum Wanted {
    /// Anything.
    Any,
    /// `null`
    Null,
    /// A boolean.
    Boolean,
    /// A whole number.
    Integer,
    /// Any number.
    Number,
    /// A string.
    Text,
    /// One of these strings, each with what to say if the type lacks it; and what to say of others.
    Values(&'static [(&'static str, &'static str)], &'static str),
    /// An array.
    Array(&'static Expected),
    /// An object whose keys are data.
    Map(&'static Expected),
    /// Null, or something.
    Nullable(&'static Expected),
    /// An object with these properties; and what to say of others.
    Object(&'static [Property], &'static str),
    /// A value of one of these types.
    Union(&'static [Expected]),
    /// Something that no shape tells; and what to say about that.
    Incomparable(&'static str),
}

/// A property that a schema names.
#[derive(Debug)]
pub struct Property {
    /// The key.
    pub key: &'static str,
    /// Whether it is always there.
    pub required: bool,
    /// What it is.
    pub expected: Expected,
    /// What to say if the type lacks it.
    pub missing: &'static str,
    /// What to say if one may leave it out and the other may not.
    pub presence: &'static str,
}
