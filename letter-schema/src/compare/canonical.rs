//! What a schema asks for, as a text that is the same for schemas that are written differently.

use crate::json::{Json, Value};
use crate::lower::Conjunction;
use crate::schema::{Keywords, SchemaId, Schemas};

/// Schemas that are looked at for one text; what is larger has none.
const MAX_PARTS: u32 = 4000;

/// The text of a conjunction; `None` if it is too large. References are followed, and one that comes back
/// is written as the number of steps back. Names, order and descriptions do not matter. And how many schemas were
/// looked at for it, those around it included.
pub(super) fn text(schemas: &Schemas, ids: &[SchemaId]) -> (Option<String>, usize) {
    let mut writer = Writer { schemas, around: Vec::new(), parts: 0, cost: 0 };
    let text = writer.all(ids);
    (text, writer.cost)
}

struct Writer<'a> {
    schemas: &'a Schemas,
    around: Vec<Conjunction>,
    parts: u32,
    cost: usize,
}

impl Writer<'_> {
    fn all(&mut self, ids: &[SchemaId]) -> Option<String> {
        let conjunction = Conjunction::new(self.schemas, ids);
        self.cost += conjunction.schemas.len() + self.around.len();
        if conjunction.never {
            return Some("false".to_owned());
        }
        if let Some(back) = self.around.iter().rev().position(|known| *known == conjunction) {
            return Some(format!("^{back}"));
        }
        self.parts += 1;
        if self.parts > MAX_PARTS || self.around.len() > 64 {
            return None;
        }
        self.around.push(conjunction.clone());
        let mut parts = Vec::new();
        for (id, keywords) in conjunction.keywords(self.schemas) {
            self.unevaluated(id, keywords, &conjunction, &mut parts)?;
            self.keywords(keywords, &mut parts)?;
        }
        self.around.pop();
        parts.sort();
        parts.dedup();
        Some(format!("{{{}}}", parts.join(",")))
    }

    fn keywords(&mut self, keywords: &Keywords, parts: &mut Vec<String>) -> Option<()> {
        let mut say = |name: &str, text: String| parts.push(format!("{name}:{text}"));
        keywords.types.inspect(|types| say("type", types.bits().to_string()));
        let listed = keywords.enumeration.clone().or(keywords.constant.clone().map(|one| vec![one]));
        if let Some(values) = listed {
            let mut values: Vec<String> = values.iter().map(value).collect();
            values.sort();
            say("enum", values.join("|"));
        }
        if let (Some(constant), Some(_)) = (&keywords.constant, &keywords.enumeration) {
            say("const", value(constant));
        }
        let numbers = [
            ("multipleOf", keywords.multiple_of),
            ("minimum", keywords.minimum),
            ("exclusiveMinimum", keywords.exclusive_minimum),
            ("maximum", keywords.maximum),
            ("exclusiveMaximum", keywords.exclusive_maximum),
        ];
        numbers.iter().for_each(|(name, number)| {
            number.inspect(|number| say(name, number.to_string()));
        });
        let counts = [
            ("minLength", keywords.min_length.filter(|min| *min > 0)),
            ("maxLength", keywords.max_length),
            ("minItems", keywords.min_items.filter(|min| *min > 0)),
            ("maxItems", keywords.max_items),
            ("minProperties", keywords.min_properties.filter(|min| *min > 0)),
            ("maxProperties", keywords.max_properties),
            ("uniqueItems", keywords.unique_items.then_some(1)),
        ];
        counts.iter().for_each(|(name, count)| {
            count.inspect(|count| say(name, count.to_string()));
        });
        keywords.pattern.iter().for_each(|pattern| say("pattern", format!("{pattern:?}")));
        keywords.format.iter().for_each(|format| say("format", format!("{format:?}")));
        keywords.required.iter().for_each(|name| say("required", format!("{name:?}")));
        for (name, others) in &keywords.dependent_required {
            others.iter().for_each(|other| say("dependentRequired", format!("{name:?}{other:?}")));
        }
        let single = [("propertyNames", keywords.property_names), ("not", keywords.not)];
        for (name, id) in single {
            let Some(id) = id else { continue };
            let text = self.all(&[id])?;
            // What asks nothing there is not there.
            if text != "{}" || name == "not" {
                parts.push(format!("{name}:{text}"));
            }
        }
        self.with_siblings(keywords, parts)?;
        for (at, id) in keywords.prefix_items.iter().enumerate() {
            parts.push(format!("prefixItems{at}:{}", self.all(&[*id])?));
        }
        let named = [
            ("properties", &keywords.properties),
            ("patternProperties", &keywords.pattern_properties),
            ("dependentSchemas", &keywords.dependent_schemas),
        ];
        for (keyword, list) in named {
            for (name, id) in list {
                parts.push(format!("{keyword}{name:?}:{}", self.all(&[*id])?));
            }
        }
        for (name, branches) in [("anyOf", &keywords.any_of), ("oneOf", &keywords.one_of)] {
            if branches.is_empty() {
                continue;
            }
            let texts: Option<Vec<String>> = branches.iter().map(|id| self.all(&[*id])).collect();
            let mut texts = texts?;
            texts.sort();
            parts.push(format!("{name}:({})", texts.join("|")));
        }
        Some(())
    }

    /// What such keywords see is only their own schema and what that is made of: where that is less than all,
    /// it stands with them.
    fn unevaluated(
        &mut self,
        id: SchemaId,
        keywords: &Keywords,
        all: &Conjunction,
        parts: &mut Vec<String>,
    ) -> Option<()> {
        let said = [
            ("unevaluatedItems", keywords.unevaluated_items),
            ("unevaluatedProperties", keywords.unevaluated_properties),
        ];
        if said.iter().all(|(_, id)| id.is_none()) {
            return Some(());
        }
        let own = Conjunction::new(self.schemas, &[id]);
        let mut seen = Vec::new();
        if own.schemas.len() < all.schemas.len() {
            for (_, keywords) in own.keywords(self.schemas) {
                self.keywords(keywords, &mut seen)?;
            }
            seen.sort();
            seen.dedup();
        }
        for (name, id) in said {
            if let Some(id) = id {
                parts.push(format!("{name}({}):{}", seen.join(","), self.all(&[id])?));
            }
        }
        Some(())
    }

    /// Keywords that mean something by those beside them alone.
    fn with_siblings(&mut self, keywords: &Keywords, parts: &mut Vec<String>) -> Option<()> {
        if let Some(id) = keywords.additional_properties {
            let text = self.all(&[id])?;
            let named = keywords.properties.iter().map(|(name, _)| format!("{name:?}"));
            let patterns = keywords.pattern_properties.iter().map(|(pattern, _)| format!("/{pattern:?}"));
            let mut beside: Vec<String> = named.chain(patterns).collect();
            beside.sort();
            if text != "{}" {
                parts.push(format!("additionalProperties({}):{text}", beside.join(",")));
            }
        }
        if let Some(id) = keywords.items {
            let text = self.all(&[id])?;
            if text != "{}" {
                parts.push(format!("items({}):{text}", keywords.prefix_items.len()));
            }
        }
        if let Some(id) = keywords.contains {
            let (least, most) = (keywords.min_contains, keywords.max_contains);
            parts.push(format!("contains({least:?},{most:?}):{}", self.all(&[id])?));
        }
        if let Some(id) = keywords.condition {
            let mut text = format!("if:{}", self.all(&[id])?);
            for (name, id) in [("then", keywords.then), ("else", keywords.otherwise)] {
                if let Some(id) = id {
                    text += &format!("{name}:{}", self.all(&[id])?);
                }
            }
            parts.push(text);
        }
        Some(())
    }
}

/// A value, with the keys of objects in order.
pub(super) fn value(json: &Json) -> String {
    match &json.value {
        Value::Object(members) => {
            let mut members: Vec<String> =
                members.iter().map(|member| format!("{:?}:{}", member.key, value(&member.value))).collect();
            members.sort();
            format!("{{{}}}", members.join(","))
        }
        Value::Array(items) => {
            format!("[{}]", items.iter().map(value).collect::<Vec<_>>().join(","))
        }
        _ => json.to_string(),
    }
}
