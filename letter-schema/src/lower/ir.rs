//! What lowering yields: Rust types without tokens, and the checks that they leave over.

use super::Conjunction;
use crate::format::Format;
use crate::json::Json;
use crate::number::Number;
use crate::schema::{SchemaId, Types};
use crate::x_letter::Lift;

/// Which type of a [`Module`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TypeId(pub usize);

/// The types of a plan.
#[derive(Debug, Clone, Default)]
pub struct Module {
    /// The types, those of events first.
    pub types: Vec<TypeDef>,
    /// What can be sent: the index of the event in the plan, and its type.
    pub roots: Vec<Root>,
    /// Tests that other tests call: what references lead to.
    pub tests: Vec<Test>,
    /// What marks call.
    pub evaluations: Vec<Evaluation>,
}

/// The type of a file.
#[derive(Debug, Clone)]
pub struct Root {
    /// The index in the plan's events.
    pub event: usize,
    /// The type.
    pub ty: TypeId,
    /// Whether it is an object, which alone can be sent.
    pub sendable: bool,
}

/// A type that is declared.
#[derive(Debug, Clone)]
pub struct TypeDef {
    /// Its name, unique in the module.
    pub name: String,
    /// Its documentation.
    pub doc: String,
    /// Whether it is deprecated.
    pub deprecated: bool,
    /// Where it comes from.
    pub schema: SchemaId,
    /// What its values are valid under.
    pub(crate) conjunction: Conjunction,
    /// What it is.
    pub body: Body,
    /// What the type does not say: checked of the whole value.
    pub checks: Vec<Check>,
}

/// What a type is.
#[derive(Debug, Clone)]
pub enum Body {
    /// A struct: an object with properties.
    Struct {
        /// The properties, in the order of the file.
        fields: Vec<Field>,
        /// The properties beyond those; `None` if there may be none.
        rest: Option<Rest>,
        /// Names that may not stand in the rest: the properties, and those that are forbidden.
        known: Vec<String>,
    },
    /// An enum without content: one of some constants.
    Constants(Vec<(String, Json)>),
    /// An enum with content: a value of one of several types.
    Union {
        /// The variants, in the order in which they are tried.
        variants: Vec<Variant>,
        /// The property that says which one it is, if its texts are distinct.
        tag: Option<Tag>,
    },
    /// A struct around one value.
    Newtype(Use),
}

/// A property whose constant value tells the variants of a union apart.
#[derive(Debug, Clone)]
pub struct Tag {
    /// The property.
    pub key: String,
    /// Its value for each variant.
    pub values: Vec<String>,
}

/// A variant with content.
#[derive(Debug, Clone)]
pub struct Variant {
    /// Its name, unique in the enum.
    pub name: String,
    /// Its documentation.
    pub doc: String,
    /// Its content.
    pub value: Use,
    /// Whether the content stands behind a pointer, because the type would contain itself.
    pub boxed: bool,
}

/// A field for a property.
#[derive(Debug, Clone)]
pub struct Field {
    /// The property's name on the wire.
    pub key: String,
    /// The field's name, unique in the struct; it may be a keyword.
    pub name: String,
    /// Its documentation.
    pub doc: String,
    /// Whether it is deprecated.
    pub deprecated: bool,
    /// Whether it is there.
    pub presence: Presence,
    /// Its type.
    pub value: Use,
    /// Whether it stands behind a pointer, because the type would contain itself.
    pub boxed: bool,
    /// Where it comes from; `None` if only `required` names it.
    pub schema: Option<SchemaId>,
    /// The place beside the traits that it is sent in.
    pub lift: Option<Lift>,
    /// The class of personal data.
    pub pii: Option<String>,
}

/// Whether a property is there.
#[derive(Debug, Clone)]
pub enum Presence {
    /// Always.
    Required,
    /// Perhaps: the field is an `Option`.
    Optional,
    /// Always, and with this value: there is no field.
    Constant(Json),
}

/// The properties that have no field.
#[derive(Debug, Clone)]
pub struct Rest {
    /// The field's name.
    pub name: String,
    /// The type of their values.
    pub value: Use,
}

/// A type at a place, and the checks of that place.
#[derive(Debug, Clone)]
pub struct Use {
    /// The type.
    pub ty: Ty,
    /// What the type does not say.
    pub checks: Vec<Check>,
}

/// A Rust type.
#[derive(Debug, Clone)]
pub enum Ty {
    /// `()`, for null.
    Null,
    /// `bool`
    Bool,
    /// `i64`
    I64,
    /// `u64`
    U64,
    /// `f64`
    F64,
    /// An `f64`, or a whole number of 64 bits that an `f64` would round.
    Number,
    /// `String`
    String,
    /// Any JSON value.
    Any,
    /// `Option`, for null or something.
    Nullable(Box<Use>),
    /// `Vec`
    List(Box<Use>),
    /// A tuple, for an array of fixed length.
    Tuple(Vec<Use>),
    /// `BTreeMap` with texts as keys.
    Map(Box<Use>),
    /// A declared type.
    Named(TypeId),
}

