//! From schemas to Rust types: a type that holds every valid value, and checks for what it leaves over.
//!
//! The two together are exact. A type may hold more than the schema allows, never less; each keyword
//! that the type does not say becomes a [`Check`] beside it.

mod conjunction;
mod evaluated;
mod ir;
mod names;
mod object;
mod recursion;
mod scalar;
mod test;
mod union;

use std::collections::{HashMap, HashSet, VecDeque};

pub use ir::{
    Body, Check, Evaluation, Field, Mark, Module, Presence, Rest, Root, Tag, Test, Ty, TypeDef, TypeId, Use,
    Variant,
};

pub(crate) use self::conjunction::Conjunction;
use self::conjunction::types_of;
use self::names::{Names, pascal};
use self::test::Tests;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::plan::Plan;
use crate::sample::Sampler;
use crate::schema::{Keywords, SchemaId, Schemas, Types};
use crate::validate::Validator;

/// Types of one module.
const MAX_TYPES: usize = 50_000;
/// Lists and maps inside of each other before the next one gets a name: every type without a name is written
/// out wherever it is used, and twice inside of one that is used twice.
const MAX_UNNAMED: usize = 8;

/// A valid value for each type of a module, as JSON; `None` where none was found.
#[must_use]
pub fn samples(plan: &Plan, module: &Module) -> Vec<Option<String>> {
    let validator = Validator::new(&plan.schemas);
    let sampler = Sampler::new(&plan.schemas, &validator);
    module.types.iter().map(|def| sampler.of(&def.conjunction).map(|sample| sample.to_string())).collect()
}

/// Lowers every event of a plan.
pub fn lower(plan: &Plan, found: &mut Diagnostics) -> Module {
    let mut lowering = Lowering::new(plan, found);
    lowering.roots();
    while let Some((id, conjunction)) = lowering.waiting.pop_front() {
        lowering.fill(id, &conjunction);
    }
    let Lowering { mut types, roots, tests, .. } = lowering;
    recursion::break_cycles(&mut types);
    let (tests, evaluations) = tests.finish();
    Module { types, roots, tests, evaluations }
}

struct Lowering<'a> {
    plan: &'a Plan,
    schemas: &'a Schemas,
    found: &'a mut Diagnostics,
    validator: Validator<'a>,
    tests: Tests<'a>,
    types: Vec<TypeDef>,
    roots: Vec<Root>,
    names: Names,
    known: HashMap<Conjunction, TypeId>,
    waiting: VecDeque<(TypeId, Conjunction)>,
    recursive: HashSet<SchemaId>,
}

/// What a type could be called.
#[derive(Debug, Clone)]
pub(super) struct Hint {
    /// The type around it, or the name itself.
    pub(super) parent: String,
    /// The property, or another word for its part.
    pub(super) part: String,
    /// How many types without a name are around it.
    pub(super) unnamed: usize,
}

impl Hint {
    fn of(&self) -> String {
        format!("{}{}", self.parent, pascal_part(&self.part))
    }

    pub(super) fn inside(&self, part: &str) -> Self {
        Self { parent: self.of(), part: part.to_owned(), unnamed: self.unnamed }
    }

    /// As [`Self::inside`], of what holds so many others of its kind without a name for them.
    pub(super) fn unnamed(&self, part: &str, weight: usize) -> Self {
        Self { unnamed: self.unnamed + weight, ..self.inside(part) }
    }
}

fn pascal_part(part: &str) -> String {
    if part.is_empty() { String::new() } else { pascal(part).trim_start_matches('_').to_owned() }
}

impl<'a> Lowering<'a> {
    fn new(plan: &'a Plan, found: &'a mut Diagnostics) -> Self {
        Self {
            plan,
            schemas: &plan.schemas,
            found,
            validator: Validator::new(&plan.schemas),
            tests: Tests::new(&plan.schemas),
            types: Vec::new(),
            roots: Vec::new(),
            names: Names::default(),
            known: HashMap::new(),
            waiting: VecDeque::new(),
            recursive: recursion::recursive(&plan.schemas),
        }
    }

