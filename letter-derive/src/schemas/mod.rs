//! `schemas!`: a folder or a file of JSON Schema as a module of types.

mod checks;
mod emit;
mod event;
mod expected;
mod held;
mod locate;
mod places;
#[cfg(test)]
mod snapshots;
mod test;
mod types;

use letter_schema::diagnostic::{Diagnostic, Level};
use letter_schema::load::{Loaded, load};
use letter_schema::lower::{lower, samples};
use letter_schema::render;
use letter_schema::source::Sources;
use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote};
use syn::LitStr;

pub(crate) use emit::compiled;
pub(crate) use held::{Held, hold};
use locate::{Place, locate};

/// `letter::schemas!("path")`.
pub(crate) fn expand(path: &LitStr) -> TokenStream {
    let place = match locate(path) {
        Ok(place) => place,
        Err(message) => return syn::Error::new(path.span(), message).into_compile_error(),
    };
    let refused = place.refuse_without_build_script();
    let Loaded { plan, files } = load(&place.path, &place.limit);
    let mut found = plan.found.clone();
    let module = lower(&plan, &mut found);
    let errors = errors(&plan.sources, found.sorted(), &place, path.span());
    let refused = refused.map(|message| syn::Error::new(path.span(), message).into_compile_error());
    // Looking for values takes longer than all else, and nobody but tests asks for them.
    let samples = if cfg!(feature = "testing") { samples(&plan, &module) } else { Vec::new() };
    let module = emit::module(&plan, &module, &samples);
    let files = fresh(&files);
    quote!(#refused #errors #module #files)
}

/// Each error, as the command line shows it, at the place of the macro.
fn errors<'d>(
    sources: &Sources,
    found: impl IntoIterator<Item = &'d Diagnostic>,
    place: &Place,
    span: Span,
) -> TokenStream {
    let errors = found.into_iter().filter(|diagnostic| diagnostic.level == Level::Error);
    errors
        .map(|diagnostic| {
            let text = render::plain(sources, diagnostic, &place.shown);
            syn::Error::new(span, text).into_compile_error()
        })
        .collect()
}

/// Has the compiler look at the files again when they change.
fn fresh(files: &[std::path::PathBuf]) -> TokenStream {
    let files = files.iter().filter_map(|file| {
        let path = std::fs::canonicalize(file).ok()?;
        let path = path.to_str()?.to_owned();
        Some(quote!(
            const _: &[u8] = ::core::include_bytes!(#path);
        ))
    });
    files.flat_map(ToTokens::into_token_stream).collect()
}
