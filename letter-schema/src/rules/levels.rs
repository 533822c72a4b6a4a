//! The level of each finding: what `plan.json` sets, and what files and properties allow.

use std::collections::{BTreeMap, HashMap};

use super::date::Date;
use super::rule::{Rule, Settable, Setting};
use super::{all, changes, exporting, find, ledger};
use crate::allowance::Allowance;
use crate::diagnostic::{Diagnostic, Diagnostics, Level};
use crate::plan::Plan;
use crate::source::{FileId, Span};
use crate::suggest::nearest;

/// Brings findings to the levels that the plan asks for, and adds what is wrong with those settings.
pub(super) fn settle(plan: &Plan, today: Date, found: Diagnostics) -> Diagnostics {
    let mut settled = Diagnostics::default();
    let mut further = Diagnostics::default();
    let settings = settings(plan, &mut further);
    let mut leave = Leave::of(plan, today, &mut further);
    for diagnostic in found {
        settled.push_at(diagnostic, &settings, Some(&mut leave));
    }
    leave.unused(&settings, &mut further);
    for diagnostic in further {
        settled.push_at(diagnostic, &settings, None);
    }
    settled
}

impl Diagnostics {
    fn push_at(
        &mut self,
        mut diagnostic: Diagnostic,
        settings: &HashMap<&'static str, Setting>,
        leave: Option<&mut Leave<'_>>,
    ) {
        let rule = find(diagnostic.rule);
        let settable = match rule.map(|rule| rule.settable) {
            Some(Settable::Yes) => true,
            Some(Settable::Warnings) => diagnostic.level == Level::Warning,
            Some(Settable::No) | None => false,
        };
        if let (true, Some(rule)) = (settable, rule) {
            let set = settings.get(rule.id).copied();
            // A rule of reading has given the level itself.
            let default = || if rule.check.is_some() { rule.level.level() } else { Some(diagnostic.level) };
            let Some(level) = set.map_or_else(default, Setting::level) else { return };
            if leave.is_some_and(|leave| leave.allows(&diagnostic)) {
                return;
            }
            diagnostic.level = level;
        }
        self.push(diagnostic);
    }
}

fn settings(plan: &Plan, found: &mut Diagnostics) -> HashMap<&'static str, Setting> {
    let mut settings = HashMap::new();
    for set in plan.file.iter().flat_map(|file| &file.rules) {
        let pointer = format!("/rules/{}", crate::read::escape(&set.rule));
        match find(&set.rule) {
            Some(Rule { settable: Settable::No, id, .. }) => {
                let message =
                    format!("`{id}` is always an error: nothing can be made of a plan that breaks it");
                let error = Diagnostic::error("plan-file", set.span, message).pointer(pointer);
                found.push(error.help("remove it from `rules`"));
            }
            Some(rule) => {
                settings.insert(rule.id, set.level);
            }
            None => found.push(unknown(&set.rule, set.span).pointer(pointer)),
        }
    }
    settings
}

fn unknown(rule: &str, span: Span) -> Diagnostic {
    let error = Diagnostic::error("rule-unknown", span, format!("there is no rule `{rule}`"));
    match nearest(rule, all().map(|rule| rule.id)) {
        Some(near) => error.help(format!("did you mean `{near}`?")).edit(span, format!("\"{near}\"")),
        None => error.help("`explain` lists the rules"),
    }
}

/// Whether a rule is about the plan and something else: another version, the ledger, or types.
fn is_of_comparison(id: &str) -> bool {
    let families = [&changes::FAMILY, &ledger::FAMILY, &exporting::FAMILY];
    families.iter().flat_map(|family| family.rules).any(|rule| rule.id == id)
}

/// Every allowance that counts, and which of them were used.
struct Leave<'a> {
    by_file: BTreeMap<FileId, Vec<Scope<'a>>>,
}

struct Scope<'a> {
    allowance: &'a Allowance,
    rule: &'static Rule,
    /// Where it counts; `None` for the whole file.
    place: Option<Span>,
    used: bool,
}

impl<'a> Leave<'a> {
    fn of(plan: &'a Plan, today: Date, found: &mut Diagnostics) -> Self {
        let mut leave = Self { by_file: BTreeMap::new() };
        for event in &plan.events {
            for allowance in &event.extension.allow {
                leave.add(allowance, None, today, found);
            }
        }
        for id in plan.schemas.ids() {
            let Some(keywords) = plan.schemas.keywords(id) else { continue };
            let schema = plan.schemas.get(id);
            let start = schema.key.unwrap_or(schema.span).start;
            for allowance in &keywords.extension.allow {
                leave.add(allowance, Some(Span { start, ..schema.span }), today, found);
            }
        }
        leave
    }

    fn add(&mut self, allowance: &'a Allowance, place: Option<Span>, today: Date, found: &mut Diagnostics) {
        let Some((id, span)) = &allowance.rule else {
            let message = "this allowance names no rule";
            found.push(
                Diagnostic::error("rule-unknown", allowance.span, message)
                    .help("name it: `{ \"rule\": \"…\", \"reason\": \"…\" }`"),
            );
            return;
        };
        let Some(rule) = find(id) else {
            found.push(unknown(id, *span));
            return;
        };
        if rule.settable == Settable::No {
            let message = format!("`{id}` cannot be allowed: nothing can be made of a plan that breaks it");
            found.push(
                Diagnostic::error("allowance-unused", *span, message)
                    .help("mend what it finds, and remove the allowance"),
            );
            return;
        }
        if allowance.reason.is_none() {
            let message = format!("it is not said why `{id}` is allowed here");
            found.push(
                Diagnostic::error("allowance-without-reason", allowance.span, message)
                    .help("say it: `\"reason\": \"…\"`"),
            );
        }
        if let Some((until, span)) = &allowance.until {
            let message = match Date::parse(until) {
                None => format!("`{until}` is no date"),
                Some(date) if date < today => format!("this allowance of `{id}` ended on {until}"),
                Some(_) => String::new(),
            };
            if !message.is_empty() {
                found.push(Diagnostic::error("allowance-expired", *span, message).help(
                    "mend what was allowed and remove the allowance, or give it a later date as \"2027-12-31\"",
                ));
                return;
            }
        }
        let scopes = self.by_file.entry(allowance.span.file).or_default();
        scopes.push(Scope { allowance, rule, place, used: false });
    }

    /// Whether a finding is allowed where it stands.
    fn allows(&mut self, diagnostic: &Diagnostic) -> bool {
        let Some(span) = diagnostic.span else { return false };
        let mut allowed = false;
        for scope in self.by_file.get_mut(&span.file).into_iter().flatten() {
            let inside = scope.place.is_none_or(|place| place.start <= span.start && span.end <= place.end);
            if scope.rule.id == diagnostic.rule && inside {
                scope.used = true;
                allowed = true;
            }
        }
        allowed
    }

    fn unused(&self, settings: &HashMap<&'static str, Setting>, found: &mut Diagnostics) {
        for scope in self.by_file.values().flatten().filter(|scope| !scope.used) {
            let id = scope.rule.id;
            // A run that compares with nothing cannot say that it is of no use.
            if is_of_comparison(id) {
                continue;
            }
            let off = settings.get(id).copied().unwrap_or(scope.rule.level) == Setting::Allow;
            let why = if off { ": the plan allows it everywhere" } else { "" };
            let message = format!("this allowance of `{id}` allows nothing{why}");
            let warning = Diagnostic::warning("allowance-unused", scope.allowance.span, message);
            found.push(warning.help("remove it"));
        }
    }
}
