//! Rules about personal data, and about what must not be sent at all.

use super::rule::{Family, Rule, Settable, Setting};
use super::survey::{Property, Survey};
use crate::diagnostic::Diagnostics;
use crate::schema::Types;

pub(super) const FAMILY: Family = Family {
    title: "Personal data",
    about: "What a plan says of personal data is what a company can answer for.",
    rules: &[
        Rule {
            id: "personal-data-unclassified",
            level: Setting::Warn,
            settable: Settable::Yes,
            summary: "A property that looks like personal data says which class it is, in `x-letter.pii`.",
            reason: "Deletion and access requests are answered from the plan. What is not marked is not found.",
            invalid: &[(
                "invitation_sent.json",
                r#"{
  "description": "A member invited somebody.",
  "properties": {
    "invitee": { "type": "string", "format": "email", "description": "Where the invitation went." }
  }
}"#,
            )],
            valid: &[(
                "invitation_sent.json",
                r#"{
  "description": "A member invited somebody.",
  "properties": {
    "invitee": {
      "type": "string",
      "format": "email",
      "description": "Where the invitation went.",
      "x-letter": { "pii": "email" }
    }
  }
}"#,
            )],
            check: Some(unclassified),
        },
        Rule {
            id: "secret-in-plan",
            level: Setting::Error,
            settable: Settable::Yes,
            summary: "No property holds a password, a key or the number of a card.",
            reason: "Events are read by many people and kept for long. A secret in one is a secret no more.",
            invalid: &[(
                "signed_up.json",
                r#"{
  "description": "Somebody created an account.",
  "properties": {
    "password": { "type": "string", "description": "What was typed." }
  }
}"#,
            )],
            valid: &[(
                "signed_up.json",
                r#"{
  "description": "Somebody created an account.",
  "properties": {
    "has_password": { "type": "boolean", "description": "Whether one was set, or a key is used." }
  }
}"#,
            )],
            check: Some(secret),
        },
    ],
};

/// Words of a name, one after the other, and the class of data that they tell of.
const NAMES: &[(&[&str], &str)] = &[
    (&["email"], "email"),
    (&["e", "mail"], "email"),
    (&["mail", "address"], "email"),
    (&["phone"], "phone"),
    (&["telephone"], "phone"),
    (&["mobile", "number"], "phone"),
    (&["msisdn"], "phone"),
    (&["ip"], "ip"),
    (&["ip", "address"], "ip"),
    (&["ipv4"], "ip"),
    (&["ipv6"], "ip"),
    (&["remote", "addr"], "ip"),
    (&["mac", "address"], "device"),
    (&["address"], "address"),
    (&["street"], "address"),
    (&["postal", "code"], "address"),
    (&["postcode"], "address"),
    (&["zip", "code"], "address"),
    (&["zipcode"], "address"),
    (&["first", "name"], "name"),
    (&["last", "name"], "name"),
    (&["full", "name"], "name"),
    (&["given", "name"], "name"),
    (&["family", "name"], "name"),
    (&["middle", "name"], "name"),
    (&["firstname"], "name"),
    (&["lastname"], "name"),
    (&["surname"], "name"),
    (&["birthday"], "birth"),
    (&["birthdate"], "birth"),
    (&["birth", "date"], "birth"),
    (&["date", "of", "birth"], "birth"),
    (&["dob"], "birth"),
    (&["gender"], "gender"),
    (&["latitude"], "location"),
    (&["longitude"], "location"),
    (&["passport"], "identity"),
    (&["ssn"], "identity"),
    (&["social", "security"], "identity"),
    (&["tax", "id"], "identity"),
    (&["iban"], "bank"),
];

/// Words behind such a word that make it something else: `email_id`, `address_type`.
const ABOUT: &[&str] = &[
    "id", "ids", "type", "kind", "count", "hash", "status", "state", "provider", "template", "campaign",
    "subject", "verified", "format", "version", "length", "source", "changed", "at", "on", "domain", "model",
    "brand", "os",
];

/// The class of personal data that a property looks like.
fn class(property: &Property<'_>) -> Option<&'static str> {
    let types = property.types();
    if property.is_listed() || types == Types::BOOLEAN {
        return None;
    }
    match property.format() {
        Some("email" | "idn-email") => return Some("email"),
        Some("ipv4" | "ipv6") => return Some("ip"),
        // A text of another form is no name or address.
        Some("date-time" | "time" | "duration" | "uri" | "uuid") => return None,
        _ => {}
    }
    let words = &property.words;
    if words.last().is_some_and(|last| ABOUT.contains(&last.as_str())) && words.len() > 1 {
        let whole: Vec<&str> = words.iter().map(String::as_str).collect();
        return NAMES.iter().find(|(name, _)| *name == whole).map(|(_, class)| *class);
    }
    let (_, class) = NAMES.iter().find(|(name, class)| {
        let is = |window: &[String]| {
            window.iter().zip(*name).all(|(word, name)| word == name || word.strip_suffix('s') == Some(name))
        };
        // `ip_isp` is about an address, and is none.
        let from = if *class == "ip" { words.len().saturating_sub(name.len()) } else { 0 };
        words[from..].windows(name.len()).any(is)
    })?;
    // Places are numbers; of everything else numbers are counts.
    let number = !types.is_empty() && Types::NUMBER.contains(types);
    (!number || matches!(*class, "location" | "phone")).then_some(class)
}

fn unclassified(survey: &Survey<'_>, found: &mut Diagnostics) {
    for property in survey.properties.iter().filter(|property| !property.refines) {
        if property.said.iter().any(|keywords| keywords.extension.pii.is_some()) {
            continue;
        }
        if let Some(class) = class(property) {
            // An object is said to be what its parts are.
            if property.types() == Types::OBJECT {
                continue;
            }
            let message = format!("`{}` looks like personal data, and no class is given", property.name);
            found.push(property.finding("personal-data-unclassified", message).help(format!(
                "add `\"x-letter\": {{ \"pii\": \"{class}\" }}`; if it is none, allow this rule here and say why"
            )));
        }
    }
}

fn secret(survey: &Survey<'_>, found: &mut Diagnostics) {
    const NAMES: &[&[&str]] = &[
        &["password"],
        &["passwd"],
        &["passphrase"],
        &["secret"],
        &["api", "key"],
        &["apikey"],
        &["private", "key"],
        &["access", "token"],
        &["refresh", "token"],
        &["auth", "token"],
        &["card", "number"],
        &["cvv"],
        &["cvc"],
    ];
    for property in &survey.properties {
        let types = property.types();
        if property.is_listed() || types == Types::BOOLEAN || !types.contains(Types::STRING) {
            continue;
        }
        let words = &property.words;
        // `api_key_id` names a key and is none.
        let named = NAMES.iter().any(|name| {
            let from = words.len().checked_sub(name.len());
            from.is_some_and(|from| words[from..].iter().zip(*name).all(|(word, name)| word == name))
        });
        if named {
            let message = format!("`{}` looks like a secret", property.name);
            found.push(property.finding("secret-in-plan", message).help(
                "do not send it; say what about it matters, such as whether there is one, or its last four digits",
            ));
        }
    }
}
