//! `date-time`, `date`, `time`, `duration`: RFC 3339.

/// Reads what is left of a text, from the front.
struct Cursor<'a>(&'a [u8]);

impl Cursor<'_> {
    fn take(&mut self, wanted: impl Fn(u8) -> bool) -> Option<u8> {
        let (&first, rest) = self.0.split_first()?;
        wanted(first).then(|| {
            self.0 = rest;
            first
        })
    }

    fn sign(&mut self, sign: u8) -> Option<()> {
        self.take(|byte| byte == sign).map(drop)
    }

    /// So many digits.
    fn number(&mut self, digits: usize) -> Option<u32> {
        (0..digits).try_fold(0, |number, _| {
            self.take(|byte| byte.is_ascii_digit()).map(|digit| number * 10 + u32::from(digit - b'0'))
        })
    }

    fn digits(&mut self) -> usize {
        std::iter::from_fn(|| self.take(|byte| byte.is_ascii_digit())).count()
    }

    fn date(&mut self) -> Option<()> {
        let year = self.number(4)?;
        self.sign(b'-')?;
        let month = self.number(2)?;
        self.sign(b'-')?;
        let day = self.number(2)?;
        let leap = (year.is_multiple_of(4) && !year.is_multiple_of(100)) || year.is_multiple_of(400);
        let days = match month {
            4 | 6 | 9 | 11 => 30,
            2 if leap => 29,
            2 => 28,
            1..=12 => 31,
            _ => return None,
        };
        (1..=days).contains(&day).then_some(())
    }

    fn time(&mut self) -> Option<()> {
        let (hour, minute) = self.hour_and_minute()?;
        self.sign(b':')?;
        let second = self.number(2)?;
        if self.sign(b'.').is_some() && self.digits() == 0 {
            return None;
        }
        let offset = match self.take(|byte| matches!(byte, b'Z' | b'z' | b'+' | b'-'))? {
            b'+' => i64::from(self.offset()?),
            b'-' => -i64::from(self.offset()?),
            _ => 0,
        };
        // A leap second is the last second of a day in UTC.
        let minute_in_utc = (i64::from(hour * 60 + minute) - offset).rem_euclid(24 * 60);
        (second < 60 || (second == 60 && minute_in_utc == 24 * 60 - 1)).then_some(())
    }

    fn hour_and_minute(&mut self) -> Option<(u32, u32)> {
        let hour = self.number(2)?;
        self.sign(b':')?;
        let minute = self.number(2)?;
        (hour < 24 && minute < 60).then_some((hour, minute))
    }

    /// In minutes.
    fn offset(&mut self) -> Option<u32> {
        self.hour_and_minute().map(|(hour, minute)| hour * 60 + minute)
    }

    /// Numbers, each with one of these units, in their order, none left out in between that RFC 3339
    /// does not let be left out; how many there are.
    fn units(&mut self, units: &[u8]) -> Option<usize> {
        let mut count = 0;
        let mut next: Option<usize> = None;
        while self.0.first().is_some_and(u8::is_ascii_digit) {
            self.digits();
            let unit = self.take(|byte| units.contains(&byte))?;
            let at = units.iter().position(|known| *known == unit)?;
            // "P1Y2D" has no meaning there: the months are missing.
            if next.is_some_and(|next| at != next) {
                return None;
            }
            next = Some(at + 1);
            count += 1;
        }
        Some(count)
    }

    fn ends(&self) -> Option<()> {
        self.0.is_empty().then_some(())
    }
}

/// Whether the text is a date and a time with its offset.
#[must_use]
pub fn is_date_time(text: &str) -> bool {
    let mut cursor = Cursor(text.as_bytes());
    let parts = || {
        cursor.date()?;
        cursor.take(|byte| matches!(byte, b'T' | b't'))?;
        cursor.time()?;
        cursor.ends()
    };
    run(parts)
}

/// Whether the text is a day of the calendar.
#[must_use]
pub fn is_date(text: &str) -> bool {
    let mut cursor = Cursor(text.as_bytes());
    run(|| cursor.date().and_then(|()| cursor.ends()))
}

