//! Rust's names for what a plan calls by any text: unique, and as a person would have chosen them.

use std::collections::HashSet;

/// Names of one namespace: the types of a module, the fields of a struct.
#[derive(Debug, Default)]
pub(crate) struct Names {
    taken: HashSet<String>,
}

impl Names {
    /// The first of the wished names that is free, else the first one with a number behind it.
    pub(crate) fn choose(&mut self, wishes: &[String]) -> String {
        let free = wishes.iter().find(|name| !self.taken.contains(*name)).cloned();
        let name = free.unwrap_or_else(|| {
            let wish = &wishes[0];
            let between =
                if wish.ends_with(|c: char| c.is_ascii_digit()) || !wish.starts_with(char::is_uppercase) {
                    "_"
                } else {
                    ""
                };
            (2..)
                .map(|number| format!("{wish}{between}{number}"))
                .find(|name| !self.taken.contains(name))
                .unwrap_or_default()
        });
        self.taken.insert(name.clone());
        name
    }
}

/// Names for a list of keys. A key that is its own name keeps it, whatever stands before it.
pub(crate) fn fields<'a>(keys: impl Iterator<Item = &'a str> + Clone) -> Vec<String> {
    let mut names = Names::default();
    let exact: Vec<Option<String>> =
        keys.clone().map(|key| (snake(key) == key).then(|| names.choose(&[key.to_owned()]))).collect();
    keys.zip(exact).map(|(key, exact)| exact.unwrap_or_else(|| names.choose(&[snake(key)]))).collect()
}

/// `Order ID` becomes `order_id`.
pub(crate) fn snake(text: &str) -> String {
    let words: Vec<String> = words(text).iter().map(|word| word.to_lowercase()).collect();
    valid(words.join("_"))
}

/// `order completed` becomes `OrderCompleted`.
pub(crate) fn pascal(text: &str) -> String {
    let mut name = String::new();
    for word in words(text) {
        let mut letters = word.chars();
        let first = letters.next().into_iter().flat_map(char::to_uppercase);
        // Two words of digits would run together.
        if name.ends_with(|c: char| c.is_ascii_digit()) && word.starts_with(|c: char| c.is_ascii_digit()) {
            name.push('_');
        }
        name.extend(first);
        let rest: String = letters.collect();
        // `SKU` is a word; so is `HTTP` in `HTTPRequest`.
        name.push_str(&if word.chars().all(|c| !c.is_lowercase()) { rest.to_lowercase() } else { rest });
    }
    valid(name)
}

fn valid(name: String) -> String {
    let name = if name.is_empty() { "_".to_owned() } else { name };
    let starts = name.chars().next().is_some_and(|c| c == '_' || unicode_ident::is_xid_start(c));
    let name = if starts { name } else { format!("_{name}") };
    match name.as_str() {
        // These cannot be raw identifiers; `_` alone is none.
        "self" | "super" | "crate" | "Self" => format!("{name}_"),
        "_" => "_empty".to_owned(),
        _ => name,
    }
}

/// The words of a text: at spaces and signs, and where upper case begins.
fn words(text: &str) -> Vec<String> {
    let letters: Vec<char> = text.chars().collect();
    let mut words: Vec<String> = Vec::new();
    let mut word = String::new();
    for (at, &letter) in letters.iter().enumerate() {
        if !unicode_ident::is_xid_continue(letter) || letter == '_' || !keeps_its_form(letter) {
            words.extend((!word.is_empty()).then(|| std::mem::take(&mut word)));
            continue;
        }
        let before = word.chars().last();
        let after = letters.get(at + 1);
        let starts = letter.is_uppercase()
            && before.is_some_and(|before| {
                before.is_lowercase()
                    || before.is_numeric()
                    || (before.is_uppercase() && after.is_some_and(|after| after.is_lowercase()))
            });
        if starts {
            words.push(std::mem::take(&mut word));
        }
        word.push(letter);
    }
    words.extend((!word.is_empty()).then_some(word));
    if let Some(sign) = sign(&letters) {
        words.insert(0, sign.to_owned());
    }
    if words.is_empty() {
        words = letters.iter().filter_map(|letter| spelt(*letter)).map(str::to_owned).collect();
    }
    words
}

/// Whether the compiler takes a letter as it is. It brings identifiers into one form (NFC), in which an `E` and
/// an accent behind it are the same as an `É`: names with either have to differ before.
fn keeps_its_form(letter: char) -> bool {
    let composes = matches!(letter,
        // Letters that stand for others: Ohm, Kelvin, Ångström, and ideographs for compatibility.
        '\u{2126}' | '\u{212a}' | '\u{212b}' | '\u{f900}'..='\u{faff}' | '\u{2f800}'..='\u{2fa1f}'
        // Parts of Korean syllables.
        | '\u{1100}'..='\u{11ff}');
    // Accents are marks and not letters.
    letter.is_alphanumeric() && !composes
}

/// A sign before a number is part of its meaning.
fn sign(letters: &[char]) -> Option<&'static str> {
    match letters {
        ['-', digit, ..] if digit.is_ascii_digit() => Some("minus"),
        ['+', digit, ..] if digit.is_ascii_digit() => Some("plus"),
        _ => None,
    }
}

/// Signs that stand alone.
fn spelt(sign: char) -> Option<&'static str> {
    Some(match sign {
        '+' => "plus",
        '-' => "minus",
        '*' => "star",
        '/' => "slash",
        '%' => "percent",
        '#' => "hash",
        '$' => "dollar",
        '@' => "at",
        '&' => "and",
        '|' => "or",
        '!' => "not",
        '?' => "question",
        '=' => "equal",
        '<' => "less",
        '>' => "greater",
        '.' => "dot",
        ',' => "comma",
        ':' => "colon",
        ';' => "semicolon",
        '~' => "tilde",
        '^' => "caret",
        '_' => "underscore",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{fields, pascal, snake};

    #[test]
    fn reads_like_hand_written() {
        for (text, name) in [
            ("order_id", "order_id"),
            ("orderId", "order_id"),
            ("Order ID", "order_id"),
            ("CMS item count", "cms_item_count"),
            ("HTTPStatus", "http_status"),
            ("+1", "plus_1"),
            ("-1", "minus_1"),
            ("$schema", "schema"),
            ("1st", "_1st"),
            ("a \"quote\" and \\", "a_quote_and"),
            ("", "_empty"),
            ("self", "self_"),
            ("type", "type"),
            ("größe", "größe"),
            ("e\u{301}te\u{301}", "e_te"),
            ("\u{212b}", "_empty"),
            ("*", "star"),
        ] {
            assert_eq!(snake(text), name, "{text}");
        }
        for (text, name) in [
            ("Order Completed", "OrderCompleted"),
            ("order_completed", "OrderCompleted"),
            ("EUR", "Eur"),
            ("OrderSKU", "OrderSku"),
            ("2020-12", "_2020_12"),
            ("1-0-0", "_1_0_0"),
            ("self", "Self_"),
        ] {
            assert_eq!(pascal(text), name, "{text}");
        }
    }

    #[test]
    fn collisions_are_numbered_and_exact_names_kept() {
        let names = fields(["$schema", "schema", "CMS item count", "cms item count", "+1", "-1"].into_iter());
        assert_eq!(names, ["schema_2", "schema", "cms_item_count", "cms_item_count_2", "plus_1", "minus_1"]);
    }
}
