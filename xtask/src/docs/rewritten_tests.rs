//! Markdown that is written again says the same, and nothing in it is active.

use pulldown_cmark::{Event, Options, Parser, Tag};

use super::inert;
use super::rewritten::{block, code, line, words};

#[test]
fn what_is_harmless_stays() {
    for (text, written) in [
        ("a *b* **c** ~~d~~ `e<f>`", "a *b* **c** ~~d~~ `e<f>`"),
        ("one\ntwo\n\nthree", "one\ntwo\n\nthree"),
        ("- a\n- b\n  - c\n\nd", "- a\n\n- b\n\n  - c\n\nd"),
        ("3. a\n4. b", "3. a\n\n4. b"),
        ("> a\n>\n> b", "> a\n>\n> b"),
        ("# T\n\n```js\nx <y>\n```", "**T**\n\n```\nx <y>\n```"),
        ("| a | b |\n|---|---|\n| 1 | `x` |", "| a | b |\n|---|---|\n| 1 | `x` |"),
        (
            "[x](https://a.example/?a=1&b=2) [y](../guide.html#a)",
            "[x](https://a.example/?a=1&b=2) [y](../guide.html#a)",
        ),
        ("user_id is 1 < 2 & more; a_", "user_id is 1 &lt; 2 & more; a\\_"),
    ] {
        assert_eq!(block(text), written, "{text:?}");
    }
    assert_eq!(line("a\n\n- b | c\n- `d|e`"), "a • b \\| c • `d\\|e`");
    assert_eq!(words("- [x](y) <b>"), "\\- \\[x\\](y) &lt;b&gt;");
    assert_eq!(code("a`b"), "`` a`b ``");
}

#[test]
fn nothing_becomes_active() {
    for hostile in inert::HOSTILE {
        for written in [block(hostile), line(hostile), words(hostile), format!("# {}", words(hostile))] {
            let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
            for event in Parser::new_ext(&written, options) {
                let active = match &event {
                    Event::Html(_) | Event::InlineHtml(_) | Event::Start(Tag::Image { .. }) => true,
                    Event::Start(Tag::Link { dest_url, .. }) => !dest_url.starts_with("https://a.example"),
                    _ => false,
                };
                assert!(!active, "{hostile:?} is {written:?}: {event:?}");
            }
        }
    }
}

#[test]
fn no_mixture_of_signs_becomes_active() {
    const SIGNS: [&str; 32] = [
        "<",
        ">",
        "script",
        "[x]",
        "(javascript:y)",
        "!",
        "\\",
        "`",
        "``",
        "```",
        "~~~",
        "*",
        "_",
        "\n",
        "\n\n",
        "    ",
        "- ",
        "1. ",
        "> ",
        "| a ",
        "|---|",
        ":",
        "x: ",
        "[x]: data:y",
        "&lt;",
        "&#60;",
        "<b>",
        "</b>",
        "<!--",
        "-->",
        "a b",
        "![y](z)",
    ];
    let mut state = 7_u64;
    let mut next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap()
    };
    for _ in 0..4_000 {
        let text: String = (0..next() % 14).map(|_| SIGNS[next() % SIGNS.len()]).collect();
        let in_a_row = |cell: String| format!("| h |\n|---|\n| {cell} |\n");
        for written in [block(&text), line(&text), words(&text), in_a_row(line(&text)), in_a_row(code(&text))]
        {
            for options in [Options::empty(), Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH] {
                for event in Parser::new_ext(&written, options) {
                    let active = match &event {
                        Event::Html(_) | Event::InlineHtml(_) | Event::Start(Tag::Image { .. }) => true,
                        Event::Start(Tag::Link { dest_url, .. }) => dest_url.contains(':'),
                        _ => false,
                    };
                    assert!(!active, "{text:?} is {written:?}: {event:?}");
                }
            }
        }
    }
}

#[test]
fn the_words_of_what_is_taken_away_stay() {
    assert_eq!(block("[x](javascript:y) ![a *b*](https://evil.example/pixel.png)!"), "x a *b*!");
    assert_eq!(block("a <b onclick=x>c</b>"), "a &lt;b onclick=x&gt;c&lt;/b&gt;");
}

#[test]
fn what_is_written_says_the_same() {
    let html = |text: &str| super::markdown::block(text);
    let plain = |text: &str| super::markdown::plain(text);
    for text in
        inert::HOSTILE.iter().chain(&["1\\. a\n\\- b\n\\# c", "a\n\n---\n\nb", "1986\\. was", "*a*b_c_d"])
    {
        assert_eq!(html(&block(&block(text))), html(&block(text)), "{text:?}");
        assert_eq!(plain(&html(&block(text))).contains("script"), plain(&html(text)).contains("script"));
    }
    assert_eq!(html(&block("1\\. a\n\\- b\n\\# c")), html("1\\. a\n\\- b\n\\# c"));
}

#[test]
fn depth_has_an_end() {
    assert!(block(&">".repeat(10_000)).len() < 1_000);
    let deep = block(&(">".repeat(10_000) + "a"));
    assert!(deep.ends_with('a') && deep.len() < 1_000);
}
