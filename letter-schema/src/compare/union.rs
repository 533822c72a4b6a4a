//! `anyOf`, `oneOf`, `not` and conditions: found the same, or not decided.

use super::half::Asked;
use super::walk::Walk;
use crate::schema::Keywords;

impl Walk<'_> {
    pub(super) fn combinations(&mut self, old: &Asked, new: &Asked) {
        self.whole("combination-changed", "`not` or `if`", old, new, |keywords: &Keywords| {
            let ids = keywords.not.into_iter().chain(keywords.condition);
            let ids: Vec<_> = ids.chain(keywords.then).chain(keywords.otherwise).collect();
            (None, ids)
        });
    }
}
