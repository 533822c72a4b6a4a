//! Texts that an automaton accepts.

use letter_scalar::automaton::{Automaton, End};

/// How much longer than asked for a text may get.
const MAX_MORE: usize = 300;
/// States that are looked at, once for each character.
const MAX_LOOKS: usize = 2_000_000;

/// The shortest accepted text with at least so many characters.
pub(super) fn sample(automaton: &Automaton<'_>, least: usize) -> Option<String> {
    if automaton.len() * automaton.width() * (least + 1) > MAX_LOOKS {
        return None;
    }
    let accepted: Vec<bool> = (0..automaton.len())
        .map(|state| matches!(automaton.end(state), End::Accepted | End::AcceptedForGood))
        .collect();
    let letters: Vec<Option<char>> = (0..automaton.width()).map(|class| letter(automaton, class)).collect();
    // `layers[n]`: the states from which n more characters lead to the end of an accepted text.
    let mut layers = vec![accepted];
    while layers.len() <= least + MAX_MORE {
        if layers.len() > least && layers.last().is_some_and(|layer| layer[0]) {
            return Some(walk(automaton, &layers, &letters));
        }
        let last = layers.last()?;
        let layer = (0..automaton.len()).map(|state| {
            (0..automaton.width()).any(|class| letters[class].is_some() && last[automaton.next(state, class)])
        });
        let layer = layer.collect();
        layers.push(layer);
    }
    None
}

/// Each step into a state from which the rest can be reached; readable characters first.
fn walk(automaton: &Automaton<'_>, layers: &[Vec<bool>], letters: &[Option<char>]) -> String {
    let mut text = String::new();
    let mut state = 0;
    for layer in layers.iter().rev().skip(1) {
        let ways = letters.iter().enumerate().filter_map(|(class, letter)| Some((class, (*letter)?)));
        let ways = ways.filter(|(class, _)| layer[automaton.next(state, *class)]);
        let Some((class, letter)) = ways.min_by_key(|(_, letter)| rank(*letter)) else { return text };
        text.push(letter);
        state = automaton.next(state, class);
    }
    text
}

/// A character of a class: one that people can read, if there is one.
fn letter(automaton: &Automaton<'_>, class: usize) -> Option<char> {
    let readable = ('a'..='z').chain('0'..='9').chain('A'..='Z').chain(' '..='~');
    let any = (0..=0x10_FFFF).step_by(1).filter_map(char::from_u32);
    readable.chain(any).find(|letter| automaton.class(*letter) == class)
}

fn rank(letter: char) -> u8 {
    match letter {
        'a'..='z' => 0,
        '0'..='9' => 1,
        'A'..='Z' => 2,
        ' '..='~' => 3,
        _ => 4,
    }
}
