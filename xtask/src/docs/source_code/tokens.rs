//! The tokens of Rust source, as far as it takes to find names: comments are left out, strings are whole.

/// A token, and the line that it begins on, from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token<'a> {
    pub(super) kind: Kind<'a>,
    pub(super) line: usize,
}

/// What a token is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind<'a> {
    /// A name or a keyword; a raw one without its mark.
    Name(&'a str),
    /// A string, without its quotes; what is escaped stays as it is written.
    Text(&'a str),
    /// Any other sign.
    Sign(char),
}

/// The tokens of a file. What is no Rust gives tokens as well, and no error.
pub(super) fn tokens(source: &str) -> Vec<Token<'_>> {
    let mut reader = Reader { source, at: 0, line: 1 };
    let mut tokens = Vec::new();
    while let Some(letter) = reader.peek() {
        let (start, line) = (reader.at, reader.line);
        let kind = match letter {
            _ if letter.is_whitespace() => {
                reader.skip(1);
                continue;
            }
            '/' if reader.rest().starts_with("//") => {
                reader.until("\n");
                continue;
            }
            '/' if reader.rest().starts_with("/*") => {
                reader.block_comment();
                continue;
            }
            '"' => reader.string(1),
            '\'' => {
                reader.quote();
                continue;
            }
            _ if letter == '_' || letter.is_alphabetic() => {
                let length = name_length(reader.rest());
                let name = &source[start..start + length];
                let behind = &source[start + length..];
                match name {
                    "r" | "br" | "cr" if raw_hashes(behind).is_some() => reader.raw_string(length),
                    "b" | "c" if behind.starts_with('"') => reader.string(2),
                    "b" if behind.starts_with('\'') => {
                        reader.skip(1);
                        reader.quote();
                        continue;
                    }
                    "r" if behind.starts_with('#')
                        && behind[1..].starts_with(|c: char| c == '_' || c.is_alphabetic()) =>
                    {
                        reader.skip(2);
                        continue;
                    }
                    _ => {
                        reader.skip(length);
                        Kind::Name(name)
                    }
                }
            }
            other => {
                reader.skip(other.len_utf8());
                Kind::Sign(other)
            }
        };
        tokens.push(Token { kind, line });
    }
    tokens
}

struct Reader<'a> {
    source: &'a str,
    at: usize,
    line: usize,
}

impl<'a> Reader<'a> {
    fn rest(&self) -> &'a str {
        &self.source[self.at..]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// Goes on by so many bytes, or to the next boundary of a character.
    fn skip(&mut self, bytes: usize) {
        let mut end = (self.at + bytes).min(self.source.len());
        while !self.source.is_char_boundary(end) {
            end += 1;
        }
        self.line += self.source[self.at..end].matches('\n').count();
        self.at = end;
    }

    fn until(&mut self, end: &str) {
        let length = self.rest().find(end).map_or(self.rest().len(), |at| at + end.len());
        self.skip(length);
    }

    fn block_comment(&mut self) {
        let mut depth = 0usize;
        while !self.rest().is_empty() {
            if self.rest().starts_with("/*") {
                depth += 1;
                self.skip(2);
            } else if self.rest().starts_with("*/") {
                depth -= 1;
                self.skip(2);
                if depth == 0 {
                    return;
                }
            } else {
                self.skip(1);
            }
        }
    }

    /// A string whose opening takes so many bytes.
    fn string(&mut self, opening: usize) -> Kind<'a> {
        self.skip(opening);
        let start = self.at;
        let mut escaped = false;
        let length = self.rest().char_indices().find(|(_, letter)| {
            let ends = *letter == '"' && !escaped;
            escaped = *letter == '\\' && !escaped;
            ends
        });
        let length = length.map_or(self.rest().len(), |(at, _)| at);
        self.skip(length + 1);
        Kind::Text(&self.source[start..start + length])
    }

    fn raw_string(&mut self, mark: usize) -> Kind<'a> {
        self.skip(mark);
        let hashes = raw_hashes(self.rest()).unwrap_or(0);
        self.skip(hashes + 1);
        let start = self.at;
        let end = format!("\"{}", "#".repeat(hashes));
        let length = self.rest().find(&end).unwrap_or(self.rest().len());
        self.skip(length + end.len());
        Kind::Text(&self.source[start..start + length])
    }

    /// A character, or the mark of a lifetime.
    fn quote(&mut self) {
        self.skip(1);
        let mut letters = self.rest().chars();
        match (letters.next(), letters.next()) {
            (Some('\\'), _) => {
                self.skip(2);
                self.until("'");
            }
            (Some(letter), Some('\'')) => self.skip(letter.len_utf8() + 1),
            _ => {}
        }
    }
}

fn name_length(text: &str) -> usize {
    text.find(|c: char| c != '_' && !c.is_alphanumeric()).unwrap_or(text.len())
}

/// The `#` before the quote of a raw string; `None` if this is none.
fn raw_hashes(text: &str) -> Option<usize> {
    let hashes = text.bytes().take_while(|byte| *byte == b'#').count();
    text[hashes..].starts_with('"').then_some(hashes)
}

#[cfg(test)]
mod tests {
    use super::{Kind, tokens};

    fn names(source: &str) -> Vec<&str> {
        let names = tokens(source).into_iter().filter_map(|token| match token.kind {
            Kind::Name(name) => Some(name),
            _ => None,
        });
        names.collect()
    }

    #[test]
    fn only_code_has_names() {
        assert_eq!(names("a // b\nc /* d /* e */ f */ g"), ["a", "c", "g"]);
        assert_eq!(names(r###"a "b\" c" d r#"e " f"# g b"h" i c"j" k"###), ["a", "d", "g", "i", "k"]);
        assert_eq!(
            names(r"fn f<'a>(x: &'a str) { 'b'; '\''; '\u{41}'; b'c'; y }"),
            ["fn", "f", "a", "x", "a", "str", "y"]
        );
        assert_eq!(names("r#type größe"), ["type", "größe"]);
    }

    #[test]
    fn lines_are_counted() {
        let all = tokens("a\n\"b\nc\"\n/* \n */ d");
        assert_eq!(all.iter().map(|token| token.line).collect::<Vec<_>>(), [1, 2, 5]);
    }

    #[test]
    fn what_does_not_end_ends_with_the_file() {
        for source in ["\"", "r#\"", "/*", "'", "b'", "'\\", "r#", "\"\\", "ü'ü", "/*/", "'\u{1f600}"] {
            let _ = tokens(source);
        }
    }
}