/// One check that a type leaves over.
#[derive(Debug, Clone)]
pub enum Check {
    /// `minLength` or `minItems`
    MinLength(u64),
    /// `maxLength` or `maxItems`
    MaxLength(u64),
    /// `minimum`
    Minimum(Number),
    /// `maximum`
    Maximum(Number),
    /// `exclusiveMinimum`
    ExclusiveMinimum(Number),
    /// `exclusiveMaximum`
    ExclusiveMaximum(Number),
    /// `multipleOf`
    MultipleOf(Number),
    /// `pattern`
    Pattern(String),
    /// `format`
    Format(Format),
    /// Any other keyword.
    Test {
        /// Its name.
        keyword: &'static str,
        /// What it asks for: "must …".
        rule: String,
        /// How it is decided.
        test: Test,
    },
}

/// A question about any JSON value, to be compiled to straight code.
#[derive(Debug, Clone)]
pub enum Test {
    /// Always, or never.
    Always(bool),
    /// All of them.
    All(Vec<Test>),
    /// One of them at least.
    Any(Vec<Test>),
    /// Exactly one of them.
    One(Vec<Test>),
    /// Not.
    Not(Box<Test>),
    /// If the first then the second, else the third.
    If(Box<[Test; 3]>),
    /// A test of the module.
    Call(usize),
    /// It has one of these types.
    Types(Types),
    /// It is one of these values.
    Is(Vec<Json>),
    /// A number is not refused by a check.
    Number(Box<Check>),
    /// A string is not refused by a check.
    Text(Box<Check>),
    /// An array has so many items.
    Items(Option<u64>, Option<u64>),
    /// No item stands twice.
    Unique,
    /// The item at an index, if there is one.
    Item(usize, Box<Test>),
    /// Every item from an index on.
    ItemsFrom(usize, Box<Test>),
    /// So many items pass.
    Contains(Box<Test>, u64, Option<u64>),
    /// An object has so many properties.
    Properties(Option<u64>, Option<u64>),
    /// An object has these properties.
    Required(Vec<String>),
    /// It is an object and has this property.
    Has(String),
    /// The property, if it is there.
    Property(String, Box<Test>),
    /// Every name of a property.
    Names(Box<Test>),
    /// The properties by their names.
    Entries {
        /// Names that are tested elsewhere.
        known: Vec<String>,
        /// What a name that matches asks of its value.
        patterns: Vec<(String, Test)>,
        /// What is asked of all others.
        others: Box<Test>,
    },
    /// The properties, or items, that no mark evaluates.
    Unevaluated {
        /// Of an object, or of an array.
        object: bool,
        /// What other keywords evaluate.
        marks: Vec<Mark>,
        /// What is asked of the others.
        others: Box<Test>,
    },
}

/// A part of a value that a keyword has evaluated.
#[derive(Debug, Clone)]
pub enum Mark {
    /// All of it.
    Everything,
    /// A property of one of these names.
    Names(Vec<String>),
    /// A property whose name matches.
    Pattern(String),
    /// The items before an index.
    Prefix(usize),
    /// Items that pass.
    Matching(Test),
    /// More marks, if the value passes a test.
    When(Test, Vec<Mark>),
    /// The marks of an evaluation of the module.
    Call(usize),
}

/// What a schema evaluates, for those marks that call it.
#[derive(Debug, Clone)]
pub struct Evaluation {
    /// Of an object, or of an array.
    pub object: bool,
    /// What its keywords evaluate.
    pub marks: Vec<Mark>,
}

impl Use {
    /// A type without checks.
    #[must_use]
    pub fn plain(ty: Ty) -> Self {
        Self { ty, checks: Vec::new() }
    }
}

impl Test {
    /// All of them, without what is always so.
    pub(crate) fn all(tests: Vec<Self>) -> Self {
        let mut kept: Vec<Self> = Vec::new();
        for test in tests {
            match test {
                Self::Always(true) => {}
                Self::Always(false) => return Self::Always(false),
                Self::All(inner) => kept.extend(inner),
                // The same schema by several ways.
                Self::Call(at)
                    if kept.iter().any(|test| matches!(test, Self::Call(known) if *known == at)) => {}
                test => kept.push(test),
            }
        }
        match kept.len() {
            0 => Self::Always(true),
            1 => kept.swap_remove(0),
            _ => Self::All(kept),
        }
    }

    /// One of them at least, without what is never so.
    pub(crate) fn any(tests: Vec<Self>) -> Self {
        let mut kept: Vec<Self> = Vec::new();
        for test in tests {
            match test {
                Self::Always(false) => {}
                Self::Always(true) => return Self::Always(true),
                Self::Call(at)
                    if kept.iter().any(|test| matches!(test, Self::Call(known) if *known == at)) => {}
                test => kept.push(test),
            }
        }
        match kept.len() {
            0 => Self::Always(false),
            1 => kept.swap_remove(0),
            _ => Self::Any(kept),
        }
    }

    pub(crate) fn negated(self) -> Self {
        match self {
            Self::Always(value) => Self::Always(!value),
            Self::Not(inner) => *inner,
            test => Self::Not(Box::new(test)),
        }
    }

    /// Whether it is always so.
    #[must_use]
    pub fn is_always(&self) -> bool {
        matches!(self, Self::Always(true))
    }
}
