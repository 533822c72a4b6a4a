//! Numbers and texts: bounds, divisors, lengths, patterns and formats.

use std::fmt::Display;

use super::half::{Asked, Half};
use super::walk::{Breaks, Walk};
use super::witness::Focus;
use crate::number::Number;
use crate::schema::{Keywords, Types};

/// A bound, and whether it is outside itself.
type Bound = (Number, bool);

impl Walk<'_> {
    pub(super) fn numbers(&mut self, old: &Asked, new: &Asked, old_types: Types, new_types: Types) {
        let whole = |types: Types| !types.contains(Types::NUMBER);
        let name = self.words();
        let lower = (lower(self.old, old, whole(old_types)), lower(self.new, new, whole(new_types)));
        let upper = (upper(self.old, old, whole(old_types)), upper(self.new, new, whole(new_types)));
        let show = |bound: &Bound, at: &str, beyond: &str| {
            format!("{} {}", if bound.1 { beyond } else { at }, bound.0)
        };
        let focus = Focus { keywords: &["minimum", "exclusiveMinimum", "type", "multipleOf"], names: &[] };
        // A lower bound that is higher is tighter.
        let tighter = |one: &Bound, than: &Bound| one.0 > than.0 || (one.0 == than.0 && one.1 && !than.1);
        self.bound("minimum", &name, lower, tighter, |bound| show(bound, "at least", "above"), focus);
        let tighter = |one: &Bound, than: &Bound| one.0 < than.0 || (one.0 == than.0 && one.1 && !than.1);
        let focus = Focus { keywords: &["maximum", "exclusiveMaximum", "type", "multipleOf"], names: &[] };
        self.bound("maximum", &name, upper, tighter, |bound| show(bound, "at most", "below"), focus);

        let divisors = |half: &Half<'_>, asked: &Asked, whole: bool| -> Vec<Number> {
            let mut all: Vec<Number> =
                half.keywords(asked).filter_map(|keywords| keywords.multiple_of).collect();
            if whole {
                all.push(Number::Integer(1));
            }
            all
        };
        let before = divisors(self.old, old, whole(old_types));
        let now = divisors(self.new, new, whole(new_types));
        let implied = |one: &Number, by: &[Number]| by.iter().any(|other| other.is_multiple_of(*one));
        // Of whole numbers the type speaks.
        let more = |list: &[Number], by: &[Number]| {
            list.iter().find(|one| **one != Number::Integer(1) && !implied(one, by)).copied()
        };
        let focus = Focus { keywords: &["multipleOf"], names: &[] };
        match (more(&now, &before), more(&before, &now)) {
            (Some(divisor), other) => {
                let message = format!("{name} has to be a multiple of {divisor} now");
                self.report("multiple-of-tightened", message, Breaks::of(true, other.is_some()), focus);
            }
            (None, Some(divisor)) => {
                let message = format!("{name} does not have to be a multiple of {divisor} any more");
                self.report("multiple-of-loosened", message, Breaks::Consumers, focus);
            }
            (None, None) => {}
        }
    }

    pub(super) fn texts(&mut self, old: &Asked, new: &Asked) {
        let read = |keywords: &Keywords| keywords.min_length;
        self.least("length", old, new, read, "characters", &["minLength"]);
        let read = |keywords: &Keywords| keywords.max_length;
        self.most("length", old, new, read, "characters", &["maxLength"]);
        let read = |keywords: &Keywords| keywords.pattern.clone();
        self.worded("pattern", ["pattern-added", "pattern-removed", "pattern-changed"], old, new, read);
        let read = |keywords: &Keywords| keywords.format.clone();
        self.worded("format", ["format-added", "format-removed", "format-changed"], old, new, read);
    }

    /// Compares the texts of a keyword that cannot be held against each other.
    fn worded(
        &mut self,
        keyword: &'static str,
        [added, removed, changed]: [&'static str; 3],
        old: &Asked,
        new: &Asked,
        read: impl Fn(&Keywords) -> Option<String>,
    ) {
        let before: Vec<String> = self.old.keywords(old).filter_map(&read).collect();
        let now: Vec<String> = self.new.keywords(new).filter_map(&read).collect();
        let come: Vec<String> = now.iter().filter(|one| !before.contains(one)).cloned().collect();
        let gone: Vec<String> = before.iter().filter(|one| !now.contains(one)).cloned().collect();
        let name = self.words();
        let keywords = [keyword];
        let focus = Focus { keywords: &keywords, names: &[] };
        match (gone.is_empty(), come.is_empty()) {
            (true, false) => {
                let message = format!("{name} has to match the {keyword} `{}` now", come.join("`, `"));
                self.report(added, message, Breaks::Producers, focus);
            }
            (false, true) => {
                let message =
                    format!("{name} does not have to match the {keyword} `{}` any more", gone.join("`, `"));
                self.report(removed, message, Breaks::Consumers, focus);
            }
            (false, false) => {
                let message = format!(
                    "{name} has the {keyword} `{}` now, and had `{}`: whether one includes the other is not decided, so both sides are taken to break",
                    come.join("`, `"),
                    gone.join("`, `")
                );
                self.report(changed, message, Breaks::Both, focus);
            }
            (true, true) => {}
        }
    }

    /// Compares the counts of a keyword that says "at least".
    pub(super) fn least(
        &mut self,
        what: &'static str,
        old: &Asked,
        new: &Asked,
        read: impl Fn(&Keywords) -> Option<u64>,
        unit: &str,
        keywords: &[&str],
    ) {
        let of = |half: &Half<'_>, asked: &Asked| {
            half.keywords(asked).filter_map(&read).max().filter(|min| *min > 0)
        };
        let bounds = (of(self.old, old), of(self.new, new));
        let name = self.words();
        let focus = Focus { keywords, names: &[] };
        self.bound(
            what,
            &name,
            bounds,
            |one, than| one > than,
            |bound| format!("at least {bound} {unit}"),
            focus,
        );
    }

    /// Compares the counts of a keyword that says "at most".
    pub(super) fn most(
        &mut self,
        what: &'static str,
        old: &Asked,
        new: &Asked,
        read: impl Fn(&Keywords) -> Option<u64>,
        unit: &str,
        keywords: &[&str],
    ) {
        let of = |half: &Half<'_>, asked: &Asked| half.keywords(asked).filter_map(&read).min();
        let bounds = (of(self.old, old), of(self.new, new));
        let name = self.words();
        let focus = Focus { keywords, names: &[] };
        self.bound(
            what,
            &name,
            bounds,
            |one, than| one < than,
            |bound| format!("at most {bound} {unit}"),
            focus,
        );
    }

    fn bound<T>(
        &mut self,
        what: &'static str,
        name: &str,
        (before, now): (Option<T>, Option<T>),
        tighter: impl Fn(&T, &T) -> bool,
        show: impl Fn(&T) -> String,
        focus: Focus<'_>,
    ) {
        let shown = |bound: &Option<T>| bound.as_ref().map_or_else(|| "no limit".to_owned(), &show);
        let (tightened, loosened) = match (&before, &now) {
            (Some(before), Some(now)) => (tighter(now, before), tighter(before, now)),
            (None, Some(_)) => (true, false),
            (Some(_), None) => (false, true),
            (None, None) => (false, false),
        };
        let [tight, loose] = rules(what);
        let message = |word: &str| {
            let (before, now): (&dyn Display, &dyn Display) = (&shown(&before), &shown(&now));
            format!("{name} has a {word} {what}: {now} now, {before} before")
        };
        if tightened {
            self.report(tight, message("tighter"), Breaks::Producers, focus);
        } else if loosened {
            self.report(loose, message("looser"), Breaks::Consumers, focus);
        }
    }
}

