//! The keywords whose values are no schemas: types, lists of values and of names, bounds, formats.

use super::{KeywordReader, Name, NameKind, escape};
use crate::diagnostic::Diagnostic;
use crate::format::Format;
use crate::json::{Json, Member, Value, quoted};
use crate::pattern;
use crate::schema::{Reference, Types};
use crate::source::Span;
use crate::suggest::nearest;

impl KeywordReader<'_, '_> {
    /// What needs a second keyword to be understood.
    pub(super) fn bounds(&mut self, members: &[Member]) {
        let find = |key: &str| members.iter().find(|member| member.key == key);
        if find("exclusiveMinimum").is_some_and(|member| member.value.as_bool() == Some(true)) {
            self.keywords.exclusive_minimum = self.keywords.minimum.take();
        }
        if find("exclusiveMaximum").is_some_and(|member| member.value.as_bool() == Some(true)) {
            self.keywords.exclusive_maximum = self.keywords.maximum.take();
        }
        let array_form = find("items").is_some_and(|member| matches!(member.value.value, Value::Array(_)));
        if let Some(member) = find("additionalItems").filter(|_| array_form) {
            self.keywords.items = Some(self.child(&member.value, "additionalItems"));
        }
    }

    pub(super) fn name(&mut self, member: &Member, kind: NameKind) {
        let Some(text) = self.text(member) else { return };
        // Before 2019-09 an anchor was an `$id` of the form "#name".
        let (kind, text) = match (kind, text.strip_prefix('#')) {
            (NameKind::Id, Some(anchor)) => (NameKind::Anchor, anchor.to_owned()),
            _ => (kind, text),
        };
        self.reader.names.push(Name { schema: self.id, kind, text });
    }

    pub(super) fn format(&mut self, member: &Member) {
        let Some(text) = self.text(member) else { return };
        if Format::of(&text).is_none() {
            let names: Vec<&str> = Format::ALL.iter().map(|format| format.name()).collect();
            let help = match nearest(&text, names.iter().copied()) {
                Some(near) => format!("did you mean \"{near}\"?"),
                None => {
                    format!("the formats that are checked are {}; a `pattern` can say more", names.join(", "))
                }
            };
            let message = format!("the format {} is not known: it checks nothing", quoted(&text));
            self.warn(member, "format-unknown", message, &help);
        }
        self.keywords.format = Some(text);
    }

    pub(super) fn types(&mut self, member: &Member) {
        let mut types = Types::NONE;
        let items: Vec<&Json> = match &member.value.value {
            Value::Array(items) => items.iter().collect(),
            _ => vec![&member.value],
        };
        if items.is_empty() {
            self.wrong(member, "at least one type".to_owned());
            return;
        }
        for item in items {
            match item.as_str().map(|name| (name, Types::of_name(name))) {
                Some((_, Some(one))) => types = types.or(one),
                // draft-03's "any" says nothing.
                Some(("any", None)) => types = Types::ALL,
                Some((name, None)) => {
                    let names = Types::NAMES.map(|(name, _)| name);
                    let help = match nearest(name, names) {
                        Some(near) => format!("did you mean \"{near}\"?"),
                        None => format!("the types are {}", names.join(", ")),
                    };
                    let pointer = self.below("type");
                    let message = format!("there is no type \"{name}\"");
                    let mut error =
                        Diagnostic::error("keyword-value", item.span, message).help(help).pointer(pointer);
                    if let Some(near) = nearest(name, names) {
                        error = error.edit(item.span, quoted(near).to_string());
                    }
                    self.reader.found.push(error);
                    types = Types::ALL;
                }
                None => {
                    self.wrong(member, "a type or an array of types".to_owned());
                    types = Types::ALL;
                }
            }
        }
        self.keywords.types = Some(types);
    }

