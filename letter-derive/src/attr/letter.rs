//! `#[letter(…)]` on a type and on a field.

use proc_macro2::Span;
use quote::ToTokens;
use syn::punctuated::Punctuated;
use syn::{Attribute, Expr, Ident, LitStr, Meta, Path, Token};

use super::metas::{bare, key, metas, set, string, unknown, value};
use crate::errors::Errors;

/// The call that sends a type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Track,
    Identify,
    Group,
}

impl Kind {
    /// The variant of `letter::Kind`, and the type in `letter::kind`.
    pub(crate) fn ident(self) -> Ident {
        let name = match self {
            Self::Track => "Track",
            Self::Identify => "Identify",
            Self::Group => "Group",
        };
        Ident::new(name, Span::call_site())
    }
}

const CONTAINER: &[&str] =
    &["track", "identify", "group", "owner", "tags", "since", "replaced_by", "schema", "crate"];
const FIELD: &[&str] = &["email", "timezone", "name", "pii", "unchecked"];

/// `#[letter(…)]` on a type.
#[derive(Default)]
pub(crate) struct ContainerAttrs {
    /// The kinds given, with the key that gives each; one is right.
    pub(crate) kinds: Vec<(Kind, Meta)>,
    pub(crate) name: Option<LitStr>,
    pub(crate) owner: Option<LitStr>,
    pub(crate) tags: Vec<LitStr>,
    pub(crate) since: Option<LitStr>,
    pub(crate) replaced_by: Option<LitStr>,
    pub(crate) schema: Option<LitStr>,
    pub(crate) krate: Option<Path>,
    /// An unknown key was reported, which may have been meant to give the kind.
    pub(crate) unknown_key: bool,
}

impl ContainerAttrs {
    pub(crate) fn read(attrs: &[Attribute], errors: &Errors) -> Self {
        let mut read = Self::default();
        for meta in metas(attrs, "letter", errors) {
            match key(&meta).as_str() {
                "track" => {
                    if let Meta::NameValue(_) = meta
                        && let Some(name) = string(&meta, errors)
                    {
                        check_event_name(&name, errors);
                        read.name = Some(name);
                    } else if let Meta::List(_) = meta {
                        errors.at(&meta, "expected `track` or `track = \"Event Name\"`");
                    }
                    read.kinds.push((Kind::Track, meta));
                }
                "identify" => read.traits(Kind::Identify, meta, errors),
                "group" => read.traits(Kind::Group, meta, errors),
                "owner" => text(&mut read.owner, &meta, errors),
                "since" => text(&mut read.since, &meta, errors),
                "replaced_by" => text(&mut read.replaced_by, &meta, errors),
                "schema" => text(&mut read.schema, &meta, errors),
                "tags" => read.tags.extend(tags(&meta, errors)),
                "crate" => {
                    if let Some(path) = crate_path(&meta, errors) {
                        set(&mut read.krate, path, "`crate`", errors);
                    }
                }
                _ => {
                    unknown(&meta, "a type", CONTAINER, errors);
                    read.unknown_key = true;
                }
            }
        }
        read
    }

    fn traits(&mut self, kind: Kind, meta: Meta, errors: &Errors) {
        if !matches!(meta, Meta::Path(_)) {
            let key = key(&meta);
            errors.at(&meta, format_args!("`{key}` takes no value: traits have no name on the wire"));
        }
        self.kinds.push((kind, meta));
    }
}

/// A string that must say something.
fn text(slot: &mut Option<LitStr>, meta: &Meta, errors: &Errors) {
    let Some(string) = string(meta, errors) else { return };
    if string.value().trim().is_empty() {
        errors.at(&string, format_args!("`{}` is empty: say something, or leave it out", key(meta)));
    }
    set(slot, string, &format!("`{}`", key(meta)), errors);
}

/// Letter matches event names exactly: what cannot be seen in a name must not be in it.
fn check_event_name(name: &LitStr, errors: &Errors) {
    let text = name.value();
    if text.is_empty() {
        errors.at(
            name,
            "an event name must not be empty; leave the name out to have it made from the type's name",
        );
    } else if text.trim() != text {
        errors.at(name, "an event name must not begin or end with a space: Letter matches names exactly, and nobody would see it");
    } else if text.chars().any(char::is_control) {
        errors.at(name, "an event name must not hold control characters");
    }
}

fn tags(meta: &Meta, errors: &Errors) -> Vec<LitStr> {
    let parsed = match meta {
        Meta::List(list) => list.parse_args_with(Punctuated::<LitStr, Token![,]>::parse_terminated).ok(),
        Meta::Path(_) | Meta::NameValue(_) => None,
    };
    let Some(parsed) = parsed else {
        errors.at(meta, "expected `tags(\"…\", \"…\")`");
        return Vec::new();
    };
    for tag in &parsed {
        if tag.value().trim().is_empty() {
            errors.at(tag, "a tag must not be empty");
        }
    }
    parsed.into_iter().collect()
}

fn crate_path(meta: &Meta, errors: &Errors) -> Option<Path> {
    match value(meta, errors)? {
        Expr::Path(path) if path.qself.is_none() => Some(path.path.clone()),
        other => {
            errors.at(other, "expected a path without quotes, such as `crate = ::my_crate::letter`");
            None
        }
    }
}

/// The place in the envelope that a field is lifted to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lift {
    Email,
    Timezone,
    Name,
}

impl Lift {
    /// The field of `letter::Envelope`, and the key on the wire.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Timezone => "timezone",
            Self::Name => "name",
        }
    }

    /// The call whose envelope has it.
    pub(crate) fn kind(self) -> Kind {
        match self {
            Self::Email | Self::Timezone => Kind::Identify,
            Self::Name => Kind::Group,
        }
    }
}

/// `#[letter(…)]` on a field.
#[derive(Default)]
pub(crate) struct FieldAttrs {
    pub(crate) lift: Option<(Lift, Meta)>,
    pub(crate) pii: Option<LitStr>,
    pub(crate) unchecked: Option<Meta>,
}

impl FieldAttrs {
    pub(crate) fn read(attrs: &[Attribute], errors: &Errors) -> Self {
        let mut read = Self::default();
        let mut lift = None;
        for meta in metas(attrs, "letter", errors) {
            match key(&meta).as_str() {
                "email" => {
                    set(&mut lift, Lifted(Lift::Email, bared(meta, errors)), "the envelope's field", errors)
                }
                "timezone" => {
                    set(
                        &mut lift,
                        Lifted(Lift::Timezone, bared(meta, errors)),
                        "the envelope's field",
                        errors,
                    );
                }
                "name" => {
                    set(&mut lift, Lifted(Lift::Name, bared(meta, errors)), "the envelope's field", errors)
                }
                "pii" => text(&mut read.pii, &meta, errors),
                "unchecked" => set(&mut read.unchecked, bared(meta, errors), "`unchecked`", errors),
                _ => unknown(&meta, "a field", FIELD, errors),
            }
        }
        read.lift = lift.map(|Lifted(lift, meta)| (lift, meta));
        read
    }
}

struct Lifted(Lift, Meta);

impl ToTokens for Lifted {
    fn to_tokens(&self, tokens: &mut proc_macro2::TokenStream) {
        self.1.to_tokens(tokens);
    }
}

fn bared(meta: Meta, errors: &Errors) -> Meta {
    bare(&meta, errors);
    meta
}
