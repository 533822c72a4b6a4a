//! Whether a derive stands inside of a function, where a test beside it would be found by nobody and warned of by
//! the compiler.

use std::fs;

use proc_macro2::Span;

/// Looks for the place of a span in its file. Where that cannot be told, it is taken for a module.
pub(super) fn is_in_function(span: Span) -> bool {
    let span = span.unwrap();
    let text = span.local_file().and_then(|file| fs::read_to_string(file).ok());
    text.is_some_and(|text| {
        let line = span.line().saturating_sub(1);
        let before: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
        let column =
            text[before..].chars().take(span.column().saturating_sub(1)).map(char::len_utf8).sum::<usize>();
        is_body(&text[..before + column])
    })
}

/// Whether a text ends inside of a body: of a function, or of a block that is a value.
fn is_body(text: &str) -> bool {
    // For each open brace, whether it is the one of a body, and how many brackets are open around it.
    let mut open: Vec<(bool, i32)> = Vec::new();
    let (mut opens_body, mut brackets) = (false, 0_i32);
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '/' if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
            '/' if rest.starts_with("/*") => comment(rest),
            '"' => string(rest, 1),
            '\'' => quote(rest),
            _ if first.is_alphabetic() || first == '_' => {
                let word = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
                raw(rest, &rest[..word]).unwrap_or_else(|| {
                    opens_body |= &rest[..word] == "fn";
                    word
                })
            }
            _ => {
                match first {
                    '{' => {
                        open.push((opens_body, brackets));
                        (opens_body, brackets) = (false, 0);
                    }
                    '}' => (opens_body, brackets) = (false, open.pop().map_or(0, |(_, around)| around)),
                    '(' | '[' => brackets += 1,
                    ')' | ']' => brackets -= 1,
                    ';' if brackets == 0 => opens_body = false,
                    // But not `=>`, which stands before a macro's expansion.
                    '=' if brackets == 0 => opens_body |= !rest.starts_with("=>"),
                    _ => {}
                }
                first.len_utf8()
            }
        };
        rest = rest.get(length..).unwrap_or_default();
    }
    open.iter().any(|(body, _)| *body)
}

/// The length of a block comment, with those in it.
fn comment(text: &str) -> usize {
    let (mut at, mut depth) = (0, 0);
    loop {
        let Some(next) = text[at..].find(['/', '*']) else { return text.len() };
        at += next;
        let step = if text[at..].starts_with("/*") {
            depth += 1;
            2
        } else if text[at..].starts_with("*/") {
            depth -= 1;
            2
        } else {
            1
        };
        at += step;
        if depth == 0 {
            return at;
        }
    }
}

/// The length of a string whose content begins at `from`.
fn string(text: &str, from: usize) -> usize {
    let mut escaped = false;
    for (at, letter) in text[from..].char_indices() {
        match letter {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return from + at + 1,
            _ => {}
        }
    }
    text.len()
}

/// The length of a raw string, if the word is the prefix of one.
fn raw(text: &str, word: &str) -> Option<usize> {
    if !matches!(word, "r" | "br" | "cr") {
        return None;
    }
    let hashes = text[word.len()..].len() - text[word.len()..].trim_start_matches('#').len();
    let begin = word.len() + hashes;
    text[begin..].strip_prefix('"')?;
    let end = format!("\"{}", "#".repeat(hashes));
    Some(text[begin + 1..].find(&end).map_or(text.len(), |at| begin + 1 + at + end.len()))
}

/// The length of a character; of a lifetime only the quote.
fn quote(text: &str) -> usize {
    let mut letters = text.char_indices().skip(1);
    match letters.next() {
        Some((_, '\\')) => {
            let _ = letters.next();
            letters.find(|(_, letter)| *letter == '\'').map_or(text.len(), |(at, _)| at + 1)
        }
        Some(_) => letters.next().filter(|(_, letter)| *letter == '\'').map_or(1, |(at, _)| at + 1),
        None => text.len(),
    }
}

#[cfg(test)]
mod tests {
    use super::is_body;

    #[test]
    fn functions_and_blocks_are_told_from_modules() {
        for outside in [
            "",
            "mod a { struct B { f: fn(u8) } mod c { ",
            "fn f() { let brace = '{'; } ",
            "const S: &str = \"{\"; mod a { ",
            "const S: &str = r#\"fn f() { \"#; /* fn f() { /* { */ */ // fn f() {\n mod a { ",
            "impl<'a> T<'a> for U { fn f(&'a self) { '\\''; b'{'; } } mod a { ",
            "macro_rules! event { ($name:ident) => { ",
            "event! { ",
            "event!(",
            "#[cfg(feature = \"a\")] mod a { ",
            "fn f(a: u8) {} static A: fn() = b; type B = fn(); enum C { D(fn()) } mod a { ",
        ] {
            assert!(!is_body(outside), "{outside}");
        }
        for inside in [
            "fn f() { ",
            "mod a { fn f<'a>(x: &'a str) -> [u8; 2] where A: B { if x { ",
            "fn f() -> [u8; 2] { ",
            "const _: () = { ",
            "impl A { async fn f() { mod b { ",
        ] {
            assert!(is_body(inside), "{inside}");
        }
    }
}
