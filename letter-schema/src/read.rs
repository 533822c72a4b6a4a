//! From JSON to the model: every keyword read, checked for its form, and brought into that of 2020-12.

use crate::diagnostic::{Diagnostic, Diagnostics, Level};
use crate::dialect::{Dialect, FOREIGN, KEYWORDS, Role};
use crate::format::Format;
use crate::json::{Json, Member, Value, quoted};
use crate::number::Number;
use crate::pattern;
use crate::schema::{Form, Keywords, Reference, Schema, SchemaId, Schemas, Types};
use crate::source::Span;
use crate::suggest::nearest;
use crate::x_letter::PropertyExtension;

/// Reads the schema of a file and every schema inside of it.
pub(crate) struct Reader<'a> {
    pub(crate) schemas: &'a mut Schemas,
    pub(crate) found: &'a mut Diagnostics,
    pub(crate) dialect: Dialect,
    /// The names that a file gives to its schemas.
    pub(crate) names: Vec<Name>,
    /// Whether this is the root of a file, whose `x-letter` is the event's.
    pub(crate) at_root: bool,
}

/// A schema that can be referred to by a name of its own.
#[derive(Debug, Clone)]
pub(crate) struct Name {
    pub(crate) schema: SchemaId,
    pub(crate) kind: NameKind,
    pub(crate) text: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NameKind {
    /// `$id`, which also is the base of references inside.
    Id,
    /// `$anchor`
    Anchor,
    /// `$dynamicAnchor`; `$recursiveAnchor`, which has no name.
    Dynamic,
}

/// Escapes a key for a JSON pointer.
pub(crate) fn escape(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

impl Reader<'_> {
    /// Reads a schema. Whatever is wrong, there is one afterwards.
    pub(crate) fn schema(&mut self, json: &Json, pointer: String) -> SchemaId {
        let at_root = std::mem::take(&mut self.at_root);
        // The place is taken first, so that a schema comes before those inside of it.
        let id = self.schemas.add(Schema {
            span: json.span,
            key: None,
            pointer: pointer.clone(),
            dialect: self.dialect,
            form: Form::Boolean(true),
            types: Types::ALL,
        });
        let form = match &json.value {
            Value::Bool(value) => Form::Boolean(*value),
            Value::Object(members) => {
                let mut keywords = Keywords::default();
                KeywordReader { reader: self, keywords: &mut keywords, id, pointer: &pointer, at_root }
                    .members(members);
                Form::Keywords(Box::new(keywords))
            }
            _ => {
                let message = format!("a schema is an object or a boolean, not {}", json.what());
                self.found.push(Diagnostic::error("schema-form", json.span, message).pointer(pointer));
                Form::Boolean(true)
            }
        };
        self.schemas.get_mut(id).form = form;
        id
    }
}

struct KeywordReader<'a, 'b> {
    reader: &'a mut Reader<'b>,
    keywords: &'a mut Keywords,
    id: SchemaId,
    pointer: &'a str,
    at_root: bool,
}

impl KeywordReader<'_, '_> {
    fn members(&mut self, members: &[Member]) {
        let has = |key: &str| members.iter().any(|member| member.key == key);
        // In old dialects nothing counts beside a `$ref`.
        let alone = self.reader.dialect.reference_stands_alone()
            && members.iter().any(|member| member.key == "$ref" && member.value.as_str().is_some());
        for member in members {
            self.keywords.spans.push((member.key.clone(), member.key_span));
            let role = KEYWORDS.iter().find(|(name, _, _)| *name == member.key);
            match role {
                // Not even the name of the schema.
                Some(("$id" | "id" | "$anchor", _, _)) if alone => continue,
                Some((_, _, Role::Assertion)) if alone && member.key != "$ref" => {
                    let dialect = self.reader.dialect.name();
                    let message = format!("`{}` says nothing beside `$ref` in {dialect}", member.key);
                    self.warn(
                        member,
                        "beside-reference",
                        message,
                        "put the `$ref` into an `allOf`, or name a later dialect in `$schema`",
                    );
                    continue;
                }
                Some((name, first, Role::Assertion))
                    if *first > self.reader.dialect && *name != "prefixItems" =>
                {
                    let message =
                        format!("`{name}` is no keyword of {}: it says nothing", self.reader.dialect.name());
                    self.warn(
                        member,
                        "keyword-of-later-dialect",
                        message,
                        &format!("name {} in `$schema`, or a later dialect", first.name()),
                    );
                    continue;
                }
                Some(_) => {}
                None => {
                    self.unknown(member, members);
                    continue;
                }
            }
            self.keyword(member, has("prefixItems"));
        }
        self.bounds(members);
    }

