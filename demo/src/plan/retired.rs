//! Events that should no longer be sent, and are kept for as long as reports read them.

#![expect(deprecated, reason = "the derive of `JsonSchema` names the type it is for")]

use letter::LetterEvent;
use schemars::JsonSchema;
use serde::Serialize;

use super::PlanTier;

/// A trial became a paid subscription.
///
/// Subscription Started with `trial_days` says the same and more; reports that read this event until
/// June 2026 find their numbers there.
#[deprecated = "send `SubscriptionStarted` with `trial_days`"]
#[derive(Debug, Clone, LetterEvent, Serialize, JsonSchema)]
#[letter(
    track,
    schema = "../schemas/events/trial_upgraded.json",
    owner = "billing",
    tags("revenue"),
    since = "2026-01-12",
    replaced_by = "Subscription Started"
)]
pub struct TrialUpgraded {
    /// Identifier of the workspace in which it happened.
    #[schemars(length(min = 1, max = 64))]
    pub workspace_id: String,
    /// The plan paid for from now on.
    pub plan: PlanTier,
}
