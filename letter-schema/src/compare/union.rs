//! `anyOf`, `oneOf`, `not` and conditions: branch by branch where that decides, else on the safe side.

use std::collections::HashSet;
use std::rc::Rc;

use super::canonical;
use super::half::{Asked, Half};
use super::place::{Place, Way};
use super::walk::{Breaks, Walk};
use super::witness::Focus;
use crate::json::Json;
use crate::schema::{Keywords, SchemaId, Types};

/// Pairs of branches that are compared, but for those whose tags tell them apart.
const MAX_PAIRS: usize = 600;
/// Branches that are looked at.
const MAX_BRANCHES: usize = 200;

/// The branches of an `anyOf` or `oneOf`.
struct Choice {
    /// The schema that has it.
    owner: SchemaId,
    keyword: &'static str,
    branches: Vec<SchemaId>,
}

/// The types of a branch, and its tag.
type Tagged = (Types, Option<(String, String)>);

impl Walk<'_> {
    pub(super) fn combinations(&mut self, old: &Asked, new: &Asked) {
        self.whole("combination-changed", "`not` or `if`", old, new, |_, keywords| {
            let branches = [keywords.then, keywords.otherwise];
            let condition = keywords.condition.map(|id| {
                let there = branches.map(|branch| u8::from(branch.is_some()));
                let all = std::iter::once(id).chain(branches.into_iter().flatten());
                (format!("if{there:?}"), all.collect())
            });
            let not = keywords.not.map(|id| ("not".to_owned(), vec![id]));
            not.into_iter().chain(condition).collect()
        });
        let (before, now) = self.choices(old, new);
        if !before.is_empty() || !now.is_empty() {
            self.undecided(Breaks::Both);
        }
    }

    /// The choices of each side that the other one does not have just so.
    fn choices(&self, old: &Asked, new: &Asked) -> (Vec<Choice>, Vec<Choice>) {
        let (before, now) = (choices(self.old, old), choices(self.new, new));
        let (known_old, known_new) = (texts(self.old, &before), texts(self.new, &now));
        let fresh = |choices: Vec<Choice>, own: &[Option<String>], other: &[Option<String>]| {
            let new = choices.into_iter().zip(own);
            new.filter(|(_, text)| text.is_none() || !other.contains(text))
                .map(|(choice, _)| choice)
                .collect::<Vec<Choice>>()
        };
        let before = fresh(before, &known_old, &known_new);
        let now = fresh(now, &known_new, &known_old);
        (before, now)
    }

    /// Compares two schemas of which one at least is a choice, each branch with all that stands around the
    /// choice. Whether that decided it.
    pub(super) fn alternatives(&mut self, old: &Asked, new: &Asked) -> bool {
        let (before, now) = self.choices(old, new);
        if before.len() > 1 || now.len() > 1 || (before.is_empty() && now.is_empty()) {
            return false;
        }
        let (before, now) = (before.first(), now.first());
        let count = |choice: Option<&Choice>| choice.map_or(1, |choice| choice.branches.len());
        if count(before).max(count(now)) > MAX_BRANCHES {
            return false;
        }
        let (olds, news) = (self.old.alternatives(old, before), self.new.alternatives(new, now));
        // Of branches that overlap, `oneOf` refuses what two of them accept.
        let overlap = |half: &Half<'_>, choice: Option<&Choice>, all: &[Asked]| {
            choice.is_some_and(|choice| choice.keyword == "oneOf") && !half.are_apart(all)
        };
        if overlap(self.old, before, &olds) || overlap(self.new, now, &news) {
            return false;
        }
        let tags = |half: &Half<'_>, all: &[Asked]| -> Vec<Tagged> {
            all.iter().map(|one| (half.types(one), half.tag(one))).collect()
        };
        let (old_tags, new_tags) = (tags(self.old, &olds), tags(self.new, &news));
        let pairs = old_tags.iter().map(|one| new_tags.iter().filter(|other| may_meet(one, other)).count());
        if pairs.sum::<usize>() > MAX_PAIRS {
            return false;
        }
        let keyword = now.or(before).map_or("anyOf", |choice| choice.keyword);
        let mut left_old: Vec<usize> = Vec::new();
        let mut taken = vec![false; news.len()];
        for (at, one) in olds.iter().enumerate() {
            let mut fits = false;
            for ((other, tag), taken) in news.iter().zip(&new_tags).zip(&mut taken) {
                if !may_meet(&old_tags[at], tag) {
                    continue;
                }
                let (producers, consumers) = self.trial(one, other);
                fits |= producers;
                *taken |= consumers;
            }
            if !fits {
                left_old.push(at);
            }
        }
        let mut left_new: Vec<usize> = (0..news.len()).filter(|at| !taken[*at]).collect();
        // Branches that belong together are compared in detail.
        for at in std::mem::take(&mut left_old) {
            match (0..news.len()).find(|other| belong(&old_tags[at], &new_tags[*other])) {
                Some(other) => {
                    left_new.retain(|left| *left != other);
                    self.branch(keyword, other, &olds[at], &news[other]);
                }
                None => left_old.push(at),
            }
        }
        for other in std::mem::take(&mut left_new) {
            match (0..olds.len()).find(|at| belong(&old_tags[*at], &new_tags[other])) {
                Some(at) => self.branch(keyword, other, &olds[at], &news[other]),
                None => left_new.push(other),
            }
        }
        let name = self.words();
        if !left_old.is_empty() {
            let message = format!("{name} has {} less", kinds(left_old.len()));
            self.report("variant-removed", message, Breaks::Producers, Focus::default());
        }
        if !left_new.is_empty() {
            let message = format!("{name} has {} more", kinds(left_new.len()));
            self.report("variant-added", message, Breaks::Consumers, Focus::default());
        }
        true
    }

    fn branch(&mut self, keyword: &str, at: usize, old: &Asked, new: &Asked) {
        let way = Way::Branch(format!("/{keyword}/{at}"));
        self.enter(Place { way, old: old.clone(), new: new.clone() });
    }

    /// What branches have looked at decides what is left over: then only the same is the same.
    pub(super) fn unevaluated(&mut self, old: &Asked, new: &Asked) {
        let depends = |half: &Half<'_>, asked: &Asked| {
            let speaks = |keywords: &Keywords| {
                keywords.unevaluated_properties.is_some() || keywords.unevaluated_items.is_some()
            };
            let branches = |keywords: &Keywords| {
                !keywords.any_of.is_empty()
                    || !keywords.one_of.is_empty()
                    || !keywords.dependent_schemas.is_empty()
                    || keywords.condition.is_some()
                    || keywords.contains.is_some()
            };
            let open = |id: &SchemaId| half.schemas.is_false(*id);
            half.keywords(asked).any(speaks)
                && (half.keywords(asked).any(branches)
                    || half.keywords(asked).any(|keywords| {
                        keywords.unevaluated_items.is_some()
                            || !keywords.unevaluated_properties.iter().all(open)
                    }))
        };
        if depends(self.old, old) || depends(self.new, new) {
            self.undecided(Breaks::Both);
        }
    }

    fn undecided(&mut self, breaks: Breaks) {
        let name = self.words();
        let message = format!(
            "the choices of {name} changed: what that means is not decided, so the safe side is taken"
        );
        self.report("combination-changed", message, breaks, Focus::default());
    }

    /// Whether the new schemas take all that the old ones take, and the other way round.
    fn trial(&mut self, old: &Asked, new: &Asked) -> (bool, bool) {
        let mut trial = Walk {
            path: self.path.clone(),
            places: self.places,
            quiet: true,
            compared: std::mem::take(&mut self.compared),
            ..Walk::new(self.old, self.new, String::new())
        };
        trial.branch("anyOf", 0, old, new);
        self.places = trial.places;
        self.compared = std::mem::take(&mut trial.compared);
        self.outermost = self.outermost.min(trial.outermost);
        let changes = trial.changes;
        (
            !changes.iter().any(|change| change.producers.is_breaking()),
            !changes.iter().any(|change| change.consumers.is_breaking()),
        )
    }
}

