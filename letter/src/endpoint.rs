//! Where requests go: the base URL, checked once.

use std::net::IpAddr;

use reqwest::Url;

use crate::BuildError;

/// Letter's own address, as in the official clients.
pub(crate) const DEFAULT_BASE_URL: &str = "https://api.letter.app";

/// The address of `/v1/batch` under `base_url`.
///
/// All `/` at the end of the base URL are stripped. Plain HTTP is for a server on this machine, or
/// wherever `allow_http` says that it is wanted.
pub(crate) fn batch_url(base_url: &str, allow_http: bool) -> Result<Url, BuildError> {
    let fault = |problem: String| BuildError::BaseUrl { url: without_credentials(base_url), problem };
    let url = Url::parse(base_url.trim_end_matches('/'))
        .map_err(|error| fault(format!("is not a URL: {error} (it should look like {DEFAULT_BASE_URL})")))?;
    let local = match url.host_str() {
        None | Some("") => return Err(fault("has no host".to_owned())),
        Some(host) => is_local(host),
    };
    let problem = match url.scheme() {
        "http" | "https" if !url.username().is_empty() || url.password().is_some() => {
            "must not hold a user name or password: the API key is the credential"
        }
        "http" | "https" if url.query().is_some() || url.fragment().is_some() => {
            "must end with a path, not with a query or a fragment"
        }
        "http" if !local && !allow_http => {
            "would send the API key unencrypted: use https, or `allow_http(true)` if the network is trusted"
        }
        "http" | "https" => {
            let mut url = url;
            let path = format!("{}/v1/batch", url.path().trim_end_matches('/'));
            url.set_path(&path);
            return Ok(url);
        }
        other => return Err(fault(format!("has the scheme `{other}`: it must be https"))),
    };
    Err(fault(problem.to_owned()))
}

fn is_local(host: &str) -> bool {
    let address = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
    host == "localhost" || host.ends_with(".localhost") || address.is_ok_and(|address| address.is_loopback())
}

/// The URL as an error may show it: what stands before an `@` could be a secret.
fn without_credentials(url: &str) -> String {
    match url.rsplit_once('@') {
        Some((before, after)) => {
            let scheme = before.split_once("://").map_or("", |(scheme, _)| scheme);
            format!("{scheme}://***@{after}")
        }
        None => url.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn accepted(base_url: &str) -> String {
        batch_url(base_url, false).unwrap().to_string()
    }

    fn refused(base_url: &str) -> String {
        batch_url(base_url, false).unwrap_err().to_string()
    }

    #[test]
    fn slashes_and_paths() {
        assert_eq!(accepted("https://api.letter.app"), "https://api.letter.app/v1/batch");
        assert_eq!(accepted("https://api.letter.app///"), "https://api.letter.app/v1/batch");
        assert_eq!(accepted("https://proxy.example/letter/"), "https://proxy.example/letter/v1/batch");
    }

    #[test]
    fn plain_http_is_for_this_machine() {
        for local in ["http://127.0.0.1:8080", "http://localhost:1", "http://[::1]:9", "http://api.localhost"]
        {
            accepted(local);
        }
        assert!(refused("http://letter.example").contains("unencrypted"));
        assert!(refused("http://127.0.0.1.example").contains("unencrypted"));
        assert!(batch_url("http://letter.example", true).is_ok());
    }

    #[test]
    fn malformed_urls_are_named() {
        assert!(refused("api.letter.app").contains("is not a URL"));
        assert!(refused("").contains("is not a URL"));
        assert!(refused("ftp://api.letter.app").contains("scheme `ftp`"));
        assert!(refused("https://api.letter.app?x=1").contains("query"));
        assert!(refused("https://").contains("is not a URL"));
    }

    #[test]
    fn credentials_are_refused_and_never_shown() {
        let message = refused("https://user:secret@api.letter.app");
        assert!(message.contains("user name or password"));
        assert!(!message.contains("secret"), "{message}");
    }
}
