//! The module of a plan: its types, and what they implement.

use std::collections::HashMap;

use letter_schema::lower::{Body, Field, Module, Presence, Rest, Tag, TypeDef, Variant};
use letter_schema::plan::Plan;
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::checks::{Checks, checked};
use super::event;
use super::test::{expression, function};
use super::types::{constant, doc, ident, ty};

/// The patterns of a module, each compiled once.
#[derive(Default)]
pub(super) struct Patterns {
    names: HashMap<String, Ident>,
    order: Vec<(Ident, String)>,
}

impl Patterns {
    /// The static of a pattern.
    pub(super) fn of(&mut self, pattern: &str) -> Ident {
        if let Some(name) = self.names.get(pattern) {
            return name.clone();
        }
        let name = format_ident!("PATTERN_{}", self.order.len());
        self.names.insert(pattern.to_owned(), name.clone());
        self.order.push((name.clone(), pattern.to_owned()));
        name
    }

    fn statics(&self) -> TokenStream {
        let statics = self.order.iter().map(|(name, pattern)| {
            quote!(static #name: __letter::Pattern = __letter::Pattern::new(#pattern);)
        });
        statics.collect()
    }
}

/// Everything that `schemas!` expands to but errors.
pub(super) fn module(plan: &Plan, module: &Module) -> TokenStream {
    let checked = checked(module);
    let mut patterns = Patterns::default();
    let types: TokenStream = module.types.iter().map(|def| declaration(module, def)).collect();
    let mut implementations = TokenStream::new();
    for def in &module.types {
        implementations.extend(implementation(module, def, &checked, &mut patterns));
    }
    for root in &module.roots {
        implementations.extend(event::implementation(plan, module, root));
    }
    let tests: Vec<TokenStream> = module
        .tests
        .iter()
        .enumerate()
        .map(|(at, test)| {
            let (name, test) = (function(at), expression(test, &mut patterns));
            quote!(fn #name(v: __letter::View<'_>) -> ::core::primitive::bool { #test })
        })
        .collect();
    let patterns = patterns.statics();
    let constant = event::plan(plan, module);
    quote! {
        #types
        #constant
        #[doc(hidden)]
        #[allow(warnings, clippy::all, clippy::pedantic, clippy::nursery, clippy::restriction, reason = "generated code")]
        const _: () = {
            use ::letter::__private as __letter;
            #implementations
            #(#tests)*
            #patterns
        };
    }
}

fn declaration(module: &Module, def: &TypeDef) -> TokenStream {
    let (name, doc) = (ident(&def.name), doc(&def.doc));
    let deprecated = def.deprecated.then(|| quote!(#[deprecated]));
    // Names that are no words of Rust's style, such as `_2020`, are the file's own.
    let allow = def.name.contains('_').then(|| quote!(#[allow(non_camel_case_types, reason = "the name in the schema")]));
    let head = quote!(#doc #deprecated #allow);
    match &def.body {
        Body::Struct { fields, rest, .. } => {
            let fields = fields.iter().filter(|field| !matches!(field.presence, Presence::Constant(_)));
            let fields = fields.map(|field| declared(module, field));
            let rest = rest.as_ref().map(|rest| declared_rest(module, rest));
            quote! {
                #head
                #[derive(Clone, Debug, PartialEq)]
                pub struct #name { #(#fields)* #rest }
            }
        }
        Body::Constants(values) => {
            let styled = values.iter().all(|(name, _)| !name.contains('_'));
            let allow = (!styled && !def.name.contains('_'))
                .then(|| quote!(#[allow(non_camel_case_types, reason = "the values in the schema")]));
            let variants = values.iter().map(|(name, value)| {
                let (name, text) = (ident(name), format!(" `{value}`"));
                quote!(#[doc = #text] #name,)
            });
            quote! {
                #head #allow
                #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
                pub enum #name { #(#variants)* }
            }
        }
        Body::Union { variants, .. } => {
            let variants = variants.iter().map(|variant| {
                let (name, doc, ty) = (ident(&variant.name), super::types::doc(&variant.doc), content(module, variant));
                quote!(#doc #name(#ty),)
            });
            quote! {
                #head
                #[derive(Clone, Debug, PartialEq)]
                pub enum #name { #(#variants)* }
            }
        }
        Body::Newtype(inner) => {
            let inner = ty(module, inner);
            quote! {
                #head
                #[derive(Clone, Debug, PartialEq)]
                pub struct #name(pub #inner);
            }
        }
    }
}

fn declared(module: &Module, field: &Field) -> TokenStream {
    let (name, doc) = (ident(&field.name), doc(&field.doc));
    let deprecated = field.deprecated.then(|| quote!(#[deprecated]));
    let mut ty = ty(module, &field.value);
    if field.boxed {
        ty = quote!(::letter::__private::Box<#ty>);
    }
    if let Presence::Optional = field.presence {
        ty = quote!(::core::option::Option<#ty>);
    }
    quote!(#doc #deprecated pub #name: #ty,)
}

fn declared_rest(module: &Module, rest: &Rest) -> TokenStream {
    let (name, ty) = (ident(&rest.name), ty(module, &rest.value));
    quote! {
        /// Properties that the schema allows and does not name.
        pub #name: ::letter::__private::BTreeMap<::letter::__private::String, #ty>,
    }
}

fn content(module: &Module, variant: &Variant) -> TokenStream {
    let ty = ty(module, &variant.value);
    if variant.boxed { quote!(::letter::__private::Box<#ty>) } else { ty }
}

fn implementation(module: &Module, def: &TypeDef, checked: &[bool], patterns: &mut Patterns) -> TokenStream {
    let name = ident(&def.name);
    let mut checks = Checks::new(patterns, checked);
    match &def.body {
        Body::Struct { fields, rest, known } => {
            let shown = shown(fields, rest.as_ref());
            let read = read(fields, rest.as_ref());
            let mut calls: Vec<TokenStream> = Vec::new();
            for field in fields {
                calls.extend(field_checks(field, &mut checks));
            }
            if let Some(rest) = rest {
                let field = ident(&rest.name);
                if !known.is_empty() {
                    calls.push(quote!(__letter::rest(&self.#field, &[#(#known),*], at, found);));
                }
                let inner = checks.of(&quote!(item), &rest.value, 0);
                if !inner.is_empty() {
                    calls.push(quote! {
                        for (key, item) in self.#field.iter() { let at = &at.key(key); #(#inner)* }
                    });
                }
            }
            let check = check(&name, def, calls, &mut checks);
            quote! {
                impl __letter::Object for #name {
                    fn fields<'a, V: __letter::Visit<'a>>(&'a self, visit: &mut V) -> ::core::result::Result<(), V::Error> {
                        #shown
                    }
                }
                impl __letter::FromJson for #name {
                    fn from_json(value: __letter::Value) -> ::core::result::Result<Self, __letter::Mismatch> {
                        #read
                    }
                }
                __letter::object!(#name);
                #check
            }
        }
        Body::Constants(values) => {
            let values = values.iter().map(|(variant, value)| {
                let (variant, value) = (ident(variant), constant(value));
                quote!((Self::#variant, #value))
            });
            quote! {
                impl __letter::Constants for #name {
                    const VALUES: &'static [(Self, __letter::Constant)] = &[#(#values),*];
                }
                __letter::constants!(#name);
            }
        }
        Body::Union { variants, tag } => {
            let names: Vec<Ident> = variants.iter().map(|variant| ident(&variant.name)).collect();
            let decode = decode(variants, tag.as_ref());
            let arms = variants.iter().zip(&names).filter_map(|(variant, name)| {
                let calls = checks.of(&quote!(value), &variant.value, 0);
                (!calls.is_empty()).then(|| quote!(Self::#name(value) => { #(#calls)* }))
            });
            let arms: Vec<TokenStream> = arms.collect();
            let rest = (arms.len() < variants.len()).then(|| quote!(_ => {}));
            let calls = if arms.is_empty() { Vec::new() } else { vec![quote!(match self { #(#arms)* #rest })] };
            let check = check(&name, def, calls, &mut checks);
            quote! {
                __letter::union!(#name: #(#names)*);
                impl __letter::FromJson for #name {
                    fn from_json(value: __letter::Value) -> ::core::result::Result<Self, __letter::Mismatch> {
                        #decode
                    }
                }
                #check
            }
        }
        Body::Newtype(inner) => {
            let calls = checks.of(&quote!(&self.0), inner, 0);
            let check = check(&name, def, calls, &mut checks);
            let _ = module;
            quote! {
                __letter::union!(#name);
                #check
            }
        }
    }
}

/// `PropertyValue`, with what is checked of the whole behind what is checked of its parts.
fn check(name: &Ident, def: &TypeDef, mut calls: Vec<TokenStream>, checks: &mut Checks<'_>) -> TokenStream {
    let whole = letter_schema::lower::Use { ty: letter_schema::lower::Ty::Any, checks: def.checks.clone() };
    calls.extend(checks.of(&quote!(self), &whole, 0));
    quote! {
        impl __letter::PropertyValue for #name {
            fn check(&self, at: &__letter::Location<'_>, found: &mut __letter::Violations) {
                #(#calls)*
            }
        }
    }
}

fn field_checks(field: &Field, checks: &mut Checks<'_>) -> Option<TokenStream> {
    if let Presence::Constant(_) = field.presence {
        return None;
    }
    let (name, key) = (ident(&field.name), &field.key);
    let options = usize::from(matches!(field.presence, Presence::Optional));
    let calls = checks.of(&quote!(&self.#name), &field.value, options);
    (!calls.is_empty()).then(|| quote!({ let at = &at.key(#key); #(#calls)* }))
}

/// The fields, one after the other.
fn shown(fields: &[Field], rest: Option<&Rest>) -> TokenStream {
    let fields = fields.iter().map(|field| {
        let (name, key) = (ident(&field.name), &field.key);
        match &field.presence {
            Presence::Required => quote!(visit.field(#key, &self.#name)?;),
            Presence::Optional => quote!(visit.optional(#key, &self.#name)?;),
            Presence::Constant(value) => {
                let value = constant(value);
                quote!(visit.field(#key, &#value)?;)
            }
        }
    });
    let end = match rest {
        Some(rest) => {
            let name = ident(&rest.name);
            quote!(visit.rest(&self.#name))
        }
        None => quote!(::core::result::Result::Ok(())),
    };
    quote!(#(#fields)* #end)
}

fn read(fields: &[Field], rest: Option<&Rest>) -> TokenStream {
    let constants = fields.iter().filter_map(|field| {
        let Presence::Constant(value) = &field.presence else { return None };
        let (key, value) = (&field.key, constant(value));
        Some(quote!(object.constant(#key, &#value)?;))
    });
    let values = fields.iter().filter_map(|field| {
        let (name, key) = (ident(&field.name), &field.key);
        match field.presence {
            Presence::Required => Some(quote!(#name: object.required(#key)?,)),
            Presence::Optional => Some(quote!(#name: object.optional(#key)?,)),
            Presence::Constant(_) => None,
        }
    });
    let rest = rest.map(|rest| {
        let name = ident(&rest.name);
        quote!(#name: object.rest()?,)
    });
    quote! {
        let mut object = __letter::ObjectReader::new(value)?;
        #(#constants)*
        let this = Self { #(#values)* #rest };
        object.end(this)
    }
}

fn decode(variants: &[Variant], tag: Option<&Tag>) -> TokenStream {
    if let Some(tag) = tag {
        let (key, shown) = (&tag.key, tag.values.join(", "));
        let arms = variants.iter().zip(&tag.values).map(|(variant, value)| {
            let name = ident(&variant.name);
            quote! {
                ::core::option::Option::Some(#value) => __letter::FromJson::from_json(value).map(Self::#name),
            }
        });
        return quote! {
            match __letter::tag(&value, #key) {
                #(#arms)*
                _ => ::core::result::Result::Err(__letter::no_variant(#shown, &value)),
            }
        };
    }
    let shown: Vec<&str> = variants.iter().map(|variant| variant.name.as_str()).collect();
    let shown = shown.join(", ");
    let attempts = variants.iter().enumerate().map(|(at, variant)| {
        let name = ident(&variant.name);
        if at == 0 {
            quote!(__letter::attempt(&value, Self::#name))
        } else {
            quote!(.or_else(|| __letter::attempt(&value, Self::#name)))
        }
    });
    quote!(#(#attempts)*.ok_or_else(|| __letter::no_variant(#shown, &value)))
}
