//! Arrays: their items, how many there are, and what must be among them.

use super::half::{Asked, Half};
use super::place::Way;
use super::walk::{Breaks, Walk};
use super::witness::Focus;
use crate::schema::{Keywords, SchemaId};

impl Walk<'_> {
    pub(super) fn arrays(&mut self, old: &Asked, new: &Asked) {
        let read = |keywords: &Keywords| keywords.min_items;
        self.least("number of items", old, new, read, "items", &["minItems"]);
        let read = |keywords: &Keywords| keywords.max_items;
        self.most("number of items", old, new, read, "items", &["maxItems"]);
        let name = self.words();
        let unique =
            |half: &Half<'_>, asked: &Asked| half.keywords(asked).any(|keywords| keywords.unique_items);
        let focus = Focus { keywords: &["uniqueItems"], names: &[] };
        match (unique(self.old, old), unique(self.new, new)) {
            (false, true) => {
                let message = format!("the items of {name} have to differ now");
                self.report("unique-items-added", message, Breaks::Producers, focus);
            }
            (true, false) => {
                let message = format!("the items of {name} do not have to differ any more");
                self.report("unique-items-removed", message, Breaks::Consumers, focus);
            }
            _ => {}
        }
        let prefix = |half: &Half<'_>, asked: &Asked| {
            half.keywords(asked).map(|keywords| keywords.prefix_items.len()).max().unwrap_or(0)
        };
        let prefix = prefix(self.old, old).max(prefix(self.new, new));
        // One too many of a long prefix would be a place for each.
        for at in 0..prefix {
            self.part(Way::Prefix(at), &item(self.old, old, at), &item(self.new, new, at));
        }
        self.part(Way::Items(prefix), &item(self.old, old, prefix), &item(self.new, new, prefix));
        self.whole("contains-changed", "`contains`", old, new, |_, keywords| {
            let contains = keywords.contains.map(|id| {
                let (least, most) = (keywords.min_contains.unwrap_or(1), keywords.max_contains);
                (format!("{least}..{most:?}"), vec![id])
            });
            contains.into_iter().collect()
        });
    }

    /// Compares keywords that are only found the same or not.
    pub(super) fn whole(
        &mut self,
        rule: &'static str,
        what: &str,
        old: &Asked,
        new: &Asked,
        read: impl Fn(&Half<'_>, &Keywords) -> Vec<(String, Vec<SchemaId>)>,
    ) {
        let texts = |half: &Half<'_>, asked: &Asked| {
            let mut texts = Vec::new();
            for keywords in half.keywords(asked) {
                for (mut whole, ids) in read(half, keywords) {
                    for id in ids {
                        whole += &half.text(&[id])?;
                    }
                    texts.push(whole);
                }
            }
            texts.sort();
            texts.dedup();
            Some(texts)
        };
        let (before, now) = (texts(self.old, old), texts(self.new, new));
        let breaks = match (&before, &now) {
            (Some(before), Some(now)) => Breaks::of(
                now.iter().any(|one| !before.contains(one)),
                before.iter().any(|one| !now.contains(one)),
            ),
            _ => Breaks::Both,
        };
        if breaks != Breaks::Nobody {
            let name = self.words();
            let message = format!(
                "{what} of {name} changed: what that means is not decided, so the safe side is taken"
            );
            self.report(rule, message, breaks, Focus::default());
        }
    }
}

fn item(half: &Half<'_>, asked: &Asked, at: usize) -> Vec<SchemaId> {
    half.keywords(asked)
        .filter_map(|keywords| keywords.prefix_items.get(at).copied().or(keywords.items))
        .collect()
}
