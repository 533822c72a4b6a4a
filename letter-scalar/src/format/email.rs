//! `email`: the Mailbox of RFC 5321, section 4.1.2.

use std::net::{Ipv4Addr, Ipv6Addr};

/// Whether `text` is a mailbox: a dotted or quoted local part of at most 64 bytes, `@`, and a domain
/// name or an address literal.
#[must_use]
pub fn is_email(text: &str) -> bool {
    // The local part may hold an `@` in quotes, the domain may not.
    let Some((local, domain)) = text.rsplit_once('@') else { return false };
    local.len() <= 64 && (is_dotted(local) || is_quoted(local)) && (is_domain(domain) || is_literal(domain))
}

fn is_dotted(local: &str) -> bool {
    let is_atom_character = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".contains(c);
    local.split('.').all(|atom| !atom.is_empty() && atom.chars().all(is_atom_character))
}

fn is_quoted(local: &str) -> bool {
    let Some(inside) = local.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) else { return false };
    let mut characters = inside.chars();
    while let Some(c) = characters.next() {
        let fine = match c {
            '\\' => characters.next().is_some_and(|escaped| (' '..='~').contains(&escaped)),
            '"' => false,
            other => (' '..='~').contains(&other),
        };
        if !fine {
            return false;
        }
    }
    !inside.is_empty()
}

fn is_domain(domain: &str) -> bool {
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    domain.len() <= 253 && domain.split('.').all(is_label)
}

fn is_literal(domain: &str) -> bool {
    let Some(address) = domain.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) else {
        return false;
    };
    match address.split_at_checked(5) {
        Some((tag, address)) if tag.eq_ignore_ascii_case("IPv6:") => address.parse::<Ipv6Addr>().is_ok(),
        _ => address.parse::<Ipv4Addr>().is_ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::is_email;

    #[test]
    fn mailboxes() {
        for text in [
            "alice@example.com",
            "a.b+tag@sub.example.co",
            "\"joe bloggs\"@example.com",
            "\"a@b\"@example.com",
            "joe@[127.0.0.1]",
            "joe@[IPv6:::1]",
            "~x@localhost",
        ] {
            assert!(is_email(text), "{text}");
        }
    }

    #[test]
    fn others() {
        for text in [
            "",
            "alice",
            "@example.com",
            "alice@",
            ".a@example.com",
            "a.@example.com",
            "a..b@example.com",
            "a b@example.com",
            "a@-x.com",
            "a@x_y.com",
            "a@[127.0.0.300]",
            "\"\"@example.com",
            "\"a\"b\"@example.com",
            "a@b@c.com",
            "ä@example.com",
        ] {
            assert!(!is_email(text), "{text}");
        }
    }
}
