//! https: a server that nobody vouches for is never spoken to, and one that is trusted is.

use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::sync::Arc;
use std::thread;

use letter::{Client, Reason};
use rcgen::CertifiedKey;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ClientConfig, RootCertStore, ServerConfig, ServerConnection, StreamOwned};

use crate::rig::ThingDone;

/// A server for one request with a certificate of its own for `localhost`.
struct TlsServer {
    url: String,
    certificate: CertificateDer<'static>,
    /// The bytes that were received inside of TLS.
    received: thread::JoinHandle<Vec<u8>>,
}

fn provider() -> Arc<rustls::crypto::CryptoProvider> {
    Arc::new(rustls::crypto::ring::default_provider())
}

impl TlsServer {
    fn start() -> Self {
        let CertifiedKey { cert, signing_key } =
            rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
        let certificate = cert.der().clone();
        let key = PrivateKeyDer::try_from(signing_key.serialize_der()).unwrap();
        let config = ServerConfig::builder_with_provider(provider())
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![certificate.clone()], key)
            .unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("https://localhost:{}", listener.local_addr().unwrap().port());
        let received = thread::spawn(move || {
            let (stream, _) = listener.accept().unwrap();
            let connection = ServerConnection::new(Arc::new(config)).unwrap();
            let mut stream = StreamOwned::new(connection, stream);
            let (mut received, mut buffer) = (Vec::new(), [0; 4096]);
            // The body of a request ends with the end of its batch.
            while !received.ends_with(b"]}") {
                match stream.read(&mut buffer) {
                    Ok(read @ 1..) => received.extend_from_slice(&buffer[..read]),
                    // The client went away: it did not like the certificate.
                    Ok(0) | Err(_) => return received,
                }
            }
            let _ = stream.write_all(b"HTTP/1.1 202 Accepted\r\ncontent-length: 0\r\n\r\n");
            received
        });
        Self { url, certificate, received }
    }
}

#[test]
fn an_untrusted_certificate_is_refused_before_anything_is_sent() {
    let server = TlsServer::start();
    let (told, tell) = std::sync::mpsc::channel();
    let letter = Client::builder("lt_test_secret")
        .base_url(&server.url)
        .max_retries(0)
        .on_error(move |undelivered| drop(told.send(undelivered.reason().clone())))
        .build()
        .unwrap();
    letter.track("user_1", ThingDone { number: 1 }).unwrap();
    assert_eq!(letter.flush_blocking().unwrap().expired, 1);
    let reason = tell.recv().unwrap();
    let Reason::Expired { cause, .. } = &reason else { panic!("{reason}") };
    assert!(cause.contains("certificate"), "{cause}");
    assert_eq!(server.received.join().unwrap(), b"", "the key has not left the process");
}

#[test]
fn a_trusted_certificate_is_spoken_to() {
    let server = TlsServer::start();
    let mut roots = RootCertStore::empty();
    roots.add(server.certificate.clone()).unwrap();
    let tls = ClientConfig::builder_with_provider(provider())
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let letter = Client::builder("lt_test")
        .base_url(&server.url)
        .http(|http| http.tls_backend_preconfigured(tls))
        .build()
        .unwrap();
    letter.track("user_1", ThingDone { number: 1 }).unwrap();
    assert_eq!(letter.flush_blocking().unwrap().delivered, 1);
    let received = String::from_utf8(server.received.join().unwrap()).unwrap();
    assert!(received.starts_with("POST /v1/batch HTTP/1.1\r\n"), "{received}");
    assert!(received.contains("authorization: Bearer lt_test\r\n"), "{received}");
}

#[test]
fn the_official_address_is_the_default() {
    // Building reads the platform's roots and sends nothing.
    let letter = Client::builder("lt_test").build().unwrap();
    assert_eq!(letter.stats().requests, 0);
}
