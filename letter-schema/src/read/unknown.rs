//! Keywords that are not known: the near miss is named.

use super::KeywordReader;
use crate::diagnostic::Diagnostic;
use crate::dialect::{FOREIGN, KEYWORDS, Role};
use crate::json::{Member, quoted};
use crate::suggest::nearest;

impl KeywordReader<'_, '_> {
    pub(super) fn unknown(&mut self, member: &Member, members: &[Member]) {
        let key = member.key.as_str();
        if key.starts_with("x-") || FOREIGN.contains(&key) {
            if key == "nullable" && member.value.as_bool() == Some(true) {
                let message = "`nullable` is no keyword of JSON Schema: it says nothing";
                self.warn(member, "unknown-keyword", message, "add \"null\" to `type`");
            }
            return;
        }
        let near = |role: Role| {
            let known = KEYWORDS.iter().filter(move |(_, _, known)| *known == role).map(|(name, _, _)| *name);
            let near = nearest(key, known)?;
            let distance = strsim::damerau_levenshtein(&key.to_lowercase(), &near.to_lowercase());
            (distance <= (key.len() / 4).clamp(1, 2) && (key.len() > 4 || near.starts_with('$')))
                .then_some(near)
        };
        if let Some(near) = near(Role::Assertion) {
            let message = format!("unknown keyword `{key}`");
            let error = Diagnostic::error("unknown-keyword", member.key_span, message);
            let error = error.help(format!("did you mean `{near}`?")).pointer(self.below(key));
            self.reader.found.push(respelt(error, member, near, members));
        } else {
            let near = near(Role::Annotation);
            let help = match near {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("if it is meant for a tool of yours, name it `x-{key}`"),
            };
            let message = format!("`{key}` is no keyword of JSON Schema: it says nothing");
            let warning = Diagnostic::warning("unknown-keyword", member.key_span, message);
            let warning = warning.help(help).pointer(self.below(key));
            self.reader.found.push(match near {
                Some(near) => respelt(warning, member, near, members),
                None => warning,
            });
        }
    }
}

/// Offers the right spelling of a key, unless that one is there as well.
pub(super) fn respelt(diagnostic: Diagnostic, member: &Member, near: &str, members: &[Member]) -> Diagnostic {
    if members.iter().any(|other| other.key == near) {
        return diagnostic;
    }
    diagnostic.edit(member.key_span, quoted(near).to_string())
}
