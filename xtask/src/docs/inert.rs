//! Markdown from schemas without what would act. Whatever is written from it, as HTML, as Markdown or into
//! a feed, is written from these events: raw HTML is text, links lead to pages and addresses only, images
//! are their descriptions.

use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd, TextMergeStream};

/// The events of a text. A link without an address is one that may not be followed, and an image has none.
pub(super) fn events(shown: &str) -> impl Iterator<Item = Event<'_>> {
    let parser = Parser::new_ext(shown, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH);
    TextMergeStream::new(parser.map(inert))
}

fn inert(event: Event<'_>) -> Event<'_> {
    match event {
        Event::Html(text) | Event::InlineHtml(text) => Event::Text(text),
        Event::Start(Tag::HtmlBlock) => Event::Start(Tag::Paragraph),
        Event::End(TagEnd::HtmlBlock) => Event::End(TagEnd::Paragraph),
        Event::Start(Tag::Link { link_type, dest_url, id, .. }) => {
            let dest_url = if target(&dest_url).is_some() { dest_url } else { CowStr::Borrowed("") };
            Event::Start(Tag::Link { link_type, dest_url, title: CowStr::Borrowed(""), id })
        }
        // It would be a request.
        Event::Start(Tag::Image { link_type, id, .. }) => Event::Start(Tag::Image {
            link_type,
            dest_url: CowStr::Borrowed(""),
            title: CowStr::Borrowed(""),
            id,
        }),
        other => other,
    }
}

/// Where a link leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Target {
    /// To a page beside the one that it stands on.
    Here,
    /// To another site.
    Elsewhere,
}

/// Where an address leads, if it may be followed.
pub(super) fn target(address: &str) -> Option<Target> {
    // Browsers leave out tabs, line ends and leading spaces before they read the scheme.
    let address: String =
        address.chars().filter(|c| !c.is_control() && !c.is_whitespace()).collect::<String>().to_lowercase();
    if ["http://", "https://", "mailto:"].iter().any(|scheme| address.starts_with(scheme)) {
        return Some(Target::Elsewhere);
    }
    let before = address.split(['/', '?', '#']).next().unwrap_or_default();
    // `//host` and `\\host` lead to another host.
    let elsewhere = address.starts_with("//") || address.contains('\\') || address.is_empty();
    (!before.contains(':') && !elsewhere).then_some(Target::Here)
}

/// An address to follow, if it is one: of a team's contact, or of a repository.
pub(crate) fn address(text: &str) -> Option<String> {
    if target(text) == Some(Target::Elsewhere) {
        return Some(text.to_owned());
    }
    let mail = text.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty()
            && host.contains('.')
            && !text.contains(|c: char| c.is_whitespace() || "<>?&:/\"".contains(c))
    });
    mail.then(|| format!("mailto:{text}"))
}

/// Texts that try to become something else, for the tests of what is written.
#[cfg(test)]
pub(super) const HOSTILE: &[&str] = &[
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "a <b onclick=alert(1)>b</b>",
    "[x](javascript:alert(1))",
    "[x](JaVaScript:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](data:text/html,<script>alert(1)</script>)",
    "[x](vbscript:x)",
    "[x](//evil.example)",
    "[x](/\\evil.example)",
    "<javascript:alert(1)>",
    "![x](https://evil.example/pixel.png)",
    "![x][y]\n\n[y]: https://evil.example/pixel.png",
    "[![x](https://evil.example/pixel.png)](javascript:alert(1))",
    "[x]: javascript:alert(1)\n\n[x]",
    "<div>\n<script>alert(1)</script>\n</div>",
    "<div>\n\n![x](https://evil.example/pixel.png)",
    "[x](https://a.example \"\\\" onmouseover=alert(1)\")",
    "`</code><script>`",
    "```\" onclick=\"x\n</pre><script>\n```",
    "```\n<script>",
    "a\n\n    <script>alert(1)</script>",
    "\\[x\\](javascript:alert(1)) \\<script> &lt;script> &#60;script>",
    "\\![x] \\`<script>",
    "*a\n\n> * <script>\n> ```\n> x",
    "| a |\n|---|\n| [x](javascript:alert(1)) `a\\|b` |",
    "# [x](javascript:alert(1)) <script>",
    "\\![x](https://a.example)",
    "    ````<\n\n~~~\n`\n\n<![x](https://evil.example)",
    "`a`[`` <b> ` ``](javascript:x)",
];

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn contacts_are_links_if_they_are_addresses() {
        assert_eq!(address("growth@planboard.example").as_deref(), Some("mailto:growth@planboard.example"));
        assert_eq!(address("https://a.example/x").as_deref(), Some("https://a.example/x"));
        assert_eq!(address("javascript:alert(1)"), None);
        assert_eq!(address("#growth on the chat"), None);
        assert_eq!(address("a@b.c?subject=<x>"), None);
    }
}
