//! Ways of writing names: `snake_case`, `Title Case` and so on.

/// A way of writing names that have several words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Case {
    /// `Order Completed`
    Title,
    /// `Order completed`
    Sentence,
    /// `order completed`
    Lower,
    /// `order_completed`
    Snake,
    /// `ORDER_COMPLETED`
    Upper,
    /// `order-completed`
    Kebab,
    /// `orderCompleted`
    Camel,
    /// `OrderCompleted`
    Pascal,
}

/// What titles write in lower case.
const SMALL_WORDS: [&str; 15] =
    ["a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "via", "with"];

impl Case {
    /// As `plan.json` writes them.
    pub const NAMES: [(&'static str, Self); 8] = [
        ("Title Case", Self::Title),
        ("Sentence case", Self::Sentence),
        ("lower case", Self::Lower),
        ("snake_case", Self::Snake),
        ("UPPER_CASE", Self::Upper),
        ("kebab-case", Self::Kebab),
        ("camelCase", Self::Camel),
        ("PascalCase", Self::Pascal),
    ];

    /// As it is written in `plan.json`.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::NAMES.into_iter().find(|(_, case)| *case == self).map_or("", |(name, _)| name)
    }

    /// Whether a name is written so.
    ///
    /// ```
    /// use letter_schema::case::Case;
    /// assert!(Case::Snake.fits("order_id") && !Case::Snake.fits("orderId"));
    /// // What is short can be of several kinds.
    /// assert!(Case::Snake.fits("plan") && Case::Camel.fits("plan"));
    /// // A word in capitals is an abbreviation.
    /// assert!(Case::Title.fits("API Key Created") && Case::Title.fits("Step 2 Done"));
    /// ```
    #[must_use]
    pub fn fits(self, name: &str) -> bool {
        let separator = match self {
            Self::Title | Self::Sentence | Self::Lower => ' ',
            Self::Snake | Self::Upper => '_',
            Self::Kebab => '-',
            Self::Camel => return is_plain(name) && !starts_upper(name),
            Self::Pascal => return is_plain(name) && !name.starts_with(char::is_lowercase),
        };
        !name.is_empty()
            && name.split(separator).enumerate().all(|(at, word)| {
                let lower = !word.contains(char::is_uppercase);
                let abbreviation = !word.contains(char::is_lowercase);
                is_plain(word)
                    && match self {
                        Self::Title if at > 0 && SMALL_WORDS.contains(&word) => true,
                        Self::Title => !word.starts_with(char::is_lowercase),
                        Self::Sentence if at == 0 => !word.starts_with(char::is_lowercase),
                        Self::Sentence => lower || abbreviation,
                        Self::Upper => abbreviation,
                        _ => lower,
                    }
            })
    }

    /// The name, written so.
    ///
    /// ```
    /// use letter_schema::case::Case;
    /// assert_eq!(Case::Snake.write("orderID"), "order_id");
    /// assert_eq!(Case::Title.write("order_completed"), "Order Completed");
    /// assert_eq!(Case::Camel.write("Order Completed"), "orderCompleted");
    /// ```
    #[must_use]
    pub fn write(self, name: &str) -> String {
        let words: Vec<String> = words(name)
            .into_iter()
            .enumerate()
            .map(|(at, word)| {
                let capital = match self {
                    Self::Title | Self::Pascal => true,
                    Self::Sentence => at == 0,
                    Self::Camel => at > 0,
                    _ => false,
                };
                match self {
                    Self::Upper => word.to_uppercase(),
                    _ if capital => capitalised(&word),
                    _ => word,
                }
            })
            .collect();
        words.join(match self {
            Self::Title | Self::Sentence | Self::Lower => " ",
            Self::Snake | Self::Upper => "_",
            Self::Kebab => "-",
            Self::Camel | Self::Pascal => "",
        })
    }
}

/// The words of a name, in lower case.
///
/// ```
/// use letter_schema::case::words;
/// assert_eq!(words("HTTPRequest sent-2"), ["http", "request", "sent", "2"]);
/// ```
#[must_use]
pub fn words(name: &str) -> Vec<String> {
    each_word(name).collect()
}

/// The same, one after the other: who finds a word soon need not split what stands behind it.
pub(crate) fn each_word(name: &str) -> impl Iterator<Item = String> + '_ {
    let mut rest = name;
    std::iter::from_fn(move || {
        let text = rest.trim_start_matches(|letter: char| !letter.is_alphanumeric());
        let (word, behind) = text.split_at(end_of_word(text));
        rest = behind;
        (!word.is_empty()).then(|| word.chars().flat_map(char::to_lowercase).collect())
    })
}

/// How many bytes the word has that a text begins with.
fn end_of_word(text: &str) -> usize {
    let mut before: Option<char> = None;
    let mut letters = text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        if !letter.is_alphanumeric() {
            return at;
        }
        if letter.is_uppercase()
            && let Some(before) = before
            && (!before.is_uppercase() || letters.peek().is_some_and(|(_, after)| after.is_lowercase()))
        {
            return at;
        }
        before = Some(letter);
    }
    text.len()
}

fn is_plain(word: &str) -> bool {
    !word.is_empty() && word.chars().all(char::is_alphanumeric)
}

fn starts_upper(name: &str) -> bool {
    !name.starts_with(|first: char| first.is_lowercase())
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn words_begin_where_a_reader_sees_them() {
        for (name, expected) in [
            ("", &[][..]),
            ("_", &[]),
            ("ABCd", &["ab", "cd"]),
            ("ABC", &["abc"]),
            ("aB", &["a", "b"]),
            ("_a__B-", &["a", "b"]),
            ("utf8Text", &["utf8", "text"]),
            ("Größe ÄÖüß", &["größe", "ä", "öüß"]),
            ("İD", &["i\u{307}d"]),
            ("名前Name", &["名前", "name"]),
        ] {
            assert_eq!(words(name), expected, "{name}");
        }
    }
}
