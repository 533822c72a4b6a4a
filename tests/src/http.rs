//! As much of an HTTP client as it takes to see exactly what a server does.
//!
//! Each function panics when the server does not speak HTTP, or not within 20 seconds.

#![expect(clippy::unwrap_used, reason = "a panic is how a test reports")]

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use serde_json::Value;

/// A reply, read until the server closes the connection.
#[derive(Debug)]
pub struct Reply {
    /// The status.
    pub status: u16,
    /// The status line and the headers, in lower case.
    pub head: String,
    /// The rest.
    pub body: String,
}

impl Reply {
    /// The body as JSON.
    #[must_use]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {:?}", self.body))
    }

    /// What an error body says.
    #[must_use]
    pub fn error_message(&self) -> String {
        self.json()["error"]["message"].as_str().unwrap().to_owned()
    }
}

/// A connection to a server on this machine.
#[must_use]
pub fn connect(port: u16) -> TcpStream {
    let stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
    // Long enough never to pass in a test that works.
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    stream
}

/// Sends the bytes, and reads until the server closes the connection; `None` if it says nothing.
#[must_use]
pub fn exchange(port: u16, request: &[u8]) -> Option<Reply> {
    let mut stream = connect(port);
    stream.write_all(request).unwrap();
    read_reply(&mut stream)
}

/// Reads until the server closes the connection; `None` if it says nothing.
pub fn read_reply(stream: &mut TcpStream) -> Option<Reply> {
    let mut reply = Vec::new();
    // A reset is a way to close a connection as well.
    let _ = stream.read_to_end(&mut reply);
    if reply.is_empty() {
        return None;
    }
    let reply = String::from_utf8(reply).unwrap();
    let (head, body) = reply.split_once("\r\n\r\n").unwrap();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    Some(Reply { status, head: head.to_lowercase(), body: body.to_owned() })
}

/// The bytes of a request after which the connection is closed; each header ends with a line break.
#[must_use]
pub fn request(method: &str, path: &str, headers: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    format!(
        "{method} {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\
         content-length: {length}\r\n{headers}\r\n{body}"
    )
    .into_bytes()
}

/// A header with an API key.
pub const KEY: &str = "authorization: Bearer lt_test\r\n";

/// Posts with an API key.
#[must_use]
pub fn post(port: u16, path: &str, body: &str) -> Option<Reply> {
    exchange(port, &request("POST", path, KEY, body))
}

/// Gets without an API key.
#[must_use]
pub fn get(port: u16, path: &str) -> Reply {
    exchange(port, &request("GET", path, "", "")).unwrap()
}

/// A track item with this id.
#[must_use]
pub fn item(message_id: &str) -> String {
    format!(
        r#"{{"type":"track","userId":"u","event":"Signed Up","properties":{{}},"messageId":"{message_id}"}}"#
    )
}

/// A batch of such items.
#[must_use]
pub fn batch(message_ids: &[&str]) -> String {
    let items: Vec<String> = message_ids.iter().map(|id| item(id)).collect();
    format!(r#"{{"batch":[{}]}}"#, items.join(","))
}
