//! Names and messages of the plan's tools as Markdown.

/// A message as Markdown: what stands in backticks is code, and nothing else means anything.
pub(crate) fn message(text: &str) -> String {
    let mut pieces = text.split('`').peekable();
    let mut markdown = escape(pieces.next().unwrap_or_default());
    while let Some(code) = pieces.next() {
        match pieces.next() {
            Some(rest) => markdown += &(tick(code) + &escape(rest)),
            None => markdown += &escape(&format!("`{code}")),
        }
    }
    markdown
}

/// A name as code in Markdown: its ticks are longer than any in it.
pub(crate) fn tick(text: &str) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let ticks = "`".repeat(longest + 1);
    let text = text.replace(['\n', '\r'], " ");
    if longest == 0 { format!("{ticks}{text}{ticks}") } else { format!("{ticks} {text} {ticks}") }
}

/// A text, inside of a line, whose signs mean nothing to Markdown.
pub(crate) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        if r"\`*_[]<>&~|#!$^".contains(letter) {
            escaped.push('\\');
        }
        escaped.push(letter);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::message;

    #[test]
    fn only_what_stands_in_backticks_is_code() {
        assert_eq!(message("`a_b` is *not* one"), r"`a_b` is \*not\* one");
        assert_eq!(message("left `open <b>"), r"left \`open \<b\>");
        assert_eq!(message(""), "");
    }
}
