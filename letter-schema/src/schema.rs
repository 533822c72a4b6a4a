//! The model: schemas as every dialect means them, each with its place.

use std::ops::Range;

use crate::dialect::Dialect;
use crate::json::Json;
use crate::number::Number;
use crate::source::Span;
use crate::x_letter::PropertyExtension;

/// Which schema of a [`Schemas`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SchemaId(pub(crate) u32);

/// One schema, at its place.
#[derive(Debug, Clone)]
pub struct Schema {
    /// Its text.
    pub span: Span,
    /// The key that names it, of a property or a definition.
    pub key: Option<Span>,
    /// The JSON pointer inside its file.
    pub pointer: String,
    /// The dialect that it is written in.
    pub dialect: Dialect,
    /// What it asks for.
    pub form: Form,
    /// The types that it allows at all, as far as `type`, constants, references and branches say.
    pub types: Types,
}

/// A schema is a boolean or a set of keywords.
#[derive(Debug, Clone)]
pub enum Form {
    /// `true` accepts everything, `false` nothing.
    Boolean(bool),
    /// The keywords of an object.
    Keywords(Box<Keywords>),
}

/// The keywords of a schema, as 2020-12 writes them. What other dialects write differently is
/// brought into this form when it is read.
#[derive(Debug, Clone, Default)]
pub struct Keywords {
    /// `$ref`, as it is written and as it was resolved.
    pub reference: Option<Reference>,
    /// `type`
    pub types: Option<Types>,
    /// `enum`
    pub enumeration: Option<Vec<Json>>,
    /// `const`
    pub constant: Option<Json>,
    /// `multipleOf`
    pub multiple_of: Option<Number>,
    /// `minimum`
    pub minimum: Option<Number>,
    /// `exclusiveMinimum`
    pub exclusive_minimum: Option<Number>,
    /// `maximum`
    pub maximum: Option<Number>,
    /// `exclusiveMaximum`
    pub exclusive_maximum: Option<Number>,
    /// `minLength`, in code points
    pub min_length: Option<u64>,
    /// `maxLength`, in code points
    pub max_length: Option<u64>,
    /// `pattern`
    pub pattern: Option<String>,
    /// `format`
    pub format: Option<String>,
    /// `prefixItems`
    pub prefix_items: Vec<SchemaId>,
    /// `items`: of what stands behind the prefix
    pub items: Option<SchemaId>,
    /// `contains`
    pub contains: Option<SchemaId>,
    /// `minContains`
    pub min_contains: Option<u64>,
    /// `maxContains`
    pub max_contains: Option<u64>,
    /// `minItems`
    pub min_items: Option<u64>,
    /// `maxItems`
    pub max_items: Option<u64>,
    /// `uniqueItems`
    pub unique_items: bool,
    /// `unevaluatedItems`
    pub unevaluated_items: Option<SchemaId>,
    /// `properties`
    pub properties: Vec<(String, SchemaId)>,
    /// `patternProperties`
    pub pattern_properties: Vec<(String, SchemaId)>,
    /// `additionalProperties`
    pub additional_properties: Option<SchemaId>,
    /// `unevaluatedProperties`
    pub unevaluated_properties: Option<SchemaId>,
    /// `propertyNames`
    pub property_names: Option<SchemaId>,
    /// `required`
    pub required: Vec<String>,
    /// `dependentRequired`
    pub dependent_required: Vec<(String, Vec<String>)>,
    /// `dependentSchemas`
    pub dependent_schemas: Vec<(String, SchemaId)>,
    /// `minProperties`
    pub min_properties: Option<u64>,
    /// `maxProperties`
    pub max_properties: Option<u64>,
    /// `allOf`
    pub all_of: Vec<SchemaId>,
    /// `anyOf`
    pub any_of: Vec<SchemaId>,
    /// `oneOf`
    pub one_of: Vec<SchemaId>,
    /// `not`
    pub not: Option<SchemaId>,
    /// `if`
    pub condition: Option<SchemaId>,
    /// `then`
    pub then: Option<SchemaId>,
    /// `else`
    pub otherwise: Option<SchemaId>,
    /// `$defs`
    pub definitions: Vec<(String, SchemaId)>,
    /// `title`
    pub title: Option<String>,
    /// `description`
    pub description: Option<String>,
    /// `deprecated`
    pub deprecated: bool,
    /// `default`
    pub default: Option<Json>,
    /// `examples`
    pub examples: Vec<Json>,
    /// `x-letter` of a property
    pub extension: PropertyExtension,
    /// Where each keyword stands, under the name that it has in the file.
    pub spans: Vec<(String, Span)>,
}

/// A `$ref`.
#[derive(Debug, Clone)]
pub struct Reference {
    /// As it is written.
    pub text: String,
    /// Its place.
    pub span: Span,
    /// What it means; `None` if that was reported as missing.
    pub target: Option<SchemaId>,
}

impl Keywords {
    /// Where a keyword stands.
    #[must_use]
    pub fn span_of(&self, keyword: &str) -> Option<Span> {
        self.spans.iter().find(|(name, _)| name == keyword).map(|(_, span)| *span)
    }

