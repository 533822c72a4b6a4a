//! Objects: structs with a field for each property, and maps.

use super::conjunction::Conjunction;
use super::ir::{Body, Check, Field, Presence, Rest, Ty, Use};
use super::names::fields;
use super::{Hint, Lowering};
use crate::diagnostic::Diagnostic;
use crate::json::Value;
use crate::schema::{Keywords, SchemaId};

/// What a conjunction says of the properties that it does not name.
enum Further {
    /// There may be none.
    None,
    /// Each of them is valid under these schemas; none of them: anything goes.
    All(Vec<SchemaId>),
    /// By their names: the names have to match the pattern.
    Matching(String, Vec<SchemaId>),
    /// In a way that only a check can tell.
    Checked,
}

/// A property that some value of is valid.
struct Property<'a> {
    key: &'a str,
    required: bool,
    /// The schemas that it has to be valid under.
    ids: Vec<SchemaId>,
    /// The same, as one.
    conjunction: Conjunction,
}

impl Lowering<'_> {
    /// A struct, or a map if no property has a name.
    pub(super) fn object(&mut self, conjunction: &Conjunction, ids: &[SchemaId], hint: &Hint) -> Use {
        let named = !self.property_names(conjunction).is_empty();
        if named || self.needs_name(conjunction, hint) || matches!(self.further(conjunction), Further::None) {
            return self.named(conjunction, ids, hint);
        }
        let (value, mut checks) = self.further_value(conjunction, &[], hint);
        checks.extend(self.object_checks(conjunction));
        let ty = Ty::Map(Box::new(value));
        self.residue(conjunction, ty, checks)
    }

    /// Every name that `properties` or `required` speaks of, in the order of the file.
    fn property_names(&self, conjunction: &Conjunction) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        let mut seen = std::collections::HashSet::new();
        for (_, keywords) in conjunction.keywords(self.schemas) {
            let properties = keywords.properties.iter().map(|(name, _)| name);
            for name in properties.chain(&keywords.required) {
                if seen.insert(name) {
                    names.push(name.clone());
                }
            }
        }
        names
    }

    /// The schemas that a property has to be valid under.
    fn property(&self, conjunction: &Conjunction, name: &str) -> Vec<SchemaId> {
        let mut schemas = Vec::new();
        for (_, keywords) in conjunction.keywords(self.schemas) {
            let own = keywords.properties.iter().find(|(known, _)| known == name).map(|(_, id)| *id);
            let patterns = keywords.pattern_properties.iter();
            let patterns =
                patterns.filter(|(pattern, _)| self.validator.matches(pattern, name)).map(|(_, id)| *id);
            let before = schemas.len();
            schemas.extend(own.into_iter().chain(patterns));
            if schemas.len() == before {
                schemas.extend(keywords.additional_properties);
            }
        }
        schemas
    }

    fn further(&self, conjunction: &Conjunction) -> Further {
        let all: Vec<&Keywords> = conjunction.keywords(self.schemas).map(|(_, keywords)| keywords).collect();
        let closes =
            |keywords: &&Keywords| keywords.additional_properties.is_some_and(|id| self.schemas.is_false(id));
        if all.iter().any(|keywords| closes(keywords) && keywords.pattern_properties.is_empty())
            || self.closed_by_unevaluated(&all)
        {
            return Further::None;
        }
        let with_patterns: Vec<&&Keywords> =
            all.iter().filter(|keywords| !keywords.pattern_properties.is_empty()).collect();
        let additional =
            || all.iter().filter_map(|keywords| keywords.additional_properties).collect::<Vec<_>>();
        match with_patterns[..] {
            [] => Further::All(additional()),
            [keywords] if closes(keywords) => {
                if let [(pattern, id)] = &keywords.pattern_properties[..]
                    && all.iter().all(|other| {
                        std::ptr::eq::<Keywords>(*other, *keywords) || other.additional_properties.is_none()
                    })
                {
                    Further::Matching(pattern.clone(), vec![*id])
                } else {
                    Further::Checked
                }
            }
            _ => Further::Checked,
        }
    }

    /// `unevaluatedProperties: false` closes a struct as `additionalProperties` does, where nothing
    /// but `properties` can have evaluated something.
    fn closed_by_unevaluated(&self, all: &[&Keywords]) -> bool {
        let closed = all.first().is_some_and(|keywords| {
            keywords.unevaluated_properties.is_some_and(|id| self.schemas.is_false(id))
        });
        closed
            && all.iter().all(|keywords| {
                keywords.any_of.is_empty()
                    && keywords.one_of.is_empty()
                    && keywords.condition.is_none()
                    && keywords.dependent_schemas.is_empty()
                    && keywords.pattern_properties.is_empty()
                    && keywords.additional_properties.is_none()
            })
    }

    /// The type of the properties without a name, and what it leaves over.
    fn further_value(
        &mut self,
        conjunction: &Conjunction,
        known: &[String],
        hint: &Hint,
    ) -> (Use, Vec<Check>) {
        let part = hint.unnamed("value", 1);
        match self.further(conjunction) {
            Further::None => (Use::plain(Ty::Any), Vec::new()),
            Further::All(ids) => (self.place(&ids, &part), Vec::new()),
            Further::Matching(pattern, ids) => {
                let value = self.place(&ids, &part);
                let rule = format!("must have names that match /{pattern}/");
                let patterns = vec![(pattern, super::Test::Always(true))];
                let others = Box::new(super::Test::Always(false));
                let test = super::Test::Entries { known: known.to_vec(), patterns, others };
                (value, vec![Check::Test { keyword: "additionalProperties", rule, test }])
            }
            Further::Checked => {
                let mut checks = Vec::new();
                for (_, keywords) in conjunction.keywords(self.schemas) {
                    let own = keywords.properties.iter().map(|(name, _)| name.clone()).collect();
                    let test = self.tests.entries(keywords, own, 0);
                    checks.extend(test.map(|(keyword, rule, test)| Check::Test { keyword, rule, test }));
                }
                (Use::plain(Ty::Any), checks)
            }
        }
    }

    /// What the fields leave over.
    fn object_checks(&mut self, conjunction: &Conjunction) -> Vec<Check> {
        let mut checks = Vec::new();
        let all: Vec<&Keywords> = conjunction.keywords(self.schemas).map(|(_, keywords)| keywords).collect();
        let closed = self.closed_by_unevaluated(&all);
        for keywords in all {
            let mut tests = self.tests.object_residue(keywords, 0);
            if !closed {
                let unevaluated = self.tests.unevaluated(keywords, 0).into_iter();
                tests.extend(unevaluated.filter(|(keyword, _, _)| *keyword == "unevaluatedProperties"));
            }
            checks.extend(tests.into_iter().map(|(keyword, rule, test)| Check::Test { keyword, rule, test }));
        }
        checks
    }

    /// The body of a struct; of a map, if it is no root and has no names.
    pub(super) fn struct_body(
        &mut self,
        conjunction: &Conjunction,
        hint: &Hint,
        root: bool,
    ) -> (Body, Vec<Check>) {
        let names = self.property_names(conjunction);
        let closed = matches!(self.further(conjunction), Further::None);
        if names.is_empty() && !closed {
            let (value, mut checks) = self.further_value(conjunction, &[], hint);
            checks.extend(self.object_checks(conjunction));
            let inner = self.residue(conjunction, Ty::Map(Box::new(value)), checks);
            return (Body::Newtype(inner), Vec::new());
        }
        let mut refused = Vec::new();
        let mut kept: Vec<Property> = Vec::new();
        for name in &names {
            let ids = self.property(conjunction, name);
            let inner = Conjunction::new(self.schemas, &ids);
            if !inner.is_never(self.schemas, &self.validator) {
                let required = self.is_required(conjunction, name);
                kept.push(Property { key: name, required, ids, conjunction: inner });
            } else if self.is_required(conjunction, name) {
                self.contradiction(conjunction, name);
                refused.push(super::never());
            }
        }
        let rest_key = (!closed).then_some("additional_properties");
        let mut idents = fields(kept.iter().map(|property| property.key).chain(rest_key));
        let rest_name = rest_key.and_then(|_| idents.pop());
        let fields =
            kept.iter().zip(idents).map(|(property, name)| self.field(property, name, hint, root)).collect();
        let (value, mut checks) = self.further_value(conjunction, &names, hint);
        checks.extend(refused);
        checks.extend(self.object_checks(conjunction));
        let checks = self.residue(conjunction, Ty::Any, checks).checks;
        let rest = rest_name.map(|name| Rest { name, value });
        (Body::Struct { fields, rest, known: names }, checks)
    }

    fn is_required(&self, conjunction: &Conjunction, name: &str) -> bool {
        conjunction
            .keywords(self.schemas)
            .any(|(_, keywords)| keywords.required.iter().any(|known| known == name))
    }

    fn contradiction(&mut self, conjunction: &Conjunction, name: &str) {
        let place = conjunction
            .keywords(self.schemas)
            .find(|(_, keywords)| keywords.required.iter().any(|n| n == name));
        let Some((id, keywords)) = place else { return };
        let span = keywords.span_of("required").unwrap_or(self.schemas.get(id).span);
        let message = format!("\"{name}\" is required, and no value of it can be valid");
        let pointer = format!("{}/required", self.schemas.get(id).pointer);
        self.found.push(
            Diagnostic::warning("unsatisfiable", span, message)
                .pointer(pointer)
                .help("take it out of `required`, or let its schema accept something"),
        );
    }

    fn field(&mut self, property: &Property<'_>, name: String, hint: &Hint, root: bool) -> Field {
        let Property { key, required, ids, conjunction: inner } = property;
        // A property that can be left out is no constant.
        let constants = required.then(|| inner.constants(self.schemas, &self.validator)).flatten();
        let constant = constants.filter(|values| values.len() == 1);
        let constant = constant.map(|mut values| values.swap_remove(0));
        let constant = constant.filter(|value| !matches!(value.value, Value::Array(_) | Value::Object(_)));
        let (presence, value) = match constant {
            Some(constant) => (Presence::Constant(constant), Use::plain(Ty::Null)),
            None => {
                let presence = if *required { Presence::Required } else { Presence::Optional };
                (presence, self.value(inner, ids, &hint.inside(key)))
            }
        };
        // What the property itself says comes first, then what it refers to.
        let said: Vec<&Keywords> = inner.keywords(self.schemas).map(|(_, keywords)| keywords).collect();
        let own: Vec<&Keywords> = ids.iter().filter_map(|id| self.schemas.keywords(*id)).collect();
        let described = own.iter().chain(&said);
        let doc = described
            .clone()
            .find_map(|keywords| keywords.description.clone().or_else(|| keywords.title.clone()));
        Field {
            key: (*key).to_owned(),
            name,
            doc: doc.unwrap_or_default(),
            deprecated: own.iter().any(|keywords| keywords.deprecated),
            presence,
            value,
            boxed: false,
            schema: ids.first().copied(),
            lift: described.clone().find_map(|keywords| keywords.extension.lift).filter(|_| root),
            pii: described.clone().find_map(|keywords| keywords.extension.pii.clone()),
        }
    }
}
