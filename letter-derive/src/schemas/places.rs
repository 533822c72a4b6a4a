//! Places in schema files, as messages about Rust code name them.

use letter_schema::plan::Plan;
use letter_schema::schema::SchemaId;
use letter_schema::source::Span;

/// Names places: `schemas/order.json:12:5, #/properties/total`.
pub(super) struct Places<'p> {
    pub(super) plan: &'p Plan,
    /// What stands before the plan's paths.
    pub(super) folder: &'p str,
}

impl Places<'_> {
    pub(super) fn schema(&self, id: SchemaId) -> String {
        let schema = self.plan.schemas.get(id);
        self.at(schema.span, &schema.pointer)
    }

    /// A keyword of a schema; the schema, if it is not there.
    pub(super) fn keyword(&self, id: SchemaId, keyword: &str) -> String {
        let schema = self.plan.schemas.get(id);
        match self.plan.schemas.keywords(id).and_then(|keywords| keywords.span_of(keyword)) {
            Some(span) => self.at(span, &format!("{}/{keyword}", schema.pointer)),
            None => self.schema(id),
        }
    }

    pub(super) fn at(&self, span: Span, pointer: &str) -> String {
        let folder = self.folder.trim_end_matches('/');
        let slash = if folder.is_empty() { "" } else { "/" };
        let pointer = if pointer.is_empty() { String::new() } else { format!(", #{pointer}") };
        format!("{folder}{slash}{}{pointer}", self.plan.sources.place(span))
    }
}
