//! `hostname`, `ipv4`, `uuid`.

use std::net::Ipv4Addr;

/// Whether the text is a host name of RFC 1123: labels of letters, digits and inner hyphens, each of at
/// most 63 characters, at most 253 in all.
#[must_use]
pub fn is_hostname(text: &str) -> bool {
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    text.len() <= 253 && text.split('.').all(is_label)
}

/// Whether the text is a dotted quad without leading zeros.
#[must_use]
pub fn is_ipv4(text: &str) -> bool {
    text.parse::<Ipv4Addr>().is_ok()
}

/// Whether the text is a UUID with its hyphens, in either case.
#[must_use]
pub fn is_uuid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}

#[cfg(test)]
mod tests {
    use super::{is_hostname, is_ipv4, is_uuid};

    #[test]
    fn host_names() {
        let long = format!("{}.example", "a".repeat(63));
        for text in ["example.org", "localhost", "a-b.c9", "xn--4gbwdl.xn--wgbh1c", "1.example", &long] {
            assert!(is_hostname(text), "{text}");
        }
        let too_long = "a".repeat(64);
        let whole = "ab.".repeat(85);
        for text in ["", "-a", "a-", "a..b", "a.", ".a", "a_b", "a b", "ä", &too_long, &whole] {
            assert!(!is_hostname(text), "{text}");
        }
    }

    #[test]
    fn addresses() {
        assert!(is_ipv4("192.168.0.1"));
        for text in
            ["", "127.0.0.0.1", "256.0.0.1", "127.0", "0x7f.0.0.1", "087.10.0.1", "1.2.3.4/24", "１.2.3.4"]
        {
            assert!(!is_ipv4(text), "{text}");
        }
    }

    #[test]
    fn uuids() {
        assert!(is_uuid("2EB8AA08-aa98-11ea-b4aa-73b441d16380"));
        assert!(is_uuid("00000000-0000-0000-0000-000000000000"));
        for text in [
            "",
            "2eb8aa08-aa98-11ea-b4aa-73b441d1638",
            "2eb8aa08aa9811eab4aa73b441d16380",
            "2eb8aa08-aa98-11ea-b4aa-73b441d1638g",
            "2eb8aa0-8aa98-11ea-b4aa-73b441d16380",
            "{2eb8aa08-aa98-11ea-b4aa-73b441d163}",
        ] {
            assert!(!is_uuid(text), "{text}");
        }
    }
}
