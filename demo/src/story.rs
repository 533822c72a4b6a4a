//! What the demo sends: a few months in the life of one Planboard workspace.

use std::collections::BTreeSet;

use letter::{Client, SendError};

use crate::plan::{
    AccountTraits, BillingPeriod, CancellationReason, CheckoutStarted, Currency, DeclineReason, Feature,
    FeatureUsed, FileFormat, InvitationAccepted, MemberInvited, MemberRole, Money, PaymentFailed,
    PlanChanged, PlanTier, ProjectCreated, ProjectTemplate, Report, ReportExported, SignedUp, Source,
    SubscriptionCancelled, SubscriptionStarted, UserTraits, WorkspaceCreated,
};

const ADA: &str = "user_ada";
const BO: &str = "user_bo";
const WORKSPACE: &str = "ws_5f2c";
const SUBSCRIPTION: &str = "sub_91ad";
const INVITATION: &str = "inv_77b0";

/// Messages in the story.
pub const MESSAGES: u64 = 16;

/// Sends the story, each type of the reference plan at least once.
///
/// # Errors
/// The client's, when it does not accept a message.
pub fn send(letter: &Client) -> Result<(), SendError> {
    begin(letter)?;
    work(letter)?;
    pay(letter)
}

/// A value that the type lets pass and the schema does not: a checkout without seats.
///
/// # Errors
/// The client's: it is not accepted.
pub fn send_invalid(letter: &Client) -> Result<(), SendError> {
    let checkout = CheckoutStarted { seat_count: 0, ..checkout() };
    letter.track(ADA, checkout)
}

fn begin(letter: &Client) -> Result<(), SendError> {
    let ada = UserTraits {
        email: "ada@example.com".to_owned(),
        timezone: Some("Europe/Lisbon".to_owned()),
        first_name: Some("Ada".to_owned()),
        last_name: Some("Lovelace".to_owned()),
        plan: PlanTier::Free,
        role: Some(MemberRole::Owner),
        signed_up_on: Some("2026-03-01".to_owned()),
    };
    let engines = AccountTraits {
        name: "Analytical Engines".to_owned(),
        plan: PlanTier::Free,
        seat_count: 1,
        mrr: euros(0),
        industry: Some("Manufacturing".to_owned()),
    };
    let created =
        WorkspaceCreated { workspace_id: WORKSPACE.to_owned(), source: Source::Web, team_size: Some(12) };
    let invited = MemberInvited {
        workspace_id: WORKSPACE.to_owned(),
        invitation_id: INVITATION.to_owned(),
        role: MemberRole::Member,
        invitee_email: "bo@example.com".to_owned(),
    };
    let accepted = InvitationAccepted {
        workspace_id: WORKSPACE.to_owned(),
        invitation_id: INVITATION.to_owned(),
        role: MemberRole::Member,
        wait_hours: 3.5,
    };
    letter.identify(ADA, ada)?;
    letter.track(ADA, SignedUp { source: Source::Web, plan: PlanTier::Free, invitation_id: None })?;
    letter.group(ADA, WORKSPACE, engines)?;
    letter.track(ADA, created)?;
    letter.track(ADA, invited)?;
    let by_invitation = Some(INVITATION.to_owned());
    letter
        .track(BO, SignedUp { source: Source::Mobile, plan: PlanTier::Free, invitation_id: by_invitation })?;
    letter.track(BO, accepted)
}

fn work(letter: &Client) -> Result<(), SendError> {
    let project = ProjectCreated {
        workspace_id: WORKSPACE.to_owned(),
        project_id: "prj_0b31".to_owned(),
        template: ProjectTemplate::Kanban,
        is_private: false,
        due_on: Some("2026-09-30".to_owned()),
    };
    let used = FeatureUsed {
        workspace_id: WORKSPACE.to_owned(),
        feature: Feature::Timeline,
        source: Source::Desktop,
        labels: BTreeSet::from(["timeline_zoom".to_owned()]),
    };
    let exported = ReportExported {
        workspace_id: WORKSPACE.to_owned(),
        report: Report::TimeSpent,
        format: FileFormat::Csv,
        row_count: 340,
        duration_ms: 1840,
    };
    letter.track(BO, project)?;
    letter.track(BO, used)?;
    letter.track(ADA, exported)
}

fn pay(letter: &Client) -> Result<(), SendError> {
    let started = SubscriptionStarted {
        subscription_id: SUBSCRIPTION.to_owned(),
        plan: PlanTier::Team,
        billing_period: BillingPeriod::Yearly,
        seat_count: 12,
        price: euros(115_200),
        trial_days: Some(14),
        coupon_code: Some("SPRING26".to_owned()),
    };
    let changed = PlanChanged {
        subscription_id: SUBSCRIPTION.to_owned(),
        from_plan: PlanTier::Team,
        to_plan: PlanTier::Business,
        seat_count: 25,
        price: euros(480_000),
    };
    let failed = PaymentFailed {
        subscription_id: SUBSCRIPTION.to_owned(),
        invoice_id: "in_2207".to_owned(),
        price: euros(480_000),
        attempt: 1,
        decline_reason: DeclineReason::InsufficientFunds,
        next_attempt_at: Some("2027-03-18T06:00:00Z".to_owned()),
    };
    let cancelled = SubscriptionCancelled {
        subscription_id: SUBSCRIPTION.to_owned(),
        plan: PlanTier::Business,
        reason: CancellationReason::Other,
        comment: Some("We merged two teams.".to_owned()),
        effective_on: "2027-12-31".to_owned(),
    };
    letter.track(ADA, checkout())?;
    letter.track(ADA, started)?;
    upgrade(letter)?;
    letter.track(ADA, changed)?;
    letter.track(ADA, failed)?;
    letter.track(ADA, cancelled)
}

#[expect(deprecated, reason = "the demo shows what becomes of a deprecated event")]
fn upgrade(letter: &Client) -> Result<(), SendError> {
    use crate::plan::TrialUpgraded;
    letter.track(ADA, TrialUpgraded { workspace_id: WORKSPACE.to_owned(), plan: PlanTier::Team })
}

fn checkout() -> CheckoutStarted {
    CheckoutStarted {
        plan: PlanTier::Team,
        billing_period: BillingPeriod::Yearly,
        seat_count: 12,
        price: euros(115_200),
        source: Source::Web,
    }
}

fn euros(amount_minor: u64) -> Money {
    Money { amount_minor, currency: Currency::Eur }
}
