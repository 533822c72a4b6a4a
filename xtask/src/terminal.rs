//! Text of the plan's files, made safe to show on a terminal.

use std::fmt::Write as _;

/// The text on one line. What a terminal would obey or reorder is written as `\u{…}`; line breaks
/// become spaces.
pub(crate) fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\n' | '\r' | '\t' => line.push(' '),
            // Marks and overrides of direction, separators of lines, and characters that nobody sees.
            '\u{61c}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}' => {
                // Writing to a string does not fail.
                let _ = write!(line, "{}", character.escape_unicode());
            }
            control if control.is_control() => {
                let _ = write!(line, "{}", control.escape_unicode());
            }
            other => line.push(other),
        }
    }
    line
}

#[cfg(test)]
mod tests {
    use super::one_line;

    #[test]
    fn nothing_is_left_that_a_terminal_obeys() {
        assert_eq!(one_line("Größe \"x\"\nnext"), "Größe \"x\" next");
        assert_eq!(one_line("\u{1b}[31mred\u{202e}der"), r"\u{1b}[31mred\u{202e}der");
    }
}
