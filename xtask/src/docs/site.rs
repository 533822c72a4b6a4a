//! The site: every page, with what stands around it.

use minijinja::value::{Serde, Value};
use minijinja::{Environment, context};
use serde::Serialize;

use super::catalog::{Catalog, Event};
use super::output::Files;
use super::settings::Settings;
use super::templating::explained;
use super::texts::Texts;
use super::{brand, feed, markdown, people, search_index, table};

/// Events that every page's sidebar lists; a plan with more shows the neighbours of the page.
const SIDEBAR: usize = 80;
/// Neighbours that a page shows.
const NEIGHBOURS: usize = 24;

/// The policy of a page whose styles and script are files beside it.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
                      base-uri 'none'; form-action 'none'";

/// The pages that every catalog has, with the keys of their titles.
const NAV: [(&str, &str); 8] = [
    ("index", "nav_index"),
    ("properties", "nav_properties"),
    ("people", "nav_people"),
    ("changes", "nav_changes"),
    ("owners", "nav_owners"),
    ("personal-data", "nav_personal"),
    ("health", "nav_health"),
    ("guide", "nav_guide"),
];

/// An entry of the navigation.
#[derive(Debug, Clone, Serialize)]
struct NavItem {
    id: &'static str,
    title: String,
    count: usize,
}

/// A list of events in the sidebar.
#[derive(Debug, Clone, Serialize)]
struct Nearby {
    title: String,
    anchor: String,
    links: Vec<NearbyLink>,
    more: usize,
}

#[derive(Debug, Clone, Serialize)]
struct NearbyLink {
    id: String,
    name: String,
    retired: bool,
}

/// What the templates of all pages are given.
pub(crate) struct Site<'a> {
    catalog: &'a Catalog,
    engine: &'a Environment<'static>,
    texts: &'a Texts,
    t: Value,
    value: Value,
    events: Value,
    nav: Value,
    logo: Option<String>,
    script_texts: String,
    single: bool,
    policy: String,
}

impl<'a> Site<'a> {
    pub(crate) fn new(
        catalog: &'a Catalog,
        engine: &'a Environment<'static>,
        texts: &'a Texts,
    ) -> Self {
        let count = |id: &str| match id {
            "index" => catalog.events.len(),
            "properties" => catalog.properties.len(),
            "owners" => catalog.owners.len(),
            _ => 0,
        };
        let nav = NAV.map(|(id, key)| NavItem { id, title: texts.get(key).to_owned(), count: count(id) });
        let for_script: std::collections::BTreeMap<&str, &str> = texts
            .all()
            .iter()
            .filter_map(|(key, text)| Some((key.strip_prefix("js_")?, text.as_str())))
            .collect();
        Self {
            catalog,
            engine,
            texts,
            t: Value::from(Serde(texts.all())),
            value: Value::from(Serde(catalog)),
            events: Value::from(Serde(&catalog.events)),
            nav: Value::from(Serde(&nav)),
            logo: None,
            script_texts: data(&serde_json::to_string(&for_script).unwrap_or_default()),
            single: false,
            policy: POLICY.to_owned(),
        }
    }

    /// Every file of the site.
    ///
    /// # Errors
    /// When a template fails, in words.
    pub(crate) fn files(&self, settings: &Settings, progress: &mut dyn FnMut(usize, usize)) -> Result<Files, String> {
        let mut files = Files::default();
        files.add("assets/catalog.css", include_str!("assets/catalog.css"));
        files.add("assets/catalog.js", include_str!("assets/catalog.js"));
        files.add("assets/search-index.js", search_index::script(self.catalog));
        files.add("assets/brand.css", brand::css(settings.accent.as_deref()));
        files.add("assets/icon.svg", brand::icon(settings.accent.as_deref()));
        files.add("index.html", self.page("index.html", "index", "index", &self.catalog.title, true, Value::UNDEFINED)?);
        for id in ["properties", "people", "changes", "owners", "personal-data", "health", "guide"] {
            let wide = matches!(id, "properties" | "people");
            let title = self.texts.get(nav_key(id));
            files.add(format!("{id}.html"), self.page(&format!("{id}.html"), id, id, title, wide, Value::UNDEFINED)?);
        }
        let all = self.catalog.events.len();
        for (at, event) in self.catalog.events.iter().enumerate() {
            let value = self.events.get_item_by_index(at).map_err(|error| explained(&error))?;
            let html = self.page("event.html", &event.id, "index", &event.name, true, value)?;
            files.add(format!("{}.html", event.id), html);
            progress(at + 1, all);
        }
        Ok(files)
    }

    /// The same for programs, spreadsheets, repositories and readers of feeds.
    ///
    /// # Errors
    /// When a template fails, in words.
    pub(crate) fn data(&self, files: &mut Files) -> Result<(), String> {
        let document = serde_json::json!({ "format": 1, "catalog": self.catalog });
        let json = serde_json::to_string_pretty(&document).map_err(|error| error.to_string())?;
        files.add("catalog.json", json + "\n");
        files.add("events.csv", table::events(self.catalog));
        files.add("properties.csv", table::properties(self.catalog));
        if let Some(atom) = feed::atom(self.catalog, self.texts) {
            files.add("changes.atom", atom);
        }
        let text = |name: &str, event: Value| {
            let context = context! { t => &self.t, catalog => &self.value, event => event };
            let template = self.engine.get_template(name).map_err(|error| explained(&error))?;
            template.render(context).map_err(|error| explained(&error))
        };
        files.add("llms.txt", text("llms.txt", Value::UNDEFINED)?);
        files.add("markdown/index.md", text("index.md", Value::UNDEFINED)?);
        for (at, event) in self.catalog.events.iter().enumerate() {
            let value = self.events.get_item_by_index(at).map_err(|error| explained(&error))?;
            files.add(format!("markdown/{}.md", event.id), text("event.md", value)?);
        }
        Ok(())
    }

