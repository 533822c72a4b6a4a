//! What tells the unit of a number.

use super::survey::Property;
use crate::case::words;

/// Words in a name or a description that say what a number counts.
const UNITS: &[&str] = &[
    // Time
    "ns",
    "us",
    "ms",
    "s",
    "sec",
    "secs",
    "min",
    "mins",
    "h",
    "hr",
    "hrs",
    "nanosecond",
    "microsecond",
    "millisecond",
    "millis",
    "second",
    "minute",
    "hour",
    "day",
    "week",
    "month",
    "quarter",
    "year",
    "age",
    "timestamp",
    "epoch",
    "unix",
    // Data
    "bit",
    "byte",
    "kb",
    "mb",
    "gb",
    "tb",
    "kib",
    "mib",
    "gib",
    "pixel",
    "px",
    "dpi",
    "fps",
    "hz",
    // Money
    "cent",
    "penny",
    "pence",
    "minor",
    "usd",
    "eur",
    "gbp",
    "dollar",
    "euro",
    "pound",
    "currency",
    "money",
    // Space and weight
    "mm",
    "cm",
    "m",
    "km",
    "mile",
    "meter",
    "metre",
    "kilometer",
    "kilometre",
    "inch",
    "ft",
    "feet",
    "g",
    "kg",
    "gram",
    "celsius",
    "fahrenheit",
    "degree",
    "lat",
    "lon",
    "lng",
    "latitude",
    "longitude",
    "liter",
    "litre",
    // Parts
    "percent",
    "percentage",
    "pct",
    "ratio",
    "fraction",
    "share",
    "basis",
    "factor",
    "probability",
    // Counts and places in an order
    "count",
    "number",
    "num",
    "no",
    "quantity",
    "qty",
    "index",
    "position",
    "rank",
    "rating",
    "score",
    "level",
    "step",
    "page",
    "version",
    "attempt",
    "times",
    "id",
    "code",
    "status",
    "port",
    "line",
    "row",
    "column",
    "star",
    "point",
];

/// Whether the name, the description or `x-letter` of a number tells its unit.
pub(super) fn is_told(property: &Property<'_>) -> bool {
    let by_extension = property.said.iter().any(|keywords| keywords.extension.unit.is_some());
    by_extension
        || property.words.iter().any(|word| is_unit(word))
        || counts(&property.words, true)
        || property.description().is_some_and(|description| {
            let said = words(description);
            let how_many =
                said.windows(2).any(|pair| pair[0] == "how" && (pair[1] == "many" || pair[1] == "often"));
            how_many
                || description.contains('%')
                || said.iter().any(|word| is_unit(word))
                || counts(&said, false)
        })
}

fn is_unit(word: &str) -> bool {
    UNITS.contains(&word) || word.strip_suffix('s').is_some_and(|one| UNITS.contains(&one))
}

/// Whether a plural says what is counted: the last word of a name (`open_seats`), or the first of a
/// description ("Seats in use").
fn counts(words: &[String], last: bool) -> bool {
    let word = if last { words.last() } else { words.first() };
    word.is_some_and(|word| {
        let plural = word.ends_with('s') && !word.ends_with("ss") && !word.ends_with("us");
        (plural && word.len() > 3 && word != "this") || matches!(word.as_str(), "people" | "children")
    })
}
