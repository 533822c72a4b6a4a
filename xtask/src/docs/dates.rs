//! Days, written `2026-03-01` and read as "1 March 2026".

/// Whether a text is a day of the calendar.
pub(crate) fn is_day(text: &str) -> bool {
    parts(text).is_some()
}

/// The day in words; another text as it is. `months` has the twelve names with spaces in between.
pub(crate) fn words(text: &str, months: &str) -> String {
    let in_words = parts(text).and_then(|(year, month, day)| {
        let month = months.split(' ').nth(month as usize - 1)?;
        Some(format!("{day} {month} {year}"))
    });
    in_words.unwrap_or_else(|| text.to_owned())
}

fn parts(text: &str) -> Option<(u32, u32, u32)> {
    let formed = text.len() == 10
        && text
            .bytes()
            .enumerate()
            .all(|(at, byte)| if at == 4 || at == 7 { byte == b'-' } else { byte.is_ascii_digit() });
    let number = |from: usize, to: usize| text.get(from..to)?.parse::<u32>().ok();
    let (year, month, day) = formed.then(|| Some((number(0, 4)?, number(5, 7)?, number(8, 10)?)))??;
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let last = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    (1..=last).contains(&day).then_some((year, month, day))
}

#[cfg(test)]
mod tests {
    use super::{is_day, words};

    #[test]
    fn days_are_days() {
        for (text, day) in [
            ("2026-03-01", true),
            ("2024-02-29", true),
            ("2026-02-29", false),
            ("2026-13-01", false),
            ("1.4.0", false),
            ("2026-3-1", false),
            ("2026-03-00", false),
            ("２０２６-03-01", false),
        ] {
            assert_eq!(is_day(text), day, "{text}");
        }
        assert_eq!(words("2026-03-01", "January February March"), "1 March 2026");
        assert_eq!(words("1.4.0", ""), "1.4.0");
    }
}
