//! From the plan to the catalog: every fact is looked up here, and nowhere else.

use std::collections::{BTreeSet, HashMap};

use letter_schema::diagnostic::Diagnostics;
use letter_schema::lower;
use letter_schema::plan::{self, Plan};
use letter_schema::sample::Sampler;
use letter_schema::validate::Validator;

use super::catalog::{Catalog, Event, Example, ExtraPage, Link, Owner, OwnerName, Place};
use super::facets::Facets;
use super::history::History;
use super::settings::Settings;
use super::slug::Slugs;
use super::source_code::Sendings;
use super::texts::Texts;
use super::words::Words;
use super::{across, address, health, inert, markdown, payload, rows, rust_code};

/// What the catalog is made of beside the plan.
pub(crate) struct Inputs<'a> {
    pub(crate) plan: &'a Plan,
    pub(crate) settings: &'a Settings,
    pub(crate) history: &'a History,
    pub(crate) sendings: Option<&'a Sendings>,
    pub(crate) pages: &'a [ExtraPage],
    pub(crate) texts: &'a Texts,
}

/// Makes the catalog. `progress` is called for every event that is done.
pub(crate) fn gather(inputs: &Inputs<'_>, progress: &mut dyn FnMut(usize, usize)) -> Catalog {
    let plan = inputs.plan;
    let file = plan.file.clone().unwrap_or_default();
    let mut owners = owners(plan);
    let mut events = events(inputs, &owners, progress);
    events.sort_by(|a, b| a.name.to_lowercase().cmp(&b.name.to_lowercase()).then_with(|| a.id.cmp(&b.id)));
    replacements(&mut events);
    for (at, event) in events.iter().enumerate() {
        if let Some(owner) = &event.owner
            && let Some(known) = owners.iter_mut().find(|known| known.id == owner.id)
        {
            known.events.push(at);
        }
    }
    let gone = across::gone(&events, inputs.history);
    let tags: BTreeSet<&String> = events.iter().flat_map(|event| &event.tags).collect();
    let mut catalog = Catalog {
        title: inputs
            .settings
            .title
            .clone()
            .or(file.name)
            .unwrap_or_else(|| inputs.texts.get("untitled").to_owned()),
        description: file.description.unwrap_or_default(),
        tags: tags.into_iter().cloned().collect(),
        properties: across::properties(&events),
        days: across::days(&events, inputs.history, &gone),
        gone,
        personal: across::personal(&events),
        account_keys: inputs.settings.account_keys.clone(),
        pages: inputs.pages.to_vec(),
        scanned: inputs.sendings.is_some(),
        owners,
        events,
        ..Catalog::default()
    };
    catalog.health = health::health(plan, &catalog);
    catalog
}

/// The teams of `plan.json`, then those that only events name.
fn owners(plan: &Plan) -> Vec<Owner> {
    let mut slugs = Slugs::default();
    let mut owners: Vec<Owner> = Vec::new();
    let listed = plan.file.iter().flat_map(|file| &file.owners);
    for owner in listed {
        owners.push(Owner {
            id: owner.id.clone(),
            name: owner.name.clone().unwrap_or_else(|| owner.id.clone()),
            anchor: format!("o-{}", slugs.of(&owner.id)),
            contact_link: owner.contact.as_deref().and_then(inert::address),
            contact: owner.contact.clone(),
            description: owner.description.clone().unwrap_or_default(),
            listed: true,
            events: Vec::new(),
        });
    }
    let named: BTreeSet<&String> =
        plan.events.iter().filter_map(|event| event.extension.owner.as_ref()).collect();
    for id in named {
        if !owners.iter().any(|owner| owner.id == *id) {
            owners.push(Owner {
                id: id.clone(),
                name: id.clone(),
                anchor: format!("o-{}", slugs.of(id)),
                contact: None,
                contact_link: None,
                description: String::new(),
                listed: false,
                events: Vec::new(),
            });
        }
    }
    owners
}

