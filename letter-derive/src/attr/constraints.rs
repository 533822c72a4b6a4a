//! Constraints: `#[schemars(…)]`, and what schemars also reads of `#[validate(…)]` and `#[garde(…)]`.

use letter_schema::format::Format;
use syn::punctuated::Punctuated;
use syn::{Attribute, Expr, LitStr, Meta, Token};

use super::metas::{as_string, key, metas, nested, unknown, value};
use crate::errors::Errors;

/// What schemars writes into the schema for one field.
#[derive(Default)]
pub(crate) struct Constraints {
    pub(crate) min_length: Option<Expr>,
    pub(crate) max_length: Option<Expr>,
    pub(crate) minimum: Option<Expr>,
    pub(crate) maximum: Option<Expr>,
    pub(crate) pattern: Option<Expr>,
    pub(crate) contains: Option<Expr>,
    pub(crate) format: Option<(Format, Meta)>,
    pub(crate) required: Option<Meta>,
    pub(crate) inner: Option<Box<Constraints>>,
    /// The first key that constrains anything.
    pub(crate) first: Option<Meta>,
    /// A key that has the schema made in another way than from the field's type.
    pub(crate) replaced: Option<Meta>,
}

/// What else `#[schemars(…)]` may say: it changes neither the wire nor what is valid.
const ANNOTATIONS: &[&str] = &[
    "title",
    "description",
    "example",
    "deprecated",
    "default",
    "inline",
    "crate",
    "bound",
    "transform",
    "extend",
];
/// Keys that make the schema say something else than serde does.
const OF_SERDE: &[&str] = &[
    "rename",
    "rename_all",
    "rename_all_fields",
    "tag",
    "content",
    "untagged",
    "flatten",
    "skip",
    "skip_serializing",
    "skip_serializing_if",
    "skip_deserializing",
    "serialize_with",
    "transparent",
    "into",
    "from",
    "try_from",
    "remote",
    "deny_unknown_fields",
];
const KEYS: &[&str] = &[
    "length",
    "range",
    "regex",
    "pattern",
    "contains",
    "email",
    "url",
    "ip",
    "ipv4",
    "ipv6",
    "required",
    "inner",
    "with",
    "schema_with",
    "title",
    "description",
    "example",
    "deprecated",
    "default",
    "inline",
    "transform",
    "extend",
];
/// Keywords that `extend` must not add: they would stand in the schema, and nobody would check them.
const VALIDATION: &[&str] = &[
    "type",
    "enum",
    "const",
    "minLength",
    "maxLength",
    "pattern",
    "format",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "minItems",
    "maxItems",
    "uniqueItems",
    "contains",
    "items",
    "prefixItems",
    "properties",
    "required",
    "minProperties",
    "maxProperties",
    "additionalProperties",
    "patternProperties",
    "propertyNames",
    "dependentRequired",
    "dependentSchemas",
    "allOf",
    "anyOf",
    "oneOf",
    "not",
    "if",
    "then",
    "else",
    "$ref",
];

impl Constraints {
    pub(crate) fn read(attrs: &[Attribute], errors: &Errors) -> Self {
        let mut read = Self::default();
        for meta in metas(attrs, "schemars", errors) {
            if !read.constraint(&meta, errors) {
                read.other(&meta, errors);
            }
        }
        // schemars takes these into the schema, so they are enforced; what else validator and garde
        // know is theirs.
        for name in ["validate", "garde"] {
            for meta in foreign(attrs, name) {
                if matches!(key(&meta).as_str(), "regex" | "pattern") {
                    errors.at(
                        &meta,
                        format_args!(
                            "letter cannot read the pattern of `{name}`: write it as `#[schemars(regex(pattern = \"…\"))]`"
                        ),
                    );
                } else if key(&meta) != "custom" {
                    // Messages and codes stand beside the bounds; the other crate's macro checks them.
                    read.constraint(&meta, &Errors::ignored());
                }
            }
        }
        read
    }

