//! The site: every page, with what stands around it.

use letter_schema::deceiving;
use minijinja::value::{Serde, Value};
use minijinja::{Environment, context};
use serde::Serialize;

use super::catalog::Catalog;
use super::output::Files;
use super::own_files::OwnFiles;
use super::settings::Settings;
use super::templating::explained;
use super::texts::Texts;
use super::visible::script_pattern;
use super::{brand, markdown, people, search_index, sidebar};

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

/// What the templates of all pages are given.
pub(crate) struct Site<'a> {
    pub(super) catalog: &'a Catalog,
    pub(super) engine: &'a Environment<'static>,
    pub(super) texts: &'a Texts,
    pub(super) t: Value,
    pub(super) value: Value,
    pub(super) events: Value,
    nav: Value,
    /// The logo: a file of the site, or the image itself for a single file.
    logo: Option<String>,
    pub(super) single: bool,
    policy: String,
    style: String,
    script: String,
    accent: Option<&'a str>,
}

/// A page that is to be rendered.
#[derive(Debug, Clone)]
struct Page<'p> {
    template: &'p str,
    id: &'p str,
    section: &'p str,
    title: &'p str,
    wide: bool,
    event: Value,
    /// The index of the event, on its page.
    of: Option<usize>,
    text: &'p str,
}

