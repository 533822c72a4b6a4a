//! The English of the interface, which stands in one folder: `texts/`.

use std::collections::BTreeMap;

/// Texts by their keys.
#[derive(Debug, Clone)]
pub(crate) struct Texts(BTreeMap<String, String>);

impl Texts {
    /// The texts that come with the program.
    pub(crate) fn english() -> Self {
        // A test holds the file to its form; without it the keys are shown.
        Self(serde_json::from_str(include_str!("texts/interface.json")).unwrap_or_default())
    }

    /// The text of a key, or the key.
    pub(crate) fn get<'a>(&'a self, key: &'a str) -> &'a str {
        self.0.get(key).map_or(key, String::as_str)
    }

    /// The text of a key with `{n}` and the like filled in.
    pub(crate) fn fill(&self, key: &str, values: &[(&str, &str)]) -> String {
        fill(self.get(key), values)
    }

    /// Every text.
    pub(crate) fn all(&self) -> &BTreeMap<String, String> {
        &self.0
    }
}

/// Puts values in the place of their names: `{n} events` with `n` 3 is `3 events`.
pub(crate) fn fill(text: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(text.len() + 16);
    let mut rest = text;
    // One pass: a value that looks like a name is not filled in again.
    while let Some((before, behind)) = rest.split_once('{') {
        filled.push_str(before);
        let known = behind
            .split_once('}')
            .and_then(|(name, after)| Some((values.iter().find(|(known, _)| *known == name)?.1, after)));
        match known {
            Some((value, after)) => {
                filled.push_str(value);
                rest = after;
            }
            None => {
                filled.push('{');
                rest = behind;
            }
        }
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::Path;

    use super::{Texts, fill};

    #[test]
    fn values_are_filled_in_once() {
        assert_eq!(fill("{n} of {all} {", &[("n", "{all}"), ("all", "3")]), "{all} of 3 {");
    }

    #[test]
    fn every_text_is_there_and_used() {
        let texts = Texts::english();
        assert!(texts.all().len() > 50, "the file is read");
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/docs");
        let read = |part: &str, wanted: &str| -> String {
            let files = fs::read_dir(folder.join(part)).unwrap().flatten().map(|file| file.path());
            let files = files.filter(|path| path.to_str().is_some_and(|path| path.ends_with(wanted)));
            files.map(|path| fs::read_to_string(path).unwrap()).collect()
        };
        let templates = read("templates", "");
        let mut used: BTreeSet<&str> = templates
            .split(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '.'))
            .filter_map(|word| word.strip_prefix("t."))
            .collect();
        for key in &used {
            assert!(texts.all().contains_key(*key), "`{key}` has no text");
        }
        let code = read("", ".rs") + &read("history", ".rs") + &read("rows", ".rs") + &read("assets", ".js");
        used.extend(code.split('"'));
        // These are put together: `status_` and a status.
        let families = ["status_", "kind_", "retired_", "change_", "count_", "cut_"];
        for key in texts.all().keys() {
            let script = key.strip_prefix("js_").unwrap_or(key);
            let family = families.iter().any(|family| key.starts_with(family));
            let kind = ["js_track", "js_identify", "js_group", "js_auto", "js_light", "js_dark"]
                .contains(&key.as_str());
            let used = used.contains(script) || used.contains(key.as_str());
            assert!(family || kind || used, "`{key}` is used nowhere");
        }
    }
}
