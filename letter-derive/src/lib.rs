//! The macros of `letter`; their documentation stands on the re-exports in that crate.

mod attr;
mod case;
mod check;
mod errors;
mod expand;
mod input;
mod schemas;

use proc_macro::TokenStream;
use syn::{DeriveInput, LitStr, parse_macro_input};

/// See `letter::LetterEvent`.
#[proc_macro_derive(LetterEvent, attributes(letter, serde, schemars))]
pub fn derive_letter_event(input: TokenStream) -> TokenStream {
    expand::event(&parse_macro_input!(input as DeriveInput)).into()
}

/// See `letter::PropertyValue`.
#[proc_macro_derive(PropertyValue, attributes(letter, serde, schemars))]
pub fn derive_property_value(input: TokenStream) -> TokenStream {
    expand::value(&parse_macro_input!(input as DeriveInput)).into()
}

/// See `letter::schemas`.
#[proc_macro]
pub fn schemas(input: TokenStream) -> TokenStream {
    let path = syn::parse::<LitStr>(input).map_err(|error| {
        syn::Error::new(error.span(), "expected the path of a plan, such as `letter::schemas!(\"schemas\")`")
    });
    path.map_or_else(|error| error.into_compile_error(), |path| schemas::expand(&path)).into()
}