    /// The types of the files: their names are chosen first.
    fn roots(&mut self) {
        for (event, root) in self.plan.events.iter().enumerate() {
            let schema = root.schema;
            let mut conjunction = Conjunction::new(self.schemas, &[schema]);
            let types = conjunction.types(self.schemas);
            let sendable = types.contains(Types::OBJECT);
            // What asks nothing at all is any value, and what names other types beside may be one of those;
            // all else that an object may be, is one.
            let stated = conjunction.keywords(self.schemas).any(|(_, keywords)| keywords.types.is_some());
            if sendable && !stated && !self.asks_nothing(&conjunction) {
                conjunction.types = Types::OBJECT.bits();
            }
            let ty = if let Some(known) = self.known.get(&conjunction) {
                // Two files that are the same schema, by reference, are two events all the same.
                let inner = Use::plain(Ty::Named(*known));
                let ty = self.declare(schema, &conjunction, &[pascal(&root.title), self.stem(event)]);
                self.types[ty.0].body = Body::Newtype(inner);
                ty
            } else {
                let ty = self.declare(schema, &conjunction, &[pascal(&root.title), self.stem(event)]);
                self.known.insert(conjunction.clone(), ty);
                self.waiting.push_back((ty, conjunction.clone()));
                ty
            };
            self.types[ty.0].deprecated = root.is_deprecated(self.schemas);
            self.roots.push(Root { event, ty, sendable });
            let refused =
                if sendable { conjunction.is_never(self.schemas, &self.validator) } else { types.is_empty() };
            if refused {
                let schema = self.schemas.get(schema);
                let message = "no value can be valid under this schema";
                self.found.push(Diagnostic::error("unsatisfiable", schema.span, message).help(
                    "its keywords contradict each other: look at `type`, `enum`, `allOf` and `required`",
                ));
            }
        }
    }

    fn asks_nothing(&self, conjunction: &Conjunction) -> bool {
        let says_nothing = |keywords: &Keywords| {
            keywords.types.is_none()
                && keywords.enumeration.is_none()
                && keywords.constant.is_none()
                && keywords.children().len() == keywords.definitions.len()
                && keywords.required.is_empty()
                && keywords.dependent_required.is_empty()
                && keywords.min_properties.is_none()
                && keywords.max_properties.is_none()
        };
        !conjunction.never && conjunction.keywords(self.schemas).all(|(_, keywords)| says_nothing(keywords))
    }

    fn stem(&self, event: usize) -> String {
        let path = self.plan.sources.file(self.plan.events[event].file).path();
        pascal(path.trim_end_matches(".json"))
    }

    /// Takes a name for a type whose body follows.
    fn declare(&mut self, schema: SchemaId, conjunction: &Conjunction, wishes: &[String]) -> TypeId {
        let name = self.names.choose(wishes);
        let keywords = self.schemas.keywords(schema);
        let doc = keywords.and_then(|keywords| keywords.description.clone()).unwrap_or_default();
        self.types.push(TypeDef {
            name,
            conjunction: conjunction.clone(),
            doc,
            deprecated: keywords.is_some_and(|keywords| keywords.deprecated),
            schema,
            body: Body::Constants(Vec::new()),
            checks: Vec::new(),
        });
        TypeId(self.types.len() - 1)
    }

    /// The declared type of a conjunction: the one that there is, or a new one whose body follows.
    fn named(&mut self, conjunction: &Conjunction, ids: &[SchemaId], hint: &Hint) -> Use {
        if let Some(known) = self.known.get(conjunction) {
            return Use::plain(Ty::Named(*known));
        }
        if self.types.len() >= MAX_TYPES {
            let span = self.schemas.get(conjunction.schemas[0]).span;
            let message = format!("the plan needs more than {MAX_TYPES} types");
            self.found.push(Diagnostic::error("too-many-types", span, message).help("split the plan"));
            return Use::plain(Ty::Any);
        }
        let mut wishes: Vec<String> = self.given_name(ids).into_iter().collect();
        wishes.push(hint.of());
        let schema = conjunction.schemas.first().or(ids.first()).copied();
        let Some(schema) = schema else { return Use::plain(Ty::Any) };
        let ty = self.declare(schema, conjunction, &wishes);
        self.known.insert(conjunction.clone(), ty);
        self.waiting.push_back((ty, conjunction.clone()));
        Use::plain(Ty::Named(ty))
    }

