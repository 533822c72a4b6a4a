//! What stands in a list: in every item, at a place of its own, and in some of the items.

use letter_schema::schema::Types;

use super::{MAX_VALUES, Table, Way};
use crate::docs::catalog::Cut;
use crate::docs::facets::{Facets, shown};
use crate::docs::part::Part;

impl<'a> Table<'a> {
    /// What stands in the items of a list, and in those of lists in it.
    pub(super) fn items(&mut self, facets: &Facets<'a>, way: &Way, index: usize) {
        let mut list = facets.clone();
        let mut way = way.clone();
        loop {
            self.inherit(&list);
            if !list.types().contains(Types::ARRAY) {
                return;
            }
            self.places(&list, &way);
            let items = list.rest();
            if items.is_empty() {
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
            } else if let Some(values) = item.constants().filter(|_| list.prefix().is_empty()) {
                let further = self.words.further(values.len(), MAX_VALUES);
                let row = &mut self.rows[index];
                row.values = values.iter().take(MAX_VALUES).map(|value| shown(value)).collect();
                row.limits.extend(further);
            }
            list = item;
        }
    }

    /// Rows for the items that have a meaning by their place, and for those that have to be among the others.
    fn places(&mut self, list: &Facets<'a>, way: &Way) {
        let least = list.each().filter_map(|keywords| keywords.min_items).max().unwrap_or(0);
        for (at, ids) in list.prefix().iter().enumerate() {
            let item = Facets::new(self.schemas(), ids);
            let required = u64::try_from(at).is_ok_and(|at| at < least);
            self.property(&item, way.to(Part::At(at + 1)), required);
        }
        let (schemas, words) = (self.schemas(), self.words);
        for keywords in list.each() {
            let Some(id) = keywords.contains.filter(|id| schemas.keywords(*id).is_some()) else { continue };
            let index = self.rows.len();
            self.property(&Facets::new(schemas, &[id]), way.to(Part::Among), false);
            if let Some(row) = self.rows.get_mut(index) {
                row.limits.splice(0..0, words.how_many(keywords));
            }
        }
    }
}
