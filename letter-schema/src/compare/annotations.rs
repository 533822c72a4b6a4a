//! What is said beside the rules: descriptions, deprecation, replacements, units and classes of personal data.

use super::change::Step;
use super::half::{Asked, Half};
use super::place::{Place, Way};
use super::walk::{Breaks, Walk};
use super::witness::Focus;
use crate::json::Json;
use crate::schema::{Keywords, SchemaId};
use crate::x_letter::PropertyExtension;

/// Properties inside of each other.
const MAX_DEPTH: usize = 12;
/// Properties of one event.
const MAX_PLACES: u32 = 8000;

impl Walk<'_> {
    /// Compares what is said of every property that both have, from the payload on.
    pub(super) fn annotations(&mut self, old: SchemaId, new: SchemaId) {
        let place = Place { way: Way::Root, old: self.old.asked(&[old]), new: self.new.asked(&[new]) };
        self.places = 0;
        self.annotated(place);
    }

    fn annotated(&mut self, place: Place) {
        let known = |around: &Place| around.old.ids == place.old.ids && around.new.ids == place.new.ids;
        self.places += 1;
        if self.path.len() > MAX_DEPTH || self.places > MAX_PLACES || self.path.iter().any(known) {
            return;
        }
        let (old, new) = (place.old.clone(), place.new.clone());
        let is_root = self.path.is_empty();
        self.path.push(place);
        if !is_root {
            self.words_of(&old, &new);
        }
        let names: Vec<String> = self
            .new
            .keywords(&new)
            .flat_map(|keywords| keywords.properties.iter().map(|(name, _)| name.clone()))
            .filter(|name| self.old.declares(&old, name))
            .collect();
        for name in names {
            let (Some(before), Some(now)) = (self.old.property(&old, &name), self.new.property(&new, &name))
            else {
                continue;
            };
            self.inner(Way::Property(name), &before, &now);
        }
        let items = |half: &Half<'_>, asked: &Asked| -> Vec<SchemaId> {
            half.keywords(asked).filter_map(|keywords| keywords.items).collect()
        };
        let (before, now) = (items(self.old, &old), items(self.new, &new));
        if !before.is_empty() && !now.is_empty() {
            self.inner(Way::Items(0), &before, &now);
        }
        self.path.pop();
    }

    fn inner(&mut self, way: Way, old: &[SchemaId], new: &[SchemaId]) {
        let place = Place { way, old: self.old.asked(old), new: self.new.asked(new) };
        self.annotated(place);
    }

    fn words_of(&mut self, old: &Asked, new: &Asked) {
        let name = self.words();
        let (before, now) = (
            first(self.old, old, |one| one.description.clone()),
            first(self.new, new, |one| one.description.clone()),
        );
        if before != now {
            self.note("description-changed", format!("{name} is described in other words"), Step::Patch);
        }
        let deprecated = |half: &Half<'_>, asked: &Asked| half.keywords(asked).any(|one| one.deprecated);
        match (deprecated(self.old, old), deprecated(self.new, new)) {
            (false, true) => self.note("deprecation-added", format!("{name} is deprecated now"), Step::Minor),
            (true, false) => {
                self.note("deprecation-lifted", format!("{name} is not deprecated any more"), Step::Minor);
            }
            _ => {}
        }
        let pair = |read: fn(&PropertyExtension) -> &Option<String>| {
            let read = |one: &Keywords| read(&one.extension).clone();
            (first(self.old, old, read), first(self.new, new, read))
        };
        let (pii, unit, replaced) =
            (pair(|one| &one.pii), pair(|one| &one.unit), pair(|one| &one.replaced_by));
        match pii {
            (None, Some(class)) => {
                let message = format!("{name} holds personal data now: `{class}`");
                self.note("pii-raised", message, Step::Minor);
            }
            (Some(class), None) => {
                let message = format!("{name} is not said to hold personal data any more: it was `{class}`");
                self.note("pii-lowered", message, Step::Minor);
            }
            (Some(before), Some(now)) if before != now => {
                let message =
                    format!("{name} holds personal data of the class `{now}` now, and had `{before}`");
                self.note("pii-changed", message, Step::Minor);
            }
            _ => {}
        }
        match unit {
            (Some(before), Some(now)) if before != now => {
                let message = format!(
                    "{name} counts `{now}` now, and counted `{before}`: the same number means something else"
                );
                self.report(
                    "unit-changed",
                    message,
                    Breaks::Consumers,
                    Focus { keywords: &["unit"], names: &[] },
                );
            }
            (before, now) if before != now => {
                self.note("unit-said", format!("what {name} counts is said otherwise"), Step::Patch);
            }
            _ => {}
        }
        match replaced {
            (before, Some(now)) if before.as_ref() != Some(&now) => {
                self.note("replacement-changed", format!("{name} is replaced by `{now}`"), Step::Patch);
            }
            (Some(before), None) => {
                let message = format!("{name} is not replaced by `{before}` any more");
                self.note("replacement-changed", message, Step::Patch);
            }
            _ => {}
        }
        let default = |half: &Half<'_>, asked: &Asked| first(half, asked, |one| one.default.clone());
        let default = (default(self.old, old), default(self.new, new));
        if default.0 != default.1 {
            let shown = |value: Option<Json>| {
                value.map_or_else(|| "nothing".to_owned(), |value| format!("`{value}`"))
            };
            let message = format!(
                "{name} that is left out means {} now, and {} before",
                shown(default.1),
                shown(default.0)
            );
            self.note("default-changed", message, Step::Minor);
        }
    }
}

fn first<T>(half: &Half<'_>, asked: &Asked, read: impl Fn(&Keywords) -> Option<T>) -> Option<T> {
    half.keywords(asked).find_map(read)
}
