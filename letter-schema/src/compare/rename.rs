//! Properties that have another name now.

use super::half::Asked;
use super::place;
use super::walk::{Breaks, Walk};
use super::witness::Focus;
use crate::read::escape;

/// How near two names have to be, of 1 for the same.
const NEAR: f64 = 0.6;
/// Names that are compared with each other.
const MAX_PAIRS: usize = 2000;

impl Walk<'_> {
    /// Properties that went, each with one that came in its place: the same is asked of the two, and they are
    /// said to be the same, or described in the same words, or have names that are near.
    pub(super) fn renamed(&self, old: &Asked, new: &Asked, names: &[String]) -> Vec<(String, String)> {
        let in_old = |name: &&String| self.old.declares(old, name);
        let in_new = |name: &&String| self.new.declares(new, name);
        let gone: Vec<&String> = names.iter().filter(in_old).filter(|name| !in_new(name)).collect();
        let mut come: Vec<&String> = names.iter().filter(in_new).filter(|name| !in_old(name)).collect();
        let mut pairs = Vec::new();
        if gone.len() * come.len() > MAX_PAIRS {
            return pairs;
        }
        for before in gone {
            let ids = self.old.property(old, before).unwrap_or_default();
            let asked = self.old.text(&ids).filter(|text| &**text != "{}");
            let fits = |now: &String| {
                let others = self.new.property(new, now).unwrap_or_default();
                if asked.is_none() || asked != self.new.text(&others) {
                    return 0.0;
                }
                let first = |id: &crate::schema::SchemaId| self.old.schemas.keywords(*id);
                let keywords = ids.iter().find_map(first);
                let other = others.iter().find_map(|id| self.new.schemas.keywords(*id));
                let said = keywords.is_some_and(|one| one.extension.replaced_by.as_ref() == Some(now));
                let described = keywords.and_then(|one| one.description.as_ref());
                if said
                    || (described.is_some() && described == other.and_then(|one| one.description.as_ref()))
                {
                    return 1.0;
                }
                let plain = |name: &str| name.replace(['_', '-', ' '], "").to_lowercase();
                strsim::normalized_damerau_levenshtein(&plain(before), &plain(now))
            };
            let best = come.iter().enumerate().map(|(at, now)| (at, fits(now)));
            let best = best.max_by(|(_, one), (_, other)| one.total_cmp(other));
            if let Some((at, _)) = best.filter(|(_, near)| *near >= NEAR) {
                pairs.push((before.clone(), come.remove(at).clone()));
            }
        }
        pairs
    }

    /// Notes that a property has another name.
    pub(super) fn rename(&mut self, old: &Asked, new: &Asked, before: &str, now: &str) {
        let forbidden = self.new.property(new, before).is_some_and(|ids| self.new.forbids(&ids));
        let producers = forbidden || self.new.is_required(new, now);
        let breaks = Breaks::of(producers, self.old.is_required(old, before));
        let pointer = format!("{}/properties/{}", place::schema_pointer(&self.path), escape(now));
        let message = format!("{} is called `{now}` now", self.inside(before));
        let names = [before, now];
        self.report_at("property-renamed", pointer, message, breaks, Focus { keywords: &[], names: &names });
    }
}
