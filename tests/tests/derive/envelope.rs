//! Names, kinds and metadata, and the fields that stand in the envelope.

use letter::testing::Recorder;
use letter::{Group, Identify, Kind, LetterEvent};
use serde::Serialize;
use serde_json::json;

/// A person with an account of their own.
///
/// Sent at each login.
#[derive(Serialize, LetterEvent)]
#[letter(identify, owner = "growth", tags("people", "core"), since = "2026-03-01")]
struct Person<'a> {
    #[letter(email, pii = "email")]
    #[serde(rename = "e_mail")]
    email: &'a str,
    #[letter(timezone)]
    zone: Option<String>,
    #[letter(pii = "name")]
    first_name: String,
    #[serde(flatten)]
    further: Further,
}

#[derive(Clone, Serialize, letter::PropertyValue)]
struct Further {
    email: String,
}

#[derive(Serialize, LetterEvent)]
#[letter(group)]
struct Workspace {
    #[letter(name)]
    title: String,
    mrr: u32,
}

#[deprecated = "the deprecation of the event itself"]
#[derive(Serialize, LetterEvent)]
#[letter(track = "Ünïcode \"Name\"", replaced_by = "Other")]
struct HTTPRequestSent {}

#[test]
fn envelope_fields_leave_the_traits_and_nothing_else_does() {
    let recorder = Recorder::new();
    let further = Further { email: "stays@example.org".into() };
    let person = |zone: Option<&str>| Person {
        email: "a@example.org",
        zone: zone.map(str::to_owned),
        first_name: "Ada".into(),
        further: further.clone(),
    };
    let letter = recorder.client();
    letter.send(Identify::new("u", person(Some("Europe/Lisbon"))).message_id("1")).unwrap();
    letter.send(Identify::new("u", person(None)).message_id("2")).unwrap();
    letter.send(Group::new("u", "a", Workspace { title: "Acme".into(), mrr: 49 }).message_id("3")).unwrap();
    let items: Vec<_> = recorder.sent().into_iter().map(|sent| sent.json().clone()).collect();
    let traits = json!({ "first_name": "Ada", "email": "stays@example.org" });
    assert_eq!(
        items,
        [
            json!({ "type": "identify", "messageId": "1", "userId": "u", "email": "a@example.org",
                    "timezone": "Europe/Lisbon", "traits": traits }),
            json!({ "type": "identify", "messageId": "2", "userId": "u", "email": "a@example.org",
                    "traits": traits }),
            json!({ "type": "group", "messageId": "3", "userId": "u", "accountId": "a", "name": "Acme",
                    "traits": { "mrr": 49 } }),
        ]
    );
}

#[test]
fn names_kinds_and_metadata() {
    assert_eq!((Person::KIND, Person::NAME), (Kind::Identify, "Person"));
    let metadata = Person::METADATA;
    assert_eq!(metadata.description, "A person with an account of their own.\n\nSent at each login.");
    assert_eq!(
        (metadata.owner, metadata.tags, metadata.since),
        ("growth", &["people", "core"][..], "2026-03-01")
    );
    assert_eq!(metadata.personal_data, [("e_mail", "email"), ("first_name", "name")]);
    assert_eq!((Workspace::KIND, Workspace::NAME), (Kind::Group, "Workspace"));
    #[expect(deprecated, reason = "it is what is looked at")]
    let (kind, name, metadata) = (HTTPRequestSent::KIND, HTTPRequestSent::NAME, HTTPRequestSent::METADATA);
    assert_eq!((kind, name), (Kind::Track, "Ünïcode \"Name\""));
    assert!(metadata.deprecated);
    assert_eq!(metadata.replaced_by, "Other");
}
