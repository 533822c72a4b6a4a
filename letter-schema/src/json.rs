//! JSON with the place of every value: strict, with duplicate keys kept and reported.

use std::fmt;
use std::hash::{DefaultHasher, Hash, Hasher};

use jsonc_parser::ast;
use jsonc_parser::common::Ranged as _;
use jsonc_parser::{CollectOptions, CommentCollectionStrategy, ParseOptions};
use serde_core::de::IgnoredAny;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::number::Number;
use crate::source::{FileId, SourceFile, Span};

/// The largest file that is read, in bytes.
pub const MAX_FILE_BYTES: usize = 4 << 20;

/// A value, and where it stands.
#[derive(Debug, Clone)]
pub struct Json {
    /// The value.
    pub value: Value,
    /// Its text.
    pub span: Span,
}

/// A JSON value whose parts know where they stand.
#[derive(Debug, Clone)]
pub enum Value {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number, by its value.
    Number(Number),
    /// A string.
    String(String),
    /// An array.
    Array(Vec<Json>),
    /// An object, in the order of the file. No key stands twice.
    Object(Vec<Member>),
}

/// A key of an object, and its value.
#[derive(Debug, Clone)]
pub struct Member {
    /// The key.
    pub key: String,
    /// Where the key stands, quotes included.
    pub key_span: Span,
    /// The value.
    pub value: Json,
}

impl Json {
    /// The value of a key; `None` if this is no object or has no such key.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Json> {
        self.members().iter().find(|member| member.key == key).map(|member| &member.value)
    }

    /// The members of an object; none of anything else.
    #[must_use]
    pub fn members(&self) -> &[Member] {
        if let Value::Object(members) = &self.value { members } else { &[] }
    }

    /// The text of a string.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        if let Value::String(text) = &self.value { Some(text) } else { None }
    }

    /// The value of a boolean.
    #[must_use]
    pub fn as_bool(&self) -> Option<bool> {
        if let Value::Bool(value) = self.value { Some(value) } else { None }
    }

    /// What it is, with an article: "a string".
    #[must_use]
    pub fn what(&self) -> &'static str {
        match &self.value {
            Value::Null => "null",
            Value::Bool(_) => "a boolean",
            Value::Number(_) => "a number",
            Value::String(_) => "a string",
            Value::Array(_) => "an array",
            Value::Object(_) => "an object",
        }
    }
}

/// A value that stands in no file, such as a payload to validate.
impl From<&serde_json::Value> for Json {
    fn from(value: &serde_json::Value) -> Self {
        use serde_json::Value as Plain;
        let span = Span { file: FileId(0), start: 0, end: 0 };
        let value = match value {
            Plain::Null => Value::Null,
            Plain::Bool(value) => Value::Bool(*value),
            // What serde_json holds is an i64, a u64 or a finite float.
            Plain::Number(number) => Value::Number(match (number.as_i64(), number.as_u64()) {
                (Some(integer), _) => integer.into(),
                (None, Some(integer)) => integer.into(),
                (None, None) => number.as_f64().unwrap_or(0.0).into(),
            }),
            Plain::String(text) => Value::String(text.clone()),
            Plain::Array(items) => Value::Array(items.iter().map(Self::from).collect()),
            Plain::Object(members) => Value::Object(
                members
                    .iter()
                    .map(|(key, value)| Member { key: key.clone(), key_span: span, value: value.into() })
                    .collect(),
            ),
        };
        Self { value, span }
    }
}

/// Equal as JSON Schema has it: numbers by value, objects in any order, places left out.
impl PartialEq for Json {
    fn eq(&self, other: &Self) -> bool {
        match (&self.value, &other.value) {
            (Value::Null, Value::Null) => true,
            (Value::Bool(a), Value::Bool(b)) => a == b,
            (Value::Number(a), Value::Number(b)) => a == b,
            (Value::String(a), Value::String(b)) => a == b,
            (Value::Array(a), Value::Array(b)) => a == b,
            (Value::Object(a), Value::Object(b)) => {
                a.len() == b.len() && a.iter().all(|member| other.get(&member.key) == Some(&member.value))
            }
            _ => false,
        }
    }
}

// No number is NaN: what is read and what is made is finite.
impl Eq for Json {}

