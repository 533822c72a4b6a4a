//! What a derive was given: the type, with every attribute read.

use proc_macro2::Span;
use syn::ext::IdentExt as _;
use syn::{Attribute, DeriveInput, Generics, Ident, Index, Member, Type};

use crate::attr::{Constraints, ContainerAttrs, FieldAttrs, SerdeContainer, SerdeField, SerdeVariant, doc};
use crate::case::Case;
use crate::errors::Errors;

/// A struct or an enum.

pub(crate) struct Input<'a> {
    pub(crate) ident: &'a Ident,
    pub(crate) generics: &'a Generics,
    pub(crate) attrs: ContainerAttrs,
    pub(crate) serde: SerdeContainer,
    pub(crate) description: String,
    pub(crate) deprecated: bool,
    pub(crate) data: Data<'a>,
}

pub(crate) enum Data<'a> {
    Struct(Fields<'a>),
    Enum(Vec<Variant<'a>>),
    /// Reported already.
    Union,
}

pub(crate) struct Variant<'a> {
    pub(crate) original: &'a syn::Variant,
    pub(crate) wire_name: String,
    pub(crate) serde: SerdeVariant,
    pub(crate) fields: Fields<'a>,
}

pub(crate) struct Fields<'a> {
    pub(crate) style: Style,
    pub(crate) fields: Vec<Field<'a>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Style {
    Named,
    Tuple,
    Unit,
}

pub(crate) struct Field<'a> {
    pub(crate) original: &'a syn::Field,
    pub(crate) member: Member,
    /// The variable that generated code binds it to.
    pub(crate) binding: Ident,
    /// The key on the wire, of a field with a name.
    pub(crate) wire_name: String,
    pub(crate) attrs: FieldAttrs,
    pub(crate) serde: SerdeField,
    pub(crate) constraints: Constraints,
}

impl Field<'_> {
    pub(crate) fn ty(&self) -> &Type {
        &self.original.ty
    }

    /// Whether the value on the wire is the field's own, and so can be checked.
    pub(crate) fn is_checked(&self) -> bool {
        self.serde.skip.is_none() && self.serde.with.is_none() && self.attrs.unchecked.is_none()
    }
}

impl<'a> Input<'a> {
    pub(crate) fn read(input: &'a DeriveInput, errors: &Errors) -> Self {
        let attrs = ContainerAttrs::read(&input.attrs, errors);
        let serde = SerdeContainer::read(&input.attrs, errors);
        Constraints::check_container(&input.attrs, errors);
        let data = match &input.data {
            syn::Data::Struct(data) => Data::Struct(Fields::read(&data.fields, serde.rename_all, errors)),
            syn::Data::Enum(data) => Data::Enum(
                data.variants.iter().map(|variant| Variant::read(variant, &serde, errors)).collect(),
            ),
            syn::Data::Union(data) => {
                errors.at(data.union_token, "a union cannot be serialised: use a struct or an enum");
                Data::Union
            }
        };
        Self {
            ident: &input.ident,
            generics: &input.generics,
            attrs,
            serde,
            description: doc(&input.attrs),
            deprecated: input.attrs.iter().any(|attr| attr.path().is_ident("deprecated")),
            data,
        }
    }

    /// All fields, of a struct or of all variants.
    pub(crate) fn fields(&self) -> Box<dyn Iterator<Item = &Field<'a>> + '_> {
        match &self.data {
            Data::Struct(fields) => Box::new(fields.fields.iter()),
            Data::Enum(variants) => Box::new(variants.iter().flat_map(|variant| &variant.fields.fields)),
            Data::Union => Box::new(std::iter::empty()),
        }
    }
}

impl<'a> Variant<'a> {
    fn read(variant: &'a syn::Variant, container: &SerdeContainer, errors: &Errors) -> Self {
        let serde = SerdeVariant::read(&variant.attrs, errors);
        Constraints::check_container(&variant.attrs, errors);
        no_letter_keys(&variant.attrs, errors);
        let name = variant.ident.unraw().to_string();
        let wire_name = match (&serde.rename, container.rename_all) {
            (Some(rename), _) => rename.value(),
            (None, Some(case)) => case.of_variant(&name),
            (None, None) => name,
        };
        let fields = Fields::read(&variant.fields, serde.rename_all.or(container.rename_all_fields), errors);
        Self { original: variant, wire_name, serde, fields }
    }
}

fn no_letter_keys(attrs: &[Attribute], errors: &Errors) {
    for attr in attrs.iter().filter(|attr| attr.path().is_ident("letter")) {
        errors.at(attr, "`#[letter(…)]` belongs on the type or on a field, not on a variant");
    }
}

impl<'a> Fields<'a> {
    fn read(fields: &'a syn::Fields, rename_all: Option<Case>, errors: &Errors) -> Self {
        let style = match fields {
            syn::Fields::Named(_) => Style::Named,
            syn::Fields::Unnamed(_) => Style::Tuple,
            syn::Fields::Unit => Style::Unit,
        };
        let fields = fields.iter().enumerate();
        Self { style, fields: fields.map(|(at, field)| Field::read(field, at, rename_all, errors)).collect() }
    }
}

impl<'a> Field<'a> {
    fn read(field: &'a syn::Field, at: usize, rename_all: Option<Case>, errors: &Errors) -> Self {
        let serde = SerdeField::read(&field.attrs, errors);
        let name = field.ident.as_ref().map(|ident| ident.unraw().to_string());
        let wire_name = match (&serde.rename, rename_all, name) {
            (Some(rename), _, _) => rename.value(),
            (None, Some(case), Some(name)) => case.of_field(&name),
            (None, None, Some(name)) => name,
            (None, _, None) => at.to_string(),
        };
        let member = match &field.ident {
            Some(ident) => Member::Named(ident.clone()),
            None => Member::Unnamed(Index::from(at)),
        };
        Self {
            original: field,
            member,
            binding: Ident::new(&format!("__field{at}"), Span::call_site()),
            wire_name,
            attrs: FieldAttrs::read(&field.attrs, errors),
            serde,
            constraints: Constraints::read(&field.attrs, errors),
        }
    }
}
