//! Markdown from schemas as HTML, and as the words alone.

use pulldown_cmark::{CowStr, Event, HeadingLevel, Parser, Tag, TagEnd, html};

use super::inert::{self, Target};
use super::moment;
use super::visible::{escape, visible};

/// A text of several paragraphs, below a heading of the page: its own headings are none.
pub(crate) fn block(text: &str) -> String {
    render(text, false)
}

/// A page of its own, whose title is on top of it already.
pub(crate) fn document(text: &str) -> String {
    render(text, true)
}

fn render(text: &str, document: bool) -> String {
    let shown = visible(text);
    let mut closing = Vec::new();
    let mut rendered = String::with_capacity(text.len() + 32);
    html::push_html(&mut rendered, inert::events(&shown).map(|event| tagged(event, document, &mut closing)));
    rendered.trim_end().to_owned()
}

/// A text that stands in a line: without the paragraph around it, if it is only one.
pub(crate) fn line(text: &str) -> String {
    let rendered = block(text);
    match rendered.strip_prefix("<p>").and_then(|rest| rest.strip_suffix("</p>")) {
        Some(inner) if !inner.contains("<p>") => inner.to_owned(),
        _ => rendered,
    }
}

/// A text that stands as one of several parts: most are a paragraph, which needs nothing around it.
pub(crate) fn prose(text: &str) -> String {
    let rendered = block(text);
    let single =
        rendered.starts_with("<p>") && rendered.matches("<p>").count() == 1 && rendered.ends_with("</p>");
    if single { rendered } else { format!("<div class=\"prose\">{rendered}</div>") }
}

/// The words alone.
pub(crate) fn plain(text: &str) -> String {
    let mut words = String::with_capacity(text.len());
    for event in Parser::new(text) {
        match event {
            Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => {
                words.push_str(&text);
            }
            Event::SoftBreak | Event::HardBreak | Event::End(_) if !words.ends_with(' ') => words.push(' '),
            _ => {}
        }
    }
    tidy(&words)
}

/// The first sentence of a text.
pub(crate) fn first_sentence(text: &str) -> &str {
    match sentence_ends(text, Lines::Run).next() {
        Some(end) => text[..end].trim(),
        None => text.trim(),
    }
}

/// Splits a description into what something means and when it happens: at the first sentence that
/// speaks of firing or sending, if it is not the first of all.
pub(crate) fn meaning_and_moment(text: &str) -> (&str, Option<&str>) {
    let text = text.trim();
    let mut start = 0;
    for end in sentence_ends(text, Lines::End).chain([text.len()]) {
        if start > 0 && moment::told(&text[start..end]) {
            return (text[..start].trim(), Some(text[start..].trim()));
        }
        start = end;
    }
    (text, None)
}

/// Whether a line without a full stop ends a sentence, if the next one begins as a sentence does.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Lines {
    Run,
    End,
}

/// Where sentences end, outside of code: behind a full stop and before a space and a capital letter, and
/// where a paragraph does.
fn sentence_ends(text: &str, lines: Lines) -> impl Iterator<Item = usize> + '_ {
    let mut code = false;
    text.char_indices().filter_map(move |(at, letter)| {
        if letter == '`' {
            code = !code;
        }
        let rest = &text[at + letter.len_utf8()..];
        let next = rest.trim_start();
        let begins = next.starts_with(|c: char| c.is_uppercase() || c == '`' || c == '*');
        let ends = match letter {
            '.' | '!' | '?' => begins && rest.starts_with(char::is_whitespace),
            '\n' => {
                let gap = &rest[..rest.len() - next.len()];
                !next.is_empty() && (gap.contains('\n') || (begins && lines == Lines::End))
            }
            _ => false,
        };
        (ends && !code).then_some(at + 1)
    })
}

