//! Cells of a CSV file that a spreadsheet shows as they are: an apostrophe stands before what it would
//! calculate, or take for a date or another number.

use std::borrow::Cow;

use super::visible::visible;

/// What a formula begins with. Spreadsheets of East Asia read the full-width forms as well.
const FORMULA: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];
/// What ends a cell for programs that are set to another separator, even where it is quoted for a comma.
const ENDS: [char; 4] = [';', '\t', '\n', '\r'];
/// Digits of a whole number that a spreadsheet keeps.
const DIGITS: usize = 15;
/// What stands between the digits of dates, times, amounts and numbers.
const BETWEEN: &str = " .,:/-+()%$€£¥'";
/// Words in times and numbers.
const WORDS: [&str; 7] = ["e", "t", "z", "a", "p", "am", "pm"];
const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// Writes a text, in which nothing is calculated.
pub(super) fn write(csv: &mut String, text: &str) {
    let text = without_formulas(visible(text));
    if text.contains(['"', ',', '\n', '\r', ';', '\t']) {
        csv.push('"');
        csv.push_str(&text.replace('"', "\"\""));
        csv.push('"');
    } else {
        csv.push_str(&text);
    }
}

/// A name or a value that has to be kept to the letter: `11-50` is no date, and `01234` not 1234.
pub(super) fn exact(text: &str) -> Cow<'_, str> {
    if is_changed(text.trim()) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// Values one after the other. Those with a comma are quoted, so that they can be told apart.
pub(super) fn list(values: &[String]) -> String {
    let quoted = |value: &String| {
        // `""` is the empty text already.
        let plain = value == "\"\"" || !(value.contains([',', '"', '\n']) || value.trim() != value);
        if plain { value.clone() } else { format!("\"{}\"", value.replace('"', "\"\"")) }
    };
    values.iter().map(quoted).collect::<Vec<_>>().join(", ")
}

fn without_formulas(text: Cow<'_, str>) -> Cow<'_, str> {
    if !text.contains(FORMULA) && !text.starts_with(ENDS) {
        return text;
    }
    let mut safe = String::with_capacity(text.len() + 4);
    for (at, part) in text.split_inclusive(ENDS).enumerate() {
        // A quote behind another separator begins a cell, and is not seen.
        let begins =
            part.trim_start_matches(|letter: char| letter.is_whitespace() || (at > 0 && letter == '"'));
        if begins.starts_with(FORMULA) || (at == 0 && part.starts_with(['\t', '\n', '\r'])) {
            safe.push('\'');
        }
        safe.push_str(part);
    }
    Cow::Owned(safe)
}

/// Whether a spreadsheet would show another text.
fn is_changed(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    if digits == 0 || text.starts_with(FORMULA) {
        return false;
    }
    if digits == text.len() {
        return digits > DIGITS || (digits > 1 && text.starts_with('0'));
    }
    let between = |letter: char| letter.is_alphanumeric() || BETWEEN.contains(letter);
    let mut words = text.split(|letter: char| !letter.is_alphabetic()).filter(|word| !word.is_empty());
    text.chars().all(between)
        && words.all(|word| {
            let word = word.to_lowercase();
            WORDS.contains(&word.as_str()) || MONTHS.iter().any(|month| word.starts_with(month))
        })
}

#[cfg(test)]
mod tests {
    use super::{exact, list, write};

    fn of(text: &str) -> String {
        let mut csv = String::new();
        write(&mut csv, text);
        csv
    }

    #[test]
    fn cells_are_texts() {
        for (text, written) in [
            ("plain", "plain"),
            ("a,b", "\"a,b\""),
            ("say \"x\"", "\"say \"\"x\"\"\""),
            ("two\nlines", "\"two\nlines\""),
            ("=1+1", "'=1+1"),
            ("+1", "'+1"),
            ("-1", "'-1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("  =1", "'  =1"),
            ("\t=1", "\"'\t'=1\""),
            ("\tx", "\"'\tx\""),
            ("=HYPERLINK(\"x\",\"y\")", "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\""),
            ("a=1", "a=1"),
            ("\u{202e}x", "‹U+202E›x"),
            // Where another character separates the cells.
            (";=HYPERLINK(A1);", "\";'=HYPERLINK(A1);\""),
            ("one; two;\u{a0}@x", "\"one; two;'\u{a0}@x\""),
            ("x;\"=1\"", "\"x;'\"\"=1\"\"\""),
            ("a\n=1", "\"a\n'=1\""),
            ("a\t-1", "\"a\t'-1\""),
            ("a;b=1", "\"a;b=1\""),
            ("＝1", "'＝1"),
            ("a;＋1", "\"a;'＋1\""),
            ("－1", "'－1"),
            ("＠x", "'＠x"),
        ] {
            assert_eq!(of(text), written, "{text:?}");
        }
    }

    #[test]
    fn values_stay_what_they_are() {
        for changed in [
            "11-50",
            "01234",
            "1e5",
            "12345678901234567890",
            "3.5",
            "1.10",
            "2026-03-01",
            "2026-03-01T09:30:00Z",
            "9:30 pm",
            "MARCH1",
            "1 Jan",
            "50%",
            "$5",
            "(5)",
            " 007",
        ] {
            assert_eq!(exact(changed), format!("'{changed}"));
        }
        for kept in
            ["0", "12", "123456789012345", "monthly", "sub_91ad", "3d_model", "v1.2", "", "May", "12 months"]
        {
            assert_eq!(exact(kept), kept);
        }
        assert_eq!(of(&exact("-1")), "'-1", "one apostrophe");
    }

    #[test]
    fn values_can_be_told_apart() {
        let list = |values: &[&str]| list(&values.iter().map(|&value| value.to_owned()).collect::<Vec<_>>());
        assert_eq!(list(&["a", "b"]), "a, b");
        assert_eq!(list(&["a, b", "c"]), "\"a, b\", c");
        assert_eq!(list(&["say \"x\"", " y ", "\"\""]), "\"say \"\"x\"\"\", \" y \", \"\"");
    }
}
