//! A report for people: a group for each state, a line for each event.

use std::fmt::Write as _;

use super::report::{Report, State, Tests, Usage};
use crate::output::one_line;

pub(super) fn text(report: &Report) -> String {
    let tested = !matches!(report.tests, Tests::NotRun);
    let asked = |state: State| report.asked().filter(move |event| event.state() == state).collect();
    let not_declared = report.events.iter().filter(|event| event.declared.is_none()).collect();
    let not_asked = |event: &&Usage| event.declared.as_ref().is_some_and(|declared| !declared.is_asked);
    let not_asked = report.events.iter().filter(not_asked).collect();
    let groups: [(&str, Vec<&Usage>); 6] = [
        ("never constructed", asked(State::Declared)),
        ("sent in tests only", asked(State::OnlyInTests)),
        (if tested { "constructed, not sent in a test" } else { "constructed" }, asked(State::Constructed)),
        ("constructed and sent in a test", asked(State::Sent)),
        ("not declared", not_declared),
        ("not asked for", not_asked),
    ];
    let mut text = String::new();
    for (title, events) in groups {
        if !events.is_empty() {
            group(&mut text, title, &events, tested);
        }
    }
    // Writing to a string does not fail.
    let all = report.asked().count();
    let constructed = report.asked().filter(|event| event.is_constructed()).count();
    let _ = write!(text, "{constructed} of {all} constructed");
    if tested {
        let sent = report.asked().filter(|event| event.sent).count();
        let _ = write!(text, ", {sent} of {all} sent in a test");
    }
    text.push('\n');
    text
}

fn group(text: &mut String, title: &str, events: &[&Usage], tested: bool) {
    let _ = writeln!(text, "{title} ({})", events.len());
    let rows: Vec<[String; 4]> = events.iter().map(|event| row(event, tested)).collect();
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or_default();
    let widths = [width(0), width(1), width(2)];
    for [name, owner, file, note] in &rows {
        let line = format!("    {name:0$}  {owner:1$}  {file:2$}  {note}", widths[0], widths[1], widths[2]);
        let _ = writeln!(text, "{}", line.trim_end());
    }
    text.push('\n');
}

fn row(event: &Usage, tested: bool) -> [String; 4] {
    let name = format!("{:8} {}", event.call, one_line(&event.name));
    let Some(declared) = &event.declared else {
        return [name, String::new(), String::new(), places(event)];
    };
    let owner = declared.owner.as_deref().map_or_else(|| "no owner".to_owned(), one_line);
    let note = if declared.is_asked {
        places(event)
    } else {
        let state = match event.state() {
            State::Declared => "never constructed",
            State::OnlyInTests => "sent in tests only",
            State::Constructed if tested => "constructed, not sent in a test",
            State::Constructed => "constructed",
            State::Sent => "constructed and sent in a test",
        };
        match &declared.excepted {
            Some(reason) => format!("excepted ({}): {state}", one_line(reason)),
            None => format!("{}: {state}", declared.status),
        }
    };
    [name, owner, format!("{}:{}", one_line(&declared.file), declared.line), note]
}

/// The programs that can send it; libraries, if no program can.
fn places(event: &Usage) -> String {
    let only_libraries = event.places.iter().all(|place| place.is_library);
    let names: Vec<String> = event
        .places
        .iter()
        .filter(|place| place.is_library == only_libraries)
        .map(|place| one_line(&place.target))
        .collect();
    match &names[..] {
        [] => String::new(),
        names if only_libraries => format!("in the library {} only", names.join(", ")),
        names => format!("in {}", names.join(", ")),
    }
}
