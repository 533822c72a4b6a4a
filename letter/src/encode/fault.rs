//! Why a value could not be written as JSON, and where in the event it stood.

use std::cell::{Cell, RefCell};

use crate::Location;

#[derive(Debug)]
enum Step {
    Key(String),
    Index(usize),
}

/// What went wrong, gathered while the error travels out of the value. Empty, and free, until then.
#[derive(Debug, Default)]
pub(super) struct Trace {
    not_finite: Cell<Option<f64>>,
    /// Innermost first.
    steps: RefCell<Vec<Step>>,
}

impl Trace {
    #[cold]
    pub(super) fn not_finite(&self, number: f64) {
        self.not_finite.set(Some(number));
    }

    #[cold]
    pub(super) fn at_key(&self, key: &str) {
        self.steps.borrow_mut().push(Step::Key(key.to_owned()));
    }

    #[cold]
    pub(super) fn at_index(&self, index: usize) {
        self.steps.borrow_mut().push(Step::Index(index));
    }

    /// The fault that ended in `error`.
    #[cold]
    pub(super) fn into_fault(self, error: &serde_json::Error) -> Fault {
        Fault {
            path: render(&self.steps.into_inner(), &Location::ROOT),
            not_finite: self.not_finite.get(),
            message: error.to_string(),
        }
    }
}

/// Why a value could not be written as JSON.
#[derive(Debug)]
pub(crate) struct Fault {
    /// The place, as a [`Location`] shows it.
    pub(crate) path: String,
    /// The number at fault, if it is NaN or infinite.
    pub(crate) not_finite: Option<f64>,
    /// What the value's `Serialize` said.
    pub(crate) message: String,
}

impl From<std::io::Error> for Fault {
    fn from(error: std::io::Error) -> Self {
        Self { path: String::new(), not_finite: None, message: error.to_string() }
    }
}

impl From<serde_json::Error> for Fault {
    fn from(error: serde_json::Error) -> Self {
        Trace::default().into_fault(&error)
    }
}

fn render(steps: &[Step], at: &Location<'_>) -> String {
    match steps.split_last() {
        None => at.to_string(),
        Some((Step::Key(key), inner)) => render(inner, &at.key(key)),
        Some((Step::Index(index), inner)) => render(inner, &at.index(*index)),
    }
}
