//! Where in a payload the comparison is, and what both plans ask for there.

use super::half::Asked;
use crate::json::{Json, Value};
use crate::read::escape;

/// A place, and the way to it from the place around it.
#[derive(Debug, Clone)]
pub(super) struct Place {
    pub(super) way: Way,
    pub(super) old: Asked,
    pub(super) new: Asked,
}

/// The way from a value to a part of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Way {
    /// The whole payload.
    Root,
    /// A property that has a name.
    Property(String),
    /// A property that has none: the key stands for all of them.
    Further(String),
    /// A property whose name matches a pattern, and a name that does.
    Matching(String, String),
    /// An item that has schemas of its own.
    Prefix(usize),
    /// An item like all behind it; the index is the first of them.
    Items(usize),
    /// The same value, under a branch of `anyOf` or `oneOf`.
    Branch(String),
}

impl Way {
    /// The step in the schema.
    pub(super) fn in_schema(&self) -> String {
        match self {
            Self::Root => String::new(),
            Self::Property(name) => format!("/properties/{}", escape(name)),
            Self::Further(_) => "/additionalProperties".to_owned(),
            Self::Matching(pattern, _) => format!("/patternProperties/{}", escape(pattern)),
            Self::Prefix(at) => format!("/prefixItems/{at}"),
            Self::Items(_) => "/items".to_owned(),
            Self::Branch(step) => step.clone(),
        }
    }

    /// The step in a value.
    fn in_value(&self) -> String {
        match self {
            Self::Root | Self::Branch(_) => String::new(),
            Self::Property(name) | Self::Further(name) | Self::Matching(_, name) => {
                format!("/{}", escape(name))
            }
            Self::Prefix(at) | Self::Items(at) => format!("/{at}"),
        }
    }
}

/// The pointer to the schema of the last place, references left out.
pub(super) fn schema_pointer(path: &[Place]) -> String {
    path.iter().map(|place| place.way.in_schema()).collect()
}

/// The pointer to the value of the last place.
pub(super) fn value_pointer(path: &[Place]) -> String {
    path.iter().map(|place| place.way.in_value()).collect()
}

/// The words for the last place: "`address.city`", "the payload".
pub(super) fn words(path: &[Place]) -> String {
    let mut words = String::new();
    for place in path {
        match &place.way {
            Way::Root | Way::Branch(_) => {}
            Way::Property(name) if words.is_empty() => words.push_str(name),
            Way::Property(name) => words.extend([".", name.as_str()]),
            Way::Further(_) | Way::Matching(..) => words.push_str(if words.is_empty() { "*" } else { ".*" }),
            Way::Prefix(at) => words += &format!("[{at}]"),
            Way::Items(_) => words.push_str("[]"),
        }
    }
    if words.is_empty() { "the payload".to_owned() } else { format!("`{words}`") }
}

/// A payload like `base` with `leaf` at the last place; what is missing on the way to it is made by `make`.
pub(super) fn put(
    path: &[Place],
    base: Option<&Json>,
    leaf: &Json,
    make: &dyn Fn(&Place) -> Option<Json>,
) -> Option<Json> {
    let [here, rest @ ..] = path else { return None };
    let Some(next) = rest.first() else { return Some(leaf.clone()) };
    if let Way::Branch(_) = next.way {
        return put(rest, base, leaf, make);
    }
    let made = if base.is_none() { make(here) } else { None };
    let base = base.or(made.as_ref());
    let value = match &next.way {
        Way::Property(name) | Way::Further(name) | Way::Matching(_, name) => {
            let part = put(rest, base.and_then(|base| base.get(name)), leaf, make)?;
            let mut members = base.map(Json::members).unwrap_or_default().to_vec();
            match members.iter_mut().find(|member| member.key == *name) {
                Some(member) => member.value = part,
                None => {
                    members.push(crate::json::Member { key: name.clone(), key_span: leaf.span, value: part });
                }
            }
            Value::Object(members)
        }
        Way::Prefix(at) | Way::Items(at) => {
            let mut items = match base.map(|base| &base.value) {
                Some(Value::Array(items)) => items.clone(),
                _ => Vec::new(),
            };
            while items.len() < *at {
                items.push(make(next)?);
            }
            let part = put(rest, items.get(*at), leaf, make)?;
            if let Some(item) = items.get_mut(*at) {
                *item = part
            } else {
                items.push(part)
            }
            Value::Array(items)
        }
        Way::Root | Way::Branch(_) => return None,
    };
    Some(Json { value, span: leaf.span })
}
