//! Values of the kind that a keyword takes, or a report that they are not.

use super::KeywordReader;
use super::values::shown;
use crate::diagnostic::{Diagnostic, Level};
use crate::dialect::{KEYWORDS, Role};
use crate::json::{Json, Member, Value};
use crate::number::Number;

impl KeywordReader<'_, '_> {
    pub(super) fn text(&mut self, member: &Member) -> Option<String> {
        let text = member.value.as_str().map(str::to_owned);
        if text.is_none() {
            self.wrong(member, "a string".to_owned());
        }
        text
    }

    pub(super) fn flag(&mut self, member: &Member) -> bool {
        member.value.as_bool().unwrap_or_else(|| {
            self.wrong(member, "true or false".to_owned());
            false
        })
    }

    pub(super) fn number(&mut self, member: &Member) -> Option<Number> {
        if let Value::Number(number) = member.value.value {
            return Some(number);
        }
        self.wrong(member, "a number".to_owned());
        None
    }

    pub(super) fn count(&mut self, member: &Member) -> Option<u64> {
        match member.value.value {
            // More than memory holds is as good as no limit, and as much too many for a minimum.
            Value::Number(Number::Integer(count)) if count >= 0 => {
                Some(u64::try_from(count).unwrap_or(u64::MAX))
            }
            _ => {
                self.wrong(member, "a whole number that is not negative".to_owned());
                None
            }
        }
    }

    pub(super) fn wrong(&mut self, member: &Member, expected: String) {
        self.wrong_value(&member.value, &member.key, expected);
    }

    pub(super) fn wrong_value(&mut self, json: &Json, keyword: &str, expected: String) {
        let pointer = self.below(keyword);
        let message = format!("`{keyword}` wants {expected}; this is {}", shown(json));
        let mut diagnostic = Diagnostic::error("keyword-value", json.span, message).pointer(pointer);
        if KEYWORDS.iter().any(|(name, _, role)| *name == keyword && *role == Role::Annotation) {
            // It decides nothing, so it stands in nobody's way.
            diagnostic.level = Level::Warning;
        }
        self.reader.found.push(diagnostic);
    }

    pub(super) fn warn(
        &mut self,
        member: &Member,
        rule: &'static str,
        message: impl Into<String>,
        help: &str,
    ) {
        let pointer = self.below(&member.key);
        let warning = Diagnostic::warning(rule, member.key_span, message);
        self.reader.found.push(warning.help(help).pointer(pointer));
    }
}
