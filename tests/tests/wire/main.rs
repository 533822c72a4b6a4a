//! What our client sends is, item for item, what the official client sends for the same calls.
//!
//! `tests/wire/README.md` says where the calls and the recording come from. Where the two clients differ
//! by design, this file says so: [`official`] and [`sent_by_us`] list every difference.

#![expect(clippy::unwrap_used, reason = "a panic is how a test reports")]

use std::path::Path;
use std::{fs, time::Duration};

use letter::testing::Server;
use letter::{Client, Group, Identify, LetterEvent, SendError, Timestamp, Track};
use serde::Serialize;
use serde_json::{Map, Value};

type Properties = Map<String, Value>;

macro_rules! event {
    ($type:ident, $name:literal) => {
        #[derive(Serialize, LetterEvent)]
        #[letter(track = $name)]
        struct $type {
            #[serde(flatten)]
            #[letter(unchecked)]
            properties: Properties,
        }
    };
}

event!(SignedUp, "Signed Up");
event!(ValuesSent, "Values Sent");
event!(CafeOuvert, "Café “Ouvert” / 開店 😀");

#[derive(Serialize, LetterEvent)]
#[letter(identify)]
struct UserTraits {
    #[letter(email)]
    #[serde(skip_serializing_if = "Option::is_none")]
    email: Option<String>,
    #[letter(timezone)]
    #[serde(skip_serializing_if = "Option::is_none")]
    timezone: Option<String>,
    #[serde(flatten)]
    #[letter(unchecked)]
    others: Properties,
}

/// A type that lifts nothing: its `email` is a trait like any other.
#[derive(Serialize, LetterEvent)]
#[letter(identify)]
struct PlainTraits {
    #[serde(flatten)]
    #[letter(unchecked)]
    traits: Properties,
}

#[derive(Serialize, LetterEvent)]
#[letter(group)]
struct AccountTraits {
    #[letter(name)]
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(flatten)]
    #[letter(unchecked)]
    others: Properties,
}

/// A call of `calls.json`.
struct Call(Map<String, Value>);

impl Call {
    fn text(&self, argument: &str) -> Option<String> {
        Some(self.0.get(argument)?.as_str().unwrap().to_owned())
    }

    fn object(&self, argument: &str) -> Properties {
        self.0.get(argument).map(|object| object.as_object().unwrap().clone()).unwrap_or_default()
    }

    /// An empty id is none for the official client, and an error for ours.
    fn message_id(&self) -> Option<String> {
        self.text("message_id").filter(|id| !id.is_empty())
    }

    /// Text, or `{"datetime": text}` or `{"date": text}`; a day begins at midnight in UTC.
    fn timestamp(&self) -> Option<Timestamp> {
        let given = self.0.get("timestamp")?;
        let text = given.as_str().or_else(|| given["datetime"].as_str()).or_else(|| given["date"].as_str());
        Some(instant(text.unwrap()).into())
    }

    fn send(&self, letter: &Client) -> Result<(), SendError> {
        let user = self.text("user_id").unwrap();
        macro_rules! send {
            ($message:expr) => {{
                let mut message = $message;
                if let Some(id) = self.message_id() {
                    message = message.message_id(id);
                }
                if let Some(timestamp) = self.timestamp() {
                    message = message.timestamp(timestamp);
                }
                letter.send(message)
            }};
        }
        let properties = self.object("properties");
        let others = self.object("traits");
        let call = self.text("call").unwrap();
        match (call.as_str(), self.text("event").as_deref()) {
            ("identify", _) if others.contains_key("email") => {
                send!(Identify::new(user, PlainTraits { traits: others }))
            }
            ("identify", _) => {
                let (email, timezone) = (self.text("email"), self.text("timezone"));
                send!(Identify::new(user, UserTraits { email, timezone, others }))
            }
            ("group", _) => {
                let traits = AccountTraits { name: self.text("name"), others };
                send!(Group::new(user, self.text("account_id").unwrap(), traits))
            }
            ("track", Some("Signed Up")) => send!(Track::new(user, SignedUp { properties })),
            ("track", Some("Values Sent")) => send!(Track::new(user, ValuesSent { properties })),
            ("track", Some(_)) => send!(Track::new(user, CafeOuvert { properties })),
            (call, _) => panic!("what is {call}?"),
        }
    }
}

