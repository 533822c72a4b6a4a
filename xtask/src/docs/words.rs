//! JSON Schema in plain words: types, limits and units as someone says them who does not write code.

use letter_schema::number::Number;
use letter_schema::schema::{Keywords, SchemaId, Schemas, Types};

use super::facets::Facets;
use super::texts::Texts;

/// Alternatives that a type's words list.
const LISTED: usize = 4;

/// The words for the schemas of a plan.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Words<'a> {
    pub(crate) schemas: &'a Schemas,
    pub(crate) texts: &'a Texts,
}

impl<'a> Words<'a> {
    /// "whole number", "list of texts", "date".
    pub(crate) fn kind(&self, facets: &Facets<'a>) -> String {
        self.kind_within(facets, 0)
    }

    fn kind_within(&self, facets: &Facets<'a>, depth: usize) -> String {
        let types = facets.types().without(Types::NULL);
        let text = |key: &str| self.texts.get(key).to_owned();
        if types == Types::ALL.without(Types::NULL) {
            return self.alternatives(facets, depth).unwrap_or_else(|| text("type_any"));
        }
        let each: Vec<Types> = types.each().collect();
        if each.len() > LISTED {
            return text("type_any");
        }
        let words: Vec<String> = each.into_iter().map(|one| self.single(one, facets, depth)).collect();
        match words.len() {
            0 if facets.types() == Types::NULL => text("type_null"),
            0 => text("type_never"),
            _ => words.join(self.texts.get("or")),
        }
    }

    fn alternatives(&self, facets: &Facets<'a>, depth: usize) -> Option<String> {
        if depth > LISTED {
            return None;
        }
        let mut kinds: Vec<String> = Vec::new();
        for branch in facets.branches().into_iter().take(LISTED * LISTED) {
            let kind = self.kind_within(&Facets::new(self.schemas, &[branch]), depth + 1);
            if !kinds.contains(&kind) {
                kinds.push(kind);
            }
        }
        // Of the value itself this is said beside its type.
        if depth == 0 && kinds.len() > 1 {
            kinds.retain(|kind| kind != self.texts.get("type_null"));
        }
        (!kinds.is_empty() && kinds.len() <= LISTED).then(|| kinds.join(self.texts.get("or")))
    }

    fn single(&self, one: Types, facets: &Facets<'a>, depth: usize) -> String {
        let key = match one {
            Types::BOOLEAN => "type_boolean",
            Types::INTEGER => "type_integer",
            Types::NUMBER => "type_number",
            Types::OBJECT => return self.object(facets, depth),
            Types::ARRAY => return self.list(facets, depth),
            Types::STRING => {
                let format = facets.first(|keywords| keywords.format.as_deref());
                return match format {
                    Some("date") => self.texts.get("type_date").to_owned(),
                    Some("date-time") => self.texts.get("type_date_time").to_owned(),
                    Some("time") => self.texts.get("type_time").to_owned(),
                    Some("duration") => self.texts.get("type_duration").to_owned(),
                    Some("email" | "idn-email") => self.texts.get("type_email").to_owned(),
                    Some("uri" | "iri" | "uri-reference" | "iri-reference") => {
                        self.texts.get("type_uri").to_owned()
                    }
                    Some("uuid") => self.texts.get("type_uuid").to_owned(),
                    Some("ipv4" | "ipv6") => self.texts.get("type_ip").to_owned(),
                    _ if facets.constants().is_some() => self.texts.get("type_choice").to_owned(),
                    _ => self.texts.get("type_text").to_owned(),
                };
            }
            _ => "type_null",
        };
        self.texts.get(key).to_owned()
    }

    fn object(&self, facets: &Facets<'a>, depth: usize) -> String {
        if let Some(name) = facets.definition() {
            return self.texts.fill("type_object_named", &[("name", &name)]);
        }
        let named = facets.each().any(|keywords| !keywords.properties.is_empty());
        let values = facets.first(|keywords| keywords.additional_properties);
        match values.filter(|id| !named && !self.schemas.is_false(*id) && depth < LISTED) {
            Some(id) => {
                let kind = self.kind_within(&Facets::new(self.schemas, &[id]), depth + 1);
                self.texts.fill("type_map", &[("kind", &kind)])
            }
            None => self.texts.get("type_object").to_owned(),
        }
    }

