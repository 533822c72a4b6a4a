//! Events that need not be sent, each with a reason.

use letter_schema::plan::Plan;
use letter_schema::x_letter::Status;

use super::report::status;
use super::scope::known;
use crate::failure::Failure;
use crate::output::one_line;

/// An event that gates pass over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Exception {
    event: String,
    reason: String,
}

impl Exception {
    /// Reads `NAME=REASON`; the name of an event may have the sign in it, a reason for the command line need not.
    pub(super) fn parse(text: &str) -> Result<Self, &'static str> {
        let (event, reason) = text.rsplit_once('=').ok_or("say why: NAME=REASON")?;
        let reason = reason.trim();
        if reason.is_empty() {
            return Err("say why: NAME=REASON");
        }
        Ok(Self { event: event.to_owned(), reason: reason.to_owned() })
    }
}

/// Why gates pass over an event; `None` if they do not.
pub(super) fn reason<'a>(exceptions: &'a [Exception], event: &str) -> Option<&'a str> {
    exceptions.iter().find(|exception| exception.event == event).map(|exception| exception.reason.as_str())
}

/// # Errors
/// When the plan has no such event, or nobody asks for it anyway.
pub(super) fn check(exceptions: &[Exception], plan: &Plan) -> Result<(), Failure> {
    let asked: Vec<String> = exceptions.iter().map(|exception| exception.event.clone()).collect();
    known("the plan has no event", &asked, plan.events.iter().map(|event| event.name.as_str()).collect())?;
    for event in plan.events.iter().filter(|event| reason(exceptions, &event.name).is_some()) {
        let status = status(plan, event);
        if status != Status::Active {
            let (name, status) = (one_line(&event.name), status.word());
            return Err(Failure::new(format!(
                "`{name}` is {status} and not asked for: remove its `--except`"
            )));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{Exception, reason};

    #[test]
    fn an_exception_has_a_reason() {
        let read = [Exception::parse("A = B=sent by the app for phones").unwrap()];
        assert_eq!(reason(&read, "A = B"), Some("sent by the app for phones"));
        assert_eq!(reason(&read, "A"), None);
        for without in ["A", "A=", "A= "] {
            assert!(Exception::parse(without).is_err(), "{without}");
        }
    }
}
