//! What a schema says of a property, as a constant that a type is compared with.

use letter_schema::json::{Json, Value};
use letter_schema::lower::{Body, Check, Module, Presence, Ty, Use};
use letter_schema::number::Number;
use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::places::Places;

/// Types inside of types that are compared; deeper ones are not.
const MAX_DEPTH: usize = 8;

/// Puts constants and their messages together, for one property.
pub(super) struct Expectation<'a> {
    pub(super) module: &'a Module,
    pub(super) key: &'a str,
    /// Where the schema says it.
    pub(super) place: String,
    /// Where other parts of it stand.
    pub(super) places: &'a Places<'a>,
}

impl Expectation<'_> {
    /// The constant of a place.
    pub(super) fn of(&self, value: &Use, depth: usize) -> TokenStream {
        let wanted = self.wanted(value, depth);
        let rules = self.rules(value);
        let (key, place) = (self.key, &self.place);
        let mismatch = match value.ty {
            // The name of a type that there is not says nothing.
            Ty::Named(_) => format!("`{key}` must be {} ({place})", self.words(value)),
            _ => format!("`{key}` must be {}, as `{}` is ({place})", self.words(value), self.rust(value)),
        };
        let surplus = format!(
            "`{key}` has a constraint here that the schema has not ({place}): remove it, or add it to the schema"
        );
        let unknown = self.unknown();
        quote! {
            __letter::Expected {
                wanted: #wanted,
                rules: &[#(#rules),*],
                mismatch: #mismatch,
                surplus: #surplus,
                unknown: #unknown,
            }
        }
    }

    /// A property that always has the same value.
    pub(super) fn constant(&self, value: &Json) -> TokenStream {
        let (key, place) = (self.key, &self.place);
        let mismatch = format!("`{key}` must be an enum with one variant, for {value} ({place})");
        let wanted = match &value.value {
            Value::String(text) => {
                let missing = format!(
                    "`{key}` is always {value} by the schema ({place}): give the enum this one variant"
                );
                quote!(__letter::Wanted::Values(&[(#text, #missing)], #missing))
            }
            _ => {
                let message = format!(
                    "`{key}` is always {value} by the schema ({place}), which a type written by hand cannot be compared with: use `letter::schemas!` for this file, or mark the field `#[letter(unchecked)]`"
                );
                quote!(__letter::Wanted::Incomparable(#message))
            }
        };
        let unknown = self.unknown();
        quote! {
            __letter::Expected {
                wanted: #wanted,
                rules: &[],
                mismatch: #mismatch,
                surplus: #mismatch,
                unknown: #unknown,
            }
        }
    }

    fn unknown(&self) -> String {
        let (key, place) = (self.key, &self.place);
        format!(
            "the type of `{key}` does not tell how it is written, and cannot be held to the schema ({place}): derive `letter::PropertyValue` for it, or mark the field `#[letter(unchecked)]`"
        )
    }

    fn wanted(&self, value: &Use, depth: usize) -> TokenStream {
        let inner = |inner: &Use| self.of(inner, depth + 1);
        match &value.ty {
            Ty::Null => quote!(__letter::Wanted::Null),
            Ty::Bool => quote!(__letter::Wanted::Boolean),
            Ty::I64 | Ty::U64 => quote!(__letter::Wanted::Integer),
            Ty::F64 | Ty::Number => quote!(__letter::Wanted::Number),
            Ty::String => quote!(__letter::Wanted::Text),
            Ty::Nullable(value) => {
                let value = inner(value);
                quote!(__letter::Wanted::Nullable(&#value))
            }
            Ty::List(item) => {
                let item = inner(item);
                quote!(__letter::Wanted::Array(&#item))
            }
            Ty::Map(item) => {
                let item = inner(item);
                quote!(__letter::Wanted::Map(&#item))
            }
            Ty::Named(id) if depth < MAX_DEPTH => self.named(value, &self.module.types[id.0].body, depth),
            Ty::Any => quote!(__letter::Wanted::Any),
            Ty::Tuple(_) | Ty::Named(_) => self.incomparable(value),
        }
    }

    /// What is too far from any shape of a type to be held to one.
    fn incomparable(&self, value: &Use) -> TokenStream {
        let (key, place) = (self.key, &self.place);
        let message = format!(
            "`{key}` is {} by the schema ({place}), which a type written by hand cannot be compared with: use `letter::schemas!` for this file, or mark the field `#[letter(unchecked)]`",
            self.words(value)
        );
        quote!(__letter::Wanted::Incomparable(#message))
    }

    fn named(&self, value: &Use, body: &Body, depth: usize) -> TokenStream {
        let (key, place) = (self.key, &self.place);
        match body {
            Body::Constants(values) => {
                let texts: Option<Vec<&str>> = values.iter().map(|(_, value)| value.as_str()).collect();
                let Some(texts) = texts else { return self.incomparable(value) };
                let pairs = texts.iter().map(|text| {
                    let missing = format!(
                        "`{key}` can be {text:?} by the schema, and not here ({place}): add a variant for it"
                    );
                    quote!((#text, #missing))
                });
                let others = format!(
                    "`{key}` can be something here that the schema does not list ({place}): its values are {}",
                    texts.join(", ")
                );
                quote!(__letter::Wanted::Values(&[#(#pairs),*], #others))
            }
            // What an open object has beyond its properties is for whoever else sends it.
            Body::Struct { fields, .. } => {
                let properties = fields.iter().map(|field| {
                    let (name, required) = (&field.key, !matches!(field.presence, Presence::Optional));
                    let inside = Expectation {
                        module: self.module,
                        key: &format!("{key}.{name}"),
                        place: field.schema.map_or_else(|| place.clone(), |id| self.places.schema(id)),
                        places: self.places,
                    };
                    let place = &inside.place;
                    let expected = match &field.presence {
                        Presence::Constant(value) => inside.constant(value),
                        _ => inside.of(&field.value, depth + 1),
                    };
                    let missing = format!("`{key}` has the property `{name}` by the schema, and not here ({place})");
                    let presence = if required {
                        format!("`{key}.{name}` is required by the schema ({place}): remove `skip_serializing_if`")
                    } else {
                        format!("`{key}.{name}` may be left out by the schema ({place}): make it an `Option` with `#[serde(skip_serializing_if = \"Option::is_none\")]`")
                    };
                    quote! {
                        __letter::Property { key: #name, required: #required, expected: #expected, missing: #missing, presence: #presence }
                    }
                });
                let others = format!("`{key}` has a property here that the schema does not have ({place})");
                quote!(__letter::Wanted::Object(&[#(#properties),*], #others))
            }
            Body::Newtype(inner) => self.wanted(inner, depth + 1),
            Body::Union { variants, .. } => {
                let variants = variants.iter().map(|variant| self.of(&variant.value, depth + 1));
                quote!(__letter::Wanted::Union(&[#(#variants),*]))
            }
        }
    }

    /// The constraints that an attribute can say, each with what to say if it does not.
    fn rules(&self, value: &Use) -> Vec<TokenStream> {
        let (key, place) = (self.key, &self.place);
        let mut rules = Vec::new();
        let mut add = |rule: TokenStream, words: String, attribute: String| {
            let missing = format!("`{key}` {words} by the schema ({place}): add `#[schemars({attribute})]`");
            rules.push(quote!((__letter::Rule::#rule, #missing)));
        };
        let mut least = false;
        let mut others = Vec::new();
        let float = |number: Number| Literal::f64_unsuffixed(number.to_f64().abs());
        let signed = |number: Number| {
            let literal = float(number);
            if number < Number::Integer(0) { quote!(-#literal) } else { quote!(#literal) }
        };
        let what = |count: u64| {
            let what = if matches!(value.ty, Ty::String) { "character" } else { "item" };
            format!("{count} {what}{}", if count == 1 { "" } else { "s" })
        };
        for check in &value.checks {
            match whole(check, &value.ty) {
                Check::MinLength(min) => {
                    let length = min as usize;
                    add(
                        quote!(MinLength(#length)),
                        format!("must have at least {}", what(min)),
                        format!("length(min = {min})"),
                    );
                }
                Check::MaxLength(max) => {
                    let length = max as usize;
                    add(
                        quote!(MaxLength(#length)),
                        format!("must have at most {}", what(max)),
                        format!("length(max = {max})"),
                    );
                }
                Check::Minimum(min) => {
                    least = true;
                    let bound = signed(min);
                    add(
                        quote!(Minimum(#bound)),
                        format!("must be at least {min}"),
                        format!("range(min = {min})"),
                    );
                }
                Check::Maximum(max) => {
                    let bound = signed(max);
                    add(
                        quote!(Maximum(#bound)),
                        format!("must be at most {max}"),
                        format!("range(max = {max})"),
                    );
                }
                Check::Pattern(pattern) => {
                    add(
                        quote!(Pattern(#pattern)),
                        format!("must match /{pattern}/"),
                        format!("regex(pattern = {pattern:?})"),
                    );
                }
                Check::Format(format) => {
                    let name = format.name();
                    if let Some(attribute) = attribute_of(name) {
                        add(
                            quote!(Format(#name)),
                            format!("must be {}", format.words()),
                            attribute.to_owned(),
                        );
                    } else {
                        others.push((name, format.words()));
                    }
                }
                _ => {}
            }
        }
        if matches!(value.ty, Ty::U64) && !least {
            add(quote!(Minimum(0.0)), "must not be negative".to_owned(), "range(min = 0)".to_owned());
        }
        for (name, words) in others {
            let missing = format!(
                "`{key}` must be {words} by the schema ({place}), and this type is written as something else"
            );
            rules.push(quote!((__letter::Rule::OwnFormat(#name), #missing)));
        }
        if value.checks.iter().any(|check| matches!(check, Check::Test { keyword: "uniqueItems", .. })) {
            let missing = format!(
                "`{key}` must not hold an item twice by the schema ({place}): make it a `BTreeSet` or a `HashSet`"
            );
            rules.push(quote!((__letter::Rule::UniqueItems, #missing)));
        }
        rules
    }

    /// The checks that no attribute can say.
    pub(super) fn beyond_attributes<'u>(&self, value: &'u Use) -> Vec<&'u Check> {
        let inner =
            if let Ty::Nullable(inner) = &value.ty { self.beyond_attributes(inner) } else { Vec::new() };
        let own = value.checks.iter().filter(|check| match whole(check, &value.ty) {
            Check::Test { keyword: "uniqueItems", .. } => false,
            Check::MultipleOf(_)
            | Check::ExclusiveMinimum(_)
            | Check::ExclusiveMaximum(_)
            | Check::Test { .. } => true,
            Check::Format(format) => attribute_of(format.name()).is_none(),
            _ => false,
        });
        own.chain(inner).collect()
    }

    pub(super) fn words(&self, value: &Use) -> String {
        match &value.ty {
            Ty::Null => "null".to_owned(),
            Ty::Bool => "a boolean".to_owned(),
            Ty::I64 | Ty::U64 => "an integer".to_owned(),
            Ty::F64 | Ty::Number => "a number".to_owned(),
            Ty::String => "a string".to_owned(),
            Ty::Any => "any value".to_owned(),
            Ty::Nullable(inner) => format!("{} or null", self.words(inner)),
            Ty::List(_) | Ty::Tuple(_) => "an array".to_owned(),
            Ty::Map(_) => "a map".to_owned(),
            Ty::Named(id) => match &self.module.types[id.0].body {
                Body::Constants(values) => {
                    let values: Vec<String> = values.iter().map(|(_, value)| value.to_string()).collect();
                    format!("one of {}", values.join(", "))
                }
                // A newtype can be around something that holds it again.
                Body::Newtype(inner) if !matches!(inner.ty, Ty::Named(_)) => self.words(inner),
                Body::Union { variants, .. } => {
                    let variants: Vec<String> =
                        variants.iter().map(|variant| self.variant(&variant.value)).collect();
                    variants.join(" or ")
                }
                Body::Struct { .. } | Body::Newtype(_) => "an object".to_owned(),
            },
        }
    }

    /// One type of several: those can hold each other again, and so are not looked into.
    fn variant(&self, value: &Use) -> String {
        match &value.ty {
            Ty::Named(id) => format!("`{}`", self.module.types[id.0].name),
            _ => self.words(value),
        }
    }

    /// The Rust type, as a person would write it.
    pub(super) fn rust(&self, value: &Use) -> String {
        match &value.ty {
            Ty::Null => "()".to_owned(),
            Ty::Bool => "bool".to_owned(),
            Ty::I64 => "i64".to_owned(),
            Ty::U64 => "u64".to_owned(),
            Ty::F64 | Ty::Number => "f64".to_owned(),
            Ty::String => "String".to_owned(),
            Ty::Any => "serde_json::Value".to_owned(),
            Ty::Nullable(inner) => format!("Option<{}>", self.rust(inner)),
            Ty::List(item) => format!("Vec<{}>", self.rust(item)),
            Ty::Map(inner) => format!("BTreeMap<String, {}>", self.rust(inner)),
            Ty::Tuple(items) => {
                let items: Vec<String> = items.iter().map(|item| self.rust(item)).collect();
                format!("({})", items.join(", "))
            }
            Ty::Named(id) => self.module.types[id.0].name.clone(),
        }
    }
}

/// An exclusive bound of whole numbers is an inclusive one, one further.
fn whole(check: &Check, ty: &Ty) -> Check {
    match (check, ty) {
        (Check::ExclusiveMinimum(Number::Integer(min)), Ty::I64 | Ty::U64) => {
            Check::Minimum(Number::Integer(min + 1))
        }
        (Check::ExclusiveMaximum(Number::Integer(max)), Ty::I64 | Ty::U64) => {
            Check::Maximum(Number::Integer(max - 1))
        }
        (check, _) => check.clone(),
    }
}

/// The attribute that asks for a format.
fn attribute_of(format: &str) -> Option<&'static str> {
    match format {
        "email" => Some("email"),
        "uri" => Some("url"),
        "ip" => Some("ip"),
        "ipv4" => Some("ipv4"),
        "ipv6" => Some("ipv6"),
        _ => None,
    }
}
