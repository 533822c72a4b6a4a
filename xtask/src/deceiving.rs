//! Characters that show nothing, or that turn around or steer what stands beside them: whoever writes a
//! text of a plan to a terminal, a page or a file spells them out.

use std::ops::RangeInclusive;

/// Those beside the control characters.
const DECEIVING: [RangeInclusive<char>; 9] = [
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
pub(crate) fn is_deceiving(letter: char) -> bool {
    letter.is_control() || (letter > '~' && DECEIVING.iter().any(|range| range.contains(&letter)))
}

/// A regular expression of JavaScript that finds them.
pub(crate) fn script_pattern() -> String {
    let code = |letter: &char| format!("\\u{{{:x}}}", u32::from(*letter));
    let ranges = DECEIVING.iter().map(|range| format!("{}-{}", code(range.start()), code(range.end())));
    // The control characters, which are Unicode's `Cc`.
    format!("/[\\p{{Cc}}{}]/gu", ranges.collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::{is_deceiving, script_pattern};

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
    fn the_script_knows_the_same_ones() {
        let pattern = script_pattern();
        assert!(pattern.starts_with("/[\\p{Cc}\\u{ad}-\\u{ad}\\u{61c}-\\u{61c}"), "{pattern}");
        assert!(pattern.ends_with("\\u{e0000}-\\u{e007f}]/gu"), "{pattern}");
    }
}
