//! What attributes say of fields, and schemars does not know, brought to where these fields stand in a schema.

use std::collections::{BTreeMap, BTreeSet};

use super::mark::add;
use super::subschemas::LISTS;
use super::told::{Content, Field, Form, Part, Style, Told};
use super::tree::Tree;

/// Unions inside of each other.
const MAX_DEPTH: usize = 4;

/// Adds what the types inside of an event tell of their fields to its schema. The types that tell nothing of theirs.
pub(super) fn tell(root: &mut Tree, content: &Content, types: &BTreeMap<String, Told>) -> BTreeSet<String> {
    let mut walk = Walk { root, types, seen: BTreeSet::new(), marks: Vec::new(), untold: BTreeSet::new() };
    walk.content(&Place::default(), content);
    let Walk { marks, mut untold, .. } = walk;
    for (place, field, name) in marks {
        match place.iter().try_fold(&mut *root, |tree, step| inner_mut(tree, step)) {
            Some(property) => add(property, field),
            None => {
                untold.insert(name.to_owned());
            }
        }
    }
    untold
}

/// The keys and indices that lead to a schema.
type Place = Vec<String>;

struct Walk<'t, 'a> {
    root: &'t Tree,
    types: &'a BTreeMap<String, Told>,
    seen: BTreeSet<(Place, &'a str)>,
    /// What is to be added, where, and by which type.
    marks: Vec<(Place, &'a Field, &'a str)>,
    untold: BTreeSet<String>,
}

impl<'t, 'a> Walk<'t, 'a> {
    fn at(&self, place: &Place) -> Option<&'t Tree> {
        place.iter().try_fold(self.root, |tree, step| inner(tree, step))
    }

    fn content(&mut self, place: &Place, content: &'a Content) {
        let Some(schema) = self.at(place) else { return };
        match content {
            Content::Type(name) => {
                let Some(told) = self.types.get(name) else { return };
                let place = self.own(place, told);
                self.told(&place, name, told);
            }
            Content::Optional(inner) => {
                let branches = schema.get("anyOf").map(Tree::items).unwrap_or_default();
                if !branches.iter().any(Tree::is_null_type) {
                    return self.content(place, inner);
                }
                for (at, _) in branches.iter().enumerate().filter(|(_, branch)| !branch.is_null_type()) {
                    self.content(&below(place, &["anyOf", &at.to_string()]), inner);
                }
            }
            Content::Items(inner) => self.content(&below(place, &["items"]), inner),
            Content::Entries(inner) => {
                for keyword in ["additionalProperties", "unevaluatedProperties"] {
                    self.content(&below(place, &[keyword]), inner);
                }
                for (key, _) in schema.get("patternProperties").map(Tree::members).unwrap_or_default() {
                    self.content(&below(place, &["patternProperties", key]), inner);
                }
            }
            Content::Tuple(items) => {
                for (at, inner) in items.iter().enumerate() {
                    if let Some(inner) = inner {
                        self.content(&below(place, &["prefixItems", &at.to_string()]), inner);
                    }
                }
            }
            Content::Untold(name) => {
                let schema = self.refers(place).and_then(|place| self.at(&place)).unwrap_or(schema);
                if ["properties", "$ref", "items", "additionalProperties"]
                    .into_iter()
                    .chain(LISTS.iter().copied())
                    .any(|key| schema.has(key))
                {
                    self.untold.insert(name.clone());
                }
            }
        }
    }

    /// Where a type's own schema stands: behind the reference to it, or right here. One that is its only field may
    /// refer to that field's in turn.
    fn own(&self, place: &Place, told: &Told) -> Place {
        let is_alone = told.form == Form::Struct && told.parts.iter().all(|part| part.style == Style::Alone);
        let mut own = place.clone();
        // No more than there are, should they lead in a circle.
        let definitions = self.root.get("$defs").map_or(0, |definitions| definitions.members().len());
        for _ in 0..=definitions {
            if told.form == Form::Transparent
                || self.at(&own).is_some_and(|schema| schema.has("properties") && place != &own)
            {
                break;
            }
            let Some(next) = self.refers(&own) else { break };
            own = next;
            if is_alone {
                break;
            }
        }
        own
    }

