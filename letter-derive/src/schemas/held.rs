//! `#[letter(schema = "…")]`: a type written by hand, compared with a schema file while compiling.
//!
//! What attributes tell is compared here; what only the compiler knows, such as the type behind a field's
//! name, is compared by constants that are evaluated at the field's type.

use letter_schema::load::{Loaded, load};
use letter_schema::lower::{Body, Check, Field as Property, Module, Presence, Ty, lower};
use letter_schema::plan::Plan;
use letter_schema::suggest::nearest;
use letter_schema::x_letter::Kind as SchemaKind;
use proc_macro2::TokenStream;
use quote::{ToTokens, quote, quote_spanned};
use syn::LitStr;
use syn::spanned::Spanned as _;

use super::expected::Expectation;
use super::places::Places;
use super::types::{ident, number};
use super::{fresh, locate};
use crate::attr::Kind;
use crate::errors::Errors;
use crate::expand::rules;
use crate::input::{Data, Field, Input, Style};

/// What holding a type to a schema adds to it.
#[derive(Default)]
pub(crate) struct Held {
    /// Constants that fail where something differs.
    pub(crate) constants: TokenStream,
    /// Checks that no attribute can say, for `validate`.
    pub(crate) checks: TokenStream,
}

/// Compares a type with the schema that its `schema` names.
pub(crate) fn hold(input: &Input<'_>, kind: Kind, name: &str, path: &LitStr, errors: &Errors) -> Held {
    let place = match locate(path) {
        Ok(place) if place.path.is_file() => place,
        Ok(_) => {
            errors.at(path, "this is a folder: name the one file that the type is held to");
            return Held::default();
        }
        Err(message) => {
            errors.at(path, message);
            return Held::default();
        }
    };
    let Loaded { plan, files } = load(&place.path, &place.limit);
    let mut found = plan.found.clone();
    let module = lower(&plan, &mut found);
    for diagnostic in
        found.sorted().into_iter().filter(|one| one.level == letter_schema::diagnostic::Level::Error)
    {
        errors.at(path, letter_schema::render::plain(&plan.sources, diagnostic, &place.shown));
    }
    let freshness = fresh(&files);
    if found.has_errors() {
        return Held { constants: freshness, checks: TokenStream::new() };
    }
    let Some(root) = module.roots.first() else {
        errors
            .at(path, "this file only holds definitions for others: name the file of an event or of traits");
        return Held { constants: freshness, checks: TokenStream::new() };
    };
    let places = Places { plan: &plan, folder: &place.shown };
    let holder = Holder { input, plan: &plan, module: &module, places: &places, errors };
    holder.call(kind, name);
    let def = &module.types[root.ty.0];
    let mut held = match (&def.body, &input.data) {
        (Body::Struct { fields, .. }, Data::Struct(own)) if own.style == Style::Named => {
            holder.fields(fields, &own.fields)
        }
        _ => {
            let message = "only a struct with named fields can be held to a schema, and only to one of an object with properties: use `letter::schemas!` for this file";
            errors.at(input.ident, message);
            Held::default()
        }
    };
    for check in &def.checks {
        if let Check::Test { keyword, rule, .. } = check {
            let message = format!(
                "the schema says that the event {rule} (`{keyword}`), which a type written by hand does not enforce: use `letter::schemas!` for {}",
                places.keyword(def.schema, keyword)
            );
            errors.at(input.ident, message);
        }
    }
    held.constants.extend(freshness);
    held
}

struct Holder<'h> {
    input: &'h Input<'h>,
    plan: &'h Plan,
    module: &'h Module,
    places: &'h Places<'h>,
    errors: &'h Errors,
}