impl Half<'_> {
    /// What every choice lets a value be.
    pub(super) fn branches(&self, asked: &Asked) -> Vec<Asked> {
        choices(self, asked).iter().flat_map(|choice| self.alternatives(asked, Some(choice))).collect()
    }

    /// What a choice lets a value be, type by type and beside `null`; without a choice the schema itself.
    fn alternatives(&self, asked: &Asked, choice: Option<&Choice>) -> Vec<Asked> {
        let mut all: Vec<Asked> = Vec::new();
        let branches = match choice {
            Some(choice) => choice.branches.iter().map(|branch| Some(*branch)).collect(),
            None => vec![None],
        };
        for branch in branches {
            let mut one = asked.clone();
            one.null = false;
            if let (Some(choice), Some(branch)) = (choice, branch) {
                one.ids.push(branch);
                one.conjunction.decided.push(choice.owner);
                one.conjunction.add(self.schemas, &[branch]);
            }
            for types in self.types(&one).each() {
                let mut of_type = one.clone();
                of_type.conjunction.restrict(types);
                all.push(of_type);
            }
        }
        all
    }

    /// Whether no value is valid under two of the schemas, as far as their types and tags tell.
    fn are_apart(&self, all: &[Asked]) -> bool {
        let known: Vec<_> =
            all.iter().map(|one| (self.types(one), self.tag(one), self.constants(one))).collect();
        let listed: Vec<Option<HashSet<&Json>>> =
            known.iter().map(|(_, _, values)| Some(values.as_ref()?.iter().collect())).collect();
        known.iter().enumerate().all(|(at, (types, tag, _))| {
            known[..at].iter().enumerate().all(|(before, (other_types, other_tag, _))| {
                let types = types.and(*other_types);
                let tags = || match (tag, other_tag) {
                    (Some((name, value)), Some((other_name, other_value))) => {
                        name == other_name && value != other_value
                    }
                    _ => false,
                };
                let apart = || match (&listed[at], &listed[before]) {
                    (Some(values), Some(others)) => values.is_disjoint(others),
                    _ => false,
                };
                types.is_empty() || (types == Types::OBJECT && tags()) || apart()
            })
        })
    }

    /// The first required property that has one value only, and that value.
    fn tag(&self, asked: &Asked) -> Option<(String, String)> {
        if self.types(asked) != Types::OBJECT {
            return None;
        }
        let mut names = self.keywords(asked).flat_map(|keywords| &keywords.properties).map(|(name, _)| name);
        names.find_map(|name| {
            let ids = self.property(asked, name).filter(|_| self.is_required(asked, name))?;
            let inner = self.asked(&ids);
            let values = self.constants(&inner).filter(|values| values.len() == 1 && !inner.null)?;
            Some((name.clone(), canonical::value(&values[0])))
        })
    }
}

