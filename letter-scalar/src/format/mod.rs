//! The formats of JSON Schema: whether a text is a date, an e-mail address, a URI.
//!
//! | format | accepted |
//! |---|---|
//! | `date-time`, `date`, `time` | RFC 3339, with real days and leap seconds only where they can be |
//! | `duration` | RFC 3339, appendix A |
//! | `email` | the mailbox of RFC 5321 |
//! | `hostname` | RFC 1123 |
//! | `ipv4`, `ipv6` | dotted quads; RFC 4291 |
//! | `uri`, `uri-reference` | RFC 3986 |
//! | `uuid` | RFC 9562 |
//! | `json-pointer`, `relative-json-pointer` | RFC 6901, and its draft |
//!
//! Any other format is an annotation: it says something, and checks nothing.

mod email;
mod network;
mod pointer;
mod time;
mod uri;

use std::net::{IpAddr, Ipv6Addr};

pub use email::is_email;
pub use network::{is_hostname, is_ipv4, is_uuid};
pub use pointer::{is_json_pointer, is_relative_json_pointer};
pub use time::{is_date, is_date_time, is_duration, is_time};
pub use uri::{is_uri, is_uri_reference};

/// Whether the text is an IPv6 address, without a zone.
#[must_use]
pub fn is_ipv6(text: &str) -> bool {
    text.parse::<Ipv6Addr>().is_ok()
}

/// Whether the text is an IP address of either version.
#[must_use]
pub fn is_ip(text: &str) -> bool {
    text.parse::<IpAddr>().is_ok()
}

macro_rules! formats {
    ($($variant:ident $name:literal $check:path, $words:literal, $example:literal;)*) => {
        /// A format that is checked.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Format {
            $(#[doc = concat!("`", $name, "`")] $variant,)*
        }

        impl Format {
            /// Every one.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// JSON Schema's name.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// What it is, after "must be".
            #[must_use]
            pub fn words(self) -> &'static str {
                match self { $(Self::$variant => $words,)* }
            }

            /// A text that has it.
            #[must_use]
            pub fn example(self) -> &'static str {
                match self { $(Self::$variant => $example,)* }
            }

            /// Whether a text has it.
            #[must_use]
            pub fn matches(self, text: &str) -> bool {
                match self { $(Self::$variant => $check(text),)* }
            }
        }
    };
}

formats! {
    DateTime "date-time" is_date_time, "a date and time, such as 2026-03-01T12:00:00Z", "2026-03-01T12:00:00Z";
    Date "date" is_date, "a date, such as 2026-03-01", "2026-03-01";
    Time "time" is_time, "a time with its offset, such as 12:00:00Z", "12:00:00Z";
    Duration "duration" is_duration, "a duration, such as P1DT12H", "P1DT12H";
    Email "email" is_email, "an e-mail address", "ada@example.com";
    Hostname "hostname" is_hostname, "a host name, such as example.org", "example.org";
    Ip "ip" is_ip, "an IP address", "192.0.2.1";
    Ipv4 "ipv4" is_ipv4, "an IPv4 address", "192.0.2.1";
    Ipv6 "ipv6" is_ipv6, "an IPv6 address", "2001:db8::1";
    Uri "uri" is_uri, "a URI with a scheme, such as https://example.org/page", "https://example.org/page";
    UriReference "uri-reference" is_uri_reference, "a URI or a relative reference", "/page";
    Uuid "uuid" is_uuid, "a UUID, such as 01890a5d-ac96-774b-bcce-b302099a8057", "01890a5d-ac96-774b-bcce-b302099a8057";
    JsonPointer "json-pointer" is_json_pointer, "a JSON pointer, such as /items/0", "/items/0";
    RelativeJsonPointer "relative-json-pointer" is_relative_json_pointer, "a relative JSON pointer, such as 1/name", "1/name";
}

impl Format {
    /// The format of a name; `None` for those that check nothing.
    ///
    /// ```
    /// use letter_scalar::format::Format;
    /// assert!(Format::of("date").is_some_and(|date| date.matches("2024-02-29")));
    /// assert_eq!(Format::of("color"), None);
    /// ```
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        match name {
            // Their names in draft-03, which stand in many files.
            "ip-address" => Some(Self::Ipv4),
            "host-name" => Some(Self::Hostname),
            // Only schemars knows it.
            "ip" => Some(Self::Ip),
            _ => Self::ALL.iter().copied().find(|format| format.name() == name),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Format;

    #[test]
    fn examples_have_their_format() {
        for format in Format::ALL {
            assert!(format.matches(format.example()), "{format:?}");
            assert_eq!(Format::of(format.name()), Some(*format));
        }
    }
}
