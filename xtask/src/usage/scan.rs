//! The marks in a compiled file.

use std::io::{self, Read};

use letter_scalar::marker::{LEN, MAGIC, Marked};
use memchr::memmem::Finder;

/// Bytes that are looked at together.
const WINDOW: usize = 1 << 20;

/// Hands every mark over, in the order of the file, and one that stands there twice, twice.
///
/// # Errors
/// The reader's.
pub(super) fn scan(mut file: impl Read, mut found: impl FnMut(&Marked<'_>)) -> io::Result<()> {
    let finder = Finder::new(&MAGIC);
    let mut window = Vec::with_capacity(WINDOW + LEN);
    loop {
        let read = file.by_ref().take(WINDOW as u64).read_to_end(&mut window)?;
        // What could begin here and end beyond the window is left for the next one.
        let end = if read == 0 { window.len() } else { window.len().saturating_sub(LEN - 1) };
        for at in finder.find_iter(&window).take_while(|at| *at < end) {
            if let Some(marked) = Marked::read(&window[at..]) {
                found(&marked);
            }
        }
        if read == 0 {
            return Ok(());
        }
        window.drain(..end);
    }
}

#[cfg(test)]
mod tests {
    use letter_scalar::marker::{LEN, MAGIC, Marker};

    use super::{WINDOW, scan};

    fn names(file: &[u8]) -> Vec<String> {
        let mut names = Vec::new();
        scan(file, |marked| names.push(marked.name.to_owned())).unwrap();
        names
    }

    #[test]
    fn marks_are_found_wherever_they_stand() {
        let marker = Marker::new(b't', "Signed Up");
        for before in [0, 1, WINDOW - LEN, WINDOW - LEN + 1, WINDOW - 1, WINDOW, WINDOW + 1, 3 * WINDOW - 7] {
            let mut file = vec![MAGIC[0]; before];
            file.extend(marker.bytes());
            assert_eq!(names(&file), ["Signed Up"], "at {before}");
            file.extend(Marker::new(b'i', "Person").bytes());
            file.push(0);
            assert_eq!(names(&file), ["Signed Up", "Person"], "at {before}");
        }
    }

    #[test]
    fn what_is_cut_off_or_damaged_is_passed_over() {
        let marker = Marker::new(b't', "Signed Up");
        assert!(names(&marker.bytes()[..LEN - 1]).is_empty());
        assert!(names(&MAGIC).is_empty() && names(&[]).is_empty());
        let mut file = MAGIC.repeat(3);
        file.extend(marker.bytes());
        assert_eq!(names(&file), ["Signed Up"]);
    }
}