/// Whether the text is a time of day with its offset.
#[must_use]
pub fn is_time(text: &str) -> bool {
    let mut cursor = Cursor(text.as_bytes());
    run(|| cursor.time().and_then(|()| cursor.ends()))
}

/// Whether the text is a duration: `P1Y2M3D`, `PT1H30M`, `P2W`.
#[must_use]
pub fn is_duration(text: &str) -> bool {
    let mut cursor = Cursor(text.as_bytes());
    run(|| {
        cursor.sign(b'P')?;
        if let Some(weeks) = text.strip_prefix('P').and_then(|rest| rest.strip_suffix('W')) {
            return (!weeks.is_empty() && weeks.bytes().all(|byte| byte.is_ascii_digit())).then_some(());
        }
        let dates = cursor.units(b"YMD")?;
        let mut times = 0;
        if cursor.sign(b'T').is_some() {
            times = cursor.units(b"HMS")?;
            if times == 0 {
                return None;
            }
        }
        (dates + times > 0).then_some(())?;
        cursor.ends()
    })
}

fn run(parts: impl FnOnce() -> Option<()>) -> bool {
    parts().is_some()
}

#[cfg(test)]
mod tests {
    use super::{is_date, is_date_time, is_duration, is_time};

    #[test]
    fn dates_and_times() {
        for text in [
            "1963-06-19T08:30:06.283185Z",
            "1963-06-19t08:30:06z",
            "1990-12-31T15:59:50.123-08:00",
            "1998-12-31T23:59:60Z",
            "1998-12-31T15:59:60.123-08:00",
            "1937-01-01T12:00:27.87+00:20",
            "0000-01-01T00:00:00Z",
        ] {
            assert!(is_date_time(text), "{text}");
        }
        for text in [
            "",
            "1998-12-31T23:58:60Z",
            "1998-12-31T22:59:60Z",
            "1998-12-31T23:59:61Z",
            "1990-02-31T15:59:59.123-08:00",
            "1990-12-31T15:59:59-24:00",
            "1990-12-31T15:59:59+23:60",
            "1963-06-19T08:30:06.28123+01:00Z",
            "06/19/1963 08:30:06 PST",
            "2013-350T01:01:01",
            "1963-6-19T08:30:06.283185Z",
            "1963-06-1T08:30:06.283185Z",
            "1963-06-19 08:30:06Z",
            "1963-06-19T08:30:06",
            "1963-06-19T08:30:06.Z",
            "1963-06-1৪T00:00:00Z",
            "+11963-06-19T08:30:06Z",
        ] {
            assert!(!is_date_time(text), "{text}");
        }
    }

    #[test]
    fn dates() {
        for text in ["1963-06-19", "2020-02-29", "2000-02-29", "2021-12-31"] {
            assert!(is_date(text), "{text}");
        }
        for text in [
            "",
            "2021-02-29",
            "1900-02-29",
            "2020-13-01",
            "2020-00-01",
            "2020-04-31",
            "2020-01-00",
            "19630619",
            "1963-06-1",
            "2020-W01-1",
        ] {
            assert!(!is_date(text), "{text}");
        }
    }

    #[test]
    fn times() {
        for text in ["08:30:06Z", "23:59:60Z", "23:20:50.52Z", "01:29:60+01:30", "08:30:06-08:00"] {
            assert!(is_time(text), "{text}");
        }
        for text in [
            "",
            "08:30:06",
            "24:00:00Z",
            "00:60:00Z",
            "23:59:60+00:01",
            "8:30:06Z",
            "08:30:06 PST",
            "08:30:06+1:00",
            "12:00Z",
        ] {
            assert!(!is_time(text), "{text}");
        }
    }

    #[test]
    fn durations() {
        for text in
            ["P4DT12H30M5S", "P4Y", "PT0S", "P0D", "P1M", "PT1M", "PT36H", "P1DT12H", "P2W", "P1Y2M3DT4H5M6S"]
        {
            assert!(is_duration(text), "{text}");
        }
        for text in [
            "", "PT1D", "P", "P1YT", "PT", "P2D1Y", "P1D2H", "P2S", "P1Y2W", "P1", "4DT12H", "P১Y", "P1Y2D",
            "PT1H2S", "P-1D", "P1.5D",
        ] {
            assert!(!is_duration(text), "{text}");
        }
    }
}
