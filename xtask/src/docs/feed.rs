//! The changes as an Atom feed. It has only dates that are known, so without any there is no feed.

use sha2::{Digest, Sha256};

use super::catalog::{Catalog, Change};
use super::markdown;
use super::texts::Texts;
use super::visible::escape;

/// Entries of the feed.
const MOST: usize = 200;

/// The feed; `None` if no change has a date.
pub(crate) fn atom(catalog: &Catalog, texts: &Texts) -> Option<String> {
    let newest = &catalog.days.first()?.date;
    let mut xml =
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n"
            .to_owned();
    element(&mut xml, "title", &format!("{} · {}", catalog.title, texts.get("nav_changes")));
    element(&mut xml, "id", &name(&[&catalog.title]));
    element(&mut xml, "updated", &moment(newest));
    // Atom asks for one: it is the plan itself.
    xml.push_str("<author>");
    element(&mut xml, "name", &catalog.title);
    xml.push_str("</author>\n<link rel=\"alternate\" href=\"changes.html\"/>\n");
    let changes = catalog.days.iter().flat_map(|day| &day.changes).take(MOST);
    for change in changes {
        entry(&mut xml, catalog, change, texts);
    }
    xml.push_str("</feed>\n");
    Some(xml)
}

fn entry(xml: &mut String, catalog: &Catalog, change: &Change, texts: &Texts) {
    xml.push_str("<entry>\n");
    let kind = format!("change_{}", change.kind);
    element(xml, "title", &format!("{}: {}", change.subject.name, texts.get(&kind)));
    let words = change.words.join("\n");
    element(xml, "id", &name(&[&catalog.title, &change.date, &change.subject.name, &words]));
    element(xml, "updated", &moment(&change.date));
    if let Some(id) = &change.subject.id {
        xml.push_str(&format!("<link rel=\"alternate\" href=\"{id}.html\"/>\n"));
    }
    let list: String =
        change.words.iter().map(|words| format!("<li>{}</li>", markdown::line(words))).collect();
    xml.push_str("<content type=\"html\">");
    escape(&format!("<ul>{list}</ul>"), xml);
    xml.push_str("</content>\n</entry>\n");
}

fn element(xml: &mut String, name: &str, text: &str) {
    xml.push_str(&format!("<{name}>"));
    escape(text, xml);
    xml.push_str(&format!("</{name}>\n"));
}

fn moment(day: &str) -> String {
    format!("{day}T00:00:00Z")
}

/// A name that stays the same from one run to the next, as a version 8 UUID of its parts.
fn name(parts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part.as_bytes());
    }
    let mut bytes: Vec<u8> = hash.finalize().iter().take(16).copied().collect();
    bytes[6] = bytes[6] & 0x0f | 0x80;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("urn:uuid:{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
}
