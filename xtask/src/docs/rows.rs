//! The properties of a schema as rows of a table, nested ones below their parent.

use std::collections::{HashMap, HashSet, VecDeque};

use letter_schema::schema::{SchemaId, Schemas, Types};

use super::catalog::{Cut, Row};
use super::facets::{Facets, shown};
use super::marked;
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
/// Values that are listed.
const MAX_VALUES: usize = 200;

/// The rows of an event's schema. They end where a type contains itself, or where there are too many;
/// what is marked as personal data has a row wherever it stands.
pub(crate) fn rows(words: Words<'_>, schema: SchemaId) -> Vec<Row> {
    let mut table = Table {
        words,
        rows: Vec::new(),
        slugs: Slugs::default(),
        known: HashSet::new(),
        around: Vec::new(),
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
    /// The schemas that the one at hand stands in: one that names itself is shown once.
    around: Vec<SchemaId>,
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
        for (name, ids) in facets.properties() {
            let property = Facets::new(self.schemas(), &ids);
            self.property(&property, way.to(Part::Name(name.to_owned())), facets.requires(name));
        }
        for keywords in facets.each() {
            for (pattern, id) in &keywords.pattern_properties {
                let property = Facets::new(self.schemas(), &[*id]);
                self.property(&property, way.to(Part::Pattern(pattern.clone())), false);
            }
            let others = keywords.additional_properties.filter(|id| self.schemas().keywords(*id).is_some());
            if let Some(id) = others {
                self.property(&Facets::new(self.schemas(), &[id]), way.to(Part::Others), false);
            }
        }
        for (at, branch) in facets.branches().into_iter().enumerate() {
            if self.around.contains(&branch) {
                continue;
            }
            let inner = Facets::new(self.schemas(), &[branch]);
            let number = (at + 1).to_string();
            let name = inner.first(|keywords| keywords.title.clone());
            let name = name
                .or_else(|| inner.definition())
                .unwrap_or_else(|| self.words.texts.fill("alternative", &[("n", &number)]));
            let mut way = Way { only_in: Some(name), ..way.clone() };
            way.forms.push((way.parts.len(), branch));
            self.around.push(branch);
            self.object(&inner, &way);
            self.around.pop();
        }
        self.nesting -= 1;
    }

    fn property(&mut self, facets: &Facets<'a>, way: Way, required: bool) {
        if !self.known.insert(way.clone()) {
            return;
        }
        let depth = way.depth();
        if depth > MAX_DEPTH || (depth > 0 && self.rows.len() >= MAX_ROWS) {
            self.stopped = true;
            return;
        }
        let pii = self.classes(&facets.ids);
        let index = self.rows.len();
        self.row(facets, &way, required, pii);
        if facets.ids.iter().any(|id| self.around.contains(id)) {
            self.rows[index].cut = Some(Cut::Repeats);
            return;
        }
        // What was left out around this property is not left out inside of it.
        let stopped = std::mem::take(&mut self.stopped);
        let inside = self.around.len();
        self.around.extend(&facets.ids);
        if facets.types().contains(Types::OBJECT) {
            self.object(facets, &Way { only_in: None, ..way.clone() });
        }
        self.items(facets, &way, index);
        self.around.truncate(inside);
        if std::mem::replace(&mut self.stopped, stopped) {
            self.rows[index].cut = Some(Cut::Stops);
        }
    }

    /// What stands in the items of a list, and in those of lists in it.
    fn items(&mut self, facets: &Facets<'a>, way: &Way, index: usize) {
        let mut list = facets.clone();
        let mut way = Way { only_in: None, ..way.clone() };
        loop {
            let items: Vec<SchemaId> = list.each().filter_map(|keywords| keywords.items).collect();
            if !list.types().contains(Types::ARRAY) || items.is_empty() {
                return;
            }
            let item = Facets::new(self.schemas(), &items);
            if item.ids.iter().any(|id| self.around.contains(id)) {
                self.rows[index].cut = Some(Cut::Repeats);
                return;
            }
            self.around.extend(&item.ids);
            way.parts.push(Part::Item);
            if item.types().contains(Types::OBJECT) {
                self.object(&item, &way);
            } else if let Some(values) = item.constants() {
                self.rows[index].values = values.iter().take(MAX_VALUES).map(|value| shown(value)).collect();
            }
            list = item;
        }
    }

    fn row(&mut self, facets: &Facets<'a>, way: &Way, required: bool, pii: Vec<String>) {
        let types = facets.types();
        let values = facets.constants().unwrap_or_default();
        let (parent, name) = part::shown(&way.parts, self.words.texts);
        let path = format!("{parent}{name}");
        self.rows.push(Row {
            anchor: format!("p-{}", self.slugs.of(&path)),
            parent,
            name,
            depth: way.depth(),
            kind: self.words.kind(facets),
            required,
            nullable: types != Types::ALL && types.contains(Types::NULL) && types != Types::NULL,
            description: facets.description().unwrap_or_default().to_owned(),
            values: values.iter().take(MAX_VALUES).map(|value| shown(value)).collect(),
            limits: self.words.limits(facets),
            unit: facets.first(|keywords| keywords.extension.unit.clone()),
            // The parts of an object have examples of their own.
            example: facets
                .first(|keywords| keywords.examples.first())
                .filter(|value| value.members().is_empty())
                .map(shown),
            default: facets.first(|keywords| keywords.default.as_ref()).map(shown),
            pii,
            deprecated: facets.each().any(|keywords| keywords.deprecated),
            sent_as: facets.first(|keywords| keywords.extension.lift).map(|lift| lift.key()),
            definition: facets.definition(),
            only_in: way.only_in.clone(),
            cut: None,
            added: None,
            path,
            at: way.parts.clone(),
            forms: way.forms.clone(),
        });
    }

    /// The classes of personal data that a value has, in any of its forms, or that its items have.
    fn classes(&mut self, ids: &[SchemaId]) -> Vec<String> {
        let mut classes: Vec<String> = Vec::new();
        let mut seen: HashSet<SchemaId> = HashSet::new();
        let mut waiting: VecDeque<SchemaId> = ids.iter().copied().collect();
        while let Some(id) = waiting.pop_front() {
            let Some(keywords) = self.schemas().keywords(id).filter(|_| seen.insert(id)) else { continue };
            let Some(asked) = self.asked.checked_sub(1) else { break };
            self.asked = asked;
            if let Some(class) = &keywords.extension.pii {
                self.marked.insert(id);
                if !classes.contains(class) {
                    classes.push(class.clone());
                }
            }
            waiting.extend(marked::here(keywords).chain(marked::items(keywords)));
        }
        classes
    }

    /// Rows for what is marked and stands where the others do not go.
    fn beyond(&mut self, schema: SchemaId) {
        let mut rows: HashMap<Vec<Part>, Vec<usize>> = HashMap::new();
        for (at, row) in self.rows.iter().enumerate() {
            rows.entry(row.at.clone()).or_default().push(at);
        }
        // What its items hold is told of a list.
        let of = |rows: &HashMap<Vec<Part>, Vec<usize>>, parts: &[Part]| {
            let list = parts.iter().rposition(|part| *part != Part::Item).map_or(0, |last| last + 1);
            rows.get(parts).or_else(|| rows.get(&parts[..list])).cloned().unwrap_or_default()
        };
        let shown = std::mem::take(&mut self.marked);
        let beyond = marked::beyond(self.schemas(), schema, shown, |parts, class| {
            of(&rows, parts).iter().any(|at| self.rows[*at].pii.iter().any(|pii| pii == class))
        });
        for (parts, id) in beyond.found {
            let index = of(&rows, &parts).first().copied().unwrap_or_else(|| {
                let way = Way { parts: parts.clone(), ..Way::default() };
                self.row(&Facets::new(self.words.schemas, &[id]), &way, false, Vec::new());
                rows.insert(parts, vec![self.rows.len() - 1]);
                self.rows.len() - 1
            });
            let class = self.schemas().keywords(id).and_then(|keywords| keywords.extension.pii.as_ref());
            let pii = &mut self.rows[index].pii;
            pii.extend(class.filter(|class| !pii.contains(class)).cloned().into_iter().collect::<Vec<_>>());
        }
        if let Some(last) = self.rows.last_mut().filter(|_| !beyond.complete) {
            last.cut = Some(Cut::Stops);
        }
    }
}