    /// Every schema directly inside, with the way to it.
    pub(crate) fn children(&self) -> Vec<SchemaId> {
        let mut children: Vec<SchemaId> = Vec::new();
        children.extend(&self.prefix_items);
        children.extend(self.items.iter().chain(&self.contains).chain(&self.unevaluated_items));
        for named in [&self.properties, &self.pattern_properties, &self.dependent_schemas, &self.definitions]
        {
            children.extend(named.iter().map(|(_, id)| *id));
        }
        children.extend(self.additional_properties.iter().chain(&self.unevaluated_properties));
        children.extend(&self.property_names);
        children.extend(self.all_of.iter().chain(&self.any_of).chain(&self.one_of));
        children.extend(self.not.iter().chain(&self.condition).chain(&self.then).chain(&self.otherwise));
        children
    }
}

/// A set of JSON's types.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Types(u8);

impl Types {
    /// `null`
    pub const NULL: Self = Self(1);
    /// `boolean`
    pub const BOOLEAN: Self = Self(2);
    /// `integer`: whole numbers.
    pub const INTEGER: Self = Self(4);
    /// `number`: whole ones as well.
    pub const NUMBER: Self = Self(4 | 8);
    /// `string`
    pub const STRING: Self = Self(16);
    /// `array`
    pub const ARRAY: Self = Self(32);
    /// `object`
    pub const OBJECT: Self = Self(64);
    /// Nothing.
    pub const NONE: Self = Self(0);
    /// Everything.
    pub const ALL: Self = Self(127);

    /// JSON Schema's names, in the order in which types are listed.
    pub const NAMES: [(&'static str, Self); 7] = [
        ("null", Self::NULL),
        ("boolean", Self::BOOLEAN),
        ("integer", Self::INTEGER),
        ("number", Self::NUMBER),
        ("string", Self::STRING),
        ("array", Self::ARRAY),
        ("object", Self::OBJECT),
    ];

    /// The type of a name.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        Self::NAMES.into_iter().find(|(known, _)| *known == name).map(|(_, types)| types)
    }

    /// The type of a value: `integer` of a whole number.
    #[must_use]
    pub fn of_value(value: &Json) -> Self {
        use crate::json::Value;
        match &value.value {
            Value::Null => Self::NULL,
            Value::Bool(_) => Self::BOOLEAN,
            Value::Number(number) if number.is_integer() => Self::INTEGER,
            Value::Number(_) => Self(8),
            Value::String(_) => Self::STRING,
            Value::Array(_) => Self::ARRAY,
            Value::Object(_) => Self::OBJECT,
        }
    }

    /// In both.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// In one of the two.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// In this one and not in the other.
    #[must_use]
    pub fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Whether all of `other` is in it.
    #[must_use]
    pub fn contains(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Whether nothing is in it.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The single types in it, `number` without `integer`.
    pub fn each(self) -> impl Iterator<Item = Self> {
        let number = if self.contains(Self::NUMBER) { Some(Self::NUMBER) } else { None };
        let whole = if number.is_some() { None } else { Some(Self::INTEGER) };
        [Self::NULL, Self::BOOLEAN]
            .into_iter()
            .chain(whole)
            .chain(number)
            .chain([Self::STRING, Self::ARRAY, Self::OBJECT])
            .filter(move |one| self.contains(*one))
    }

    /// The bits, for generated code: null 1, boolean 2, whole numbers 4, other numbers 8, strings 16,
    /// arrays 32, objects 64.
    #[must_use]
    pub fn bits(self) -> u8 {
        self.0
    }

    /// "a string or null".
    #[must_use]
    pub fn words(self) -> String {
        let words: Vec<&str> = self
            .each()
            .map(|one| match one {
                Self::NULL => "null",
                Self::BOOLEAN => "a boolean",
                Self::INTEGER => "an integer",
                Self::NUMBER => "a number",
                Self::STRING => "a string",
                Self::ARRAY => "an array",
                _ => "an object",
            })
            .collect();
        words.join(" or ")
    }
}

/// Every schema that was read.
#[derive(Debug, Clone, Default)]
pub struct Schemas(Vec<Schema>);

impl Schemas {
    pub(crate) fn add(&mut self, schema: Schema) -> SchemaId {
        self.0.push(schema);
        SchemaId(self.0.len() as u32 - 1)
    }

    /// The schema.
    #[must_use]
    pub fn get(&self, id: SchemaId) -> &Schema {
        &self.0[id.0 as usize]
    }

    pub(crate) fn get_mut(&mut self, id: SchemaId) -> &mut Schema {
        &mut self.0[id.0 as usize]
    }

    /// The keywords, of a schema that has some.
    #[must_use]
    pub fn keywords(&self, id: SchemaId) -> Option<&Keywords> {
        match &self.get(id).form {
            Form::Keywords(keywords) => Some(keywords),
            Form::Boolean(_) => None,
        }
    }

    /// The schema that one stands for which is a reference and nothing else; any other stands for itself.
    pub(crate) fn meant_by(&self, id: SchemaId) -> SchemaId {
        let mut meant = id;
        // References that come back to themselves are cut, so this ends.
        while let Some(keywords) = self.keywords(meant)
            && let ([_], Some(target)) =
                (&keywords.spans[..], keywords.reference.as_ref().and_then(|reference| reference.target))
        {
            meant = target;
        }
        meant
    }

    /// Every one.
    pub fn ids(&self) -> impl ExactSizeIterator<Item = SchemaId> + use<> {
        (0..self.0.len() as u32).map(SchemaId)
    }

    /// Those that were read one after the other.
    pub(crate) fn ids_in(&self, places: Range<usize>) -> impl Iterator<Item = SchemaId> + use<> {
        (places.start as u32..places.end.min(self.0.len()) as u32).map(SchemaId)
    }
}
