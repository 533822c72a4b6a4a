//! `impl LetterEvent`, and the marker of its kind.

use letter_schema::name::event_name_of_type;
use proc_macro2::TokenStream;
use quote::quote;
use syn::LitStr;
use syn::ext::IdentExt as _;

use super::generics::{header, sendable};
use crate::attr::Kind;
use crate::input::{Field, Input};

/// For a track event `OrderCompleted`:
///
/// ```text
/// impl LetterEvent for OrderCompleted {
///     const KIND: Kind = Kind::Track;
///     const NAME: &'static str = "Order Completed";
///     const METADATA: Metadata = …;
///     fn validate(&self) -> Result<(), Violations> { … }
/// }
/// impl SentWith<kind::Track> for OrderCompleted {}
/// ```
pub(super) fn expand(input: &Input<'_>, kind: Kind, faulty: bool, checks: &TokenStream) -> TokenStream {
    let generics = sendable(input);
    let event = header(input, &generics, &quote!(__letter::LetterEvent));
    let name = name(input, kind);
    let metadata = metadata(input);
    let envelope = if faulty { TokenStream::new() } else { envelope(input) };
    // With the kind in doubt, every call is right, so that only the doubt is reported.
    let kinds = match &input.attrs.kinds[..] {
        [_] => vec![kind.ident()],
        _ => [Kind::Track, Kind::Identify, Kind::Group].map(Kind::ident).to_vec(),
    };
    let markers = kinds.iter().map(|kind| {
        let marker = header(input, &generics, &quote!(__letter::SentWith<__letter::kind::#kind>));
        quote! {
            #[automatically_derived]
            #marker {}
        }
    });
    let kind = kind.ident();
    quote! {
        #[automatically_derived]
        #event {
            const KIND: __letter::Kind = __letter::Kind::#kind;
            const NAME: &'static ::core::primitive::str = #name;
            const METADATA: __letter::Metadata = #metadata;
            fn validate(&self) -> ::core::result::Result<(), __letter::Violations> {
                let mut __found = __letter::Violations::none();
                __letter::PropertyValue::check(self, &__letter::Location::ROOT, &mut __found);
                #checks
                __found.into_result()
            }
            #envelope
        }
        #(#markers)*
    }
}

/// The event's name on the wire; that of the type for traits.
pub(super) fn name(input: &Input<'_>, kind: Kind) -> String {
    match (&input.attrs.name, kind) {
        (Some(name), Kind::Track) => name.value(),
        (None, Kind::Track) => event_name_of_type(&input.ident.unraw().to_string()),
        (_, Kind::Identify | Kind::Group) => input.ident.unraw().to_string(),
    }
}

fn metadata(input: &Input<'_>) -> TokenStream {
    let text = |text: &Option<LitStr>| text.as_ref().map(LitStr::value).unwrap_or_default();
    let description = &input.description;
    let (owner, since) = (text(&input.attrs.owner), text(&input.attrs.since));
    let replaced_by = text(&input.attrs.replaced_by);
    let (tags, deprecated) = (&input.attrs.tags, input.deprecated);
    let personal_data = input.fields().filter_map(|field| {
        let (name, class) = (&field.wire_name, field.attrs.pii.as_ref()?);
        Some(quote!((#name, #class)))
    });
    quote! {
        __letter::Metadata {
            description: #description,
            owner: #owner,
            tags: &[#(#tags),*],
            since: #since,
            deprecated: #deprecated,
            replaced_by: #replaced_by,
            personal_data: &[#(#personal_data),*],
        }
    }
}

fn envelope(input: &Input<'_>) -> TokenStream {
    let lifted: Vec<&Field<'_>> = input.fields().filter(|field| field.attrs.lift.is_some()).collect();
    if lifted.is_empty() {
        return TokenStream::new();
    }
    let keys = lifted.iter().map(|field| &field.wire_name);
    let slots = lifted.iter().filter_map(|field| {
        let (lift, _) = field.attrs.lift.as_ref()?;
        let slot = syn::Ident::new(lift.key(), proc_macro2::Span::call_site());
        let member = &field.member;
        let ty = field.ty();
        Some(quote!(__envelope.#slot = __letter::envelope_text::<#ty>(&self.#member);))
    });
    quote! {
        const LIFTED: &'static [&'static ::core::primitive::str] = &[#(#keys),*];
        fn envelope(&self) -> __letter::Envelope<'_> {
            let mut __envelope = <__letter::Envelope as ::core::default::Default>::default();
            #(#slots)*
            __envelope
        }
    }
}
