//! The day on which a plan is checked.

use std::env;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use letter_schema::rules::Date;

use crate::failure::Failure;

/// Today in UTC; the day of `SOURCE_DATE_EPOCH` where that is set, so that a check can be repeated.
///
/// # Errors
/// When `SOURCE_DATE_EPOCH` is no time.
pub(crate) fn today() -> Result<Date, Failure> {
    let now = match env::var("SOURCE_DATE_EPOCH") {
        Ok(text) => {
            text.trim().parse().ok().and_then(|seconds| Timestamp::from_second(seconds).ok()).ok_or_else(
                || Failure::new("SOURCE_DATE_EPOCH is set, and is no number of seconds since 1970 that is in a year with four digits"),
            )?
        }
        Err(_) => Timestamp::now(),
    };
    let day = now.to_zoned(TimeZone::UTC).date();
    Date::parse(&day.to_string()).ok_or_else(|| Failure::new(format!("the clock says {day}: set it")))
}
