//! `LetterEvent` for the types of files, and the list of them.

use letter_schema::lower::{Body, Module, Presence, Root};
use letter_schema::plan::Plan;
use letter_schema::x_letter::Kind;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::types::ident;

/// The implementation for one file.
pub(super) fn implementation(plan: &Plan, module: &Module, root: &Root) -> TokenStream {
    let def = &module.types[root.ty.0];
    let name = ident(&def.name);
    let event = &plan.events[root.event];
    let validate = quote! {
        fn validate(&self) -> ::core::result::Result<(), __letter::Violations> {
            let mut found = __letter::Violations::none();
            __letter::PropertyValue::check(self, &__letter::Location::ROOT, &mut found);
            found.into_result()
        }
    };
    if !root.sendable {
        // No object, so nothing that can be sent; it can be checked all the same.
        return quote! {
            impl #name {
                /// Checks every rule of the schema that the type does not say.
                ///
                /// # Errors
                /// Everything that is wrong with the value.
                pub #validate
            }
        };
    }
    let kind = kind(event.kind);
    let wire_name = &event.name;
    let metadata = metadata(plan, module, root);
    let envelope = envelope(module, root);
    quote! {
        impl __letter::LetterEvent for #name {
            const KIND: __letter::Kind = __letter::Kind::#kind;
            const NAME: &'static ::core::primitive::str = #wire_name;
            const METADATA: __letter::Metadata = #metadata;
            #validate
            #envelope
        }
        impl __letter::SentWith<__letter::kind::#kind> for #name {}
    }
}

/// `PLAN`: everything that can be sent.
pub(super) fn plan(plan: &Plan, module: &Module) -> TokenStream {
    let entries = module.roots.iter().filter(|root| root.sendable).map(|root| {
        let event = &plan.events[root.event];
        let (kind, name) = (kind(event.kind), &event.name);
        let ty = &module.types[root.ty.0].name;
        let file = plan.sources.file(event.file).path();
        let metadata = metadata(plan, module, root);
        quote! {
            ::letter::PlanEntry {
                kind: ::letter::Kind::#kind,
                name: #name,
                type_name: #ty,
                file: #file,
                metadata: #metadata,
            }
        }
    });
    let file = plan.file.as_ref();
    let name = file.and_then(|file| file.name.clone()).unwrap_or_default();
    let description = file.and_then(|file| file.description.clone()).unwrap_or_default();
    quote! {
        /// Everything that this tracking plan lets be sent.
        #[allow(dead_code, reason = "for whoever wants to look")]
        pub const PLAN: ::letter::Plan = {
            use ::letter::__private as __letter;
            ::letter::Plan { name: #name, description: #description, entries: &[#(#entries),*] }
        };
    }
}

fn kind(kind: Kind) -> proc_macro2::Ident {
    format_ident!("{kind:?}")
}

fn metadata(plan: &Plan, module: &Module, root: &Root) -> TokenStream {
    let event = &plan.events[root.event];
    let def = &module.types[root.ty.0];
    let said = &event.extension;
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let (description, deprecated) = (def.doc.trim(), def.deprecated);
    let (owner, since, replaced_by) = (text(&said.owner), text(&said.since), text(&said.replaced_by));
    let tags = &said.tags;
    let mut personal = Vec::new();
    if let Body::Struct { fields, .. } = &def.body {
        for field in fields {
            if let Some(class) = &field.pii {
                let key = &field.key;
                personal.push(quote!((#key, #class)));
            }
        }
    }
    quote! {
        __letter::Metadata {
            description: #description,
            owner: #owner,
            tags: &[#(#tags),*],
            since: #since,
            deprecated: #deprecated,
            replaced_by: #replaced_by,
            personal_data: &[#(#personal),*],
        }
    }
}

/// What the wire wants beside the traits.
fn envelope(module: &Module, root: &Root) -> TokenStream {
    let Body::Struct { fields, .. } = &module.types[root.ty.0].body else { return TokenStream::new() };
    let lifted: Vec<_> = fields
        .iter()
        .filter(|field| !matches!(field.presence, Presence::Constant(_)))
        .filter_map(|field| Some((field, field.lift?)))
        .collect();
    if lifted.is_empty() {
        return TokenStream::new();
    }
    let keys = lifted.iter().map(|(field, _)| &field.key);
    let slots = lifted.iter().map(|(field, lift)| {
        let (slot, name) = (format_ident!("{}", lift.key()), ident(&field.name));
        quote!(envelope.#slot = __letter::envelope_text(&self.#name);)
    });
    quote! {
        const LIFTED: &'static [&'static ::core::primitive::str] = &[#(#keys),*];
        fn envelope(&self) -> __letter::Envelope<'_> {
            let mut envelope = <__letter::Envelope as ::core::default::Default>::default();
            #(#slots)*
            envelope
        }
    }
}
