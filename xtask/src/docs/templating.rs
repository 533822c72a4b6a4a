//! The template engine: what templates can call, and how values become HTML.

use std::path::Path;

use minijinja::value::{Kwargs, Value};
use minijinja::{AutoEscape, Environment, Error, ErrorKind, Output, State};

use super::texts::{Texts, fill};
use super::visible::{escape, is_odd, visible};
use super::{address, dates, markdown, message, rewritten};

/// Bytes of a name that fits on a line everywhere.
const SHORT: usize = 14;
/// Bytes of a part of a path that does not always fit.
const LONG: usize = 12;

/// The templates that come with the program.
const TEMPLATES: &[(&str, &str)] = &[
    ("base.html", include_str!("templates/base.html")),
    ("icons.html", include_str!("templates/icons.html")),
    ("bare.html", include_str!("templates/bare.html")),
    ("single.html", include_str!("templates/single.html")),
    ("header.html", include_str!("templates/header.html")),
    ("sidebar.html", include_str!("templates/sidebar.html")),
    ("macros.html", include_str!("templates/macros.html")),
    ("index.html", include_str!("templates/index.html")),
    ("event.html", include_str!("templates/event.html")),
    ("properties.html", include_str!("templates/properties.html")),
    ("people.html", include_str!("templates/people.html")),
    ("changes.html", include_str!("templates/changes.html")),
    ("owners.html", include_str!("templates/owners.html")),
    ("personal-data.html", include_str!("templates/personal-data.html")),
    ("health.html", include_str!("templates/health.html")),
    ("guide.html", include_str!("templates/guide.html")),
    ("page.html", include_str!("templates/page.html")),
    ("index.md", include_str!("templates/index.md")),
    ("event.md", include_str!("templates/event.md")),
    ("llms.txt", include_str!("templates/llms.txt")),
];

/// An engine with the templates of the program, those of a folder in their place where it has some.
///
/// # Errors
/// When a template cannot be read or parsed; the message says which and where.
pub(crate) fn engine(overrides: Option<&Path>, texts: &Texts) -> Result<Environment<'static>, String> {
    let mut engine = Environment::new();
    engine.set_auto_escape_callback(|name| {
        if name.ends_with(".html") || name.ends_with(".xml") { AutoEscape::Html } else { AutoEscape::None }
    });
    engine.set_formatter(format);
    engine.set_undefined_behavior(minijinja::UndefinedBehavior::Chainable);
    engine.add_filter("md", |text: String| Value::from_safe_string(markdown::line(&text)));
    engine.add_filter("md_block", |text: String| Value::from_safe_string(markdown::block(&text)));
    engine.add_filter("md_prose", |text: String| Value::from_safe_string(markdown::prose(&text)));
    engine.add_filter("md_page", |text: String| Value::from_safe_string(markdown::document(&text)));
    engine.add_filter("message", |text: String| {
        Value::from_safe_string(markdown::line(&message::message(&text)))
    });
    engine.add_filter("breakable", |text: String| Value::from_safe_string(breakable(&text)));
    engine.add_filter("plain", |text: String| markdown::plain(&text));
    engine.add_filter("content", |text: String| Value::from_safe_string(content(&text)));
    engine.add_filter("tabbed", |text: String| tabbed(&text));
    engine.add_filter("is_odd", |text: String| text.chars().any(is_odd));
    engine.add_filter("exact", |text: String| Value::from_safe_string(exact(&text)));
    engine.add_filter("md_text", |text: String| rewritten::block(&text));
    engine.add_filter("md_line", |text: String| rewritten::line(&text));
    engine.add_filter("words", |text: String| rewritten::words(&text));
    engine.add_filter("code", |text: String| rewritten::code(&text));
    engine.add_filter("fenced", |text: String, language: String| rewritten::fenced(&text, &language));
    engine.add_filter("fill", |text: String, values: Kwargs| fill_in(&text, &values));
    engine.add_filter("query", |text: String| address::query(&text));
    engine.add_filter("is_day", |text: String| dates::is_day(&text));
    let months = texts.get("months").to_owned();
    engine.add_filter("day", move |text: String| dates::words(&text, &months));
    engine.add_function("count", |n: usize, one: String, many: String| {
        fill(if n == 1 { &one } else { &many }, &[("n", &n.to_string())])
    });
    for (name, source) in TEMPLATES {
        let own = overrides.map(|folder| folder.join(name)).filter(|path| path.is_file());
        let added = match own {
            Some(path) => {
                let text =
                    std::fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
                engine.add_template_owned(*name, text)
            }
            None => engine.add_template(name, source),
        };
        added.map_err(|error| explained(&error))?;
    }
    Ok(engine)
}

