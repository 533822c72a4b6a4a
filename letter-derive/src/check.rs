//! What takes more than one attribute to see.

use std::collections::HashMap;

use syn::spanned::Spanned as _;

use crate::attr::Kind;
use crate::errors::Errors;
use crate::input::{Data, Field, Fields, Input, Style, Variant};

/// Checks a type of either derive.
pub(crate) fn value(input: &Input<'_>, errors: &Errors) {
    for field in input.fields() {
        check_field(field, errors);
    }
    match &input.data {
        Data::Struct(fields) => {
            let tag = input.serde.tag.as_ref().map(|tag| (tag.value(), tag.span()));
            distinct_names(fields, tag, errors);
        }
        Data::Enum(variants) => {
            for variant in variants {
                let tag = match &input.serde.content {
                    Some(_) => None,
                    None => input.serde.tag.as_ref().map(|tag| (tag.value(), tag.span())),
                };
                distinct_names(&variant.fields, tag, errors);
            }
        }
        Data::Union => {}
    }
}

/// Checks that a type can be the value of a property: that it says nothing of an event.
pub(crate) fn no_event(input: &Input<'_>, errors: &Errors) {
    for (_, meta) in &input.attrs.kinds {
        errors.at(
            meta,
            "`PropertyValue` is for the values inside of events: derive `LetterEvent` for what is sent by itself",
        );
    }
    for field in input.fields() {
        if let Some((lift, meta)) = &field.attrs.lift {
            errors.at(
                meta,
                format_args!(
                    "`{}` lifts a field of traits into the envelope: it belongs on a type with `#[derive(LetterEvent)]`",
                    lift.key()
                ),
            );
        }
    }
}

/// Checks that a type can be sent; its kind, if that is clear.
pub(crate) fn event(input: &Input<'_>, errors: &Errors) -> Option<Kind> {
    let kind = kind(input, errors);
    match &input.data {
        Data::Struct(Fields { style: Style::Tuple, .. }) => {
            errors.at(input.ident, "a tuple struct has no names for its properties: give its fields names")
        }
        Data::Struct(_) | Data::Union => {}
        Data::Enum(variants) if variants.is_empty() => {
            errors.at(input.ident, "an enum without variants has no value that could be sent");
        }
        Data::Enum(variants) => {
            for variant in variants {
                check_object(input, variant, errors);
            }
        }
    }
    let mut lifted: HashMap<&str, &Field<'_>> = HashMap::new();
    for field in input.fields() {
        if let Some((lift, meta)) = &field.attrs.lift {
            if matches!(input.data, Data::Enum(_)) {
                errors.at(meta, "the envelope's fields can be lifted out of a struct only");
            }
            if let Some(kind) = kind.filter(|kind| *kind != lift.kind()) {
                errors.at(meta, wrong_envelope(lift.key(), kind, lift.kind()));
            }
            if lifted.insert(lift.key(), field).is_some() {
                errors.at(meta, format_args!("another field is lifted as `{}` already", lift.key()));
            }
        }
    }
    kind
}

fn wrong_envelope(key: &str, kind: Kind, right: Kind) -> String {
    let call = |kind| match kind {
        Kind::Track => "a track event",
        Kind::Identify => "`identify`",
        Kind::Group => "`group`",
    };
    format!(
        "{} has no `{key}` in its envelope, only {} has: remove the attribute, and the field is sent as it is",
        call(kind),
        call(right)
    )
}

fn kind(input: &Input<'_>, errors: &Errors) -> Option<Kind> {
    match &input.attrs.kinds[..] {
        [(kind, _)] => Some(*kind),
        [] if input.attrs.unknown_key => None,
        [] => {
            errors.at(
                input.ident,
                "which call sends this type?\n\
                 Add `#[letter(track)]` for an event, `#[letter(identify)]` for a user's traits, \
                 or `#[letter(group)]` for an account's traits.",
            );
            None
        }
        [_, others @ ..] => {
            for (_, meta) in others {
                errors
                    .at(meta, "a type is sent with one call: choose one of `track`, `identify` and `group`");
            }
            None
        }
    }
}

/// Properties are an object: does serde write this variant as one?
fn check_object(input: &Input<'_>, variant: &Variant<'_>, errors: &Errors) {
    if variant.serde.skip {
        return;
    }
    let untagged = input.serde.untagged || variant.serde.untagged;
    let problem = match (variant.fields.style, variant.fields.fields.len()) {
        _ if !untagged && input.serde.tag.is_some() => return,
        (Style::Named, _) => return,
        // Without a tag the content stands alone: it may be an object, which serialising will tell.
        (Style::Tuple, 1) => return,
        (Style::Tuple, _) if !untagged => return,
        (Style::Tuple, _) => "serde writes this variant as an array",
        (Style::Unit, _) if untagged => "serde writes this variant as `null`",
        (Style::Unit, _) => "serde writes this variant as a string",
    };
    errors.at(
        variant.original,
        format_args!("{problem}, and properties are an object: give it named fields, or the enum `#[serde(tag = \"…\")]`"),
    );
}

fn check_field(field: &Field<'_>, errors: &Errors) {
    let serde = &field.serde;
    let first = field.constraints.first.as_ref();
    if let Some(constraint) = first {
        let problem = if serde.skip.is_some() {
            Some("the field is never sent")
        } else if serde.flatten.is_some() {
            Some("the field is flattened: put the constraint on the fields of its type")
        } else if serde.with.is_some() {
            Some("what is sent is made by `with`, and cannot be seen here")
        } else if field.constraints.replaced.is_some() {
            Some("`with` and `schema_with` give the schema another type than the field's")
        } else {
            None
        };
        if let Some(problem) = problem {
            errors.at(constraint, format_args!("this constraint cannot be checked: {problem}"));
        }
        if let Some(unchecked) = &field.attrs.unchecked {
            errors.at(unchecked, "`unchecked` and a constraint contradict each other");
        }
    }
    if let Some((lift, meta)) = &field.attrs.lift {
        let key = lift.key();
        for (attr, word) in [(&serde.skip, "skip"), (&serde.flatten, "flatten"), (&serde.with, "with")] {
            if attr.is_some() {
                errors.at(meta, format_args!("a field with `#[serde({word})]` cannot be lifted as `{key}`"));
            }
        }
    }
    if let (Some(pii), Some(_)) = (&field.attrs.pii, &serde.flatten) {
        errors.at(pii, "a flattened field has no name of its own: put `pii` on the fields of its type");
    }
}

/// Two fields of one name would be two keys of one object.
fn distinct_names(fields: &Fields<'_>, tag: Option<(String, proc_macro2::Span)>, errors: &Errors) {
    if fields.style != Style::Named {
        return;
    }
    let mut seen = HashMap::new();
    if let Some((name, span)) = tag {
        seen.insert(name, (span, "the tag"));
    }
    for field in &fields.fields {
        if field.serde.skip.is_some() || field.serde.flatten.is_some() {
            continue;
        }
        let span = field.serde.rename.as_ref().map_or_else(|| field.member.span(), syn::LitStr::span);
        if let Some((first, what)) = seen.get(&field.wire_name) {
            let name = &field.wire_name;
            let mut error =
                syn::Error::new(span, format_args!("`{name}` is on the wire twice: rename this field"));
            error.combine(syn::Error::new(*first, format_args!("`{name}` is {what} here")));
            errors.push(error);
        } else {
            seen.insert(field.wire_name.clone(), (span, "a field"));
        }
    }
}
