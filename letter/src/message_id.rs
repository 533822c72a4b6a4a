//! Random ids for messages, drawn from the operating system a block at a time.

use std::cell::RefCell;

use uuid::fmt::Hyphenated;

use crate::fork::Generation;

/// Ids that one system call pays for.
const IDS: usize = 64;
const ID_BYTES: usize = 16;

struct Block {
    bytes: [u8; IDS * ID_BYTES],
    used: usize,
    /// A forked child inherits the block and must not repeat the parent's ids.
    drawn_in: Generation,
}

thread_local! {
    static BLOCK: RefCell<Option<Block>> = const { RefCell::new(None) };
}

/// A new version 4 UUID, as the official clients use; `None` if the system gives no randomness.
pub(crate) fn random() -> Option<Hyphenated> {
    BLOCK.with_borrow_mut(|block| {
        let fresh = |block: &Block| block.used < block.bytes.len() && block.drawn_in.is_current();
        if !block.as_ref().is_some_and(fresh) {
            let mut bytes = [0; IDS * ID_BYTES];
            getrandom::fill(&mut bytes).ok()?;
            *block = Some(Block { bytes, used: 0, drawn_in: Generation::current() });
        }
        let block = block.as_mut()?;
        let (bytes, _) = block.bytes[block.used..].split_first_chunk::<ID_BYTES>()?;
        block.used += ID_BYTES;
        Some(uuid::Builder::from_random_bytes(*bytes).into_uuid().hyphenated())
    })
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn ids_are_version_4_and_never_repeat() {
        let ids: Vec<_> = (0..3 * IDS).map(|_| random().unwrap()).collect();
        assert!(ids.iter().all(|id| id.as_uuid().get_version_num() == 4));
        assert_eq!(ids.iter().map(ToString::to_string).collect::<HashSet<_>>().len(), ids.len());
    }
}
