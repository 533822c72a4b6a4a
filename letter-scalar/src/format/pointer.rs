//! `json-pointer` and `relative-json-pointer`.

/// Whether the text is a JSON pointer of RFC 6901: empty, or steps that each begin with `/`.
#[must_use]
pub fn is_json_pointer(text: &str) -> bool {
    (text.is_empty() || text.starts_with('/'))
        && text.split('~').skip(1).all(|rest| rest.starts_with(['0', '1']))
}

/// Whether the text is a number of steps up, and then a JSON pointer or `#`.
#[must_use]
pub fn is_relative_json_pointer(text: &str) -> bool {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (up, rest) = text.split_at(digits);
    !up.is_empty() && (up == "0" || !up.starts_with('0')) && (rest == "#" || is_json_pointer(rest))
}

#[cfg(test)]
mod tests {
    use super::{is_json_pointer, is_relative_json_pointer};

    #[test]
    fn pointers() {
        for text in ["", "/", "/foo/0", "/a~1b/~0", "/ ", "//"] {
            assert!(is_json_pointer(text), "{text}");
        }
        for text in ["a", "#", "/~", "/~2", "0/a"] {
            assert!(!is_json_pointer(text), "{text}");
        }
        for text in ["0", "1", "0/foo/bar", "2/0/baz", "0#", "120/foo"] {
            assert!(is_relative_json_pointer(text), "{text}");
        }
        for text in ["", "/foo", "-1/foo", "01/a", "0##", "1a", "+1/x"] {
            assert!(!is_relative_json_pointer(text), "{text}");
        }
    }
}