fn tidy(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The event as our pages write it. `closing` holds what ends the links and headings that are open.
fn tagged<'a>(event: Event<'a>, document: bool, closing: &mut Vec<&'static str>) -> Event<'a> {
    match event {
        Event::Start(Tag::Link { dest_url, .. }) => {
            let Some(kind) = inert::target(&dest_url) else {
                closing.push("</span>");
                return Event::InlineHtml(CowStr::Borrowed("<span class=\"dead-link\">"));
            };
            closing.push("</a>");
            let mut tag = "<a href=\"".to_owned();
            escape(&dest_url, &mut tag);
            tag.push_str(if kind == Target::Elsewhere { "\" rel=\"noopener noreferrer\">" } else { "\">" });
            Event::InlineHtml(tag.into())
        }
        // Its description is text.
        Event::Start(Tag::Image { .. }) => {
            closing.push("</span>");
            Event::InlineHtml(CowStr::Borrowed("<span class=\"image\">"))
        }
        Event::End(TagEnd::Link | TagEnd::Image) => {
            Event::InlineHtml(CowStr::Borrowed(closing.pop().unwrap_or_default()))
        }
        Event::Start(Tag::Heading { .. }) if !document => {
            Event::InlineHtml(CowStr::Borrowed("<p class=\"heading\">"))
        }
        Event::End(TagEnd::Heading(_)) if !document => Event::InlineHtml(CowStr::Borrowed("</p>")),
        Event::Start(Tag::Heading { level, .. }) => Event::Start(Tag::Heading {
            level: level.max(HeadingLevel::H2),
            id: None,
            classes: Vec::new(),
            attrs: Vec::new(),
        }),
        Event::End(TagEnd::Heading(level)) => Event::End(TagEnd::Heading(level.max(HeadingLevel::H2))),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::{block, document, first_sentence, line, meaning_and_moment, plain};
    use crate::docs::inert;

    #[test]
    fn markdown_is_rendered() {
        assert_eq!(line("a *b* `c<d>`"), "a <em>b</em> <code>c&lt;d&gt;</code>");
        assert_eq!(
            line("[x](https://a.example/?a=1&b=2)"),
            "<a href=\"https://a.example/?a=1&amp;b=2\" rel=\"noopener noreferrer\">x</a>"
        );
        assert_eq!(line("[x](../guide.html#a)"), "<a href=\"../guide.html#a\">x</a>");
        assert_eq!(block("# One\n\ntwo"), "<p class=\"heading\">One</p>\n<p>two</p>");
        assert_eq!(document("# One\n\n## Two"), "<h2>One</h2>\n<h2>Two</h2>");
    }

    #[test]
    fn nothing_becomes_active() {
        for hostile in inert::HOSTILE {
            let html = block(hostile);
            let lower = html.to_lowercase();
            for tag in lower.split('<').skip(1) {
                let tag = tag.split('>').next().unwrap();
                let name = tag.trim_start_matches('/').split(' ').next().unwrap();
                let known = [
                    "p",
                    "a",
                    "span",
                    "code",
                    "pre",
                    "em",
                    "ul",
                    "li",
                    "blockquote",
                    "table",
                    "thead",
                    "tbody",
                    "tr",
                    "th",
                    "td",
                ];
                assert!(known.contains(&name), "{hostile:?} is {html}");
                assert!(!tag.contains("src="), "{hostile:?} is {html}");
                assert!(!tag.contains(" on") || tag.contains("class=\"language"), "{hostile:?} is {html}");
            }
            for active in ["href=\"javascript", "href=\"data", "href=\"vbscript", "href=\"//", "href=\"/\\"] {
                assert!(!lower.contains(active), "{hostile:?} is {html}");
            }
        }
    }

    #[test]
    fn characters_that_move_others_are_shown() {
        assert_eq!(line("a\u{202e}b"), "a‹U+202E›b");
    }

    #[test]
    fn descriptions_are_taken_apart() {
        let (meaning, when) =
            meaning_and_moment("A user paid. Fires once, when `x.Y` is known. Not for trials.");
        assert_eq!(
            (meaning, when),
            ("A user paid.", Some("Fires once, when `x.Y` is known. Not for trials."))
        );
        let text = "Who a user is. Sent at sign-up; Letter merges them.";
        assert_eq!(meaning_and_moment(text).1, Some("Sent at sign-up; Letter merges them."));
        assert_eq!(meaning_and_moment("Fires always."), ("Fires always.", None));
        assert_eq!(meaning_and_moment(""), ("", None));
        for (text, moment) in [
            ("A user paid\n\nFires when the bank says so.", "Fires when the bank says so."),
            ("A user paid\nFires when the bank says so", "Fires when the bank says so"),
            ("One.\n\n- two\n\n**Sent** when three.", "**Sent** when three."),
        ] {
            assert_eq!(meaning_and_moment(text).1, Some(moment), "{text}");
        }
        for text in ["A.\n\n```\nx\n\nSent when y.\n```", "One\n- Sent when two", "A long\nline of text."] {
            assert_eq!(meaning_and_moment(text), (text, None));
        }
        assert_eq!(first_sentence("A user paid\n\nMore of it."), "A user paid");
        assert_eq!(first_sentence("The shop of\nBerlin. More."), "The shop of\nBerlin.");
        assert_eq!(
            first_sentence("An amount of 1.5 or e.g. two. Then more."),
            "An amount of 1.5 or e.g. two."
        );
        assert_eq!(plain("a **b**\n`c` [d](e)"), "a b c d");
    }
}