    fn list(&self, facets: &Facets<'a>, depth: usize) -> String {
        let (places, rest) = (facets.prefix(), facets.rest());
        let is_closed = rest.iter().any(|id| self.schemas.is_false(*id));
        let kind = |ids: &[SchemaId]| self.kind_within(&Facets::new(self.schemas, ids), depth + 1);
        let rest = || (!rest.is_empty() && !is_closed).then(|| kind(&rest));
        // Places have rows of their own.
        if !places.is_empty() && (depth > 0 || places.len() > LISTED) {
            return self.texts.get("type_places_any").to_owned();
        }
        if depth > LISTED {
            return self.texts.get("type_list_any").to_owned();
        }
        if places.is_empty() {
            let kind = if is_closed { Some(self.texts.get("type_never").to_owned()) } else { rest() };
            return match kind {
                Some(kind) => self.texts.fill("type_list", &[("kind", &kind)]),
                None => self.texts.get("type_list_any").to_owned(),
            };
        }
        let kinds = places.iter().map(|ids| kind(ids)).collect::<Vec<_>>().join(", ");
        match rest() {
            Some(rest) => self.texts.fill("type_places_rest", &[("kinds", &kinds), ("rest", &rest)]),
            None => self.texts.fill("type_places", &[("kinds", &kinds)]),
        }
    }

    /// "1 to 64 characters", "at least 0", "no item twice".
    pub(crate) fn limits(&self, facets: &Facets<'a>) -> Vec<String> {
        let mut limits = self.own_limits(facets);
        let items = facets.rest();
        if !items.is_empty() {
            let items = Facets::new(self.schemas, &items);
            let key = if facets.prefix().is_empty() { "limit_each" } else { "limit_each_further" };
            // Objects in a list have rows of their own.
            if !items.types().contains(Types::OBJECT) || items.types() == Types::ALL {
                let own = self.own_limits(&items).into_iter();
                limits.extend(own.map(|limit| self.texts.fill(key, &[("limit", &limit)])));
            }
        }
        limits
    }

    /// How many items have to be as `contains` says: "at least 1 of the items".
    pub(crate) fn how_many(&self, keywords: &Keywords) -> Vec<String> {
        let least = Some(keywords.min_contains.unwrap_or(1)).filter(|least| *least > 0);
        let least = least.map(|n| self.texts.fill("limit_such_least", &[("n", &grouped(n))]));
        let most = keywords.max_contains;
        let most = most.map(|n| self.texts.fill("limit_such_most", &[("n", &grouped(n))]));
        least.into_iter().chain(most).collect()
    }

    /// That there are more values than are listed.
    pub(crate) fn further(&self, values: usize, listed: usize) -> Option<String> {
        let more = u64::try_from(values.saturating_sub(listed)).ok().filter(|more| *more > 0)?;
        Some(self.texts.fill("limit_further", &[("n", &grouped(more))]))
    }

    fn own_limits(&self, facets: &Facets<'a>) -> Vec<String> {
        let mut limits = Vec::new();
        let most = |of: fn(&Keywords) -> Option<u64>| facets.each().filter_map(of).max();
        let least = |of: fn(&Keywords) -> Option<u64>| facets.each().filter_map(of).min();
        limits.extend(self.count("characters", most(|k| k.min_length), least(|k| k.max_length)));
        limits.extend(self.count("items", most(|k| k.min_items), least(|k| k.max_items)));
        limits.extend(self.count("entries", most(|k| k.min_properties), least(|k| k.max_properties)));
        if facets.each().any(|keywords| keywords.unique_items) {
            limits.push(self.texts.get("limit_unique").to_owned());
        }
        limits.extend(self.range(facets));
        for keywords in facets.each() {
            if let Some(divisor) = keywords.multiple_of {
                limits.push(self.texts.fill("limit_multiple", &[("n", &number(divisor))]));
            }
            if let Some(pattern) = &keywords.pattern {
                limits.push(self.texts.fill("limit_pattern", &[("pattern", pattern)]));
            }
            if let Some(format) = keywords.format.as_deref().filter(|format| !is_a_type(format)) {
                limits.push(self.texts.fill("limit_format", &[("format", format)]));
            }
        }
        limits
    }

