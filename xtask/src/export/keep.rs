//! What people have added to an exported file, and no attribute of Rust can say.

use std::collections::BTreeSet;

use super::subschemas::{BY_KEY, LISTS, ONE};
use super::tree::Tree;

/// Keywords that only inform. Constraints are Rust's: what it does not check must not stand in the file.
const ANNOTATIONS: &[&str] = &["title", "description", "default", "examples", "$comment"];

/// Brings what an existing file adds into the new one. Where both speak, the new one is right. What the file says at
/// places that are no more, each with its pointer.
pub(super) fn additions(new: &mut Tree, old: &Tree) -> Vec<String> {
    // The keyword is Rust's: where it went away, the status that came with it does.
    let restored = old.has("deprecated") && !new.has("deprecated");
    let mut dropped = Vec::new();
    schema(new, old, "", &mut dropped);
    if restored && let Some(extension) = new.get_mut("x-letter") {
        extension.remove("status");
    }
    let status = |tree: &Tree| tree.get("x-letter")?.get("status")?.as_str().map(str::to_owned);
    // A type that is deprecated in Rust may have been removed since from everything else.
    if let (Some("deprecated"), Some("removed")) = (status(new).as_deref(), status(old).as_deref())
        && let Some(extension) = new.get_mut("x-letter")
    {
        extension.set("status", Tree::text("removed"));
    }
    dropped
}

fn schema(new: &mut Tree, old: &Tree, at: &str, dropped: &mut Vec<String>) {
    for (key, value) in old.members() {
        let name = key.as_str();
        if name == "x-letter" {
            extension(new, value);
        } else if BY_KEY.contains(&name) {
            for (part, value) in value.members() {
                let at = format!("{at}/{name}/{}", part.replace('~', "~0").replace('/', "~1"));
                let parts = new.get_mut(name);
                let of = match (&parts, name) {
                    (Some(parts), "$defs") => numbered(parts, part, value),
                    _ => part.clone(),
                };
                match parts.and_then(|parts| parts.get_mut(&of)) {
                    Some(new) => schema(new, value, &at, dropped),
                    None => lost(value, &at, dropped),
                }
            }
        } else if ONE.contains(&name) {
            let at = format!("{at}/{name}");
            match new.get_mut(name) {
                Some(new) => schema(new, value, &at, dropped),
                None => lost(value, &at, dropped),
            }
        } else if LISTS.contains(&name) {
            let of = if let Some(Tree::Array(parts)) = new.get(name) {
                pairs(parts, value.items(), name)
            } else {
                vec![None; value.items().len()]
            };
            for (index, (value, of)) in value.items().iter().zip(of).enumerate() {
                let at = format!("{at}/{name}/{index}");
                let part = match new.get_mut(name) {
                    Some(Tree::Array(parts)) => of.and_then(|of| parts.get_mut(of)),
                    _ => None,
                };
                match part {
                    Some(new) => schema(new, value, &at, dropped),
                    None => lost(value, &at, dropped),
                }
            }
        } else if is_annotation(name) && !new.has(name) {
            new.set(name, value.clone());
        }
    }
}

/// The new name of a definition. Types of one name are numbered in the order of the fields that hold them.
fn numbered(definitions: &Tree, name: &str, old: &Tree) -> String {
    fn stem(name: &str) -> &str {
        name.trim_end_matches(|digit: char| digit.is_ascii_digit())
    }
    let alike = |new: &Tree| keys(new) == keys(old) && new.get("type") == old.get("type");
    if definitions.get(name).is_some_and(alike) {
        return name.to_owned();
    }
    let mut others = definitions
        .members()
        .iter()
        .filter(|(other, new)| other != name && stem(other) == stem(name) && alike(new));
    others.next().map_or(name, |(other, _)| other).to_owned()
}

fn is_annotation(name: &str) -> bool {
    ANNOTATIONS.contains(&name) || name == "$id" || name.starts_with("x-")
}

