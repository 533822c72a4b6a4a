//! The collector of errors: all of them are reported, and none can be forgotten.

use std::cell::RefCell;
use std::fmt::Display;

use proc_macro2::TokenStream;
use quote::ToTokens;

/// Errors found so far. Dropping it without [`finish`](Self::finish) panics: an error would be lost.
#[derive(Debug)]
pub(crate) struct Errors(RefCell<Option<Vec<syn::Error>>>);

impl Errors {
    pub(crate) fn new() -> Self {
        Self(RefCell::new(Some(Vec::new())))
    }

    /// A collector that forgets everything: for what another macro reports.
    pub(crate) fn ignored() -> Self {
        Self(RefCell::new(None))
    }

    /// An error at these tokens.
    pub(crate) fn at(&self, tokens: impl ToTokens, message: impl Display) {
        self.push(syn::Error::new_spanned(tokens, message));
    }

    pub(crate) fn push(&self, error: syn::Error) {
        if let Some(errors) = self.0.borrow_mut().as_mut() {
            errors.push(error);
        }
    }

    /// All errors as tokens; `None` if there are none.
    pub(crate) fn finish(self) -> Option<TokenStream> {
        let errors = self.0.borrow_mut().take().unwrap_or_default();
        let all = errors.into_iter().reduce(|mut all, error| {
            all.combine(error);
            all
        });
        all.map(syn::Error::into_compile_error)
    }
}

impl Drop for Errors {
    fn drop(&mut self) {
        if self.0.borrow().is_some() && !std::thread::panicking() {
            panic!("errors were collected and never looked at");
        }
    }
}
