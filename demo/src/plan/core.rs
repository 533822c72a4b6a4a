//! Workspaces, projects, reports and features: the events of the core product, and what an account is.

use std::collections::BTreeSet;

use letter::{LetterEvent, PropertyValue};
use schemars::JsonSchema;
use serde::Serialize;

use super::{Money, PlanTier, Source};

/// The layout that a project starts with.
#[derive(Debug, Clone, Copy, PropertyValue, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum ProjectTemplate {
    Blank,
    Kanban,
    Sprint,
    Roadmap,
}

/// A report that can be exported.
#[derive(Debug, Clone, Copy, PropertyValue, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Report {
    Burndown,
    TimeSpent,
    Workload,
}

/// The file format of an export.
#[derive(Debug, Clone, Copy, PropertyValue, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum FileFormat {
    Csv,
    Pdf,
    Xlsx,
}

/// A feature whose use is watched.
#[derive(Debug, Clone, Copy, PropertyValue, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Feature {
    Automations,
    GuestAccess,
    TimeTracking,
    Timeline,
}

/// A member created a project.
///
/// Fires on the server once the project is saved, for imported projects too.
#[derive(Debug, Clone, LetterEvent, Serialize, JsonSchema)]
#[letter(
    track,
    schema = "../schemas/events/project_created.json",
    owner = "core",
    tags("engagement"),
    since = "2026-02-02"
)]
pub struct ProjectCreated {
    /// Identifier of the workspace in which it happened.
    #[schemars(length(min = 1, max = 64))]
    pub workspace_id: String,
    /// Identifier of the new project.
    #[schemars(length(min = 1, max = 64))]
    pub project_id: String,
    /// The template it was created from.
    pub template: ProjectTemplate,
    /// Whether only invited members see it.
    pub is_private: bool,
    /// The day on which the project is to be finished, in the workspace's time zone. Left out if none
    /// was set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due_on: Option<String>,
}

/// A member downloaded a report.
///
/// Fires when the file is ready, not when the export is asked for; a failed export does not fire it.
#[derive(Debug, Clone, LetterEvent, Serialize, JsonSchema)]
#[letter(
    track,
    schema = "../schemas/events/report_exported.json",
    owner = "core",
    tags("engagement"),
    since = "2026-02-16"
)]
pub struct ReportExported {
    /// Identifier of the workspace in which it happened.
    #[schemars(length(min = 1, max = 64))]
    pub workspace_id: String,
    /// Which report it was.
    pub report: Report,
    /// The file format.
    pub format: FileFormat,
    /// Rows in the export, without the heading.
    pub row_count: u64,
    /// How long the export took, in milliseconds.
    #[schemars(range(max = 3_600_000))]
    pub duration_ms: u64,
}

/// A member used a feature that we watch.
///
/// Fires at most once an hour for each user and feature, so it counts use and not clicks.
#[derive(Debug, Clone, LetterEvent, Serialize, JsonSchema)]
#[letter(
    track,
    schema = "../schemas/events/feature_used.json",
    owner = "core",
    tags("engagement"),
    since = "2026-03-02"
)]
pub struct FeatureUsed {
    /// Identifier of the workspace in which it happened.
    #[schemars(length(min = 1, max = 64))]
    pub workspace_id: String,
    /// Which feature it was.
    pub feature: Feature,
    /// Where it was used.
    pub source: Source,
    /// Names of the running experiments that the user was in. Empty if there were none.
    #[schemars(length(max = 10), inner(length(min = 1, max = 40)))]
    pub labels: BTreeSet<String>,
}

/// What is known of a workspace, which is the account in Letter.
///
/// Sent when it is created and whenever one of these changes.
#[derive(Debug, Clone, LetterEvent, Serialize, JsonSchema)]
#[letter(
    group,
    schema = "../schemas/traits/account.json",
    owner = "core",
    tags("profile"),
    since = "2026-01-12"
)]
pub struct AccountTraits {
    /// The workspace's name, as its members see it.
    #[letter(name)]
    #[schemars(length(min = 1, max = 200))]
    pub name: String,
    /// The workspace's plan.
    pub plan: PlanTier,
    /// Seats in use.
    #[schemars(range(min = 1, max = 10_000))]
    pub seat_count: u32,
    /// Monthly recurring revenue; a yearly price counts by its twelfth part. Zero on the free plan.
    pub mrr: Money,
    /// What the company does, in the owner's words. Left out if not told.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(length(min = 1, max = 100))]
    pub industry: Option<String>,
}
