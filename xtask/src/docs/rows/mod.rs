//! The properties of a schema as rows of a table, nested ones below their parent.

mod cases;
mod lists;
mod marks;

use std::collections::{HashMap, HashSet};

use letter_schema::schema::{SchemaId, Schemas, Types};

use super::catalog::{Cut, Row};
use super::facets::{Facets, shown};
use super::part::{self, Part};
use super::slug::Slugs;
use super::words::Words;

/// Objects inside of objects that are shown.
const MAX_DEPTH: usize = 16;
/// Objects and alternatives inside of each other that are looked into.
const MAX_NESTING: usize = 100;
/// Rows of one event beside those of its own properties.
const MAX_ROWS: usize = 2_000;
/// Objects and alternatives that are looked into for one event.
const MAX_OBJECTS: usize = 4_000;
/// Schemas that are asked whether they are marked, for the rows of one event.
const MAX_ASKED: usize = 100_000;
/// Values that are listed: all countries, currencies or languages.
const MAX_VALUES: usize = 1_000;

/// The rows of an event's schema. They end where a type contains itself, or where there are too many;
/// what is marked as personal data has a row wherever it stands.
pub(crate) fn rows(words: Words<'_>, schema: SchemaId) -> Vec<Row> {
    let mut table = Table {
        words,
        rows: Vec::new(),
        slugs: Slugs::default(),
        known: HashSet::new(),
        at: HashMap::new(),
        around: Vec::new(),
        inherited: Vec::new(),
        groups: HashMap::new(),
        marked: HashSet::new(),
        left: MAX_OBJECTS,
        asked: MAX_ASKED,
        nesting: 0,
        stopped: false,
    };
    table.object(&Facets::new(words.schemas, &[schema]), &Way::default());
    if table.stopped
        && let Some(last) = table.rows.last_mut()
    {
        last.cut = Some(Cut::Stops);
    }
    table.hand_down();
    table.beyond(schema);
    table.rows
}

/// Paths that read the same and are different ones: a property `a.b` beside a property `b` of `a`.
pub(crate) fn twofold(rows: &[Row]) -> HashSet<String> {
    let mut first: HashMap<&str, &[Part]> = HashMap::new();
    let mut twofold = HashSet::new();
    for row in rows {
        if *first.entry(&row.path).or_insert(&row.at) != row.at {
            twofold.insert(row.path.clone());
        }
    }
    twofold
}

/// The paths of properties that have a name, each once.
pub(crate) fn paths(rows: &[Row]) -> Vec<String> {
    let named = |row: &&Row| row.at.iter().all(|part| matches!(part, Part::Name(_) | Part::Item));
    let mut seen: HashSet<&str> = HashSet::new();
    let rows = rows.iter().filter(|row| !row.at.is_empty()).filter(named);
    rows.filter(|row| seen.insert(&row.path)).map(|row| row.path.clone()).collect()
}

/// Where a row stands.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
struct Way {
    parts: Vec<Part>,
    forms: Vec<(usize, SchemaId)>,
    only_in: Option<String>,
    within: Within,
}

/// Whether a case is around a row. A case adds to what holds always, so it has rows of its own only for
/// what has none yet.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
enum Within {
    #[default]
    Always,
    Case,
    /// The condition itself, which speaks of what stands elsewhere as a rule.
    Condition,
}

impl Way {
    fn to(&self, part: Part) -> Self {
        let mut way = self.clone();
        way.parts.push(part);
        way
    }

    /// How many objects are around it.
    fn depth(&self) -> usize {
        self.parts.iter().filter(|part| **part != Part::Item).count().saturating_sub(1)
    }
}

struct Table<'a> {
    words: Words<'a>,
    rows: Vec<Row>,
    slugs: Slugs,
    known: HashSet<Way>,
    /// The rows of each way.
    at: HashMap<Vec<Part>, Vec<usize>>,
    /// The schemas that the one at hand stands in: one that names itself is shown once.
    around: Vec<SchemaId>,
    /// The classes of what the value at hand is a part of.
    inherited: Vec<&'a str>,
    /// The classes that a case gives to groups that have a row already.
    groups: HashMap<Vec<Part>, Vec<&'a str>>,
    /// The marked schemas that a row tells of.
    marked: HashSet<SchemaId>,
    /// How many more objects are looked into: alternatives that share alternatives have no end.
    left: usize,
    asked: usize,
    nesting: usize,
    /// Whether something was left out of the object at hand.
    stopped: bool,
}

