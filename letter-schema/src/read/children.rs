//! The keywords whose values are schemas.

use super::{KeywordReader, escape};
use crate::json::{Json, Member, Value};
use crate::schema::SchemaId;

impl KeywordReader<'_, '_> {
    pub(super) fn object<'j>(&mut self, member: &'j Member) -> &'j [Member] {
        if !matches!(member.value.value, Value::Object(_)) {
            self.wrong(member, "an object".to_owned());
        }
        member.value.members()
    }

    pub(super) fn named(&mut self, member: &Member) -> Vec<(String, SchemaId)> {
        self.object(member)
            .iter()
            .map(|inner| {
                let pointer = format!("{}/{}", member.key, escape(&inner.key));
                let child = self.child(&inner.value, &pointer);
                self.reader.schemas.get_mut(child).key = Some(inner.key_span);
                (inner.key.clone(), child)
            })
            .collect()
    }

    pub(super) fn list(&mut self, member: &Member) -> Vec<SchemaId> {
        match &member.value.value {
            Value::Array(items) if !items.is_empty() => self.items_list(member),
            Value::Array(_) => {
                self.wrong(member, "at least one schema".to_owned());
                Vec::new()
            }
            _ => {
                self.wrong(member, "an array of schemas".to_owned());
                Vec::new()
            }
        }
    }

    pub(super) fn items_list(&mut self, member: &Member) -> Vec<SchemaId> {
        let Value::Array(items) = &member.value.value else { return Vec::new() };
        let items = items.iter().enumerate();
        items.map(|(at, item)| self.child(item, &format!("{}/{at}", member.key))).collect()
    }

    pub(super) fn child(&mut self, json: &Json, step: &str) -> SchemaId {
        let pointer = format!("{}/{step}", self.pointer);
        self.reader.schema(json, pointer)
    }

    pub(super) fn below(&self, keyword: &str) -> String {
        format!("{}/{}", self.pointer, escape(keyword))
    }
}
