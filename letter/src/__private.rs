//! Everything that generated code may name. Not part of the public API: it may change in any release.

pub use std::boxed::Box;
pub use std::option::Option;
pub use std::string::String;
pub use std::vec::Vec;

pub use letter_scalar::format::Format;
pub use letter_scalar::number::Number;
pub use serde::{Deserialize, Deserializer, Serialize, Serializer};
pub use std::collections::BTreeMap;

#[cfg(feature = "testing")]
pub use crate::__sample as sample_of;
pub use crate::check::{
    HasItems, HasLength, HasNumber, HasText, Pattern, Probe, ProbeExclusiveMaximum, ProbeExclusiveMinimum,
    ProbeFormat, ProbeMultiple, ProbeOther, contains, each, exclusive_maximum, exclusive_minimum, format,
    max_length, maximum, min_length, minimum, multiple_of, pattern, required,
};
pub use crate::event::{Envelope, envelope_text};
pub use crate::generated::{
    Check, Checked, Checker, Constant, Constants, FromJson, HasEntries, Inspect, Mismatch, Object,
    ObjectReader, View, Visit, attempt, deserialize, no_variant, sample, serialize, tag, validate,
};
pub use crate::shape::{
    Expected, Member, Of, Property, Rule, Rules, Shape, Shaped, Unshaped, Wanted, difference,
    optional_difference,
};
pub use crate::{
    __constants as constants, __event as event, __newtype as newtype, __object as object, __union as union,
};
#[cfg(feature = "export")]
pub use crate::{__export as export, export};
pub use crate::{Kind, LetterEvent, Location, Metadata, PropertyValue, SentWith, Value, Violations, kind};
