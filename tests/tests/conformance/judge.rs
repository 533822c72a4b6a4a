//! Three judges of a value: the generated type, the crate's own validator, and an independent one.

use std::marker::PhantomData;
use std::path::Path;

use letter::LetterEvent;
use letter_schema::json::Json;
use letter_schema::load::load;
use letter_schema::plan::Plan;
use letter_schema::validate::Validator;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// Values of one property, or of the whole object if none is named.
pub(crate) struct Case {
    pub(crate) property: Option<&'static str>,
    pub(crate) valid: Value,
    pub(crate) invalid: Value,
}

/// A schema file and the type made from it.
pub(crate) struct Subject<T> {
    independent: jsonschema::Validator,
    own: Plan,
    generated: PhantomData<T>,
}

impl<T: DeserializeOwned + Serialize + LetterEvent> Subject<T> {
    pub(crate) fn of(path: &str) -> Self {
        let schema = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
        Self {
            independent: jsonschema::options().should_validate_formats(true).build(&schema).unwrap(),
            own: load(Path::new(path), Path::new(".")).plan,
            generated: PhantomData,
        }
    }

    /// Holds the three judges to each verdict, and the type to writing again what it took.
    pub(crate) fn judge(&self, cases: &[Case]) {
        let mut wrong = Vec::new();
        for case in cases {
            for (list, verdict) in [(&case.valid, true), (&case.invalid, false)] {
                for value in list.as_array().unwrap() {
                    let value = case.property.map_or_else(|| value.clone(), |name| json!({ name: value }));
                    for (judge, opinion) in self.opinions(&value) {
                        if opinion != verdict {
                            let accepts = if opinion { "accepts" } else { "refuses" };
                            wrong.push(format!("{judge} {accepts} {value}"));
                        }
                    }
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    /// Holds a value of the type to be valid.
    pub(crate) fn take(&self, value: &T) {
        value.validate().unwrap();
        let value = serde_json::to_value(value).unwrap();
        for (judge, opinion) in self.opinions(&value) {
            assert!(opinion, "{judge} refuses {value}");
        }
    }

    fn opinions(&self, value: &Value) -> [(&'static str, bool); 3] {
        let root = self.own.events[0].schema;
        [
            ("the type", accepts::<T>(value)),
            ("the validator", Validator::new(&self.own.schemas).is_valid(root, &value.into())),
            ("the independent validator", self.independent.is_valid(value)),
        ]
    }
}

fn accepts<T: DeserializeOwned + Serialize + LetterEvent>(value: &Value) -> bool {
    let Ok(typed) = serde_json::from_value::<T>(value.clone()) else { return false };
    if typed.validate().is_err() {
        return false;
    }
    let again = serde_json::to_value(&typed).unwrap();
    assert_eq!(Json::from(&again), Json::from(value), "a value changed on its way through the type");
    true
}