/// The same for values that are equal.
impl Hash for Json {
    fn hash<H: Hasher>(&self, state: &mut H) {
        std::mem::discriminant(&self.value).hash(state);
        match &self.value {
            Value::Null => {}
            Value::Bool(value) => value.hash(state),
            Value::Number(number) => number.to_f64().to_bits().hash(state),
            Value::String(text) => text.hash(state),
            Value::Array(items) => items.hash(state),
            Value::Object(members) => {
                // A sum does not depend on the order.
                let of = |member: &Member| {
                    let mut own = DefaultHasher::new();
                    (&member.key, &member.value).hash(&mut own);
                    own.finish()
                };
                members.iter().map(of).fold(0, u64::wrapping_add).hash(state);
            }
        }
    }
}

/// As JSON, on one line.
impl fmt::Display for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.value {
            Value::Null => f.write_str("null"),
            Value::Bool(value) => value.fmt(f),
            Value::Number(number) => number.fmt(f),
            Value::String(text) => quoted(text).fmt(f),
            Value::Array(items) => {
                f.write_str("[")?;
                for (at, item) in items.iter().enumerate() {
                    f.write_str(if at == 0 { "" } else { "," })?;
                    item.fmt(f)?;
                }
                f.write_str("]")
            }
            Value::Object(members) => {
                f.write_str("{")?;
                for (at, member) in members.iter().enumerate() {
                    write!(f, "{}{}:{}", if at == 0 { "" } else { "," }, quoted(&member.key), member.value)?;
                }
                f.write_str("}")
            }
        }
    }
}

/// A string as it stands in JSON.
pub(crate) fn quoted(text: &str) -> impl fmt::Display + '_ {
    struct Quoted<'a>(&'a str);
    impl fmt::Display for Quoted<'_> {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str(&serde_json::to_string(self.0).map_err(|_| fmt::Error)?)
        }
    }
    Quoted(text)
}

/// Reads a file. What is wrong with it is reported; `None` if nothing can be made of it.
pub fn parse(id: FileId, file: &SourceFile, found: &mut Diagnostics) -> Option<Json> {
    let text = file.text();
    let whole = |start: usize, end: usize| Span { file: id, start: start as u32, end: end as u32 };
    if text.starts_with('\u{feff}') {
        let help = "save the file as UTF-8 without a byte order mark";
        found.push(
            Diagnostic::error("json-syntax", whole(0, 3), "a byte order mark stands before the JSON")
                .help(help)
                .edit(whole(0, 3), ""),
        );
        return None;
    }
    // serde_json is strict and says precisely what is wrong; the other parser knows places.
    if let Err(error) = serde_json::from_str::<IgnoredAny>(text) {
        found.push(syntax_error(id, text, &error));
        return None;
    }
    let collect = CollectOptions { comments: CommentCollectionStrategy::Off, tokens: false };
    let strict = ParseOptions {
        allow_comments: false,
        allow_loose_object_property_names: false,
        allow_trailing_commas: false,
        allow_missing_commas: false,
        allow_single_quoted_strings: false,
        allow_hexadecimal_numbers: false,
        allow_unary_plus_numbers: false,
        allow_bare_decimal_point_numbers: false,
        allow_non_finite_numbers: false,
        allow_extended_string_escapes: false,
    };
    match jsonc_parser::parse_to_ast(text, &collect, &strict) {
        Ok(parsed) => Some(Reader { file: id, found }.value(parsed.value.as_ref()?)),
        Err(error) => {
            let range = error.range();
            let end = range.end.max(range.start + 1).min(text.len());
            let span = whole(range.start.min(end), end);
            let said = error.kind().to_string();
            // serde_json has found nothing wrong: what is left is the nesting, or something that only this
            // parser minds.
            found.push(if said.contains("nesting") {
                Diagnostic::error("json-syntax", span, "the JSON nests deeper than 256 levels")
                    .help("give the inner schemas names in `$defs`, and refer to them")
            } else {
                Diagnostic::error("json-syntax", span, said)
            });
            None
        }
    }
}

/// What serde_json says, and what to do about it.
const SAID: [(&str, &str); 9] = [
    ("expected value", "write a text in quotation marks, a number, an object, an array, true, false or null"),
    ("expected ident", "the words are true, false and null, in small letters"),
    ("expected `,` or", "put a comma between the two, or close what is open"),
    ("expected `:`", "put a colon between the name and its value"),
    ("key must be a string", "names stand in double quotation marks"),
    ("invalid escape", "a backslash itself is written `\\\\`"),
    ("control character", "a line break in a text is written `\\n`, and a tab `\\t`"),
    (
        "invalid number",
        "numbers are written as 12, -0.5 or 1e9: without a plus, and without zeros before them",
    ),
    ("trailing characters", "a file holds one value: remove what stands behind it"),
];