    fn page(&self, template: &str, id: &str, section: &str, title: &str, wide: bool, event: Value) -> Result<String, String> {
        let root = "../".repeat(id.matches('/').count());
        let single = self.single;
        let (of_href, of_file, of_anchor) = (root.clone(), root.clone(), id.to_owned());
        let of = self.catalog.events.iter().find(|event| event.id == id);
        let indices = |wanted: bool| -> Value {
            let picked = self.catalog.events.iter().enumerate().filter(|(_, event)| event.is_retired() == wanted);
            picked.filter_map(|(at, _)| self.events.get_item_by_index(at).ok()).collect()
        };
        let is_index = id == "index";
        let site = context! {
            root => root,
            policy => &self.policy,
            nav => &self.nav,
            logo => &self.logo,
            feed => !self.catalog.days.is_empty() && !single,
            downloads => !single,
            single => single,
            script_texts => &self.script_texts,
            events => self.catalog.events.len(),
            personal => self.catalog.personal.iter().map(|class| class.rows.len()).sum::<usize>(),
            current => if is_index { indices(false) } else { Value::UNDEFINED },
            guide => if id == "guide" { Value::from(include_str!("texts/guide.md")) } else { Value::UNDEFINED },
            people => if id == "people" { Value::from(Serde(people::people(self.catalog, self.texts))) } else { Value::UNDEFINED },
            retired => if is_index { indices(true) } else { Value::UNDEFINED },
        };
        let page = context! {
            id => id,
            section => section,
            title => title,
            wide => wide,
            summary => of.map_or_else(|| markdown::plain(&self.catalog.description), |event| event.summary.clone()),
            nearby => Value::from(Serde(self.nearby(of))),
        };
        let context = context! {
            t => &self.t,
            catalog => &self.value,
            site => site,
            page => page,
            event => event,
            href => Value::from_function(move |id: String, anchor: Option<String>| address(single, &of_href, &id, anchor.as_deref().unwrap_or_default())),
            file => Value::from_function(move |path: String| format!("{of_file}{path}")),
            anchor => Value::from_function(move |name: String| if single { format!("{of_anchor}/{name}") } else { name }),
        };
        let template = self.engine.get_template(template).map_err(|error| explained(&error))?;
        template.render(context).map_err(|error| explained(&error))
    }

    /// The events that the sidebar of a page lists.
    fn nearby(&self, of: Option<&Event>) -> Vec<Nearby> {
        let small = self.catalog.events.len() <= SIDEBAR;
        let mut groups = Vec::new();
        for owner in &self.catalog.owners {
            let own = of.and_then(|event| event.owner.as_ref()).is_some_and(|name| name.id == owner.id);
            if !(small || own) || owner.events.is_empty() {
                continue;
            }
            let events: Vec<&Event> = owner.events.iter().map(|at| &self.catalog.events[*at]).collect();
            let at = of.and_then(|of| events.iter().position(|event| event.id == of.id)).unwrap_or(0);
            let start = if small { 0 } else { at.saturating_sub(NEIGHBOURS / 2) };
            let most = if small { SIDEBAR } else { NEIGHBOURS };
            let links: Vec<NearbyLink> = events.iter().skip(start).take(most).map(|event| nearby(event)).collect();
            groups.push(Nearby {
                title: owner.name.clone(),
                anchor: owner.anchor.clone(),
                more: events.len() - links.len(),
                links,
            });
        }
        let unowned: Vec<&Event> = self.catalog.events.iter().filter(|event| event.owner.is_none()).collect();
        if small && !unowned.is_empty() {
            groups.push(Nearby {
                title: self.texts.get("no_owner").to_owned(),
                anchor: String::new(),
                more: 0,
                links: unowned.into_iter().map(nearby).collect(),
            });
        }
        groups
    }
}

fn nearby(event: &Event) -> NearbyLink {
    NearbyLink { id: event.id.clone(), name: event.name.clone(), retired: event.is_retired() }
}

/// The address of a page, seen from another one. In a single file, pages are fragments.
fn address(single: bool, root: &str, id: &str, anchor: &str) -> String {
    match (single, anchor) {
        (true, "") => format!("#{id}"),
        (true, anchor) if anchor.starts_with('?') => format!("#{id}{anchor}"),
        (true, anchor) => format!("#{id}/{anchor}"),
        (false, "") => format!("{root}{id}.html"),
        (false, anchor) => format!("{root}{id}.html#{anchor}"),
    }
}

fn nav_key(id: &str) -> &'static str {
    NAV.iter().find(|(known, _)| *known == id).map_or("nav_index", |(_, key)| key)
}

/// JSON that can stand in a `script` element: nothing in it ends the element.
pub(crate) fn data(json: &str) -> String {
    json.replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026").replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029")
}
