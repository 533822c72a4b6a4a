//! Texts of a plan are written by anybody: what would steer a terminal or deceive a reader is spelt out.

use std::fmt::Write as _;

/// JSON with such characters in its strings as `\u202e`.
pub(crate) use letter_schema::deceiving::json;
/// A text on one line, with such characters spelt out as `\u{202e}`.
pub(crate) use letter_schema::deceiving::spelt_out as visible;

/// The same, with line breaks and tabs as spaces, for texts that are written over several lines.
pub(crate) fn one_line(text: &str) -> String {
    visible(&text.replace("\r\n", " ").replace(['\n', '\r', '\t'], " "))
}

/// A text for a cell of a Markdown table.
pub(super) fn markdown(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for letter in visible(text).chars() {
        match letter {
            '&' => shown.push_str("&amp;"),
            '<' => shown.push_str("&lt;"),
            '>' => shown.push_str("&gt;"),
            // `@` would notify people, and `#` link to issues.
            '\\' | '|' | '`' | '*' | '_' | '[' | ']' | '!' | '~' | '@' | '#' => {
                let _ = write!(shown, "&#{};", u32::from(letter));
            }
            _ => shown.push(letter),
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::{json, markdown, one_line, visible};

    #[test]
    fn what_deceives_is_spelt_out() {
        assert_eq!(visible("a\u{202e}b\x1b[31m\r\nü名"), "a\\u{202e}b\\u{1b}[31m\\u{d}\\u{a}ü名");
        assert_eq!(one_line("Größe \"x\"\r\nnext\u{1b}[31m"), "Größe \"x\" next\\u{1b}[31m");
        assert_eq!(json("{\n\"a\u{202e}\u{e0041}\u{7f}\"}"), "{\n\"a\\u202e\\udb40\\udc41\\u007f\"}");
        assert_eq!(markdown("<b>|`"), "&lt;b&gt;&#124;&#96;");
    }
}
