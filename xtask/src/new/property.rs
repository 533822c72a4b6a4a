//! A property as the command line gives it.

use super::said;
use crate::output::one_line;

/// A property of the new file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NewProperty {
    pub(super) name: String,
    pub(super) form: Form,
    pub(super) required: bool,
    pub(super) description: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Form {
    /// One of JSON Schema's types.
    Type(&'static str),
    /// A string with a format.
    Format(&'static str),
    /// One of these strings.
    Values(Vec<String>),
}

const TYPES: [&str; 4] = ["string", "integer", "number", "boolean"];
const FORMATS: [&str; 4] = ["date", "date-time", "email", "uri"];

impl NewProperty {
    /// Reads `NAME:TYPE[!][=TEXT]`.
    pub(super) fn read(text: &str) -> Result<Self, String> {
        let (head, description) = match text.split_once('=') {
            Some((head, description)) => (head, Some(said(description)?)),
            None => (text, None),
        };
        let (name, form) = head.rsplit_once(':').ok_or("expected NAME:TYPE, as in `order_id:string`")?;
        let (form, required) = match form.strip_suffix('!') {
            Some(form) => (form, true),
            None => (form, false),
        };
        let form = self::form(form)?;
        Ok(Self { name: said(name)?, form, required, description })
    }
}

/// The types that have a name.
pub(super) fn names() -> Vec<&'static str> {
    TYPES.into_iter().chain(FORMATS).collect()
}

/// Reads a type: its name, or values with bars in between.
pub(super) fn form(text: &str) -> Result<Form, String> {
    let known = |names: [&'static str; 4]| names.into_iter().find(|known| *known == text);
    if let Some(name) = known(TYPES) {
        return Ok(Form::Type(name));
    }
    if let Some(format) = known(FORMATS) {
        return Ok(Form::Format(format));
    }
    if !text.contains('|') {
        return Err(format!(
            "`{}` is none of {}, or values such as `web|app`",
            one_line(text),
            names().join(", ")
        ));
    }
    let values: Vec<String> = text.split('|').map(said).collect::<Result<_, _>>()?;
    if values.iter().enumerate().any(|(at, value)| values[..at].contains(value)) {
        return Err("a value is given twice".to_owned());
    }
    Ok(Form::Values(values))
}

#[cfg(test)]
mod tests {
    use super::{Form, NewProperty};

    #[test]
    fn types_formats_and_values_are_told_apart() {
        let read = |text| NewProperty::read(text).unwrap();
        let id = read("order_id:string!=The order: its id");
        assert_eq!((id.name.as_str(), id.form, id.required), ("order_id", Form::Type("string"), true));
        assert_eq!(id.description.as_deref(), Some("The order: its id"));
        assert_eq!(read("on:date").form, Form::Format("date"));
        assert_eq!(read("from:web|app").form, Form::Values(vec!["web".to_owned(), "app".to_owned()]));
        for wrong in ["id", "id:text", ":string", "id:a||b", "id:a|a", "id:string=", "i\u{202e}d:string"] {
            assert!(NewProperty::read(wrong).is_err(), "{wrong}");
        }
    }
}
