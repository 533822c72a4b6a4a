//! Who a plan tells of: the picture of users, accounts and events, and what stands in it.

use serde::Serialize;

use super::catalog::{Catalog, Event, Link};
use super::texts::Texts;
use super::visible::visible;

/// Lines in a box of the picture.
const LINES: usize = 7;
/// Characters of a line in it.
const WIDTH: usize = 25;

/// What the page of people and accounts shows.
#[derive(Debug, Serialize)]
pub(crate) struct People {
    /// Traits of users.
    user_lines: Vec<String>,
    /// Traits of accounts.
    account_lines: Vec<String>,
    /// Events.
    event_lines: Vec<String>,
    /// Where the box of events begins.
    event_top: usize,
    /// The height of the picture.
    height: usize,
    /// How many events there are.
    tracked: usize,
    /// Those that name an account.
    account_events: Vec<Link>,
}

pub(crate) fn people(catalog: &Catalog, texts: &Texts) -> People {
    let of = |kind: &'static str| catalog.events.iter().filter(move |event| event.kind == kind);
    let traits = |kind: &'static str| {
        let rows = of(kind).flat_map(|event| &event.properties).filter(|row| row.depth == 0);
        lines(rows.map(|row| row.name.clone()).collect(), texts)
    };
    let (user_lines, account_lines) = (traits("identify"), traits("group"));
    let event_lines = lines(of("track").map(|event| event.name.clone()).collect(), texts);
    let names_account =
        |event: &&Event| event.properties.iter().any(|row| catalog.account_keys.contains(&row.path));
    let event_top = 132;
    let heights = [
        12 + 46 + 22 * user_lines.len(),
        12 + 46 + 22 * account_lines.len(),
        event_top + 46 + 22 * event_lines.len(),
    ];
    People {
        height: heights.into_iter().max().unwrap_or_default() + 8,
        event_top,
        tracked: of("track").count(),
        account_events: of("track")
            .filter(names_account)
            .map(|event| Link { name: event.name.clone(), id: Some(event.id.clone()) })
            .collect(),
        user_lines,
        account_lines,
        event_lines,
    }
}

/// As many lines as fit, the last one counting the rest.
fn lines(all: Vec<String>, texts: &Texts) -> Vec<String> {
    let most = if all.len() > LINES { LINES - 1 } else { LINES };
    let mut lines: Vec<String> = all.iter().take(most).map(|line| cut(line)).collect();
    if all.len() > most {
        lines.push(texts.fill("people_more", &[("n", &(all.len() - most).to_string())]));
    }
    lines
}

fn cut(line: &str) -> String {
    let line = visible(line);
    match line.char_indices().nth(WIDTH) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line.into_owned(),
    }
}
