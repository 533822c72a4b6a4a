//! JSON Schema's formats, one a file: whether a text is an e-mail address, a URI.

mod email;
mod uri;

pub(crate) use email::is_email;
pub(crate) use uri::is_uri;
