//! A validator's error, in the words of someone who sends events.

use jsonschema::ValidationError;
use jsonschema::error::{TypeKind, ValidationErrorKind as Kind};
use serde_json::Value;

use super::proposal;

/// Whether another error says it already: a value of the wrong type is not in an `enum` either.
pub(super) fn goes_without_saying(error: &ValidationError<'_>, errors: &[ValidationError<'_>]) -> bool {
    let is_about_type = |other: &ValidationError<'_>| {
        matches!(other.kind(), Kind::Type { .. }) && other.instance_path() == error.instance_path()
    };
    matches!(error.kind(), Kind::Enum { .. } | Kind::Constant { .. }) && errors.iter().any(is_about_type)
}

/// One sentence for each thing that is wrong. `known` are the names of the event's properties.
pub(super) fn describe(error: &ValidationError<'_>, known: &[String]) -> Vec<String> {
    let place = place(error.instance_path().as_str());
    match error.kind() {
        Kind::Required { property } => {
            let missing = property.as_str().unwrap_or_default();
            vec![format!("`{}` is missing", join(&place, missing))]
        }
        Kind::AdditionalProperties { unexpected } | Kind::UnevaluatedProperties { unexpected } => {
            let known = |place: &str| if place.is_empty() { known } else { &[] };
            let unknown = |name: &String| {
                let proposal = proposal(name, known(&place).iter().map(String::as_str));
                format!("`{}` is not in the plan{proposal}", join(&place, name))
            };
            unexpected.iter().map(unknown).collect()
        }
        _ if place.is_empty() => vec![error.to_string()],
        Kind::Type { kind } => {
            let types = match kind {
                TypeKind::Single(one) => one.to_string(),
                TypeKind::Multiple(several) => {
                    several.iter().map(|one| one.to_string()).collect::<Vec<_>>().join(" or ")
                }
            };
            vec![format!("`{place}` must be of type {types}, but is {}", error.instance())]
        }
        Kind::Format { format } => {
            vec![format!("`{place}` is {}, which is not of the format `{format}`", error.instance())]
        }
        Kind::Enum { options } => {
            let listed = options.as_array().map_or(&[][..], Vec::as_slice);
            let listed: Vec<String> = listed.iter().map(Value::to_string).collect();
            vec![format!("`{place}` is {}, but must be one of {}", error.instance(), listed.join(", "))]
        }
        _ => vec![format!("`{place}`: {error}")],
    }
}

/// `/items/2/sku` as `items.2.sku`.
fn place(pointer: &str) -> String {
    let steps = pointer.split('/').skip(1).map(|step| step.replace("~1", "/").replace("~0", "~"));
    steps.collect::<Vec<_>>().join(".")
}

fn join(place: &str, name: &str) -> String {
    if place.is_empty() { name.to_owned() } else { format!("{place}.{name}") }
}
