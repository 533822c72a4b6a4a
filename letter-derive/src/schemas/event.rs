//! `LetterEvent` for the types of files, and the list of them.

use letter_schema::lower::{Body, Module, Presence, Root};
use letter_schema::plan::Plan;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::types::ident;

/// The implementation for one file.
pub(super) fn implementation(plan: &Plan, module: &Module, root: &Root) -> TokenStream {
    let def = &module.types[root.ty.0];
    let name = ident(&def.name);
    if !root.sendable {
        return quote!(__letter::event! { #name });
    }
    let event = &plan.events[root.event];
    let (kind, wire_name) = (ident(&format!("{:?}", event.kind)), &event.name);
    let metadata = metadata(plan, module, root);
    let lifted = lifted(module, root);
    quote!(__letter::event! { #name #kind #wire_name { #metadata } #lifted })
}

/// `PLAN`: everything that can be sent.
pub(super) fn plan(plan: &Plan, module: &Module) -> TokenStream {
    let entries = module.roots.iter().filter(|root| root.sendable).map(|root| {
        let ty = &module.types[root.ty.0].name;
        let (name, file) = (ident(ty), plan.sources.file(plan.events[root.event].file).path());
        quote!(::letter::PlanEntry::of::<#name>(#ty, #file))
    });
    let file = plan.file.as_ref();
    let name = file.and_then(|file| file.name.clone()).unwrap_or_default();
    let description = file.and_then(|file| file.description.clone()).unwrap_or_default();
    quote! {
        /// Everything that this tracking plan lets be sent.
        #[allow(dead_code, deprecated, reason = "for whoever wants to look")]
        pub const PLAN: ::letter::Plan =
            ::letter::Plan { name: #name, description: #description, entries: &[#(#entries),*] };
    }
}

/// What the plan says, as fields of `Metadata`.
fn metadata(plan: &Plan, module: &Module, root: &Root) -> TokenStream {
    let said = &plan.events[root.event].extension;
    let def = &module.types[root.ty.0];
    let mut fields = TokenStream::new();
    let mut text = |key: &str, value: Option<&str>| {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            let key = format_ident!("{key}");
            fields.extend(quote!(#key: #value,));
        }
    };
    text("description", Some(def.doc.trim()));
    text("owner", said.owner.as_deref());
    text("since", said.since.as_deref());
    text("replaced_by", said.replaced_by.as_deref());
    if !said.tags.is_empty() {
        let tags = &said.tags;
        fields.extend(quote!(tags: &[#(#tags),*],));
    }
    if def.deprecated {
        fields.extend(quote!(deprecated: true,));
    }
    if let Body::Struct { fields: members, .. } = &def.body {
        let personal: Vec<TokenStream> = members
            .iter()
            .filter_map(|field| {
                let (key, class) = (&field.key, field.pii.as_ref()?);
                Some(quote!((#key, #class)))
            })
            .collect();
        if !personal.is_empty() {
            fields.extend(quote!(personal_data: &[#(#personal),*],));
        }
    }
    fields
}

/// What the wire wants beside the traits.
fn lifted(module: &Module, root: &Root) -> TokenStream {
    let Body::Struct { fields, .. } = &module.types[root.ty.0].body else { return TokenStream::new() };
    let lifted = fields.iter().filter(|field| !matches!(field.presence, Presence::Constant(_)));
    let lifted = lifted.filter_map(|field| {
        let (name, slot, key) = (ident(&field.name), format_ident!("{}", field.lift?.key()), &field.key);
        Some(quote!(#name #slot #key,))
    });
    lifted.collect()
}
