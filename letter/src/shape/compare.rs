//! Whether a shape is what a schema says.

use super::{Expected, Member, Property, Rule, Rules, Shape, Wanted};

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
        (Shape::Array(item) | Shape::Set(item), Wanted::Array(wanted)) => {
            difference(item, Rules { own: rules.items, items: &[] }, wanted)
        }
        (Shape::Map(item), Wanted::Map(wanted)) => difference(item, Rules::NONE, wanted),
        (Shape::Object(members), Wanted::Object(properties, others)) => {
            object_difference(members, properties, others)
        }
        (_, Wanted::Incomparable(problem)) => Some(problem),
        (Shape::Unknown, _) => Some(expected.unknown),
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
        (Rule::UniqueItems, Shape::Set(_)) => return true,
        // A plain text is checked while running.
        (Rule::OwnFormat(name), Shape::Text(own)) => return own.is_empty() || equal(name, own),
        (Rule::OwnFormat(_), _) => return true,
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