    fn refers(&self, place: &Place) -> Option<Place> {
        match self.at(place)?.get("$ref")?.as_str()? {
            "#" => Some(Place::default()),
            path => Some(vec!["$defs".to_owned(), path.strip_prefix("#/$defs/")?.to_owned()]),
        }
    }

    /// What is told of the type whose schema stands here.
    fn told(&mut self, place: &Place, name: &'a str, told: &'a Told) {
        if !self.seen.insert((place.clone(), name)) {
            return;
        }
        if told.form != Form::Enum {
            return told.parts.iter().for_each(|part| self.fields(place, name, part));
        }
        let branches = self.branches(place);
        for part in told.parts.iter().filter(|part| !part.name.is_empty()) {
            match (branches.iter().find(|branch| self.is_of(branch, part)), &part.tag, &part.content) {
                (Some(branch), Some(_), None) => self.fields(branch, name, part),
                (Some(branch), Some(_), Some(content)) => {
                    self.fields(&below(branch, &["properties", content]), name, part);
                }
                (Some(branch), None, _) => {
                    self.fields(&below(branch, &["properties", &part.name]), name, part);
                }
                (None, _, _) if part.fields.iter().any(Field::is_marked) => {
                    self.untold.insert(name.to_owned());
                }
                (None, _, _) => {}
            }
        }
        let unnamed: Vec<&'a Part> = told.parts.iter().filter(|part| part.name.is_empty()).collect();
        if unnamed.is_empty() {
            return;
        }
        // Several enums that are flattened into one struct are several unions.
        let all = self.at(place).and_then(|schema| schema.get("allOf")).map_or(0, |all| all.items().len());
        let unions = (0..all).map(|at| below(place, &["allOf", &at.to_string()])).chain([place.clone()]);
        let found = unions.into_iter().map(|union| self.unnamed(&union, told)).find(|branches| {
            let fits = |(branch, part): (&Place, &&Part)| self.fits(branch, part);
            branches.len() == unnamed.len() && branches.iter().zip(&unnamed).all(fits)
        });
        match found {
            Some(branches) => {
                branches.iter().zip(unnamed).for_each(|(branch, part)| self.fields(branch, name, part));
            }
            None => {
                self.untold.insert(name.to_owned());
            }
        }
    }

    /// The branches of a union that are those of variants without a name, which are told by their order.
    fn unnamed(&self, union: &Place, told: &Told) -> Vec<Place> {
        let lists = ["oneOf", "anyOf"].into_iter().flat_map(|list| {
            let branches = self.at(union).and_then(|schema| schema.get(list)).map(Tree::items);
            (0..branches.unwrap_or_default().len()).map(move |at| (list, at.to_string()))
        });
        let named =
            |branch: &Place| told.parts.iter().any(|part| !part.name.is_empty() && self.is_of(branch, part));
        // schemars adds that there may be nothing, and has the names of variants that are a word alone in one branch.
        let is_other = |schema: &Tree| {
            let words = schema.get("enum").map(Tree::items).unwrap_or_default();
            let is_name = |word: &Tree| {
                told.parts.iter().any(|part| !part.name.is_empty() && word.as_str() == Some(&part.name))
            };
            *schema == Tree::Object(Vec::new()) || words.iter().any(is_name)
        };
        lists
            .map(|(list, at)| below(union, &[list, &at]))
            .filter(|branch| !named(branch) && !self.at(branch).is_some_and(is_other))
            .collect()
    }

