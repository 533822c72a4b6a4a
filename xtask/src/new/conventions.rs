//! What the plan's own files have in common.

use std::collections::BTreeMap;

use letter_schema::plan::Plan;
use letter_schema::x_letter::Kind;

use crate::failure::Failure;

/// How new files are to look, by what most of the plan's files do.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Conventions {
    /// The folder of such files inside the plan's; empty for that one itself.
    folder: String,
    spelling: Spelling,
    /// `$schema`
    pub(crate) dialect: String,
    /// Whether objects take no other properties.
    pub(crate) closed: bool,
}

/// How the words of a name are put together in a file's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Spelling {
    Snake,
    Kebab,
    Pascal,
}

impl Conventions {
    pub(crate) fn of(plan: &Plan, kind: Kind) -> Self {
        let path = |event: &letter_schema::plan::Event| plan.sources.file(event.file).path().to_owned();
        let alike = plan.events.iter().filter(|event| event.kind == kind);
        let folders =
            alike.map(|event| path(event).rsplit_once('/').map_or("", |(folder, _)| folder).to_owned());
        let spellings = plan.events.iter().filter_map(|event| {
            let path = path(event);
            Spelling::of(path.rsplit('/').next().unwrap_or_default())
        });
        let dialects = plan.events.iter().filter_map(|event| {
            let json =
                serde_json::from_str::<serde_json::Value>(plan.sources.file(event.file).text()).ok()?;
            Some(json.get("$schema")?.as_str()?.to_owned())
        });
        let closed = plan.events.iter().map(|event| {
            let keywords = plan.schemas.keywords(event.schema);
            keywords
                .and_then(|own| own.additional_properties)
                .is_some_and(|other| plan.schemas.is_false(other))
        });
        Self {
            folder: most(folders).unwrap_or_default(),
            spelling: most(spellings).unwrap_or(Spelling::Snake),
            dialect: most(dialects)
                .unwrap_or_else(|| "https://json-schema.org/draft/2020-12/schema".to_owned()),
            closed: most(closed).unwrap_or(true),
        }
    }

    /// Where the file stands inside the plan's folder.
    ///
    /// # Errors
    /// When the name has no letters or digits that a file could be named after.
    pub(crate) fn file(&self, name: &str) -> Result<String, Failure> {
        let words = words(name);
        if words.is_empty() {
            return Err(Failure::new("the name has no letters or digits to name a file after"));
        }
        let stem = match self.spelling {
            Spelling::Snake => words.join("_"),
            Spelling::Kebab => words.join("-"),
            Spelling::Pascal => pascal(&words),
        };
        let folder = if self.folder.is_empty() { String::new() } else { format!("{}/", self.folder) };
        Ok(format!("{folder}{stem}.json"))
    }

    /// The name of the type.
    pub(crate) fn title(&self, name: &str) -> String {
        pascal(&words(name))
    }
}

impl Spelling {
    /// `None` of a single word in lower case, which is right in two of them.
    fn of(file: &str) -> Option<Self> {
        let stem = file.split('.').next().unwrap_or_default();
        if stem.contains('_') {
            Some(Self::Snake)
        } else if stem.contains('-') {
            Some(Self::Kebab)
        } else {
            stem.starts_with(char::is_uppercase).then_some(Self::Pascal)
        }
    }
}

/// What there is most of; of equals, the one that sorts first.
fn most<T: Ord>(all: impl Iterator<Item = T>) -> Option<T> {
    let mut counts = BTreeMap::new();
    for one in all {
        *counts.entry(one).or_insert(0) += 1;
    }
    // `max_by_key` takes the last of equals.
    counts.into_iter().rev().max_by_key(|(_, count)| *count).map(|(one, _)| one)
}

/// The words of a name in lower case: "Order Completed", `orderCompleted`, `order_completed`.
fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut before = ' ';
    for letter in name.chars() {
        if letter.is_alphanumeric() {
            let starts = !before.is_alphanumeric() || (letter.is_uppercase() && before.is_lowercase());
            match words.last_mut().filter(|_| !starts) {
                Some(word) => word.extend(letter.to_lowercase()),
                None => words.push(letter.to_lowercase().collect()),
            }
        }
        before = letter;
    }
    words
}

fn pascal(words: &[String]) -> String {
    let capital = |word: &String| {
        let mut letters = word.chars();
        letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect::<String>()
    };
    words.iter().map(capital).collect()
}

#[cfg(test)]
mod tests {
    use letter_schema::plan::Plan;
    use letter_schema::x_letter::Kind;

    use super::Conventions;

    fn of(files: &[(&str, &str)], kind: Kind) -> Conventions {
        let files = files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
        Conventions::of(&Plan::read(files, &mut |_| None), kind)
    }

    #[test]
    fn the_majority_decides() {
        let (event, draft07) =
            (r#"{"type":"object"}"#, r#"{"$schema":"http://json-schema.org/draft-07/schema#"}"#);
        let files = [
            ("web/cart-updated.json", draft07),
            ("web/signed-up.json", event),
            ("odd_one.json", event),
            ("people/user.json", r#"{"x-letter":{"identify":true}}"#),
        ];
        let track = of(&files, Kind::Track);
        assert_eq!(track.file("Order Completed").unwrap(), "web/order-completed.json");
        assert_eq!((track.closed, track.dialect.contains("draft-07")), (false, true));
        assert_eq!(of(&files, Kind::Identify).file("Person").unwrap(), "people/person.json");
    }

    #[test]
    fn a_plan_that_begins_is_closed_and_newest() {
        let first = of(&[], Kind::Track);
        assert_eq!(first.file("HTTP Request/../Sent").unwrap(), "http_request_sent.json");
        assert_eq!(first.title("Order completed"), "OrderCompleted");
        assert!(first.closed && first.dialect.contains("2020-12"));
        assert!(first.file("…").is_err());
    }
}