/// Names what a schema says that people may have added.
fn lost(old: &Tree, at: &str, dropped: &mut Vec<String>) {
    for (key, value) in old.members() {
        if is_annotation(key) && key != "title" {
            dropped.push(format!("{at}/{key}"));
        } else if BY_KEY.contains(&key.as_str()) {
            for (part, value) in value.members() {
                lost(value, &format!("{at}/{key}/{}", part.replace('~', "~0").replace('/', "~1")), dropped);
            }
        } else if LISTS.contains(&key.as_str()) {
            for (index, value) in value.items().iter().enumerate() {
                lost(value, &format!("{at}/{key}/{index}"), dropped);
            }
        } else if ONE.contains(&key.as_str()) {
            lost(value, &format!("{at}/{key}"), dropped);
        }
    }
}

/// For each schema in an old list the one in the new list that is the same variant.
fn pairs(new: &[Tree], old: &[Tree], list: &str) -> Vec<Option<usize>> {
    if list == "prefixItems" {
        return (0..old.len()).map(|at| (at < new.len()).then_some(at)).collect();
    }
    let mut pairs = vec![None; old.len()];
    let mut free: Vec<usize> = (0..new.len()).collect();
    for same in [same_variant, same_keys] {
        for (old, pair) in old.iter().zip(&mut pairs).filter(|(_, pair)| pair.is_none()) {
            if let Some(found) = free.iter().position(|at| same(&new[*at], old)) {
                *pair = Some(free.remove(found));
            }
        }
    }
    // One alone may have got other keys.
    let mut left = (0..old.len()).filter(|at| pairs[*at].is_none());
    if let (Some(at), None, [one]) = (left.next(), left.next(), &free[..])
        && [&new[*one], &old[at]].into_iter().all(|schema| mark(schema).is_none())
        && new[*one].get("type") == old[at].get("type")
    {
        pairs[at] = Some(*one);
    }
    pairs
}

/// What tells a variant from others: the constants of its tag, the only key, the constant, or the type that it refers
/// to.
fn mark(schema: &Tree) -> Option<Vec<(String, String)>> {
    let properties = schema.get("properties").map(Tree::members).unwrap_or_default();
    let constants = properties
        .iter()
        .filter_map(|(key, property)| Some((key.clone(), property.get("const").map(Tree::line)?)));
    let constants: Vec<_> = constants.collect();
    if !constants.is_empty() {
        return Some(constants);
    }
    let one = |key: &str, value: String| Some(vec![(key.to_owned(), value)]);
    if let Some(value) = schema.get("const").or_else(|| schema.get("$ref")) {
        return one("", value.line());
    }
    match (properties, schema.get("enum")) {
        ([(key, _)], _) => one(key, String::new()),
        // Those that are a word alone stand together.
        (_, Some(_)) => one("enum", String::new()),
        _ => None,
    }
}

fn same_variant(new: &Tree, old: &Tree) -> bool {
    mark(new).is_some_and(|mark_of_new| Some(mark_of_new) == mark(old))
}

/// Of variants that nothing marks.
fn same_keys(new: &Tree, old: &Tree) -> bool {
    let unmarked = mark(new).is_none() && mark(old).is_none();
    unmarked && new.get("type") == old.get("type") && keys(new) == keys(old)
}

fn keys(schema: &Tree) -> BTreeSet<&str> {
    let keys = schema.get("properties").map(Tree::members).unwrap_or_default();
    keys.iter().map(|(key, _)| key.as_str()).collect()
}

fn extension(new: &mut Tree, old: &Tree) {
    if !new.has("x-letter") {
        new.set("x-letter", Tree::Object(Vec::new()));
    }
    let Some(own) = new.get_mut("x-letter") else { return };
    for (key, value) in old.members() {
        // These say what Rust has always something to say about.
        let of_rust = matches!(
            key.as_str(),
            "track" | "identify" | "group" | "exported_from" | "email" | "timezone" | "name"
        );
        if !of_rust && !own.has(key) {
            own.set(key, value.clone());
        }
    }
    if own.members().is_empty() {
        new.remove("x-letter");
    }
}
