//! What the page's search looks through, as compact as it can be read.

use std::collections::HashMap;

use serde_json::{Value, json};

use super::catalog::Catalog;
use super::texts::Texts;
use super::{dates, markdown, site};

/// Characters of a description.
const TEXT: usize = 240;
/// Descriptions of a property that differ.
const MEANINGS: usize = 3;
/// Values of a property.
const VALUES: usize = 60;

/// The index as JSON: `e` has events and `p` properties, both in the order of their pages, and `g` what is gone.
pub(crate) fn json(catalog: &Catalog, texts: &Texts) -> String {
    let at: HashMap<&str, usize> =
        catalog.events.iter().enumerate().map(|(at, event)| (event.id.as_str(), at)).collect();
    let events: Vec<Value> = catalog
        .events
        .iter()
        .map(|event| {
            let owner = event.owner.as_ref();
            let mut pii: Vec<&String> = event.properties.iter().flat_map(|row| &row.pii).collect();
            pii.sort();
            pii.dedup();
            json!([
                event.name,
                event.id,
                event.kind,
                event.status,
                owner.map_or("", |owner| &owner.id),
                owner.map_or("", |owner| &owner.name),
                event.tags,
                pii,
                text(&event.description),
            ])
        })
        .collect();
    let properties: Vec<Value> = catalog
        .properties
        .iter()
        .map(|property| {
            let uses: Vec<(usize, &str)> = property
                .meanings
                .iter()
                .flat_map(|meaning| &meaning.events)
                .filter_map(|one| Some((*at.get(one.id.as_str())?, one.anchor.as_str())))
                .collect();
            let mut texts: Vec<String> =
                property.meanings.iter().map(|meaning| text(&meaning.description)).collect();
            texts.retain(|text| !text.is_empty());
            texts.dedup();
            texts.truncate(MEANINGS);
            let values: Vec<&String> = property.values.iter().take(VALUES).collect();
            json!([
                property.path,
                property.anchor,
                property.types.join(" / "),
                texts.join(" · "),
                values,
                property.pii,
                uses,
            ])
        })
        .collect();
    let gone: Vec<Value> = catalog
        .gone
        .iter()
        .map(|one| {
            let date = dates::words(&one.removed, texts.get("months"));
            json!([one.name, one.anchor, one.kind, texts.fill("gone_on", &[("date", &date)])])
        })
        .collect();
    site::data(&json!({ "e": events, "p": properties, "g": gone }).to_string())
}

/// The index as a script that hands itself over: scripts can be read from the disk, JSON cannot.
pub(crate) fn script(catalog: &Catalog, texts: &Texts) -> String {
    format!("letterCatalog({});\n", json(catalog, texts))
}

fn text(markdown: &str) -> String {
    let plain = markdown::plain(markdown);
    match plain.char_indices().nth(TEXT) {
        Some((end, _)) => format!("{}…", &plain[..end]),
        None => plain,
    }
}