    /// The name that a schema gives itself: its title, or what it is called among the definitions.
    fn given_name(&self, ids: &[SchemaId]) -> Option<String> {
        let mut id = *ids.first()?;
        for _ in 0..64 {
            let schema = self.schemas.get(id);
            let keywords = self.schemas.keywords(id)?;
            let title = keywords.title.as_deref().map(str::trim).filter(|title| {
                !title.is_empty() && title.len() <= 40 && title.split_whitespace().count() <= 4
            });
            if let Some(title) = title {
                return Some(pascal(title));
            }
            let steps: Vec<&str> = schema.pointer.rsplit('/').take(2).collect();
            if let [name, "$defs" | "definitions"] = steps[..] {
                return Some(pascal(&name.replace("~1", "/").replace("~0", "~")));
            }
            if schema.pointer.is_empty() {
                let path = self.plan.path_of(id);
                let stem = path.rsplit('/').next().unwrap_or(path);
                return Some(pascal(stem.trim_end_matches(".json")));
            }
            id = keywords.reference.as_ref()?.target?;
        }
        None
    }

    /// The type for a value that has to be valid under all of these schemas.
    fn place(&mut self, ids: &[SchemaId], hint: &Hint) -> Use {
        let conjunction = Conjunction::new(self.schemas, ids);
        self.value(&conjunction, ids, hint)
    }

    fn value(&mut self, conjunction: &Conjunction, ids: &[SchemaId], hint: &Hint) -> Use {
        if let Some(values) = conjunction.constants(self.schemas, &self.validator) {
            return self.constants(conjunction, &values, ids, hint);
        }
        let types = conjunction.types(self.schemas);
        let everything = Types::ALL.without(Types::NULL);
        if types.contains(everything) && !self.has_branches(conjunction) {
            return self.any(conjunction);
        }
        if types.contains(Types::NULL) {
            let nullable = self.accepts_null(conjunction);
            let mut inner = conjunction.clone();
            inner.types = types_of(conjunction.types).without(Types::NULL).bits();
            if inner.types(self.schemas).is_empty() {
                return if nullable { Use::plain(Ty::Null) } else { self.any(conjunction) };
            }
            let inner = self.value(&inner, ids, hint);
            return match (nullable, &inner.ty) {
                // Any value, null among them.
                (true, Ty::Any) => self.any(conjunction),
                (true, _) => Use::plain(Ty::Nullable(Box::new(inner))),
                (false, _) => inner,
            };
        }
        if let Some(branches) = self.branches(conjunction, types) {
            return self.union(conjunction, branches, ids, hint);
        }
        if types.contains(everything) {
            return self.any(conjunction);
        }
        let each: Vec<Types> = types.each().collect();
        match each[..] {
            [Types::BOOLEAN] => self.residue(conjunction, Ty::Bool, Vec::new()),
            [Types::INTEGER] => self.integer(conjunction),
            [Types::NUMBER] => self.number(conjunction),
            [Types::STRING] => self.text(conjunction),
            [Types::ARRAY] => self.array(conjunction, ids, hint),
            [Types::OBJECT] => self.object(conjunction, ids, hint),
            [] => self.any(conjunction),
            _ => self.named(conjunction, ids, hint),
        }
    }

    fn accepts_null(&self, conjunction: &Conjunction) -> bool {
        let Some(first) = conjunction.schemas.first() else { return !conjunction.never };
        let null = crate::json::Json { value: crate::json::Value::Null, span: self.schemas.get(*first).span };
        !conjunction.never && conjunction.schemas.iter().all(|id| self.validator.is_valid(*id, &null))
    }

