//! Markdown from schemas as Markdown in which nothing is active, for the pages that a repository holds.

use pulldown_cmark::{Event, Tag, TagEnd};

use super::inert;
use super::visible::visible;

/// Quotes and lists inside of each other that are kept; those further in become paragraphs.
const MAX_DEPTH: usize = 20;

/// A text of several paragraphs. Its headings are none, as on the pages.
pub(crate) fn block(text: &str) -> String {
    let shown = visible(text);
    let mut blocks = Blocks { frames: vec![Frame::default()], ..Blocks::default() };
    for event in inert::events(&shown) {
        blocks.event(event);
    }
    blocks.finish()
}

/// The same on one line, which a cell of a table can hold.
pub(crate) fn line(text: &str) -> String {
    let shown = visible(text);
    let mut spans = Spans::default();
    let mut in_code = false;
    for event in inert::events(&shown) {
        match event {
            Event::Start(Tag::CodeBlock(_)) => in_code = true,
            Event::End(TagEnd::CodeBlock) => in_code = false,
            Event::Text(text) if in_code => spans.code(text.trim_end()),
            Event::Start(Tag::Item) => spans.out.push_str(" • "),
            Event::HardBreak => spans.out.push(' '),
            event => {
                if spans.event(event).is_some() {
                    spans.out.push(' ');
                }
            }
        }
    }
    guarded(&spans.out.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// A text that is no Markdown, on one line.
pub(crate) fn words(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    escape(&visible(text), &mut written);
    guarded(&written.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// The text as code on a line, or in a cell of a table: its ticks are longer than any in it.
pub(crate) fn code(text: &str) -> String {
    let text = visible(text).replace(['\n', '\r', '\t'], " ").replace('|', "\\|");
    let ticks = "`".repeat(longest_run(&text) + 1);
    // Behind a space, a tick at an end is no part of the fence.
    if ticks.len() == 1 && !text.is_empty() { format!("`{text}`") } else { format!("{ticks} {text} {ticks}") }
}

/// The text as a block of code whose fence is longer than any in it.
pub(crate) fn fenced(text: &str, language: &str) -> String {
    let fence = "`".repeat((longest_run(text) + 1).max(3));
    format!("{fence}{language}\n{text}\n{fence}")
}

fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}

/// What stands in lines: texts, code, emphasis and links.
#[derive(Default)]
struct Spans {
    out: String,
    /// The ends of the links around.
    links: Vec<String>,
}

impl Spans {
    fn code(&mut self, text: &str) {
        // The ticks of two in a row would count as one.
        if self.out.ends_with('`') {
            self.out.push(' ');
        }
        self.out.push_str(&code(text));
    }

    /// Writes an event; gives back what is not of a line.
    fn event<'a>(&mut self, event: Event<'a>) -> Option<Event<'a>> {
        match event {
            Event::Text(text) => escape(&text, &mut self.out),
            Event::Code(text) => self.code(&text),
            Event::SoftBreak => self.out.push('\n'),
            Event::HardBreak => self.out.push_str("\\\n"),
            Event::Start(Tag::Emphasis) | Event::End(TagEnd::Emphasis) => self.out.push('*'),
            Event::Start(Tag::Strong) | Event::End(TagEnd::Strong) => self.out.push_str("**"),
            Event::Start(Tag::Strikethrough) | Event::End(TagEnd::Strikethrough) => self.out.push_str("~~"),
            // The words of a link that may not be followed stay, as those of an image do.
            Event::Start(Tag::Link { dest_url, .. }) if dest_url.is_empty() => self.links.push(String::new()),
            Event::Start(Tag::Link { dest_url, .. }) => {
                // Together with the bracket it would begin an image.
                if self.out.ends_with('!') {
                    self.out.insert(self.out.len() - 1, '\\');
                }
                self.out.push('[');
                self.links.push(format!("]({})", address(&dest_url)));
            }
            Event::End(TagEnd::Link) => self.out.push_str(&self.links.pop().unwrap_or_default()),
            Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) => {}
            other => return Some(other),
        }
        None
    }
}

/// A block with others in it: the text, a quote, an item of a list.
#[derive(Default)]
struct Frame {
    blocks: Vec<String>,
    /// What the first of its lines begins with, and what the others do.
    prefix: (String, String),
}

#[derive(Default)]
struct Blocks {
    frames: Vec<Frame>,
    spans: Spans,
    /// The lists around, with the next number of those that have one.
    lists: Vec<Option<u64>>,
    /// Quotes and items around that are too deep to be kept.
    deeper: usize,
    code: Option<String>,
    rows: Vec<String>,
    columns: usize,
}

impl Blocks {
    fn event(&mut self, event: Event<'_>) {
        if let (Event::Text(text), Some(code)) = (&event, &mut self.code) {
            code.push_str(text);
            return;
        }
        let Some(event) = self.spans.event(event) else { return };
        match event {
            Event::Start(Tag::TableCell) => self.spans.out.push_str("| "),
            Event::End(TagEnd::TableCell) => self.spans.out.push(' '),
            Event::Start(Tag::TableHead | Tag::TableRow) => {}
            Event::End(TagEnd::TableHead) => {
                self.rows.push(std::mem::take(&mut self.spans.out) + "|");
                self.rows.push("|---".repeat(self.columns) + "|");
            }
            Event::End(TagEnd::TableRow) => self.rows.push(std::mem::take(&mut self.spans.out) + "|"),
            Event::End(TagEnd::Heading(_)) => self.paragraph("**"),
            other => {
                self.paragraph("");
                self.block(other);
            }
        }
    }