    fn unknown(&mut self, member: &Member, members: &[Member]) {
        let key = member.key.as_str();
        if key.starts_with("x-") || FOREIGN.contains(&key) {
            if key == "nullable" && member.value.as_bool() == Some(true) {
                let message = "`nullable` is no keyword of JSON Schema: it says nothing";
                self.warn(member, "unknown-keyword", message, "add \"null\" to `type`");
            }
            return;
        }
        let near = |role: Role| {
            let known = KEYWORDS.iter().filter(move |(_, _, known)| *known == role).map(|(name, _, _)| *name);
            let near = nearest(key, known)?;
            let distance = strsim::damerau_levenshtein(&key.to_lowercase(), &near.to_lowercase());
            (distance <= (key.len() / 4).clamp(1, 2) && (key.len() > 4 || near.starts_with('$')))
                .then_some(near)
        };
        if let Some(near) = near(Role::Assertion) {
            let message = format!("unknown keyword `{key}`");
            let error = Diagnostic::error("unknown-keyword", member.key_span, message);
            let error = error.help(format!("did you mean `{near}`?")).pointer(self.below(key));
            self.reader.found.push(respelt(error, member, near, members));
        } else {
            let near = near(Role::Annotation);
            let help = match near {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("if it is meant for a tool of yours, name it `x-{key}`"),
            };
            let message = format!("`{key}` is no keyword of JSON Schema: it says nothing");
            let warning = Diagnostic::warning("unknown-keyword", member.key_span, message);
            let warning = warning.help(help).pointer(self.below(key));
            self.reader.found.push(match near {
                Some(near) => respelt(warning, member, near, members),
                None => warning,
            });
        }
    }

