//! Which sentence of a description says when an event happens.

/// Verbs that a sentence of it begins with.
const BEGIN: [&str; 8] = ["sent", "fired", "triggered", "emitted", "recorded", "tracked", "happens", "fires"];
/// Verbs of such a sentence, which mean something else as well: "logged in", "a kiln that fires".
const PASSIVE: [&str; 7] = ["sent", "fired", "triggered", "emitted", "recorded", "tracked", "logged"];
const ACTIVE: [&str; 6] = ["send", "fire", "trigger", "emit", "record", "track"];
/// What an event is called in a sentence about it.
const EVENT: [&str; 9] = ["it", "this", "the", "event", "events", "they", "them", "these", "that"];
/// Words between the event and the verb.
const BETWEEN: [&str; 12] =
    ["is", "s", "are", "gets", "get", "will", "be", "only", "also", "always", "automatically", "then"];
/// Words that a time follows.
const TIME: [&str; 23] = [
    "when",
    "whenever",
    "once",
    "twice",
    "after",
    "before",
    "as",
    "on",
    "upon",
    "at",
    "each",
    "every",
    "if",
    "only",
    "while",
    "during",
    "until",
    "again",
    "exactly",
    "immediately",
    "right",
    "just",
    "for",
];

/// Whether a sentence says when an event happens.
pub(super) fn told(sentence: &str) -> bool {
    // A block of code is no sentence.
    if sentence.trim_start().starts_with("```") {
        return false;
    }
    let lower = sentence.to_lowercase();
    let words: Vec<&str> =
        lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    if words.first().is_some_and(|word| BEGIN.contains(word)) {
        return true;
    }
    let time_at = |at: usize| words.get(at).is_some_and(|word| TIME.contains(word));
    // Anything can be the name of an event that fires.
    if (0..words.len()).any(|at| words[at] == "fires" && time_at(at + 1)) {
        return true;
    }
    let about = words.iter().take_while(|word| EVENT.contains(word) || BETWEEN.contains(word)).count();
    match words.get(about) {
        Some(verb) if PASSIVE.contains(verb) || ["happens", "occurs"].contains(verb) => time_at(about + 1),
        Some(&"we") => {
            let verb =
                about + 1 + words[about + 1..].iter().take_while(|word| BETWEEN.contains(word)).count();
            let is_verb = words.get(verb).is_some_and(|word| ACTIVE.contains(word) || *word == "log");
            let event = words.iter().skip(verb + 1).take_while(|word| EVENT.contains(word)).count();
            is_verb && event > 0 && time_at(verb + 1 + event)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::told;

    #[test]
    fn sentences_about_a_moment_are_known() {
        for sentence in [
            "Fires once, when it is known.",
            "Triggered when a user pays.",
            "Is triggered when a user pays.",
            "The event is triggered when a user pays.",
            "It is sent when a user pays.",
            "It's sent when a user pays.",
            "It is only sent after the bank said so.",
            "We send it when a user pays.",
            "We only send this event after the bank said so.",
            "Occurs when a user pays.",
            "This event occurs each time a user pays.",
            "Logged when a user pays.",
            "Order Paid fires on every payment.",
            "Sent by the server.",
        ] {
            assert!(told(sentence), "{sentence}");
        }
    }

    #[test]
    fn other_sentences_with_their_words_are_not() {
        for sentence in [
            "The system fires employees.",
            "Logged in users have an account.",
            "We send money when a user asks.",
            "We ship on Monday.",
            "The letter is sent by mail.",
            "A parcel was sent when it left.",
            "It is a sent mail.",
            "",
        ] {
            assert!(!told(sentence), "{sentence}");
        }
    }
}
