//! Characters that show nothing, or that turn around or steer what stands beside them: whoever writes a
//! text of a plan to a terminal, a page or a file spells them out.

use std::fmt::Write as _;
use std::ops::RangeInclusive;

/// Those beside the control characters.
pub const RANGES: [RangeInclusive<char>; 9] = [
    // The soft hyphen.
    '\u{ad}'..='\u{ad}',
    // Marks of direction.
    '\u{61c}'..='\u{61c}',
    // No width.
    '\u{180e}'..='\u{180e}',
    '\u{200b}'..='\u{200f}',
    // Line ends, and overrides of direction.
    '\u{2028}'..='\u{202e}',
    // Joiners, isolates of direction, and what is left of older ones.
    '\u{2060}'..='\u{206f}',
    '\u{feff}'..='\u{feff}',
    // Marks of annotations.
    '\u{fff9}'..='\u{fffb}',
    // Tags.
    '\u{e0000}'..='\u{e007f}',
];

/// Whether a character is one of those.
#[must_use]
pub fn is_deceiving(letter: char) -> bool {
    letter.is_control() || (letter > '~' && RANGES.iter().any(|range| range.contains(&letter)))
}

/// The text with those spelt out, as in `\u{202e}`; a tab is four spaces.
#[must_use]
pub fn spelt_out(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\t' => shown.push_str("    "),
            _ if is_deceiving(letter) => {
                let _ = write!(shown, "\\u{{{:x}}}", u32::from(letter));
            }
            _ => shown.push(letter),
        }
    }
    shown
}

/// JSON with those in its strings as `\u202e`: they stand nowhere else in JSON, but for line breaks.
#[must_use]
pub fn json(json: &str) -> String {
    let mut shown = String::with_capacity(json.len());
    for letter in json.chars() {
        if letter == '\n' || !is_deceiving(letter) {
            shown.push(letter);
            continue;
        }
        for unit in letter.encode_utf16(&mut [0; 2]) {
            let _ = write!(shown, "\\u{unit:04x}");
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::{is_deceiving, json, spelt_out};

    #[test]
    fn what_cannot_be_seen_deceives() {
        for letter in
            "\u{0}\u{9}\u{a}\u{1b}\u{7f}\u{85}\u{ad}\u{61c}\u{200d}\u{202e}\u{2066}\u{2065}\u{feff}\u{e0041}"
                .chars()
        {
            assert!(is_deceiving(letter), "{letter:?}");
        }
        for letter in " ~aü名👍\u{a0}\u{301}\u{fe0f}‹".chars() {
            assert!(!is_deceiving(letter), "{letter:?}");
        }
    }

    #[test]
    fn they_are_spelt_out() {
        assert_eq!(spelt_out("a\u{202e}b\x1b[31m\r\nü名"), "a\\u{202e}b\\u{1b}[31m\\u{d}\\u{a}ü名");
        assert_eq!(json("{\n\"a\u{202e}\u{e0041}\u{7f}\"}"), "{\n\"a\\u202e\\udb40\\udc41\\u007f\"}");
    }
}
