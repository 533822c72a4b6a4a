//! Characters that cannot be seen, or that move others, are shown as what they are.

use std::borrow::Cow;

use letter_schema::deceiving::{RANGES, is_deceiving};

/// Whether a character would act on a page rather than be seen on it.
pub(crate) fn is_odd(letter: char) -> bool {
    is_deceiving(letter) && !matches!(letter, '\n' | '\t')
}

/// A regular expression of JavaScript that finds characters that deceive.
pub(crate) fn script_pattern() -> String {
    let code = |letter: &char| format!("\\u{{{:x}}}", u32::from(*letter));
    let ranges = RANGES.iter().map(|range| format!("{}-{}", code(range.start()), code(range.end())));
    // The control characters, which are Unicode's `Cc`.
    format!("/[\\p{{Cc}}{}]/gu", ranges.collect::<String>())
}

/// The text with `‹U+202E›` in the place of such a character.
pub(crate) fn visible(text: &str) -> Cow<'_, str> {
    // Most texts are plain; looking at bytes is several times faster.
    let plain = text.bytes().all(|byte| matches!(byte, b' '..=b'~' | b'\n' | b'\t'));
    if plain || !text.chars().any(is_odd) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    for letter in text.chars() {
        if is_odd(letter) {
            shown.push_str(&format!("‹U+{:04X}›", u32::from(letter)));
        } else {
            shown.push(letter);
        }
    }
    Cow::Owned(shown)
}

/// The text as HTML, in an element or in a quoted attribute.
pub(crate) fn escape(text: &str, into: &mut String) {
    let text = visible(text);
    if !text.bytes().any(|byte| matches!(byte, b'<' | b'>' | b'&' | b'"' | b'\'')) {
        into.push_str(&text);
        return;
    }
    for letter in text.chars() {
        match letter {
            '<' => into.push_str("&lt;"),
            '>' => into.push_str("&gt;"),
            '&' => into.push_str("&amp;"),
            '"' => into.push_str("&quot;"),
            '\'' => into.push_str("&#39;"),
            letter => into.push(letter),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{escape, visible};

    #[test]
    fn what_is_hidden_is_shown() {
        assert_eq!(visible("a\u{202e}b\u{1b}\0"), "a‹U+202E›b‹U+001B›‹U+0000›");
        assert_eq!(visible("a\u{e0041}\n\tb"), "a‹U+E0041›\n\tb");
        assert_eq!(visible("größe 日本 👍"), "größe 日本 👍");
    }

    #[test]
    fn nothing_leaves_its_attribute() {
        let mut html = String::new();
        escape("\"'><script>&", &mut html);
        assert_eq!(html, "&quot;&#39;&gt;&lt;script&gt;&amp;");
    }

    #[test]
    fn the_script_knows_the_same_ones() {
        let pattern = super::script_pattern();
        assert!(pattern.starts_with("/[\\p{Cc}\\u{ad}-\\u{ad}\\u{61c}-\\u{61c}"), "{pattern}");
        assert!(pattern.ends_with("\\u{e0000}-\\u{e007f}]/gu"), "{pattern}");
    }
}
