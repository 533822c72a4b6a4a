//! The mark that compiled code carries for each type that it can send: `letter` leaves it while compiling,
//! `cargo xtask usage` finds it in programs and libraries.

/// Bytes of a name that a mark holds; of a longer one it holds the beginning.
const NAME: usize = 288;
/// The bytes of a mark.
pub const LEN: usize = HEAD + NAME;
/// Magic, version, kind, length of the name, hash.
const HEAD: usize = MAGIC.len() + 1 + 1 + 4 + 8;
const VERSION: u8 = 1;

/// What a mark begins with. Computed, so that it stands in no source text, and with the hash behind it in
/// nothing but a mark.
pub const MAGIC: [u8; 16] = magic();

const fn magic() -> [u8; 16] {
    let mut magic = [0; 16];
    let mut at = 0;
    // From the fractional digits of the golden ratio on: bytes that no text in UTF-8 begins with.
    let mut state: u64 = 0x9e37_79b9_7f4a_7c15;
    while at < magic.len() {
        state = state.wrapping_mul(0x5851_f42d_4c95_7f2d).wrapping_add(0x1405_7b7e_f767_814f);
        magic[at] = (state >> 56) as u8 | 0x80;
        at += 1;
    }
    magic
}

/// One mark as it stands in memory.
#[repr(C)]
#[derive(Debug)]
pub struct Marker([u8; LEN]);

impl Marker {
    /// The mark of the type that is sent by the call with this letter, under this name.
    #[must_use]
    pub const fn new(kind: u8, name: &str) -> Self {
        let name = name.as_bytes();
        let mut bytes = [0; LEN];
        let mut at = put(&mut bytes, 0, &MAGIC);
        at = put(&mut bytes, at, &[VERSION, kind]);
        // A name of 4 GiB does not get through a compiler.
        at = put(&mut bytes, at, &(name.len() as u32).to_le_bytes());
        at = put(&mut bytes, at, &hash(kind, name).to_le_bytes());
        put(&mut bytes, at, name);
        Self(bytes)
    }

    /// As it stands in memory.
    #[must_use]
    pub const fn bytes(&self) -> &[u8; LEN] {
        &self.0
    }
}

/// Copies what fits, and says where the copy ends.
const fn put(bytes: &mut [u8; LEN], from: usize, what: &[u8]) -> usize {
    let mut at = 0;
    while at < what.len() && from + at < LEN {
        bytes[from + at] = what[at];
        at += 1;
    }
    from + at
}

/// FNV-1a: good enough to tell a mark from an accident.
const fn hash(kind: u8, name: &[u8]) -> u64 {
    const PRIME: u64 = 0x100_0000_01b3;
    let mut hash = (0xcbf2_9ce4_8422_2325 ^ kind as u64).wrapping_mul(PRIME);
    let mut at = 0;
    while at < name.len() {
        hash = (hash ^ name[at] as u64).wrapping_mul(PRIME);
        at += 1;
    }
    hash
}

/// What a mark says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Marked<'a> {
    /// The letter of the call.
    pub kind: u8,
    /// The name, [as far as it is held](held).
    pub name: &'a str,
}

impl<'a> Marked<'a> {
    /// Reads the mark that these bytes begin with; `None` if it is none, or not whole.
    #[must_use]
    pub fn read(bytes: &'a [u8]) -> Option<Self> {
        let bytes = bytes.get(..LEN)?.strip_prefix(&MAGIC)?;
        let (&[version, kind], bytes) = bytes.split_first_chunk()?;
        let (length, bytes) = bytes.split_first_chunk()?;
        let (expected, name) = bytes.split_first_chunk()?;
        let whole = usize::try_from(u32::from_le_bytes(*length)).ok().filter(|length| *length <= NAME);
        let name = &name[..whole.unwrap_or(NAME)];
        // The hash of a name that is cut cannot be checked.
        if version != VERSION || whole.is_some() && hash(kind, name) != u64::from_le_bytes(*expected) {
            return None;
        }
        match str::from_utf8(name) {
            Ok(name) => Some(Self { kind, name }),
            // Cut inside of a character.
            Err(error) if whole.is_none() && error.error_len().is_none() => {
                let name = str::from_utf8(&name[..error.valid_up_to()]).ok()?;
                Some(Self { kind, name })
            }
            Err(_) => None,
        }
    }
}

/// As much of a name as a mark holds: all of it, up to 288 bytes.
#[must_use]
pub fn held(name: &str) -> &str {
    let mut end = name.len().min(NAME);
    while !name.is_char_boundary(end) {
        end -= 1;
    }
    &name[..end]
}

#[cfg(test)]
mod tests {
    use super::{LEN, MAGIC, Marked, Marker, NAME, held};

    #[test]
    fn a_mark_says_what_it_was_made_of() {
        for name in ["", "Order Completed", "Größe geändert \u{202e}", "x".repeat(NAME).as_str()] {
            let Marker(bytes) = Marker::new(b't', name);
            assert_eq!(Marked::read(&bytes), Some(Marked { kind: b't', name }));
            assert_eq!(held(name), name);
        }
    }

    #[test]
    fn a_long_name_is_cut_between_characters() {
        let name = format!("{}€ and more", "x".repeat(NAME - 1));
        let Marker(bytes) = Marker::new(b't', &name);
        let cut = "x".repeat(NAME - 1);
        assert_eq!(Marked::read(&bytes).map(|marked| marked.name), Some(&*cut));
        assert_eq!(held(&name), cut);
    }

    #[test]
    fn what_is_no_whole_mark_is_none() {
        let Marker(mut bytes) = Marker::new(b't', "Signed Up");
        assert_eq!(Marked::read(&bytes[..LEN - 1]), None);
        assert_eq!(Marked::read(&bytes[1..]), None);
        bytes[MAGIC.len() + 14] = b's';
        assert_eq!(Marked::read(&bytes), None, "the hash is another's");
        assert_eq!(Marked::read(&[0; LEN]), None);
    }

    #[test]
    fn the_magic_is_no_text() {
        assert!(str::from_utf8(&MAGIC).is_err() && MAGIC.iter().all(|byte| !byte.is_ascii()));
    }
}
