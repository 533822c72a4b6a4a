//! The classes of personal data in the rows: of the values, of what they are a part of, and of what stands
//! where no row goes.

use std::collections::{HashSet, VecDeque};

use letter_schema::schema::SchemaId;

use super::{Table, Way};
use crate::docs::catalog::{Cut, Row};
use crate::docs::facets::Facets;
use crate::docs::marked;
use crate::docs::part::Part;

impl<'a> Table<'a> {
    /// Hands the classes of a group or a list down to its parts; how many there were before.
    pub(super) fn inherit(&mut self, facets: &Facets<'a>) -> usize {
        let outside = self.inherited.len();
        self.inherited.extend(facets.each().filter_map(|keywords| keywords.extension.pii.as_deref()));
        outside
    }

    /// Adds the classes that a value has in a case to the row that it has already.
    pub(super) fn marks(&mut self, facets: &Facets<'a>, way: &Way, row: usize, classes: Vec<String>) {
        let own: Vec<&str> = facets.each().filter_map(|keywords| keywords.extension.pii.as_deref()).collect();
        if !own.is_empty() {
            self.groups.entry(way.parts.clone()).or_default().extend(own);
        }
        classes.iter().for_each(|class| add(&mut self.rows[row], class));
    }

    /// Hands down what cases say of groups whose parts have their rows already.
    pub(super) fn hand_down(&mut self) {
        if self.groups.is_empty() {
            return;
        }
        for row in &mut self.rows {
            for around in 1..row.at.len() {
                for class in self.groups.get(&row.at[..around]).into_iter().flatten() {
                    row.inherits |= !row.pii.iter().any(|own| own == class);
                    add(row, class);
                }
            }
        }
    }

    /// The classes of personal data that a value has, in any of its forms, or that its items have.
    pub(super) fn classes(&mut self, ids: &[SchemaId]) -> Vec<String> {
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

    /// The rows of a way, or of the list whose items it leads to.
    fn rows_of(&self, parts: &[Part]) -> &[usize] {
        let list = parts.iter().rposition(|part| *part != Part::Item).map_or(0, |last| last + 1);
        self.at.get(parts).or_else(|| self.at.get(&parts[..list])).map(Vec::as_slice).unwrap_or_default()
    }

    /// Rows for what is marked and stands where the others do not go.
    pub(super) fn beyond(&mut self, schema: SchemaId) {
        let shown = std::mem::take(&mut self.marked);
        let beyond = marked::beyond(self.schemas(), schema, shown, |parts, class| {
            self.rows_of(parts).iter().any(|at| self.rows[*at].pii.iter().any(|pii| pii == class))
        });
        for (parts, id) in beyond.found {
            let index = self.rows_of(&parts).first().copied().unwrap_or_else(|| {
                let way = Way { parts, ..Way::default() };
                self.row(&Facets::new(self.words.schemas, &[id]), &way, false, Vec::new());
                self.rows.len() - 1
            });
            let class = self.schemas().keywords(id).and_then(|keywords| keywords.extension.pii.as_ref());
            if let Some(class) = class {
                add(&mut self.rows[index], class);
            }
        }
        if let Some(last) = self.rows.last_mut().filter(|_| !beyond.complete) {
            last.cut = Some(Cut::Stops);
        }
    }
}

fn add(row: &mut Row, class: &str) {
    if !row.pii.iter().any(|known| known == class) {
        row.pii.push(class.to_owned());
    }
}