    fn keyword(&mut self, member: &Member, has_prefix: bool) {
        let value = &member.value;
        match member.key.as_str() {
            "$ref" => {
                let target = None;
                self.keywords.reference =
                    self.text(member).map(|text| Reference { text, span: value.span, target });
            }
            "$dynamicRef" | "$recursiveRef" => self.dynamic_reference(member),
            "$id" => self.name(member, NameKind::Id),
            "id" if self.reader.dialect == Dialect::Draft04 && value.as_str().is_some() => {
                self.name(member, NameKind::Id);
            }
            "$anchor" => self.name(member, NameKind::Anchor),
            "$dynamicAnchor" => self.name(member, NameKind::Dynamic),
            "$recursiveAnchor" if value.as_bool() == Some(true) => {
                self.reader.names.push(Name {
                    schema: self.id,
                    kind: NameKind::Dynamic,
                    text: String::new(),
                });
            }
            "type" => self.types(member),
            "enum" => self.enumeration(member),
            "const" => self.keywords.constant = Some(value.clone()),
            "multipleOf" => {
                self.keywords.multiple_of = self.number(member).filter(|number| {
                    let positive = *number > Number::Integer(0);
                    if !positive {
                        self.wrong(member, "a number above 0".to_owned());
                    }
                    positive
                });
            }
            "minimum" => self.keywords.minimum = self.number(member),
            "maximum" => self.keywords.maximum = self.number(member),
            // Booleans, of draft-04, are read with the bound that they belong to.
            "exclusiveMinimum" if value.as_bool().is_none() => {
                self.keywords.exclusive_minimum = self.number(member)
            }
            "exclusiveMaximum" if value.as_bool().is_none() => {
                self.keywords.exclusive_maximum = self.number(member)
            }
            "minLength" => self.keywords.min_length = self.count(member),
            "maxLength" => self.keywords.max_length = self.count(member),
            "minItems" => self.keywords.min_items = self.count(member),
            "maxItems" => self.keywords.max_items = self.count(member),
            "minContains" => self.keywords.min_contains = self.count(member),
            "maxContains" => self.keywords.max_contains = self.count(member),
            "minProperties" => self.keywords.min_properties = self.count(member),
            "maxProperties" => self.keywords.max_properties = self.count(member),
            "pattern" => {
                self.keywords.pattern =
                    self.text(member).filter(|text| self.pattern(text, value.span, "pattern"));
            }
            "format" => self.format(member),
            "prefixItems" => self.keywords.prefix_items = self.list(member),
            "items" if matches!(value.value, Value::Array(_)) => {
                if has_prefix {
                    self.wrong(member, "a schema, since `prefixItems` lists the first items".to_owned());
                } else {
                    self.keywords.prefix_items = self.items_list(member);
                }
            }
            "items" => self.keywords.items = Some(self.child(value, "items")),
            // It says nothing unless `items` is an array; see `bounds`.
            "additionalItems" => {}
            "contains" => self.keywords.contains = Some(self.child(value, "contains")),
            "uniqueItems" => self.keywords.unique_items = self.flag(member),
            "unevaluatedItems" => {
                self.keywords.unevaluated_items = Some(self.child(value, "unevaluatedItems"))
            }
            "properties" => self.keywords.properties = self.named(member),
            "patternProperties" => {
                for inner in value.members() {
                    self.pattern(&inner.key, inner.key_span, "patternProperties");
                }
                self.keywords.pattern_properties = self.named(member);
            }
            "additionalProperties" => {
                self.keywords.additional_properties = Some(self.child(value, "additionalProperties"));
            }
            "unevaluatedProperties" => {
                self.keywords.unevaluated_properties = Some(self.child(value, "unevaluatedProperties"));
            }
            "propertyNames" => self.keywords.property_names = Some(self.child(value, "propertyNames")),
            "required" => self.required(member),
            "dependencies" => self.dependencies(member),
            "dependentRequired" => {
                for inner in self.object(member).to_vec() {
                    let names = self.names(&inner.value, "dependentRequired");
                    self.keywords.dependent_required.push((inner.key, names));
                }
            }
            "dependentSchemas" => {
                let schemas = self.named(member);
                self.keywords.dependent_schemas.extend(schemas);
            }
            "allOf" => self.keywords.all_of = self.list(member),
            "anyOf" => self.keywords.any_of = self.list(member),
            "oneOf" => self.keywords.one_of = self.list(member),
            "not" => self.keywords.not = Some(self.child(value, "not")),
            "if" => self.keywords.condition = Some(self.child(value, "if")),
            "then" => self.keywords.then = Some(self.child(value, "then")),
            "else" => self.keywords.otherwise = Some(self.child(value, "else")),
            "$defs" | "definitions" => {
                let definitions = self.named(member);
                self.keywords.definitions.extend(definitions);
            }
            "title" => self.keywords.title = self.text(member),
            "description" => self.keywords.description = self.text(member),
            "deprecated" => self.keywords.deprecated = self.flag(member),
            "default" => self.keywords.default = Some(value.clone()),
            "examples" => {
                if let Value::Array(items) = &value.value {
                    self.keywords.examples = items.clone();
                } else {
                    self.wrong(member, "an array of examples".to_owned());
                }
            }
            "x-letter" if !self.at_root => {
                self.keywords.extension = PropertyExtension::read(value, self.reader.found);
            }
            // Annotations that say nothing about values, and what the file's own reader has read.
            _ => {}
        }
    }