fn instant(text: &str) -> jiff::Timestamp {
    let day = || text.parse::<jiff::civil::Date>().unwrap().to_zoned(jiff::tz::TimeZone::UTC).unwrap();
    text.parse().unwrap_or_else(|_| day().timestamp())
}

fn read(file: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("wire").join(file);
    serde_json::from_slice(&fs::read(path).unwrap()).unwrap()
}

/// An item of the recording. Python writes a time as it was given: the instant counts.
fn official(item: &Value) -> Value {
    let mut item = item.clone();
    if let Some(text) = item.get("timestamp") {
        item["timestamp"] = Timestamp::from(instant(text.as_str().unwrap())).to_string().into();
    }
    item
}

/// An item of ours, with the random part of an id that was not given put out of sight.
fn sent_by_us(item: &Value, call: &Call) -> Value {
    let mut item = item.clone();
    if call.message_id().is_none() {
        let id = item["messageId"].as_str().unwrap();
        let shape: String = id.chars().map(|c| if c.is_ascii_hexdigit() { 'x' } else { c }).collect();
        assert_eq!(shape, "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx");
        assert_eq!(&id[14..15], "4", "a random UUID is of version 4: {id}");
        item["messageId"] = "<uuid>".into();
    }
    item
}

#[test]
fn our_items_are_those_of_the_official_client() {
    let calls: Vec<Call> = read("calls.json")
        .as_array()
        .unwrap()
        .iter()
        .map(|call| Call(call.as_object().unwrap().clone()))
        .collect();
    let recording = read("recording.json");
    let requests = recording["requests"].as_array().unwrap();
    let recorded: Vec<&Value> =
        requests.iter().flat_map(|request| request["body"]["batch"].as_array().unwrap()).collect();
    assert_eq!(recorded.len(), calls.len(), "calls.json has changed: record again");

    let server = Server::builder().show_authorization(true).start().unwrap();
    let letter = Client::builder("lt_live_recorded").base_url(server.url()).build().unwrap();
    for call in &calls {
        call.send(&letter).unwrap();
    }
    assert!(letter.flush_blocking().unwrap().is_complete());

    let messages = server.wait_for(calls.len() as u64, Duration::ZERO).unwrap();
    for ((call, recorded), message) in calls.iter().zip(recorded).zip(&messages) {
        // As text, in which 1 and 1.0, and 0.0 and -0.0, differ.
        assert_eq!(sent_by_us(message.json(), call).to_string(), official(recorded).to_string());
    }
}

#[test]
fn our_requests_are_those_of_the_official_client() {
    let recording = read("recording.json");
    let recorded = &recording["requests"][0];
    let server = Server::builder().show_authorization(true).start().unwrap();
    // Slashes at the end of a base URL are stripped.
    let letter = Client::builder("lt_live_recorded").base_url(format!("{}//", server.url())).build().unwrap();
    letter.track("user_1", SignedUp { properties: Map::new() }).unwrap();
    assert!(letter.flush_blocking().unwrap().is_complete());

    let [request] = &server.requests()[..] else { panic!("one request") };
    assert_eq!(recorded["method"], request.method());
    assert_eq!(recorded["path"], request.path());
    for header in ["content-type", "authorization"] {
        assert_eq!(recorded["headers"][header], request.header(header).unwrap(), "{header}");
    }
    let (product, version) = request.header("user-agent").unwrap().split_once('/').unwrap();
    assert!(product.starts_with("letter"), "{product}");
    assert!(version.starts_with(|c: char| c.is_ascii_digit()), "{version}");
    let keys: Vec<String> = request.json().unwrap().as_object().unwrap().keys().cloned().collect();
    assert_eq!(keys, ["batch"]);
}
