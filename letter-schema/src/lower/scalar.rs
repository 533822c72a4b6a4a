//! Scalars and arrays: numbers in the type that holds them, texts, lists, tuples, constants.

use super::conjunction::Conjunction;
use super::ir::{Check, Ty, Use};
use super::names::{Names, pascal};
use super::{Hint, Lowering, test};
use crate::json::{Json, Value};
use crate::number::Number;
use crate::schema::{Keywords, SchemaId};

/// Items of a tuple; the traits that generated code uses go no further.
const MAX_TUPLE: usize = 8;
/// As how many lists a tuple counts: what it holds is written out for each of its items.
const TUPLE_WEIGHT: usize = 4;

impl Lowering<'_> {
    pub(super) fn integer(&mut self, conjunction: &Conjunction) -> Use {
        let not_negative = conjunction.keywords(self.schemas).any(|(_, keywords)| {
            keywords.minimum.is_some_and(|min| min >= Number::Integer(0))
                || keywords.exclusive_minimum.is_some_and(|min| min >= Number::Integer(-1))
        });
        let (ty, least, most) = if not_negative {
            (Ty::U64, 0, i128::from(u64::MAX))
        } else {
            (Ty::I64, i128::from(i64::MIN), i128::from(i64::MAX))
        };
        let checks = self.numbers(conjunction, Number::Integer(least), Number::Integer(most), true);
        self.residue(conjunction, ty, checks)
    }

    pub(super) fn number(&mut self, conjunction: &Conjunction) -> Use {
        let limit = Number::Float(f64::MAX);
        let checks = self.numbers(conjunction, Number::Float(f64::MIN), limit, false);
        // A schema that speaks of such numbers has them in mind.
        let ty = if checks.iter().any(is_beyond_f64) { Ty::Number } else { Ty::F64 };
        self.residue(conjunction, ty, checks)
    }

    fn numbers(&self, conjunction: &Conjunction, least: Number, most: Number, whole: bool) -> Vec<Check> {
        let mut checks: Vec<Check> = conjunction
            .keywords(self.schemas)
            .flat_map(|(_, keywords)| test::number_checks(keywords))
            .collect();
        checks.retain(|check| match check {
            Check::Minimum(min) => *min > least,
            Check::ExclusiveMinimum(min) => *min >= least,
            Check::Maximum(max) => *max < most,
            Check::ExclusiveMaximum(max) => *max <= most,
            Check::MultipleOf(divisor) => !(whole && *divisor == Number::Integer(1)),
            _ => true,
        });
        checks
    }

    pub(super) fn text(&mut self, conjunction: &Conjunction) -> Use {
        let mut checks: Vec<Check> = Vec::new();
        for (_, keywords) in conjunction.keywords(self.schemas) {
            checks.extend(test::text_checks(keywords));
        }
        self.residue(conjunction, Ty::String, checks)
    }

    pub(super) fn array(&mut self, conjunction: &Conjunction, ids: &[SchemaId], hint: &Hint) -> Use {
        if self.needs_name(conjunction, hint) {
            return self.named(conjunction, ids, hint);
        }
        self.array_of(conjunction, hint)
    }

    pub(super) fn array_of(&mut self, conjunction: &Conjunction, hint: &Hint) -> Use {
        let all: Vec<&Keywords> = conjunction.keywords(self.schemas).map(|(_, keywords)| keywords).collect();
        let prefix = all.iter().map(|keywords| keywords.prefix_items.len()).max().unwrap_or(0);
        let least = all.iter().filter_map(|keywords| keywords.min_items).max().unwrap_or(0);
        let closed = all.iter().any(|keywords| {
            let ends = keywords.prefix_items.len() <= prefix
                && keywords.items.is_some_and(|id| self.schemas.is_false(id));
            ends || keywords.max_items.is_some_and(|max| max <= prefix as u64)
        });
        let mut checks = Vec::new();
        let ty = if prefix == 0 {
            let items: Vec<SchemaId> = all.iter().filter_map(|keywords| keywords.items).collect();
            let part = hint.unnamed("item", 1);
            let item = if items.iter().any(|id| self.schemas.is_false(*id)) {
                checks.push(Check::MaxLength(0));
                Use::plain(Ty::Any)
            } else {
                self.place(&items, &part)
            };
            Ty::List(Box::new(item))
        } else if closed && least >= prefix as u64 && prefix <= MAX_TUPLE {
            let items = (0..prefix).map(|at| {
                let schemas = all.iter();
                let ids: Vec<SchemaId> = schemas
                    .filter_map(|keywords| keywords.prefix_items.get(at).copied().or(keywords.items))
                    .collect();
                self.place(&ids, &hint.unnamed(&format!("item{}", at + 1), TUPLE_WEIGHT))
            });
            let ty = Ty::Tuple(items.collect());
            if all.iter().any(|keywords| keywords.max_items.is_some_and(|max| max < prefix as u64)) {
                checks.push(super::never());
            }
            ty
        } else {
            for keywords in &all {
                let tests = self.tests.array(keywords, 0);
                let tests =
                    tests.into_iter().filter(|(keyword, _, _)| matches!(*keyword, "prefixItems" | "items"));
                checks.extend(tests.map(|(keyword, rule, test)| Check::Test { keyword, rule, test }));
            }
            Ty::List(Box::new(Use::plain(Ty::Any)))
        };
        for keywords in &all {
            if !matches!(ty, Ty::Tuple(_)) {
                checks.extend(keywords.min_items.filter(|min| *min > 0).map(Check::MinLength));
                checks.extend(keywords.max_items.map(Check::MaxLength));
            }
            let mut tests = self.tests.array_residue(keywords, 0);
            tests.extend(
                self.tests
                    .unevaluated(keywords, 0)
                    .into_iter()
                    .filter(|(keyword, _, _)| *keyword == "unevaluatedItems"),
            );
            checks.extend(tests.into_iter().map(|(keyword, rule, test)| Check::Test { keyword, rule, test }));
        }
        self.residue(conjunction, ty, checks)
    }

    /// One of some constants.
    pub(super) fn constants(
        &mut self,
        conjunction: &Conjunction,
        values: &[Json],
        ids: &[SchemaId],
        hint: &Hint,
    ) -> Use {
        let null = values.iter().any(|value| matches!(value.value, Value::Null));
        let others: Vec<&Json> = values.iter().filter(|value| !matches!(value.value, Value::Null)).collect();
        let booleans = others.iter().filter_map(|value| value.as_bool()).collect::<Vec<bool>>();
        let inner = match others.len() {
            0 if null => return Use::plain(Ty::Null),
            0 => return Use { ty: Ty::Any, checks: vec![super::never()] },
            2 if booleans.len() == 2 => Use::plain(Ty::Bool),
            _ if !others.iter().all(|value| is_scalar(value)) => return self.any(conjunction),
            _ if null => {
                let mut inner = conjunction.clone();
                inner.types = super::types_of(inner.types).without(crate::schema::Types::NULL).bits();
                self.named(&inner, ids, hint)
            }
            _ => return self.named(conjunction, ids, hint),
        };
        if null { Use::plain(Ty::Nullable(Box::new(inner))) } else { inner }
    }
}

