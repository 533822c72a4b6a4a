//! Which names are meant to be one: equal to the eye, or a slip of the hand apart.

use std::collections::{HashMap, HashSet};

use crate::case::words;

/// The longest name that is looked at for misspellings, in letters.
const MAX_LETTERS: usize = 64;
/// The shortest word that counts as misspelt: of shorter ones many are a letter apart.
const MIN_LETTERS: usize = 5;
/// The same where one letter stands for another.
const MIN_LETTERS_EXCHANGED: usize = 8;

/// What is left of a name without case, spacing and punctuation.
pub(super) fn folded(name: &str) -> String {
    name.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The pairs of names in which one word is misspelt, each in the order of the list.
///
/// Two words that are one insertion, deletion, exchange or transposition apart are equal when at most one
/// letter of each is left out; so only names that share such a form are compared.
pub(super) fn typos<'a>(names: &[&'a str]) -> Vec<(&'a str, &'a str)> {
    // Two forms of one hash are compared in vain, and that is all.
    let mut by_form: HashMap<u64, Vec<usize>> = HashMap::new();
    let mut pairs = Vec::new();
    let mut compared: HashSet<(usize, usize)> = HashSet::new();
    for (at, name) in names.iter().enumerate() {
        let letters: Vec<char> = folded(name).chars().collect();
        if letters.len() > MAX_LETTERS {
            continue;
        }
        let mut forms: Vec<u64> =
            (0..letters.len()).map(|left_out| hash_without(&letters, left_out)).collect();
        forms.push(hash_without(&letters, letters.len()));
        forms.sort_unstable();
        forms.dedup();
        for form in forms {
            let there = by_form.entry(form).or_default();
            for other in there.iter() {
                if compared.insert((*other, at)) && is_typo(names[*other], name) {
                    pairs.push((names[*other], *name));
                }
            }
            // More names in one form are a list with a running letter, and no misspellings.
            if there.len() < 16 {
                there.push(at);
            }
        }
    }
    pairs
}

/// The hash (FNV-1a) of letters, one of which is left out.
fn hash_without(letters: &[char], left_out: usize) -> u64 {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for (at, letter) in letters.iter().enumerate() {
        if at != left_out {
            hash = (hash ^ u64::from(*letter)).wrapping_mul(0x100_0000_01b3);
        }
    }
    hash
}

/// Whether two names differ in one word, by a slip of the hand.
fn is_typo(a: &str, b: &str) -> bool {
    let (a, b) = (words(a), words(b));
    let differing: Vec<(&String, &String)> = a.iter().zip(&b).filter(|(a, b)| a != b).collect();
    let [(a_word, b_word)] = differing[..] else { return false };
    a.len() == b.len() && is_slip(a_word, b_word)
}

/// Whether one word is likely to be meant for the other: one letter more, less or exchanged. Slips at the
/// beginning are rare (`x_offset`, `y_offset`), and at the end there are inflections (`merged`, `merges`).
fn is_slip(a: &str, b: &str) -> bool {
    let (a_letters, b_letters): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let same_length = a_letters.len() == b_letters.len();
    let exchanged = a_letters.iter().zip(&b_letters).filter(|(a, b)| a != b).count() == 1;
    // Many words have a neighbour of another letter: `stage`, `state`.
    let least = if same_length && exchanged { MIN_LETTERS_EXCHANGED } else { MIN_LETTERS };
    a_letters.len().min(b_letters.len()) >= least
        && a_letters.first() == b_letters.first()
        && a_letters.last() == b_letters.last()
        && !a.contains(char::is_numeric)
        && !b.contains(char::is_numeric)
        && strsim::damerau_levenshtein(a, b) == 1
}