    fn count(&self, what: &str, least: Option<u64>, most: Option<u64>) -> Option<String> {
        let least = least.filter(|least| *least > 0);
        let one = least.unwrap_or(0).max(most.unwrap_or(0)) == 1;
        let unit = self.texts.get(&format!("count_{what}{}", if one { "_one" } else { "" })).to_owned();
        Some(match (least, most) {
            (Some(least), Some(most)) if least == most => {
                self.texts.fill("limit_exactly", &[("n", &grouped(least)), ("unit", &unit)])
            }
            (Some(least), Some(most)) => self.texts.fill(
                "limit_between",
                &[("least", &grouped(least)), ("most", &grouped(most)), ("unit", &unit)],
            ),
            (Some(least), None) => {
                self.texts.fill("limit_at_least", &[("n", &grouped(least)), ("unit", &unit)])
            }
            (None, Some(most)) => self.texts.fill("limit_at_most", &[("n", &grouped(most)), ("unit", &unit)]),
            (None, None) => return None,
        })
    }

    fn range(&self, facets: &Facets<'a>) -> Option<String> {
        let least = bound(facets, |k| k.minimum, |k| k.exclusive_minimum, |a, b| a > b);
        let most = bound(facets, |k| k.maximum, |k| k.exclusive_maximum, |a, b| a < b);
        Some(match (least, most) {
            (Some((least, false)), Some((most, false))) => {
                self.texts.fill("range_between", &[("least", &number(least)), ("most", &number(most))])
            }
            (None, None) => return None,
            (least, most) => {
                let least = least.map(|(n, exclusive)| {
                    let key = if exclusive { "range_above" } else { "range_at_least" };
                    self.texts.fill(key, &[("n", &number(n))])
                });
                let most = most.map(|(n, exclusive)| {
                    let key = if exclusive { "range_below" } else { "range_at_most" };
                    self.texts.fill(key, &[("n", &number(n))])
                });
                least.into_iter().chain(most).collect::<Vec<_>>().join(", ")
            }
        })
    }
}

/// The strictest bound, and whether it is itself out of bounds.
fn bound(
    facets: &Facets<'_>,
    inclusive: fn(&Keywords) -> Option<Number>,
    exclusive: fn(&Keywords) -> Option<Number>,
    is_stricter: fn(f64, f64) -> bool,
) -> Option<(Number, bool)> {
    let all = facets.each().flat_map(|keywords| {
        let inclusive = inclusive(keywords).map(|number| (number, false));
        inclusive.into_iter().chain(exclusive(keywords).map(|number| (number, true)))
    });
    all.reduce(|best, next| {
        let (a, b) = (next.0.to_f64(), best.0.to_f64());
        if is_stricter(a, b) || (a == b && next.1) { next } else { best }
    })
}

/// Formats that a type's words say already.
fn is_a_type(format: &str) -> bool {
    ["date", "date-time", "time", "duration", "email", "idn-email", "uri", "iri", "uuid"].contains(&format)
}

fn number(number: Number) -> String {
    match number {
        Number::Integer(integer) if integer.unsigned_abs() >= 10_000 => {
            let sign = if integer < 0 { "−" } else { "" };
            let digits = integer.unsigned_abs().to_string();
            format!("{sign}{}", groups(&digits))
        }
        other => other.to_string(),
    }
}

fn grouped(count: u64) -> String {
    if count < 10_000 { count.to_string() } else { groups(&count.to_string()) }
}

/// `100000000` as `100,000,000`.
fn groups(digits: &str) -> String {
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}
