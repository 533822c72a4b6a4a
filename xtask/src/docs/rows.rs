//! The properties of a schema as rows of a table, nested ones below their parent.

use letter_schema::schema::{SchemaId, Types};

use super::catalog::Row;
use super::facets::{Facets, shown};
use super::slug::Slugs;
use super::words::Words;

/// Objects inside of objects that are shown.
const MAX_DEPTH: usize = 8;
/// Rows of one event.
const MAX_ROWS: usize = 2_000;
/// Objects and alternatives that are looked into for one event.
const MAX_OBJECTS: usize = 4_000;
/// Values that are listed.
const MAX_VALUES: usize = 200;

/// The rows of an event's schema.
pub(crate) fn rows(words: Words<'_>, schema: SchemaId) -> Vec<Row> {
    let mut table =
        Table { words, rows: Vec::new(), slugs: Slugs::default(), around: Vec::new(), left: MAX_OBJECTS };
    table.object(&Facets::new(words.schemas, &[schema]), "", 0, None);
    table.rows
}

struct Table<'a> {
    words: Words<'a>,
    rows: Vec<Row>,
    slugs: Slugs,
    /// The schemas that the one at hand stands in: one that names itself is shown once.
    around: Vec<SchemaId>,
    /// How many more objects are looked into: alternatives that share alternatives have no end.
    left: usize,
}

impl<'a> Table<'a> {
    /// The properties of an object, then those of its alternatives.
    fn object(&mut self, facets: &Facets<'a>, prefix: &str, depth: usize, only_in: Option<&str>) {
        let Some(left) = self.left.checked_sub(1) else { return };
        self.left = left;
        for (name, ids) in facets.properties() {
            let property = Facets::new(self.words.schemas, &ids);
            let known = self.rows.iter().any(|row| {
                row.path.len() == prefix.len() + name.len()
                    && row.path.starts_with(prefix)
                    && row.path.ends_with(name)
                    && row.only_in.as_deref() == only_in
            });
            if !known {
                self.property(&property, (prefix, name), depth, facets.requires(name), only_in);
            }
        }
        for keywords in facets.each() {
            for (pattern, id) in &keywords.pattern_properties {
                let name = self.words.texts.fill("name_pattern", &[("pattern", pattern)]);
                self.property(
                    &Facets::new(self.words.schemas, &[*id]),
                    (prefix, &name),
                    depth,
                    false,
                    only_in,
                );
            }
            let others =
                keywords.additional_properties.filter(|id| self.words.schemas.keywords(*id).is_some());
            if let Some(id) = others {
                let name = self.words.texts.get("name_others").to_owned();
                self.property(
                    &Facets::new(self.words.schemas, &[id]),
                    (prefix, &name),
                    depth,
                    false,
                    only_in,
                );
            }
        }
        let branches = facets.branches();
        for (at, branch) in branches.iter().enumerate() {
            if depth >= MAX_DEPTH || self.around.contains(branch) {
                continue;
            }
            let inner = Facets::new(self.words.schemas, &[*branch]);
            let number = (at + 1).to_string();
            let name = inner.first(|keywords| keywords.title.clone());
            let name = name
                .or_else(|| inner.definition())
                .unwrap_or_else(|| self.words.texts.fill("alternative", &[("n", &number)]));
            self.around.push(*branch);
            self.object(&inner, prefix, depth, Some(&name));
            self.around.pop();
        }
    }

    fn property(
        &mut self,
        facets: &Facets<'a>,
        (parent, name): (&str, &str),
        depth: usize,
        required: bool,
        only_in: Option<&str>,
    ) {
        if self.rows.len() >= MAX_ROWS {
            return;
        }
        let path = format!("{parent}{name}");
        let types = facets.types();
        let values = facets.constants().unwrap_or_default();
        self.rows.push(Row {
            anchor: format!("p-{}", self.slugs.of(&path)),
            parent: parent.to_owned(),
            name: name.to_owned(),
            depth,
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
            pii: facets.first(|keywords| keywords.extension.pii.clone()),
            deprecated: facets.each().any(|keywords| keywords.deprecated),
            sent_as: facets.first(|keywords| keywords.extension.lift).map(|lift| lift.key()),
            definition: facets.definition(),
            only_in: only_in.map(str::to_owned),
            added: None,
            path: path.clone(),
        });
        if depth >= MAX_DEPTH || facets.ids.iter().any(|id| self.around.contains(id)) {
            return;
        }
        let inside = self.around.len();
        self.around.extend(&facets.ids);
        if types.contains(Types::OBJECT) {
            self.object(facets, &format!("{path}."), depth + 1, None);
        }
        let items: Vec<SchemaId> = facets.each().filter_map(|keywords| keywords.items).collect();
        if types.contains(Types::ARRAY) && !items.is_empty() {
            let item = Facets::new(self.words.schemas, &items);
            if !item.ids.iter().any(|id| self.around.contains(id)) {
                if item.types() != Types::ALL && item.types().contains(Types::OBJECT) {
                    self.object(&item, &format!("{path}[]."), depth + 1, None);
                } else if let Some(values) = item.constants()
                    && let Some(row) = self.rows.iter_mut().find(|row| row.path == path)
                {
                    row.values = values.iter().take(MAX_VALUES).map(|value| shown(value)).collect();
                }
            }
        }
        self.around.truncate(inside);
    }
}
