//! Names: from a Rust identifier to an event's name on the wire.

/// The event name that a Rust type name stands for: its words in Title Case,
/// as in Letter's documentation ("Signed Up", "Workspace Created").
///
/// A word starts at an upper-case letter after a lower-case letter or digit, and at
/// the last letter of a run of upper-case letters that a lower-case letter follows.
///
/// ```
/// use letter_schema::name::event_name_of_type;
/// assert_eq!(event_name_of_type("OrderCompleted"), "Order Completed");
/// assert_eq!(event_name_of_type("HTTPRequestSent"), "HTTP Request Sent");
/// assert_eq!(event_name_of_type("Step2Done"), "Step2 Done");
/// ```
#[must_use]
pub fn event_name_of_type(type_name: &str) -> String {
    let letters: Vec<char> = type_name.trim_start_matches("r#").chars().collect();
    let mut name = String::with_capacity(letters.len() + 4);
    for (at, &letter) in letters.iter().enumerate() {
        if letter == '_' {
            if !name.is_empty() && !name.ends_with(' ') {
                name.push(' ');
            }
            continue;
        }
        let before = at.checked_sub(1).map(|i| letters[i]);
        let after = letters.get(at + 1);
        let starts_word = letter.is_uppercase()
            && before.is_some_and(|before| {
                before.is_lowercase()
                    || before.is_numeric()
                    || (before.is_uppercase() && after.is_some_and(|a| a.is_lowercase()))
            });
        if starts_word && !name.ends_with(' ') {
            name.push(' ');
        }
        if name.is_empty() || name.ends_with(' ') {
            name.extend(letter.to_uppercase());
        } else {
            name.push(letter);
        }
    }
    name.truncate(name.trim_end().len());
    name
}
