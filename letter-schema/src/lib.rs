//! The tracking plan as data, shared by the macros and the command line.
//!
//! It knows no tokens, no network and no clock. [`load::load`] is the one function that reads from the
//! disk; everything else works on texts: [`plan::Plan::read`] brings files into one model, with every
//! reference resolved and every problem as a [`diagnostic::Diagnostic`], which [`render`] shows.

pub mod allowance;
pub mod case;
pub mod compare;
pub mod deceiving;
pub mod diagnostic;
pub mod dialect;
pub mod examples;
pub mod json;
pub mod ledger;
pub mod load;
pub mod lower;
pub mod name;
pub mod pattern;
pub mod plan;
pub mod plan_file;
mod possible;
mod read;
pub mod render;
mod resolve;
pub mod rules;
pub mod sample;
pub mod schema;
pub mod source;
pub mod suggest;
pub mod validate;
pub mod x_letter;

pub use letter_scalar::{format, number};
