//! The official Python client works against the server, unchanged.

use std::path::Path;

use letter::testing::{Reply, Server};

#[test]
fn the_official_client_delivers_and_retries() {
    let server = Server::start().unwrap();
    server.script([Reply::status(503), Reply::status(429).retry_after("0.01")]);
    let scratch = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let Some(said) = letter_tests::official_client::run_against(server.url(), scratch) else { return };
    assert_eq!(said.trim(), "123 messages arrived");

    let requests = server.requests();
    let statuses: Vec<u16> = requests.iter().filter_map(letter::testing::Request::status).collect();
    assert_eq!(statuses[..3], [503, 429, 202]);
    assert_eq!(requests[0].body(), requests[2].body(), "it retries with the same bytes");
    for request in &requests {
        assert_eq!((request.method(), request.path()), ("POST", "/v1/batch"));
        assert_eq!(request.header("user-agent"), Some("letterapp-python/0.2.0"));
    }
    assert_eq!(server.messages()[0].message_id(), "identify");
}
