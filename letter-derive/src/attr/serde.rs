//! `#[serde(…)]`: what each key means for the wire. The table is closed: a key that is not in it could
//! change what is sent without our knowing.

use syn::{Attribute, LitStr, Meta, Path};

use super::metas::{key, metas, nested, string};
use crate::case::Case;
use crate::errors::Errors;

/// serde's attributes of a type.
#[derive(Default)]
pub(crate) struct SerdeContainer {
    pub(crate) rename_all: Option<Case>,
    pub(crate) rename_all_fields: Option<Case>,
    pub(crate) tag: Option<LitStr>,
    pub(crate) content: Option<LitStr>,
    pub(crate) untagged: bool,
    pub(crate) transparent: bool,
}

impl SerdeContainer {
    pub(crate) fn read(attrs: &[Attribute], errors: &Errors) -> Self {
        let mut read = Self::default();
        for meta in metas(attrs, "serde", errors) {
            match key(&meta).as_str() {
                "rename_all" => read.rename_all = rule(&meta, errors),
                "rename_all_fields" => read.rename_all_fields = rule(&meta, errors),
                "tag" => read.tag = string(&meta, errors),
                "content" => read.content = string(&meta, errors),
                "untagged" => read.untagged = true,
                "transparent" => read.transparent = true,
                // A type's own name is not on the wire, but as the value of a struct's `tag`.
                "rename" => {}
                // How a value is read is nothing to us, and neither are bounds and paths.
                "deny_unknown_fields" | "default" | "bound" | "from" | "try_from" | "expecting" | "crate"
                | "variant_identifier" | "field_identifier" => {}
                "into" => errors.at(
                    &meta,
                    "`into` sends another type in this one's place, whose fields and constraints cannot be seen here: \
                     derive for that other type and send it instead",
                ),
                "remote" => errors.at(&meta, "`remote` describes a type of another crate, which is not what is sent"),
                _ => not_understood(&meta, errors),
            }
        }
        read
    }
}

/// serde's attributes of a variant.
#[derive(Default)]
pub(crate) struct SerdeVariant {
    pub(crate) rename: Option<LitStr>,
    pub(crate) rename_all: Option<Case>,
    pub(crate) skip: bool,
    pub(crate) untagged: bool,
    /// The content is written by a function, and is not the variant's fields.
    pub(crate) with: bool,
}

impl SerdeVariant {
    pub(crate) fn read(attrs: &[Attribute], errors: &Errors) -> Self {
        let mut read = Self::default();
        for meta in metas(attrs, "serde", errors) {
            match key(&meta).as_str() {
                "rename" => read.rename = serialized_name(&meta, errors),
                "rename_all" => read.rename_all = rule(&meta, errors),
                "skip" | "skip_serializing" => read.skip = true,
                "untagged" => read.untagged = true,
                "with" | "serialize_with" => read.with = true,
                "alias" | "skip_deserializing" | "deserialize_with" | "other" | "bound" | "borrow" => {}
                _ => not_understood(&meta, errors),
            }
        }
        read
    }
}

/// serde's attributes of a field.
#[derive(Default)]
pub(crate) struct SerdeField {
    pub(crate) rename: Option<LitStr>,
    pub(crate) skip: Option<Meta>,
    pub(crate) skip_if: Option<Path>,
    pub(crate) flatten: Option<Meta>,
    /// The value is written by a function, and is not the field's.
    pub(crate) with: Option<Meta>,
}

impl SerdeField {
    pub(crate) fn read(attrs: &[Attribute], errors: &Errors) -> Self {
        let mut read = Self::default();
        for meta in metas(attrs, "serde", errors) {
            match key(&meta).as_str() {
                "rename" => read.rename = serialized_name(&meta, errors),
                "skip" | "skip_serializing" => read.skip = Some(meta),
                "skip_serializing_if" => {
                    let path = string(&meta, errors)
                        .and_then(|path| path.parse().map_err(|error| errors.push(error)).ok());
                    read.skip_if = path;
                }
                "flatten" => read.flatten = Some(meta),
                "with" | "serialize_with" => read.with = Some(meta),
                "alias" | "default" | "skip_deserializing" | "deserialize_with" | "bound" | "borrow" => {}
                "getter" => errors.at(&meta, "`getter` belongs to `remote`, which cannot be sent"),
                _ => not_understood(&meta, errors),
            }
        }
        read
    }
}

/// `"name"`, or the `serialize` of `(serialize = "…", deserialize = "…")`.
fn serialized_name(meta: &Meta, errors: &Errors) -> Option<LitStr> {
    if let Meta::List(_) = meta {
        let inner = nested(meta, errors);
        return string(inner.iter().find(|meta| key(meta) == "serialize")?, errors);
    }
    string(meta, errors)
}

fn rule(meta: &Meta, errors: &Errors) -> Option<Case> {
    Case::parse(&serialized_name(meta, errors)?, errors)
}

fn not_understood(meta: &Meta, errors: &Errors) {
    let key = key(meta);
    errors.at(
        meta.path(),
        format_args!(
            "letter does not know serde's `{key}` and cannot tell what it does on the wire: write the type without it"
        ),
    );
}
