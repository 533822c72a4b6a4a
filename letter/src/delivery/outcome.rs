//! How a request ended, and what that means for its events.

use std::time::{Duration, SystemTime};

use crate::undelivered::{Reason, Rejection};

/// The pause after a 429 that does not say how long, as in the official clients.
const DEFAULT_PAUSE: Duration = Duration::from_secs(1);
/// The shortest pause after a 429, so that "retry at once" is not taken literally.
const SHORTEST_PAUSE: Duration = Duration::from_millis(250);
/// The longest pause that a service can impose.
const LONGEST_PAUSE: Duration = Duration::from_secs(300);
/// The first back-off, as in the official clients; each further one is twice as long.
const FIRST_BACKOFF: Duration = Duration::from_millis(250);
/// What an attempt's back-off is lengthened by, at most, as in the official clients.
pub(crate) const LARGEST_JITTER: Duration = Duration::from_millis(100);

/// How a request ended.
#[derive(Debug, Clone)]
pub(crate) enum Outcome {
    /// 2xx.
    Delivered,
    /// The service will not take these events: 3xx, and 4xx but for those below.
    Refused(Rejection),
    /// 400, 422: at least one event is at fault, perhaps not all.
    Poisoned(Rejection),
    /// 413: the request is too large, though each event may not be.
    TooLarge(Rejection),
    /// A passing fault: no reply, 408, 5xx.
    Failed { cause: String },
    /// 429, and 503 with `Retry-After`: a pause is asked for.
    Throttled { wait: Duration, cause: String },
}

impl Outcome {
    /// The outcome of a reply with this status. `message` is what its body says, if anything.
    pub(crate) fn of_reply(
        status: u16,
        retry_after: Option<&str>,
        message: Option<String>,
        now: SystemTime,
    ) -> Self {
        let cause = |message: Option<String>| match message {
            Some(message) => format!("the service answered {status}: {message}"),
            None => format!("the service answered {status}"),
        };
        match (status, retry_after) {
            (200..=299, _) => Self::Delivered,
            (429, _) | (503, Some(_)) => {
                let wait = retry_after.and_then(|value| parse_retry_after(value, now));
                let wait = wait.unwrap_or(DEFAULT_PAUSE).clamp(SHORTEST_PAUSE, LONGEST_PAUSE);
                Self::Throttled { wait, cause: cause(message) }
            }
            (408 | 500..=599, _) => Self::Failed { cause: cause(message) },
            (400 | 422, _) => Self::Poisoned(Rejection { status, message }),
            (413, _) => Self::TooLarge(Rejection { status, message }),
            _ => Self::Refused(Rejection { status, message }),
        }
    }
}

impl From<Rejection> for Reason {
    fn from(Rejection { status, message }: Rejection) -> Self {
        Self::Refused { status, message }
    }
}

/// `Retry-After` as seconds or as an HTTP-date; `None` when it is neither.
///
/// A negative, infinite or overlong number of seconds counts as what it is nearest to.
fn parse_retry_after(value: &str, now: SystemTime) -> Option<Duration> {
    let value = value.trim();
    if let Ok(seconds) = value.parse::<f64>() {
        if seconds.is_nan() {
            return None;
        }
        return Some(Duration::from_secs_f64(seconds.clamp(0.0, LONGEST_PAUSE.as_secs_f64())));
    }
    let date = httpdate::parse_http_date(value).ok()?;
    // A date that has passed asks for no pause.
    Some(date.duration_since(now).unwrap_or(Duration::ZERO))
}

/// The back-off before the attempt that follows `attempts` failed ones: 0.25 s × 2^attempts.
pub(super) fn backoff(attempts: u32) -> Duration {
    FIRST_BACKOFF.saturating_mul(2u32.saturating_pow(attempts)).min(LONGEST_PAUSE)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pause(header: Option<&str>) -> Duration {
        // Wed, 21 Oct 2015 07:28:00 GMT
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1_445_412_480);
        match Outcome::of_reply(429, header, None, now) {
            Outcome::Throttled { wait, .. } => wait,
            other => panic!("429 must throttle, not {other:?}"),
        }
    }

    #[test]
    fn retry_after_is_read_as_seconds_or_date_and_clamped() {
        assert_eq!(pause(None), Duration::from_secs(1), "absent");
        assert_eq!(pause(Some("2")), Duration::from_secs(2));
        assert_eq!(pause(Some(" 2.5 ")), Duration::from_millis(2500));
        assert_eq!(pause(Some("0")), Duration::from_millis(250), "never at once");
        assert_eq!(pause(Some("-5")), Duration::from_millis(250), "negative");
        assert_eq!(pause(Some("86400")), Duration::from_secs(300), "huge");
        assert_eq!(pause(Some("inf")), Duration::from_secs(300));
        assert_eq!(pause(Some("NaN")), Duration::from_secs(1), "unreadable");
        assert_eq!(pause(Some("soon")), Duration::from_secs(1), "unreadable");
        assert_eq!(pause(Some("Wed, 21 Oct 2015 07:28:07 GMT")), Duration::from_secs(7));
        assert_eq!(pause(Some("Wed, 21 Oct 2015 07:20:00 GMT")), Duration::from_millis(250), "past");
        assert_eq!(pause(Some("Thu, 21 Oct 2055 07:28:00 GMT")), Duration::from_secs(300), "far");
    }

    #[test]
    fn each_status_has_one_meaning() {
        let of = |status, header| Outcome::of_reply(status, header, None, SystemTime::UNIX_EPOCH);
        for status in [200, 202, 204, 299] {
            assert!(matches!(of(status, None), Outcome::Delivered), "{status}");
        }
        for status in [301, 302, 304, 307, 308, 401, 403, 404, 405, 409, 410, 418, 426, 100, 600] {
            assert!(matches!(of(status, None), Outcome::Refused(_)), "{status}");
        }
        for status in [400, 422] {
            assert!(matches!(of(status, None), Outcome::Poisoned(_)), "{status}");
        }
        for status in [408, 500, 502, 503, 504, 599] {
            assert!(matches!(of(status, None), Outcome::Failed { .. }), "{status}");
        }
        assert!(matches!(of(413, None), Outcome::TooLarge(_)));
        assert!(matches!(of(503, Some("1")), Outcome::Throttled { .. }));
        assert!(matches!(of(500, Some("1")), Outcome::Failed { .. }), "only 429 and 503 carry a pause");
    }

    #[test]
    fn backoff_doubles_and_stays_bounded() {
        let seconds: Vec<f64> = (0..4).map(|attempts| backoff(attempts).as_secs_f64()).collect();
        assert_eq!(seconds, [0.25, 0.5, 1.0, 2.0]);
        assert_eq!(backoff(u32::MAX), LONGEST_PAUSE);
    }
}
