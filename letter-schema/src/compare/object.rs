//! Objects: the properties that have names, and those that have none.

use super::half::{Asked, Half};
use super::place::{self, Way};
use super::walk::{Breaks, Walk};
use super::witness::Focus;
use crate::read::escape;
use crate::schema::{Keywords, SchemaId};

/// A name that no plan gives to a property.
const ANY_NAME: &str = "letter:any";

impl Walk<'_> {
    pub(super) fn objects(&mut self, old: &Asked, new: &Asked) {
        let names = names(self.old, old, self.new, new);
        let renamed = self.renamed(old, new, &names);
        for name in names {
            if let Some((before, now)) = renamed.iter().find(|(before, now)| *before == name || *now == name)
            {
                if *now == name {
                    self.rename(old, new, before, now);
                }
                continue;
            }
            self.property(old, new, &name);
        }
        let read = |keywords: &Keywords| keywords.min_properties;
        self.least("number of properties", old, new, read, "properties", &["minProperties"]);
        let read = |keywords: &Keywords| keywords.max_properties;
        self.most("number of properties", old, new, read, "properties", &["maxProperties"]);
        self.further(old, new);
        self.dependent(old, new);
        self.patterns(old, new);
        self.whole("names-changed", "`propertyNames` or `dependentSchemas`", old, new, |half, keywords| {
            let dependent = keywords.dependent_schemas.iter();
            let dependent = dependent.map(|(name, id)| (format!("{name:?}"), *id));
            let names = keywords.property_names.map(|id| (String::new(), id));
            let all = dependent.chain(names).filter(|(_, id)| !half.asks_nothing(*id));
            all.map(|(text, id)| (text, vec![id])).collect()
        });
    }

    fn property(&mut self, old: &Asked, new: &Asked, name: &str) {
        let before = self.old.property(old, name);
        let now = self.new.property(new, name);
        let required = (self.old.is_required(old, name), self.new.is_required(new, name));
        let declared = |half: &Half<'_>, asked: &Asked, ids: &Option<Vec<_>>| {
            (half.declares(asked, name) || half.is_required(asked, name))
                && !ids.as_ref().is_some_and(|ids| half.forbids(ids))
        };
        let known = (declared(self.old, old, &before), declared(self.new, new, &now));
        let forbidden = now.as_ref().is_some_and(|ids| self.new.forbids(ids));
        let pointer = format!("{}/properties/{}", place::schema_pointer(&self.path), escape(name));
        let shown = self.inside(name);
        let focus = Focus { keywords: &[], names: &[name] };
        let missing = Focus { keywords: &["required"], names: &[name] };
        match (known, required) {
            ((false, true), (_, true)) => {
                let message = format!("{shown} was added, and is required");
                self.report_at("property-added-required", pointer, message, Breaks::Producers, missing);
            }
            ((false, true), (_, false)) => {
                let message = format!("{shown} was added, and is optional");
                self.report_at("property-added-optional", pointer, message, Breaks::Nobody, focus);
            }
            ((true, false), (was_required, _)) => {
                let reason = if forbidden { ", and the object takes no others" } else { "" };
                let message = format!("{shown} was removed{reason}");
                let breaks = Breaks::of(forbidden, was_required);
                self.report_at("property-removed", pointer, message, breaks, focus);
            }
            ((true, true), (false, true)) => {
                let message = format!("{shown} is required now");
                self.report_at("property-became-required", pointer, message, Breaks::Producers, missing);
            }
            ((true, true), (true, false)) => {
                let message = format!("{shown} is optional now");
                self.report_at("property-became-optional", pointer, message, Breaks::Consumers, missing);
            }
            _ => {}
        }
        // What is written is closed: a property that no keyword of one plan speaks of is not sent by it.
        // Under a branch it may be another branch that speaks of it, and an object that names nothing is a
        // map of anything.
        let branches = self.has_branches();
        let spoken = |half: &Half<'_>, asked: &Asked, ids: &Option<Vec<_>>| {
            let map = || self.path.len() > 1 && half.keywords(asked).all(|one| one.properties.is_empty());
            ids.is_some() || branches || map()
        };
        let empty =
            |half: &Half<'_>, asked: &Asked| half.keywords(asked).any(|one| one.max_properties == Some(0));
        if empty(self.old, old) || empty(self.new, new) {
            return;
        }
        let refused = before.as_ref().is_some_and(|ids| self.old.forbids(ids)) || forbidden;
        if spoken(self.old, old, &before) && spoken(self.new, new, &now) && !refused {
            self.part(Way::Property(name.to_owned()), &before.unwrap_or_default(), &now.unwrap_or_default());
        }
    }

    /// Whether several schemas may have been chosen from for the object at hand.
    fn has_branches(&self) -> bool {
        let (old, new) = self.here();
        let chooses = |half: &Half<'_>, asked: &Asked| {
            half.keywords(asked).any(|keywords| {
                !keywords.any_of.is_empty()
                    || !keywords.one_of.is_empty()
                    || !keywords.dependent_schemas.is_empty()
                    || keywords.condition.is_some()
                    || keywords.not.is_some()
            })
        };
        self.path.iter().any(|place| matches!(place.way, Way::Branch(_)))
            || chooses(self.old, &old)
            || chooses(self.new, &new)
    }

    /// The words for a property of the place at hand.
    pub(super) fn inside(&self, name: &str) -> String {
        let around = self.words();
        match around.strip_suffix('`') {
            Some(around) => format!("{around}.{name}`"),
            None => format!("`{name}`"),
        }
    }

    /// The properties whose names match a pattern.
    fn patterns(&mut self, old: &Asked, new: &Asked) {
        let (before, now) = (patterns(self.old, old), patterns(self.new, new));
        let branches = self.has_branches();
        // Whether keys that match may stand in a payload of a side without the pattern.
        let takes_more = |half: &Half<'_>, asked: &Asked, own: &[(String, SchemaId)]| {
            let others = half.property(asked, ANY_NAME).is_some_and(|ids| !half.forbids(&ids));
            let map = half.keywords(asked).all(|keywords| keywords.properties.is_empty());
            others || branches || map || !own.is_empty()
        };
        let mut breaks = (false, false);
        let has = |list: &[(String, SchemaId)], text: &String| list.iter().any(|(known, _)| known == text);
        let differ = now.iter().any(|(text, _)| !has(&before, text))
            || before.iter().any(|(text, _)| !has(&now, text));
        for (text, id) in &now {
            match before.iter().find(|(known, _)| known == text) {
                Some((_, known)) => {
                    let key = self.new.validator.sample_of(text, 1).unwrap_or_else(|| "another".to_owned());
                    self.part(Way::Matching(text.clone(), key), &[*known], &[*id]);
                }
                None if takes_more(self.old, old, &before) => breaks = (true, true),
                None => {}
            }
        }
        let closed = self.new.property(new, ANY_NAME).is_some_and(|ids| self.new.forbids(&ids));
        for (text, _) in &before {
            if !has(&now, text) {
                let more = takes_more(self.new, new, &now);
                breaks = (breaks.0 || more || closed, breaks.1 || more);
            }
        }
        if differ {
            let message = format!("what {} asks of names that match a pattern changed", self.words());
            self.report("names-changed", message, Breaks::of(breaks.0, breaks.1), Focus::default());
        }
    }

    /// The properties that have no name.
    fn further(&mut self, old: &Asked, new: &Asked) {
        let (before, now) = (self.old.property(old, ANY_NAME), self.new.property(new, ANY_NAME));
        let closed = (
            self.old.is_empty(old) || before.as_ref().is_some_and(|ids| self.old.forbids(ids)),
            self.new.is_empty(new) || now.as_ref().is_some_and(|ids| self.new.forbids(ids)),
        );
        let name = self.words();
        match closed {
            (false, true) => {
                let message = format!("{name} takes no properties any more beyond those that have names");
                let focus = Focus { keywords: &["false"], names: &[] };
                self.report("object-closed", message, Breaks::Producers, focus);
            }
            (true, false) => {
                let message = format!("{name} takes properties now that have no name in the plan");
                self.report("object-opened", message, Breaks::Nobody, Focus::default());
            }
            (true, true) => {}
            (false, false) => {
                let (before, now) = (before.unwrap_or_default(), now.unwrap_or_default());
                self.part(Way::Further("another".to_owned()), &before, &now);
            }
        }
    }

    fn dependent(&mut self, old: &Asked, new: &Asked) {
        let pairs =
            |half: &Half<'_>, asked: &Asked, other: &Half<'_>, theirs: &Asked| -> Vec<(String, String)> {
                let all = half.keywords(asked).flat_map(|keywords| {
                    keywords.dependent_required.iter().flat_map(|(name, others)| {
                        others.iter().map(move |other| (name.clone(), other.clone()))
                    })
                });
                all.filter(|(name, needed)| {
                    let said = other.keywords(theirs).any(|keywords| {
                        keywords
                            .dependent_required
                            .iter()
                            .any(|(n, others)| n == name && others.contains(needed))
                    });
                    name != needed && !said && !other.is_required(theirs, needed)
                })
                .collect()
            };
        let come = pairs(self.new, new, self.old, old);
        let gone = pairs(self.old, old, self.new, new);
        for (name, needed) in come {
            let message = format!("{} needs `{needed}` beside it now", self.inside(&name));
            let focus = Focus { keywords: &["dependentRequired"], names: &[] };
            self.report("dependency-added", message, Breaks::Producers, focus);
        }
        for (name, needed) in gone {
            let message = format!("{} does not need `{needed}` beside it any more", self.inside(&name));
            let focus = Focus { keywords: &["dependentRequired"], names: &[] };
            self.report("dependency-removed", message, Breaks::Consumers, focus);
        }
    }
}

/// The patterns, each with what it asks.
fn patterns(half: &Half<'_>, asked: &Asked) -> Vec<(String, SchemaId)> {
    let all = half.keywords(asked).flat_map(|keywords| keywords.pattern_properties.iter().cloned());
    all.collect()
}

/// Every name of either plan, in the order of the new one.
fn names(old: &Half<'_>, before: &Asked, new: &Half<'_>, now: &Asked) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let mut seen = std::collections::HashSet::new();
    let all = new.keywords(now).chain(old.keywords(before));
    for keywords in all {
        for name in keywords.properties.iter().map(|(name, _)| name).chain(&keywords.required) {
            if seen.insert(name) {
                names.push(name.clone());
            }
        }
    }
    names
}
