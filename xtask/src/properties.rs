//! The properties of an event at any depth, through references.

use letter_schema::plan::Plan;
use letter_schema::schema::{Keywords, SchemaId};

/// Objects inside of objects that are followed; a plan that nests deeper tells nobody anything.
const MAX_DEPTH: usize = 16;
/// Properties of one event that are listed: definitions that use each other would make millions.
const MAX_PROPERTIES: usize = 10_000;

/// A property, as an event has it.
#[derive(Debug)]
pub(crate) struct Property<'a> {
    /// Its name with those around it: `price.amount_minor`, `items[].sku`.
    pub(crate) path: String,
    /// Its own schema, where the event's file or a shared one writes it.
    pub(crate) schema: SchemaId,
    /// Whether the object that it stands in always has it.
    pub(crate) required: bool,
    /// Its own keywords first, then those that it refers to.
    pub(crate) keywords: Vec<&'a Keywords>,
}

impl<'a> Property<'a> {
    /// What it means: its own description, else the one of what it refers to.
    pub(crate) fn description(&self) -> Option<&'a str> {
        let mut texts = self.keywords.iter().filter_map(|keywords| keywords.description.as_deref());
        texts.find(|text| !text.trim().is_empty())
    }

    /// The class of personal data in it.
    pub(crate) fn personal_data(&self) -> Option<&'a str> {
        self.keywords.iter().find_map(|keywords| keywords.extension.pii.as_deref())
    }

    pub(crate) fn is_deprecated(&self) -> bool {
        self.keywords.iter().any(|keywords| keywords.deprecated)
    }
}

/// Every property below a schema, each before those inside of it.
pub(crate) fn of(plan: &Plan, schema: SchemaId) -> Vec<Property<'_>> {
    let mut walk = Walk { plan, around: Vec::new(), found: Vec::new() };
    walk.inside(schema, "");
    walk.found
}

/// The schema's keywords, and those of everything that it refers to or combines with `allOf`.
fn parts(plan: &Plan, schema: SchemaId) -> Vec<(SchemaId, &Keywords)> {
    let (mut parts, mut open): (Vec<(SchemaId, &Keywords)>, _) = (Vec::new(), vec![schema]);
    while let Some(id) = open.pop() {
        let Some(keywords) = plan.schemas.keywords(id) else { continue };
        if parts.iter().any(|(seen, _)| *seen == id) || parts.len() == MAX_PROPERTIES {
            continue;
        }
        parts.push((id, keywords));
        open.extend(keywords.all_of.iter().rev());
        open.extend(keywords.reference.as_ref().and_then(|reference| reference.target));
    }
    parts
}

struct Walk<'a> {
    plan: &'a Plan,
    /// The schemas around this place, so that one that stands inside of itself ends there.
    around: Vec<SchemaId>,
    found: Vec<Property<'a>>,
}

impl Walk<'_> {
    fn inside(&mut self, schema: SchemaId, prefix: &str) {
        let parts = parts(self.plan, schema);
        if self.around.len() >= MAX_DEPTH || parts.iter().any(|(id, _)| self.around.contains(id)) {
            return;
        }
        let depth = self.around.len();
        self.around.push(parts.last().map_or(schema, |(id, _)| *id));
        for (_, keywords) in &parts {
            if let Some(items) = keywords.items {
                self.inside(items, &format!("{prefix}[]"));
            }
            for (name, id) in &keywords.properties {
                if self.found.len() == MAX_PROPERTIES {
                    return;
                }
                let path = if prefix.is_empty() { name.clone() } else { format!("{prefix}.{name}") };
                let required = parts.iter().any(|(_, part)| part.required.contains(name));
                let keywords =
                    self::parts(self.plan, *id).into_iter().map(|(_, keywords)| keywords).collect();
                self.found.push(Property { path: path.clone(), schema: *id, required, keywords });
                self.inside(*id, &path);
            }
        }
        self.around.truncate(depth);
    }
}

#[cfg(test)]
mod tests {
    use letter_schema::plan::Plan;

    fn paths(text: &str) -> Vec<(String, bool)> {
        let plan = Plan::read(vec![("a.json".to_owned(), text.to_owned())], &mut |_| None);
        let properties = super::of(&plan, plan.events[0].schema);
        properties.iter().map(|property| (property.path.clone(), property.required)).collect()
    }

    #[test]
    fn objects_and_items_are_followed_through_references() {
        let found = paths(
            r##"{"required":["price"],"properties":{
                "price":{"$ref":"#/$defs/Money"},
                "items":{"type":"array","items":{"properties":{"sku":{"type":"string"}}}}},
                "$defs":{"Money":{"required":["minor"],"properties":{"minor":{"type":"integer"}}}}}"##,
        );
        let expected = [("price", true), ("price.minor", true), ("items", false), ("items[].sku", false)];
        assert_eq!(found, expected.map(|(path, required)| (path.to_owned(), required)));
    }

    #[test]
    fn what_stands_inside_of_itself_ends() {
        let found = paths(
            r##"{"properties":{"tree":{"$ref":"#/$defs/Node"}},
                "$defs":{"Node":{"properties":{"child":{"$ref":"#/$defs/Node"}}}}}"##,
        );
        assert_eq!(found.first().map(|(path, _)| path.as_str()), Some("tree"));
        assert!(found.iter().any(|(path, _)| path == "tree.child"));
        assert!(found.len() < 4, "{found:?}");
    }
}
