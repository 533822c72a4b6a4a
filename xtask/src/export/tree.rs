//! JSON whose keys keep their order, and how a plan's files lay it out.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

/// How far a line may go before it is broken up.
const WIDTH: usize = 110;

/// A JSON value.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Tree {
    /// Anything without parts.
    Scalar(Value),
    Array(Vec<Tree>),
    /// No key stands twice.
    Object(Vec<(String, Tree)>),
}

/// Where a value is not as it should be.
#[derive(Debug)]
pub(super) struct Difference<'a> {
    /// Keys of objects, and places in arrays.
    pub(super) path: Vec<String>,
    /// What stands there.
    pub(super) of: Option<&'a Tree>,
    /// What should.
    pub(super) wanted: Option<&'a Tree>,
}

impl Tree {
    pub(super) fn text(text: impl Into<String>) -> Self {
        Self::Scalar(Value::String(text.into()))
    }

    pub(super) fn members(&self) -> &[(String, Tree)] {
        if let Self::Object(members) = self { members } else { &[] }
    }

    pub(super) fn items(&self) -> &[Tree] {
        if let Self::Array(items) = self { items } else { &[] }
    }

    pub(super) fn as_str(&self) -> Option<&str> {
        if let Self::Scalar(Value::String(text)) = self { Some(text) } else { None }
    }

    pub(super) fn get(&self, key: &str) -> Option<&Tree> {
        self.members().iter().find(|(known, _)| known == key).map(|(_, value)| value)
    }

    /// Whether this is the schema of `null`.
    pub(super) fn is_null_type(&self) -> bool {
        self.get("type").and_then(Self::as_str) == Some("null")
    }

    pub(super) fn has(&self, key: &str) -> bool {
        self.get(key).is_some()
    }

    pub(super) fn get_mut(&mut self, key: &str) -> Option<&mut Tree> {
        match self {
            Self::Object(members) => {
                members.iter_mut().find(|(known, _)| known == key).map(|(_, value)| value)
            }
            Self::Scalar(_) | Self::Array(_) => None,
        }
    }

    /// Sets the value of a key; what is no object stays as it is.
    pub(super) fn set(&mut self, key: &str, value: Tree) {
        if let Some(slot) = self.get_mut(key) {
            *slot = value;
        } else if let Self::Object(members) = self {
            members.push((key.to_owned(), value));
        }
    }

    pub(super) fn remove(&mut self, key: &str) -> Option<Tree> {
        let Self::Object(members) = self else { return None };
        let at = members.iter().position(|(known, _)| known == key)?;
        Some(members.remove(at).1)
    }

    /// Whether both say the same, in whatever order.
    pub(super) fn says_as(&self, other: &Self) -> bool {
        self.difference(other).is_none()
    }

    /// The first place at which another value says something else; the keys that lead to it.
    pub(super) fn difference<'a>(&'a self, other: &'a Self) -> Option<Difference<'a>> {
        let here = |of, wanted| Some(Difference { path: Vec::new(), of, wanted });
        let below = |key: String, mut difference: Difference<'a>| {
            difference.path.insert(0, key);
            Some(difference)
        };
        match (self, other) {
            (Self::Object(one), Self::Object(two)) => {
                for (key, value) in one {
                    let difference = match other.get(key) {
                        Some(other) => value.difference(other),
                        None => here(Some(value), None),
                    };
                    if let Some(difference) = difference {
                        return below(key.clone(), difference);
                    }
                }
                let (key, value) = two.iter().find(|(key, _)| !self.has(key))?;
                below(key.clone(), here(None, Some(value))?)
            }
            (Self::Array(one), Self::Array(two)) if one.len() == two.len() => {
                let pairs = one.iter().zip(two).enumerate();
                let mut found = pairs.filter_map(|(at, (one, two))| Some((at, one.difference(two)?)));
                let (at, difference) = found.next()?;
                below(at.to_string(), difference)
            }
            (one, two) if one == two => None,
            (one, two) => here(Some(one), Some(two)),
        }
    }

    /// The text of a file.
    pub(super) fn file(&self) -> String {
        let mut text = String::new();
        self.write(&mut text, 0, "", false);
        text.push('\n');
        text
    }

    /// `inside` says that it is the value of a keyword such as `examples`, and no schema.
    fn write(&self, text: &mut String, depth: usize, key: &str, inside: bool) {
        let line = self.line();
        let short = depth * 2 + key.len() + 4 + line.chars().count() <= WIDTH;
        let inside = inside || matches!(key, "examples" | "default" | "const" | "enum");
        let on_one_line = match self {
            Self::Scalar(_) => true,
            Self::Array(items) => {
                items.is_empty() || (short && items.iter().all(|item| matches!(item, Self::Scalar(_))))
            }
            Self::Object(members) => {
                let small = inside || self.has("$ref") || (key == "x-letter" && depth > 1);
                let single = matches!(&members[..], [(_, Self::Scalar(_))]);
                members.is_empty() || (short && (small || single))
            }
        };
        if on_one_line {
            text.push_str(&line);
            return;
        }
        let indent = "  ".repeat(depth + 1);
        let (open, close) = if let Self::Array(_) = self { ('[', ']') } else { ('{', '}') };
        text.push(open);
        for (at, item) in self.items().iter().enumerate() {
            text.push_str(if at == 0 { "\n" } else { ",\n" });
            text.push_str(&indent);
            item.write(text, depth + 1, "", inside);
        }
        for (at, (key, value)) in self.members().iter().enumerate() {
            text.push_str(if at == 0 { "\n" } else { ",\n" });
            text.push_str(&format!("{indent}{}: ", quoted(key)));
            value.write(text, depth + 1, key, inside);
        }
        text.push('\n');
        text.push_str(&"  ".repeat(depth));
        text.push(close);
    }

    /// All of it on one line.
    pub(super) fn line(&self) -> String {
        match self {
            Self::Scalar(value) => value.to_string(),
            Self::Array(items) => {
                let items: Vec<String> = items.iter().map(Self::line).collect();
                format!("[{}]", items.join(", "))
            }
            Self::Object(members) if members.is_empty() => "{}".to_owned(),
            Self::Object(members) => {
                let members = members.iter().map(|(key, value)| format!("{}: {}", quoted(key), value.line()));
                format!("{{ {} }}", members.collect::<Vec<_>>().join(", "))
            }
        }
    }
}

fn quoted(key: &str) -> String {
    Value::from(key).to_string()
}

impl<'de> Deserialize<'de> for Tree {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Reader)
    }
}

struct Reader;

impl<'de> Visitor<'de> for Reader {
    type Value = Tree;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("JSON")
    }

    fn visit_unit<E: Error>(self) -> Result<Tree, E> {
        Ok(Tree::Scalar(Value::Null))
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Tree, E> {
        Ok(Tree::Scalar(value.into()))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Tree, E> {
        Ok(Tree::Scalar(value.into()))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Tree, E> {
        Ok(Tree::Scalar(value.into()))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Tree, E> {
        Ok(Tree::Scalar(value.into()))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Tree, E> {
        Ok(Tree::text(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Tree, A::Error> {
        let mut read = Vec::new();
        while let Some(item) = items.next_element()? {
            read.push(item);
        }
        Ok(Tree::Array(read))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Tree, A::Error> {
        let mut read = Tree::Object(Vec::new());
        while let Some((key, value)) = members.next_entry::<String, Tree>()? {
            read.set(&key, value);
        }
        Ok(read)
    }
}
