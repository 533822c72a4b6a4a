//! Checkout, subscriptions and payments: the events of Billing, and its terms.

use letter::{LetterEvent, PropertyValue};
use schemars::JsonSchema;
use serde::Serialize;

use super::Source;

/// A price plan.
#[derive(Debug, Clone, Copy, PropertyValue, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PlanTier {
    /// Without a subscription.
    Free,
    /// For one team.
    Team,
    /// For a company.
    Business,
    /// Priced by contract.
    Enterprise,
}

/// How often a subscription is charged.
#[derive(Debug, Clone, Copy, PropertyValue, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum BillingPeriod {
    Monthly,
    Yearly,
}

/// A currency that Planboard charges in, as its ISO 4217 code.
#[derive(Debug, Clone, Copy, PropertyValue, Serialize, JsonSchema)]
#[serde(rename_all = "UPPERCASE")]
#[expect(missing_docs, reason = "the names are the standard's")]
pub enum Currency {
    Eur,
    Gbp,
    Usd,
}

/// An amount in one currency, without tax.
#[derive(Debug, Clone, Copy, PropertyValue, Serialize, JsonSchema)]
pub struct Money {
    /// The amount in the smallest unit of the currency: cents or pence, so 1250 is 12.50.
    #[schemars(range(max = 100_000_000))]
    pub amount_minor: u64,
    /// The currency that `amount_minor` counts.
    pub currency: Currency,
}

/// Why a bank declined a charge.
#[derive(Debug, Clone, Copy, PropertyValue, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum DeclineReason {
    AuthenticationRequired,
    CardExpired,
    InsufficientFunds,
    Other,
}

/// Why a subscription was cancelled.
#[derive(Debug, Clone, Copy, PropertyValue, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum CancellationReason {
    MissingFeature,
    PaymentFailed,
    SwitchedTool,
    TooExpensive,
    Other,
}

/// A user opened the payment form for a plan.
///
/// Fires each time the form is shown, so one purchase may have several.
#[derive(Debug, Clone, LetterEvent, Serialize, JsonSchema)]
#[letter(
    track,
    schema = "../schemas/events/checkout_started.json",
    owner = "billing",
    tags("funnel", "revenue"),
    since = "2026-01-12"
)]
pub struct CheckoutStarted {
    /// The plan to be paid for.
    pub plan: PlanTier,
    /// The period chosen when the form opened.
    pub billing_period: BillingPeriod,
    /// Seats to be paid for.
    #[schemars(range(min = 1, max = 10_000))]
    pub seat_count: u32,
    /// The price of one period for all seats.
    pub price: Money,
    /// Where the form was opened.
    pub source: Source,
}

/// A workspace began to pay, or to try, a plan.
///
/// Fires once for each subscription, when the billing system confirms it; renewals do not fire it.
#[derive(Debug, Clone, LetterEvent, Serialize, JsonSchema)]
#[letter(
    track,
    schema = "../schemas/events/subscription_started.json",
    owner = "billing",
    tags("funnel", "revenue"),
    since = "2026-01-12"
)]
pub struct SubscriptionStarted {
    /// Identifier of the subscription, as in the billing system.
    #[schemars(length(min = 1, max = 64))]
    pub subscription_id: String,
    /// The plan subscribed to.
    pub plan: PlanTier,
    /// How often it is charged.
    pub billing_period: BillingPeriod,
    /// Seats at the start.
    #[schemars(range(min = 1, max = 10_000))]
    pub seat_count: u32,
    /// The price of one period for all seats, after discounts.
    pub price: Money,
    /// Days until the first charge. Left out if there is no trial.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1, max = 90))]
    pub trial_days: Option<u32>,
    /// The coupon that was redeemed. Left out if there was none.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(regex(pattern = "^[A-Z0-9]{4,16}$"))]
    pub coupon_code: Option<String>,
}

/// A subscription moved to another plan, up or down.
///
/// Fires when the change takes effect, which for a downgrade is the end of the paid period.
#[derive(Debug, Clone, LetterEvent, Serialize, JsonSchema)]
#[letter(
    track,
    schema = "../schemas/events/plan_changed.json",
    owner = "billing",
    tags("revenue", "retention"),
    since = "2026-01-12"
)]
pub struct PlanChanged {
    /// Identifier of the subscription, as in the billing system.
    #[schemars(length(min = 1, max = 64))]
    pub subscription_id: String,
    /// The plan before.
    pub from_plan: PlanTier,
    /// The plan from now on.
    pub to_plan: PlanTier,
    /// Seats from now on.
    #[schemars(range(min = 1, max = 10_000))]
    pub seat_count: u32,
    /// The price of one period for all seats from now on.
    pub price: Money,
}

/// A charge was declined.
///
/// Fires for every attempt; `attempt` tells the first from the reminders. The dunning e-mails start
/// from this event.
#[derive(Debug, Clone, LetterEvent, Serialize, JsonSchema)]
#[letter(
    track,
    schema = "../schemas/events/payment_failed.json",
    owner = "billing",
    tags("retention", "revenue"),
    since = "2026-01-19"
)]
pub struct PaymentFailed {
    /// Identifier of the subscription, as in the billing system.
    #[schemars(length(min = 1, max = 64))]
    pub subscription_id: String,
    /// Identifier of the unpaid invoice.
    #[schemars(length(min = 1, max = 64))]
    pub invoice_id: String,
    /// What was to be charged.
    pub price: Money,
    /// Which attempt on this invoice it was, counted from 1.
    #[schemars(range(min = 1, max = 10))]
    pub attempt: u32,
    /// Why the bank declined, as far as it says so.
    pub decline_reason: DeclineReason,
    /// When it will be tried again; null after the last attempt.
    pub next_attempt_at: Option<String>,
}

/// An owner cancelled a subscription, or it ended after the last failed payment.
///
/// Fires at the moment of the decision; the plan goes on until `effective_on`.
#[derive(Debug, Clone, LetterEvent, Serialize, JsonSchema)]
#[letter(
    track,
    schema = "../schemas/events/subscription_cancelled.json",
    owner = "billing",
    tags("retention", "revenue"),
    since = "2026-01-12"
)]
pub struct SubscriptionCancelled {
    /// Identifier of the subscription, as in the billing system.
    #[schemars(length(min = 1, max = 64))]
    pub subscription_id: String,
    /// The plan that was cancelled.
    pub plan: PlanTier,
    /// The reason chosen in the form, or `payment_failed` if there was no choice.
    pub reason: CancellationReason,
    /// What the owner wrote in the form, unaltered. Left out if nothing.
    #[letter(pii = "free_text")]
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(length(min = 1, max = 500))]
    pub comment: Option<String>,
    /// The last paid day, in UTC.
    pub effective_on: String,
}