    /// Keys on a type or variant: no constraint belongs there.
    pub(crate) fn check_container(attrs: &[Attribute], errors: &Errors) {
        for meta in metas(attrs, "schemars", errors) {
            let mut read = Self::default();
            if read.constraint(&meta, &Errors::ignored()) {
                errors.at(meta.path(), format_args!("`{}` constrains a field: write it there", key(&meta)));
            } else {
                read.other(&meta, errors);
            }
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.first.is_none()
    }

    /// Reads a constraint; `false` if the key is none.
    fn constraint(&mut self, meta: &Meta, errors: &Errors) -> bool {
        let format = match key(meta).as_str() {
            "email" => Some(Format::Email),
            "url" => Some(Format::Uri),
            "ip" => Some(Format::Ip),
            "ipv4" => Some(Format::Ipv4),
            "ipv6" => Some(Format::Ipv6),
            "length" => {
                self.length(meta, errors);
                None
            }
            "range" => {
                self.range(meta, errors);
                None
            }
            "regex" => {
                let patterns = nested(meta, errors);
                match &patterns[..] {
                    [pattern] if key(pattern) == "pattern" => {
                        self.set_pattern(value(pattern, errors).cloned(), errors)
                    }
                    _ => errors.at(meta, "expected `regex(pattern = \"…\")`"),
                }
                None
            }
            "pattern" => {
                self.set_pattern(argument(meta, errors), errors);
                None
            }
            "contains" => {
                self.contains = argument(meta, errors);
                None
            }
            "required" => {
                self.required = Some(meta.clone());
                None
            }
            "inner" => {
                let mut inner = Self::default();
                for meta in nested(meta, errors) {
                    if !inner.constraint(&meta, errors) {
                        unknown(&meta, "`inner`", &KEYS[..12], errors);
                    }
                }
                self.inner = Some(Box::new(inner));
                None
            }
            _ => return false,
        };
        if let Some(format) = format {
            self.format = Some((format, meta.clone()));
        }
        self.first.get_or_insert_with(|| meta.clone());
        true
    }

    fn length(&mut self, meta: &Meta, errors: &Errors) {
        for bound in nested(meta, errors) {
            let Some(expr) = value(&bound, errors).cloned() else { continue };
            match key(&bound).as_str() {
                "min" => self.min_length = Some(expr),
                "max" => self.max_length = Some(expr),
                "equal" => {
                    self.min_length = Some(expr.clone());
                    self.max_length = Some(expr);
                }
                _ => unknown(&bound, "`length`", &["min", "max", "equal"], errors),
            }
        }
        ordered(self.min_length.as_ref(), self.max_length.as_ref(), meta, errors);
    }

    fn range(&mut self, meta: &Meta, errors: &Errors) {
        for bound in nested(meta, errors) {
            let Some(expr) = value(&bound, errors).cloned() else { continue };
            match key(&bound).as_str() {
                "min" => self.minimum = Some(expr),
                "max" => self.maximum = Some(expr),
                _ => unknown(&bound, "`range`", &["min", "max"], errors),
            }
        }
        ordered(self.minimum.as_ref(), self.maximum.as_ref(), meta, errors);
    }

    fn set_pattern(&mut self, pattern: Option<Expr>, errors: &Errors) {
        if let Some(literal) = pattern.as_ref().and_then(as_string)
            && let Err(error) = letter_schema::pattern::check(&literal.value())
        {
            errors.at(literal, error);
        }
        if let Some(expr) = &pattern
            && !matches!(expr, Expr::Path(_))
            && as_string(expr).is_none()
        {
            errors.at(expr, "expected a string, or the path of a `const` that is a `&'static str`");
            return;
        }
        self.pattern = pattern;
    }

    /// A key that is no constraint.
    fn other(&mut self, meta: &Meta, errors: &Errors) {
        match key(meta).as_str() {
            "with" | "schema_with" => self.replaced = Some(meta.clone()),
            "extend" => extend(meta, errors),
            key if ANNOTATIONS.contains(&key) => {}
            key if OF_SERDE.contains(&key) => errors.at(
                meta.path(),
                format_args!(
                    "`{key}` of schemars changes the schema and not what is sent: write it as `#[serde(…)]`, which schemars reads as well"
                ),
            ),
            _ => unknown(meta, "`schemars`", KEYS, errors),
        }
    }
}

/// `key(value)`, `key = value`, or `key(pattern = value)`.
fn argument(meta: &Meta, errors: &Errors) -> Option<Expr> {
    match meta {
        Meta::NameValue(pair) => Some(pair.value.clone()),
        Meta::List(list) => match list.parse_args::<Meta>() {
            Ok(Meta::NameValue(pair)) if pair.path.is_ident("pattern") => Some(pair.value),
            _ => list.parse_args::<Expr>().map_err(|error| errors.push(error)).ok(),
        },
        Meta::Path(_) => {
            errors.at(meta, format_args!("expected `{}(\"…\")`", key(meta)));
            None
        }
    }
}

/// Constraints between literals that no value satisfies.
fn ordered(min: Option<&Expr>, max: Option<&Expr>, meta: &Meta, errors: &Errors) {
    if let (Some(min), Some(max)) = (min.and_then(literal), max.and_then(literal))
        && min > max
    {
        errors.at(meta, format_args!("no value is at least {min} and at most {max}"));
    }
}

fn literal(expr: &Expr) -> Option<f64> {
    match expr {
        Expr::Lit(lit) => match &lit.lit {
            syn::Lit::Int(int) => int.base10_parse().ok(),
            syn::Lit::Float(float) => float.base10_parse().ok(),
            _ => None,
        },
        Expr::Unary(unary) if matches!(unary.op, syn::UnOp::Neg(_)) => {
            literal(&unary.expr).map(|value| -value)
        }
        Expr::Group(group) => literal(&group.expr),
        _ => None,
    }
}

fn extend(meta: &Meta, errors: &Errors) {
    let Meta::List(list) = meta else { return };
    struct Entry(LitStr);
    impl syn::parse::Parse for Entry {
        fn parse(input: syn::parse::ParseStream<'_>) -> syn::Result<Self> {
            let key = input.parse()?;
            input.parse::<Token![=]>()?;
            input.parse::<Expr>()?;
            Ok(Self(key))
        }
    }
    // What cannot be read is reported by schemars.
    let entries = list.parse_args_with(Punctuated::<Entry, Token![,]>::parse_terminated);
    for Entry(key) in entries.into_iter().flatten() {
        if VALIDATION.contains(&key.value().as_str()) {
            errors.at(
                &key,
                format_args!(
                    "`{}` would stand in the schema and never be checked: use `length`, `range`, `regex` and the like, or a type",
                    key.value()
                ),
            );
        }
    }
}

/// The keys of another crate's attribute, as far as they can be read.
fn foreign(attrs: &[Attribute], name: &str) -> Vec<Meta> {
    let attrs = attrs.iter().filter(|attr| attr.path().is_ident(name));
    attrs
        .filter_map(|attr| attr.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated).ok())
        .flatten()
        .collect()
}