impl Holder<'_> {
    /// The kind and the name.
    fn call(&self, kind: Kind, name: &str) {
        let event = &self.plan.events[0];
        let same = matches!(
            (kind, event.kind),
            (Kind::Track, SchemaKind::Track)
                | (Kind::Identify, SchemaKind::Identify)
                | (Kind::Group, SchemaKind::Group)
        );
        let place = self.places.at(event.name_span, "/x-letter");
        let written = self.input.attrs.kinds.first().map(|(_, meta)| meta.to_token_stream());
        let tokens = written.unwrap_or_else(|| self.input.ident.to_token_stream());
        if !same {
            let word = event.kind.word();
            self.errors.at(
                &tokens,
                format_args!("the schema is sent with `{word}` ({place}): write `#[letter({word})]`"),
            );
        } else if kind == Kind::Track && name != event.name {
            let wanted = &event.name;
            self.errors.at(
                &tokens,
                format_args!("the schema names this event {wanted:?}, and here it is {name:?} ({place}): write `track = {wanted:?}`"),
            );
        }
    }

    fn fields(&self, properties: &[Property], fields: &[Field<'_>]) -> Held {
        let mut held = Held::default();
        let sent: Vec<&Field<'_>> = fields.iter().filter(|field| field.serde.skip.is_none()).collect();
        for field in &sent {
            if field.serde.flatten.is_some() {
                self.errors.at(
                    field.original,
                    "the properties of a flattened field cannot be compared with a schema: write them out",
                );
            } else if !properties.iter().any(|property| property.key == field.wire_name) {
                self.unknown(field, properties, &sent);
            }
        }
        for property in properties {
            match sent.iter().find(|field| field.wire_name == property.key) {
                Some(field) => self.field(property, field, &mut held),
                None => self.missing(property, properties, &sent),
            }
        }
        held
    }

    fn unknown(&self, field: &Field<'_>, properties: &[Property], sent: &[&Field<'_>]) {
        let free = properties.iter().map(|property| property.key.as_str());
        let free = free.filter(|key| sent.iter().all(|field| field.wire_name != *key));
        let wire_name = &field.wire_name;
        let help = match nearest(wire_name, free) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "add it to the schema, or remove the field".to_owned(),
        };
        let place = self.places.keyword(self.plan.events[0].schema, "properties");
        let message = format!("the schema has no property `{wire_name}` ({place}): {help}");
        self.errors.push(syn::Error::new(field.member.span(), message));
    }

    fn missing(&self, property: &Property, properties: &[Property], sent: &[&Field<'_>]) {
        // The near miss is reported at its field already.
        let surplus =
            sent.iter().filter(|field| !properties.iter().any(|known| known.key == field.wire_name));
        if nearest(&property.key, surplus.map(|field| field.wire_name.as_str())).is_some() {
            return;
        }
        let expectation = self.expectation(property);
        let (key, ty) = (&property.key, expectation.rust(&property.value));
        let (need, ty) = match property.presence {
            _ if matches!(property.value.ty, Ty::Named(_)) => {
                let words = expectation.words(&property.value);
                let optional = matches!(property.presence, Presence::Optional);
                let (need, may) =
                    if optional { ("names", ", which may be left out") } else { ("requires", "") };
                let message = format!(
                    "the schema {need} the property `{key}` ({}), which is missing here: add a field for {words}{may}",
                    expectation.place
                );
                self.errors.at(self.input.ident, message);
                return;
            }
            Presence::Optional => (
                "names",
                format!(
                    "#[serde(skip_serializing_if = \"Option::is_none\")] {}: Option<{ty}>",
                    property.name
                ),
            ),
            Presence::Required => ("requires", format!("{}: {ty}", property.name)),
            Presence::Constant(ref value) => ("requires", format!("a field that is always {value}")),
        };
        let place = &expectation.place;
        let message =
            format!("the schema {need} the property `{key}` ({place}), which is missing here: add `{ty}`");
        self.errors.at(self.input.ident, message);
    }

    fn field(&self, property: &Property, field: &Field<'_>, held: &mut Held) {
        let expectation = self.expectation(property);
        let (key, place) = (&property.key, &expectation.place);
        let optional = matches!(property.presence, Presence::Optional);
        let skipped = field.serde.skip_if.is_some();
        if optional != skipped {
            let message = if optional {
                format!(
                    "`{key}` may be left out by the schema ({place}): make it an `Option` with `#[serde(skip_serializing_if = \"Option::is_none\")]`"
                )
            } else {
                format!("the schema requires `{key}` ({place}): remove `skip_serializing_if`")
            };
            self.errors.push(syn::Error::new(field.member.span(), message));
        }
        if !field.is_checked() {
            return;
        }
        let ty = field.ty();
        let expected = match &property.presence {
            Presence::Constant(value) => expectation.constant(value),
            _ => expectation.of(&property.value, 0),
        };
        let rules = rules(&field.constraints);
        let function = if skipped || optional { quote!(optional_difference) } else { quote!(difference) };
        // Evaluated at the type, so that the message is shown there.
        held.constants.extend(quote_spanned! {ty.span()=>
            const _: () = if let ::core::option::Option::Some(problem) = __letter::#function(
                {
                    #[allow(unused_imports, reason = "types that tell their shape do not need it")]
                    use __letter::Unshaped as _;
                    __letter::Of::<#ty, ()>::SHAPE
                },
                #rules,
                &#expected,
            ) {
                ::core::panic!("{}", problem)
            };
        });
        let member = &field.member;
        for check in expectation.beyond_attributes(&property.value) {
            let call = match check {
                Check::MultipleOf(divisor) => call(member, "multiple_of", &as_number(*divisor)),
                Check::ExclusiveMinimum(bound) => call(member, "exclusive_minimum", &as_number(*bound)),
                Check::ExclusiveMaximum(bound) => call(member, "exclusive_maximum", &as_number(*bound)),
                Check::Format(format) => {
                    let format = ident(&format!("{format:?}"));
                    call(member, "format", &quote!(__letter::Format::#format))
                }
                Check::Test { keyword, rule, .. } => {
                    let message = format!(
                        "by the schema, `{key}` {rule} (`{keyword}`, {place}), which a type written by hand does not enforce: use `letter::schemas!` for this file"
                    );
                    self.errors.push(syn::Error::new(field.member.span(), message));
                    continue;
                }
                _ => continue,
            };
            held.checks.extend(quote!({ let at = &__letter::Location::ROOT.key(#key); #call }));
        }
    }

    fn expectation<'p>(&'p self, property: &'p Property) -> Expectation<'p> {
        let place = self.places.schema(property.schema.unwrap_or(self.plan.events[0].schema));
        Expectation { module: self.module, key: &property.key, place, places: self.places }
    }
}

/// A check that is made if the field's type can be checked so.
fn call(member: &syn::Member, check: &str, argument: &TokenStream) -> TokenStream {
    let check = ident(check);
    quote! {
        use __letter::{
            ProbeExclusiveMaximum as _, ProbeExclusiveMinimum as _, ProbeFormat as _, ProbeMultiple as _, ProbeOther as _,
        };
        (&__letter::Probe(&self.#member)).#check(#argument, at, &mut __found);
    }
}

fn as_number(bound: letter_schema::number::Number) -> TokenStream {
    let bound = number(bound);
    quote!(__letter::Number::from(#bound))
}