    /// What begins or ends a block, when the words before it are written.
    fn block(&mut self, event: Event<'_>) {
        match event {
            Event::Start(Tag::CodeBlock(_)) => self.code = Some(String::new()),
            Event::End(TagEnd::CodeBlock) => {
                let code = self.code.take().unwrap_or_default();
                self.push(fenced(code.trim_end_matches('\n'), ""));
            }
            Event::Start(Tag::Heading { .. }) => self.spans.out.push_str("**"),
            Event::Start(Tag::List(first)) => self.lists.push(first),
            Event::End(TagEnd::List(_)) => drop(self.lists.pop()),
            Event::Start(Tag::BlockQuote(_)) => self.open("> ".to_owned(), "> ".to_owned()),
            Event::Start(Tag::Item) => {
                let number = self.lists.last_mut().and_then(Option::as_mut).map(|next| {
                    *next = next.saturating_add(1);
                    *next - 1
                });
                let marker = number.map_or_else(|| "- ".to_owned(), |number| format!("{number}. "));
                let rest = " ".repeat(marker.len());
                self.open(marker, rest);
            }
            Event::End(TagEnd::BlockQuote(_) | TagEnd::Item) => self.close(),
            Event::Start(Tag::Table(columns)) => self.columns = columns.len(),
            Event::End(TagEnd::Table) => {
                let rows = std::mem::take(&mut self.rows).join("\n");
                self.push(rows);
            }
            Event::Rule => self.push("---".to_owned()),
            // Paragraphs, and what is not asked for.
            _ => {}
        }
    }

    /// The words that were gathered become a paragraph.
    fn paragraph(&mut self, end: &str) {
        let words = std::mem::take(&mut self.spans.out) + end;
        let lines: Vec<String> = words.lines().map(guarded).filter(|line| !line.is_empty()).collect();
        self.push(lines.join("\n"));
    }

    fn push(&mut self, block: String) {
        if let Some(frame) = self.frames.last_mut().filter(|_| !block.is_empty()) {
            frame.blocks.push(block);
        }
    }

    fn open(&mut self, first: String, rest: String) {
        if self.frames.len() > MAX_DEPTH {
            self.deeper += 1;
        } else {
            self.frames.push(Frame { blocks: Vec::new(), prefix: (first, rest) });
        }
    }

    fn close(&mut self) {
        if self.deeper > 0 {
            self.deeper -= 1;
        } else if let Some(Frame { blocks, prefix: (first, rest) }) = self.frames.pop() {
            let text = blocks.join("\n\n");
            let lines = text.lines().enumerate();
            let lines = lines.map(|(at, line)| {
                let line = format!("{}{line}", if at == 0 { &first } else { &rest });
                line.trim_end().to_owned()
            });
            self.push(lines.collect::<Vec<_>>().join("\n"));
        }
    }

    fn finish(mut self) -> String {
        self.paragraph("");
        self.frames.pop().map(|frame| frame.blocks.join("\n\n")).unwrap_or_default()
    }
}

/// A text in which no sign means anything to Markdown, as far as it is not the first of its line.
fn escape(text: &str, into: &mut String) {
    let mut before = None;
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let next = letters.peek();
        match letter {
            // Some readers take `\\<` for the beginning of a tag.
            '<' => into.push_str("&lt;"),
            '>' => into.push_str("&gt;"),
            '&' if next.is_some_and(|c| c.is_ascii_alphanumeric() || *c == '#') => into.push_str("&amp;"),
            '_' if [before.as_ref(), next].iter().all(|c| c.is_some_and(|c| c.is_alphanumeric())) => {
                into.push('_');
            }
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' => {
                into.push('\\');
                into.push(letter);
            }
            '\t' => into.push(' '),
            letter => into.push(letter),
        }
        before = Some(letter);
    }
}

/// A line whose first signs make it no list, heading or rule.
fn guarded(line: &str) -> String {
    let line = line.trim();
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = line.split_at(digits);
    let marks = if digits > 0 { [".", ")"].as_slice() } else { ["-", "+", "=", "#", ":"].as_slice() };
    let guard = if marks.iter().any(|mark| rest.starts_with(mark)) { "\\" } else { "" };
    format!("{number}{guard}{rest}")
}

/// An address between the brackets of a link.
fn address(address: &str) -> String {
    let mut written = String::with_capacity(address.len());
    for letter in address.chars() {
        match letter {
            '<' | '>' | '(' | ')' | '|' | '\\' | '`' | '"' | '[' | ']' | '*' | '_' if letter.is_ascii() => {
                written.push_str(&format!("%{:02X}", u32::from(letter)));
            }
            letter if letter.is_whitespace() || letter.is_control() => written.push_str("%20"),
            letter => written.push(letter),
        }
    }
    written
}
