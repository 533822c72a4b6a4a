//! Sign-up, activation and invitations: the events of Growth, and who a user is.

use letter::{LetterEvent, PropertyValue};
use schemars::JsonSchema;
use serde::Serialize;

use super::PlanTier;

/// Where in the product the user was.
#[derive(Debug, Clone, Copy, PropertyValue, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// The website and the web application.
    Web,
    /// The desktop application.
    Desktop,
    /// The mobile application.
    Mobile,
    /// A program that uses the API.
    Api,
}

/// What a member may do in a workspace.
#[derive(Debug, Clone, Copy, PropertyValue, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum MemberRole {
    /// Everything, and pays.
    Owner,
    /// Everything but paying.
    Admin,
    /// Works in all open projects.
    Member,
    /// Sees single projects only.
    Guest,
}

/// Someone created a Planboard account.
///
/// Fires once for each user, on the server, when the e-mail address has been confirmed; not when the
/// form is sent.
#[derive(Debug, Clone, LetterEvent, Serialize, JsonSchema)]
#[letter(
    track,
    schema = "../schemas/events/signed_up.json",
    owner = "growth",
    tags("activation", "funnel"),
    since = "2026-01-12"
)]
pub struct SignedUp {
    /// Where the account was created.
    pub source: Source,
    /// The plan chosen at sign-up.
    pub plan: PlanTier,
    /// The invitation that was followed. Left out if the user came without one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(length(min = 1, max = 64))]
    pub invitation_id: Option<String>,
}

/// A user created a workspace and became its owner.
///
/// Fires for every workspace, the first one included.
#[derive(Debug, Clone, LetterEvent, Serialize, JsonSchema)]
#[letter(
    track,
    schema = "../schemas/events/workspace_created.json",
    owner = "growth",
    tags("activation"),
    since = "2026-01-12"
)]
pub struct WorkspaceCreated {
    /// Identifier of the new workspace.
    #[schemars(length(min = 1, max = 64))]
    pub workspace_id: String,
    /// Where it was created.
    pub source: Source,
    /// How many people the user says will work in it. Left out if the question was skipped.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1, max = 100_000))]
    pub team_size: Option<u32>,
}

/// A member invited someone to a workspace.
///
/// Fires once for each address when the invitation is sent; a reminder does not fire it again.
#[derive(Debug, Clone, LetterEvent, Serialize, JsonSchema)]
#[letter(
    track,
    schema = "../schemas/events/member_invited.json",
    owner = "growth",
    tags("activation", "virality"),
    since = "2026-01-12"
)]
pub struct MemberInvited {
    /// Identifier of the workspace in which it happened.
    #[schemars(length(min = 1, max = 64))]
    pub workspace_id: String,
    /// Identifier of the invitation; Invitation Accepted repeats it.
    #[schemars(length(min = 1, max = 64))]
    pub invitation_id: String,
    /// The role that the invitation grants.
    pub role: MemberRole,
    /// The address that was invited.
    #[letter(pii = "email")]
    #[schemars(email, length(max = 254))]
    pub invitee_email: String,
}

/// An invited person joined the workspace.
///
/// The user of this event is the one who joined; fires after Signed Up if the account is new.
#[derive(Debug, Clone, LetterEvent, Serialize, JsonSchema)]
#[letter(
    track,
    schema = "../schemas/events/invitation_accepted.json",
    owner = "growth",
    tags("activation", "virality"),
    since = "2026-01-12"
)]
pub struct InvitationAccepted {
    /// Identifier of the workspace that was joined.
    #[schemars(length(min = 1, max = 64))]
    pub workspace_id: String,
    /// Identifier of the invitation, as in Member Invited.
    #[schemars(length(min = 1, max = 64))]
    pub invitation_id: String,
    /// The role that was granted.
    pub role: MemberRole,
    /// Hours between the invitation and its acceptance.
    #[schemars(range(min = 0))]
    pub wait_hours: f64,
}

/// Who a user is.
///
/// Sent at sign-up and whenever one of these changes; Letter merges them into what it has.
#[derive(Debug, Clone, LetterEvent, Serialize, JsonSchema)]
#[letter(
    identify,
    schema = "../schemas/traits/user.json",
    owner = "growth",
    tags("profile"),
    since = "2026-01-12"
)]
pub struct UserTraits {
    /// The confirmed address that e-mail is sent to.
    #[letter(email, pii = "email")]
    #[schemars(email, length(max = 254))]
    pub email: String,
    /// The user's time zone, as its IANA name. E-mail is scheduled by it.
    #[letter(timezone)]
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(length(min = 1, max = 64))]
    pub timezone: Option<String>,
    /// Given name, as the user writes it.
    #[letter(pii = "name")]
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(length(min = 1, max = 100))]
    pub first_name: Option<String>,
    /// Family name, as the user writes it.
    #[letter(pii = "name")]
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(length(min = 1, max = 100))]
    pub last_name: Option<String>,
    /// The highest plan among the user's workspaces.
    pub plan: PlanTier,
    /// The role in the workspace used last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<MemberRole>,
    /// The day of Signed Up, in UTC.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub signed_up_on: Option<String>,
}
