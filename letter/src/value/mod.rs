//! What may be the value of a property or trait, and how it is checked.

mod std_types;

use crate::{Location, Violations};

/// A type that can stand as the value of a property.
///
/// Implemented for the standard types that serde writes as JSON; derive it for the structs and
/// enums of your own that events contain, so that their constraints are enforced as well. See
/// [the derive](derive@crate::PropertyValue).
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be checked as the value of a property",
    label = "`PropertyValue` is not implemented for this type",
    note = "for a type of your own, add `#[derive(letter::PropertyValue)]` to it",
    note = "for a type of another crate that carries no constraints, mark the field `#[letter(unchecked)]`"
)]
pub trait PropertyValue {
    /// Reports every constraint that this value breaks.
    fn check(&self, at: &Location<'_>, found: &mut Violations);
}
