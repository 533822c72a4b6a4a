//! Messages as lines that people read.

use letter::Kind;
use letter::testing::Received;
use serde_json::Value;

/// Characters of a value that are shown.
const VALUE: usize = 40;
/// Characters of a line of a table.
const LINE: usize = 130;

/// The call, as its method is called.
#[must_use]
pub fn call(kind: Kind) -> &'static str {
    match kind {
        Kind::Track => "track",
        Kind::Identify => "identify",
        Kind::Group => "group",
    }
}

/// The properties or traits, with those beside them, as `key=value`; structures are only hinted at.
#[must_use]
pub fn values(message: &Received) -> String {
    let item = message.json();
    let lifted = ["email", "timezone", "name"].into_iter().filter_map(|key| Some((key, item.get(key)?)));
    let body = message.body().as_object().into_iter().flatten();
    let all = lifted.chain(body.map(|(key, value)| (key.as_str(), value)));
    all.map(|(key, value)| format!("{}={}", printable(key), short(value))).collect::<Vec<_>>().join(" ")
}

/// One line about a message, with its findings on lines below.
#[must_use]
pub fn line(number: u64, message: &Received) -> String {
    let what = match message.kind() {
        Kind::Track => message.event().unwrap_or_default(),
        Kind::Identify => "",
        Kind::Group => message.account_id().unwrap_or_default(),
    };
    let (call, user, values) = (call(message.kind()), message.user_id(), values(message));
    let mut line =
        format!("{number:>5}  {call:<8}  {:<12}  {:<22}  {values}", printable(user), printable(what));
    line.truncate(line.trim_end().len());
    for finding in message.findings() {
        line.push_str("\n       ! ");
        line.push_str(&printable(finding));
    }
    line
}

/// Rows as aligned columns; the first row is the heading. The last column is cut to what fits a line.
#[must_use]
pub fn table<const COLUMNS: usize>(rows: &[[String; COLUMNS]]) -> String {
    let mut widths = [0; COLUMNS];
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.chars().count());
        }
    }
    let before: usize = widths.iter().take(COLUMNS.saturating_sub(1)).map(|width| width + 2).sum();
    let last = LINE.saturating_sub(before + 2);
    let mut table = String::new();
    for row in rows {
        let mut line = String::new();
        for (at, (width, cell)) in widths.iter().zip(row).enumerate() {
            let cell = if at + 1 == COLUMNS { cut(cell, last) } else { cell.clone() };
            line.push_str(&format!("  {cell:<width$}"));
        }
        table.push_str(line.trim_end());
        table.push('\n');
    }
    table
}

fn cut(text: &str, characters: usize) -> String {
    match text.char_indices().nth(characters) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

fn short(value: &Value) -> String {
    let text = match value {
        Value::Object(_) => compact(value),
        other => other.to_string(),
    };
    cut(&printable(&text), VALUE)
}

/// `{"amount_minor":1250,"currency":"EUR"}` as `{1250, "EUR"}`: the keys are in the plan.
fn compact(value: &Value) -> String {
    let members = value.as_object().into_iter().flatten().map(|(_, value)| value.to_string());
    format!("{{{}}}", members.collect::<Vec<_>>().join(", "))
}

/// Without what would move the terminal's cursor or change its colours.
fn printable(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}
