//! "Did you mean …?"

/// The one of `known` that `written` was most likely meant to be, if any is near enough.
///
/// ```
/// use letter_schema::suggest::nearest;
/// assert_eq!(nearest("mexLength", ["minItems", "maxLength"]), Some("maxLength"));
/// assert_eq!(nearest("colour", ["minItems", "maxLength"]), None);
/// ```
#[must_use]
pub fn nearest<'a>(written: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // A third of the letters may differ: more is another word.
    let allowed = written.chars().count().max(3) / 3;
    known
        .into_iter()
        .map(|known| (strsim::damerau_levenshtein(&written.to_lowercase(), &known.to_lowercase()), known))
        .filter(|(distance, _)| *distance <= allowed)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, known)| known)
}

/// Names that are compared with one that is wrong: plans can have many thousands of both.
const MAX_COMPARED: usize = 500;

/// As [`nearest`], out of the names of a plan; of very many only the first are compared.
pub(crate) fn nearest_name<'a>(written: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    nearest(written, names.into_iter().take(MAX_COMPARED))
}

/// As [`nearest`], out of a list.
pub(crate) fn nearest_of(written: &str, known: &[&'static str]) -> Option<&'static str> {
    nearest(written, known.iter().copied())
}