impl<'a> Table<'a> {
    fn schemas(&self) -> &'a Schemas {
        self.words.schemas
    }

    /// The properties of an object, then those of its alternatives.
    fn object(&mut self, facets: &Facets<'a>, way: &Way) {
        let left = self.left.checked_sub(1).filter(|_| self.nesting < MAX_NESTING);
        let Some(left) = left else {
            self.stopped = true;
            return;
        };
        self.left = left;
        self.nesting += 1;
        let outside = self.inherit(facets);
        for (name, ids) in facets.properties() {
            let property = Facets::new(self.schemas(), &ids);
            let way = way.to(Part::Name(name.to_owned()));
            // A form that only asks for a property says when there has to be one.
            match self.row_around(&way).filter(|_| ids.is_empty()) {
                Some(row) => self.require(row, &way),
                None => self.property(&property, way, facets.requires(name)),
            }
        }
        for keywords in facets.each() {
            for (pattern, id) in &keywords.pattern_properties {
                let property = Facets::new(self.schemas(), &[*id]);
                self.property(&property, way.to(Part::Pattern(pattern.clone())), false);
            }
            let schemas = self.schemas();
            let others = keywords.additional_properties.iter().chain(&keywords.unevaluated_properties);
            for id in others.filter(|id| schemas.keywords(**id).is_some()) {
                self.property(&Facets::new(self.schemas(), &[*id]), way.to(Part::Others), false);
            }
        }
        for (name, required) in facets.each().flat_map(|one| &one.dependent_required) {
            let way = Way { only_in: Some(cases::there(self.words.texts, name)), ..way.clone() };
            for name in required {
                let way = way.to(Part::Name(name.clone()));
                if let Some(row) = self.row_around(&way) {
                    self.require(row, &way);
                }
            }
        }
        let mut names: HashSet<String> = HashSet::new();
        for (at, branch) in facets.branches().into_iter().enumerate() {
            if self.around.contains(&branch) {
                continue;
            }
            let inner = Facets::new(self.schemas(), &[branch]);
            let number = (at + 1).to_string();
            let told = inner.name().or_else(|| cases::told_by(self.words, &inner, facets));
            let name = told
                .filter(|name| names.insert(name.clone()))
                .unwrap_or_else(|| self.words.texts.fill("alternative", &[("n", &number)]));
            self.form(branch, &inner, Way { only_in: Some(name), ..way.clone() });
        }
        for case in cases::of(self.words, facets) {
            if !self.around.contains(&case.schema) {
                let inner = Facets::new(self.schemas(), &[case.schema]);
                let within = match (way.within, case.is_condition) {
                    (Within::Condition, _) | (_, true) => Within::Condition,
                    _ => Within::Case,
                };
                self.form(case.schema, &inner, Way { only_in: Some(case.name), within, ..way.clone() });
            }
        }
        self.inherited.truncate(outside);
        self.nesting -= 1;
    }

    /// The properties that an object has in one of its forms.
    fn form(&mut self, schema: SchemaId, facets: &Facets<'a>, mut way: Way) {
        way.forms.push((way.parts.len(), schema));
        self.around.push(schema);
        self.object(facets, &way);
        self.around.pop();
    }

    fn property(&mut self, facets: &Facets<'a>, mut way: Way, required: bool) {
        if !self.known.insert(way.clone()) {
            return;
        }
        let depth = way.depth();
        if depth > MAX_DEPTH || (depth > 0 && self.rows.len() >= MAX_ROWS) {
            self.stopped = true;
            return;
        }
        let mut pii = self.classes(&facets.ids);
        let own = pii.len();
        for class in &self.inherited {
            if !pii.iter().any(|own| own == class) {
                pii.push((*class).to_owned());
            }
        }
        let index = match self.row_of(&way) {
            Some(index) => {
                self.marks(facets, &way, index, pii);
                if required {
                    self.require(index, &way);
                }
                index
            }
            None => {
                let inherits = pii.len() > own;
                match self.row_around(&way) {
                    Some(around) => self.row_within(around, facets, &way, required, pii),
                    None => self.row(facets, &way, required, pii),
                }
                // What is inside of it is there whenever it is.
                way.only_in = None;
                let index = self.rows.len() - 1;
                self.rows[index].inherits = inherits;
                index
            }
        };
        if facets.ids.iter().any(|id| self.around.contains(id)) {
            self.rows[index].cut = Some(Cut::Repeats);
            return;
        }
        // What was left out around this property is not left out inside of it.
        let stopped = std::mem::take(&mut self.stopped);
        let inside = self.around.len();
        self.around.extend(&facets.ids);
        if facets.types().contains(Types::OBJECT) {
            self.object(facets, &way);
        }
        let outside = self.inherited.len();
        self.items(facets, &way, index);
        self.inherited.truncate(outside);
        self.around.truncate(inside);
        if std::mem::replace(&mut self.stopped, stopped) {
            self.rows[index].cut = Some(Cut::Stops);
        }
    }

    /// The row that there is already for what a case speaks of.
    fn row_of(&self, way: &Way) -> Option<usize> {
        match way.within {
            Within::Always => None,
            Within::Case => self.row_around(way),
            Within::Condition => self.at.get(&way.parts)?.first().copied(),
        }
    }

    /// The row that holds wherever this way does.
    fn row_around(&self, way: &Way) -> Option<usize> {
        let holds = |at: &&usize| self.rows.get(**at).is_some_and(|row| way.forms.starts_with(&row.forms));
        self.at.get(&way.parts)?.iter().find(holds).copied()
    }

    /// Notes that a property has to be there in a case. A condition requires nothing: it asks.
    fn require(&mut self, row: usize, way: &Way) {
        let row = &mut self.rows[row];
        if let Some(case) = way.only_in.as_ref().filter(|_| way.within != Within::Condition)
            && !row.required
            && !row.required_in.contains(case)
        {
            row.required_in.push(case.clone());
        }
    }

    /// The row that a property has in a form, where it has one for all forms: what holds for all holds in it too.
    fn row_within(
        &mut self,
        around: usize,
        facets: &Facets<'a>,
        way: &Way,
        required: bool,
        mut pii: Vec<String>,
    ) {
        let row = &self.rows[around];
        pii.extend(row.pii.iter().filter(|class| !pii.contains(class)).cloned().collect::<Vec<_>>());
        let required = required || row.required;
        let ids: Vec<SchemaId> = facets.ids.iter().chain(&row.schemas).copied().collect();
        self.row(&Facets::new(self.schemas(), &ids), way, required, pii);
    }

    fn row(&mut self, facets: &Facets<'a>, way: &Way, required: bool, pii: Vec<String>) {
        let values = facets.values().unwrap_or_default();
        let mut limits = self.words.limits(facets);
        limits.extend(self.words.further(values.len(), MAX_VALUES));
        let (parent, name) = part::shown(&way.parts, self.words.texts);
        let path = format!("{parent}{name}");
        self.at.entry(way.parts.clone()).or_default().push(self.rows.len());
        self.rows.push(Row {
            anchor: format!("p-{}", self.slugs.of(&path)),
            parent,
            name,
            depth: way.depth(),
            kind: self.words.kind(facets),
            required,
            required_in: Vec::new(),
            nullable: facets.is_nullable(),
            description: facets.description().unwrap_or_default().to_owned(),
            values: values.iter().take(MAX_VALUES).map(|value| shown(value)).collect(),
            limits,
            unit: facets.first(|keywords| keywords.extension.unit.clone()),
            // The parts of an object have examples of their own.
            example: facets
                .first(|keywords| keywords.examples.first())
                .filter(|value| value.members().is_empty())
                .map(shown),
            default: facets.first(|keywords| keywords.default.as_ref()).map(shown),
            pii,
            inherits: false,
            deprecated: facets.each().any(|keywords| keywords.deprecated),
            sent_as: facets.first(|keywords| keywords.extension.lift).map(|lift| lift.key()),
            definition: facets.definition(),
            only_in: way.only_in.clone(),
            cut: None,
            added: None,
            path,
            schemas: facets.ids.clone(),
            at: way.parts.clone(),
            forms: way.forms.clone(),
        });
    }
}
