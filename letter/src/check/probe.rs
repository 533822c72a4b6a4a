//! Checks of a value whose type is not known: they are made if the type can be checked so.
//!
//! A type that cannot, such as a timestamp under a format, has the property by itself, or is the wrong
//! one, which is reported as that. The compiler takes the trait of a reference only where the other one
//! is not implemented.

use letter_scalar::format::Format;
use letter_scalar::number::Number;

use super::{HasNumber, HasText};
use crate::{Location, Violations};

/// A value that may be a text or a number.
pub struct Probe<'a, T: ?Sized>(pub &'a T);

macro_rules! probes {
    ($($name:ident: $text:ident $bound:path, $argument:ty;)*) => {
        $(
            /// The check, for types that can be checked so.
            pub trait $text {
                /// The check.
                fn $name(&self, argument: $argument, at: &Location<'_>, found: &mut Violations);
            }

            impl<T: $bound + ?Sized> $text for Probe<'_, T> {
                fn $name(&self, argument: $argument, at: &Location<'_>, found: &mut Violations) {
                    super::$name(self.0, argument, at, found);
                }
            }
        )*

        /// Nothing to check, for all other types.
        pub trait ProbeOther {
            $(
                /// No check.
                fn $name(&self, _: $argument, _: &Location<'_>, _: &mut Violations) {}
            )*
        }

        impl<T: ?Sized> ProbeOther for &Probe<'_, T> {}
    };
}

probes! {
    format: ProbeFormat HasText, Format;
    multiple_of: ProbeMultiple HasNumber, Number;
    exclusive_minimum: ProbeExclusiveMinimum HasNumber, Number;
    exclusive_maximum: ProbeExclusiveMaximum HasNumber, Number;
}
