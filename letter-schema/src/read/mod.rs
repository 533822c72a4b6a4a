//! From JSON to the model: every keyword read, checked for its form, and brought into that of 2020-12.

mod children;
mod expect;
mod unknown;
mod values;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::dialect::{Dialect, KEYWORDS, Role};
use crate::json::{Json, Member, Value};
use crate::number::Number;
use crate::schema::{Form, Keywords, Reference, Schema, SchemaId, Schemas, Types};
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
}
