//! Types that say what their schema says, and enforce also what no attribute can say.

use std::collections::BTreeMap;
use std::num::NonZeroU32;

use letter::{LetterEvent, PropertyValue};
use serde::Serialize;

#[derive(Serialize, LetterEvent)]
#[letter(track = "Report Exported", schema = "tests/derive/schemas/report_exported.json")]
struct ReportExported {
    #[schemars(length(min = 1, max = 64))]
    report_id: String,
    rows: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(max = 1.0))]
    share: Option<f64>,
    format: Format,
    version: Version,
    at: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    day: Option<String>,
    source: Source,
    target: Target,
    size: Size,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 3), inner(length(min = 2)))]
    labels: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    counts: Option<BTreeMap<String, i32>>,
    /// The type says both bounds.
    #[serde(skip_serializing_if = "Option::is_none")]
    attempt: Option<NonZeroU32>,
}

#[derive(Serialize, PropertyValue)]
#[serde(rename_all = "lowercase")]
enum Format {
    Csv,
    #[expect(dead_code, reason = "the schema lists it")]
    Pdf,
}

#[derive(Serialize, PropertyValue)]
enum Version {
    #[serde(rename = "v2")]
    Second,
}

#[derive(Serialize, PropertyValue)]
#[serde(untagged)]
enum Source {
    Name(String),
    #[expect(dead_code, reason = "the schema lists it")]
    Number(i64),
}

#[derive(Serialize, PropertyValue)]
#[serde(tag = "kind", rename_all = "lowercase")]
enum Target {
    Mail {
        #[schemars(email)]
        address: String,
    },
    #[expect(dead_code, reason = "the schema lists it")]
    Download,
}

#[derive(Serialize, PropertyValue)]
struct Size {
    #[schemars(range(min = 1))]
    pages: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    bytes: Option<Option<u64>>,
}

fn exported() -> ReportExported {
    ReportExported {
        report_id: "rep_1".into(),
        rows: 120,
        share: Some(0.5),
        format: Format::Csv,
        version: Version::Second,
        at: "2026-03-01T09:30:00Z".into(),
        day: Some("2026-02-28".into()),
        source: Source::Name("dashboard".into()),
        target: Target::Mail { address: "ada@example.com".into() },
        size: Size { pages: 3, bytes: Some(None) },
        labels: Some(vec!["weekly".into()]),
        counts: Some(BTreeMap::from([("charts".into(), 4)])),
        attempt: NonZeroU32::new(2),
    }
}

fn broken(change: impl FnOnce(&mut ReportExported)) -> String {
    let mut event = exported();
    change(&mut event);
    event.validate().unwrap_err().to_string()
}

#[test]
fn what_no_attribute_says_is_enforced_by_the_schema() {
    exported().validate().unwrap();
    assert_eq!(broken(|event| event.rows = 121), "`rows` must be a multiple of 10, but is 121 (multipleOf)");
    assert_eq!(
        broken(|event| event.share = Some(0.0)),
        "`share` must be above 0, but is 0 (exclusiveMinimum)"
    );
    assert_eq!(
        broken(|event| event.day = Some("2026-02-29".into())),
        "`day` must be a date, such as 2026-03-01, but is \"2026-02-29\" (format)"
    );
}