    /// Whether a branch has the fields of a variant.
    fn fits(&self, branch: &Place, part: &Part) -> bool {
        let properties = self.at(branch).and_then(|schema| schema.get("properties"));
        let mut keys = part.fields.iter().filter(|field| !field.flatten);
        part.style != Style::Named || keys.all(|field| properties.is_some_and(|all| all.has(&field.key)))
    }

    /// The branches of an enum, of which schemars may have made a part of something larger.
    fn branches(&self, place: &Place) -> Vec<Place> {
        let mut found = Vec::new();
        let mut next = vec![(place.clone(), 0)];
        while let Some((around, depth)) = next.pop() {
            for list in ["oneOf", "anyOf", "allOf"] {
                let branches = self.at(&around).and_then(|schema| schema.get(list)).map(Tree::items);
                for (at, branch) in branches.unwrap_or_default().iter().enumerate() {
                    let place = below(&around, &[list, &at.to_string()]);
                    let is_union = !branch.has("properties") && LISTS.iter().any(|list| branch.has(list));
                    if is_union && depth < MAX_DEPTH {
                        next.push((place, depth + 1));
                    } else {
                        found.push(place);
                    }
                }
            }
        }
        found
    }

    /// Whether a branch is that of a variant with a name.
    fn is_of(&self, branch: &Place, part: &Part) -> bool {
        let Some(schema) = self.at(branch) else { return false };
        let properties = schema.get("properties");
        match &part.tag {
            Some(tag) => properties.and_then(|all| all.get(tag)).is_some_and(|tag| is_word(tag, &part.name)),
            None => match properties {
                Some(properties) => properties.members().len() == 1 && properties.has(&part.name),
                None => is_word(schema, &part.name),
            },
        }
    }

    fn fields(&mut self, place: &Place, name: &'a str, part: &'a Part) {
        for (at, field) in part.fields.iter().enumerate() {
            let own = match part.style {
                Style::Named if field.flatten => {
                    if let Some(content) = &field.content {
                        self.flattened(place, content);
                    }
                    continue;
                }
                Style::Named => below(place, &["properties", &field.key]),
                Style::Alone => place.clone(),
                Style::Tuple => below(place, &["prefixItems", &at.to_string()]),
            };
            if let Some(content) = &field.content {
                self.content(&own, content);
            }
            if field.is_marked() {
                self.marks.push((own, field, name));
            }
        }
    }

    /// A type whose fields stand among the others.
    fn flattened(&mut self, place: &Place, content: &'a Content) {
        match content {
            Content::Optional(inner) => self.flattened(place, inner),
            Content::Type(name) => match self.types.get(name) {
                Some(told)
                    if told.parts.iter().any(|part| part.style != Style::Alone)
                        || told.form == Form::Enum =>
                {
                    self.told(place, name, told);
                }
                Some(told) => {
                    for content in told
                        .parts
                        .iter()
                        .flat_map(|part| &part.fields)
                        .filter_map(|field| field.content.as_ref())
                    {
                        self.flattened(place, content);
                    }
                }
                None => {}
            },
            _ => self.content(place, content),
        }
    }
}

fn below(place: &Place, steps: &[&str]) -> Place {
    place.iter().cloned().chain(steps.iter().map(|step| (*step).to_owned())).collect()
}

fn inner<'a>(tree: &'a Tree, step: &str) -> Option<&'a Tree> {
    match tree {
        Tree::Array(items) => items.get(step.parse::<usize>().ok()?),
        _ => tree.get(step),
    }
}

fn inner_mut<'a>(tree: &'a mut Tree, step: &str) -> Option<&'a mut Tree> {
    match tree {
        Tree::Array(items) => items.get_mut(step.parse::<usize>().ok()?),
        _ => tree.get_mut(step),
    }
}

/// Whether a schema takes this text and no other.
fn is_word(schema: &Tree, word: &str) -> bool {
    let constant = schema.get("const").and_then(Tree::as_str) == Some(word);
    constant || matches!(schema.get("enum").map(Tree::items), Some([one]) if one.as_str() == Some(word))
}