    /// What needs a second keyword to be understood.
    fn bounds(&mut self, members: &[Member]) {
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

    fn dynamic_reference(&mut self, member: &Member) {
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

    fn name(&mut self, member: &Member, kind: NameKind) {
        let Some(text) = self.text(member) else { return };
        // Before 2019-09 an anchor was an `$id` of the form "#name".
        let (kind, text) = match (kind, text.strip_prefix('#')) {
            (NameKind::Id, Some(anchor)) => (NameKind::Anchor, anchor.to_owned()),
            _ => (kind, text),
        };
        self.reader.names.push(Name { schema: self.id, kind, text });
    }

    fn format(&mut self, member: &Member) {
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

    fn types(&mut self, member: &Member) {
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

    fn enumeration(&mut self, member: &Member) {
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

    fn required(&mut self, member: &Member) {
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

    fn dependencies(&mut self, member: &Member) {
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

    fn names(&mut self, json: &Json, keyword: &str) -> Vec<String> {
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

    fn object<'j>(&mut self, member: &'j Member) -> &'j [Member] {
        if !matches!(member.value.value, Value::Object(_)) {
            self.wrong(member, "an object".to_owned());
        }
        member.value.members()
    }

    fn named(&mut self, member: &Member) -> Vec<(String, SchemaId)> {
        self.object(member)
            .iter()
            .map(|inner| {
                let pointer = format!("{}/{}", member.key, escape(&inner.key));
                let child = self.child(&inner.value, &pointer);
                self.reader.schemas.get_mut(child).key = Some(inner.key_span);
                (inner.key.clone(), child)
            })
            .collect()
    }

    fn list(&mut self, member: &Member) -> Vec<SchemaId> {
        match &member.value.value {
            Value::Array(items) if !items.is_empty() => self.items_list(member),
            Value::Array(_) => {
                self.wrong(member, "at least one schema".to_owned());
                Vec::new()
            }
            _ => {
                self.wrong(member, "an array of schemas".to_owned());
                Vec::new()
            }
        }
    }

    fn items_list(&mut self, member: &Member) -> Vec<SchemaId> {
        let Value::Array(items) = &member.value.value else { return Vec::new() };
        let items = items.iter().enumerate();
        items.map(|(at, item)| self.child(item, &format!("{}/{at}", member.key))).collect()
    }

    fn child(&mut self, json: &Json, step: &str) -> SchemaId {
        let pointer = format!("{}/{step}", self.pointer);
        self.reader.schema(json, pointer)
    }

    fn text(&mut self, member: &Member) -> Option<String> {
        let text = member.value.as_str().map(str::to_owned);
        if text.is_none() {
            self.wrong(member, "a string".to_owned());
        }
        text
    }

    fn flag(&mut self, member: &Member) -> bool {
        member.value.as_bool().unwrap_or_else(|| {
            self.wrong(member, "true or false".to_owned());
            false
        })
    }

    fn number(&mut self, member: &Member) -> Option<Number> {
        if let Value::Number(number) = member.value.value {
            return Some(number);
        }
        self.wrong(member, "a number".to_owned());
        None
    }

    fn count(&mut self, member: &Member) -> Option<u64> {
        match member.value.value {
            // More than memory holds is as good as no limit, and as much too many for a minimum.
            Value::Number(Number::Integer(count)) if count >= 0 => {
                Some(u64::try_from(count).unwrap_or(u64::MAX))
            }
            _ => {
                self.wrong(member, "a whole number that is not negative".to_owned());
                None
            }
        }
    }

    fn pattern(&mut self, text: &str, span: Span, keyword: &str) -> bool {
        let Err(error) = pattern::check(text) else { return true };
        let pointer = self.below(keyword);
        self.reader.found.push(
            Diagnostic::error("pattern-syntax", span, format!("{error}"))
                .help("patterns are regular expressions of ECMA-262 (JavaScript), without flags")
                .pointer(pointer),
        );
        false
    }

    fn wrong(&mut self, member: &Member, expected: String) {
        self.wrong_value(&member.value, &member.key, expected);
    }

    fn wrong_value(&mut self, json: &Json, keyword: &str, expected: String) {
        let pointer = self.below(keyword);
        let message = format!("`{keyword}` wants {expected}; this is {}", shown(json));
        let mut diagnostic = Diagnostic::error("keyword-value", json.span, message).pointer(pointer);
        if KEYWORDS.iter().any(|(name, _, role)| *name == keyword && *role == Role::Annotation) {
            // It decides nothing, so it stands in nobody's way.
            diagnostic.level = Level::Warning;
        }
        self.reader.found.push(diagnostic);
    }

    fn warn(&mut self, member: &Member, rule: &'static str, message: impl Into<String>, help: &str) {
        let pointer = self.below(&member.key);
        let warning = Diagnostic::warning(rule, member.key_span, message);
        self.reader.found.push(warning.help(help).pointer(pointer));
    }

    fn below(&self, keyword: &str) -> String {
        format!("{}/{}", self.pointer, escape(keyword))
    }
}

/// Offers the right spelling of a key, unless that one is there as well.
fn respelt(diagnostic: Diagnostic, member: &Member, near: &str, members: &[Member]) -> Diagnostic {
    if members.iter().any(|other| other.key == near) {
        return diagnostic;
    }
    diagnostic.edit(member.key_span, quoted(near).to_string())
}

/// An item of an array with the comma before it: what goes when a later duplicate is removed.
fn with_comma(items: &[Json], at: usize) -> Span {
    let span = items[at].span;
    Span { start: items[at - 1].span.end, ..span }
}

fn shown(json: &Json) -> String {
    match &json.value {
        Value::Bool(_) | Value::Number(_) | Value::Null => json.to_string(),
        Value::Array(items) if items.is_empty() => "an empty array".to_owned(),
        _ => json.what().to_owned(),
    }
}