    /// Any JSON value, with everything that is asked of it as checks.
    fn any(&mut self, conjunction: &Conjunction) -> Use {
        let mut checks = Vec::new();
        if conjunction.never {
            checks.push(never());
        }
        if conjunction.types != Types::ALL.bits() {
            let types = types_of(conjunction.types);
            checks.push(Check::Test {
                keyword: "type",
                rule: format!("must be {}", types.words()),
                test: Test::Types(types),
            });
        }
        for (id, keywords) in conjunction.keywords(self.schemas) {
            if let Some(types) = keywords.types {
                let rule = format!("must be {}", types.words());
                checks.push(Check::Test { keyword: "type", rule, test: Test::Types(types) });
            }
            let constant = keywords.constant.clone().map(|one| vec![one]);
            for values in keywords.enumeration.clone().into_iter().chain(constant) {
                let shown: Vec<String> = values.iter().map(ToString::to_string).collect();
                let rule = format!("must be one of {}", shown.join(", "));
                checks.push(Check::Test { keyword: "enum", rule, test: Test::Is(values) });
            }
            for check in test::number_checks(keywords) {
                let rule = scalar::rule(&check);
                let keyword = scalar::keyword(&check);
                checks.push(Check::Test { keyword, rule, test: Test::Number(Box::new(check)) });
            }
            for check in test::text_checks(keywords) {
                let rule = scalar::rule(&check);
                let keyword = scalar::keyword(&check);
                checks.push(Check::Test { keyword, rule, test: Test::Text(Box::new(check)) });
            }
            let decided = conjunction.decided.contains(&id);
            let tests = self.tests.keywords(keywords, 0);
            // References and `allOf` are spread out already.
            let tests = tests.into_iter().filter(|(keyword, _, _)| {
                *keyword != "allOf" && !(decided && matches!(*keyword, "anyOf" | "oneOf"))
            });
            checks.extend(tests.map(|(keyword, rule, test)| Check::Test { keyword, rule, test }));
        }
        Use { ty: Ty::Any, checks }
    }

    /// What every keyword of the conjunction asks for beyond the type and its own checks: conditions,
    /// and the `anyOf` and `oneOf` that are not decided.
    fn residue(&mut self, conjunction: &Conjunction, ty: Ty, mut checks: Vec<Check>) -> Use {
        let types = conjunction.types(self.schemas);
        for (id, keywords) in conjunction.keywords(self.schemas) {
            let mut tests = self.tests.conditions(keywords, 0);
            if !conjunction.decided.contains(&id) {
                tests.extend(self.tests.any_of(keywords, 0));
                tests.extend(self.tests.one_of(keywords, 0));
            }
            tests.retain(|(_, _, test)| !test.is_always() && !test::is_only(types, test));
            checks.extend(tests.into_iter().map(|(keyword, rule, test)| Check::Test { keyword, rule, test }));
        }
        Use { ty, checks }
    }

    /// The body of a declared type.
    fn fill(&mut self, id: TypeId, conjunction: &Conjunction) {
        let name = self.types[id.0].name.clone();
        let hint = Hint { parent: name, part: String::new(), unnamed: 0 };
        let constants = conjunction.constants(self.schemas, &self.validator);
        let types = conjunction.types(self.schemas);
        let (body, checks) = if let Some(values) = constants {
            if scalar::all_scalar(&values) {
                (Body::Constants(scalar::variants(&values)), Vec::new())
            } else {
                // Only a check tells one constant object or array from another.
                (Body::Newtype(self.any(conjunction)), Vec::new())
            }
        } else if let Some(branches) = self.branches(conjunction, types) {
            self.union_body(conjunction, branches, &hint)
        } else if types == Types::OBJECT {
            // The types of the files come first.
            let root = self.roots.last().is_some_and(|last| id.0 <= last.ty.0);
            self.struct_body(conjunction, &hint, root)
        } else if types.each().count() > 1 && !types.contains(Types::ALL.without(Types::NULL)) {
            self.union_of_types(conjunction, types, &hint)
        } else {
            let value = self.unnamed(conjunction, types, &hint);
            (Body::Newtype(value), Vec::new())
        };
        self.types[id.0].body = body;
        self.types[id.0].checks = checks;
    }

    /// The content of a newtype.
    fn unnamed(&mut self, conjunction: &Conjunction, types: Types, hint: &Hint) -> Use {
        match types {
            Types::ARRAY => self.array_of(conjunction, hint),
            Types::BOOLEAN => self.residue(conjunction, Ty::Bool, Vec::new()),
            Types::INTEGER => self.integer(conjunction),
            Types::NUMBER => self.number(conjunction),
            Types::STRING => self.text(conjunction),
            _ => self.any(conjunction),
        }
    }

    /// Whether a list or a map has to have a name, since it holds itself or stands too deep.
    fn needs_name(&self, conjunction: &Conjunction, hint: &Hint) -> bool {
        hint.unnamed >= MAX_UNNAMED || conjunction.schemas.iter().any(|id| self.recursive.contains(id))
    }
}

/// What refuses every value.
pub(super) fn never() -> Check {
    Check::Test { keyword: "false", rule: "must not be there".to_owned(), test: Test::Always(false) }
}
