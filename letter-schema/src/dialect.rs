//! The dialects of JSON Schema, and which keywords each of them has.

/// A draft of JSON Schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Dialect {
    /// draft-04, and what names an unknown `$schema` of that time.
    Draft04,
    /// draft-06
    Draft06,
    /// draft-07
    Draft07,
    /// 2019-09
    Draft2019,
    /// 2020-12, which a file without `$schema` is written in.
    Draft2020,
}

impl Dialect {
    /// The dialect of a `$schema`; `None` if it is none that is known.
    #[must_use]
    pub fn of_uri(uri: &str) -> Option<Self> {
        let uri = uri.trim_end_matches('#');
        let uri = uri.strip_prefix("https://").or_else(|| uri.strip_prefix("http://")).unwrap_or(uri);
        match uri {
            "json-schema.org/draft-04/schema" | "json-schema.org/draft-04/hyper-schema" => Some(Self::Draft04),
            "json-schema.org/draft-06/schema" | "json-schema.org/draft-06/hyper-schema" => Some(Self::Draft06),
            "json-schema.org/draft-07/schema" | "json-schema.org/draft-07/hyper-schema" => Some(Self::Draft07),
            "json-schema.org/draft/2019-09/schema" | "json-schema.org/draft/2019-09/hyper-schema" => {
                Some(Self::Draft2019)
            }
            "json-schema.org/draft/2020-12/schema" | "json-schema.org/draft/2020-12/hyper-schema"
            // "The newest", as it was when the URI was last in use.
            | "json-schema.org/schema" => Some(Self::Draft2020),
            // Self-describing schemas of Iglu are draft-04 with a `self`.
            _ if uri.starts_with("iglucentral.com/schemas/com.snowplowanalytics.self-desc/") => Some(Self::Draft04),
            _ => None,
        }
    }

    /// The name in messages.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Draft04 => "draft-04",
            Self::Draft06 => "draft-06",
            Self::Draft07 => "draft-07",
            Self::Draft2019 => "2019-09",
            Self::Draft2020 => "2020-12",
        }
    }

    /// Whether keywords beside a `$ref` say nothing.
    #[must_use]
    pub fn reference_stands_alone(self) -> bool {
        self < Self::Draft2019
    }

    /// The first dialect that has a keyword; `None` for what is no keyword of any.
    #[must_use]
    pub fn first_with(keyword: &str) -> Option<Self> {
        KEYWORDS.iter().find(|(name, _, _)| *name == keyword).map(|(_, first, _)| *first)
    }
}

/// What a keyword is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// It decides which values are valid.
    Assertion,
    /// It only says something.
    Annotation,
}

/// Every keyword: its name, the first dialect that has it, and what it is for. `dependencies` and the
/// other old forms are read in every dialect.
pub const KEYWORDS: &[(&str, Dialect, Role)] = {
    use Dialect::{Draft04, Draft06, Draft07, Draft2019, Draft2020};
    use Role::{Annotation, Assertion};
    &[
        ("$schema", Draft04, Annotation),
        ("$id", Draft04, Annotation),
        ("id", Draft04, Annotation),
        ("$anchor", Draft2019, Annotation),
        ("$dynamicAnchor", Draft2020, Annotation),
        ("$recursiveAnchor", Draft2019, Annotation),
        ("$vocabulary", Draft2019, Annotation),
        ("$comment", Draft04, Annotation),
        ("$defs", Draft04, Annotation),
        ("definitions", Draft04, Annotation),
        ("title", Draft04, Annotation),
        ("description", Draft04, Annotation),
        ("default", Draft04, Annotation),
        ("examples", Draft04, Annotation),
        ("deprecated", Draft04, Annotation),
        ("readOnly", Draft04, Annotation),
        ("writeOnly", Draft04, Annotation),
        ("contentEncoding", Draft07, Annotation),
        ("contentMediaType", Draft07, Annotation),
        ("contentSchema", Draft2019, Annotation),
        ("x-letter", Draft04, Annotation),
        ("$ref", Draft04, Assertion),
        ("$dynamicRef", Draft2020, Assertion),
        ("$recursiveRef", Draft2019, Assertion),
        ("type", Draft04, Assertion),
        ("enum", Draft04, Assertion),
        ("const", Draft06, Assertion),
        ("multipleOf", Draft04, Assertion),
        ("minimum", Draft04, Assertion),
        ("exclusiveMinimum", Draft04, Assertion),
        ("maximum", Draft04, Assertion),
        ("exclusiveMaximum", Draft04, Assertion),
        ("minLength", Draft04, Assertion),
        ("maxLength", Draft04, Assertion),
        ("pattern", Draft04, Assertion),
        ("format", Draft04, Assertion),
        ("items", Draft04, Assertion),
        ("additionalItems", Draft04, Assertion),
        ("prefixItems", Draft2020, Assertion),
        ("contains", Draft06, Assertion),
        ("minContains", Draft2019, Assertion),
        ("maxContains", Draft2019, Assertion),
        ("minItems", Draft04, Assertion),
        ("maxItems", Draft04, Assertion),
        ("uniqueItems", Draft04, Assertion),
        ("unevaluatedItems", Draft2019, Assertion),
        ("properties", Draft04, Assertion),
        ("patternProperties", Draft04, Assertion),
        ("additionalProperties", Draft04, Assertion),
        ("unevaluatedProperties", Draft2019, Assertion),
        ("propertyNames", Draft06, Assertion),
        ("required", Draft04, Assertion),
        ("dependencies", Draft04, Assertion),
        ("dependentRequired", Draft2019, Assertion),
        ("dependentSchemas", Draft2019, Assertion),
        ("minProperties", Draft04, Assertion),
        ("maxProperties", Draft04, Assertion),
        ("allOf", Draft04, Assertion),
        ("anyOf", Draft04, Assertion),
        ("oneOf", Draft04, Assertion),
        ("not", Draft04, Assertion),
        ("if", Draft07, Assertion),
        ("then", Draft07, Assertion),
        ("else", Draft07, Assertion),
    ]
};

/// Keywords of other specifications, which say nothing to JSON Schema and are not misspelt.
pub const FOREIGN: &[&str] = &[
    "example",
    "nullable",
    "discriminator",
    "xml",
    "externalDocs",
    "links",
    "base",
    "media",
    "self",
    "version",
    "name",
    "vendor",
    "enumNames",
    "comment",
    "notes",
    "note",
    "options",
    "readonly",
    "label",
    "order",
    "meta",
    "enumDescriptions",
    "allow",
    "parent",
    "units",
    "unit",
    "tags",
    "key",
    "default_value",
    "errorMessage",
    "propertyOrder",
    "markdownDescription",
    "defaultSnippets",
    "tsType",
    "javaType",
];
