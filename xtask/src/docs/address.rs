//! Texts as parts of addresses.

/// The text as the value of a query.
pub(crate) fn query(text: &str) -> String {
    encoded(text, b"-_.~")
}

/// The names of folders and of a file, with `/` between them, as a path.
pub(crate) fn path(names: &str) -> String {
    encoded(names, b"-_.~/")
}

/// The text with everything but ASCII letters, digits and these as `%20`.
fn encoded(text: &str, kept: &[u8]) -> String {
    let mut address = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || kept.contains(&byte) {
            address.push(char::from(byte));
        } else {
            address.push_str(&format!("%{byte:02X}"));
        }
    }
    address
}

#[cfg(test)]
mod tests {
    use super::{path, query};

    #[test]
    fn what_would_end_a_part_is_encoded() {
        assert_eq!(path("a b#c/50%?/größe/main.rs"), "a%20b%23c/50%25%3F/gr%C3%B6%C3%9Fe/main.rs");
        assert_eq!(query("a/b&c=d+e"), "a%2Fb%26c%3Dd%2Be");
    }
}
