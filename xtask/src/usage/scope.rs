//! Which events the question is about.

use letter_schema::plan::{Event, Plan};
use letter_schema::suggest::nearest;

use crate::failure::Failure;
use crate::output::one_line;

/// Scopes of one kind add up; of several kinds each must fit.
#[derive(Debug, Default, clap::Args)]
pub(super) struct Scope {
    /// Looks at the events of this owner; may be repeated.
    #[arg(long = "owner", value_name = "OWNER")]
    owners: Vec<String>,

    /// Looks at events with this tag; may be repeated.
    #[arg(long = "tag", value_name = "TAG")]
    tags: Vec<String>,

    /// Looks at what this call sends; may be repeated.
    #[arg(long = "kind", value_name = "KIND", value_parser = ["track", "identify", "group"])]
    kinds: Vec<String>,

    /// Looks at this event; may be repeated.
    #[arg(long = "event", value_name = "NAME")]
    events: Vec<String>,
}

impl Scope {
    /// Whether all events are looked at.
    pub(super) fn is_all(&self) -> bool {
        self.owners.is_empty() && self.tags.is_empty() && self.kinds.is_empty() && self.events.is_empty()
    }

    pub(super) fn has(&self, event: &Event) -> bool {
        let owner = event.extension.owner.as_ref();
        (self.owners.is_empty() || owner.is_some_and(|owner| self.owners.contains(owner)))
            && (self.tags.is_empty() || event.extension.tags.iter().any(|tag| self.tags.contains(tag)))
            && (self.kinds.is_empty() || self.kinds.iter().any(|kind| kind == event.kind.word()))
            && (self.events.is_empty() || self.events.contains(&event.name))
    }

    /// A gate that watches nothing would always be open.
    ///
    /// # Errors
    /// When a name is none of the plan's, or no event is in all scopes.
    pub(super) fn check(&self, plan: &Plan) -> Result<(), Failure> {
        let owners = plan.events.iter().filter_map(|event| event.extension.owner.as_deref()).collect();
        let tags = plan.events.iter().flat_map(|event| &event.extension.tags).map(String::as_str).collect();
        let events = plan.events.iter().map(|event| event.name.as_str()).collect();
        known("no event has the owner", &self.owners, owners)?;
        known("no event has the tag", &self.tags, tags)?;
        known("the plan has no event", &self.events, events)?;
        if plan.events.iter().any(|event| self.has(event)) {
            Ok(())
        } else {
            Err(Failure::new(
                "no event is in all of these scopes: scopes of one kind add up, of several each must fit",
            ))
        }
    }
}

/// # Errors
/// When one of the names is not among those that there are.
pub(super) fn known(what: &str, asked: &[String], names: Vec<&str>) -> Result<(), Failure> {
    let Some(wrong) = asked.iter().find(|name| !names.contains(&name.as_str())) else { return Ok(()) };
    let meant = nearest(wrong, names).map(|name| format!(": did you mean `{}`?", one_line(name)));
    Err(Failure::new(format!("{what} `{}`{}", one_line(wrong), meant.unwrap_or_default())))
}