fn events(inputs: &Inputs<'_>, owners: &[Owner], progress: &mut dyn FnMut(usize, usize)) -> Vec<Event> {
    let plan = inputs.plan;
    let schemas = &plan.schemas;
    let validator = Validator::new(schemas);
    let sampler = Sampler::new(schemas, &validator);
    // What lowering reports is said by `check`.
    let module = lower::lower(plan, &mut Diagnostics::default());
    let roots: HashMap<usize, lower::TypeId> =
        module.roots.iter().map(|root| (root.event, root.ty)).collect();
    let words = Words { schemas, texts: inputs.texts };
    let mut slugs = Slugs::default();
    let mut events = Vec::with_capacity(plan.events.len());
    for (at, event) in plan.events.iter().enumerate() {
        let path = plan.sources.file(event.file).path();
        let facets = Facets::new(schemas, &[event.schema]);
        let description = facets.description().unwrap_or_default();
        let (meaning, when) = markdown::meaning_and_moment(description);
        let mut properties = rows::rows(words, event.schema);
        let (payloads, made) = payload::payloads(schemas, &validator, &sampler, event.schema);
        payload::fill_examples(&mut properties, &validator, &payloads);
        let past = inputs.history.events.get(path);
        let twofold = rows::twofold(&properties);
        for row in properties.iter_mut().filter(|row| !twofold.contains(&row.path)) {
            row.added = past.and_then(|past| past.properties.get(&row.path)).cloned();
        }
        let ty = roots.get(&at).copied();
        let rust_type = ty.map(|ty| module.types[ty.0].name.clone());
        let status = if event.extension.status.is_none() && event.is_deprecated(schemas) {
            "deprecated"
        } else {
            event.extension.status.unwrap_or_default().word()
        };
        let folder = if event.kind.word() == "track" { "events" } else { "traits" };
        let id = format!("{folder}/{}", slugs.of(&event.name));
        let link = Link { name: event.name.clone(), id: Some(id.clone()) };
        events.push(Event {
            kind: event.kind.word(),
            description: description.to_owned(),
            meaning: meaning.to_owned(),
            when: when.map(str::to_owned),
            summary: markdown::plain(markdown::first_sentence(description)),
            owner: event.extension.owner.as_ref().and_then(|id| owner_name(owners, id)),
            status,
            tags: event.extension.tags.clone(),
            since: event.extension.since.clone(),
            added: past.and_then(|past| past.added.clone()),
            changed: past
                .filter(|past| !past.is_ahead)
                .and_then(|past| past.steps.last())
                .map(|step| step.date.clone()),
            deprecated_on: past.and_then(|past| past.deprecated.clone()),
            replaced_by: event.extension.replaced_by.clone().map(|name| Link { name, id: None }),
            replaces: Vec::new(),
            sent_by: event.extension.sources.clone(),
            file: path.to_owned(),
            open: facets.is_open(),
            personal: properties.iter().filter(|row| !row.pii.is_empty()).count(),
            rust: ty
                .zip(payloads.first())
                .map(|(ty, payload)| rust_code::sending(&module, event, ty, payload)),
            examples: payloads.iter().map(|json| Example { json: payload::pretty(json), made }).collect(),
            places: places(inputs, event, rust_type.as_deref()),
            history: past
                .map(|past| past.steps.iter().rev().map(|step| across::change(step, &link)).collect())
                .unwrap_or_default(),
            paths: rows::paths(&properties),
            schema: plan.sources.file(event.file).text().trim_end().to_owned(),
            name: event.name.clone(),
            rust_type,
            properties,
            id,
        });
        progress(at + 1, plan.events.len());
    }
    events
}

fn owner_name(owners: &[Owner], id: &str) -> Option<OwnerName> {
    let owner = owners.iter().find(|owner| owner.id == id)?;
    Some(OwnerName { id: owner.id.clone(), name: owner.name.clone(), anchor: owner.anchor.clone() })
}

fn places(inputs: &Inputs<'_>, event: &plan::Event, ty: Option<&str>) -> Vec<Place> {
    let Some(sendings) = inputs.sendings else { return Vec::new() };
    let mut places = sendings.of(&event.name, ty);
    for place in &mut places {
        place.href = inputs.settings.repository.as_ref().map(|repository| {
            let repository = repository.trim_end_matches('/');
            format!("{repository}/{}#L{}", address::path(&place.file), place.line)
        });
    }
    places
}

/// Links both ways between an event and the one that takes its place.
fn replacements(events: &mut [Event]) {
    let tracked = |event: &&Event| event.kind == "track";
    let ids: HashMap<String, (usize, String)> = events
        .iter()
        .enumerate()
        .filter(|(_, event)| tracked(event))
        .map(|(at, event)| (event.name.clone(), (at, event.id.clone())))
        .collect();
    for at in 0..events.len() {
        let Some(by) = events[at].replaced_by.clone() else { continue };
        let Some((target, id)) = ids.get(&by.name) else { continue };
        events[at].replaced_by = Some(Link { id: Some(id.clone()), ..by });
        let link = Link { name: events[at].name.clone(), id: Some(events[at].id.clone()) };
        events[*target].replaces.push(link);
    }
}