impl<'a> Site<'a> {
    pub(crate) fn new(
        catalog: &'a Catalog,
        engine: &'a Environment<'static>,
        texts: &'a Texts,
        settings: &'a Settings,
        own: &'a OwnFiles,
        single: bool,
    ) -> Self {
        let count = |id: &str| match id {
            "index" => catalog.events.len() + catalog.gone.len(),
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
        let for_script = data(&serde_json::to_string(&for_script).unwrap_or_default());
        let style = own.style.as_deref().map_or_else(|| tight(include_str!("assets/catalog.css")), lean);
        let example = serde_json::Value::from(format!("{}: ", texts.get("col_example")));
        let logo = own.logo.as_ref();
        Self {
            catalog,
            engine,
            texts,
            t: Value::from(Serde(texts.all())),
            value: Value::from(Serde(catalog)),
            events: Value::from(Serde(&catalog.events)),
            nav: Value::from(Serde(&nav)),
            logo: logo.map(|logo| if single { logo.data() } else { logo.path() }),
            single,
            policy: POLICY.to_owned(),
            style: format!(":root{{--example:{example}}}\n{style}"),
            script: format!(
                "const letterTexts={for_script},letterOdd={};\n{}",
                script_pattern(),
                tight_script(include_str!("assets/catalog.js"))
            ),
            accent: settings.accent.as_deref(),
        }
    }

    /// Every file of the site.
    ///
    /// # Errors
    /// When a template fails, in words.
    pub(crate) fn files(
        &self,
        own: &OwnFiles,
        progress: &mut dyn FnMut(usize, usize),
    ) -> Result<Files, String> {
        let mut files = Files::default();
        files.add("assets/catalog.css", self.style.as_str());
        files.add("assets/catalog.js", self.script.as_str());
        files.add("assets/search-index.js", search_index::script(self.catalog, self.texts));
        files.add("assets/brand.css", brand::css(self.accent));
        files.add("assets/icon.svg", brand::icon(self.accent));
        if let Some(logo) = &own.logo {
            files.add(logo.path(), logo.bytes.clone());
        }
        self.each_page(
            &mut |page| {
                files.add(format!("{}.html", page.id), self.page(page)?);
                Ok(())
            },
            progress,
        )?;
        Ok(files)
    }

    /// Everything in one file.
    ///
    /// # Errors
    /// When a template fails, in words.
    pub(crate) fn single_file(&mut self, progress: &mut dyn FnMut(usize, usize)) -> Result<String, String> {
        let mut pages = String::new();
        self.each_page(
            &mut |page| {
                pages.push_str(&self.page(page)?);
                Ok(())
            },
            progress,
        )?;
        let style = format!("{}{}", self.style, brand::css(self.accent));
        self.policy = format!(
            "default-src 'none'; script-src {}; style-src {}; img-src data:; base-uri 'none'; form-action 'none'",
            brand::policy_hash(&self.script),
            brand::policy_hash(&style),
        );
        let icon = brand::base64(brand::icon(self.accent).as_bytes());
        let page = context! {
            id => "index",
            section => "index",
            nearby => Value::from(Serde(sidebar::nearby(self.catalog, self.texts, None))),
            icon => format!("data:image/svg+xml;base64,{icon}"),
            style => style,
            script => &self.script,
            pages => pages,
            search_index => search_index::json(self.catalog, self.texts),
        };
        self.render("single.html", "index", context! { site => self.around("index"), page => page })
    }

    /// Calls `each` for every page there is.
    fn each_page(
        &self,
        each: &mut dyn FnMut(&Page<'_>) -> Result<(), String>,
        progress: &mut dyn FnMut(usize, usize),
    ) -> Result<(), String> {
        for (id, key) in NAV {
            let (title, wide) = (self.texts.get(key), matches!(id, "index" | "properties" | "people"));
            let title = if id == "index" { &self.catalog.title } else { title };
            let template = format!("{id}.html");
            each(&Page {
                template: &template,
                id,
                section: id,
                title,
                wide,
                event: Value::UNDEFINED,
                of: None,
                text: "",
            })?;
        }
        for page in &self.catalog.pages {
            let (id, title, text) = (&page.id, &page.title, &page.text);
            each(&Page {
                template: "page.html",
                id,
                section: id,
                title,
                wide: false,
                event: Value::UNDEFINED,
                of: None,
                text,
            })?;
        }
        let all = self.catalog.events.len();
        for (at, event) in self.catalog.events.iter().enumerate() {
            let value = self.events.get_item_by_index(at).map_err(|error| explained(&error))?;
            let (id, title) = (&event.id, &event.name);
            each(&Page {
                template: "event.html",
                id,
                section: "index",
                title,
                wide: true,
                event: value,
                of: Some(at),
                text: "",
            })?;
            progress(at + 1, all);
        }
        Ok(())
    }

    fn page(&self, page: &Page<'_>) -> Result<String, String> {
        let of = page.of.map(|at| &self.catalog.events[at]);
        let summary =
            of.map_or_else(|| markdown::plain(&self.catalog.description), |event| event.summary.clone());
        let nearby = if self.single { Vec::new() } else { sidebar::nearby(self.catalog, self.texts, of) };
        let described = context! {
            id => page.id,
            section => page.section,
            title => page.title,
            wide => page.wide,
            text => page.text,
            summary => summary,
            nearby => Value::from(Serde(nearby)),
        };
        let context = context! { site => self.around(page.id), page => described, event => &page.event };
        self.render(page.template, page.id, context)
    }

    /// What templates know beside their page.
    fn around(&self, id: &str) -> Value {
        let picked = |wanted: bool| -> Value {
            let events =
                self.catalog.events.iter().enumerate().filter(|(_, event)| event.is_retired() == wanted);
            events.filter_map(|(at, _)| self.events.get_item_by_index(at).ok()).collect()
        };
        let when =
            |page: &str, value: &dyn Fn() -> Value| if id == page { value() } else { Value::UNDEFINED };
        context! {
            layout => if self.single { "bare.html" } else { "base.html" },
            root => "../".repeat(id.matches('/').count()),
            policy => &self.policy,
            nav => &self.nav,
            logo => &self.logo,
            feed => !self.catalog.days.is_empty() && !self.single,
            downloads => !self.single,
            single => self.single,
            events => self.catalog.events.len() + self.catalog.gone.len(),
            personal => self.catalog.personal.iter().map(|class| class.rows.len()).sum::<usize>(),
            guide => when("guide", &|| Value::from(include_str!("texts/guide.md"))),
            people => when("people", &|| Value::from(Serde(people::people(self.catalog, self.texts)))),
            counts => when("index", &|| self.counts()),
            current => when("index", &|| picked(false)),
            retired_words => when("index", &|| Value::from(self.retired_words())),
            retired => when("index", &|| picked(true)),
        }
    }

    /// How many events have which kind, status and tag.
    fn counts(&self) -> Value {
        let mut counts: std::collections::BTreeMap<String, usize> = std::collections::BTreeMap::new();
        for event in &self.catalog.events {
            let tags = event.tags.iter().map(|tag| format!("tag:{tag}"));
            for key in tags.chain([event.kind.to_owned(), event.status.to_owned()]) {
                *counts.entry(key).or_default() += 1;
            }
        }
        for gone in &self.catalog.gone {
            for key in [gone.kind, "removed"] {
                *counts.entry(key.to_owned()).or_default() += 1;
            }
        }
        Value::from(Serde(counts))
    }

    /// "2 deprecated, 1 removed"
    fn retired_words(&self) -> String {
        let count = |status: &str| self.catalog.events.iter().filter(|event| event.status == status).count();
        let removed = count("removed") + self.catalog.gone.len();
        let counts = [("js_n_deprecated", count("deprecated")), ("js_n_removed", removed)];
        let counts = counts.iter().filter(|(_, n)| *n > 0);
        let words = counts.map(|(key, n)| self.texts.fill(key, &[("n", &n.to_string())]));
        words.collect::<Vec<_>>().join(self.texts.get("js_and"))
    }

    fn render(&self, template: &str, id: &str, more: Value) -> Result<String, String> {
        let root = "../".repeat(id.matches('/').count());
        let single = self.single;
        let (of_href, of_anchor) = (root.clone(), id.to_owned());
        let href = move |id: String, anchor: Option<String>| {
            address(single, &of_href, &id, anchor.as_deref().unwrap_or_default())
        };
        let context = context! {
            t => &self.t,
            catalog => &self.value,
            href => Value::from_function(href),
            file => Value::from_function(move |path: String| format!("{root}{path}")),
            anchor => Value::from_function(move |name: String| if single { format!("{of_anchor}/{name}") } else { name }),
            ..more
        };
        let template = self.engine.get_template(template).map_err(|error| explained(&error))?;
        template.render(context).map_err(|error| explained(&error))
    }
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

/// A style sheet or script without its indentation and notes, which are a tenth of it.
fn lean(text: &str) -> String {
    let lines = text.lines().map(str::trim_start).filter(|line| !line.is_empty() && !line.starts_with("//"));
    lines.flat_map(|line| [line, "\n"]).collect()
}

/// Our style sheet without the spaces that nobody but its authors needs. Like our script, it has no text in
/// which one of these would mean something.
fn tight(style: &str) -> String {
    let lines = lean(style);
    let lines = lines.lines().filter(|line| !line.starts_with("/*"));
    let pairs = [
        ("; }", "}"),
        (" { ", "{"),
        (" {\n", "{"),
        ("; ", ";"),
        (";\n", ";"),
        (": ", ":"),
        (", ", ","),
        (",\n", ","),
        (" > ", ">"),
        ("}\n", "}"),
    ];
    lines.map(|line| without(&format!("{line}\n"), &pairs)).collect()
}

/// The same for our script.
fn tight_script(script: &str) -> String {
    let signs = [
        " = ", " => ", " === ", " !== ", " && ", " || ", " ?? ", " ? ", " : ", " + ", " - ", " < ", " > ",
        ", ", "; ", "{ ", " }", "{\n", ";\n", ",\n",
    ];
    let mut pairs: Vec<(&str, &str)> = signs.iter().map(|sign| (*sign, sign.trim())).collect();
    pairs.extend([(") {", "){"), ("if (", "if("), ("for (", "for(")]);
    without(&lean(script), &pairs)
}

fn without(text: &str, pairs: &[(&str, &str)]) -> String {
    pairs.iter().fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
}

/// JSON that can stand in a `script` element: nothing in it ends the element.
pub(crate) fn data(json: &str) -> String {
    deceiving::json(json).replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026")
}
