//! Constraints of strings: `contains`, and formats.

use std::borrow::Cow;
use std::rc::Rc;
use std::sync::Arc;

use letter_scalar::format::Format;

use crate::{Location, Violations};

/// A type that is written as a string: the text types of the standard library, and optional ones.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a string, and this attribute is for strings",
    label = "not a string",
    note = "for a newtype, put the constraint on the newtype's own field and derive `letter::PropertyValue` for it"
)]
pub trait HasText {
    /// The text; `None` if there is no value.
    fn text(&self) -> Option<&str>;
}

#[diagnostic::do_not_recommend]
impl HasText for str {
    fn text(&self) -> Option<&str> {
        Some(self)
    }
}

#[diagnostic::do_not_recommend]
impl HasText for String {
    fn text(&self) -> Option<&str> {
        Some(self)
    }
}

macro_rules! behind {
    ($([$($generics:tt)*] $type:ty;)*) => {
        $(#[diagnostic::do_not_recommend]
        impl<$($generics)*> HasText for $type {
            fn text(&self) -> Option<&str> {
                (**self).text()
            }
        })*
    };
}

behind! {
    [T: HasText + ?Sized] &T;
    [T: HasText + ?Sized] Box<T>;
    [T: HasText + ?Sized] Rc<T>;
    [T: HasText + ?Sized] Arc<T>;
    [T: HasText + ToOwned + ?Sized] Cow<'_, T>;
}

#[diagnostic::do_not_recommend]
impl<T: HasText> HasText for Option<T> {
    fn text(&self) -> Option<&str> {
        self.as_ref().and_then(HasText::text)
    }
}

/// `contains`: the text holds `part`.
pub fn contains<T: HasText + ?Sized>(value: &T, part: &str, at: &Location<'_>, found: &mut Violations) {
    if let Some(text) = value.text()
        && !text.contains(part)
    {
        found.push(at, "pattern", format_args!("must contain {part:?}"), text);
    }
}

/// `format`.
pub fn format<T: HasText + ?Sized>(value: &T, format: Format, at: &Location<'_>, found: &mut Violations) {
    if let Some(text) = value.text()
        && !format.matches(text)
    {
        found.push(at, "format", format_args!("must be {}", format.words()), text);
    }
}
