//! How a type is written as JSON, as a constant, and whether that is what a schema says.
//!
//! `#[letter(schema = "…")]` compares the two while compiling. What differs is told by the message that the
//! macro has prepared for it, since a constant cannot put a text together.

/// How values of a type are written.
#[derive(Debug, Clone, Copy)]
pub enum Shape {
    /// A type that does not say.
    Unknown,
    /// `null`
    Null,
    /// A boolean.
    Boolean,
    /// A whole number within these.
    Integer(i128, i128),
    /// Any number.
    Number,
    /// A string, of this format if it is not empty.
    Text(&'static str),
    /// One of these strings.
    Values(&'static [&'static str]),
    /// An array of items.
    Array(&'static Shape),
    /// An object whose keys are data.
    Map(&'static Shape),
    /// `None` is null, or leaves the property out.
    Optional(&'static Shape),
    /// An object with these properties.
    Object(&'static [Member]),
    /// A value of one of these shapes.
    Union(&'static [Shape]),
    /// Another shape, under rules.
    Ruled(&'static Shape, Rules),
    /// Anything else.
    Other,
}

/// A property of a type.
#[derive(Debug, Clone, Copy)]
pub struct Member {
    /// The key on the wire.
    pub key: &'static str,
    /// Whether it may be left out.
    pub skipped: bool,
    /// Its type.
    pub shape: &'static Shape,
    /// Its constraints.
    pub rules: Rules,
}

/// A constraint that an attribute can say.
#[derive(Debug, Clone, Copy)]
pub enum Rule {
    /// `minLength`, `minItems`
    MinLength(usize),
    /// `maxLength`, `maxItems`
    MaxLength(usize),
    /// `minimum`
    Minimum(f64),
    /// `maximum`
    Maximum(f64),
    /// `pattern`
    Pattern(&'static str),
    /// `format`
    Format(&'static str),
    /// One that no schema here says in the same words.
    Other,
}

/// The constraints of a place, and of the items there.
#[derive(Debug, Clone, Copy)]
pub struct Rules {
    /// Of the value.
    pub own: &'static [Rule],
    /// Of its items, if it is an array.
    pub items: &'static [Rule],
}

impl Rules {
    /// None at all.
    pub const NONE: Self = Self { own: &[], items: &[] };
}

/// What a schema says of a value.
#[derive(Debug)]
pub struct Expected {
    /// The type.
    pub wanted: Wanted,
    /// The constraints, each with what to say if it is missing.
    pub rules: &'static [(Rule, &'static str)],
    /// What to say if the type is another one.
    pub mismatch: &'static str,
    /// What to say if there are constraints beyond these.
    pub surplus: &'static str,
}

/// The type that a schema asks for.
#[derive(Debug)]
pub enum Wanted {
    /// Anything.
    Any,
    /// `null`
    Null,
    /// A boolean.
    Boolean,
    /// A whole number.
    Integer,
    /// Any number.
    Number,
    /// A string.
    Text,
    /// One of these strings, each with what to say if the type lacks it; and what to say of others.
    Values(&'static [(&'static str, &'static str)], &'static str),
    /// An array.
    Array(&'static Expected),
    /// An object whose keys are data.
    Map(&'static Expected),
    /// Null, or something.
    Nullable(&'static Expected),
    /// An object with these properties; and what to say of others.
    Object(&'static [Property], &'static str),
    /// A value of one of these types.
    Union(&'static [Expected]),
    /// Something that no shape tells; and what to say about that.
    Incomparable(&'static str),
}

/// A property that a schema names.
#[derive(Debug)]
pub struct Property {
    /// The key.
    pub key: &'static str,
    /// Whether it is always there.
    pub required: bool,
    /// What it is.
    pub expected: Expected,
    /// What to say if the type lacks it.
    pub missing: &'static str,
    /// What to say if one may leave it out and the other may not.
    pub presence: &'static str,
}

/// What is different, in the macro's words; `None` if nothing is.
pub const fn difference(shape: &Shape, rules: Rules, expected: &Expected) -> Option<&'static str> {
    match (shape, &expected.wanted) {
        // A newtype's rules are those of its field.
        (Shape::Ruled(inner, own), _) => {
            let rules = if rules.own.is_empty() && rules.items.is_empty() { *own } else { rules };
            return difference(inner, rules, expected);
        }
        // A constraint of an `Option` is one of what stands inside.
        (Shape::Optional(inner), Wanted::Nullable(wanted)) => return difference(inner, rules, wanted),
        _ => {}
    }
    if let Some(problem) = type_difference(shape, rules, expected) {
        return Some(problem);
    }
    let mut at = 0;
    while at < expected.rules.len() {
        let (rule, missing) = &expected.rules[at];
        if !is_kept(rule, shape, rules.own) {
            return Some(missing);
        }
        at += 1;
    }
    at = 0;
    while at < rules.own.len() {
        if !is_asked(&rules.own[at], shape, expected) {
            return Some(expected.surplus);
        }
        at += 1;
    }
    None
}

/// The same for a property that may be left out where it is `None`.
pub const fn optional_difference(shape: &Shape, rules: Rules, expected: &Expected) -> Option<&'static str> {
    match (shape, &expected.wanted) {
        // `Option<Option<T>>` can be null as well.
        (Shape::Optional(Shape::Optional(inner)), Wanted::Nullable(value)) => difference(inner, rules, value),
        (Shape::Optional(inner), Wanted::Nullable(value)) => difference(inner, rules, value),
        (Shape::Optional(inner), _) => difference(inner, rules, expected),
        _ => difference(shape, rules, expected),
    }
}

const fn type_difference(shape: &Shape, rules: Rules, expected: &Expected) -> Option<&'static str> {
    match (shape, &expected.wanted) {
        (_, Wanted::Any)
        | (Shape::Null, Wanted::Null)
        | (Shape::Boolean, Wanted::Boolean)
        | (Shape::Integer(..), Wanted::Integer | Wanted::Number)
        | (Shape::Number, Wanted::Number)
        | (Shape::Text(_), Wanted::Text) => None,
        (Shape::Values(has), Wanted::Values(wants, others)) => values_difference(has, wants, others),
        (Shape::Array(item), Wanted::Array(wanted)) => {
            difference(item, Rules { own: rules.items, items: &[] }, wanted)
        }
        (Shape::Map(item), Wanted::Map(wanted)) => difference(item, Rules::NONE, wanted),
        (Shape::Object(members), Wanted::Object(properties, others)) => {
            object_difference(members, properties, others)
        }
        (_, Wanted::Incomparable(problem)) => Some(problem),
        (Shape::Union(shapes), Wanted::Union(wanted)) if is_union(shapes, wanted) => None,
        _ => Some(expected.mismatch),
    }
}

/// Whether each shape is one of the types that are wanted, and each of those is there.
const fn is_union(shapes: &[Shape], wanted: &[Expected]) -> bool {
    let mut at = 0;
    let mut covered = 0;
    while at < wanted.len() {
        let mut shape = 0;
        let mut found = false;
        while shape < shapes.len() {
            if difference(&shapes[shape], Rules::NONE, &wanted[at]).is_none() {
                found = true;
            }
            shape += 1;
        }
        if found {
            covered += 1;
        }
        at += 1;
    }
    // One more shape than types would be something else.
    covered == wanted.len() && shapes.len() <= wanted.len()
}

const fn values_difference(
    has: &[&str],
    wants: &[(&'static str, &'static str)],
    others: &'static str,
) -> Option<&'static str> {
    let mut at = 0;
    while at < wants.len() {
        if !contains(has, wants[at].0) {
            return Some(wants[at].1);
        }
        at += 1;
    }
    // Each one that is wanted is there; more of them are others.
    if has.len() > wants.len() { Some(others) } else { None }
}

const fn object_difference(
    members: &[Member],
    properties: &[Property],
    others: &'static str,
) -> Option<&'static str> {
    let mut at = 0;
    let mut known = 0;
    while at < properties.len() {
        let property = &properties[at];
        let mut found = None;
        let mut member = 0;
        while member < members.len() {
            if equal(members[member].key, property.key) {
                found = Some(&members[member]);
            }
            member += 1;
        }
        let Some(found) = found else { return Some(property.missing) };
        known += 1;
        if found.skipped == property.required {
            return Some(property.presence);
        }
        let problem = if found.skipped {
            optional_difference(found.shape, found.rules, &property.expected)
        } else {
            difference(found.shape, found.rules, &property.expected)
        };
        if problem.is_some() {
            return problem;
        }
        at += 1;
    }
    if members.len() > known { Some(others) } else { None }
}

/// Whether a rule of the schema holds for the type, by its own rules or by what it can hold at all.
const fn is_kept(rule: &Rule, shape: &Shape, rules: &[Rule]) -> bool {
    match (rule, shape) {
        (Rule::Minimum(min), Shape::Integer(least, _)) if *least as f64 >= *min => return true,
        (Rule::Maximum(max), Shape::Integer(_, most)) if *most as f64 <= *max => return true,
        (Rule::Format(name), Shape::Text(format)) if equal(name, format) => return true,
        _ => {}
    }
    has(rules, rule)
}

/// Whether a rule of the type is one of the schema's, or says nothing that the type does not say.
const fn is_asked(rule: &Rule, shape: &Shape, expected: &Expected) -> bool {
    match (rule, shape) {
        (Rule::Minimum(min), Shape::Integer(least, _)) if *min <= *least as f64 => return true,
        (Rule::Maximum(max), Shape::Integer(_, most)) if *max >= *most as f64 => return true,
        (Rule::MinLength(0), _) => return true,
        // A `u64` where the schema says that it is not negative has no such rule on its side.
        (Rule::Minimum(0.0), _) if matches!(expected.wanted, Wanted::Integer) => return true,
        _ => {}
    }
    let mut at = 0;
    while at < expected.rules.len() {
        if same(&expected.rules[at].0, rule) {
            return true;
        }
        at += 1;
    }
    false
}

const fn has(rules: &[Rule], rule: &Rule) -> bool {
    let mut at = 0;
    while at < rules.len() {
        if same(&rules[at], rule) {
            return true;
        }
        at += 1;
    }
    false
}

const fn same(a: &Rule, b: &Rule) -> bool {
    match (a, b) {
        (Rule::MinLength(a), Rule::MinLength(b)) | (Rule::MaxLength(a), Rule::MaxLength(b)) => *a == *b,
        (Rule::Minimum(a), Rule::Minimum(b)) | (Rule::Maximum(a), Rule::Maximum(b)) => *a == *b,
        (Rule::Pattern(a), Rule::Pattern(b)) | (Rule::Format(a), Rule::Format(b)) => equal(a, b),
        _ => false,
    }
}

const fn contains(texts: &[&str], text: &str) -> bool {
    let mut at = 0;
    while at < texts.len() {
        if equal(texts[at], text) {
            return true;
        }
        at += 1;
    }
    false
}

const fn equal(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let mut at = 0;
    while at < a.len() && at < b.len() && a[at] == b[at] {
        at += 1;
    }
    at == a.len() && at == b.len()
}