fn rules(what: &str) -> [&'static str; 2] {
    match what {
        "minimum" => ["minimum-tightened", "minimum-loosened"],
        "maximum" => ["maximum-tightened", "maximum-loosened"],
        "length" => ["length-tightened", "length-loosened"],
        "number of items" => ["items-tightened", "items-loosened"],
        _ => ["size-tightened", "size-loosened"],
    }
}

/// The lower bound; of whole numbers the smallest of them.
fn lower(half: &Half<'_>, asked: &Asked, whole: bool) -> Option<Bound> {
    let bounds = half.keywords(asked).flat_map(|keywords| {
        let open = keywords.exclusive_minimum.map(|bound| (bound, true));
        keywords.minimum.map(|bound| (bound, false)).into_iter().chain(open)
    });
    bounds
        .map(|bound| if whole { inside(bound, 1) } else { bound })
        .reduce(|one, other| if other.0 > one.0 || (other.0 == one.0 && other.1) { other } else { one })
}

fn upper(half: &Half<'_>, asked: &Asked, whole: bool) -> Option<Bound> {
    let bounds = half.keywords(asked).flat_map(|keywords| {
        let open = keywords.exclusive_maximum.map(|bound| (bound, true));
        keywords.maximum.map(|bound| (bound, false)).into_iter().chain(open)
    });
    bounds
        .map(|bound| if whole { inside(bound, -1) } else { bound })
        .reduce(|one, other| if other.0 < one.0 || (other.0 == one.0 && other.1) { other } else { one })
}

/// The first whole number inside of a bound, in this direction.
fn inside((number, open): Bound, direction: i128) -> Bound {
    match number {
        Number::Integer(bound) if open => (Number::Integer(bound.saturating_add(direction)), false),
        Number::Integer(_) => (number, false),
        Number::Float(float) if float.fract() == 0.0 => (number, open),
        Number::Float(float) if direction > 0 => (Number::of_f64(float.ceil()), false),
        Number::Float(float) => (Number::of_f64(float.floor()), false),
    }
}
