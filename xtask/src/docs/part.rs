//! The way from an event to one of its values. Two ways can read the same and be different ones: a
//! property `a.b`, and a property `b` inside of `a`.

use super::texts::Texts;

/// Parts of a way that are written out at its beginning and at its end.
const ENDS: (usize, usize) = (32, 8);

/// One part of the way.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Part {
    /// The property of a name.
    Name(String),
    /// Every property whose name matches a pattern.
    Pattern(String),
    /// Every property that no other keyword tells of.
    Others,
    /// The names of properties themselves.
    Names,
    /// Every item of a list.
    Item,
    /// The item at a place of a list, from 1.
    At(usize),
    /// The items of a list that a keyword wants to be among them.
    Among,
    /// Parts that are left out, because there are too many.
    Between,
}

/// The way as people read it, such as `price.amount_minor` or `items[].sku`: what stands before the last
/// name, and that name.
pub(crate) fn shown(at: &[Part], texts: &Texts) -> (String, String) {
    if at.is_empty() {
        return (String::new(), texts.get("name_whole").to_owned());
    }
    let last = at.iter().rposition(|part| *part != Part::Item).unwrap_or(0);
    let mut parent = String::new();
    for part in &at[..last] {
        write(part, texts, &mut parent);
    }
    if last > 0 {
        parent.push('.');
    }
    let mut name = String::new();
    for part in &at[last..] {
        write(part, texts, &mut name);
    }
    (parent, name)
}

fn write(part: &Part, texts: &Texts, into: &mut String) {
    if *part != Part::Item && !into.is_empty() {
        into.push('.');
    }
    match part {
        Part::Name(name) => into.push_str(name),
        Part::Pattern(pattern) => into.push_str(&texts.fill("name_pattern", &[("pattern", pattern)])),
        Part::Others => into.push_str(texts.get("name_others")),
        Part::Names => into.push_str(texts.get("name_names")),
        Part::Item => into.push_str("[]"),
        Part::At(place) => into.push_str(&texts.fill("name_place", &[("n", &place.to_string())])),
        Part::Among => into.push_str(texts.get("name_some")),
        Part::Between => into.push('…'),
    }
}

/// Without the middle of a way that is too long to be read.
pub(crate) fn shortened(mut at: Vec<Part>) -> Vec<Part> {
    if at.len() > ENDS.0 + ENDS.1 {
        at.splice(ENDS.0..at.len() - ENDS.1, [Part::Between]);
    }
    at
}

#[cfg(test)]
mod tests {
    use super::{Part, shortened, shown};
    use crate::docs::texts::Texts;

    #[test]
    fn a_way_reads_as_its_names() {
        let name = |name: &str| Part::Name(name.to_owned());
        let texts = Texts::english();
        for (at, parent, last) in [
            (vec![name("a")], "", "a"),
            (vec![name("a"), name("b")], "a.", "b"),
            (vec![name("a"), Part::Item, Part::Item, name("b")], "a[][].", "b"),
            (vec![name("a"), name("b"), Part::Item], "a.", "b[]"),
            (vec![Part::Item], "", "[]"),
            (vec![name("a"), Part::Item, Part::At(2), name("b")], "a[].‹item 2›.", "b"),
            (vec![name("a"), Part::Among], "a.", "‹some items›"),
            (vec![name("a"), Part::Pattern("^x".to_owned())], "a.", "‹names like ^x›"),
            (vec![], "", "‹the whole payload›"),
        ] {
            assert_eq!(shown(&at, &texts), (parent.to_owned(), last.to_owned()), "{at:?}");
        }
    }

    #[test]
    fn a_long_way_keeps_its_ends() {
        let at = |n: usize| -> Vec<Part> { (0..n).map(|n| Part::Name(n.to_string())).collect() };
        assert_eq!(shortened(at(40)), at(40));
        let short = shortened(at(50_000));
        assert_eq!(short.len(), 41);
        assert_eq!(short[32], Part::Between);
        assert_eq!(short[40], Part::Name("49999".to_owned()));
    }
}