/// Whether a bound lets whole numbers through that an `f64` cannot tell from their neighbours.
fn is_beyond_f64(check: &Check) -> bool {
    const EXACT: i128 = 1 << 53;
    match check {
        Check::Minimum(bound)
        | Check::ExclusiveMinimum(bound)
        | Check::Maximum(bound)
        | Check::ExclusiveMaximum(bound) => {
            *bound > Number::Integer(EXACT) || *bound < Number::Integer(-EXACT)
        }
        _ => false,
    }
}

fn is_scalar(value: &Json) -> bool {
    !matches!(value.value, Value::Array(_) | Value::Object(_))
}

/// Whether the values can be the variants of an enum.
pub(super) fn all_scalar(values: &[Json]) -> bool {
    values.iter().all(is_scalar)
}

/// A name for each constant.
pub(super) fn variants(values: &[Json]) -> Vec<(String, Json)> {
    let mut names = Names::default();
    let texts: Vec<(String, bool)> = values
        .iter()
        .map(|value| match &value.value {
            Value::String(text) => {
                let name = pascal(text);
                let exact = name == *text;
                (name, exact)
            }
            Value::Number(_) => (pascal(&value.to_string()), false),
            _ => (pascal(&value.to_string()), false),
        })
        .collect();
    let exact: Vec<Option<String>> =
        texts.iter().map(|(name, exact)| exact.then(|| names.choose(std::slice::from_ref(name)))).collect();
    values
        .iter()
        .zip(texts.iter().zip(exact))
        .map(|(value, ((name, _), exact))| {
            (exact.unwrap_or_else(|| names.choose(std::slice::from_ref(name))), value.clone())
        })
        .collect()
}

/// JSON Schema's name for a check.
pub(super) fn keyword(check: &Check) -> &'static str {
    match check {
        Check::MinLength(_) => "minLength",
        Check::MaxLength(_) => "maxLength",
        Check::Minimum(_) => "minimum",
        Check::Maximum(_) => "maximum",
        Check::ExclusiveMinimum(_) => "exclusiveMinimum",
        Check::ExclusiveMaximum(_) => "exclusiveMaximum",
        Check::MultipleOf(_) => "multipleOf",
        Check::Pattern(_) => "pattern",
        Check::Format(_) => "format",
        Check::Test { keyword, .. } => keyword,
    }
}

/// What a check asks for: "must …".
pub(super) fn rule(check: &Check) -> String {
    match check {
        Check::MinLength(min) => format!("must have at least {min} characters"),
        Check::MaxLength(max) => format!("must have at most {max} characters"),
        Check::Minimum(min) => format!("must be at least {min}"),
        Check::Maximum(max) => format!("must be at most {max}"),
        Check::ExclusiveMinimum(min) => format!("must be above {min}"),
        Check::ExclusiveMaximum(max) => format!("must be below {max}"),
        Check::MultipleOf(divisor) => format!("must be a multiple of {divisor}"),
        Check::Pattern(pattern) => format!("must match /{pattern}/"),
        Check::Format(format) => format!("must be {}", format.words()),
        Check::Test { rule, .. } => rule.clone(),
    }
}
