//! The API key: checked once, never shown.

use std::fmt;

use reqwest::header::HeaderValue;

use crate::BuildError;

/// The `Authorization` header that carries the key.
#[derive(Clone)]
pub(crate) struct ApiKey(HeaderValue);

impl ApiKey {
    pub(crate) fn new(key: &str) -> Result<Self, BuildError> {
        let problem = if key.is_empty() {
            "is empty"
        } else if key.contains(['\r', '\n']) {
            "holds a line break: was it read from a file without trimming?"
        } else if !key.is_ascii() {
            "holds characters that are not ASCII: was it copied from a formatted page?"
        } else if !key.bytes().all(|byte| byte.is_ascii_graphic()) {
            "holds spaces or control characters: was it copied with something beside it?"
        } else {
            let mut header = HeaderValue::try_from(format!("Bearer {key}"))
                .map_err(|_| BuildError::ApiKey { problem: "cannot stand in an HTTP header" })?;
            header.set_sensitive(true);
            return Ok(Self(header));
        };
        Err(BuildError::ApiKey { problem })
    }

    pub(crate) fn header(&self) -> HeaderValue {
        self.0.clone()
    }
}

impl fmt::Debug for ApiKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}
