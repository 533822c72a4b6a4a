//! serde's `rename_all` rules.

use syn::LitStr;

use crate::errors::Errors;

/// A rule that makes wire names of Rust names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Case {
    Lower,
    Upper,
    Pascal,
    Camel,
    Snake,
    ScreamingSnake,
    Kebab,
    ScreamingKebab,
}

const RULES: [(&str, Case); 8] = [
    ("lowercase", Case::Lower),
    ("UPPERCASE", Case::Upper),
    ("PascalCase", Case::Pascal),
    ("camelCase", Case::Camel),
    ("snake_case", Case::Snake),
    ("SCREAMING_SNAKE_CASE", Case::ScreamingSnake),
    ("kebab-case", Case::Kebab),
    ("SCREAMING-KEBAB-CASE", Case::ScreamingKebab),
];

impl Case {
    pub(crate) fn parse(rule: &LitStr, errors: &Errors) -> Option<Self> {
        let written = rule.value();
        let found = RULES.iter().find(|(name, _)| *name == written).map(|(_, case)| *case);
        if found.is_none() {
            let known = RULES.map(|(name, _)| format!("`{name}`")).join(", ");
            errors.at(rule, format_args!("unknown rename rule; serde's are {known}"));
        }
        found
    }

    /// The wire name of a variant, whose Rust name is in Pascal case.
    pub(crate) fn of_variant(self, name: &str) -> String {
        match self {
            Self::Lower => name.to_ascii_lowercase(),
            Self::Upper => name.to_ascii_uppercase(),
            Self::Pascal => name.to_owned(),
            Self::Camel => first(name, char::to_ascii_lowercase),
            Self::Snake => {
                let mut snake = String::new();
                for (at, letter) in name.char_indices() {
                    if at > 0 && letter.is_uppercase() {
                        snake.push('_');
                    }
                    snake.push(letter.to_ascii_lowercase());
                }
                snake
            }
            Self::ScreamingSnake => Self::Snake.of_variant(name).to_ascii_uppercase(),
            Self::Kebab => Self::Snake.of_variant(name).replace('_', "-"),
            Self::ScreamingKebab => Self::ScreamingSnake.of_variant(name).replace('_', "-"),
        }
    }

    /// The wire name of a field, whose Rust name is in snake case.
    pub(crate) fn of_field(self, name: &str) -> String {
        match self {
            Self::Lower | Self::Snake => name.to_owned(),
            Self::Upper | Self::ScreamingSnake => name.to_ascii_uppercase(),
            Self::Pascal => name.split('_').map(|word| first(word, char::to_ascii_uppercase)).collect(),
            Self::Camel => first(&Self::Pascal.of_field(name), char::to_ascii_lowercase),
            Self::Kebab => name.replace('_', "-"),
            Self::ScreamingKebab => name.to_ascii_uppercase().replace('_', "-"),
        }
    }
}

fn first(word: &str, change: fn(&char) -> char) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |letter| change(&letter).to_string() + letters.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// serde's own table, from the documentation of `rename_all`.
    #[test]
    fn as_serde_has_them() {
        let of = |case: Case| (case.of_variant("VeryTasty"), case.of_field("very_tasty"));
        let pair = |variant: &str, field: &str| (variant.to_owned(), field.to_owned());
        assert_eq!(of(Case::Lower), pair("verytasty", "very_tasty"));
        assert_eq!(of(Case::Upper), pair("VERYTASTY", "VERY_TASTY"));
        assert_eq!(of(Case::Pascal), pair("VeryTasty", "VeryTasty"));
        assert_eq!(of(Case::Camel), pair("veryTasty", "veryTasty"));
        assert_eq!(of(Case::Snake), pair("very_tasty", "very_tasty"));
        assert_eq!(of(Case::ScreamingSnake), pair("VERY_TASTY", "VERY_TASTY"));
        assert_eq!(of(Case::Kebab), pair("very-tasty", "very-tasty"));
        assert_eq!(of(Case::ScreamingKebab), pair("VERY-TASTY", "VERY-TASTY"));
    }
}
