//! When something happened, as the wire wants it: RFC 3339, UTC, milliseconds.

use std::fmt;
use std::time::SystemTime;

const MILLIS_A_DAY: i64 = 86_400_000;
/// 0000-01-01T00:00:00.000Z and 9999-12-31T23:59:59.999Z: what RFC 3339 can express.
const RANGE: std::ops::RangeInclusive<i64> = -62_167_219_200_000..=253_402_300_799_999;

/// An instant, to the millisecond, between the years 0 and 9999; what lies outside is moved to the
/// nearest of them. Its `Display` is RFC 3339: `2026-03-01T09:30:00.000Z`.
///
/// ```
/// use std::time::{Duration, SystemTime};
/// let at = letter::Timestamp::from(SystemTime::UNIX_EPOCH + Duration::from_millis(1_772_357_400_250));
/// assert_eq!(at.to_string(), "2026-03-01T09:30:00.250Z");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp {
    unix_millis: i64,
}

impl Timestamp {
    /// The instant `millis` milliseconds after 1970-01-01T00:00:00Z, or before it if negative.
    #[must_use]
    pub fn from_unix_millis(millis: i64) -> Self {
        Self { unix_millis: millis.clamp(*RANGE.start(), *RANGE.end()) }
    }

    /// Milliseconds since 1970-01-01T00:00:00Z.
    #[must_use]
    pub fn unix_millis(self) -> i64 {
        self.unix_millis
    }
}

impl From<SystemTime> for Timestamp {
    fn from(time: SystemTime) -> Self {
        let millis = match time.duration_since(SystemTime::UNIX_EPOCH) {
            Ok(since) => i64::try_from(since.as_millis()).unwrap_or(i64::MAX),
            Err(before) => {
                // Towards the past, as for later instants: the millisecond that has begun.
                let millis = before.duration().as_nanos().div_ceil(1_000_000);
                i64::try_from(millis).map_or(i64::MIN, |millis| -millis)
            }
        };
        Self::from_unix_millis(millis)
    }
}

#[cfg(feature = "chrono")]
impl<Tz: chrono::TimeZone> From<chrono::DateTime<Tz>> for Timestamp {
    fn from(time: chrono::DateTime<Tz>) -> Self {
        Self::from_unix_millis(time.timestamp_millis())
    }
}

#[cfg(feature = "jiff")]
impl From<jiff::Timestamp> for Timestamp {
    fn from(time: jiff::Timestamp) -> Self {
        Self::from_unix_millis(time.as_nanosecond().div_euclid(1_000_000) as i64)
    }
}

#[cfg(feature = "jiff")]
impl From<&jiff::Zoned> for Timestamp {
    fn from(time: &jiff::Zoned) -> Self {
        time.timestamp().into()
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = civil(self.unix_millis.div_euclid(MILLIS_A_DAY));
        let millis = self.unix_millis.rem_euclid(MILLIS_A_DAY);
        let (hour, minute) = (millis / 3_600_000, millis / 60_000 % 60);
        let (second, millis) = (millis / 1000 % 60, millis % 1000);
        write!(f, "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{millis:03}Z")
    }
}

/// Year, month and day of the Gregorian calendar from days since 1970-01-01.
///
/// Counts in years that begin on 1 March, so that the leap day is the last of a year, within
/// cycles of 400 years, which all have 146,097 days.
fn civil(days: i64) -> (i64, i64, i64) {
    let since_year_0 = days + 719_468;
    let cycle = since_year_0.div_euclid(146_097);
    let day_of_cycle = since_year_0.rem_euclid(146_097);
    let year_of_cycle =
        (day_of_cycle - day_of_cycle / 1460 + day_of_cycle / 36_524 - day_of_cycle / 146_096) / 365;
    let day_of_year = day_of_cycle - (365 * year_of_cycle + year_of_cycle / 4 - year_of_cycle / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = cycle * 400 + year_of_cycle + i64::from(month <= 2);
    (year, month, day)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn shown(millis: i64) -> String {
        Timestamp::from_unix_millis(millis).to_string()
    }

    #[test]
    fn known_instants() {
        assert_eq!(shown(0), "1970-01-01T00:00:00.000Z");
        assert_eq!(shown(951_782_400_000), "2000-02-29T00:00:00.000Z");
        assert_eq!(shown(4_107_542_399_999), "2100-02-28T23:59:59.999Z");
        assert_eq!(shown(4_107_542_400_000), "2100-03-01T00:00:00.000Z", "2100 has no leap day");
        assert_eq!(shown(-1), "1969-12-31T23:59:59.999Z");
        assert_eq!(shown(i64::MIN), "0000-01-01T00:00:00.000Z");
        assert_eq!(shown(i64::MAX), "9999-12-31T23:59:59.999Z");
    }

    #[test]
    fn agrees_with_another_calendar() {
        // httpdate's calendar is independent of ours: `Sun, 06 Nov 1994 08:49:37 GMT`.
        for day in 0..80_000u64 {
            let time = SystemTime::UNIX_EPOCH + Duration::from_secs(day * 86_400);
            let theirs = httpdate::fmt_http_date(time);
            let ours = Timestamp::from(time).to_string();
            let month = theirs[8..11].to_owned();
            let month = "JanFebMarAprMayJunJulAugSepOctNovDec".find(&month).unwrap() / 3 + 1;
            assert_eq!(ours, format!("{}-{month:02}-{}T00:00:00.000Z", &theirs[12..16], &theirs[5..7]));
        }
    }

    #[cfg(feature = "jiff")]
    #[test]
    fn jiff_shows_the_same() {
        for text in ["1969-12-31T23:59:59.999Z", "2026-03-01T09:30:00.250Z", "9999-12-30T22:00:00.000Z"] {
            let time: jiff::Timestamp = text.parse().unwrap();
            assert_eq!(Timestamp::from(time).to_string(), text);
        }
    }

    #[cfg(feature = "chrono")]
    #[test]
    fn chrono_shows_the_same() {
        let time = chrono::DateTime::from_timestamp_millis(1_772_357_400_250).unwrap();
        assert_eq!(Timestamp::from(time).to_string(), "2026-03-01T09:30:00.250Z");
    }

    #[test]
    fn system_time_before_1970_rounds_towards_the_past() {
        let time = SystemTime::UNIX_EPOCH - Duration::from_micros(1);
        assert_eq!(Timestamp::from(time).to_string(), "1969-12-31T23:59:59.999Z");
    }
}