    pub(super) fn enumeration(&mut self, member: &Member) {
        let Value::Array(items) = &member.value.value else {
            self.wrong(member, "an array of values".to_owned());
            return;
        };
        if items.is_empty() {
            self.wrong(member, "at least one value: an empty `enum` refuses everything".to_owned());
            return;
        }
        let mut values: Vec<Json> = Vec::with_capacity(items.len());
        let mut texts = std::collections::HashSet::new();
        for (at, item) in items.iter().enumerate() {
            let again = match item.as_str() {
                Some(text) => !texts.insert(text),
                None => values.contains(item),
            };
            if again {
                let pointer = self.below("enum");
                let message = format!("{item} stands twice in this `enum`");
                let warning = Diagnostic::warning("enum-duplicate", item.span, message);
                let warning = warning.help("remove one of the two").pointer(pointer);
                self.reader.found.push(warning.edit(with_comma(items, at), ""));
            } else {
                values.push(item.clone());
            }
        }
        self.keywords.enumeration = Some(values);
    }

    pub(super) fn required(&mut self, member: &Member) {
        // draft-03's boolean form, which still stands in many files, says nothing since draft-04.
        if member.value.as_bool().is_some() {
            self.warn(
                member,
                "keyword-value",
                "`required` as a boolean says nothing since draft-04".to_owned(),
                "list the property in the `required` of the object around it",
            );
            return;
        }
        self.keywords.required = self.names(&member.value, "required");
    }

    pub(super) fn dependencies(&mut self, member: &Member) {
        for inner in self.object(member).to_vec() {
            if let Value::Array(_) = inner.value.value {
                let names = self.names(&inner.value, "dependencies");
                self.keywords.dependent_required.push((inner.key, names));
            } else {
                let pointer = format!("dependencies/{}", escape(&inner.key));
                let schema = self.child(&inner.value, &pointer);
                self.keywords.dependent_schemas.push((inner.key, schema));
            }
        }
    }

    pub(super) fn names(&mut self, json: &Json, keyword: &str) -> Vec<String> {
        let Value::Array(items) = &json.value else {
            self.wrong_value(json, keyword, "an array of property names".to_owned());
            return Vec::new();
        };
        let mut names: Vec<String> = Vec::with_capacity(items.len());
        let mut seen = std::collections::HashSet::new();
        for (at, item) in items.iter().enumerate() {
            match item.as_str() {
                Some(name) if !seen.insert(name) => {
                    let message = format!("\"{name}\" stands twice in this `{keyword}`");
                    let pointer = self.below(keyword);
                    let warning = Diagnostic::warning("required-duplicate", item.span, message);
                    let warning = warning.help("remove one of the two").pointer(pointer);
                    self.reader.found.push(warning.edit(with_comma(items, at), ""));
                }
                Some(name) => names.push(name.to_owned()),
                None => self.wrong_value(item, keyword, "the name of a property".to_owned()),
            }
        }
        names
    }

    pub(super) fn pattern(&mut self, text: &str, span: Span, keyword: &str) -> bool {
        let Err(error) = pattern::check(text) else { return true };
        let pointer = self.below(keyword);
        self.reader.found.push(
            Diagnostic::error("pattern-syntax", span, format!("{error}"))
                .help("patterns are regular expressions of ECMA-262 (JavaScript), without flags")
                .pointer(pointer),
        );
        false
    }

    pub(super) fn dynamic_reference(&mut self, member: &Member) {
        // Without a dynamic anchor elsewhere, which a plan of plain files does not have, these are
        // plain references; anything else is refused.
        let text = member.value.as_str().unwrap_or_default();
        if text == "#" || (text.starts_with('#') && member.key == "$dynamicRef") {
            let target = None;
            self.keywords.reference =
                Some(Reference { text: text.to_owned(), span: member.value.span, target });
        } else {
            self.wrong(member, "a reference inside of this file, such as \"#\"".to_owned());
        }
    }
}

/// An item of an array with the comma before it: what goes when a later duplicate is removed.
pub(super) fn with_comma(items: &[Json], at: usize) -> Span {
    let span = items[at].span;
    Span { start: items[at - 1].span.end, ..span }
}

pub(super) fn shown(json: &Json) -> String {
    match &json.value {
        Value::Bool(_) | Value::Number(_) | Value::Null => json.to_string(),
        Value::Array(items) if items.is_empty() => "an empty array".to_owned(),
        _ => json.what().to_owned(),
    }
}
