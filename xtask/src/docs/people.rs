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
    /// How many events there are, without those that nothing sends any more.
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
    let sent = || of("track").filter(|event| event.status != "removed");
    let event_lines = lines(sent().map(|event| event.name.clone()).collect(), texts);
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
        tracked: sent().count(),
        account_events: sent()
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

#[cfg(test)]
mod tests {
    use super::{LINES, People, people};
    use crate::docs::catalog::{Catalog, Event, Row};
    use crate::docs::texts::Texts;

    fn event(kind: &'static str, name: &str, paths: &[&str]) -> Event {
        let row = |path: &&str| Row {
            path: (*path).to_owned(),
            name: path.rsplit('.').next().unwrap().to_owned(),
            depth: path.matches('.').count(),
            ..Row::default()
        };
        Event {
            id: format!("events/{name}"),
            kind,
            name: name.to_owned(),
            properties: paths.iter().map(row).collect(),
            ..Event::default()
        }
    }

    fn of(events: Vec<Event>, account_keys: &[&str]) -> People {
        let account_keys = account_keys.iter().map(|key| (*key).to_owned()).collect();
        people(&Catalog { events, account_keys, ..Catalog::default() }, &Texts::english())
    }

    #[test]
    fn traits_and_events_stand_in_their_boxes() {
        let people = of(
            vec![
                event("track", "Signed Up", &["plan", "account.id"]),
                event("identify", "User", &["email", "address", "address.city"]),
                event("group", "Account", &["seats"]),
            ],
            &[],
        );
        assert_eq!(people.user_lines, ["email", "address"], "what is inside of a trait is none");
        assert_eq!(people.account_lines, ["seats"]);
        assert_eq!((people.event_lines, people.tracked), (vec!["Signed Up".to_owned()], 1));
        assert!(people.account_events.is_empty(), "no key names an account");
    }

    #[test]
    fn events_that_name_their_account_are_known_by_the_whole_path_of_the_key() {
        let events = || {
            vec![
                event("track", "A", &["account.id"]),
                event("track", "B", &["id"]),
                event("track", "C", &["account_id"]),
                event("identify", "User", &["account_id"]),
            ]
        };
        let names = |keys: &[&str]| -> Vec<String> {
            of(events(), keys).account_events.into_iter().map(|link| link.name).collect()
        };
        assert_eq!(names(&["account.id"]), ["A"]);
        assert_eq!(names(&["account_id", "account.id"]), ["A", "C"], "traits are no events");
        assert_eq!(of(events(), &["id"]).account_events[0].id.as_deref(), Some("events/B"));
    }

    #[test]
    fn what_nothing_sends_any_more_is_no_part_of_it() {
        let gone = Event { status: "removed", ..event("track", "Gone", &["account_id"]) };
        let old = Event { status: "deprecated", ..event("track", "Old", &["account_id"]) };
        let people = of(vec![gone, old], &["account_id"]);
        assert_eq!((people.event_lines, people.tracked), (vec!["Old".to_owned()], 1));
        assert_eq!(people.account_events.len(), 1);
    }

    #[test]
    fn what_does_not_fit_is_counted() {
        let names: Vec<String> = (0..LINES + 1).map(|n| format!("e{n}")).collect();
        let events = |n: usize| names.iter().take(n).map(|name| event("track", name, &[])).collect();
        assert_eq!(of(events(LINES), &[]).event_lines.len(), LINES, "as many as there are lines");
        let lines = of(events(LINES + 1), &[]).event_lines;
        assert_eq!(lines.len(), LINES);
        assert_eq!(lines.last().map(String::as_str), Some("and 2 more"), "the last line counts itself");
        assert_eq!(of(events(LINES + 1), &[]).tracked, LINES + 1);
    }

    #[test]
    fn the_picture_is_as_high_as_its_highest_box() {
        let empty = of(Vec::new(), &[]);
        assert_eq!(empty.height, empty.event_top + 46 + 8);
        let traits: Vec<String> = (0..LINES).map(|n| format!("t{n}")).collect();
        let traits: Vec<&str> = traits.iter().map(String::as_str).collect();
        let people = of(vec![event("identify", "User", &traits)], &[]);
        assert_eq!(people.height, 12 + 46 + 22 * LINES + 8);
    }

    #[test]
    fn names_are_cut_by_characters_and_made_visible() {
        let long = "ä".repeat(26);
        let lines = of(vec![event("track", &long, &[]), event("track", "a\u{202e}b", &[])], &[]).event_lines;
        assert_eq!(lines, [format!("{}…", "ä".repeat(25)), "a‹U+202E›b".to_owned()]);
        assert_eq!(of(vec![event("track", &"ä".repeat(25), &[])], &[]).event_lines, ["ä".repeat(25)]);
    }
}
