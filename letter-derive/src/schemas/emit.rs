//! The module of a plan: its types, and what they implement.

use std::collections::HashMap;

use letter_schema::json::Json;
use letter_schema::lower::{Body, Field, Module, Presence, Rest, Tag, Ty, TypeDef, Use, Variant};
use letter_schema::plan::Plan;
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::checks::{Checks, checked};
use super::event;
use super::test::{evaluation, expression, function};
use super::types::{constant, doc, generic, ident, standard, ty};

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
            let pattern = compiled(pattern);
            quote!(static #name: __letter::Pattern = #pattern;)
        });
        statics.collect()
    }
}

/// A pattern with its table, or one that is compiled when it is needed.
pub(crate) fn compiled(pattern: &str) -> TokenStream {
    match letter_schema::pattern::table(pattern) {
        Some(table) => {
            let table = proc_macro2::Literal::byte_string(&table);
            quote!(__letter::Pattern::of_table(#pattern, #table))
        }
        None => quote!(__letter::Pattern::new(#pattern)),
    }
}

/// Everything that `schemas!` expands to but errors. `samples` are values of the types, if they are wanted.
pub(super) fn module(plan: &Plan, module: &Module, samples: &[Option<String>]) -> TokenStream {
    let checked = checked(module);
    let mut patterns = Patterns::default();
    let types: TokenStream = module.types.iter().map(|def| declaration(module, def)).collect();
    let mut implementations = TokenStream::new();
    for def in &module.types {
        implementations.extend(implementation(def, &checked, &mut patterns));
    }
    for (def, sample) in module.types.iter().zip(samples) {
        if let Some(json) = sample {
            let name = ident(&def.name);
            implementations.extend(quote!(__letter::sample_of! { #name #json }));
        }
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
    let evaluations = module.evaluations.iter().enumerate();
    let evaluations: Vec<TokenStream> =
        evaluations.map(|(at, one)| evaluation(at, one, &mut patterns)).collect();
    let patterns = patterns.statics();
    let constant = event::plan(plan, module);
    quote! {
        #types
        #constant
        #[doc(hidden)]
        #[allow(warnings, clippy::all, clippy::pedantic, reason = "generated code")]
        const _: () = {
            use ::letter::__private as __letter;
            #implementations
            #(#tests)*
            #(#evaluations)*
            #patterns
        };
    }
}

fn declaration(module: &Module, def: &TypeDef) -> TokenStream {
    let (name, doc) = (ident(&def.name), doc(&def.doc));
    let deprecated = def.deprecated.then(|| quote!(#[deprecated]));
    // Names that are no words of Rust's style, such as `_2020`, are the file's own.
    let allow = def
        .name
        .contains('_')
        .then(|| quote!(#[allow(non_camel_case_types, reason = "the name in the schema")]));
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
                let ident = ident(name);
                let doc = (!says_the_same(name, value)).then(|| super::types::doc(&format!("`{value}`")));
                quote!(#doc #ident,)
            });
            quote! {
                #head #allow
                #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
                pub enum #name { #(#variants)* }
            }
        }
        Body::Union { variants, .. } => {
            let variants = variants.iter().map(|variant| {
                let (name, doc, ty) =
                    (ident(&variant.name), super::types::doc(&variant.doc), content(module, variant));
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

/// Whether a variant's name leaves no doubt about its value.
fn says_the_same(name: &str, value: &Json) -> bool {
    let letters =
        |text: &str| text.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    value.as_str().is_some_and(|text| letters(text) == letters(name))
}

fn declared(module: &Module, field: &Field) -> TokenStream {
    let (name, doc) = (ident(&field.name), doc(&field.doc));
    let deprecated = field.deprecated.then(|| quote!(#[deprecated]));
    let mut ty = ty(module, &field.value);
    if field.boxed {
        ty = generic(module, "Box", &ty);
    }
    if let Presence::Optional = field.presence {
        ty = generic(module, "Option", &ty);
    }
    quote!(#doc #deprecated pub #name: #ty,)
}

fn declared_rest(module: &Module, rest: &Rest) -> TokenStream {
    let (name, ty) = (ident(&rest.name), ty(module, &rest.value));
    let string = standard(module, "String");
    quote! {
        /// Properties that the schema allows and does not name.
        pub #name: ::letter::__private::BTreeMap<#string, #ty>,
    }
}

fn content(module: &Module, variant: &Variant) -> TokenStream {
    let ty = ty(module, &variant.value);
    if variant.boxed { generic(module, "Box", &ty) } else { ty }
}

fn implementation(def: &TypeDef, checked: &[bool], patterns: &mut Patterns) -> TokenStream {
    let name = ident(&def.name);
    let mut checks = Checks::new(patterns, checked);
    match &def.body {
        Body::Struct { fields, rest, known } => {
            let table = fields.iter().filter_map(|field| {
                let (name, key) = (ident(&field.name), &field.key);
                match &field.presence {
                    Presence::Required => Some(quote!(#name required #key,)),
                    Presence::Optional => Some(quote!(#name optional #key,)),
                    Presence::Constant(_) => None,
                }
            });
            let constants = fields.iter().filter_map(|field| {
                let Presence::Constant(value) = &field.presence else { return None };
                let (key, value) = (&field.key, constant(value));
                Some(quote!(= #key #value,))
            });
            let rest_field = rest.as_ref().map(|rest| {
                let name = ident(&rest.name);
                quote!(.. #name)
            });
            let mut calls: Vec<TokenStream> =
                fields.iter().filter_map(|field| field_checks(field, &mut checks)).collect();
            if let Some(rest) = rest {
                let field = ident(&rest.name);
                let inner = checks.of(&rest.value, 0);
                let inner = (!inner.is_empty()).then(|| quote!(.entries(|item| { item #inner; })));
                calls.push(quote!(c.rest(&self.#field, &[#(#known),*]) #inner;));
            }
            let check = check(&name, def, calls, &mut checks);
            quote!(__letter::object! { #name { #(#table)* #(#constants)* #rest_field } } #check)
        }
        Body::Constants(values) => {
            let values = values.iter().map(|(variant, value)| {
                let (variant, value) = (ident(variant), constant(value));
                quote!(#variant #value,)
            });
            quote!(__letter::constants! { #name { #(#values)* } })
        }
        Body::Union { variants, tag } => {
            let names: Vec<Ident> = variants.iter().map(|variant| ident(&variant.name)).collect();
            let table = match tag {
                Some(Tag { key, values }) => quote!(#name by #key { #(#names #values,)* }),
                None => quote!(#name { #(#names,)* }),
            };
            let arms = variants.iter().zip(&names).filter_map(|(variant, name)| {
                let calls = checks.of(&variant.value, 0);
                (!calls.is_empty()).then(|| quote!(Self::#name(value) => { c.this(value) #calls; }))
            });
            let arms: Vec<TokenStream> = arms.collect();
            let rest = (arms.len() < variants.len()).then(|| quote!(_ => {}));
            let calls =
                if arms.is_empty() { Vec::new() } else { vec![quote!(match self { #(#arms)* #rest })] };
            let check = check(&name, def, calls, &mut checks);
            quote!(__letter::union! { #table } #check)
        }
        Body::Newtype(inner) => {
            let calls = checks.of(inner, 0);
            let calls = if calls.is_empty() { Vec::new() } else { vec![quote!(c.this(&self.0) #calls;)] };
            let check = check(&name, def, calls, &mut checks);
            quote!(__letter::newtype! { #name } #check)
        }
    }
}

/// What is checked of the whole stands behind what is checked of its parts.
fn check(name: &Ident, def: &TypeDef, mut calls: Vec<TokenStream>, checks: &mut Checks<'_>) -> TokenStream {
    let whole = checks.of(&Use { ty: Ty::Any, checks: def.checks.clone() }, 0);
    if !whole.is_empty() {
        calls.push(quote!(c.this(self) #whole;));
    }
    quote! {
        impl __letter::Check for #name {
            fn check(&self, c: &mut __letter::Checker<'_>) { #(#calls)* }
        }
    }
}

fn field_checks(field: &Field, checks: &mut Checks<'_>) -> Option<TokenStream> {
    let (name, key) = (ident(&field.name), &field.key);
    let optional = match field.presence {
        Presence::Constant(_) => return None,
        Presence::Optional => true,
        Presence::Required => false,
    };
    // Any value may be null, which is not the same as missing.
    if optional && matches!(field.value.ty, Ty::Any) {
        let calls = checks.of(&field.value, 0);
        let some = quote!(::core::option::Option::Some(value));
        return (!calls.is_empty())
            .then(|| quote!(if let #some = &self.#name { c.field(#key, value) #calls; }));
    }
    let calls = checks.of(&field.value, usize::from(optional));
    (!calls.is_empty()).then(|| quote!(c.field(#key, &self.#name) #calls;))
}
