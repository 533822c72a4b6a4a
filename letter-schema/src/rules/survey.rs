//! What rules look at: every declared property of the plan, with what its references say of it.

use std::collections::{HashMap, HashSet, VecDeque};
use std::rc::Rc;

use super::date::Date;
use crate::case::each_word;
use crate::diagnostic::Diagnostic;
use crate::plan::{Event, Plan};
use crate::schema::{Keywords, SchemaId, Types};
use crate::source::{FileId, Span};

/// Schemas that are looked at for what they say of one property.
const MAX_SAID: usize = 16;

/// A plan, made ready for rules.
pub(super) struct Survey<'a> {
    pub(super) plan: &'a Plan,
    /// The day on which the plan is checked.
    pub(super) today: Date,
    /// Every property once, in the order of the files.
    pub(super) properties: Vec<Property<'a>>,
    /// Every schema that describes values, in the order of the files: not those of conditions.
    pub(super) schemas: Vec<SchemaId>,
    /// Where every schema that a reference names begins, sorted.
    referred: Vec<(FileId, u32)>,
}

/// A property that a schema declares.
pub(super) struct Property<'a> {
    pub(super) name: &'a str,
    /// The words of the name, in lower case.
    pub(super) words: Rc<[String]>,
    pub(super) schema: SchemaId,
    /// The object that declares it.
    pub(super) parent: SchemaId,
    /// What is said of it: its own keywords, then those of its references and of its `allOf`.
    pub(super) said: Vec<&'a Keywords>,
    /// The first event, by its place in the plan, whose own property it is; `None` if it is nested.
    pub(super) event: Option<usize>,
    /// Whether it only adds to a property that the object around a combination declares.
    pub(super) refines: bool,
    span: Span,
    pointer: &'a str,
}

impl<'a> Survey<'a> {
    pub(super) fn new(plan: &'a Plan, today: Date) -> Self {
        let schemas = described(plan);
        let owners = branch_owners(plan, &schemas);
        let events = event_objects(plan);
        let mut survey = Self { plan, today, properties: Vec::new(), schemas, referred: referred(plan) };
        // The same names come back in many events.
        let mut words: HashMap<&str, Rc<[String]>> = HashMap::new();
        let mut outers: HashMap<SchemaId, HashSet<&str>> = HashMap::new();
        for parent in &survey.schemas {
            let Some(keywords) = plan.schemas.keywords(*parent) else { continue };
            if keywords.properties.is_empty() {
                continue;
            }
            let outer =
                owners.get(parent).map(|owner| outers.entry(*owner).or_insert_with(|| names(plan, *owner)));
            for (name, id) in &keywords.properties {
                let schema = plan.schemas.get(*id);
                survey.properties.push(Property {
                    name,
                    words: words.entry(name).or_insert_with(|| each_word(name).collect()).clone(),
                    schema: *id,
                    parent: *parent,
                    said: said(plan, *id),
                    event: events.get(parent).copied(),
                    refines: outer.as_ref().is_some_and(|outer| outer.contains(name.as_str())),
                    span: schema.key.unwrap_or(schema.span),
                    pointer: &schema.pointer,
                });
            }
        }
        survey
    }

    /// The schemas that have keywords.
    pub(super) fn keywords(&self) -> impl Iterator<Item = (SchemaId, &'a Keywords)> {
        self.schemas.iter().filter_map(|id| Some((*id, self.plan.schemas.keywords(*id)?)))
    }

    /// The properties of events and traits, without nested ones.
    pub(super) fn own_properties(&self) -> impl Iterator<Item = (&Property<'a>, &'a Event)> {
        self.properties.iter().filter_map(|property| Some((property, &self.plan.events[property.event?])))
    }

    /// Whether a reference names the schema at a place, or one inside of it.
    pub(super) fn is_referred(&self, span: Span) -> bool {
        let first = self.referred.partition_point(|place| *place < (span.file, span.start));
        self.referred.get(first).is_some_and(|place| *place < (span.file, span.end))
    }

    /// A finding about a schema, at a keyword of it if that is given and there.
    pub(super) fn at(
        &self,
        rule: &'static str,
        id: SchemaId,
        keyword: &str,
        message: impl Into<String>,
    ) -> Diagnostic {
        let schema = self.plan.schemas.get(id);
        let span = self.plan.schemas.keywords(id).and_then(|keywords| keywords.span_of(keyword));
        match span {
            Some(span) => Diagnostic::warning(rule, span, message).pointer(format!(
                "{}/{}",
                schema.pointer,
                crate::read::escape(keyword)
            )),
            None => Diagnostic::warning(rule, schema.key.unwrap_or(schema.span), message)
                .pointer(schema.pointer.clone()),
        }
    }

    /// A finding about an event, at a key of its `x-letter` if that is there, else at its name.
    pub(super) fn at_event(
        &self,
        rule: &'static str,
        event: &Event,
        key: &str,
        message: impl Into<String>,
    ) -> Diagnostic {
        match event.extension.span_of(key) {
            Some(span) => Diagnostic::warning(rule, span, message).pointer(format!("/x-letter/{key}")),
            None => Diagnostic::warning(rule, self.name_span(event), message),
        }
    }

    /// Where the name of an event stands; the start of the file if it has none.
    pub(super) fn name_span(&self, event: &Event) -> Span {
        event.extension.span_of("track").unwrap_or(event.name_span)
    }
}

