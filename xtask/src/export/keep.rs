//! What people have added to an exported file, and no attribute of Rust can say.

use super::subschemas::{BY_KEY, LISTS, ONE};
use super::tree::Tree;

/// Keywords that only inform. Constraints are Rust's: what it does not check must not stand in the file.
const ANNOTATIONS: &[&str] = &["title", "description", "default", "examples", "$comment"];

/// Brings what an existing file adds into the new one. Where both speak, the new one is right.
pub(super) fn additions(new: &mut Tree, old: &Tree) {
    // The keyword is Rust's: where it went away, the status that came with it does.
    let restored = old.has("deprecated") && !new.has("deprecated");
    schema(new, old);
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
}

fn schema(new: &mut Tree, old: &Tree) {
    for (key, value) in old.members() {
        let name = key.as_str();
        if name == "x-letter" {
            extension(new, value);
        } else if BY_KEY.contains(&name) {
            for (part, value) in value.members() {
                if let Some(new) = new.get_mut(name).and_then(|parts| parts.get_mut(part)) {
                    schema(new, value);
                }
            }
        } else if ONE.contains(&name) {
            if let Some(new) = new.get_mut(name) {
                schema(new, value);
            }
        } else if LISTS.contains(&name) {
            if let Some(Tree::Array(parts)) = new.get_mut(name)
                && parts.len() == value.items().len()
            {
                parts.iter_mut().zip(value.items()).for_each(|(new, old)| schema(new, old));
            }
        } else if (ANNOTATIONS.contains(&name) || name == "$id" || name.starts_with("x-")) && !new.has(name) {
            new.set(name, value.clone());
        }
    }
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
