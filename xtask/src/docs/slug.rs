//! Names as parts of addresses: safe in every file system, unique, and the same from one run to the next.

use std::collections::HashSet;

use sha2::{Digest, Sha256};

/// Bytes of a slug, without its mark.
const LONGEST: usize = 80;
/// What Windows keeps for devices.
const RESERVED: &[&str] = &["con", "prn", "aux", "nul"];

/// Slugs that are in use.
#[derive(Debug, Default)]
pub(crate) struct Slugs {
    taken: HashSet<String>,
}

impl Slugs {
    /// The slug of a name: `Signed Up` is `signed-up`. A name that loses letters on the way, or whose
    /// slug is taken, gets a mark that depends on nothing but the name.
    pub(crate) fn of(&mut self, name: &str) -> String {
        let (slug, lossy) = plain(name);
        let slug = if lossy || self.taken.contains(&slug) { marked(&slug, name) } else { slug };
        let mut unique = slug.clone();
        let mut number = 2;
        while !self.taken.insert(unique.clone()) {
            unique = format!("{slug}-{number}");
            number += 1;
        }
        unique
    }
}

/// The slug, and whether it could stand for many other names as well.
fn plain(name: &str) -> (String, bool) {
    let mut slug = String::new();
    let mut lossy = false;
    let mut before = None;
    for letter in name.chars() {
        match letter {
            letter if letter.is_ascii_alphanumeric() => {
                // `UserTraits` is two words.
                if letter.is_ascii_uppercase() && before.is_some_and(|c: char| c.is_ascii_lowercase()) {
                    slug.push('-');
                }
                slug.push(letter.to_ascii_lowercase());
            }
            '_' | '.' => slug.push(letter),
            ' ' | '-' | '[' | ']' | '(' | ')' | ':' | ',' | '\'' => {
                if !slug.ends_with('-') {
                    slug.push('-');
                }
            }
            _ => lossy = true,
        }
        if slug.len() > LONGEST {
            lossy = true;
            break;
        }
        before = Some(letter);
    }
    let slug = slug.trim_matches(['-', '.']).to_owned();
    let stem = slug.split('.').next().unwrap_or_default();
    let device = RESERVED.contains(&stem)
        || (stem.len() == 4
            && (stem.starts_with("com") || stem.starts_with("lpt"))
            && stem.ends_with(|c: char| c.is_ascii_digit()));
    let lossy = lossy || slug.is_empty() || device;
    (slug, lossy)
}

fn marked(slug: &str, name: &str) -> String {
    let digest = Sha256::digest(name.as_bytes());
    let mark: String = digest.iter().take(4).map(|byte| format!("{byte:02x}")).collect();
    // The mark stands first where the slug alone would be the name of a device.
    let stem = slug.split('.').next().unwrap_or_default();
    if slug.is_empty() || stem.len() <= 4 {
        format!("n{mark}-{slug}").trim_end_matches('-').to_owned()
    } else {
        format!("{slug}-{mark}")
    }
}

#[cfg(test)]
mod tests {
    use super::Slugs;

    #[test]
    fn names_read_as_addresses() {
        let mut slugs = Slugs::default();
        assert_eq!(slugs.of("Signed Up"), "signed-up");
        assert_eq!(slugs.of("price.amount_minor"), "price.amount_minor");
        assert_eq!(slugs.of("items[].sku"), "items-.sku");
        assert_eq!(slugs.of("UserTraits"), "user-traits");
    }

    #[test]
    fn hostile_names_stay_inside_of_the_folder() {
        let mut slugs = Slugs::default();
        for name in [
            "../../etc/passwd",
            "/",
            "",
            ".",
            "..",
            "con",
            "NUL",
            "com1.txt",
            "a\0b",
            "\u{202e}x",
            "größe",
            "<script>",
            "a\\b",
        ] {
            let slug = slugs.of(name);
            let safe =
                slug.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "-_.".contains(c));
            assert!(safe && !slug.is_empty() && !slug.starts_with('.'), "{name:?} is {slug:?}");
            assert!(!["con", "nul", "com1.txt"].contains(&slug.as_str()), "{name:?} is {slug:?}");
        }
        assert!(slugs.of(&"x".repeat(5000)).len() < 120);
    }

    #[test]
    fn every_name_has_its_own() {
        let mut slugs = Slugs::default();
        let names = ["Signed Up", "signed up", "Signed-Up", "Signed Up!", "signed up", "日本", "日本語"];
        let all: std::collections::HashSet<String> = names.iter().map(|name| slugs.of(name)).collect();
        assert_eq!(all.len(), names.len());
    }
}