impl<'a> Property<'a> {
    /// A finding at its name.
    pub(super) fn finding(&self, rule: &'static str, message: impl Into<String>) -> Diagnostic {
        Diagnostic::warning(rule, self.span, message).pointer(self.pointer)
    }

    /// Where its name stands.
    pub(super) fn span(&self) -> Span {
        self.span
    }

    /// The types that its values can have, without null.
    pub(super) fn types(&self) -> Types {
        self.said
            .iter()
            .filter_map(|keywords| keywords.types.or_else(|| types_of_values(keywords)))
            .fold(Types::ALL, Types::and)
            .without(Types::NULL)
    }

    /// Whether its values are listed.
    pub(super) fn is_listed(&self) -> bool {
        self.said.iter().any(|keywords| keywords.enumeration.is_some() || keywords.constant.is_some())
    }

    pub(super) fn description(&self) -> Option<&'a str> {
        self.said.iter().find_map(|keywords| keywords.description.as_deref())
    }

    pub(super) fn format(&self) -> Option<&'a str> {
        self.said.iter().find_map(|keywords| keywords.format.as_deref())
    }

    pub(super) fn is_deprecated(&self) -> bool {
        self.said.first().is_some_and(|keywords| keywords.deprecated)
    }
}

/// The properties that a schema declares itself.
fn names(plan: &Plan, id: SchemaId) -> HashSet<&str> {
    let keywords = plan.schemas.keywords(id);
    keywords.into_iter().flat_map(|keywords| &keywords.properties).map(|(name, _)| name.as_str()).collect()
}

fn types_of_values(keywords: &Keywords) -> Option<Types> {
    let constant = keywords.constant.as_slice();
    let values = keywords.enumeration.as_deref().or((!constant.is_empty()).then_some(constant))?;
    Some(values.iter().map(Types::of_value).fold(Types::NONE, Types::or))
}

/// What is said of a schema: its own keywords, then those of its references and of its `allOf`.
pub(super) fn said(plan: &Plan, id: SchemaId) -> Vec<&Keywords> {
    let mut said = Vec::with_capacity(2);
    let mut open = VecDeque::from([id]);
    while let Some(id) = open.pop_front()
        && said.len() < MAX_SAID
    {
        let Some(keywords) = plan.schemas.keywords(id) else { continue };
        said.push(keywords);
        open.extend(keywords.reference.iter().filter_map(|reference| reference.target));
        open.extend(keywords.all_of.iter().take(MAX_SAID));
    }
    said
}

/// Every schema that describes values, in the order of the files.
fn described(plan: &Plan) -> Vec<SchemaId> {
    let mut seen = vec![false; plan.schemas.ids().len()];
    let mut open: Vec<SchemaId> = plan.shared.clone();
    open.extend(plan.events.iter().map(|event| event.schema));
    while let Some(id) = open.pop() {
        if std::mem::replace(&mut seen[id.0 as usize], true) {
            continue;
        }
        let Some(keywords) = plan.schemas.keywords(id) else { continue };
        for named in [&keywords.properties, &keywords.pattern_properties, &keywords.definitions] {
            open.extend(named.iter().map(|(_, id)| *id));
        }
        open.extend(keywords.additional_properties.iter().chain(&keywords.items));
        for list in [&keywords.prefix_items, &keywords.all_of, &keywords.any_of, &keywords.one_of] {
            open.extend(list);
        }
        open.extend(keywords.reference.iter().filter_map(|reference| reference.target));
    }
    plan.schemas.ids().filter(|id| seen[id.0 as usize]).collect()
}

fn referred(plan: &Plan) -> Vec<(FileId, u32)> {
    let references = plan.schemas.ids().filter_map(|id| plan.schemas.keywords(id)?.reference.as_ref());
    let spans = references.filter_map(|reference| Some(plan.schemas.get(reference.target?).span));
    let mut referred: Vec<(FileId, u32)> = spans.map(|span| (span.file, span.start)).collect();
    referred.sort_unstable();
    referred
}

/// For each branch of a combination, the schema that has the combination.
fn branch_owners(plan: &Plan, schemas: &[SchemaId]) -> HashMap<SchemaId, SchemaId> {
    let mut owners = HashMap::new();
    for id in schemas {
        let Some(keywords) = plan.schemas.keywords(*id) else { continue };
        for list in [&keywords.all_of, &keywords.any_of, &keywords.one_of] {
            owners.extend(list.iter().map(|branch| (*branch, *id)));
        }
    }
    owners
}

/// The objects whose properties are an event's own, with the first such event.
fn event_objects(plan: &Plan) -> HashMap<SchemaId, usize> {
    let mut objects = HashMap::new();
    for (at, event) in plan.events.iter().enumerate() {
        let mut open = vec![event.schema];
        let mut seen = HashSet::new();
        while let Some(id) = open.pop() {
            if !seen.insert(id) {
                continue;
            }
            objects.entry(id).or_insert(at);
            let Some(keywords) = plan.schemas.keywords(id) else { continue };
            open.extend(keywords.reference.iter().filter_map(|reference| reference.target));
            for list in [&keywords.all_of, &keywords.any_of, &keywords.one_of] {
                open.extend(list);
            }
        }
    }
    objects
}