fn choices(half: &Half<'_>, asked: &Asked) -> Vec<Choice> {
    let mut choices = Vec::new();
    for (id, keywords) in asked.conjunction.keywords(half.schemas) {
        if asked.conjunction.decided.contains(&id) {
            continue;
        }
        for (keyword, branches) in [("anyOf", &keywords.any_of), ("oneOf", &keywords.one_of)] {
            if !branches.is_empty() {
                choices.push(Choice { owner: id, keyword, branches: branches.clone() });
            }
        }
    }
    choices
}

fn texts(half: &Half<'_>, choices: &[Choice]) -> Vec<Option<String>> {
    let text = |choice: &Choice| {
        let texts: Option<Vec<Rc<str>>> = choice.branches.iter().map(|id| half.text(&[*id])).collect();
        let mut texts = texts?;
        texts.sort();
        Some(format!("{}({})", choice.keyword, texts.join("|")))
    };
    choices.iter().map(text).collect()
}

/// Whether one is a later version of the other.
fn belong((types, tag): &Tagged, (other_types, other_tag): &Tagged) -> bool {
    match (tag, other_tag) {
        (Some(tag), Some(other_tag)) => tag == other_tag,
        (None, None) => types == other_types && *types != Types::OBJECT && !types.is_empty(),
        _ => false,
    }
}

/// Whether a value may be of both: whichever branch it is of, it has no other type, and no other value of its tag.
fn may_meet((types, tag): &Tagged, (other_types, other_tag): &Tagged) -> bool {
    let apart = match (tag, other_tag) {
        (Some((name, value)), Some((other_name, other_value))) => name == other_name && value != other_value,
        _ => false,
    };
    !types.and(*other_types).is_empty() && !apart
}

fn kinds(count: usize) -> String {
    if count == 1 { "one kind of value".to_owned() } else { format!("{count} kinds of value") }
}
