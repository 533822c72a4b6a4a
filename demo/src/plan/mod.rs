//! The reference plan in `schemas/`, as an application would write it in Rust.
//!
//! The files beside this one follow the teams that own the events, as `schemas/plan.json` names them.

mod billing;
mod core;
mod growth;
mod retired;

pub use billing::{
    BillingPeriod, CancellationReason, CheckoutStarted, Currency, DeclineReason, Money, PaymentFailed,
    PlanChanged, PlanTier, SubscriptionCancelled, SubscriptionStarted,
};
pub use core::{
    AccountTraits, Feature, FeatureUsed, FileFormat, ProjectCreated, ProjectTemplate, Report, ReportExported,
};
pub use growth::{
    InvitationAccepted, MemberInvited, MemberRole, SignedUp, Source, UserTraits, WorkspaceCreated,
};
#[expect(deprecated, reason = "whoever sends it gets the warning")]
pub use retired::TrialUpgraded;
