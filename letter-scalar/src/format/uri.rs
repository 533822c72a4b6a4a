//! `uri`: an absolute URI of RFC 3986.

use std::net::Ipv6Addr;

/// Whether `text` is a URI: a scheme, and behind it only characters that may stand there.
#[must_use]
pub fn is_uri(text: &str) -> bool {
    text.split_once(':').is_some_and(|(scheme, rest)| is_scheme(scheme) && is_after_scheme(rest))
}

/// Whether `text` is a URI, or relative to one: a path, a query, a fragment, nothing at all.
#[must_use]
pub fn is_uri_reference(text: &str) -> bool {
    // A colon before the first slash would make a scheme of what is before it.
    let first = text.split(['/', '?', '#']).next().unwrap_or("");
    is_uri(text) || (!first.contains(':') && is_after_scheme(text))
}

fn is_after_scheme(rest: &str) -> bool {
    let (rest, fragment) = split(rest, '#');
    let (hierarchy, query) = split(rest, '?');
    fragment.is_none_or(|fragment| is_made_of(fragment, ":@/?"))
        && query.is_none_or(|query| is_made_of(query, ":@/?"))
        && match hierarchy.strip_prefix("//") {
            None => is_made_of(hierarchy, ":@/"),
            Some(hierarchy) => {
                let (authority, path) = hierarchy.split_at(hierarchy.find('/').unwrap_or(hierarchy.len()));
                is_authority(authority) && is_made_of(path, ":@/")
            }
        }
}

fn split(text: &str, at: char) -> (&str, Option<&str>) {
    text.split_once(at).map_or((text, None), |(before, after)| (before, Some(after)))
}

fn is_scheme(scheme: &str) -> bool {
    scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
}

fn is_authority(authority: &str) -> bool {
    let (user, host) = authority.rsplit_once('@').map_or(("", authority), |(user, host)| (user, host));
    let port_of = |rest: &str| rest.is_empty() || rest.strip_prefix(':').is_some_and(is_port);
    is_made_of(user, ":")
        && match host.strip_prefix('[') {
            Some(literal) => literal.split_once(']').is_some_and(|(address, rest)| {
                (address.parse::<Ipv6Addr>().is_ok() || is_future(address)) && port_of(rest)
            }),
            None => {
                let (name, port) = host.split_at(host.find(':').unwrap_or(host.len()));
                is_made_of(name, "") && port_of(port)
            }
        }
}

fn is_port(port: &str) -> bool {
    port.bytes().all(|byte| byte.is_ascii_digit())
}

/// IPvFuture.
fn is_future(address: &str) -> bool {
    let Some((version, rest)) = address.strip_prefix(['v', 'V']).and_then(|rest| rest.split_once('.')) else {
        return false;
    };
    !version.is_empty()
        && version.bytes().all(|byte| byte.is_ascii_hexdigit())
        && !rest.is_empty()
        && !rest.contains('%')
        && is_made_of(rest, ":")
}

/// Unreserved characters, sub-delimiters, percent-encoded bytes, and the `further` ones.
fn is_made_of(text: &str, further: &str) -> bool {
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        let fine = match byte {
            b'%' => (0..2).all(|_| bytes.next().is_some_and(|digit| digit.is_ascii_hexdigit())),
            byte => {
                byte.is_ascii_alphanumeric()
                    || b"-._~!$&'()*+,;=".contains(&byte)
                    || further.as_bytes().contains(&byte)
            }
        };
        if !fine {
            return false;
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::{is_uri, is_uri_reference};

    #[test]
    fn uris() {
        for text in [
            "https://example.org/a%20b?x=1&y=[]#top".replace("[]", "2").as_str(),
            "http://[2001:db8::7]:80/",
            "http://user:pw@host:8080/path",
            "mailto:John.Doe@example.com",
            "urn:isbn:0451450523",
            "file:///etc/hosts",
            "x:",
        ] {
            assert!(is_uri(text), "{text}");
        }
    }

    #[test]
    fn references() {
        for text in ["", "/abc", "//host/x", "?q", "#frag", "a/b:c", "http://x", "../x"] {
            assert!(is_uri_reference(text), "{text}");
        }
        for text in ["\\\\WINDOWS\\share", "#a#b", "a b", ":x", "1a:b"] {
            assert!(!is_uri_reference(text), "{text}");
        }
    }

    #[test]
    fn others() {
        for text in [
            "",
            "example.org",
            "//example.org/",
            "/path",
            "1http://x",
            "http://a b",
            "http://x/%zz",
            "http://x/%2",
            "http://x/{id}",
            "http://[::1/",
            "http://x:port/",
            "http://ä.example",
            "a:b#c#d",
        ] {
            assert!(!is_uri(text), "{text}");
        }
    }
}
