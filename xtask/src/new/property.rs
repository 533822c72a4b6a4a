//! A property as the command line gives it.

use super::said;

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
        let known = |names: [&'static str; 4]| names.into_iter().find(|known| *known == form);
        let form = if let Some(name) = known(TYPES) {
            Form::Type(name)
        } else if let Some(format) = known(FORMATS) {
            Form::Format(format)
        } else if form.contains('|') {
            let values: Vec<String> = form.split('|').map(said).collect::<Result<_, _>>()?;
            if values.iter().enumerate().any(|(at, value)| values[..at].contains(value)) {
                return Err("a value is given twice".to_owned());
            }
            Form::Values(values)
        } else {
            let (types, formats) = (TYPES.join(", "), FORMATS.join(", "));
            return Err(format!("`{form}` is none of {types}, {formats}, or values such as `web|app`"));
        };
        Ok(Self { name: said(name)?, form, required, description })
    }
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