/// What is wrong with a template, with its causes.
pub(crate) fn explained(error: &Error) -> String {
    let mut words = format!("the template cannot be used: {error}");
    let mut cause = std::error::Error::source(error);
    while let Some(inner) = cause {
        words.push_str(&format!("; {inner}"));
        cause = inner.source();
    }
    words
}

/// Texts are escaped in HTML, and characters that cannot be seen are shown everywhere.
fn format(out: &mut Output<'_>, state: &mut State<'_, '_>, value: &Value) -> Result<(), Error> {
    let failed = |_| Error::new(ErrorKind::BadEscape, "the text cannot be written");
    if value.is_none() || value.is_undefined() {
        return Ok(());
    }
    if value.is_safe()
        && let Some(text) = value.as_str()
    {
        return out.write_str(text).map_err(failed);
    }
    let text = match value.as_str() {
        Some(text) => text.to_owned(),
        None => value.to_string(),
    };
    if matches!(state.auto_escape(), AutoEscape::None) {
        return out.write_str(&visible(&text)).map_err(failed);
    }
    let mut html = String::with_capacity(text.len() + 16);
    escape(&text, &mut html);
    out.write_str(&html).map_err(failed)
}

/// The text in an element, where quotes mean nothing: JSON would be a third longer with them written out.
fn content(text: &str) -> String {
    visible(text).replace('&', "&amp;").replace('<', "&lt;")
}

/// JSON whose lines begin with tabs in the place of two spaces each. No string goes over lines.
fn tabbed(json: &str) -> String {
    let lines = json.split('\n').map(|line| {
        let text = line.trim_start_matches(' ');
        let spaces = line.len() - text.len();
        format!("{}{}{text}", "\t".repeat(spaces / 2), if spaces % 2 == 1 { " " } else { "" })
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// The text for an attribute whose value is copied, to the letter. NUL cannot stand in HTML.
fn exact(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            'a'..='z' | 'A'..='Z' | '0'..='9' | ' ' | '_' | '.' | '-' => html.push(letter),
            '\0' => html.push('\u{fffd}'),
            letter => html.push_str(&format!("&#x{:x};", u32::from(letter))),
        }
    }
    html
}

/// A name as HTML whose lines can end where its parts do, and inside of parts that are long.
fn breakable(name: &str) -> String {
    let mut html = String::with_capacity(name.len() + 16);
    for part in name.split_inclusive('.') {
        if !html.is_empty() && name.len() > SHORT {
            html.push_str("<wbr>");
        }
        let mut rest = part;
        while part.len() > LONG
            && let Some(end) = word_end(rest)
        {
            escape(&rest[..end], &mut html);
            html.push_str("<wbr>");
            rest = &rest[end..];
        }
        escape(rest, &mut html);
    }
    html
}

/// Where the first word ends, if another one follows.
fn word_end(text: &str) -> Option<usize> {
    let ends = |before: char, next: char| {
        matches!(before, '_' | '-' | '/' | ':') && next.is_alphanumeric()
            || before.is_lowercase() && next.is_uppercase()
    };
    let mut letters = text.char_indices().zip(text.chars().skip(1));
    letters.find(|((_, before), next)| ends(*before, *next)).map(|((at, before), _)| at + before.len_utf8())
}

fn fill_in(text: &str, values: &Kwargs) -> Result<String, Error> {
    let mut pairs: Vec<(String, String)> = Vec::new();
    for name in values.args() {
        let value: Value = values.get(name)?;
        pairs.push((name.to_owned(), value.as_str().map_or_else(|| value.to_string(), str::to_owned)));
    }
    let pairs: Vec<(&str, &str)> =
        pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    Ok(fill(text, &pairs))
}

#[cfg(test)]
mod tests {
    use super::{breakable, content, tabbed};

    #[test]
    fn json_is_indented_by_tabs() {
        assert_eq!(tabbed("{\n  \"a\": [\n     \"  b\"\n  ]\n}"), "{\n\t\"a\": [\n\t\t \"  b\"\n\t]\n}");
    }

    #[test]
    fn quotes_stay_in_an_element() {
        assert_eq!(content("{\"a\": '<b>&'}\u{202e}"), "{\"a\": '&lt;b>&amp;'}‹U+202E›");
    }

    #[test]
    fn long_names_end_their_lines_between_words() {
        for (name, html) in [
            ("amount_minor", "amount_minor"),
            ("delivery_instructions", "delivery_<wbr>instructions"),
            ("price.amount_minor.value[].x", "price.<wbr>amount_<wbr>minor.<wbr>value[].<wbr>x"),
            ("a.", "a."),
            ("preferredTimeWindowEnd", "preferred<wbr>Time<wbr>Window<wbr>End"),
            (
                "<script>alert(1)</script>_größe_X",
                "&lt;script&gt;alert(1)&lt;/<wbr>script&gt;_<wbr>größe_<wbr>X",
            ),
        ] {
            assert_eq!(breakable(name), html);
        }
    }
}