const REMOVE_THE_COMMA: &str = "remove the comma";

fn syntax_error(id: FileId, text: &str, error: &serde_json::Error) -> Diagnostic {
    let message = error.to_string();
    let message = message.rsplit_once(" at line ").map_or(message.as_str(), |(message, _)| message);
    // serde_json counts lines from 1, and a column in bytes that is 0 before the first.
    let start = text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum::<usize>();
    let mut at = (start + error.column().saturating_sub(1)).min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    let rest = &text[at..];
    let width = rest.chars().next().map_or(0, char::len_utf8);
    let span = Span { file: id, start: at as u32, end: (at + width) as u32 };
    let (message, help) = if text.contains('\0') {
        ("a zero byte stands in the file: it may be UTF-16".to_owned(), "save the file as UTF-8".to_owned())
    } else if text.trim().is_empty() {
        ("the file is empty".to_owned(), "write a JSON Schema into it, or delete it".to_owned())
    } else if rest.starts_with("//") || rest.starts_with("/*") {
        ("JSON has no comments".to_owned(), "say it in a `\"$comment\"`, or leave it out".to_owned())
    } else if message == "trailing comma"
        || (rest.starts_with(['}', ']']) && text[..at].trim_end().ends_with(','))
    {
        ("a comma stands behind the last item".to_owned(), REMOVE_THE_COMMA.to_owned())
    } else if message.starts_with("EOF") {
        (
            "the file ends in the middle of a value".to_owned(),
            "look for a brace or bracket that is not closed".to_owned(),
        )
    } else {
        let help = SAID.iter().find(|(said, _)| message.starts_with(said)).map_or("", |(_, help)| help);
        (format!("not valid JSON: {message}"), help.to_owned())
    };
    let mut diagnostic = Diagnostic::error("json-syntax", span, message);
    if help == REMOVE_THE_COMMA
        && let Some(comma) = text[..at].rfind(',').filter(|comma| text[comma + 1..at].trim().is_empty())
    {
        let comma = Span { file: id, start: comma as u32, end: comma as u32 + 1 };
        diagnostic = diagnostic.edit(comma, "");
    }
    if help.is_empty() { diagnostic } else { diagnostic.help(help) }
}

struct Reader<'a> {
    file: FileId,
    found: &'a mut Diagnostics,
}

impl Reader<'_> {
    // The parser bounds the nesting (256), so the recursion is bounded.
    fn value(&mut self, value: &ast::Value<'_>) -> Json {
        let range = value.range();
        let span = self.span(range.start, range.end);
        let value = match value {
            ast::Value::NullKeyword(_) => Value::Null,
            ast::Value::BooleanLit(literal) => Value::Bool(literal.value),
            ast::Value::StringLit(literal) => Value::String(literal.value.clone().into_owned()),
            ast::Value::NumberLit(literal) => Value::Number(self.number(literal.value, span)),
            ast::Value::Array(array) => {
                Value::Array(array.elements.iter().map(|element| self.value(element)).collect())
            }
            ast::Value::Object(object) => Value::Object(self.members(object)),
        };
        Json { value, span }
    }

    fn members(&mut self, object: &ast::Object<'_>) -> Vec<Member> {
        let mut members: Vec<Member> = Vec::with_capacity(object.properties.len());
        let mut seen = std::collections::HashMap::new();
        for property in &object.properties {
            let key = property.name.as_str().to_owned();
            let range = property.name.range();
            let key_span = self.span(range.start, range.end);
            let value = self.value(&property.value);
            if let Some(first) = seen.insert(key.clone(), key_span) {
                let message = format!("the key {} stands twice in this object", quoted(&key));
                self.found.push(
                    Diagnostic::error("json-duplicate-key", key_span, message)
                        .note(first, "it stands here first")
                        .help("keep one of the two: readers of JSON do not agree on which one counts"),
                );
                continue;
            }
            members.push(Member { key, key_span, value });
        }
        members
    }

    fn number(&mut self, text: &str, span: Span) -> Number {
        if let Ok(integer) = text.parse::<i128>() {
            return Number::Integer(integer);
        }
        let float = text.parse::<f64>().unwrap_or(f64::INFINITY);
        if !float.is_finite() {
            let message = format!("{text} is beyond what a 64-bit float holds");
            self.found.push(Diagnostic::error("json-number", span, message).help("write a smaller number"));
            return Number::Integer(0);
        }
        Number::of_f64(float)
    }

    fn span(&self, start: usize, end: usize) -> Span {
        Span { file: self.file, start: start as u32, end: end as u32 }
    }
}
